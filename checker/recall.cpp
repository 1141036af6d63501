#include "recall.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <set>

#include "tasks.hpp"

namespace checker {
namespace {

constexpr std::uint64_t kMostSize = std::uint64_t{1} << 40;
constexpr std::size_t kMostListed = 5;

std::string prefix(std::uint64_t k) { return "prefix:" + std::to_string(k); }

/// Keys of the task's alphabet; as many as are needed, a power of two, if none are named.
std::uint64_t keys_of(const Task& task, std::uint64_t pairs) {
  return task.alphabet.value_or(std::max<std::uint64_t>(2, std::bit_ceil(pairs)));
}

/// The keys in their order, their labels by key.
struct Pairs {
  std::vector<std::size_t> keys;
  std::size_t labels = 0;  // bit k
};

std::size_t label(const Pairs& input, std::size_t key) { return input.labels >> key & 1; }

/// Set of keys with label 1, and 1 + the key that awaits its label, or 0.
using Kept = std::pair<std::size_t, std::size_t>;

/// The largest number of states of one time; Rejected if an answer is wrong.
std::size_t run_states(const std::vector<Pairs>& inputs, std::size_t pairs) {
  std::vector<std::set<Kept>> states(2 * pairs + 1);
  for (const Pairs& input : inputs) {
    Kept kept{0, 0};
    states[0].insert(kept);
    for (std::size_t i = 0; i < pairs; ++i) {
      const std::size_t key = input.keys[i];
      states[2 * i + 1].insert({kept.first, key + 1});
      kept.first |= label(input, key) << key;
      states[2 * i + 2].insert(kept);
    }
    for (std::size_t query = 0; query < pairs; ++query)
      require((kept.first >> query & 1) == label(input, query), "recall: a kept label is wrong");
  }
  std::size_t most = 0;
  for (const auto& at : states) most = std::max(most, at.size());
  return most;
}

/// Residual functions at the cut: before the last label (of one pair, after it).
std::size_t functions_at_the_cut(const std::vector<Pairs>& inputs, std::size_t pairs) {
  std::set<std::vector<std::size_t>> functions;
  for (const Pairs& input : inputs) {
    std::vector<std::size_t> answers;
    for (const std::size_t last : {0U, 1U})
      for (std::size_t query = 0; query < pairs; ++query)
        answers.push_back(pairs > 1 && query == input.keys.back() ? last : label(input, query));
    functions.insert(answers);
  }
  return functions.size();
}

}  // namespace

mpz_class recall_bits(std::uint64_t pairs) {
  return pairs == 1 ? mpz_class(1) : mpz_class(mpz_class(pairs) - 1 + ceil_log2(pairs));
}

std::uint64_t recalled_pairs(const Task& task) {
  if (task.name == "associative-recall") return task.n;
  if (task.name == "mqar") return task.n / 2;
  const mpq_class half = *task.gamma * mpz_class(*task.dimension) / 2;
  mpz_class repeat;
  mpz_cdiv_q(repeat.get_mpz_t(), half.get_num_mpz_t(), half.get_den_mpz_t());
  if (repeat < 1) repeat = 1;
  const mpz_class signs = mpz_class(*task.dimension) / repeat;
  std::uint64_t pairs = task.n - 1;
  if (signs <= 40) pairs = std::min(pairs, (std::uint64_t{1} << signs.get_ui()) - 1);
  return pairs;
}

std::optional<ClosedForm> recall_form(const Task& task) {
  const bool points = task.name == "nearest-neighbour";
  const bool many = task.name == "mqar";
  if (!points && !many && task.name != "associative-recall") return std::nullopt;
  if (task.n == 0 || task.n > kMostSize || task.lengths != "exact" || task.sides)
    return std::nullopt;
  if (points) {
    if (task.n < 2 || task.alphabet || task.dimension.value_or(0) == 0 || !task.gamma ||
        *task.gamma <= 0 || *task.gamma >= 2)
      return std::nullopt;
  } else if (task.dimension || task.gamma || (many && task.n % 2 != 0)) {
    return std::nullopt;
  }
  const std::uint64_t pairs = recalled_pairs(task);
  ClosedForm form{recall_bits(pairs), std::nullopt, ""};
  const std::uint64_t end = points ? 2 * (task.n - 1) : 2 * pairs;
  form.partition = prefix(pairs == 1 ? end : end - 1);
  form.tokens = task.name == "associative-recall" ? 2 * task.n + 1 : 2 * task.n - 1;
  if (points) return form;
  form.symbols = keys_of(task, pairs);
  if (form.symbols < std::max<std::uint64_t>(2, pairs)) return std::nullopt;
  if (!many && form.symbols == pairs) form.upper = form.lower;
  return form;
}

std::string recount_recall() {
  for (std::size_t pairs = 1; pairs <= kMostListed; ++pairs) {
    std::vector<Pairs> inputs;
    Pairs input{std::vector<std::size_t>(pairs), 0};
    std::iota(input.keys.begin(), input.keys.end(), 0U);
    do {
      for (input.labels = 0; input.labels >> pairs == 0; ++input.labels) inputs.push_back(input);
    } while (std::ranges::next_permutation(input.keys).found);
    const std::size_t needed = functions_at_the_cut(inputs, pairs);
    require(
        ceil_log2(mpz_class(needed)) == recall_bits(pairs) && run_states(inputs, pairs) == needed,
        "recall: another number of states at " + std::to_string(pairs) + " pairs");
  }
  return "recounted from the definition for 1 to " + std::to_string(kMostListed) + " pairs";
}

}  // namespace checker
