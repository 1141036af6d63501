#include "tasks/comparison.hpp"

#include <algorithm>

#include "numerics/error.hpp"
#include "tasks/zeroing.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMaxN = std::uint64_t{1} << 40;
constexpr std::uint64_t kMaxAlphabet = std::uint64_t{1} << 20;
// A partition is kept run by run; one without structure has n/2 of them.
constexpr std::uint64_t kMaxPartitioned = std::uint64_t{1} << 24;
// The tables of a digit rule together: alphabet^2 entries for each run of matches.
constexpr std::uint64_t kMostTableEntries = std::uint64_t{1} << 22;

void check_sizes(std::uint64_t n, std::uint64_t alphabet) {
  if (n == 0 || n % 2 != 0 || n > kMaxN)
    throw Error("Comparison", "--n",
                "two halves are compared: give an even total length from 2 to 2^40, not " +
                    std::to_string(n));
  if (alphabet < 2 || alphabet > kMaxAlphabet)
    throw Error("Comparison", "--alphabet",
                "an alphabet needs at least 2 symbols and at most 2^20; with one symbol all "
                "strings are equal");
}

/// For each position whether it belongs to part A.
std::vector<bool> part_a(const std::string& partition, std::uint64_t n) {
  std::vector<bool> in_a(n);
  const auto refused = [](const std::string& problem) {
    return Error("Comparison", "--partition",
                 problem +
                     "; use halves, odd-even, random:SEED or a word with n/2 letters A and "
                     "n/2 letters B");
  };
  const std::string random_prefix = "random:";
  if (partition == "odd-even") {
    for (std::uint64_t i = 0; i < n; i += 2) in_a[i] = true;  // positions 1, 3, .. from 1
  } else if (partition.starts_with(random_prefix)) {
    const Integer seed = parse_integer(partition.substr(random_prefix.size()), "--partition");
    if (seed < 0 || seed >= Integer(1) << 64)
      throw refused("a seed is a whole number from 0 to 2^64 - 1");
    // Each position joins A with the share of A among the places left: every balanced partition
    // is equally likely.
    Random random(seed.convert_to<std::uint64_t>(), 0);
    std::uint64_t wanted = n / 2;
    for (std::uint64_t i = 0; i < n; ++i) {
      in_a[i] = random.below(n - i) < wanted;
      if (in_a[i]) --wanted;
    }
  } else {
    if (partition.size() != n || partition.find_first_not_of("AB") != std::string::npos)
      throw refused("'" + partition.substr(0, 40) + "' is no partition of " + std::to_string(n) +
                    " positions");
    for (std::uint64_t i = 0; i < n; ++i) in_a[i] = partition[i] == 'A';
    const auto count = static_cast<std::uint64_t>(std::count(in_a.begin(), in_a.end(), true));
    if (count != n / 2)
      throw refused("the partition is not balanced: part A has " + std::to_string(count) + " of " +
                    std::to_string(n) + " positions");
  }
  return in_a;
}

std::vector<Comparison::Match> match(const std::vector<bool>& in_a) {
  std::vector<std::uint64_t> a;
  std::vector<std::uint64_t> b;
  for (std::uint64_t i = 0; i < in_a.size(); ++i) (in_a[i] ? a : b).push_back(i);
  std::vector<Comparison::Match> runs;
  for (std::size_t t = 0; t < a.size(); ++t) {
    if (!runs.empty()) {
      Comparison::Match& last = runs.back();
      if (last.a + last.count == a[t] && last.b + last.count == b[t]) {
        ++last.count;
        continue;
      }
    }
    runs.push_back({a[t], b[t], 1});
  }
  return runs;
}

/// Visits the matched positions (a, b) by increasing t.
template <class Visit>
void each_pair(const std::vector<Comparison::Match>& matches, const Visit& visit) {
  for (const Comparison::Match& run : matches)
    for (std::uint64_t t = 0; t < run.count; ++t) visit(run.a + t, run.b + t);
}

