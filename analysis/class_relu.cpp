#include "analysis/class_relu.hpp"

#include <algorithm>
#include <optional>

namespace separatrix {
namespace {

struct Span {
  Rational low;
  Rational high;
};

/// What feeds one hidden subspace from the stream, and what it feeds.
struct Unit {
  Rational slope;   // of the varying subspace
  Rational weight;  // into the output subspace
  std::vector<Rational> constant;
};

const Rational& factor(const Block& block) {
  if (const auto* scale = std::get_if<Scale>(&block.coefficients)) return scale->factor;
  throw NotCovered{"the ReLU network's block from '" + block.from + "' to '" + block.to +
                   "' is no multiple of the identity"};
}

void accumulate(std::vector<Rational>& sum, const Rational& c, const std::vector<Rational>& term) {
  for (std::size_t i = 0; i < term.size(); ++i) sum[i] += c * term[i];
}

bool varies(const Content& content) { return !content.symbols.empty() || content.noise != 0; }

class Coordinates {
 public:
  Coordinates(const Mlp& mlp, const ClassStream& attended, const std::string& out)
      : dimension_(mlp.output.out.dimension(out)), shift_(dimension_) {
    for (const Block& block : mlp.output.blocks)
      if (block.to == out) units_.push_back(unit(mlp, attended, block));
    for (const Bias& bias : mlp.output.biases)
      if (bias.to == out) accumulate(shift_, 1, bias.values);
    if (!mlp.residual) return;
    const auto x = attended.find(out);
    if (x == attended.end()) return;
    if (vary(out, x->second))
      through_ = 1;
    else
      accumulate(shift_, 1, x->second.constant);
  }

  Content range(const PointDomain& domain) {
    std::optional<Symbol> sign;
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
    out.constant.resize(dimension_);
    Rational along;  // the new coefficient of the sign
    for (std::size_t i = 0; i < dimension_; ++i) {
      const Row& row = at(i, coefficient, noise);
      if (i > 0 && row.along != along)
        throw NotCovered{"the ReLU network treats the coordinates of a sign vector differently"};
      along = row.along;
      out.constant[i] = row.constant;
      out.noise_max = std::max(out.noise_max, row.noise);
    }
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
      throw NotCovered{"the ReLU network combines '" + varying_name_ + "' and '" + name +
                       "', which both vary"};
    varying_ = &content;
    varying_name_ = name;
    return true;
  }

  Unit unit(const Mlp& mlp, const ClassStream& attended, const Block& to_output) {
    Unit u{0, factor(to_output), std::vector<Rational>(dimension_)};
    for (const Block& block : mlp.hidden.blocks) {
      if (block.to != to_output.from) continue;
      const auto x = attended.find(block.from);
      if (x == attended.end()) continue;
      if (vary(block.from, x->second)) {
        u.slope += factor(block);
      } else {
        accumulate(u.constant, factor(block), x->second.constant);
      }
    }
    for (const Bias& bias : mlp.hidden.biases)
      if (bias.to == to_output.from) accumulate(u.constant, 1, bias.values);
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

  /// Coordinate i; most coordinates have the same numbers as the one before.
  const Row& at(std::size_t i, const Rational& coefficient, const Rational& noise) {
    if (i > 0 && same_as_previous(i)) return row_;
    const Rational centre =
        varying_ != nullptr && !varying_->constant.empty() ? varying_->constant[i] : Rational(0);
    const auto around = [&](const Rational& a) { return span(i, a - noise, a + noise); };
    const Span plus = around(centre + coefficient);
    const Span minus = around(centre - coefficient);
    const Rational up = (plus.low + plus.high) / 2;
    const Rational down = (minus.low + minus.high) / 2;
    row_ = {(up + down) / 2, (up - down) / 2,
            std::max(Rational(plus.high - up), Rational(minus.high - down))};
    return row_;
  }

  bool same_as_previous(std::size_t i) const {
    if (shift_[i] != shift_[i - 1]) return false;
    if (varying_ != nullptr && !varying_->constant.empty() &&
        varying_->constant[i] != varying_->constant[i - 1])
      return false;
    return std::all_of(units_.begin(), units_.end(),
                       [&](const Unit& u) { return u.constant[i] == u.constant[i - 1]; });
  }

  std::size_t dimension_;
  std::vector<Unit> units_;
  std::vector<Rational> shift_;
  Rational through_;  // of the varying subspace, past the network
  const Content* varying_ = nullptr;
  std::string varying_name_;
  Row row_;
};

}  // namespace

ClassStream through(const Mlp& mlp, const ClassStream& attended, const PointDomain& domain) {
  ClassStream out;
  for (const Subspace& s : mlp.output.out.subspaces())
    out[s.name] = Coordinates(mlp, attended, s.name).range(domain);
  return out;
}

}  // namespace separatrix
