#include "analysis/table_certificate.hpp"

#include <algorithm>

#include "analysis/box_decode.hpp"
#include "analysis/local_tables.hpp"
#include "analysis/rule_tables.hpp"
#include "models/content.hpp"
#include "models/measures.hpp"
#include "models/model_json.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

/// Most values of a reference sum that are checked one by one.
constexpr std::uint64_t kMostValues = std::uint64_t{1} << 20;

struct Finding {
  std::optional<std::string> undecided;
  nlohmann::ordered_json frames = nlohmann::ordered_json::array();
};

/// Ratios of the model's tables to the reference's: the least, the median and the greatest. Any
/// numbers are sound; if the two sums are proportional all three are their ratio.
std::vector<Rational> likely_units(const SlotSum& model, const SlotSum& reference) {
  const auto groups = maximal_sets({&model, &reference});
  const GroupedSum m = group(model, groups);
  const GroupedSum r = group(reference, groups);
  std::vector<Rational> ratios;
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (std::size_t w = 0; w < r.tables[g].values.size(); ++w)
      if (r.tables[g].values[w] != 0)
        ratios.push_back(Rational(m.tables[g].values[w], r.tables[g].values[w]));
  if (ratios.empty()) return {0};
  std::sort(ratios.begin(), ratios.end());
  if (ratios.front() == ratios.back()) return {ratios.front()};
  return {ratios.front(), ratios[ratios.size() / 2], ratios.back()};
}

/// denominator(unit) * model - numerator(unit) * reference
SlotSum difference(const SlotSum& model, const SlotSum& reference, const Rational& unit) {
  SlotSum result(model.radix());
  const auto add = [&](const SlotSum& sum, const Integer& factor) {
    result.add_constant(factor * sum.base());
    for (const auto& [set, values] : sum.components()) result.add({set, values}, factor);
  };
  add(model, denominator(unit));
  add(reference, -numerator(unit));
  return result;
}

/// unit * r + low <= m <= unit * r + high on every input.
struct LinearBound {
  Rational unit;
  Rational low;
  Rational high;
};

LinearBound bound_by(const SlotSum& model, const SlotSum& reference, const Rational& unit) {
  const SlotSum rest = difference(model, reference, unit);
  const GroupedSum grouped = group(rest, maximal_sets({&rest}));
  return {unit, Rational(grouped.least, denominator(unit)),
          Rational(grouped.least + grouped.span, denominator(unit))};
}

template <class Int>
class TableCertifier {
 public:
  TableCertifier(const Transformer& model, const Task& task, const Fixed<Int>& arithmetic)
      : task_(task), pass_(arithmetic, model) {}

  Finding run(std::uint64_t frame_index, const Work& work) const {
    Finding finding;
    const Frame frame = task_.frame(frame_index);
    const auto rules = task_.digit_rules(frame_index);
    const LocalTables<Int> local(pass_, frame);
    if (!local.usable()) {
      finding.undecided = local.obstacle();
      return finding;
    }
    if (rules.size() != local.digits().size()) {
      finding.undecided = "the task does not give its answer as thresholds of sums";
      return finding;
    }
    auto digits = nlohmann::ordered_json::array();
    BoxDecoder decoder(local.enclosed());
    for (std::size_t d = 0; d < rules.size() && !finding.undecided; ++d)
      digits.push_back(
          check(local, d, rules[d], rule_sum(frame, rules[d]), decoder, work, finding));
    finding.frames.push_back({{"frame", frame_index}, {"digits", std::move(digits)}});
    return finding;
  }

