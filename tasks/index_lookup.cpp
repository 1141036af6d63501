#include "tasks/index_lookup.hpp"

#include <algorithm>

#include "numerics/error.hpp"
#include "tasks/digits.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kMaxN = std::uint64_t{1} << 40;
constexpr std::uint64_t kMaxAlphabet = std::uint64_t{1} << 20;

}  // namespace

IndexLookup::IndexLookup(std::uint64_t n, std::uint64_t alphabet, bool all_lengths, Query query)
    : n_(n), alphabet_(alphabet), all_lengths_(all_lengths), query_(query) {
  if (n == 0 || n > kMaxN)
    throw Error("IndexLookup", "--n", "index lookup needs a length from 1 to 2^40");
  if (alphabet < 2 || alphabet > kMaxAlphabet)
    throw Error("IndexLookup", "--alphabet",
                "an alphabet needs at least 2 symbols and at most 2^20; with one symbol there is "
                "nothing to look up");
  digits_ = ceil_log2(alphabet);
}

Input IndexLookup::input(const std::vector<std::uint64_t>& symbols, std::uint64_t position) const {
  Input input;
  input.reserve(symbols.size() + 1);
  for (const std::uint64_t s : symbols) input.push_back({kSymbol, s});
  input.insert(input.begin() + static_cast<std::ptrdiff_t>(query_place(symbols.size() + 1)),
               Token{kIndex, position});
  return input;
}

nlohmann::ordered_json IndexLookup::parameters() const {
  nlohmann::ordered_json parameters{
      {"n", n_}, {"alphabet", alphabet_}, {"lengths", all_lengths_ ? "all" : "n"}};
  if (query_ == Query::first) parameters["query"] = "first";
  return parameters;
}

std::vector<TokenKind> IndexLookup::vocabulary() const {
  return {{"symbol", alphabet_}, {"index", n_}};
}

Answer IndexLookup::reference(const Input& input) const {
  const std::size_t length = input.size() - 1;
  const std::size_t asks = query_place(input.size());
  if (input.size() < 2 || length > n_ || (!all_lengths_ && length != n_) ||
      input[asks].kind != kIndex || input[asks].value >= length)
    throw Error("IndexLookup::reference", "input",
                std::string("an input is n symbols (or fewer, if all lengths are asked for) and ") +
                    (query_ == Query::last ? "then" : "before them") + " a position within them");
  const std::size_t first = first_symbol();
  for (std::size_t i = 0; i < length; ++i)
    if (input[first + i].kind != kSymbol || input[first + i].value >= alphabet_)
      throw Error("IndexLookup::reference", "input", "a symbol lies outside the alphabet");
  return binary_digits(input[first + input[asks].value].value, digits_);
}

std::optional<Integer> IndexLookup::domain_size() const {
  if (n_ > kMostDomainBits / digits_) return std::nullopt;
  const Integer a(alphabet_);
  const Integer longest = power(a, static_cast<unsigned>(n_));
  if (!all_lengths_) return longest * n_;
  // sum over L <= n of L a^L, every position of every string:
  // a (1 - (n+1) a^n + n a^(n+1)) / (a-1)^2.
  return a * (1 - longest * (n_ + 1) + longest * a * n_) / ((a - 1) * (a - 1));
}

std::uint64_t IndexLookup::frames() const {
  if (!all_lengths_) return n_;
  const Integer count = Integer(n_) * (n_ + 1) / 2;
  return count > kManyFrames ? kManyFrames : count.convert_to<std::uint64_t>();
}

IndexLookup::Place IndexLookup::place(std::uint64_t frame_index) const {
  if (!all_lengths_) return {n_, frame_index};
  std::uint64_t length = 1;
  while (frame_index >= length) frame_index -= length++;
  return {length, frame_index};
}

