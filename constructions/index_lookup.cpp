#include "constructions/index_lookup.hpp"

#include "constructions/blocks/threshold.hpp"
#include "constructions/symbol_code.hpp"
#include "numerics/error.hpp"
#include "tasks/index_lookup.hpp"

namespace separatrix {
namespace {

constexpr std::uint32_t kSymbol = IndexLookup::kSymbol;
constexpr std::uint32_t kIndex = IndexLookup::kIndex;

Head paper_head(const Layout& stream, const Layout& symbol, const LookupForm& form) {
  const Layout space{{"address", form.dimension}};
  return {"lookup",
          {stream, space, {{"address", "address", form.query}}, {}},
          {stream, space, {{"address", "position", form.key}}, {}},
          copy_map(stream, symbol),
          copy_map(symbol, symbol)};
}

Head compact_head(const Layout& stream, const Layout& symbol, const LookupForm& form,
                  const Rational& eta) {
  // The extra coordinate is 1 * (-2 eta) where the position token meets itself, 0 elsewhere.
  const Layout space{{"address", form.dimension}, {"asks", 1}};
  return {
      "lookup",
      {stream, space, {{"address", "position", form.query}, {"asks", "asks", Scale{1}}}, {}},
      {stream, space, {{"address", "position", form.key}, {"asks", "asks", Scale{-2 * eta}}}, {}},
      copy_map(stream, symbol),
      copy_map(symbol, symbol)};
}

}  // namespace

Transformer index_lookup(std::uint64_t n, std::uint64_t alphabet,
                         std::shared_ptr<const Addresses> code, const Rational& eta,
                         LookupLayout layout) {
  if (code->size() < n)
    throw Error("index_lookup", "--vectors", "the family has fewer addresses than positions");
  if (eta <= 0) throw Error("index_lookup", "--eta", "the scale must be positive");
  if (layout == LookupLayout::paper && code->target_score() == 0)
    throw Error("index_lookup", "--construction",
                "with " + code->id() +
                    " addresses the target's logit is 0, as is the position token's own in the "
                    "paper's layout; use --construction compact");
  const unsigned b = ceil_log2(alphabet);
  const std::size_t k = code->dimension();
  const LookupForm form = code->lookup_form(eta);
  const Layout symbol{{"symbol", b}};

  Transformer model;
  model.task = "index-lookup";
  model.vocabulary = {{"symbol", alphabet}, {"index", n}};
  model.max_length = n + 1;
  model.codes["T"] = code;
  const AddressOf by_position{"T", AddressOf::Index::position, {}};
  const AddressOf by_value{"T", AddressOf::Index::value, {}};
  Layer layer;
  if (layout == LookupLayout::paper) {
    model.construction = "paper";
    model.stream = {{"symbol", b}, {"address", k}, {"position", k}};
    model.embedding = {{kSymbol, "symbol", symbol_code(alphabet, b)},
                       {kSymbol, "position", by_position},
                       {kIndex, "address", by_value}};
    layer.heads = {paper_head(model.stream, symbol, form)};
  } else {
    model.construction = "compact";
    model.stream = {{"symbol", b}, {"position", k}, {"asks", 1}};
    model.embedding = {{kSymbol, "symbol", symbol_code(alphabet, b)},
                       {kSymbol, "position", by_position},
                       {kIndex, "position", by_value},
                       {kIndex, "asks", ConstantVector{{Rational(1)}}}};
    layer.heads = {compact_head(model.stream, symbol, form, eta)};
  }
  layer.attended = symbol;
  layer.mlp = threshold_gate(symbol, "symbol", Rational(1, 4), Rational(3, 4));
  model.layers = {layer};
  model.readout = {"symbol", Rational(1, 4), Rational(3, 4)};
  model.validate();
  return model;
}

Rational own_margin(const Addresses& code, LookupLayout layout) {
  // paper: target eta * score against 0; compact: the own score equals the target's, minus 2 eta.
  return layout == LookupLayout::paper ? code.target_score() : Rational(2);
}

}  // namespace separatrix
