#include "transformer.hpp"

#include <algorithm>

namespace checker {

namespace {

std::vector<Row> read_rows(const Json& value, std::size_t dimension, const std::string& what) {
  std::vector<Row> rows;
  for (const Json& entry : list(value, what)) {
    rows.push_back(read_numbers(entry, what));
    require(rows.back().size() == dimension, what + ": a row has another dimension");
  }
  return rows;
}

/// Runs start at 0 and rise.
void next_start(std::uint64_t from, const std::vector<std::uint64_t>& before,
                const std::string& what) {
  require(before.empty() ? from == 0 : from > before.back(), what + ": starts do not rise from 0");
}

AddressOf read_address(const Json& value, const Transformer& model, const TokenKind& kind,
                       std::size_t dimension, const std::string& what) {
  Fields fields(value, what);
  AddressOf address{fields.text("code"), AddressOf::Of::position, {}};
  const auto code = model.codes.find(address.code);
  require(code != model.codes.end(), what + ": there is no such code");
  require(code->second.dimension() == dimension, what + ": the code has another dimension");
  const std::uint64_t size = code->second.size();
  const Json& at = fields["at"];
  fields.finish();
  if (at.type == Json::Type::list) {
    address.of = AddressOf::Of::map;
    std::vector<std::uint64_t> starts;
    for (const Json& entry : at.entries) {
      Fields run(entry, what);
      address.runs.push_back({run.count("from"), run.count("to"), run.count("step")});
      run.finish();
      next_start(address.runs.back().from, starts, what);
      starts.push_back(address.runs.back().from);
    }
    require(!starts.empty(), what + ": no run");
    for (std::size_t r = 0; r < starts.size() && starts[r] < model.max_length; ++r) {
      const AddressRun& run = address.runs[r];
      const std::uint64_t end =
          r + 1 < starts.size() ? std::min(starts[r + 1], model.max_length) : model.max_length;
      require(run.step <= 1 && run.to < size && run.step * (end - 1 - run.from) < size - run.to,
              what + ": leads to no address");
    }
  } else {
    require(text(at, what) == "position" || at.text == "value", what + ": unknown index");
    if (at.text == "value") {
      address.of = AddressOf::Of::value;
      require(kind.values <= size, what + ": the code has too few addresses");
    }
  }
  return address;
}

Source read_source(const Json& value, const Transformer& model, const TokenKind& kind,
                   std::size_t dimension, const std::string& what) {
  Fields fields(value, what);
  Source source;
  if (fields.has("by_value")) {
    source = ByValue{read_rows(fields["by_value"], dimension, what)};
    require(std::get<ByValue>(source).rows.size() == kind.values, what + ": not a row per value");
  } else if (fields.has("by_position")) {
    ByPosition table;
    for (const Json& entry : fields.list("by_position")) {
      Fields run(entry, what);
      const std::uint64_t from = run.count("from");
      next_start(from, table.starts, what);
      table.starts.push_back(from);
      table.rows.push_back(read_numbers(run["row"], what));
      run.finish();
      require(table.rows.back().size() == dimension, what + ": a row has another dimension");
    }
    require(!table.rows.empty(), what + ": no row");
    source = std::move(table);
  } else if (fields.has("placed_by_value")) {
    require(dimension % model.max_length == 0, what + ": not a block per position");
    source =
        PlacedByValue{read_rows(fields["placed_by_value"], dimension / model.max_length, what)};
    require(std::get<PlacedByValue>(source).rows.size() == kind.values,
            what + ": not a row per value");
  } else if (fields.has("constant")) {
    source = Constant{read_numbers(fields["constant"], what)};
    require(std::get<Constant>(source).entries.size() == dimension, what + ": another dimension");
  } else if (fields.has("features")) {
    require(fields.truth("features") && kind.features == dimension, what + ": not the features");
    source = TokenFeatures{};
  } else {
    source = read_address(fields["address"], model, kind, dimension, what);
  }
  fields.finish();
  return source;
}

Layer read_layer(const Json& value, const Space& stream, const std::string& what,
                 Allowance& allowance) {
  Fields fields(value, what);
  Layer layer;
  layer.attended = read_space(fields["attended"], what + ".attended");
  layer.residual = fields.truth("residual");
  require(!layer.residual || layer.attended == stream, what + ": no residual connection fits");
  for (const Json& entry : fields.list("heads")) {
    Fields head(entry, what + ".heads");
    const Space space = read_space(head["space"], what + ".space");
    const Space values = read_space(head["value_space"], what + ".value_space");
    layer.heads.push_back(
        {head.text("name"),
         read_affine_map(head["query"], stream, space, what + ".query", allowance),
         read_affine_map(head["key"], stream, space, what + ".key", allowance),
         read_affine_map(head["value"], stream, values, what + ".value", allowance),
         read_affine_map(head["output"], values, layer.attended, what + ".output", allowance)});
    head.finish();
    require(!layer.heads.back().output.has_bias, what + ".output: a bias");
  }
  require(!layer.heads.empty(), what + ": no head");
  if (fields.has("mlp")) {
    Fields mlp(fields["mlp"], what + ".mlp");
    const Space hidden = read_space(mlp["hidden_space"], what + ".mlp");
    const Space output = read_space(mlp["output_space"], what + ".mlp");
    layer.network = Network{
        read_affine_map(mlp["hidden"], layer.attended, hidden, what + ".mlp.hidden", allowance),
        read_affine_map(mlp["output"], hidden, output, what + ".mlp.output", allowance),
        mlp.truth("residual")};
    mlp.finish();
    require(!layer.network->residual || output == layer.attended,
            what + ".mlp: no residual connection fits");
  }
  fields.finish();
  return layer;
}

void read_embedding(const Json& value, Transformer& model) {
  for (const Json& entry : list(value, "model.embedding")) {
    Fields term(entry, "model.embedding");
    const std::string& kind = term.text("kind");
    const auto it = std::ranges::find(model.kinds, kind, &TokenKind::name);
    require(it != model.kinds.end(), "model.embedding: there is no such kind");
    const std::string what = "model.embedding of " + kind;
    EmbeddingTerm next{static_cast<std::size_t>(it - model.kinds.begin()),
                       model.stream.at(term.text("subspace"), what),
                       {}};
    require(model.term(next.kind, next.subspace.offset) == nullptr, what + ": written twice");
    next.source = read_source(term["source"], model, *it, next.subspace.dimension, what);
    term.finish();
    model.embedding.push_back(std::move(next));
  }
}

}  // namespace

const EmbeddingTerm* Transformer::term(std::size_t kind, std::size_t offset) const {
  for (const EmbeddingTerm& term : embedding)
    if (term.kind == kind && term.subspace.offset == offset) return &term;
  return nullptr;
}

Transformer read_transformer(const Json& value) {
  Fields fields(value, "model");
  require(fields.text("format") == "separatrix/model/2", "model.format: unknown");
  Transformer model;
  model.construction = fields.text("construction");
  model.task = fields.text("task");
  for (const Json& entry : fields.list("vocabulary")) {
    Fields kind(entry, "model.vocabulary");
    const std::string& name = kind.text("name");
    require(std::ranges::find(model.kinds, name, &TokenKind::name) == model.kinds.end(),
            "model.vocabulary: one name twice");
    model.kinds.push_back({name, kind.count("values"), kind.count("features")});
    kind.finish();
  }
  model.max_length = fields.count("max_length");
  require(!model.kinds.empty() && model.max_length >= 1, "model: no tokens");
  const Json& codes = fields["codes"];
  require(codes.type == Json::Type::object, "model.codes: not an object");
  for (std::size_t c = 0; c < codes.names.size(); ++c)
    model.codes.emplace(codes.names[c],
                        AddressCode(codes.entries[c], "model.codes." + codes.names[c]));
  model.stream = read_space(fields["stream"], "model.stream");
  read_embedding(fields["embedding"], model);
  Allowance allowance;
  for (const Json& layer : fields.list("layers"))
    model.layers.push_back(
        read_layer(layer, model.layers.empty() ? model.stream : model.layers.back().out(),
                   "model.layers", allowance));
  require(!model.layers.empty(), "model.layers: none");
  model.causal = fields.truth("causal");
  Fields readout(fields["readout"], "model.readout");
  model.readout = model.layers.back().out().at(readout.text("subspace"), "model.readout");
  model.low = readout.fraction("low");
  model.high = readout.fraction("high");
  readout.finish();
  require(model.low < model.high, "model.readout: low is not below high");
  fields.finish();
  return model;
}

Transformer rounded(const Transformer& model, const Numbers& numbers) {
  if (!numbers.grid()) return model;
  Transformer stored = model;
  const auto round_row = [&](Row& row) {
    for (mpq_class& entry : row) entry = numbers.round(entry);
  };
  for (EmbeddingTerm& term : stored.embedding) {
    if (auto* table = std::get_if<ByValue>(&term.source))
      std::ranges::for_each(table->rows, round_row);
    else if (auto* runs = std::get_if<ByPosition>(&term.source))
      std::ranges::for_each(runs->rows, round_row);
    else if (auto* placed = std::get_if<PlacedByValue>(&term.source))
      std::ranges::for_each(placed->rows, round_row);
    else if (auto* constant = std::get_if<Constant>(&term.source))
      round_row(constant->entries);
  }
  for (Layer& layer : stored.layers) {
    for (Head& head : layer.heads)
      for (AffineMap* map : {&head.query, &head.key, &head.value, &head.output})
        *map = map->rounded(numbers);
    if (layer.network)
      for (AffineMap* map : {&layer.network->hidden, &layer.network->output})
        *map = map->rounded(numbers);
  }
  return stored;
}

}  // namespace checker
