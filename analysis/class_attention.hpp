// The attention that a head pays to its target, bounded by classes of tokens.
//
// Statement. Let the exact logit between a query and its target lie in [t, T], and every other
// token belong to one of finitely many classes of known size whose logits lie in [r, R] with R < t.
// Then the softmax weight of the target, as the arithmetic at hand computes it, is at least the
// lower end of the softmax of these ranges, and the weights of all others add up to at most the
// rest.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/abstract_logits.hpp"
#include "analysis/undecided.hpp"
#include "models/attention.hpp"
#include "models/json_fields.hpp"
#include "numerics/enclosed.hpp"
#include "numerics/fixed.hpp"
#include "numerics/format.hpp"
#include "numerics/real_intervals.hpp"

namespace separatrix {

/// The boxes in which an arithmetic is certified, and what it stores of a parameter.
struct RealBoxes {
  using E = RealIntervals;
  RealIntervals boxes;
  Rational stored(const Rational& exact) const { return exact; }
  /// Over the reals weights add up to 1.
  bool weights_add_up_to_at_most_one() const { return true; }
  std::optional<Rational> largest() const { return std::nullopt; }
};

template <class Int>
struct GridBoxes {
  using E = Enclosed<Fixed<Int>>;
  Enclosed<Fixed<Int>> boxes;
  Rational stored(const Rational& exact) const {
    return boxes.point().lower(boxes.point().constant(exact));
  }
  /// Each weight is rounded down, so together they are at most 1; rounding to nearest may exceed
  /// it.
  bool weights_add_up_to_at_most_one() const {
    return boxes.point().grid().rounding == Rounding::down;
  }
  std::optional<Rational> largest() const { return Rational(boxes.point().grid().scale); }
};

/// Calls f with the boxes of a format, sums having at most `terms` terms; floats are not covered.
template <class F>
auto with_boxes(const Format& format, std::uint64_t n, std::uint64_t terms, const F& f)
    -> std::optional<decltype(f(RealBoxes{}))> {
  if (format.kind == Format::Kind::interval) return f(RealBoxes{});
  if (format.kind != Format::Kind::fixed) return std::nullopt;
  const Grid grid = make_grid(n, format.kc, format.rounding);
  if (fits_int128(grid, terms)) return f(GridBoxes<Int128>{Enclosed(Fixed<Int128>(grid))});
  return f(GridBoxes<Integer>{Enclosed(Fixed<Integer>(grid))});
}

/// A class of tokens other than the target, and how many there are.
struct RivalClass {
  AbstractToken token;
  std::uint64_t count = 0;
};

template <class B>
struct TargetAttention {
  using Value = typename B::E::Value;
  Value target;  ///< encloses the weight of the target
  Value rest;    ///< encloses the sum of all other weights
  Rational least;
  nlohmann::ordered_json written;
};

namespace detail {

/// The exact range of a logit; on a grid also that entries are exact and do not saturate.
template <class B>
LogitRange class_logit(const B& arithmetic, const Transformer& model, const Head& head,
                       const AbstractToken& query, const AbstractToken& key) {
  const auto fail = [&](const std::string& reason) {
    return Undecided{"head '" + head.name + "': " + reason};
  };
  std::string reason;
  const auto stored = [&](const Rational& exact) { return arithmetic.stored(exact); };
  if (const auto largest = arithmetic.largest()) {
    for (const auto& [map, token] : {std::pair{&head.query, &query}, std::pair{&head.key, &key}}) {
      const auto bound = abstract_entry_bound(model, *map, *token, stored, reason);
      if (!bound) throw fail(reason);
      if (*bound > *largest)
        throw fail("an entry may reach " + to_string(*bound) + " and saturate at " +
                   to_string(*largest) + "; use a larger Kc");
    }
  }
  const auto range = abstract_logit(model, head, query, key, stored, reason);
  if (!range) throw fail(reason);
  return *range;
}

inline nlohmann::ordered_json write_range(const LogitRange& range) {
  return nlohmann::ordered_json::array({to_json_number(range.low), to_json_number(range.high)});
}

}  // namespace detail

/// Throws Undecided where a logit has no bound or a rival may score as high as the target. The
/// bounds also hold where some rivals are missing (shorter inputs), because then the target's
/// weight only grows.
template <class B>
TargetAttention<B> attend_to_target(const B& arithmetic, const Transformer& model, const Head& head,
                                    const AbstractToken& query, const AbstractToken& target,
                                    const std::vector<RivalClass>& rivals) {
  using E = typename B::E;
  using Value = typename E::Value;
  const E& boxes = arithmetic.boxes;
  /// A saturating rounding of every number in the range.
  const auto box = [&](const LogitRange& range) {
    return boxes.hull(boxes.constant(range.low), boxes.constant(range.high));
  };
  const LogitRange own = detail::class_logit(arithmetic, model, head, query, target);
  std::vector<Value> rows{box(own)};
  std::vector<std::uint64_t> counts{1};
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  std::optional<Rational> nearest;
  for (const RivalClass& rival : rivals) {
    if (rival.count == 0) continue;
    const LogitRange range = detail::class_logit(arithmetic, model, head, query, rival.token);
    if (range.high >= own.low)
      throw Undecided{"head '" + head.name + "': the logit of " + rival.token.name + " may reach " +
                      to_string(range.high) + ", the target's is only sure to reach " +
                      to_string(own.low)};
    if (!nearest || range.high > *nearest) nearest = range.high;
    rows.push_back(box(range));
    counts.push_back(rival.count);
    list.push_back({{"name", rival.token.name},
                    {"count", rival.count},
                    {"logit", detail::write_range(range)}});
  }
  const auto weights = softmax<E>(boxes, rows, counts);
  if (!boxes.finite(weights[0])) throw Undecided{"a weight is not bounded"};
  TargetAttention<B> attention;
  attention.least = boxes.lower(weights[0]);
  Rational rest = 1 - attention.least;
  if (!arithmetic.weights_add_up_to_at_most_one()) {
    // exp(logit - target logit) summed over the rivals bounds their weights, because Z is at least
    // the target's own exp(0) = 1; also where rivals are missing.
    rest = 0;
    for (std::size_t j = 1; j < rows.size(); ++j)
      rest += Rational(counts[j]) * boxes.upper(boxes.exp(boxes.subtract(rows[j], rows[0])));
  }
  if (rest > 1) throw Undecided{"the weight elsewhere is not bounded by 1"};
  attention.target = boxes.hull(boxes.constant(attention.least), boxes.constant(Rational(1)));
  attention.rest = boxes.hull(boxes.constant(Rational(0)), boxes.constant(rest));
  attention.written = {{"name", head.name},
                       {"query", query.name},
                       {"target", target.name},
                       {"target_logit", detail::write_range(own)},
                       {"rivals", list}};
  if (nearest) attention.written["margin"] = to_json_number(Rational(own.low - *nearest));
  attention.written["weight_on_target"] = Interval(attention.least).to_string(12);
  attention.written["weight_elsewhere"] = Interval(rest).to_string(12);
  return attention;
}

}  // namespace separatrix
