#include "models/recurrent.hpp"

#include "numerics/error.hpp"

namespace separatrix {
namespace {

void require(bool condition, const std::string& message) {
  if (!condition) throw Error("RecurrentNetwork", "net", message);
}

void validate_gate(const AffineMap& gate, const std::string& name, const Layout& joined,
                   const Layout& state) {
  require(gate.in == joined, name + " must read the state joined with the input");
  require(gate.out == state, name + " must write the state");
  gate.validate(name);
}

void validate_readout(const RecurrentReadout& readout, const Layout& state) {
  if (readout.hidden) {
    require(readout.hidden->in == state, "readout: hidden must read the state");
    readout.hidden->validate("readout: hidden");
  }
  require(readout.output.in == (readout.hidden ? readout.hidden->out : state),
          readout.hidden ? "readout: output must read the hidden units"
                         : "readout: output must read the state");
  require(readout.output.out.dimension() > 0, "readout: output must write at least one digit");
  readout.output.validate("readout: output");
  require(readout.low < readout.high, "readout: low must be below high");
}

}  // namespace

Layout RecurrentNetwork::joined() const {
  std::vector<Subspace> subspaces = state.subspaces();
  subspaces.insert(subspaces.end(), input.subspaces().begin(), input.subspaces().end());
  return Layout(std::move(subspaces));
}

void RecurrentNetwork::validate() const {
  require(!vocabulary.empty(), "the vocabulary is empty");
  require(embedding.size() == vocabulary.size(), "embedding: needs a table per kind of token");
  for (std::size_t k = 0; k < vocabulary.size(); ++k) {
    const TokenKind& kind = vocabulary[k];
    for (std::size_t earlier = 0; earlier < k; ++earlier)
      require(vocabulary[earlier].name != kind.name,
              "the vocabulary names '" + kind.name + "' twice");
    require(kind.features == 0,
            "the tokens of kind '" + kind.name + "' have features, which no cell reads");
    require(embedding[k].size() == kind.values,
            "embedding of " + kind.name + ": the table needs a row per token value");
    for (const auto& row : embedding[k])
      require(row.size() == input.dimension(),
              "embedding of " + kind.name + ": a row has the wrong number of entries");
  }
  require(units() > 0, "the state has no units");
  require(initial.size() == units(), "initial: needs one number per unit");
  const bool lstm = std::holds_alternative<LstmCell>(cell);
  require(initial_cell.size() == (lstm ? units() : 0),
          lstm ? "initial_cell: needs one number per unit"
               : "initial_cell: only an LSTM has a cell state");
  const Layout space = joined();
  if (const auto* simple = std::get_if<SimpleCell>(&cell)) {
    validate_gate(simple->update, "update", space, state);
  } else if (lstm) {
    const auto& gates = std::get<LstmCell>(cell);
    validate_gate(gates.forget, "forget", space, state);
    validate_gate(gates.input, "input", space, state);
    validate_gate(gates.output, "output", space, state);
    validate_gate(gates.candidate, "candidate", space, state);
  } else {
    const auto& gates = std::get<GruCell>(cell);
    validate_gate(gates.update, "update", space, state);
    validate_gate(gates.reset, "reset", space, state);
    validate_gate(gates.candidate, "candidate", space, state);
  }
  validate_readout(readout, state);
}

void RecurrentNetwork::validate_input(const Input& tokens) const {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const bool known = token.kind < vocabulary.size() &&
                       token.value < vocabulary[token.kind].values && token.features.empty();
    if (!known)
      throw Error("RecurrentNetwork", "input",
                  "the token at position " + std::to_string(i) + " is not in the vocabulary");
  }
}

}  // namespace separatrix
