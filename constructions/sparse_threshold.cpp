#include "constructions/sparse_threshold.hpp"

#include "constructions/blocks/count_threshold.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr std::uint32_t kBos = SparseThreshold::kBos;
constexpr std::uint32_t kBit = SparseThreshold::kBit;
constexpr std::uint64_t kBosPosition = 0;
constexpr unsigned kMostVariables = 12;

std::string variable_block(unsigned r) { return "variable_" + std::to_string(r + 1); }
std::string copy_block(unsigned r) { return "copy_" + std::to_string(r + 1); }

/// Where the features of each run are computed: the first position, one after the other from 1 on.
std::vector<std::uint64_t> places(const std::vector<FeatureRun>& features) {
  std::vector<std::uint64_t> firsts;
  std::uint64_t next = 1;
  for (const FeatureRun& run : features) {
    firsts.push_back(next);
    next += run.count;
  }
  firsts.push_back(next);
  return firsts;
}

/// The r-th variable of the feature at each position; BOS where there is none.
std::vector<AddressRun> variable_map(const std::vector<FeatureRun>& features, unsigned r,
                                     std::uint64_t length) {
  std::vector<AddressRun> map{{kBosPosition, kBosPosition, 0}};
  const auto extend = [&](const AddressRun& next) {
    const AddressRun& last = map.back();
    const bool goes_on = next.step == last.step &&
                         next.target == last.target + last.step * (next.first - last.first);
    if (!goes_on) map.push_back(next);
  };
  const auto firsts = places(features);
  for (std::size_t f = 0; f < features.size(); ++f) {
    if (features[f].count == 0) continue;
    if (r < features[f].reads.size())
      extend({firsts[f], features[f].reads[r].first, features[f].reads[r].step});
    else
      extend({firsts[f], kBosPosition, 0});
  }
  if (firsts.back() < length) extend({firsts.back(), kBosPosition, 0});
  return map;
}

/// The table over k bits of a function of fewer: the further bits do not matter.
std::vector<Rational> truth_table(const FeatureRun& feature, unsigned k) {
  std::vector<Rational> row;
  for (std::size_t a = 0; a < std::size_t{1} << k; ++a) {
    const std::int64_t value = feature.table[a % feature.table.size()];
    if (value != 0 && value != 1)
      throw Error("sparse_threshold", "TASK",
                  "a feature has the value " + std::to_string(value) +
                      "; this construction computes features with values 0 and 1");
    row.emplace_back(value);
  }
  return row;
}

PositionTable truth_tables(const std::vector<FeatureRun>& features, unsigned k,
                           std::uint64_t length) {
  const std::vector<Rational> none(std::size_t{1} << k);
  PositionTable table{{{kBosPosition, none}}};
  const auto extend = [&](std::uint64_t first, std::vector<Rational> row) {
    if (table.rows.back().entries != row) table.rows.push_back({first, std::move(row)});
  };
  const auto firsts = places(features);
  for (std::size_t f = 0; f < features.size(); ++f)
    if (features[f].count > 0) extend(firsts[f], truth_table(features[f], k));
  if (firsts.back() < length) extend(firsts.back(), none);
  return table;
}

Head copy_variable(const Layout& stream, unsigned r, const LookupForm& form) {
  const Layout space{{"position", form.dimension}};
  const Layout value{{"value", 1}};
  return {copy_block(r),
          {stream, space, {{"position", variable_block(r), form.query}}, {}},
          {stream, space, {{"position", "position", form.key}}, {}},
          copy_map(stream, value),
          {value, stream, {{copy_block(r), "value", Scale{1}}}, {}}};
}