/// Another symbol whose binary code differs from that of `symbol` in one digit. There is one:
/// clearing a digit stays in the alphabet, and 0 becomes 1.
std::uint64_t one_digit_away(std::uint64_t symbol, std::uint64_t alphabet, Random& random) {
  for (;;) {
    const std::uint64_t other = symbol ^ (std::uint64_t{1} << random.below(ceil_log2(alphabet)));
    if (other < alphabet) return other;
  }
}

/// The first, last, middle or a random one of `count` places.
std::uint64_t place_at_the_ends(std::uint64_t count, Random& random) {
  const std::uint64_t places[] = {0, count - 1, count / 2, random.below(count)};
  return places[random.below(4)];
}

}  // namespace

Comparison::Comparison(std::uint64_t n, std::uint64_t alphabet, Relation relation)
    : n_(n), alphabet_(alphabet), relation_(relation) {
  check_sizes(n, alphabet);
  if (relation == Relation::meet && alphabet != 2)
    throw Error("Comparison", "--alphabet", "disjointness is about bits: use --alphabet 2");
  matches_ = {{0, n / 2, n / 2}};
}

Comparison::Comparison(std::uint64_t n, std::uint64_t alphabet, const std::string& partition)
    : n_(n), alphabet_(alphabet), relation_(Relation::equal), partition_(partition) {
  check_sizes(n, alphabet);
  if (partition == "halves") {
    matches_ = {{0, n / 2, n / 2}};
    return;
  }
  if (n > kMaxPartitioned)
    throw Error("Comparison", "--n",
                "beyond 2^24 positions the only partition that fits in memory is --partition "
                "halves");
  matches_ = match(part_a(partition, n));
}

Input Comparison::input(const std::vector<std::uint64_t>& symbols) const {
  Input input;
  input.reserve(symbols.size());
  for (const std::uint64_t s : symbols) input.push_back({kSymbol, s});
  return input;
}

std::string Comparison::id() const {
  if (!partition_.empty()) return "permuted-equality";
  switch (relation_) {
    case Relation::equal:
      return "equality";
    case Relation::unequal:
      return "inequality";
    case Relation::meet:
      break;
  }
  return "disjointness";
}

nlohmann::ordered_json Comparison::parameters() const {
  nlohmann::ordered_json parameters{{"n", n_}, {"alphabet", alphabet_}};
  if (!partition_.empty()) parameters["partition"] = partition_;
  return parameters;
}

Answer Comparison::reference(const Input& input) const {
  if (input.size() != n_)
    throw Error(
        "Comparison::reference", "input",
        "an input is " + std::to_string(n_) + " symbols, not " + std::to_string(input.size()));
  for (const Token& token : input)
    if (token.kind != kSymbol || token.value >= alphabet_)
      throw Error("Comparison::reference", "input", "a symbol lies outside the alphabet");
  bool all_equal = true;
  bool both_one = false;
  each_pair(matches_, [&](std::uint64_t a, std::uint64_t b) {
    all_equal = all_equal && input[a].value == input[b].value;
    both_one = both_one || (input[a].value == 1 && input[b].value == 1);
  });
  switch (relation_) {
    case Relation::equal:
      return {all_equal};
    case Relation::unequal:
      return {!all_equal};
    case Relation::meet:
      break;
  }
  return {both_one};
}

std::optional<Integer> Comparison::domain_size() const {
  if (n_ > kMostDomainBits / ceil_log2(alphabet_)) return std::nullopt;
  return power(Integer(alphabet_), static_cast<unsigned>(n_));
}

Frame Comparison::frame(std::uint64_t index) const {
  if (index != 0) throw Error("Comparison::frame", "index", "there is one frame, number 0");
  Frame frame;
  frame.values = alphabet_;
  frame.pattern.assign(n_, Token{kSymbol, 0});
  frame.content.resize(n_);
  for (std::size_t i = 0; i < n_; ++i) frame.content[i] = i;
  return frame;
}

