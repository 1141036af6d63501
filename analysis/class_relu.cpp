#include "analysis/class_relu.hpp"

#include <algorithm>
#include <optional>

namespace separatrix {
namespace {

struct Span {
  Rational low;
  Rational high;
};

/// One number per coordinate, written once while all are equal: gates of 10^6 units have two.
class PerCoordinate {
 public:
  explicit PerCoordinate(std::size_t dimension) : dimension_(dimension), values_(1) {}

  /// `terms`: empty (0) or one per coordinate.
  void add(const Rational& c, const std::vector<Rational>& terms) {
    if (terms.empty()) return;
    const bool equal = std::all_of(terms.begin(), terms.end(),
                                   [&](const Rational& term) { return term == terms.front(); });
    if (!equal && uniform()) values_.assign(dimension_, Rational(values_.front()));
    for (std::size_t i = 0; i < values_.size(); ++i) values_[i] += c * terms[i];
  }
  bool uniform() const { return values_.size() != dimension_ || dimension_ == 1; }
  const Rational& operator[](std::size_t i) const { return values_[uniform() ? 0 : i]; }

 private:
  std::size_t dimension_;
  std::vector<Rational> values_;
};

/// What feeds one hidden subspace from the stream, and what it feeds.
struct Unit {
  Rational slope;   // of the varying subspace
  Rational weight;  // into the output subspace
  PerCoordinate constant;
};

const Rational& factor(const Block& block) {
  if (const auto* scale = std::get_if<Scale>(&block.coefficients)) return scale->factor;
  throw Undecided{"the ReLU network's block from '" + block.from + "' to '" + block.to +
                  "' is no multiple of the identity"};
}

bool varies(const Content& content) { return !content.symbols.empty() || content.noise != 0; }

class Coordinates {
 public:
  Coordinates(const Mlp& mlp, const ClassStream& attended, const std::string& out)
      : dimension_(mlp.output.out.dimension(out)), shift_(dimension_), centre_(dimension_) {
    for (const Block& block : mlp.output.blocks)
      if (block.to == out) units_.push_back(unit(mlp, attended, block));
    for (const Bias& bias : mlp.output.biases)
      if (bias.to == out) shift_.add(1, bias.values);
    if (!mlp.residual) return;
    const auto x = attended.find(out);
    if (x == attended.end()) return;
    if (vary(out, x->second))
      through_ = 1;
    else
      shift_.add(1, x->second.constant);
  }

  Content range(const PointDomain& domain) {
    std::optional<ContentSymbol> sign;
    Rational coefficient;
    Rational noise;
    if (varying_ != nullptr) {
      noise = varying_->noise_max;
      for (const auto& [s, c] : varying_->symbols) {
        const bool signs = s.code != nullptr && s.code->entries_are_signs();
        if (signs && !sign) {
          sign = s;
          coefficient = c;
        } else {
          noise += abs(c) * entry_bound(s, domain);
        }
      }
    }
    Content out;
    out.dimension = dimension_;
    const std::size_t rows = uniform() ? 1 : dimension_;
    out.constant.reserve(dimension_);
    Rational along;  // the new coefficient of the sign
    for (std::size_t i = 0; i < rows; ++i) {
      const Row row = at(i, coefficient, noise);
      if (i > 0 && row.along != along)
        throw Undecided{"the ReLU network treats the coordinates of a sign vector differently"};
      along = row.along;
      out.constant.push_back(row.constant);
      out.noise_max = std::max(out.noise_max, row.noise);
    }
    if (rows == 1 && out.constant[0] == 0)
      out.constant.clear();
    else
      out.constant.resize(dimension_, out.constant[0]);
    if (along != 0) out.symbols[*sign] = along;
    out.noise = round_up(Rational(out.noise_max * root_up(Rational(dimension_))));
    return out;
  }

 private:
  struct Row {
    Rational constant, along, noise;
  };

  /// Whether the content varies; then it must be the only one that does.
  bool vary(const std::string& name, const Content& content) {
    if (!varies(content)) return false;
    if (varying_ != nullptr && name != varying_name_)
      throw Undecided{"the ReLU network combines '" + varying_name_ + "' and '" + name +
                      "', which both vary"};
    if (varying_ == nullptr) centre_.add(1, content.constant);
    varying_ = &content;
    varying_name_ = name;
    return true;
  }

  Unit unit(const Mlp& mlp, const ClassStream& attended, const Block& to_output) {
    Unit u{0, factor(to_output), PerCoordinate(dimension_)};
    for (const Block& block : mlp.hidden.blocks) {
      if (block.to != to_output.from) continue;
      const auto x = attended.find(block.from);
      if (x == attended.end()) continue;
      if (vary(block.from, x->second)) {
        u.slope += factor(block);
      } else {
        u.constant.add(factor(block), x->second.constant);
      }
    }
    for (const Bias& bias : mlp.hidden.biases)
      if (bias.to == to_output.from) u.constant.add(1, bias.values);
    return u;
  }

  Rational value(std::size_t i, const Rational& a) const {
    Rational sum = shift_[i] + through_ * a;
    for (const Unit& u : units_) {
      const Rational before = u.slope * a + u.constant[i];
      if (before > 0) sum += u.weight * before;
    }
    return sum;
  }

  Span span(std::size_t i, const Rational& low, const Rational& high) const {
    std::vector<Rational> at{low, high};
    for (const Unit& u : units_) {
      if (u.slope == 0) continue;
      const Rational kink = -u.constant[i] / u.slope;
      if (kink > low && kink < high) at.push_back(kink);
    }
    Span s{value(i, low), value(i, low)};
    for (const Rational& a : at) {
      const Rational v = value(i, a);
      s.low = std::min(s.low, v);
      s.high = std::max(s.high, v);
    }
    return s;
  }

  Row at(std::size_t i, const Rational& coefficient, const Rational& noise) const {
    const auto around = [&](const Rational& a) { return span(i, a - noise, a + noise); };
    const Span plus = around(centre_[i] + coefficient);
    const Span minus = around(centre_[i] - coefficient);
    const Rational up = (plus.low + plus.high) / 2;
    const Rational down = (minus.low + minus.high) / 2;
    return {(up + down) / 2, (up - down) / 2,
            std::max(Rational(plus.high - up), Rational(minus.high - down))};
  }

  bool uniform() const {
    return shift_.uniform() && centre_.uniform() &&
           std::all_of(units_.begin(), units_.end(),
                       [](const Unit& u) { return u.constant.uniform(); });
  }

  std::size_t dimension_;
  std::vector<Unit> units_;
  PerCoordinate shift_;
  PerCoordinate centre_;  // the varying subspace's constant
  Rational through_;      // of the varying subspace, past the network
  const Content* varying_ = nullptr;
  std::string varying_name_;
};

}  // namespace

ClassStream through(const Mlp& mlp, const ClassStream& attended, const PointDomain& domain) {
  ClassStream out;
  for (const Subspace& s : mlp.output.out.subspaces())
    out[s.name] = Coordinates(mlp, attended, s.name).range(domain);
  return out;
}

}  // namespace separatrix
