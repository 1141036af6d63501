#include <algorithm>

#include "tasks.hpp"
#include "transformer.hpp"

namespace checker {

namespace {

class Sizes {
 public:
  Sizes(const Transformer& model, const Numbers& numbers)
      : model_(model), precision_(numbers.precision_bits()) {
    width = model.stream.dimension;
    for (const Layer& layer : model.layers) add(layer);
    for (const EmbeddingTerm& term : model.embedding) add(term.source);
    for (const auto& [name, code] : model.codes) bits += code.stored_bits();
  }

  std::size_t width = 0, heads = 0;
  mpz_class parameters = 0, bits = 0;

 private:
  static mpz_class length(const mpz_class& x) {
    return mpz_class(mpz_sizeinbase(x.get_mpz_t(), 2));  // 1 for 0
  }
  void add(const std::vector<mpq_class>& numbers) {
    for (const mpq_class& x : numbers)
      bits += precision_ > 0     ? mpz_class(precision_)
              : x.get_den() == 1 ? mpz_class(1 + length(x.get_num()))
                                 : mpz_class(1 + length(x.get_num()) + length(x.get_den()));
  }
  void add(const std::vector<Row>& rows) {
    for (const Row& row : rows) add(row);
  }
  void add(const AffineMap& map) {
    parameters += mpz_class(map.out.dimension) * map.in.dimension;
    if (map.has_bias) parameters += map.out.dimension;
    add(map.stored);
  }
  void add(const Layer& layer) {
    heads = std::max(heads, layer.heads.size());
    width = std::max({width, layer.attended.dimension, layer.out().dimension});
    for (const Head& head : layer.heads) {
      width = std::max({width, head.query.out.dimension, head.value.out.dimension});
      for (const AffineMap* map : {&head.query, &head.key, &head.value, &head.output}) add(*map);
    }
    if (layer.network) {
      add(layer.network->hidden);
      add(layer.network->output);
    }
  }
  void add(const Source& source) {
    if (const auto* table = std::get_if<ByValue>(&source)) add(table->rows);
    if (const auto* placed = std::get_if<PlacedByValue>(&source)) add(placed->rows);
    if (const auto* constant = std::get_if<Constant>(&source)) add(constant->entries);
    if (const auto* runs = std::get_if<ByPosition>(&source)) {
      add(runs->rows);
      add_starts(runs->rows.size());
    }
    if (const auto* address = std::get_if<AddressOf>(&source)) {
      // Per run: the address it starts at, and whether that rises.
      const mpz_class each = ceil_log2(model_.codes.at(address->code).size()) + 1;
      bits += each * mpz_class(address->runs.size());
      add_starts(address->runs.size());
    }
  }
  void add_starts(std::size_t runs) {
    if (runs <= 1) return;
    const mpz_class numbers = mpz_class(runs) * mpz_class(ceil_log2(model_.max_length));
    bits += std::min(numbers, mpz_class(model_.max_length));
  }

  const Transformer& model_;
  std::uint64_t precision_;
};

}  // namespace

void compare_measures(const Transformer& model, const Numbers& numbers, const Json& result) {
  const Json* stated = result.find("measures");
  require(stated != nullptr, "measures: missing");
  Fields measures(*stated, "measures");
  const Sizes sizes(model, numbers);
  require(measures.count("width") == sizes.width,
          "measures.width: it is " + std::to_string(sizes.width));
  require(measures.count("heads") == sizes.heads, "measures.heads: not those of the model");
  require(measures.count("layers") == model.layers.size(), "measures.layers: not the model's");
  require(measures.count("precision_bits") == numbers.precision_bits(),
          "measures.precision_bits: not those of the arithmetic");
  require(measures.integer("parameters") == sizes.parameters,
          "measures.parameters: the model has " + sizes.parameters.get_str());
  require(measures.integer("representation_bits") == sizes.bits,
          "measures.representation_bits: the model has " + sizes.bits.get_str());
  measures.finish();
}

}  // namespace checker