std::vector<DigitRule> IndexLookup::digit_rules(std::uint64_t frame_index) const {
  // Digit d is digit d of the symbol asked for.
  std::vector<DigitRule> rules(digits_);
  for (unsigned d = 0; d < digits_; ++d) {
    FeatureRun digit{1, {{first_symbol() + place(frame_index).position, 1}}, {}};
    for (std::uint64_t s = 0; s < alphabet_; ++s)
      digit.table.push_back(static_cast<std::int64_t>((s >> (digits_ - 1 - d)) & 1));
    rules[d].features.push_back(std::move(digit));
  }
  return rules;
}

Frame IndexLookup::frame(std::uint64_t index) const {
  const auto [length, position] = place(index);
  Frame frame;
  frame.values = alphabet_;
  frame.pattern = input(std::vector<std::uint64_t>(length), position);
  frame.content.resize(length);
  for (std::size_t i = 0; i < length; ++i) frame.content[i] = first_symbol() + i;
  return frame;
}

Input IndexLookup::sample(const std::string& sampler, Random& random) const {
  if (sampler == "paper") return sample_paper(random);
  if (sampler == "adversarial") return sample_adversarial(random);
  throw Error("IndexLookup::sample", "--sampler",
              "there is no sampler '" + sampler + "'; use paper or adversarial");
}

Input IndexLookup::sample_paper(Random& random) const {
  const std::uint64_t shortest = std::min<std::uint64_t>(10, n_);
  const std::uint64_t length = all_lengths_ ? shortest + random.below(n_ - shortest + 1) : n_;
  std::vector<std::uint64_t> symbols(length);
  for (auto& s : symbols) s = random.below(alphabet_);
  return input(symbols, random.below(length));
}

Input IndexLookup::sample_adversarial(Random& random) const {
  const std::uint64_t length = !all_lengths_ || random.coin() ? n_ : 1 + random.below(n_);
  const std::uint64_t positions[] = {0, length - 1, length / 2, random.below(length)};
  const std::uint64_t position = positions[random.below(4)];
  // The symbol whose code differs in every digit, or in as many as the alphabet allows.
  const std::uint64_t target = random.below(alphabet_);
  const std::uint64_t complement = ~target & ((std::uint64_t{1} << digits_) - 1);
  const std::uint64_t other = complement < alphabet_ ? complement : (target == 0 ? 1 : 0);
  std::vector<std::uint64_t> symbols(length, other);
  if (random.coin())  // one distractor against a background of targets
    for (auto& s : symbols) s = target;
  symbols[random.below(length)] = other;
  symbols[position] = target;
  return input(symbols, position);
}

std::vector<Input> IndexLookup::simpler(const Input& input) const {
  std::vector<Input> candidates;
  const std::size_t length = input.size() - 1;
  const std::size_t first = first_symbol();
  const std::uint64_t position = input[query_place(input.size())].value;
  if (all_lengths_) {
    for (std::size_t drop = 0; drop < length; ++drop) {
      if (drop == position) continue;
      Input shorter = input;
      shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(first + drop));
      if (drop < position) --shorter[query_place(shorter.size())].value;
      candidates.push_back(std::move(shorter));
    }
  }
  for (std::size_t i = first; i < first + length; ++i) {
    if (input[i].value == 0) continue;
    Input zeroed = input;
    zeroed[i].value = 0;
    candidates.push_back(std::move(zeroed));
  }
  return candidates;
}

std::vector<std::string> IndexLookup::run_arguments(const Input& input) const {
  std::string symbols;
  for (std::size_t i = 0; i + 1 < input.size(); ++i)
    symbols += (i ? "," : "") + std::to_string(input[first_symbol() + i].value);
  return {id(),
          "--symbols",
          symbols,
          "--query",
          std::to_string(input[query_place(input.size())].value + 1),
          "--alphabet",
          std::to_string(alphabet_),
          "--n",
          std::to_string(n_)};
}

nlohmann::ordered_json IndexLookup::show(const Input& input) const {
  std::vector<std::uint64_t> symbols;
  for (std::size_t i = 0; i + 1 < input.size(); ++i)
    symbols.push_back(input[first_symbol() + i].value);
  return {{"symbols", symbols}, {"query", input[query_place(input.size())].value + 1}};
}

}  // namespace separatrix
