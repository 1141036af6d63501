#include "models/transformer.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

Error misfit(std::string message) { return Error("Transformer", "model", std::move(message)); }

void require(bool condition, const std::string& message) {
  if (!condition) throw misfit(message);
}

template <class Run>
bool starts_rise(const std::vector<Run>& runs) {
  if (runs.empty() || runs.front().first != 0) return false;
  for (std::size_t r = 1; r < runs.size(); ++r)
    if (runs[r].first <= runs[r - 1].first) return false;
  return true;
}

/// Whether all positions below `length` go to addresses below `size`, without overflow.
bool lands_within(const std::vector<AddressRun>& map, std::uint64_t length, std::uint64_t size) {
  for (std::size_t r = 0; r < map.size() && map[r].first < length; ++r) {
    const std::uint64_t next = r + 1 < map.size() ? std::min(map[r + 1].first, length) : length;
    if (map[r].step > 1 || map[r].target >= size ||
        map[r].step * (next - 1 - map[r].first) > size - 1 - map[r].target)
      return false;
  }
  return true;
}

template <class Run>
const Run& run_at(const std::vector<Run>& runs, std::uint64_t position) {
  const auto after =
      std::upper_bound(runs.begin(), runs.end(), position,
                       [](std::uint64_t i, const Run& run) { return i < run.first; });
  return *(after - 1);
}

void validate_source(const Transformer& model, const EmbeddingTerm& term) {
  require(term.kind < model.vocabulary.size(),
          "embedding: a term names a kind of token that the "
          "vocabulary does not have");
  const TokenKind& kind = model.vocabulary[term.kind];
  const std::size_t dimension = model.stream.dimension(term.subspace);
  const std::string where = "embedding of " + kind.name + " into " + term.subspace + ": ";
  const auto rows_fit = [&](const std::vector<std::vector<Rational>>& rows) {
    return std::all_of(rows.begin(), rows.end(),
                       [&](const auto& row) { return row.size() == dimension; });
  };
  if (const auto* values = std::get_if<ValueTable>(&term.source)) {
    require(values->rows.size() == kind.values, where + "the table needs a row per token value");
    require(rows_fit(values->rows), where + "a row has the wrong number of entries");
  } else if (const auto* positions = std::get_if<PositionTable>(&term.source)) {
    require(starts_rise(positions->rows), where + "the runs of positions must start at 0 and rise");
    require(std::all_of(positions->rows.begin(), positions->rows.end(),
                        [&](const PositionRow& row) { return row.entries.size() == dimension; }),
            where + "a row has the wrong number of entries");
  } else if (const auto* placed = std::get_if<PlacedValue>(&term.source)) {
    require(placed->rows.size() == kind.values, where + "the table needs a row per token value");
    require(std::all_of(placed->rows.begin(), placed->rows.end(),
                        [&](const auto& row) {
                          return dimension % model.max_length == 0 &&
                                 row.size() == dimension / model.max_length;
                        }),
            where + "a row must fill the block of one of max_length positions");
  } else if (const auto* constant = std::get_if<ConstantVector>(&term.source)) {
    require(constant->entries.size() == dimension, where + "the constant has the wrong dimension");
  } else if (std::holds_alternative<Features>(term.source)) {
    require(kind.features == dimension && dimension > 0,
            where + "the tokens have " + std::to_string(kind.features) + " features");
  } else {
    const auto& address = std::get<AddressOf>(term.source);
    const auto code = model.codes.find(address.code);
    require(code != model.codes.end(), where + "there is no code '" + address.code + "'");
    require(code->second->dimension() == dimension,
            where + "the code has dimension " + std::to_string(code->second->dimension()));
    if (address.index == AddressOf::Index::value)
      require(kind.values <= code->second->size(), where + "the code has too few addresses");
    if (address.index == AddressOf::Index::map) {
      require(starts_rise(address.map), where + "the runs of the map must start at 0 and rise");
      require(lands_within(address.map, model.max_length, code->second->size()),
              where + "the map names an address that the code does not have");
    } else {
      require(address.map.empty(), where + "a map is given but not used");
    }
  }
}

