#include "pair_network.hpp"

#include <algorithm>

namespace checker {

namespace {

constexpr std::size_t kNone = ~std::size_t{0};

/// weight * ReLU(slope * a + offset).
struct Unit {
  mpq_class slope, offset, weight;
  friend bool operator==(const Unit&, const Unit&) = default;
};

/// a -> constant + slope * a + sum of units.
struct PiecewiseLinear {
  mpq_class constant, slope;
  std::vector<Unit> units;
  friend bool operator==(const PiecewiseLinear&, const PiecewiseLinear&) = default;

  mpq_class operator()(const mpq_class& a) const {
    mpq_class value = constant + slope * a;
    for (const Unit& unit : units) {
      const mpq_class before = unit.slope * a + unit.offset;
      if (before > 0) value += unit.weight * before;
    }
    return value;
  }

  Enclosure range(const mpq_class& low, const mpq_class& high) const {
    Enclosure seen = hull(point((*this)(low)), point((*this)(high)));
    for (const Unit& unit : units) {
      if (unit.slope == 0) continue;
      const mpq_class kink = -unit.offset / unit.slope;
      if (low < kink && kink < high) seen = hull(seen, point((*this)(kink)));
    }
    return seen;
  }
};

/// A coordinate of the attended space: what it holds, and where in its subspace it stands.
struct Coordinate {
  const PairContent* content = nullptr;  // nullptr: 0
  std::size_t index = 0;

  bool varies() const { return content != nullptr && content->varies(); }
  mpq_class constant() const {
    return content == nullptr || content->constant.empty() ? mpq_class(0)
                                                           : content->constant[index];
  }
};

/// The content of a varying coordinate but for its constant.
struct Variation {
  std::optional<PairSymbol> sign;
  mpq_class coefficient, noise;
};

Variation variation(const PairContent& content, const PointDomain& domain) {
  Variation it{std::nullopt, 0, content.entry};
  for (const auto& [s, c] : content.symbols) {
    if (!it.sign && s.code != nullptr && s.code->signs()) {
      it.sign = s;
      it.coefficient = c;
    } else {
      it.noise += abs(c) * largest_entry(s, domain);
    }
  }
  return it;
}

class Through {
 public:
  Through(const Network& network, const PairStream& attended) : network_(network) {
    for (const Subspace& s : network.hidden.in.subspaces) {
      const auto found = attended.find(s.offset);
      for (std::size_t i = 0; i < s.dimension; ++i)
        in_.push_back({found == attended.end() ? nullptr : &found->second, i});
    }
  }

  PairContent subspace(const Subspace& out, const PointDomain& domain) const {
    PairContent result;
    result.dimension = out.dimension;
    PiecewiseLinear last;
    mpq_class last_centre, along, constant, noise;
    const PairContent* source = nullptr;
    Variation vary;
    for (std::size_t i = 0; i < out.dimension; ++i) {
      std::size_t column = kNone;
      const PiecewiseLinear f = function(out.offset + i, column);
      const PairContent* content = column == kNone ? nullptr : in_[column].content;
      const mpq_class centre = column == kNone ? mpq_class(0) : in_[column].constant();
      if (i > 0 && content != source)
        throw NotChecked("a ReLU network reads several subspaces into one");
      // Most coordinates of a gate are alike.
      if (i == 0 || f != last || centre != last_centre) {
        if (i == 0 && content != nullptr) vary = variation(*content, domain);
        const auto around = [&](const mpq_class& a) {
          return f.range(a - vary.noise, a + vary.noise);
        };
        const Enclosure plus = around(centre + vary.coefficient);
        const Enclosure minus = around(centre - vary.coefficient);
        const mpq_class up = (plus.low + plus.high) / 2, down = (minus.low + minus.high) / 2;
        const mpq_class here = (up - down) / 2;
        if (i > 0 && here != along)
          throw NotChecked("a ReLU network treats the entries of a sign vector differently");
        along = here;
        constant = (up + down) / 2;
        noise = std::max(mpq_class(plus.high - up), mpq_class(minus.high - down));
      }
      if (along != 0 && in_[column].index != i)
        throw NotChecked("a ReLU network permutes the entries of a sign vector");
      source = content;
      last = f;
      last_centre = centre;
      result.constant.push_back(constant);
      result.entry = std::max(result.entry, noise);
    }
    if (std::ranges::all_of(result.constant, [](const mpq_class& c) { return c == 0; }))
      result.constant.clear();
    if (along != 0) {
      if (vary.sign->code->dimension() != out.dimension)
        throw NotChecked("a ReLU network keeps a part of a sign vector");
      result.symbols[*vary.sign] = along;
    }
    result.norm = result.entry * root_above(mpq_class(out.dimension));
    return result;
  }

 private:
  /// Output coordinate r as a function of the one coordinate that varies, `column`.
  PiecewiseLinear function(std::size_t r, std::size_t& column) const {
    PiecewiseLinear f;
    f.constant = network_.output.bias[r];
    const auto slope_of = [&](std::size_t c, const mpq_class& factor, mpq_class& constant) {
      if (!in_[c].varies()) {
        constant += factor * in_[c].constant();
        return mpq_class(0);
      }
      if (column != kNone && column != c)
        throw NotChecked("a ReLU network combines two coordinates that vary");
      column = c;
      return factor;
    };
    if (network_.residual) f.slope = slope_of(r, 1, f.constant);
    for (const Term& out : network_.output.rows[r]) {
      Unit unit{0, network_.hidden.bias[out.column], out.coefficient};
      for (const Term& term : network_.hidden.rows[out.column])
        unit.slope += slope_of(term.column, term.coefficient, unit.offset);
      f.units.push_back(std::move(unit));
    }
    return f;
  }

  const Network& network_;
  std::vector<Coordinate> in_;
};

}  // namespace

PairStream through(const Network& network, const PairStream& attended, const PointDomain& domain) {
  const Through all(network, attended);
  PairStream out;
  for (const Subspace& s : network.output.out.subspaces) out[s.offset] = all.subspace(s, domain);
  return out;
}

}  // namespace checker
