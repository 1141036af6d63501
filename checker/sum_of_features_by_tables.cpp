// The certificate "sum-of-features-by-tables": a two-layer model on a grid, on all inputs.
//
// Statement. What the positions hand to layer 2 is a sum of exact integer tables of few tokens
// (position_tables.hpp); with the weight that layer 2 gives to every token this is a sum m, in
// units of the grid's squared step, of which layer 2 outputs one rounding, and the rest of the
// model is a function of it. The answer is [r > b], or its complement, for a sum r of features. For
// any number u the difference m - u r is again a sum of tables, so that
//     u r + low <= m <= u r + high
// with bounds added up from its tables (token_sums.hpp). Then the digit is right on all inputs if
// for every value that r may have it is read rightly for all whole m between these bounds.
//
// The certificate's units u are ratios of the tables of m and of r on their common maximal sets:
// the only one, if all are equal (m = u r + constant if u is their ratio), else the least, the
// median and the greatest. Values of r for which the bounds leave no m do not occur. `checked`
// counts the others, `least_margin` is the least distance to the threshold among those that leave
// one m.
#include <algorithm>

#include "feature_claim.hpp"
#include "kinds.hpp"
#include "position_tables.hpp"

namespace checker {

namespace {

constexpr unsigned long kMostValues = 1UL << 20;

TokenSum reference_sum(const ThresholdRule& rule) {
  TokenSum sum(rule.values);
  for (const LocalRun& run : rule.features) {
    std::vector<mpz_class> table;
    for (const Enclosure& entry : run.table) table.push_back(entry.low.get_num());
    for (std::uint64_t t = 0; t < run.count; ++t) {
      TokenSet tokens;
      for (const Place& place : run.places) tokens.push_back(place.first + place.step * t);
      sum.add(tokens, table, 1);
    }
  }
  return sum;
}

std::vector<mpq_class> units_of(const TokenSum& model, const TokenSum& reference) {
  const std::vector<TokenSet> sets = maximal_sets(model.components(), reference.components());
  const GroupedTables m = grouped(model, sets);
  const GroupedTables r = grouped(reference, sets);
  std::vector<mpq_class> ratios;
  for (std::size_t s = 0; s < sets.size(); ++s)
    for (std::size_t c = 0; c < r.tables[s].size(); ++c)
      if (r.tables[s][c] != 0) ratios.push_back(ratio(m.tables[s][c], r.tables[s][c]));
  if (ratios.empty()) return {0};
  std::ranges::sort(ratios);
  if (ratios.front() == ratios.back()) return {ratios.front()};
  return {ratios.front(), ratios[ratios.size() / 2], ratios.back()};
}

/// unit r + low <= m <= unit r + high.
struct LinearBounds {
  mpq_class unit, low, high;
};

LinearBounds bounds_with(const mpq_class& unit, const TokenSum& model, const TokenSum& reference) {
  TokenSum rest(model.values());
  rest.add(model, unit.get_den());
  rest.add(reference, -unit.get_num());
  const GroupedTables tables = grouped(rest, maximal_sets(rest.components(), {}));
  return {unit, ratio(tables.least, unit.get_den()),
          ratio(tables.least + tables.span, unit.get_den())};
}

struct Answers {
  std::uint64_t checked = 0;
  std::optional<mpq_class> least_margin;
};

class Thresholds {
 public:
  Thresholds(const FeatureSubject& subject, std::vector<LinearBounds> bounds)
      : subject_(subject), bounds_(std::move(bounds)) {}

  /// Rejected unless the digit is right for this value of the reference sum.
  void check(const mpz_class& r, Answers& answers) const {
    mpz_class low, high;
    for (std::size_t b = 0; b < bounds_.size(); ++b) {
      const mpz_class from = ceil_of(mpq_class(bounds_[b].unit * r + bounds_[b].low));
      const mpz_class to = floor_of(mpq_class(bounds_[b].unit * r + bounds_[b].high));
      low = b == 0 ? from : std::max(low, from);
      high = b == 0 ? to : std::min(high, to);
    }
    if (low > high) return;
    ++answers.checked;
    const bool one = (r > subject_.task.rule.bound) != subject_.task.rule.negated;
    const Enclosure average{ratio(round_sum(subject_.numbers, low), subject_.numbers.scale()),
                            ratio(round_sum(subject_.numbers, high), subject_.numbers.scale())};
    require(answer_of_average(subject_, average) == (one ? Decision::one : Decision::zero),
            "the digit is not decided, or wrong, where the reference sum is " + r.get_str());
    if (low != high) return;
    const mpq_class margin = margin_of(average, one);
    if (!answers.least_margin || margin < *answers.least_margin) answers.least_margin = margin;
  }

