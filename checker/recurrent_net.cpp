#include "recurrent_net.hpp"

#include <algorithm>

namespace checker {
namespace {

void read_embedding(Fields& fields, RecurrentNet& net) {
  const auto& vocabulary = fields.list("vocabulary");
  const auto& tables = fields.list("embedding");
  require(!vocabulary.empty() && tables.size() == vocabulary.size(),
          "model.embedding: not a table for each kind of token");
  if (vocabulary.size() > 1) throw NotChecked("the net reads several kinds of tokens");
  Fields kind(vocabulary[0], "model.vocabulary");
  const std::string name = kind.text("name");
  const std::uint64_t values = kind.count("values");
  require(kind.count("features") == 0, "model.vocabulary: no cell reads features");
  kind.finish();
  Fields table(tables[0], "model.embedding");
  require(table.text("kind") == name, "model.embedding: of another kind of token");
  for (const Json& row : table.list("by_value")) {
    net.embedding.push_back(read_numbers(row, "model.embedding"));
    require(net.embedding.back().size() == net.input.dimension,
            "model.embedding: not a coordinate for each of the input");
  }
  table.finish();
  require(values > 0 && net.embedding.size() == values,
          "model.embedding: not a row for each symbol");
}

void read_cell(const Json& value, const Space& joined, RecurrentNet& net, Allowance& allowance) {
  Fields fields(value, "model.cell");
  const std::string type = fields.text("type");
  const auto gate = [&](const char* name) {
    net.gates.push_back(read_affine_map(fields[name], joined, net.state,
                                        std::string("model.cell.") + name, allowance));
  };
  if (type == "simple") {
    const std::string& f = fields.text("activation");
    require(f == "sigmoid" || f == "tanh" || f == "saturated" || f == "relu",
            "model.cell.activation: unknown");
    net.activation = f == "sigmoid" ? Squashing::sigmoid
                     : f == "tanh"  ? Squashing::tanh
                     : f == "relu"  ? Squashing::relu
                                    : Squashing::clip;
    gate("update");
  } else if (type == "lstm") {
    net.cell = RecurrentNet::Cell::lstm;
    net.initial_memory = read_numbers(fields["initial"], "model.cell.initial");
    require(net.initial_memory.size() == net.units(), "model.cell.initial: not one for each unit");
    for (const char* name : {"forget", "input", "output", "candidate"}) gate(name);
  } else {
    require(type == "gru", "model.cell.type: unknown");
    net.cell = RecurrentNet::Cell::gru;
    for (const char* name : {"update", "reset", "candidate"}) gate(name);
  }
  fields.finish();
}

void read_readout(const Json& value, RecurrentNet& net, Allowance& allowance) {
  Fields fields(value, "model.readout");
  if (fields.has("hidden") || fields.has("hidden_space")) {
    const Space units = read_space(fields["hidden_space"], "model.readout.hidden_space");
    net.hidden =
        read_affine_map(fields["hidden"], net.state, units, "model.readout.hidden", allowance);
  }
  const Space digits = read_space(fields["output_space"], "model.readout.output_space");
  require(digits.dimension > 0, "model.readout.output_space: no digit");
  net.output = read_affine_map(fields["output"], net.hidden ? net.hidden->out : net.state, digits,
                               "model.readout.output", allowance);
  net.low = fields.fraction("low");
  net.high = fields.fraction("high");
  require(net.low < net.high, "model.readout: low is not below high");
  fields.finish();
}

/// The maps of a net, for what concerns all of them.
template <class Net, class F>
void for_each_map(Net& net, F&& f) {
  for (auto& gate : net.gates) f(gate);
  if (net.hidden) f(*net.hidden);
  f(net.output);
}

Enclosure rounded_product(const Numbers& numbers, const Enclosure& a, const Enclosure& b) {
  return numbers.round(a * b);
}

std::vector<Enclosure> joined(const RecurrentNet& net, const std::vector<Enclosure>& hidden,
                              std::size_t symbol) {
  std::vector<Enclosure> both = hidden;
  for (const mpq_class& x : net.embedding[symbol]) both.push_back(point(x));
  return both;
}

StateBox gru_step(const RecurrentNet& net, const Numbers& numbers, const StateBox& box,
                  std::size_t symbol) {
  const auto gate = [&](std::size_t g, Squashing f, const std::vector<Enclosure>& hidden) {
    std::vector<Enclosure> values = net.gates[g].apply(numbers, joined(net, hidden, symbol));
    for (Enclosure& v : values) v = squash(f, numbers, v);
    return values;
  };
  const auto update = gate(0, Squashing::sigmoid, box.hidden);
  std::vector<Enclosure> kept = gate(1, Squashing::sigmoid, box.hidden);
  for (std::size_t u = 0; u < kept.size(); ++u)
    kept[u] = rounded_product(numbers, kept[u], box.hidden[u]);
  const auto candidate = gate(2, Squashing::tanh, kept);
  StateBox next;
  for (std::size_t u = 0; u < kept.size(); ++u) {
    const Enclosure& h = box.hidden[u];
    const Enclosure stays = point(1) + mpq_class(-1) * update[u];
    next.hidden.push_back(
        numbers.grid()
            ? numbers.round(h + update[u] * numbers.round(candidate[u] + mpq_class(-1) * h))
            : stays * h + update[u] * candidate[u]);
  }
  return next;
}

}  // namespace

RecurrentNet read_recurrent_net(const Json& value) {
  Fields fields(value, "model");
  require(fields.text("format") == "separatrix/recurrent/1", "model.format: unknown");
  RecurrentNet net;
  net.construction = fields.text("construction");
  net.task = fields.text("task");
  net.input = read_space(fields["input"], "model.input");
  net.state = read_space(fields["state"], "model.state");
  require(net.units() > 0, "model.state: no unit");
  read_embedding(fields, net);
  net.initial = read_numbers(fields["initial"], "model.initial");
  require(net.initial.size() == net.units(), "model.initial: not one for each unit");
  Space both = net.state;
  for (Subspace part : net.input.subspaces) {
    require(std::ranges::find(both.subspaces, part.name, &Subspace::name) == both.subspaces.end(),
            "model.input: a name of the state's");
    part.offset += net.state.dimension;
    both.subspaces.push_back(part);
  }
  both.dimension += net.input.dimension;
  Allowance allowance;
  read_cell(fields["cell"], both, net, allowance);
  read_readout(fields["readout"], net, allowance);
  fields.finish();
  return net;
}

mpz_class RecurrentNet::parameters() const {
  mpz_class all = 0;
  for_each_map(*this, [&](const AffineMap& map) {
    all += mpz_class(map.out.dimension) * map.in.dimension;
    if (map.has_bias) all += map.out.dimension;
  });
  return all;
}

mpz_class RecurrentNet::representation_bits(std::uint64_t precision_bits) const {
  mpz_class all = 0;
  const auto add = [&](const std::vector<mpq_class>& numbers) {
    for (const mpq_class& x : numbers) {
      const bool whole = x.get_den() == 1;
      all += precision_bits > 0 ? precision_bits
                                : 1 + mpz_sizeinbase(x.get_num_mpz_t(), 2) +
                                      (whole ? 0 : mpz_sizeinbase(x.get_den_mpz_t(), 2));
    }
  };
  for_each_map(*this, [&](const AffineMap& map) { add(map.stored); });
  for (const auto& row : embedding) add(row);
  add(initial);
  add(initial_memory);
  return all;
}

RecurrentNet RecurrentNet::rounded(const Numbers& numbers) const {
  RecurrentNet net = *this;
  for_each_map(net, [&](AffineMap& map) { map = map.rounded(numbers); });
  const auto round = [&](std::vector<mpq_class>& row) {
    for (mpq_class& x : row) x = numbers.round(x);
  };
  for (auto& row : net.embedding) round(row);
  round(net.initial);
  round(net.initial_memory);
  return net;
}

StateBox initial_state(const RecurrentNet& net) {
  StateBox box;
  for (const mpq_class& x : net.initial) box.hidden.push_back(point(x));
  for (const mpq_class& x : net.initial_memory) box.memory.push_back(point(x));
  return box;
}

UnitImage unit_image(const RecurrentNet& net, const Numbers& numbers,
                     const std::vector<Enclosure>& gates, const Enclosure& memory) {
  const auto gate = [&](std::size_t g, Squashing f) {
    return squash(f, numbers, numbers.round(gates[g]));
  };
  if (net.cell == RecurrentNet::Cell::simple) return {gate(0, net.activation), point(0)};
  const Enclosure next = numbers.round(gate(0, Squashing::sigmoid) * memory +
                                       gate(1, Squashing::sigmoid) * gate(3, Squashing::tanh));
  const Enclosure shown = squash(Squashing::tanh, numbers, next);
  return {rounded_product(numbers, gate(2, Squashing::sigmoid), shown), next};
}

StateBox step(const RecurrentNet& net, const Numbers& numbers, const StateBox& box,
              std::size_t symbol) {
  if (net.cell == RecurrentNet::Cell::gru) return gru_step(net, numbers, box, symbol);
  const std::vector<Enclosure> both = joined(net, box.hidden, symbol);
  StateBox next;
  for (std::size_t u = 0; u < net.units(); ++u) {
    std::vector<Enclosure> gates;
    for (const AffineMap& gate : net.gates) gates.push_back(gate.row(u, both));
    const bool lstm = net.cell == RecurrentNet::Cell::lstm;
    UnitImage image = unit_image(net, numbers, gates, lstm ? box.memory[u] : point(0));
    next.hidden.push_back(std::move(image.hidden));
    if (lstm) next.memory.push_back(std::move(image.memory));
  }
  return next;
}

std::vector<Enclosure> outputs(const RecurrentNet& net, const Numbers& numbers,
                               const std::vector<Enclosure>& hidden) {
  if (!net.hidden) return net.output.apply(numbers, hidden);
  std::vector<Enclosure> units = net.hidden->apply(numbers, hidden);
  for (Enclosure& v : units) v = squash(Squashing::relu, numbers, v);
  return net.output.apply(numbers, units);
}

bool reads(const RecurrentNet& net, const std::vector<Enclosure>& outputs,
           const std::string& digits) {
  if (digits.size() != outputs.size()) return false;
  for (std::size_t i = 0; i < digits.size(); ++i)
    if (digits[i] == '1' ? outputs[i].low < net.high : outputs[i].high > net.low) return false;
  return true;
}

}  // namespace checker
