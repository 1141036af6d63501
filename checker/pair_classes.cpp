#include "pair_classes.hpp"

#include <algorithm>

namespace checker {

namespace {

constexpr std::uint64_t kMostCounted = 1 << 16;

/// The o for which tokens of the kind, at 2j or 2j + 1, have the address 2j + o.
long offset_of(const AddressOf& address, std::size_t kind, std::uint64_t length) {
  const long own = kind == kPoint ? 0 : 1;
  if (address.of == AddressOf::Of::position) return own;
  std::optional<long> offset;
  for (std::size_t r = 0; r < address.runs.size(); ++r) {
    const AddressRun& run = address.runs[r];
    const std::uint64_t end =
        r + 1 < address.runs.size() ? std::min(address.runs[r + 1].from, length) : length;
    const std::uint64_t first = run.from + (run.from % 2 == kind ? 0 : 1);
    if (first >= end) continue;
    if (offset || run.step != 1)
      throw NotChecked("addresses are no shift on all positions of a kind");
    offset = own + static_cast<long>(run.to) - static_cast<long>(run.from);
  }
  if (!offset) throw NotChecked("no position holds a token of some kind");
  return *offset;
}

/// Points have one value, labels two.
void from_table(const ByValue& table, const PairClass& token, bool label, PairContent& content) {
  if (token.kind == kPoint || token.role == Role::nearest) {
    if (token.kind == kPoint && table.rows.size() != 1)
      throw NotChecked("a table of what keys hold");
    content.constant = table.rows[token.kind == kLabel && label ? 1 : 0];
    return;
  }
  mpq_class square = 0;
  for (std::size_t c = 0; c < table.rows[0].size(); ++c) {
    const mpq_class half = (table.rows[1][c] - table.rows[0][c]) / 2;
    content.constant.push_back(table.rows[0][c] + half);
    content.entry = std::max(content.entry, mpq_class(abs(half)));
    square += half * half;
  }
  content.norm = table.rows[0].size() == 1 ? content.entry : root_above(square);
}

}  // namespace

std::string PairClass::name() const {
  if (role == Role::query) return "query";
  const std::string token = kind == kPoint ? "point of " : "label of ";
  if (role == Role::nearest) return token + "the nearest";
  return token + (role == Role::other ? "an other pair" : "another such pair");
}

std::vector<PairClass> PairInputs::classes() const {
  std::vector<PairClass> list{{Role::nearest, kPoint}, {Role::nearest, kLabel}, kQuery};
  if (pairs() > 1) {
    list.push_back({Role::other, kPoint});
    list.push_back({Role::other, kLabel});
  }
  return list;
}

PairInputs read_inputs(const Task& task, const Transformer& model, Fields& certificate) {
  require(task.n >= 1 && task.n <= 1U << 30 && task.lengths == "exact" && !task.sides,
          "task: no such task");
  PairInputs inputs;
  Fields stated(certificate["task"], "certificate.task");
  require(stated.count("n") == task.n, "task.n: not that of the certificate");
  TokenKind point{"point", 1, 0};
  if (task.name == "nearest-neighbour") {
    require(task.dimension && task.gamma && !task.alphabet && task.n >= 2,
            "task: not nearest neighbour's");
    require(stated.count("dimension") == task.dimension && stated.fraction("gamma") == task.gamma,
            "task: not that of the certificate");
    inputs.domain = {*task.gamma, mpq_class(1, 65536)};
    require(certificate.fraction("gamma") == *task.gamma && *task.gamma > 0, "gamma: another one");
    require(certificate.fraction("norm_tolerance") == inputs.domain.tolerance,
            "norm_tolerance: the task's is 2^-16");
    inputs.length = 2 * task.n - 1;
    point.features = *task.dimension;
  } else {
    require(task.name == "mqar" || task.name == "associative-recall", "task: not of this kind");
    require(task.alphabet && !task.dimension && !task.gamma, "task: not recall's");
    require(stated.count("alphabet") == task.alphabet, "task: not that of the certificate");
    inputs.recall = true;
    const bool many = task.name == "mqar";
    require(!many || task.n % 2 == 0, "task.n: odd");
    require(*task.alphabet >= std::max<std::uint64_t>(2, many ? task.n / 2 : task.n),
            "task.alphabet: too few keys");
    inputs.length = many ? 2 * task.n - 1 : 2 * task.n + 1;
    point = {"key", *task.alphabet, 0};
  }
  stated.finish();
  require(model.kinds.size() == 2 && model.kinds[kPoint].name == point.name &&
              model.kinds[kPoint].values == point.values &&
              model.kinds[kPoint].features == point.features &&
              model.kinds[kLabel].name == "label" && model.kinds[kLabel].values == 2 &&
              model.kinds[kLabel].features == 0 && model.max_length >= inputs.length,
          "model: does not read these tokens");
  if (model.causal) throw NotChecked("a causal model");
  return inputs;
}

void compare_domain(const Task& task, const PairInputs& inputs, const Json& result) {
  Fields fields(result, "");
  Fields evidence(fields["evidence"], "evidence");
  if (evidence.has("domain_size")) {
    require(inputs.recall, "evidence.domain_size: points are not counted");
    const bool many = task.name == "mqar";
    const std::uint64_t m = many ? task.n / 2 : task.n;
    if (m > kMostCounted) throw NotChecked("the number of so many choices of keys");
    // Different keys in order, labels, and which keys are asked for: m, or any sequence of them.
    mpz_class size = power_of_two(m), sequences = 0, queries = 1;
    for (std::uint64_t i = 0; i < m; ++i) {
      size *= mpz_class(*task.alphabet - i);
      queries *= mpz_class(m - i);
      sequences += queries;
    }
    size *= many ? sequences : mpz_class(m);
    require(evidence.integer("domain_size") == size, "evidence.domain_size: another number");
  }
  evidence.finish();
}

PairStream embedded(const Transformer& model, const PairInputs& inputs, const PairClass& token,
                    bool label) {
  PairStream stream;
  for (const EmbeddingTerm& term : model.embedding) {
    if (term.kind != token.kind) continue;
    PairContent content;
    content.dimension = term.subspace.dimension;
    if (const auto* constant = std::get_if<Constant>(&term.source)) {
      content.constant = constant->entries;
    } else if (const auto* table = std::get_if<ByValue>(&term.source)) {
      from_table(*table, token, label, content);
    } else if (std::holds_alternative<TokenFeatures>(term.source)) {
      content.symbols[{PairSymbol::What::point, token.role, nullptr, 0}] = 1;
    } else if (const auto* address = std::get_if<AddressOf>(&term.source)) {
      const AddressCode& code = model.codes.at(address->code);
      if (address->of == AddressOf::Of::value) {
        if (token.kind != kPoint || !inputs.recall)
          throw NotChecked("an address of a value that is no key");
        content.symbols[{PairSymbol::What::key, token.role, &code, 0}] = 1;
      } else {
        require(address->of != AddressOf::Of::position || code.size() >= inputs.length,
                "model.codes: fewer addresses than positions");
        content.symbols[{PairSymbol::What::address, token.role, &code,
                         offset_of(*address, token.kind, inputs.length)}] = 1;
      }
    } else {
      throw NotChecked("an embedding of pairs by position");
    }
    stream.emplace(term.subspace.offset, std::move(content));
  }
  return stream;
}

}  // namespace checker
