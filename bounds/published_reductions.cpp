#include "bounds/published_reductions.hpp"

#include <string>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

void require_equal_lengths(const char* function, const std::vector<bool>& a,
                           const std::vector<bool>& b) {
  if (a.size() != b.size())
    throw Error(function, "b", "the two sets are given by as many bits each");
}

std::vector<bool> bits_of(std::uint64_t number, std::size_t k) {
  std::vector<bool> bits(k);
  for (std::size_t i = 0; i < k; ++i) bits[i] = (number >> i & 1U) != 0;
  return bits;
}

bool averaging_agrees(std::uint64_t a, std::uint64_t b, std::size_t k) {
  const std::int64_t sum = chosen_sum(averaging_input(bits_of(a, k), bits_of(b, k)));
  const auto least = -static_cast<std::int64_t>(k);
  return (a & b) == 0 ? sum == least : sum >= least + 2;
}

/// Both numbers of tokens, four moduli.
ReductionRun match3_run(std::uint64_t a, std::uint64_t b, std::size_t k) {
  ReductionRun run;
  for (const std::size_t n : {2 * k + 1, 2 * k + 2})
    for (std::uint64_t modulus = n + 1; modulus <= n + 4; ++modulus) {
      const auto tokens = match3_input(bits_of(a, k), bits_of(b, k), n, modulus);
      ++run.inputs;
      if (match3_at_last(tokens, modulus) != ((a & b) != 0)) ++run.failures;
    }
  return run;
}

ReductionRun induction_run(std::uint64_t word, std::size_t k) {
  ReductionRun run;
  for (std::size_t i = 0; i < k; ++i) {
    ++run.inputs;
    if (induction_answer(induction_input(bits_of(word, k), i)) != (word >> i & 1U)) ++run.failures;
  }
  return run;
}

/// All functions on k elements.
ReductionRun composition_runs(std::size_t k) {
  ReductionRun run;
  std::vector<std::size_t> f(k, 0);
  for (bool more = true; more;) {
    for (std::size_t i = 0; i < k; ++i) {
      ++run.inputs;
      if (composition_answer(composition_input(f, i)) != f[i]) ++run.failures;
    }
    std::size_t digit = 0;
    while (digit < k && ++f[digit] == k) f[digit++] = 0;
    more = digit < k;
  }
  return run;
}

}  // namespace

AveragingInput averaging_input(const std::vector<bool>& a, const std::vector<bool>& b) {
  require_equal_lengths("averaging_input", a, b);
  AveragingInput input;
  for (std::size_t i = 0; i < a.size(); ++i) {
    input.numbers.push_back(-1);
    input.numbers.push_back(a[i] ? 1 : -1);
    input.chosen.push_back(2 * i + (b[i] ? 1 : 0));
  }
  return input;
}

std::int64_t chosen_sum(const AveragingInput& input) {
  std::int64_t sum = 0;
  for (const std::size_t position : input.chosen) sum += input.numbers.at(position);
  return sum;
}

std::vector<std::uint64_t> match3_input(const std::vector<bool>& a, const std::vector<bool>& b,
                                        std::size_t n, std::uint64_t modulus) {
  require_equal_lengths("match3_input", a, b);
  if (n < 3 || n < 2 * a.size() + 1)
    throw Error("match3_input", "n", "needs a token for each bit and the one that asks");
  if (modulus <= n) throw Error("match3_input", "modulus", "must exceed the number of tokens");
  const std::uint64_t asking = 1;
  std::vector<std::uint64_t> tokens;
  std::uint64_t u = 0;
  for (std::size_t i = 0; i < a.size(); ++u) {
    const std::uint64_t v = modulus - 1 - u;  // u + v + 1 = 0
    if (u == asking || v == asking || u == v) continue;
    tokens.push_back(a[i] ? u : asking);
    tokens.push_back(b[i] ? v : asking);
    ++i;
  }
  tokens.resize(n, asking);
  return tokens;
}

bool match3_at_last(const std::vector<std::uint64_t>& tokens, std::uint64_t modulus) {
  for (const std::uint64_t y : tokens)
    for (const std::uint64_t z : tokens)
      if ((tokens.back() + y + z) % modulus == 0) return true;
  return false;
}

std::vector<unsigned> induction_input(const std::vector<bool>& word, std::size_t position) {
  if (position >= word.size())
    throw Error("induction_input", "position", "the word has no such position");
  constexpr unsigned marker = 2;
  std::vector<unsigned> tokens;
  for (std::size_t i = 0; i < word.size(); ++i) {
    tokens.push_back(i == position ? marker : 0);
    tokens.push_back(word[i] ? 1 : 0);
  }
  tokens.push_back(marker);
  return tokens;
}

unsigned induction_answer(const std::vector<unsigned>& tokens) {
  for (std::size_t i = tokens.size(); i-- > 1;)
    if (tokens[i - 1] == tokens.back()) {
      if (i == tokens.size()) continue;  // the last token itself
      return tokens[i];
    }
  throw Error("induction_answer", "tokens", "the last token did not occur before");
}

std::vector<std::size_t> composition_input(const std::vector<std::size_t>& word,
                                           std::size_t position) {
  if (position >= word.size())
    throw Error("composition_input", "position", "the word has no such position");
  std::vector<std::size_t> tokens = word;
  tokens.push_back(position);
  tokens.resize(2 * word.size() + 1, 0);
  return tokens;
}

std::size_t composition_answer(const std::vector<std::size_t>& tokens) {
  const std::size_t k = tokens.size() / 2;
  return tokens.at(tokens.at(k + tokens.back()));
}

ReductionRun run_reduction(std::string_view id, std::size_t k) {
  if (k < 1 || k > (id == "B4" ? 6U : 8U))
    throw Error("run_reduction", "k", "give 1 to 8 bits, or for B4 to 6 elements");
  if (id == "B4") return composition_runs(k);
  ReductionRun run;
  const auto add = [&](const ReductionRun& part) {
    run.inputs += part.inputs;
    run.failures += part.failures;
  };
  const std::uint64_t words = std::uint64_t{1} << k;
  for (std::uint64_t a = 0; a < words; ++a) {
    if (id == "B3") {
      add(induction_run(a, k));
      continue;
    }
    for (std::uint64_t b = 0; b < words; ++b) {
      if (id == "B1")
        add({1, averaging_agrees(a, b, k) ? 0U : 1U});
      else if (id == "B2")
        add(match3_run(a, b, k));
      else
        throw Error("run_reduction", "id",
                    "there is no reduction for '" + std::string(id) + "'; choose B1 to B4");
    }
  }
  return run;
}

}  // namespace separatrix