/// sum_a ramp(t_a + [number of copies that agree with a] - k), a over {0,1}^k: entry a of the table
/// if the copies spell a, and 0 from every other a. The ramp is 0 up to 1/4 and 1 from 3/4 on.
Mlp select_entry(const Layout& stream, unsigned k) {
  const std::size_t entries = std::size_t{1} << k;
  const Layout hidden{{"agrees", entries}, {"agrees_clearly", entries}};
  const Layout out{{"feature", 1}};
  Mlp gate;
  gate.hidden = {stream, hidden, {}, {}};
  for (const auto& [unit, shift] :
       {std::pair{"agrees", Rational(-1, 2)}, std::pair{"agrees_clearly", Rational(-3, 2)}}) {
    gate.hidden.blocks.push_back({unit, "table", Scale{2}});
    std::vector<Rational> bias;
    for (std::size_t a = 0; a < entries; ++a) {
      // A copy c agrees with 1 as c, and with 0 as 1 - c.
      Rational zeros = 0;
      for (unsigned r = 0; r < k; ++r)
        if (((a >> r) & 1) == 0) zeros += 1;
      bias.push_back(2 * (zeros - k) + shift);
    }
    gate.hidden.biases.push_back({unit, bias});
    for (unsigned r = 0; r < k; ++r) {
      Dense column;
      for (std::size_t a = 0; a < entries; ++a)
        column.entries.emplace_back(((a >> r) & 1) != 0 ? 2 : -2);
      gate.hidden.blocks.push_back({unit, copy_block(r), column});
    }
  }
  gate.output = {hidden,
                 out,
                 {{"feature", "agrees", Dense{std::vector<Rational>(entries, 1)}},
                  {"feature", "agrees_clearly", Dense{std::vector<Rational>(entries, -1)}}},
                 {}};
  return gate;
}

}  // namespace

Transformer sparse_threshold(const SparseThreshold& task, std::shared_ptr<const Addresses> code,
                             const Rational& eta) {
  const std::uint64_t length = task.max_length();
  if (code->size() < length)
    throw Error("sparse_threshold", "--vectors",
                "the family has fewer addresses than there are tokens");
  if (eta <= 0) throw Error("sparse_threshold", "--eta", "the scale must be positive");
  const unsigned k = std::max(task.formula().width, 1U);
  if (k > kMostVariables)
    throw Error("sparse_threshold", "TASK",
                "a feature reads " + std::to_string(k) +
                    " variables; its truth table would stand at every position, and this "
                    "construction takes at most 12");
  // Token positions and features as the task numbers them.
  const DigitRule rule = task.digit_rules(0).front();

  Transformer model;
  model.construction = "paper";
  model.task = task.id();
  model.vocabulary = task.vocabulary();
  model.max_length = length;
  const std::size_t dimension = code->dimension();
  std::vector<Subspace> stream{{"value", 1}};
  for (unsigned r = 0; r < k; ++r) stream.push_back({copy_block(r), 1});
  stream.push_back({"table", std::size_t{1} << k});
  stream.push_back({"position", dimension});
  for (unsigned r = 0; r < k; ++r) stream.push_back({variable_block(r), dimension});
  model.stream = Layout(stream);
  model.embedding = {{kBit, "value", ValueTable{{{Rational(0)}, {Rational(1)}}}},
                     {kBit, "table", truth_tables(rule.features, k, length)},
                     {kBit, "position", AddressOf{"T", AddressOf::Index::position, {}}},
                     {kBos, "position", AddressOf{"T", AddressOf::Index::position, {}}}};
  const LookupForm form = code->lookup_form(eta);
  Layer select;
  for (unsigned r = 0; r < k; ++r) {
    const AddressOf at{"T", AddressOf::Index::map, variable_map(rule.features, r, length)};
    model.embedding.push_back({kBit, variable_block(r), at});
    model.embedding.push_back({kBos, variable_block(r), at});
    select.heads.push_back(copy_variable(model.stream, r, form));
  }
  select.attended = model.stream;
  select.residual = true;
  select.mlp = select_entry(model.stream, k);
  Layer count =
      count_threshold(select.output(), "feature", length, rule.bound, rule.negated, "answer");
  model.codes["T"] = std::move(code);
  model.layers = {std::move(select), std::move(count)};
  model.readout = {"answer", Rational(1, 4), Rational(3, 4)};
  model.validate();
  return model;
}

}  // namespace separatrix
