#include "dyck_depths.hpp"

#include <algorithm>

namespace checker {

namespace {

const Layer& counting_layer(const Transformer& model) {
  const Layer& layer = model.layers.front();
  if (!model.causal || !layer.residual || !layer.network || !layer.network->residual)
    throw NotChecked("layer 1 is not causal with residual connections around both parts");
  return layer;
}

bool is_zero(const AffineMap& map) {
  return std::ranges::all_of(map.rows, [](const auto& row) { return row.empty(); }) &&
         std::ranges::all_of(map.bias, [](const mpq_class& entry) { return entry == 0; });
}

}  // namespace

void add(Vector& to, const Vector& what, const mpq_class& factor) {
  for (std::size_t c = 0; c < to.size(); ++c)
    if (what[c] != 0) to[c] += factor * what[c];
}

Vector linear(const AffineMap& map, const Vector& x) {
  Vector y(map.rows.size());
  for (std::size_t r = 0; r < y.size(); ++r)
    for (const Term& term : map.rows[r])
      if (x[term.column] != 0) y[r] += term.coefficient * x[term.column];
  return y;
}

Vector affine(const AffineMap& map, const Vector& x) {
  Vector y = linear(map, x);
  add(y, map.bias);
  return y;
}

bool attends_uniformly(const Head& head) { return is_zero(head.query) || is_zero(head.key); }

std::string Bracket::name() const {
  return (closing ? "closing bracket at depth " : "opening bracket at depth ") +
         std::to_string(depth);
}

DepthStreams::DepthStreams(const Transformer& model, std::size_t types, std::uint64_t length)
    : layer_(counting_layer(model)),
      types_(types),
      of_symbol_(2 * types, Vector(model.stream.dimension)),
      of_place_(length, Vector(model.stream.dimension)) {
  for (const EmbeddingTerm& term : model.embedding) {
    const auto write = [&](Vector& stream, const Row& row) {
      std::ranges::copy(row, stream.begin() + static_cast<std::ptrdiff_t>(term.subspace.offset));
    };
    if (const auto* table = std::get_if<ByValue>(&term.source)) {
      for (std::size_t x = 0; x < 2 * types; ++x) write(of_symbol_[x], table->rows[x]);
      continue;
    }
    const auto* address = std::get_if<AddressOf>(&term.source);
    const auto* runs = std::get_if<ByPosition>(&term.source);
    const auto* constant = std::get_if<Constant>(&term.source);
    if (runs == nullptr && constant == nullptr &&
        (address == nullptr || address->of != AddressOf::Of::position))
      throw NotChecked("an embedding of brackets that is no table, constant or own address");
    std::size_t run = 0;
    for (std::uint64_t p = 0; p < length; ++p) {
      if (runs != nullptr && run + 1 < runs->starts.size() && runs->starts[run + 1] == p) ++run;
      write(of_place_[p], runs != nullptr       ? runs->rows[run]
                          : constant != nullptr ? constant->entries
                                                : model.codes.at(address->code).address(p));
    }
  }
  of_kind(layer_.network->hidden, "the network of layer 1");
  for (const Head& head : layer_.heads) {
    if (!attends_uniformly(head)) throw NotChecked("a head of layer 1 does not attend uniformly");
    Mean mean{&head.output, of_kind(head.value, "a value of layer 1"), {}};
    mean.of_places.emplace_back(head.value.rows.size());
    for (const Vector& place : of_place_) {
      mean.of_places.push_back(mean.of_places.back());
      add(mean.of_places.back(), affine(head.value, place));
    }
    means_.push_back(std::move(mean));
  }
}

std::array<Vector, 2> DepthStreams::of_kind(const AffineMap& map, const std::string& what) const {
  std::array<Vector, 2> kinds{linear(map, of_symbol_[0]), linear(map, of_symbol_[types_])};
  for (std::size_t x = 0; x < 2 * types_; ++x)
    if (linear(map, of_symbol_[x]) != kinds[x < types_ ? 0 : 1])
      throw NotChecked(what + " tells types of brackets apart");
  return kinds;
}

Vector DepthStreams::rest(const Bracket& bracket, std::uint64_t t) const {
  const mpq_class tokens(t);
  const mpq_class opens = (tokens + bracket.depth) / 2;
  Vector stream = of_place_[t - 1];
  for (const Mean& mean : means_) {
    Vector sum = mean.of_places[t];
    add(sum, mean.of_kind[0], opens);
    add(sum, mean.of_kind[1], tokens - opens);
    add(stream, linear(*mean.output, sum), 1 / tokens);
  }
  // Only the kind counts in the network, so any symbol of the kind will do.
  Vector seen = stream;
  add(seen, of_symbol_[bracket.closing ? types_ : 0]);
  Vector units = affine(layer_.network->hidden, seen);
  for (mpq_class& unit : units) unit = std::max(unit, mpq_class(0));
  add(stream, affine(layer_.network->output, units));
  return stream;
}

}  // namespace checker
