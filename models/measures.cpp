#include "models/measures.hpp"

#include <algorithm>

namespace separatrix {
namespace {

Integer bits_of(const Integer& x) {
  return x == 0 ? Integer(1) : Integer(mpz_sizeinbase(x.backend().data(), 2));
}

Integer bits_of(const Rational& x, unsigned precision_bits) {
  if (precision_bits > 0) return precision_bits;
  return 1 + bits_of(Integer(numerator(x))) +
         (denominator(x) == 1 ? Integer(0) : bits_of(Integer(denominator(x))));
}

class Count {
 public:
  explicit Count(unsigned precision_bits) : precision_bits_(precision_bits) {}

  void map(const AffineMap& map) {
    parameters += map.dense_entries();
    for (const Rational& number : map.stored_numbers()) bits += bits_of(number, precision_bits_);
  }
  void row(const std::vector<Rational>& row) {
    for (const Rational& number : row) bits += bits_of(number, precision_bits_);
  }
  void source(const Transformer& model, const EmbeddingSource& source) {
    if (const auto* values = std::get_if<ValueTable>(&source)) {
      for (const auto& r : values->rows) row(r);
    } else if (const auto* placed = std::get_if<PlacedValue>(&source)) {
      for (const auto& r : placed->rows) row(r);  // the block's place is the position's number
    } else if (const auto* positions = std::get_if<PositionTable>(&source)) {
      for (const auto& r : positions->rows) row(r.entries);
      bits += run_starts(model, positions->rows.size());
    } else if (const auto* constant = std::get_if<ConstantVector>(&source)) {
      row(constant->entries);
    } else if (const auto* address = std::get_if<AddressOf>(&source)) {
      // Per run of a map: where it starts, the address it starts at, and whether that rises.
      bits +=
          Integer(address->map.size()) * (ceil_log2(model.codes.at(address->code)->size()) + 1) +
          run_starts(model, address->map.size());
    }
  }

  Integer parameters = 0;
  Integer bits = 0;

 private:
  /// Where the runs start: the cheaper of a number per run and a bit per position.
  static Integer run_starts(const Transformer& model, std::size_t runs) {
    if (runs <= 1) return 0;
    const Integer numbers = Integer(runs) * ceil_log2(model.max_length);
    return numbers < model.max_length ? numbers : Integer(model.max_length);
  }

  unsigned precision_bits_;
};

}  // namespace

ModelMeasures measure(const Transformer& model, unsigned precision_bits) {
  ModelMeasures m;
  m.layers = model.layers.size();
  m.precision_bits = precision_bits;
  m.width = model.stream.dimension();
  Count count(precision_bits);
  for (const Layer& layer : model.layers) {
    m.heads = std::max<std::uint64_t>(m.heads, layer.heads.size());
    m.width = std::max<std::uint64_t>(m.width, layer.output().dimension());
    m.width = std::max<std::uint64_t>(m.width, layer.attended.dimension());
    for (const Head& head : layer.heads) {
      m.width = std::max<std::uint64_t>(m.width, head.query.out.dimension());
      m.width = std::max<std::uint64_t>(m.width, head.value.out.dimension());
      for (const AffineMap* map : {&head.query, &head.key, &head.value, &head.output})
        count.map(*map);
    }
    if (layer.mlp) {
      count.map(layer.mlp->hidden);
      count.map(layer.mlp->output);
    }
  }
  for (const EmbeddingTerm& term : model.embedding) count.source(model, term.source);
  for (const auto& [name, code] : model.codes) count.bits += code->stored_bits();
  m.parameters = count.parameters;
  m.representation_bits = count.bits;
  return m;
}

std::uint64_t longest_sum(const Transformer& model, std::uint64_t length) {
  constexpr std::uint64_t kBiasAndResidual = 2;
  std::uint64_t longest = model.stream.dimension();
  for (const Layer& layer : model.layers) {
    std::uint64_t values = 0;
    for (const Head& head : layer.heads) {
      longest =
          std::max<std::uint64_t>({longest, head.query.in.dimension(), head.query.out.dimension()});
      values += head.value.out.dimension();
    }
    longest = std::max(longest, values);
    if (layer.mlp)
      longest = std::max<std::uint64_t>(
          {longest, layer.mlp->hidden.in.dimension(), layer.mlp->hidden.out.dimension()});
  }
  return length + longest + kBiasAndResidual;
}

namespace {

std::vector<const AffineMap*> maps_of(const RecurrentNetwork& net) {
  std::vector<const AffineMap*> maps;
  if (const auto* simple = std::get_if<SimpleCell>(&net.cell)) {
    maps = {&simple->update};
  } else if (const auto* lstm = std::get_if<LstmCell>(&net.cell)) {
    maps = {&lstm->forget, &lstm->input, &lstm->output, &lstm->candidate};
  } else {
    const auto& gru = std::get<GruCell>(net.cell);
    maps = {&gru.update, &gru.reset, &gru.candidate};
  }
  if (net.readout.hidden) maps.push_back(&*net.readout.hidden);
  maps.push_back(&net.readout.output);
  return maps;
}

}  // namespace

ModelMeasures measure(const RecurrentNetwork& net, unsigned precision_bits) {
  ModelMeasures m;
  m.layers = 1;
  m.precision_bits = precision_bits;
  m.width = net.units();
  Count count(precision_bits);
  for (const AffineMap* map : maps_of(net)) count.map(*map);
  for (const auto& table : net.embedding)
    for (const auto& row : table) count.row(row);
  count.row(net.initial);
  count.row(net.initial_cell);
  m.parameters = count.parameters;
  m.representation_bits = count.bits;
  m.state_bits = Integer(precision_bits) * (net.initial.size() + net.initial_cell.size());
  return m;
}

std::uint64_t longest_sum(const RecurrentNetwork& net) {
  constexpr std::uint64_t kBias = 1;
  std::uint64_t longest = 1;  // and one more: the two terms of an entry of the state
  for (const AffineMap* map : maps_of(net))
    longest = std::max<std::uint64_t>(longest, map->in.dimension());
  return longest + kBias;
}

}  // namespace separatrix
