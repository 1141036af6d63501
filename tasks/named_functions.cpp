#include "tasks/named_functions.hpp"

#include <algorithm>
#include <bit>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// An input as a number of n bits, x_1 the most significant one.
struct Bits {
  std::uint64_t number;
  unsigned n;

  std::uint64_t first_half() const { return number >> n / 2; }
  std::uint64_t second_half() const { return number & ((std::uint64_t{1} << n / 2) - 1); }
};

bool greater_than(const Bits& x) { return x.first_half() > x.second_half(); }

bool inner_product(const Bits& x) {
  return std::popcount(x.first_half() & x.second_half()) % 2 == 1;
}

bool parity(const Bits& x) { return std::popcount(x.number) % 2 == 1; }

bool majority(const Bits& x) { return 2 * std::popcount(x.number) > static_cast<int>(x.n); }

bool interleaved_equality(const Bits& x) {
  for (unsigned i = 0; i < x.n; i += 2)
    if ((x.number >> i & 1U) != (x.number >> (i + 1) & 1U)) return false;
  return true;
}

struct Definition {
  const char* id;
  const char* title;
  bool even;  // n has to be
  bool (*value)(const Bits&);
};

constexpr Definition kDefinitions[] = {
    {"greater-than", "numbers x, y of n/2 bits: answer [x > y]", true, greater_than},
    {"inner-product", "bits x, y: answer sum of x_i y_i modulo 2", true, inner_product},
    {"parity", "bits x: answer the sum of x_i modulo 2", false, parity},
    {"majority", "bits x: answer [more than n/2 ones]", false, majority},
    {"interleaved-equality", "bits x_1 y_1 x_2 y_2 ..: answer [x = y]", true, interleaved_equality},
};

const Definition* find(const std::string& id) {
  const auto* const place = std::ranges::find(kDefinitions, id, &Definition::id);
  return place == std::end(kDefinitions) ? nullptr : place;
}

}  // namespace

std::vector<NamedFunction> named_functions() {
  std::vector<NamedFunction> list;
  for (const Definition& function : kDefinitions) list.push_back({function.id, function.title});
  return list;
}

bool is_named_function(const std::string& id) { return find(id) != nullptr; }

BooleanFunction named_function(const std::string& id, std::uint64_t n) {
  const Definition* const function = find(id);
  if (function == nullptr)
    throw Error("named_function", "TASK", "there is no function '" + id + "'");
  if (n == 0 || n > BooleanFunction::kMostVariables)
    throw Error("named_function", "--n",
                id + " is for 1 to 24 bits in all, not " + std::to_string(n));
  if (function->even && n % 2 != 0)
    throw Error("named_function", "--n",
                id + " needs an even number of bits in all, as many for each player, not " +
                    std::to_string(n));
  std::vector<bool> table(std::uint64_t{1} << n);
  for (std::uint64_t x = 0; x < table.size(); ++x)
    table[x] = function->value({x, static_cast<unsigned>(n)});
  return {id, n, std::move(table)};
}

}  // namespace separatrix
