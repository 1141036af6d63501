#include "tasks.hpp"

namespace checker {
namespace {

constexpr std::uint64_t kMostPositions = 1U << 16;

bool one_of(const std::string& name, std::initializer_list<const char*> names) {
  for (const char* other : names)
    if (name == other) return true;
  return false;
}

/// Does the answer compare the t-th symbol of one half with the t-th of the other?
bool compares(const std::string& name) {
  return one_of(name, {"equality", "inequality", "disjointness", "greater-than", "inner-product",
                       "interleaved-equality"});
}

std::uint64_t symbols_of(const Task& task) { return task.alphabet.value_or(2); }

/// 0: alike so far; 1: the answer is 1 if nothing else comes; 2: "less", or "different".
Machine comparison(const std::string& name, std::size_t alphabet) {
  Machine machine;
  machine.start = {0};
  machine.next = [name, alphabet](const State& state, std::size_t pair) -> State {
    const std::size_t x = pair / alphabet;
    const std::size_t y = pair % alphabet;
    if (name == "inner-product") return {(state[0] + x * y) % 2};
    if (state[0] != 0) return state;
    if (name == "disjointness") return {x == 1 && y == 1 ? 1U : 0U};
    if (name == "greater-than") return {x > y ? 1U : x < y ? 2U : 0U};
    return {x == y ? 0U : 1U};
  };
  const bool equal = one_of(name, {"equality", "interleaved-equality"});
  machine.accepts = [equal](const State& state) { return (state[0] == 1) != equal; };
  return machine;
}

/// The state is the stack of open brackets, or the symbol `2 kinds` alone: no member any more.
Machine brackets(const DyckShape& dyck) {
  const State dead{2 * dyck.kinds};
  Machine machine;
  machine.next = [dyck, dead](const State& state, std::size_t symbol) -> State {
    if (state == dead) return dead;
    State stack = state;
    if (symbol < dyck.kinds) {
      stack.push_back(symbol);
      return stack.size() > dyck.depth ? dead : stack;
    }
    if (stack.empty() || stack.back() != symbol - dyck.kinds) return dead;
    stack.pop_back();
    return stack;
  };
  machine.accepts = [](const State& state) { return state.empty(); };
  return machine;
}

std::uint64_t run(const Machine& machine, const Word& word) {
  State state = machine.start;
  for (const std::size_t symbol : word) state = machine.next(state, symbol);
  return machine.accepts(state) ? 1 : 0;
}

std::uint64_t ones(const Word& word) {
  std::uint64_t sum = 0;
  for (const std::size_t bit : word) sum += bit;
  return sum;
}

FiniteTask comparison_task(const Task& task, std::size_t alphabet) {
  const std::size_t half = task.n / 2;
  const bool interleaved = task.name == "interleaved-equality";
  const Machine machine = comparison(task.name, alphabet);
  return {State(task.n, alphabet), 1, [=](const Word& word) {
            Word pairs(half);
            for (std::size_t t = 0; t < half; ++t)
              pairs[t] = interleaved ? word[2 * t] * alphabet + word[2 * t + 1]
                                     : word[t] * alphabet + word[half + t];
            return run(machine, pairs);
          }};
}

bool alphabet_fits(const Task& task) {
  const bool any =
      one_of(task.name, {"equality", "inequality", "index-lookup", "index-lookup:query-first"}) ||
      task.name.starts_with("permuted-equality:");
  const std::uint64_t symbols = symbols_of(task);
  return any ? symbols >= 2 && symbols <= kMostPositions : symbols == 2;
}

/// The symbols at the positions of A against those at the positions of B.
std::optional<FiniteTask> permuted_task(const Task& task, std::size_t alphabet) {
  std::string owners = task.name.substr(std::string("permuted-equality:").size());
  const std::size_t n = task.n;
  if (owners == "halves") owners = std::string(n / 2, 'A') + std::string(n / 2, 'B');
  if (owners == "odd-even")
    for (owners.clear(); owners.size() < n;) owners += owners.size() % 2 == 0 ? 'A' : 'B';
  Word a, b;
  for (std::size_t i = 0; i < owners.size(); ++i) (owners[i] == 'A' ? a : b).push_back(i);
  if (owners.size() != n || owners.find_first_not_of("AB") != std::string::npos ||
      a.size() != b.size())
    return std::nullopt;
  return FiniteTask{State(n, alphabet), 1, [a, b](const Word& word) -> std::uint64_t {
                      for (std::size_t t = 0; t < a.size(); ++t)
                        if (word[a[t]] != word[b[t]]) return 0;
                      return 1;
                    }};
}

/// Digits only, no leading zero, below 2^16.
std::optional<std::size_t> small_number(const std::string& digits) {
  if (digits.empty() || digits.size() > 5 || digits[0] == '0' ||
      digits.find_first_not_of("0123456789") != std::string::npos)
    return std::nullopt;
  const std::size_t number = std::stoul(digits);
  return number < kMostPositions ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<DyckShape> dyck(const std::string& name) {
  const std::string prefix = "dyck:";
  const std::size_t colon = name.find(':', prefix.size());
  if (!name.starts_with(prefix) || colon == std::string::npos) return std::nullopt;
  const auto kinds = small_number(name.substr(prefix.size(), colon - prefix.size()));
  const auto depth = small_number(name.substr(colon + 1));
  if (!kinds || !depth) return std::nullopt;
  return DyckShape{*kinds, *depth};
}

std::optional<FiniteTask> finite_task(const Task& task) {
  const std::size_t n = task.n;
  if (n == 0 || n > kMostPositions || task.lengths != "exact") return std::nullopt;
  if (const auto shape = dyck(task.name)) {
    const Machine machine = brackets(*shape);
    return FiniteTask{State(n, 2 * shape->kinds), 1,
                      [=](const Word& word) { return run(machine, word); }};
  }
  if (!alphabet_fits(task)) return std::nullopt;
  const std::size_t alphabet = symbols_of(task);
  if (compares(task.name) && n % 2 == 0) return comparison_task(task, alphabet);
  if (task.name == "parity")
    return FiniteTask{State(n, 2), 1, [](const Word& word) { return ones(word) % 2; }};
  if (task.name == "majority")
    return FiniteTask{State(n, 2), 1,
                      [n](const Word& word) -> std::uint64_t { return 2 * ones(word) > n; }};
  if (task.name == "index-lookup") {
    State alphabets(n, alphabet);
    alphabets.push_back(n);
    return FiniteTask{alphabets, static_cast<unsigned>(ceil_log2(alphabet)),
                      [](const Word& word) { return word[word.back()]; }};
  }
  if (task.name == "index-lookup:query-first") {
    State alphabets(n + 1, alphabet);
    alphabets.front() = n;
    return FiniteTask{alphabets, static_cast<unsigned>(ceil_log2(alphabet)),
                      [](const Word& word) { return word[1 + word.front()]; }};
  }
  if (task.name.starts_with("permuted-equality:")) return permuted_task(task, alphabet);
  return std::nullopt;
}

std::optional<PairMachine> pair_machine(const Task& task) {
  if (const auto shape = dyck(task.name)) {
    const std::size_t symbols = 2 * shape->kinds;
    Machine single = brackets(*shape);
    Machine pairs = single;
    pairs.next = [single, symbols](const State& state, std::size_t pair) {
      return single.next(single.next(state, pair / symbols), pair % symbols);
    };
    return PairMachine{symbols, symbols, "odd-even", pairs};
  }
  if (!compares(task.name) || !alphabet_fits(task)) return std::nullopt;
  const std::size_t alphabet = symbols_of(task);
  const bool interleaved = task.name == "interleaved-equality";
  return PairMachine{alphabet, alphabet, interleaved ? "odd-even" : "halves",
                     comparison(task.name, alphabet)};
}

std::optional<Language> language(const Task& task) {
  const auto shape = dyck(task.name);
  if (!shape) return std::nullopt;
  return Language{2 * shape->kinds, brackets(*shape)};
}

std::uint64_t ceil_log2(const mpz_class& a) {
  require(a >= 1, "a logarithm of a number below 1");
  if (a == 1) return 0;
  const mpz_class less = a - 1;
  return mpz_sizeinbase(less.get_mpz_t(), 2);
}

mpz_class power(const mpz_class& a, std::uint64_t b) {
  mpz_class result;
  mpz_pow_ui(result.get_mpz_t(), a.get_mpz_t(), b);
  return result;
}

}  // namespace checker
