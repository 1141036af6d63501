#include "bounds/communication/interchangeable.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "numerics/error.hpp"

namespace separatrix {

bool interchangeable(const FunctionTable& f, std::size_t i, std::size_t j) {
  const auto& alphabets = f.alphabets();
  if (i >= alphabets.size() || j >= alphabets.size())
    throw Error("interchangeable", "positions",
                "there are " + std::to_string(alphabets.size()) + "; give two below that");
  if (alphabets[i] != alphabets[j]) return false;
  if (i == j) return true;
  if (i > j) std::swap(i, j);
  // An entry's number is (before, a, between, b, after), a and b the symbols at i and at j.
  const std::uint64_t symbols = alphabets[i];
  std::uint64_t low = 1;  // entries with one b
  for (std::size_t t = j + 1; t < alphabets.size(); ++t) low *= alphabets[t];
  std::uint64_t high = low * symbols;  // entries with one a
  for (std::size_t t = i + 1; t < j; ++t) high *= alphabets[t];
  for (std::uint64_t before = 0; before < f.entries(); before += high * symbols)
    for (std::uint64_t a = 0; a < symbols; ++a)
      for (std::uint64_t between = 0; between < high; between += low * symbols)
        for (std::uint64_t b = a + 1; b < symbols; ++b) {
          const std::uint64_t here = before + a * high + between + b * low;
          const std::uint64_t there = before + b * high + between + a * low;
          for (std::uint64_t after = 0; after < low; ++after)
            if (f.answer(here + after) != f.answer(there + after)) return false;
        }
  return true;
}

std::optional<std::vector<std::vector<std::size_t>>> interchangeable_positions(
    const FunctionTable& f, Work& work) {
  std::vector<std::vector<std::size_t>> classes;
  work.begin("positions compared", f.alphabets().size());
  for (std::size_t j = 0; j < f.alphabets().size(); ++j) {
    bool placed = false;
    for (auto& members : classes) {
      if (work.stopped()) return std::nullopt;
      // One of a class stands for all of it.
      if (!placed && interchangeable(f, members.front(), j)) {
        members.push_back(j);
        placed = true;
      }
    }
    if (!placed) classes.push_back({j});
    work.advance(1);
  }
  return classes;
}

}  // namespace separatrix
