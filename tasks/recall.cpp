// Recall of labelled keys: associative recall and multi-query associative recall (MQAR).

#include "tasks/recall.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <unordered_set>

#include "numerics/error.hpp"
#include "tasks/zeroing.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMaxN = std::uint64_t{1} << 30;
constexpr std::uint64_t kMaxAlphabet = std::uint64_t{1} << 40;

std::uint64_t count_keys(std::uint64_t n, Recall::Queries queries) {
  return queries == Recall::Queries::one ? n : n / 2;
}

template <class T>
void shuffle(std::vector<T>& items, Random& random) {
  for (std::size_t left = items.size(); left > 1; --left)
    std::swap(items[left - 1], items[random.below(left)]);
}

/// `count` different keys below `alphabet` in random order, every choice equally likely (Floyd).
std::vector<std::uint64_t> distinct_keys(std::uint64_t count, std::uint64_t alphabet,
                                         Random& random) {
  std::vector<std::uint64_t> keys;
  std::unordered_set<std::uint64_t> taken;
  for (std::uint64_t top = alphabet - count; top < alphabet; ++top) {
    const std::uint64_t candidate = random.below(top + 1);
    keys.push_back(taken.contains(candidate) ? top : candidate);
    taken.insert(keys.back());
  }
  shuffle(keys, random);
  return keys;
}

/// The `count` keys other than `key` whose binary codes differ from its in the fewest digits.
std::vector<std::uint64_t> nearest_keys(std::uint64_t key, std::uint64_t count,
                                        std::uint64_t alphabet) {
  const unsigned digits = ceil_log2(alphabet);
  std::vector<std::uint64_t> keys;
  for (unsigned weight = 1; keys.size() < count; ++weight) {
    std::uint64_t mask = (std::uint64_t{1} << weight) - 1;
    while (mask < std::uint64_t{1} << digits && keys.size() < count) {
      if ((key ^ mask) < alphabet) keys.push_back(key ^ mask);
      // The next larger number of the same weight: move the lowest block of ones up by one place.
      const std::uint64_t carried = mask + (mask & (0 - mask));
      mask = carried | ((mask & ~carried) >> (std::countr_zero(mask) + 1));
    }
  }
  return keys;
}

}  // namespace

Recall::Recall(std::uint64_t n, std::uint64_t alphabet, Queries queries)
    : n_(n), alphabet_(alphabet), queries_(queries) {
  if (n == 0 || n > kMaxN)
    throw Error("Recall", "--n", "recall needs from 1 to 2^30 keys, not " + std::to_string(n));
  if (queries == Queries::many && n % 2 != 0)
    throw Error("Recall", "--n",
                "mqar has as many queries as keys: give an even number, not " + std::to_string(n));
  const std::uint64_t keys = count_keys(n, queries);
  if (alphabet == 0) alphabet_ = std::max<std::uint64_t>(2, std::bit_ceil(keys));
  if (alphabet_ < 2 || alphabet_ < keys || alphabet_ > kMaxAlphabet)
    throw Error("Recall", "--alphabet",
                std::to_string(keys) + " different keys need an alphabet of at least " +
                    std::to_string(std::max<std::uint64_t>(2, keys)) + " and at most 2^40, not " +
                    std::to_string(alphabet));
}

std::uint64_t Recall::key_digits() const noexcept { return ceil_log2(alphabet_); }

Input Recall::input(const std::vector<std::pair<std::uint64_t, bool>>& pairs,
                    std::uint64_t query) const {
  Input input;
  input.reserve(2 * pairs.size() + 1);
  for (const auto& [key, label] : pairs) {
    input.push_back({kPoint, key});
    input.push_back({kLabel, label ? 1U : 0U});
  }
  input.push_back({kPoint, query});
  return input;
}

std::string Recall::id() const { return queries_ == Queries::one ? "associative-recall" : "mqar"; }

nlohmann::ordered_json Recall::parameters() const { return {{"n", n_}, {"alphabet", alphabet_}}; }

std::uint64_t Recall::max_length() const {
  return queries_ == Queries::one ? 2 * n_ + 1 : 2 * n_ - 1;
}

Answer Recall::reference(const Input& input) const {
  const auto refused = [](const std::string& argument, const std::string& problem) {
    return Error("Recall::reference", argument, problem);
  };
  const std::size_t keys = count_keys(n_, queries_);
  if (input.size() % 2 == 0 || input.size() < 2 * keys + 1 || input.size() > max_length())
    throw refused("--pairs", queries_ == Queries::one
                                 ? "give " + std::to_string(keys) + " labelled keys and a query"
                                 : "give " + std::to_string(keys) +
                                       " labelled keys, then fewer answered queries, and a query");
  for (std::size_t i = 0; i < input.size(); ++i)
    if (input[i].kind != (i % 2 == 0 ? kPoint : kLabel) ||
        input[i].value >= (i % 2 == 0 ? alphabet_ : 2) || !input[i].features.empty())
      throw refused("--pairs",
                    "keys below the alphabet's size and labels (0 or 1) alternate, and a query "
                    "ends the input");
  std::map<std::uint64_t, std::uint64_t> label_of;
  for (std::size_t i = 0; i < keys; ++i)
    if (!label_of.emplace(input[2 * i].value, input[2 * i + 1].value).second)
      throw refused("--pairs", "the key " + std::to_string(input[2 * i].value) +
                                   " stands there twice; keys must differ");
  std::set<std::uint64_t> asked;
  for (std::size_t i = 2 * keys; i < input.size(); i += 2) {
    const std::string key = std::to_string(input[i].value);
    if (!label_of.contains(input[i].value))
      throw refused("--query", "the query " + key + " is none of the keys");
    if (!asked.insert(input[i].value).second)
      throw refused("--query", "the query " + key + " was asked before; queries must differ");
    if (i + 1 < input.size() && input[i + 1].value != label_of.at(input[i].value))
      throw refused("--pairs", "the answered query " + key + " carries another label than its key");
  }
  return {label_of.at(input.back().value) == 1};
}

