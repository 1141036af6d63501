#include "constructions/comparison.hpp"

#include <algorithm>

#include "constructions/blocks/count_threshold.hpp"
#include "constructions/blocks/difference.hpp"
#include "constructions/symbol_code.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

constexpr std::uint32_t kSymbol = Comparison::kSymbol;
using Relation = Comparison::Relation;

/// The two parts in order of position; in the second part a run also knows its partners.
struct Part {
  std::uint64_t first = 0;
  std::uint64_t partner = 0;
  bool second = false;
};

std::vector<Part> parts(const Comparison& task) {
  std::vector<Part> all;
  for (const Comparison::Match& match : task.matches()) {
    all.push_back({match.a, match.a, false});
    all.push_back({match.b, match.a, true});
  }
  std::sort(all.begin(), all.end(), [](const Part& p, const Part& q) { return p.first < q.first; });
  return all;
}

/// tau: the partner in the first part, and in the first part oneself.
std::vector<AddressRun> partner_map(const Comparison& task) {
  std::vector<AddressRun> map;
  for (const Part& part : parts(task)) {
    const bool goes_on =
        !map.empty() && part.partner - map.back().target == part.first - map.back().first;
    if (!goes_on) map.push_back({part.first, part.partner, 1});
  }
  return map;
}

PositionTable second_part(const Comparison& task) {
  PositionTable table;
  for (const Part& part : parts(task)) {
    const Rational flag(part.second ? 1 : 0);
    if (table.rows.empty() || table.rows.back().entries[0] != flag)
      table.rows.push_back({part.first, {flag}});
  }
  return table;
}

Head copy_partner(const Layout& stream, const LookupForm& form, const Rational& eta,
                  ComparisonLayout layout) {
  Layout space{{"position", form.dimension}};
  AffineMap query{stream, space, {{"position", "partner", form.query}}, {}};
  AffineMap key{stream, space, {{"position", "position", form.key}}, {}};
  if (layout == ComparisonLayout::paper) {
    space = {{"position", form.dimension}, {"shift", 1}};
    query.out = key.out = space;
    query.blocks.push_back({"shift", "one", Scale{eta}});
    key.blocks.push_back({"shift", "one", Scale{Rational(-1, 2)}});
  }
  const Layout value{{"symbol", stream.dimension("symbol")}};
  return {"copy",
          query,
          key,
          copy_map(stream, value),
          {value, stream, {{"copy", "symbol", Scale{1}}}, {}}};
}

/// Both bits are 1, in the second part: symbol + copy + second = 3, restored from the copy's noise.
Mlp meeting_gate(const Layout& stream) {
  const Layout hidden{{"all", 1}, {"all_clearly", 1}};
  const Layout out{{"fires", 1}};
  Mlp gate;
  gate.hidden = {
      stream, hidden, {}, {{"all", {Rational(-9, 2)}}, {"all_clearly", {Rational(-11, 2)}}}};
  for (const char* unit : {"all", "all_clearly"})
    for (const char* part : {"symbol", "copy", "second"})
      gate.hidden.blocks.push_back({unit, part, Scale{2}});
  gate.output = {
      hidden, out, {{"fires", "all", Scale{1}}, {"fires", "all_clearly", Scale{-1}}}, {}};
  return gate;
}

}  // namespace

Transformer comparison(const Comparison& task, std::shared_ptr<const Addresses> code,
                       const Rational& eta, ComparisonLayout layout) {
  const std::uint64_t n = task.n();
  if (code->size() < n)
    throw Error("comparison", "--vectors", "the family has fewer addresses than positions");
  if (eta <= 0) throw Error("comparison", "--eta", "the scale must be positive");
  if (layout == ComparisonLayout::paper && code->target_score() == 0)
    throw Error("comparison", "--construction",
                "with " + code->id() +
                    " addresses the target's logit would be -eta/2 and the others' below it; use "
                    "--construction compact");
  const unsigned b = ceil_log2(task.alphabet());
  const std::size_t k = code->dimension();
  const bool meet = task.relation() == Relation::meet;

  Transformer model;
  model.construction = layout == ComparisonLayout::paper ? "paper" : "compact";
  model.task = task.id();
  model.vocabulary = task.vocabulary();
  model.max_length = n;
  std::vector<Subspace> stream{{"symbol", b}, {"copy", b}, {"position", k}, {"partner", k}};
  if (layout == ComparisonLayout::paper) stream.push_back({"one", 1});
  if (meet) stream.push_back({"second", 1});
  model.stream = Layout(stream);
  model.embedding = {
      {kSymbol, "symbol", symbol_code(task.alphabet(), b)},
      {kSymbol, "position", AddressOf{"T", AddressOf::Index::position, {}}},
      {kSymbol, "partner", AddressOf{"T", AddressOf::Index::map, partner_map(task)}}};
  if (layout == ComparisonLayout::paper)
    model.embedding.push_back({kSymbol, "one", ConstantVector{{Rational(1)}}});
  if (meet) model.embedding.push_back({kSymbol, "second", second_part(task)});

  Layer compare;
  compare.heads = {copy_partner(model.stream, code->lookup_form(eta), eta, layout)};
  compare.attended = model.stream;
  compare.residual = true;
  compare.mlp =
      meet ? meeting_gate(model.stream) : difference_gate(model.stream, "symbol", "copy", "fires");
  const bool negated = task.relation() == Relation::equal;
  Layer count = count_threshold(compare.output(), "fires", n, 0, negated, "answer");
  model.codes["T"] = std::move(code);
  model.layers = {std::move(compare), std::move(count)};
  model.readout = {"answer", Rational(1, 4), Rational(3, 4)};
  model.validate();
  return model;
}

}  // namespace separatrix