 private:
  /// How far the answer's coordinate lies beyond the threshold, the average being one number.
  mpq_class margin_of(const Enclosure& average, bool one) const {
    const Layer& layer = subject_.stored.layers[1];
    const std::vector<Enclosure> attended = attended_by_average(subject_, average);
    const std::size_t r = subject_.stored.readout.offset;
    const Enclosure y =
        layer.network ? network_bounds(subject_.numbers, *layer.network, r, attended) : attended[r];
    return one ? mpq_class(y.low - subject_.model.high) : mpq_class(subject_.model.low - y.high);
  }

  const FeatureSubject& subject_;
  std::vector<LinearBounds> bounds_;
};

void check_digit(const FeatureSubject& subject, const Json& stated) {
  const TokenSum positions =
      sum_of_positions(subject.stored, subject.numbers, subject.task);  // units of the step
  TokenSum model(positions.values());
  model.add(positions, units(subject.numbers, average_weight(subject)));
  const TokenSum reference = reference_sum(subject.task.rule);

  Fields digit(stated, "digits");
  require(digit.count("features") == reference.components().size() &&
              digit.count("tables") == model.components().size(),
          "digits: the sums have other tables");
  std::vector<LinearBounds> bounds;
  for (const mpq_class& unit : units_of(model, reference))
    bounds.push_back(bounds_with(unit, model, reference));
  const std::vector<Json>& written = digit.list("bounds");
  require(written.size() == bounds.size(), "bounds: another number of units");
  for (std::size_t b = 0; b < bounds.size(); ++b) {
    Fields line(written[b], "bounds");
    require(line.fraction("unit") == bounds[b].unit && line.fraction("low") == bounds[b].low &&
                line.fraction("high") == bounds[b].high,
            "bounds: not those of the tables");
    line.finish();
  }
  require(digit.truth("proportional") == (bounds[0].low == bounds[0].high),
          "proportional: it is the other way");
  require(digit.integer("bound") == subject.task.rule.bound, "bound: not the task's");

  const GroupedTables sums = grouped(reference, maximal_sets(reference.components(), {}));
  const std::vector<Json>& range = digit.list("reference_sums");
  require(range.size() == 2 && integer(range[0], "reference_sums") == sums.least &&
              integer(range[1], "reference_sums") == sums.least + sums.span,
          "reference_sums: not the bounds of the features");
  if (sums.span >= kMostValues) throw NotChecked("more than 2^20 sums of features");
  const Thresholds thresholds(subject, std::move(bounds));
  Answers answers;
  for (mpz_class r = sums.least; r <= sums.least + sums.span; ++r) thresholds.check(r, answers);
  require(digit.count("checked") == answers.checked, "checked: another number of sums");
  if (answers.least_margin)
    require(digit.fraction("least_margin") == *answers.least_margin, "least_margin: another");
  digit.finish();
}

}  // namespace

std::string check_sum_of_features_by_tables(const Json& certificate, const Json& result) {
  Fields fields(certificate, "certificate");
  require(fields.text("kind") == "sum-of-features-by-tables",
          "kind: not sum-of-features-by-tables");
  const FeatureSubject subject = read_feature_subject(fields, result);
  require(subject.numbers.grid() && fields.text("arithmetic") == result.find("arithmetic")->text,
          "certificate.arithmetic: not the result's, or no grid");
  require_copy_and_average(subject.model);
  const std::vector<Json>& frames = fields.list("frames");
  fields.finish();
  require(frames.size() == 1, "frames: the task has one");
  Fields frame(frames[0], "frames");
  require(frame.count("frame") == 0, "frames: not number 0");
  const std::vector<Json>& digits = frame.list("digits");
  frame.finish();
  require(digits.size() == 1, "digits: the task has one");
  check_digit(subject, digits[0]);
  return proved_line(subject);
}

}  // namespace checker
