#include "analysis/dyck_depths.hpp"

#include "analysis/undecided.hpp"

namespace separatrix {
namespace {

void add(std::vector<Rational>& to, std::span<const Rational> what, const Rational& factor = 1) {
  for (std::size_t c = 0; c < to.size(); ++c)
    if (what[c] != 0) to[c] += factor * what[c];
}

const Mlp& network_of_first_layer(const Transformer& model) {
  const Layer& layer = model.layers.front();
  if (!model.causal || !layer.residual || !layer.mlp || !layer.mlp->residual)
    throw Undecided{
        "layer 1 must be causal and have a ReLU network, with residual connections around both"};
  return *layer.mlp;
}

}  // namespace

SparseMap::SparseMap(const AffineMap& map) : entries_(map.entries()), bias_(map.bias()) {}

std::vector<Rational> SparseMap::linear(std::span<const Rational> x) const {
  std::vector<Rational> y(bias_.size());
  for (const MatrixEntry& e : entries_)
    if (x[e.column] != 0) y[e.row] += e.value * x[e.column];
  return y;
}

std::vector<Rational> SparseMap::apply(std::span<const Rational> x) const {
  std::vector<Rational> y = linear(x);
  add(y, bias_);
  return y;
}

bool attends_uniformly(const Head& head) {
  return (head.query.blocks.empty() && head.query.biases.empty()) ||
         (head.key.blocks.empty() && head.key.biases.empty());
}

DepthStreams::DepthStreams(const Transformer& model, std::size_t types, std::uint64_t length)
    : model_(model),
      types_(types),
      length_(length),
      hidden_(network_of_first_layer(model).hidden),
      output_(network_of_first_layer(model).output) {
  split_embedding();
  of_kind(hidden_, "the network of layer 1");
  for (const Head& head : model.layers.front().heads) follow_head(head);
}

void DepthStreams::split_embedding() {
  of_symbol_.assign(2 * types_, std::vector<Rational>(model_.stream.dimension()));
  of_position_.assign(length_, std::vector<Rational>(model_.stream.dimension()));
  for (const EmbeddingTerm& term : model_.embedding) {
    const std::size_t offset = model_.stream.offset(term.subspace);
    const auto write = [&](std::vector<Rational>& stream, const std::vector<Rational>& row) {
      std::copy(row.begin(), row.end(), stream.begin() + static_cast<std::ptrdiff_t>(offset));
    };
    if (const auto* values = std::get_if<ValueTable>(&term.source)) {
      for (std::size_t x = 0; x < 2 * types_; ++x) write(of_symbol_[x], values->rows[x]);
    } else if (const auto* table = std::get_if<PositionTable>(&term.source)) {
      for (std::uint64_t p = 0; p < length_; ++p) write(of_position_[p], table->at(p).entries);
    } else if (const auto* constant = std::get_if<ConstantVector>(&term.source)) {
      for (auto& stream : of_position_) write(stream, constant->entries);
    } else if (const auto* address = std::get_if<AddressOf>(&term.source);
               address != nullptr && address->index != AddressOf::Index::value) {
      const AddressCode& code = *model_.codes.at(address->code);
      std::vector<std::int64_t> entries(code.dimension());
      for (std::uint64_t p = 0; p < length_; ++p) {
        const std::uint64_t index = address_index(*address, {}, p);
        if (index >= code.size())
          throw Undecided{"the code '" + address->code + "' has fewer addresses than positions"};
        code.address(index, entries);
        write(of_position_[p], {entries.begin(), entries.end()});
      }
    } else {
      throw Undecided{"'" + term.subspace + "' depends on more than the bracket or the place"};
    }
  }
}

std::vector<std::vector<Rational>> DepthStreams::of_kind(const SparseMap& map,
                                                         const std::string& what) const {
  std::vector<std::vector<Rational>> kinds;
  for (const std::size_t first : {std::size_t{0}, types_}) {
    kinds.push_back(map.linear(of_symbol_[first]));
    for (std::size_t x = first + 1; x < first + types_; ++x)
      if (map.linear(of_symbol_[x]) != kinds.back())
        throw Undecided{what + " tells types of brackets apart"};
  }
  return kinds;
}

void DepthStreams::follow_head(const Head& head) {
  if (!attends_uniformly(head))
    throw Undecided{"the attention of head '" + head.name + "' is not uniform"};
  const SparseMap value(head.value);
  UniformHead uniform{
      of_kind(value, "the value of head '" + head.name + "'"), {}, SparseMap(head.output)};
  uniform.of_positions.emplace_back(value.bias().size());
  for (std::uint64_t p = 0; p < length_; ++p) {
    uniform.of_positions.push_back(uniform.of_positions.back());
    add(uniform.of_positions.back(), value.apply(of_position_[p]));
  }
  heads_.push_back(std::move(uniform));
}

std::vector<Rational> DepthStreams::rest(const DepthClass& bracket, std::uint64_t t) const {
  const Rational tokens(t);
  const Rational opens = (tokens + Rational(bracket.depth)) / 2;
  std::vector<Rational> stream = of_position_[t - 1];
  for (const UniformHead& head : heads_) {
    std::vector<Rational> sum = head.of_positions[t];
    add(sum, head.of_kind[0], opens);
    add(sum, head.of_kind[1], Rational(tokens - opens));
    add(stream, head.output.linear(sum), Rational(1 / tokens));
  }
  std::vector<Rational> attended = stream;
  add(attended, of_symbol_[bracket.closing ? types_ : 0]);
  std::vector<Rational> units = hidden_.apply(attended);
  for (Rational& unit : units)
    if (unit < 0) unit = 0;
  add(stream, output_.apply(units));
  return stream;
}

}  // namespace separatrix
