#include "analysis/table_certificate.hpp"

#include <algorithm>

#include "analysis/box_decode.hpp"
#include "analysis/local_tables.hpp"
#include "analysis/rule_tables.hpp"
#include "models/content.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

/// Most values of a reference sum that are checked one by one.
constexpr std::uint64_t kMostValues = std::uint64_t{1} << 20;

struct Finding {
  std::optional<std::string> undecided;
  nlohmann::ordered_json frames = nlohmann::ordered_json::array();
};

/// How the differences of the model's sum relate to those of the reference's: the median of the
/// ratios of their components. Any number is sound; if the two are proportional it is their ratio.
Rational common_unit(const SlotSum& model, const SlotSum& reference) {
  std::vector<Rational> ratios;
  for (const auto& [set, values] : reference.components()) {
    const auto other = model.components().find(set);
    for (std::size_t w = 0; w < values.size(); ++w)
      if (values[w] != 0)
        ratios.push_back(other == model.components().end() ? Rational(0)
                                                           : Rational(other->second[w], values[w]));
  }
  if (ratios.empty()) return 0;
  std::sort(ratios.begin(), ratios.end());
  return ratios[ratios.size() / 2];
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
    const Rational unit = common_unit(digit.sum, reference);
    const SlotSum rest = difference(digit.sum, reference, unit);
    const GroupedSum bounds = group(rest, maximal_sets({&rest}));
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
      // The model's sum lies in [low, high]; both are whole.
      const Integer scaled = numerator(unit) * s + bounds.least;
      const Integer low = ceil(Rational(scaled, denominator(unit)));
      const Integer high = floor_div(scaled + bounds.span, denominator(unit));
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
    nlohmann::ordered_json shown{
        {"features", reference.components().size()},
        {"tables", digit.sum.components().size()},
        {"unit", to_string(unit)},
        {"constant", to_string(Rational(rest.base(), denominator(unit)))},
        {"proportional", rest.components().empty()},
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
  const std::uint64_t terms = task.max_length() + 4 * model.stream.dimension();
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