 private:
  /// One digit for every value of its reference sum.
  nlohmann::ordered_json check(const LocalTables<Int>& local, std::size_t d, const DigitRule& rule,
                               const SlotSum& reference,
                               BoxDecoder<typename LocalTables<Int>::E>& decoder, const Work& work,
                               Finding& finding) const {
    const auto& digit = local.digits()[d];
    const GroupedSum values = group(reference, maximal_sets({&reference}));
    std::vector<LinearBound> bounds;
    for (const Rational& unit : likely_units(digit.sum, reference))
      bounds.push_back(bound_by(digit.sum, reference, unit));
    if (values.span >= kMostValues) {
      finding.undecided = "the reference sum may have " + values.span.str() + " values";
      return {};
    }
    std::optional<Rational> least_margin;
    std::uint64_t checked = 0;
    for (Integer s = values.least; s <= values.least + values.span; ++s) {
      if (work.stopped()) {
        finding.undecided = "interrupted";
        return {};
      }
      // The model's sum is whole and lies within all the bounds.
      Integer low = ceil(Rational(bounds[0].unit * s + bounds[0].low));
      Integer high = floor(Rational(bounds[0].unit * s + bounds[0].high));
      for (const LinearBound& bound : bounds) {
        low = std::max(low, ceil(Rational(bound.unit * s + bound.low)));
        high = std::min(high, floor(Rational(bound.unit * s + bound.high)));
      }
      if (low > high) continue;  // no input has this sum
      const bool expected = rule_digit(rule, s);
      for (std::size_t r = 0; r < digit.residuals.size(); ++r) {
        ++checked;
        if (low == high) {
          const Rational margin = clearance(local.finish(digit, low, r), expected);
          if (margin >= 0) {
            if (!least_margin || margin < *least_margin) least_margin = margin;
            continue;
          }
        } else if (decoder.digit(d, local.attended_between(digit, low, high, r)) ==
                   (expected ? Tri::yes : Tri::no)) {
          continue;
        }
        finding.undecided = "digit " + std::to_string(d + 1) + " does not surely read as " +
                            (expected ? "1" : "0") + " where the reference sum is " + s.str() +
                            " and the model's lies in [" + low.str() + ", " + high.str() + "]";
        return {};
      }
    }
    auto shown_bounds = nlohmann::ordered_json::array();
    for (const LinearBound& b : bounds)
      shown_bounds.push_back(
          {{"unit", to_string(b.unit)}, {"low", to_string(b.low)}, {"high", to_string(b.high)}});
    nlohmann::ordered_json shown{
        {"features", reference.components().size()},
        {"tables", digit.sum.components().size()},
        {"proportional", bounds[0].low == bounds[0].high},
        {"bounds", std::move(shown_bounds)},
        {"bound", rule.bound},
        {"reference_sums", {values.least.str(), Integer(values.least + values.span).str()}},
        {"checked", checked}};
    if (least_margin) shown["least_margin"] = to_string(*least_margin);
    return shown;
  }

  /// By how much the coordinate reads as the digit; negative if it does not.
  Rational clearance(const typename Fixed<Int>::Value& v, bool digit) const {
    const Readout& readout = pass_.model().readout;
    return digit ? Rational(pass_.arithmetic().lower(v) - readout.high)
                 : Rational(readout.low - pass_.arithmetic().upper(v));
  }

  const Task& task_;
  ForwardPass<Fixed<Int>> pass_;
};

template <class Int>
Outcome certify(const Transformer& model, const Task& task, const Fixed<Int>& arithmetic,
                Work& work) {
  const TableCertifier<Int> certifier(model, task, arithmetic);
  const auto body = [&](std::uint64_t begin, std::uint64_t) { return certifier.run(begin, work); };
  const auto fold = [](Finding& all, Finding&& next) {
    if (!all.undecided) all.undecided = std::move(next.undecided);
    for (auto& frame : next.frames) all.frames.push_back(std::move(frame));
  };
  work.begin("frames", task.frames());
  Finding finding = chunked_reduce(work, task.frames(), 1, Finding{}, body, fold);
  Outcome outcome;
  if (work.stopped()) {
    outcome.reason = "interrupted";
    return outcome;
  }
  if (finding.undecided) {
    outcome.reason = std::move(*finding.undecided);
    return outcome;
  }
  outcome.status = Status::certified;
  outcome.certificate = nlohmann::ordered_json{{"kind", "sum-of-features-by-tables"},
                                               {"task", task.parameters()},
                                               {"model", to_json(model)},
                                               {"arithmetic", arithmetic.name()},
                                               {"frames", std::move(finding.frames)}};
  return outcome;
}

template <Arithmetic A>
Outcome certify(const Transformer&, const Task&, const A&, Work&) {
  Outcome outcome;
  outcome.reason = "tables need the exact sums of a grid; use --arithmetic fixed:3:down";
  return outcome;
}

}  // namespace

Outcome certify_by_tables(const Transformer& model, const Task& task, const Format& format,
                          Work& work) {
  if (!content_flow(model, task.content_kinds()).all_addressing()) {
    Outcome outcome;
    outcome.reason = "a head's attention depends on the content, not on addresses alone";
    return outcome;
  }
  const std::uint64_t terms = longest_sum(model, task.max_length());
  return with_arithmetic(format, task.grid_n(), terms, [&](const auto& arithmetic) {
    return certify(model, task, arithmetic, work);
  });
}

Integer table_certificate_cost(const Transformer& model, const Task& task) {
  constexpr std::uint64_t kExponential = 100;
  Integer per_pair = 0;
  for (std::size_t l = 0; l < model.layers.size(); ++l)
    for (const Head& head : model.layers[l].heads)
      per_pair += Integer(head.query.out.dimension() + head.value.out.dimension() + kExponential) *
                  (l + 1 < model.layers.size() ? task.max_length() : 1);
  return Integer(task.frames()) * task.max_length() * per_pair;
}

}  // namespace separatrix
