#include "bounds/known_complexity.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "bounds/communication/conventions.hpp"
#include "bounds/known_rules.hpp"
#include "tasks/dyck.hpp"

namespace separatrix {
namespace known_rules {

std::uint64_t bits_for(const Integer& count) {
  return count == 1 ? 0 : mpz_sizeinbase(Integer(count - 1).backend().data(), 2);
}

std::optional<DyckShape> dyck_shape(const TaskRequest& task) {
  if (!task.id.starts_with("dyck:")) return std::nullopt;
  constexpr std::uint64_t kAnyLength = 2;  // the name alone is read
  const auto dyck = make_dyck(task.id, kAnyLength, false);
  return DyckShape{dyck->types(), dyck->depth()};
}

}  // namespace known_rules

namespace {

constexpr std::uint64_t kMostSize = std::uint64_t{1} << 40;

struct Shape {
  std::uint64_t tokens;
  std::uint64_t symbols;
  unsigned digits = 1;
};

bool is_one_of(const std::string& id, std::initializer_list<const char*> ids) {
  return std::ranges::find(ids, id) != ids.end();
}

/// Is the partition of permuted-equality one of n positions into two parts of equal size?
bool balanced(const std::string& partition, std::uint64_t n) {
  if (partition == "halves" || partition == "odd-even") return true;
  const std::string random = "random:";
  if (partition.starts_with(random)) {
    const Integer seed = parse_integer(partition.substr(random.size()), "--partition");
    return seed >= 0 && seed < power(2, 64);
  }
  return partition.size() == n && partition.find_first_not_of("AB") == std::string::npos &&
         static_cast<std::uint64_t>(std::ranges::count(partition, 'A')) == n / 2;
}

std::optional<Shape> recall_shape(const TaskRequest& task) {
  const bool many = task.id == "mqar";
  if (many && task.n % 2 != 0) return std::nullopt;
  const std::uint64_t keys = many ? task.n / 2 : task.n;
  const std::uint64_t alphabet =
      task.alphabet > 0 ? task.alphabet : std::max<std::uint64_t>(2, std::bit_ceil(keys));
  if (alphabet < std::max<std::uint64_t>(2, keys)) return std::nullopt;
  return Shape{many ? 2 * task.n - 1 : 2 * task.n + 1, alphabet};
}

/// Tokens and answers of the task; nothing if it has no input of this size or no rule.
std::optional<Shape> shape(const TaskRequest& task) {
  const std::uint64_t n = task.n;
  const std::string& id = task.id;
  if (n == 0 || n > kMostSize) return std::nullopt;
  if (is_one_of(id, {"parity", "majority"})) return Shape{n, 2};
  if (is_one_of(id, {"associative-recall", "mqar"})) return recall_shape(task);
  if (id == "nearest-neighbour") {
    if (n < 2 || task.dimension == 0 || task.gamma <= 0 || task.gamma >= 2) return std::nullopt;
    return Shape{2 * n - 1, 0};
  }
  if (const auto language = language_of(task)) return Shape{n, language->letters.size()};
  if (is_one_of(id, {"index", "index-lookup", "index-lookup:query-first"})) {
    if (task.alphabet < 2) return std::nullopt;
    return Shape{n + 1, std::max(n, task.alphabet), ceil_log2(task.alphabet)};
  }
  if (n % 2 != 0) return std::nullopt;
  if (const auto dyck = known_rules::dyck_shape(task)) return Shape{n, 2 * dyck->types};
  if (is_one_of(id, {"greater-than", "inner-product", "interleaved-equality"})) return Shape{n, 2};
  if (id == "disjointness") return task.alphabet == 2 ? std::optional<Shape>({n, 2}) : std::nullopt;
  if (is_one_of(id, {"equality", "inequality", "permuted-equality"}) && task.alphabet >= 2) {
    if (id == "permuted-equality" && !balanced(known_rules::partition_of(task), n))
      return std::nullopt;
    return Shape{n, task.alphabet};
  }
  return std::nullopt;
}

}  // namespace

std::optional<KnownComplexity> known_complexity(const TaskRequest& task, Protocol protocol) {
  const std::optional<Shape> input = shape(task);
  if (!input) return std::nullopt;
  const bool one_way = protocol == Protocol::one_way;
  std::optional<known_rules::Rule> rule =
      one_way ? known_rules::one_way_rule(task) : known_rules::two_way_rule(task);
  if (!rule) return std::nullopt;
  return KnownComplexity{std::move(rule->lower_bits),
                         std::move(rule->upper_bits),
                         one_way ? conventions::kFromPrefix : conventions::kBothKnow,
                         std::move(rule->partition),
                         std::move(rule->method),
                         std::move(rule->theorem),
                         input->tokens,
                         input->symbols,
                         input->digits};
}

}  // namespace separatrix