void validate_head(const Head& head, const Layout& in, const Layout& attended) {
  const std::string where = "head '" + head.name + "': ";
  require(head.query.in == in && head.key.in == in && head.value.in == in,
          where + "query, key and value must read the stream that enters the layer");
  require(head.query.out == head.key.out, where + "query and key must share one space");
  require(head.output.in == head.value.out, where + "output must read the value space");
  require(head.output.out == attended, where + "output must write the attended space");
  head.query.validate(where + "query");
  head.key.validate(where + "key");
  head.value.validate(where + "value");
  head.output.validate(where + "output");
  // A pass only multiplies by Wo; a bias would be stored and counted but not run.
  require(head.output.biases.empty(), where + "output must not have a bias");
}

}  // namespace

const PositionRow& PositionTable::at(std::uint64_t position) const {
  return run_at(rows, position);
}

std::vector<AddressRun> address_runs(const std::vector<std::uint64_t>& targets) {
  std::vector<AddressRun> runs;
  for (std::uint64_t i = 0; i < targets.size(); ++i) {
    if (!runs.empty()) {
      AddressRun& last = runs.back();
      const std::uint64_t length = i - last.first;
      if (length == 1 && targets[i] == last.target) last.step = 0;
      if (targets[i] == last.target + last.step * length) continue;
    }
    runs.push_back({i, targets[i], 1});
  }
  return runs;
}

std::uint64_t mapped_address(const std::vector<AddressRun>& map, std::uint64_t position) {
  const AddressRun& run = run_at(map, position);
  return run.target + run.step * (position - run.first);
}

std::uint64_t address_index(const AddressOf& source, const Token& token, std::uint64_t position) {
  switch (source.index) {
    case AddressOf::Index::position:
      return position;
    case AddressOf::Index::value:
      return token.value;
    case AddressOf::Index::map:
      return mapped_address(source.map, position);
  }
  throw Error("address_index", "source", "unknown kind of index");
}

void Transformer::validate() const {
  require(!vocabulary.empty(), "the vocabulary is empty");
  for (std::size_t k = 0; k < vocabulary.size(); ++k)
    for (std::size_t earlier = 0; earlier < k; ++earlier)
      require(vocabulary[earlier].name != vocabulary[k].name,
              "the vocabulary names '" + vocabulary[k].name + "' twice");
  require(max_length > 0, "max_length must be at least 1");
  for (const EmbeddingTerm& term : embedding) {
    validate_source(*this, term);
    const auto same_place = [&](const EmbeddingTerm& other) {
      return other.kind == term.kind && other.subspace == term.subspace;
    };
    require(std::count_if(embedding.begin(), embedding.end(), same_place) == 1,
            "embedding: " + vocabulary[term.kind].name + " writes " + term.subspace + " twice");
  }
  require(!layers.empty(), "there is no layer");
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const Layer& layer = layers[l];
    const std::string where = "layer " + std::to_string(l + 1) + ": ";
    require(!layer.heads.empty(), where + "there is no head");
    for (const Head& head : layer.heads) validate_head(head, stream_before(l), layer.attended);
    if (layer.residual)
      require(layer.attended == stream_before(l),
              where + "a residual connection needs the same space on both sides");
    if (layer.mlp) {
      const Mlp& mlp = *layer.mlp;
      require(mlp.hidden.in == layer.attended && mlp.output.in == mlp.hidden.out,
              where + "the ReLU network must read the attended space and its own hidden space");
      if (mlp.residual)
        require(mlp.output.out == layer.attended,
                where + "a residual connection needs the same space on both sides");
      mlp.hidden.validate(where + "ReLU network, hidden");
      mlp.output.validate(where + "ReLU network, output");
    }
  }
  require(stream_before(layers.size()).has(readout.subspace),
          "the readout names the subspace '" + readout.subspace + "', which the output lacks");
  require(readout.low < readout.high, "the readout's low threshold must lie below the high one");
}

const Layout& Transformer::stream_before(std::size_t l) const {
  return l == 0 ? stream : layers[l - 1].output();
}

void Transformer::validate_input(const Input& input) const {
  if (input.empty()) throw Error("Transformer", "input", "the input is empty");
  if (input.size() > max_length)
    throw Error("Transformer", "input",
                "the input has " + std::to_string(input.size()) +
                    " tokens; this model takes at most " + std::to_string(max_length));
  for (const Token& token : input) {
    if (token.kind >= vocabulary.size() || token.value >= vocabulary[token.kind].values)
      throw Error("Transformer", "input", "a token is outside the model's vocabulary");
    if (token.features.size() != vocabulary[token.kind].features)
      throw Error("Transformer", "input",
                  "a token has " + std::to_string(token.features.size()) + " features, its kind " +
                      std::to_string(vocabulary[token.kind].features));
  }
}

}  // namespace separatrix