std::optional<Integer> Recall::domain_size() const {
  const std::uint64_t keys = count_keys(n_, queries_);
  // Every label has two values.
  if (keys >= kMostDomainBits) return std::nullopt;
  const Integer limit = Integer(1) << static_cast<unsigned>(kMostDomainBits);
  // Labelled sequences of different keys.
  Integer size = 1;
  for (std::uint64_t i = 0; i < keys; ++i) {
    size *= 2 * (alphabet_ - i);
    if (size >= limit) return std::nullopt;
  }
  // Times the query; or the queries so far, j different keys in order, summed over j.
  Integer sequences = keys;
  if (queries_ == Queries::many) {
    sequences = 0;
    Integer ordered = 1;
    for (std::uint64_t j = 1; j <= keys; ++j) {
      ordered *= keys - j + 1;
      sequences += ordered;
    }
  }
  size *= sequences;
  if (size >= limit) return std::nullopt;
  return size;
}

Input Recall::sample(const std::string& sampler, Random& random) const {
  if (sampler != "random" && sampler != "adversarial")
    throw Error("Recall::sample", "--sampler",
                "there is no sampler '" + sampler + "'; use random or adversarial");
  const std::uint64_t count = count_keys(n_, queries_);
  std::vector<std::pair<std::uint64_t, bool>> pairs;
  std::size_t asked = 0;  // the place of the query's key among the pairs

  if (sampler == "random") {
    for (const std::uint64_t key : distinct_keys(count, alphabet_, random))
      pairs.emplace_back(key, random.coin());
    asked = random.below(count);
  } else {
    const std::uint64_t key = random.below(alphabet_);
    const bool label = random.coin();
    for (const std::uint64_t other : nearest_keys(key, count - 1, alphabet_))
      pairs.emplace_back(other, !label);
    shuffle(pairs, random);
    const std::size_t places[] = {0, pairs.size(), pairs.size() / 2, random.below(count)};
    asked = places[random.below(4)];
    pairs.insert(pairs.begin() + static_cast<std::ptrdiff_t>(asked), {key, label});
  }

  const std::uint64_t query = pairs[asked].first;
  if (queries_ == Queries::many) {
    // Queries before this one, answered: how many is random, or for an adversary none or all.
    std::vector<std::pair<std::uint64_t, bool>> earlier = pairs;
    earlier.erase(earlier.begin() + static_cast<std::ptrdiff_t>(asked));
    shuffle(earlier, random);
    const std::uint64_t all = earlier.size();
    earlier.resize(sampler == "random" ? random.below(all + 1) : (random.coin() ? all : 0));
    pairs.insert(pairs.end(), earlier.begin(), earlier.end());
  }
  return input(pairs, query);
}

std::vector<Input> Recall::simpler(const Input& input) const {
  std::vector<Input> candidates;
  const std::size_t keys = count_keys(n_, queries_);
  const std::size_t answered = input.size() / 2 - keys;
  // Fewer answered queries.
  for (const auto& [first, last] : shrinking_blocks(answered, input.size())) {
    Input fewer = input;
    const auto begin = fewer.begin() + static_cast<std::ptrdiff_t>(2 * keys);
    fewer.erase(begin + static_cast<std::ptrdiff_t>(2 * first),
                begin + static_cast<std::ptrdiff_t>(2 * last));
    candidates.push_back(std::move(fewer));
  }
  // Labels 0, of a key and of the query that repeats it.
  std::map<std::uint64_t, std::vector<std::size_t>> labels;
  for (std::size_t i = 0; i + 1 < input.size(); i += 2) labels[input[i].value].push_back(i + 1);
  std::vector<std::vector<std::size_t>> groups;
  for (auto& [key, positions] : labels) groups.push_back(std::move(positions));
  for (Input& candidate : zeroed(input, groups)) candidates.push_back(std::move(candidate));
  return candidates;
}

std::vector<std::string> Recall::run_arguments(const Input& input) const {
  std::string pairs;
  for (std::size_t i = 0; i + 1 < input.size(); i += 2)
    pairs += (i == 0 ? "" : ",") + std::to_string(input[i].value) + ":" +
             std::to_string(input[i + 1].value);
  return {id(),
          "--pairs",
          pairs,
          "--query",
          std::to_string(input.back().value),
          "--alphabet",
          std::to_string(alphabet_),
          "--n",
          std::to_string(n_)};
}

nlohmann::ordered_json Recall::show(const Input& input) const {
  nlohmann::ordered_json pairs = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i + 1 < input.size(); i += 2)
    pairs.push_back({{"key", input[i].value}, {"label", input[i + 1].value}});
  return {{"pairs", std::move(pairs)}, {"query", input.back().value}};
}

}  // namespace separatrix