std::vector<DigitRule> Comparison::digit_rules(std::uint64_t) const {
  // The sum counts the matched pairs in the relation. Where the tables would not fit in memory the
  // rule is not written down.
  if (alphabet_ * alphabet_ > kMostTableEntries / matches_.size()) return {};
  std::vector<std::int64_t> table(alphabet_ * alphabet_, relation_ == Relation::meet ? 0 : 1);
  if (relation_ == Relation::meet)
    table[1 + alphabet_ * 1] = 1;
  else
    for (std::uint64_t s = 0; s < alphabet_; ++s) table[s + alphabet_ * s] = 0;
  DigitRule rule;
  rule.negated = relation_ == Relation::equal;
  for (const Match& run : matches_)
    rule.features.push_back({run.count, {{run.a, 1}, {run.b, 1}}, table});
  return {std::move(rule)};
}

Input Comparison::sample(const std::string& sampler, Random& random) const {
  if (std::ranges::count(samplers(), sampler) == 0)
    throw Error("Comparison::sample", "--sampler",
                "there is no sampler '" + sampler + "'; use eq-random, eq-one or adversarial");
  const bool adversarial = sampler == "adversarial";
  std::vector<std::uint64_t> symbols(n_);
  const std::uint64_t pairs = n_ / 2;

  if (adversarial && relation_ == Relation::meet) {
    // Every pair has exactly one 1: all in the first part, all in the second, or mixed.
    const std::uint64_t mix = random.below(3);
    const std::uint64_t meeting = random.coin() ? place_at_the_ends(pairs, random) : pairs;
    std::uint64_t t = 0;
    each_pair(matches_, [&](std::uint64_t a, std::uint64_t b) {
      const bool first = mix == 2 ? random.coin() : mix == 1;
      symbols[a] = first || t == meeting ? 1 : 0;
      symbols[b] = !first || t == meeting ? 1 : 0;
      ++t;
    });
    return input(symbols);
  }

  // Equal parts: of fresh symbols, or (sometimes, for an adversary) of one symbol throughout.
  const bool constant = adversarial && random.coin();
  const std::uint64_t symbol = random.below(alphabet_);
  const bool fresh = sampler == "eq-random" && random.coin();
  each_pair(matches_, [&](std::uint64_t a, std::uint64_t b) {
    symbols[a] = constant ? symbol : random.below(alphabet_);
    symbols[b] = fresh ? random.below(alphabet_) : symbols[a];
  });

  std::vector<std::uint64_t> changed;
  if (sampler == "eq-one") changed = {random.below(pairs)};
  if (adversarial)
    for (std::uint64_t left = random.below(3); left > 0; --left)
      changed.push_back(place_at_the_ends(pairs, random));
  std::uint64_t t = 0;
  each_pair(matches_, [&](std::uint64_t a, std::uint64_t b) {
    if (std::ranges::count(changed, t++) == 0) return;
    const std::uint64_t position = adversarial && random.coin() ? a : b;
    symbols[position] = adversarial
                            ? one_digit_away(symbols[position], alphabet_, random)
                            : (symbols[position] + 1 + random.below(alphabet_ - 1)) % alphabet_;
  });
  return input(symbols);
}

std::vector<Input> Comparison::simpler(const Input& input) const {
  // In the order a_0, b_0, a_1, b_1, ..: blocks of two are matched pairs, which stay in the
  // relation or out of it together.
  std::vector<std::vector<std::size_t>> positions;
  each_pair(matches_, [&](std::uint64_t a, std::uint64_t b) {
    positions.push_back({a});
    positions.push_back({b});
  });
  return zeroed(input, positions);
}

std::vector<std::string> Comparison::run_arguments(const Input& input) const {
  std::string symbols;
  for (const Token& token : input)
    symbols += (symbols.empty() ? "" : ",") + std::to_string(token.value);
  std::vector<std::string> words{
      id(),  "--symbols",       symbols, "--alphabet", std::to_string(alphabet_),
      "--n", std::to_string(n_)};
  if (!partition_.empty()) {
    words.push_back("--partition");
    words.push_back(partition_);
  }
  return words;
}

nlohmann::ordered_json Comparison::show(const Input& input) const {
  std::vector<std::uint64_t> symbols;
  for (const Token& token : input) symbols.push_back(token.value);
  return {{"symbols", symbols}};
}

}  // namespace separatrix
