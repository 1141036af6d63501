#include "constructions/recurrent/dyck_parts.hpp"

#include "constructions/recurrent/digital_gate.hpp"

namespace separatrix {

DyckRole role_of(const DyckTask& task) {
  return dynamic_cast<const DyckNext*>(&task) != nullptr ? DyckRole::generator
                                                         : DyckRole::recogniser;
}

SymbolCodes codes_for(const DyckTask& task, const std::string& encoding) {
  using Poison = SymbolCodes::Poison;
  return {encoding, task.types(),
          role_of(task) == DyckRole::recogniser ? Poison::with : Poison::without};
}

void set_dyck_input(RecurrentNetwork& net, const DyckTask& task, const SymbolCodes& codes) {
  const std::size_t n = task.types();
  const bool typed = role_of(task) == DyckRole::recogniser;
  std::vector<Subspace> input{{"opening", 1}, {"closing", 1}, {"code", codes.width()}};
  if (typed) input.push_back({"type", 1});
  net.task = task.id();
  net.vocabulary = task.vocabulary();
  net.input = Layout(input);
  net.embedding.assign(1, {});
  for (std::size_t symbol = 0; symbol < 2 * n; ++symbol) {
    const bool opening = symbol < n;
    const std::size_t type = (opening ? symbol : symbol - n) + 1;
    std::vector<Rational> row{opening ? 1 : 0, opening ? 0 : 1};
    const std::vector<Rational> code =
        opening ? codes.word(type) : std::vector<Rational>(codes.width());
    row.insert(row.end(), code.begin(), code.end());
    if (typed) row.emplace_back(opening ? 0 : type);
    net.embedding[0].push_back(std::move(row));
  }
}

AffineMap generator_output(const Layout& state, const SymbolCodes& codes,
                           const std::vector<std::vector<std::string>>& slots,
                           const Rational& unit) {
  const std::size_t n = codes.symbols();
  AffineMap output{state, Layout{{"open", n}, {"close", n}, {"end", 1}}, {}, {}};
  Dense top_is;
  std::vector<Rational> constants;
  for (std::size_t i = 1; i <= n; ++i) {
    const Functional matches = codes.matches(i);
    for (const Rational& weight : matches.weights) top_is.entries.push_back(unit * weight);
    constants.push_back(matches.constant);
  }
  for (const std::string& part : slots.front()) {
    output.blocks.push_back({"close", part, top_is});
    output.blocks.push_back(broadcast("end", 1, part, codes.occupied(), -unit));
  }
  for (const std::string& part : slots.back())
    output.blocks.push_back(broadcast("open", n, part, codes.occupied(), -unit));
  output.biases = {{"open", std::vector<Rational>(n, Rational(1))},
                   {"close", std::move(constants)},
                   {"end", {1}}};
  return output;
}

}  // namespace separatrix
