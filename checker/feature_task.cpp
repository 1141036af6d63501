#include "feature_task.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>

#include "philox.hpp"
#include "tasks.hpp"

namespace checker {

namespace {

constexpr std::uint64_t kMostListed = std::uint64_t{1} << 20;  // features that are not runs
constexpr std::uint64_t kMostLength = std::uint64_t{1} << 40;
constexpr std::uint64_t kMostDomainBits = std::uint64_t{1} << 14;

using Clause = std::vector<std::int64_t>;  // literals: v or -v, v from 1

LocalRun feature_run(std::uint64_t count, std::vector<Place> places,
                     const std::vector<int>& table) {
  LocalRun run{count, std::move(places), {}};
  for (const int value : table) run.table.push_back(point(value));
  return run;
}

/// Words of a stream one after the other; `below` is uniform: the 2^64 mod bound lowest words are
/// drawn again.
class Stream {
 public:
  Stream(std::uint64_t seed, std::uint64_t stream) : seed_(seed), stream_(stream) {}
  std::uint64_t word() { return philox_word(seed_, stream_, next_++); }
  std::uint64_t below(std::uint64_t bound) {
    const std::uint64_t refused = (0 - bound) % bound;
    for (;;)
      if (const std::uint64_t w = word(); w >= refused) return w % bound;
  }

 private:
  std::uint64_t seed_, stream_, next_ = 0;
};

std::uint64_t number(const std::string& digits, const std::string& what) {
  require(!digits.empty() && digits.size() <= 20 &&
              digits.find_first_not_of("0123456789") == std::string::npos &&
              (digits.size() == 1 || digits[0] != '0'),
          what + ": not a number");
  const mpz_class value(digits, 10);
  require(mpz_sizeinbase(value.get_mpz_t(), 2) <= 64, what + ": not a 64-bit number");
  return value.get_ui();
}

// --- Comparisons ---

std::vector<bool> part_a(const std::string& partition, std::uint64_t n) {
  if (n > kMostListed) throw NotChecked("a partition of more than 2^20 positions");
  std::vector<bool> in_a(n);
  if (partition == "odd-even") {
    for (std::uint64_t i = 0; i < n; i += 2) in_a[i] = true;
  } else if (partition.starts_with("random:")) {
    Stream random(number(partition.substr(7), "partition"), 0);
    std::uint64_t wanted = n / 2;
    for (std::uint64_t i = 0; i < n; ++i)
      if (random.below(n - i) < wanted) {
        in_a[i] = true;
        --wanted;
      }
  } else {
    require(partition.size() == n && partition.find_first_not_of("AB") == std::string::npos,
            "partition: unknown");
    for (std::uint64_t i = 0; i < n; ++i) in_a[i] = partition[i] == 'A';
  }
  require(std::ranges::count(in_a, true) == static_cast<std::ptrdiff_t>(n / 2),
          "partition: not balanced");
  return in_a;
}

/// The t-th position of A and the t-th of B, neighbours of which run in step.
std::vector<LocalRun> matched(const std::string& partition, std::uint64_t n,
                              const std::vector<int>& table) {
  if (partition == "halves") return {feature_run(n / 2, {{0, 1}, {n / 2, 1}}, table)};
  std::vector<std::uint64_t> a, b;
  const std::vector<bool> in_a = part_a(partition, n);
  for (std::uint64_t i = 0; i < n; ++i) (in_a[i] ? a : b).push_back(i);
  std::vector<LocalRun> runs;
  for (std::size_t t = 0, length = 1; t < a.size(); t += length) {
    length = 1;
    while (t + length < a.size() && a[t + length] == a[t] + length &&
           b[t + length] == b[t] + length)
      ++length;
    runs.push_back(feature_run(length, {{a[t], 1}, {b[t], 1}}, table));
  }
  return runs;
}

void comparison(const Task& claim, Fields& stated, FeatureTask& task) {
  const std::uint64_t n = claim.n;
  require(claim.alphabet && *claim.alphabet >= 2, "task.alphabet: missing, or below 2");
  require(stated.count("alphabet") == *claim.alphabet, "certificate.task.alphabet: not the task's");
  require(n >= 2 && n % 2 == 0 && n <= kMostLength, "task.n: no two halves");
  const std::uint64_t s = *claim.alphabet;
  if (s > 256) throw NotChecked("an alphabet of more than 256 symbols");
  const bool meet = task.name == "disjointness";
  require(!meet || s == 2, "task.alphabet: disjointness is about bits");
  std::vector<int> table(s * s, meet ? 0 : 1);
  for (std::uint64_t v = 0; v < s; ++v) table[v * (s + 1)] = meet && v == 1 ? 1 : 0;
  std::string partition = "halves";
  if (task.name == "permuted-equality") {
    partition = claim.name.substr(task.name.size() + 1);
    require(stated.text("partition") == partition, "certificate.task.partition: not the task's");
  }
  task.rule = {s, matched(partition, n, table), 0, task.name != "inequality" && !meet};
  task.tokens = task.varying_end = n;
  task.kinds = {{"symbol", s, 0}};
  if (n <= kMostDomainBits / ceil_log2(mpz_class(s))) task.domain_size = power(mpz_class(s), n);
}

// --- Sparse thresholds, bits counted from 0 ---

struct Formula {
  std::uint64_t variables = 0;
  std::vector<LocalRun> features;
  mpz_class bound = 0;
};

/// A clause as a function of its variables, in increasing order. `all`: it holds if one literal
/// does; otherwise if all do.
LocalRun clause_feature(const Clause& clause, bool one_suffices) {
  std::vector<std::uint64_t> variables;
  for (const std::int64_t literal : clause)
    variables.push_back(static_cast<std::uint64_t>(std::abs(literal)) - 1);
  std::ranges::sort(variables);
  variables.erase(std::ranges::unique(variables).begin(), variables.end());
  LocalRun run{1, {}, {}};
  for (const std::uint64_t v : variables) run.places.push_back({v, 1});
  for (std::size_t c = 0; c < configurations(2, variables.size()); ++c) {
    bool holds = !one_suffices;
    for (const std::int64_t literal : clause) {
      const auto v =
          std::ranges::lower_bound(variables, static_cast<std::uint64_t>(std::abs(literal)) - 1);
      const bool one = (c >> (v - variables.begin()) & 1) != 0;
      const bool meets = one == (literal > 0);
      holds = one_suffices ? holds || meets : holds && meets;
    }
    run.table.push_back(point(holds ? 1 : 0));
  }
  return run;
}

std::vector<Clause> random_clauses(std::uint64_t seed, std::uint64_t n) {
  require(n >= 3, "task.n: three variables are needed");
  if (n > kMostListed) throw NotChecked("more than 2^20 clauses");
  Stream random(seed, n);
  std::vector<Clause> clauses;
  for (std::uint64_t c = 0; c < n; ++c) {
    std::vector<std::uint64_t> chosen;
    while (chosen.size() < 3)
      if (const std::uint64_t v = 1 + random.below(n); std::ranges::count(chosen, v) == 0)
        chosen.push_back(v);
    clauses.emplace_back();
    for (const std::uint64_t v : chosen) {
      const bool negated = random.word() % 2 == 1;
      clauses.back().push_back(negated ? -static_cast<std::int64_t>(v)
                                       : static_cast<std::int64_t>(v));
    }
  }
  return clauses;
}

std::vector<Clause> read_clauses(Fields& stated, std::uint64_t variables) {
  std::vector<Clause> clauses;
  for (const Json& entry : stated.list("clauses")) {
    clauses.emplace_back();
    for (const Json& literal : list(entry, "clauses")) {
      const mpz_class value = integer(literal, "clauses");
      require(value != 0 && abs(value) <= variables, "clauses: no such variable");
      clauses.back().push_back(value.get_si());
    }
  }
  return clauses;
}

Formula clause_formula(const std::vector<Clause>& clauses, std::uint64_t variables, bool all_hold) {
  Formula formula{variables, {}, all_hold ? mpz_class(clauses.size()) - 1 : mpz_class(0)};
  for (const Clause& clause : clauses) formula.features.push_back(clause_feature(clause, all_hold));
  return formula;
}

Formula named_formula(const std::string& name, std::uint64_t n) {
  const auto bits = [&](const mpz_class& bound) {
    return Formula{n, {feature_run(n, {{0, 1}}, {0, 1})}, bound};
  };
  const auto pairs = [&](const std::vector<int>& table, const mpz_class& bound) {
    require(n % 2 == 0, "task.n: no two halves");
    return Formula{n, {feature_run(n / 2, {{0, 1}, {n / 2, 1}}, table)}, bound};
  };
  if (name == "majority") return bits(mpz_class(n / 2));
  if (name == "and") return bits(mpz_class(n) - 1);
  if (name == "or") return bits(0);
  if (name.starts_with("at-least:"))
    return bits(mpz_class(number(name.substr(9), "task.name")) - 1);
  if (name == "equality") return pairs({1, 0, 0, 1}, mpz_class(n / 2) - 1);
  if (name == "disjointness") return pairs({0, 0, 0, 1}, 0);
  if (name.starts_with("random-3cnf:"))
    return clause_formula(random_clauses(number(name.substr(12), "task.name"), n), n, true);
  require(name.starts_with("parity:"), "task.name: no such formula");
  const std::uint64_t k = number(name.substr(7), "task.name");
  require(k >= 1 && k <= 12 && k <= n, "task.name: no such parity");
  std::vector<Place> places;
  for (std::uint64_t v = 0; v < k; ++v) places.push_back({v, 1});
  std::vector<int> table;
  for (std::size_t c = 0; c < std::size_t{1} << k; ++c) table.push_back(std::popcount(c) % 2);
  return {n, {feature_run(1, std::move(places), table)}, 0};
}

void sparse_threshold(const Task& claim, Fields& stated, FeatureTask& task) {
  require(!claim.alphabet, "task.alphabet: the inputs are bits");
  require(claim.n >= 1 && claim.n <= kMostLength, "task.n: no such length");
  const std::string name = claim.name.substr(task.name.size() + 1);
  require(stated.text("formula") == name, "certificate.task.formula: not the task's");
  task.given = name == "cnf" || name == "dnf";
  const std::uint64_t variables = stated.count("variables");
  require(variables <= claim.n, "certificate.task.variables: more than bits");
  Formula formula = task.given
                        ? clause_formula(read_clauses(stated, variables), variables, name == "cnf")
                        : named_formula(name, claim.n);
  require(variables == formula.variables, "certificate.task.variables: not the formula's");
  std::uint64_t features = 0;
  std::size_t width = 0;
  for (LocalRun& run : formula.features) {
    features += run.count;
    width = std::max(width, run.places.size());
    for (Place& place : run.places) ++place.first;  // behind the first token
  }
  require(features <= claim.n && stated.count("features") == features,
          "certificate.task.features: not the formula's");
  require(stated.count("width") == width, "certificate.task.width: not the formula's");
  require(stated.integer("bound") == formula.bound, "certificate.task.bound: not the formula's");
  task.rule = {2, std::move(formula.features), formula.bound, false};
  task.tokens = claim.n + 1;
  task.varying_end = variables + 1;
  task.kinds = {{"bos", 1, 0}, {"bit", 2, 1}};
  if (variables <= kMostDomainBits) task.domain_size = power(2, variables);
}

}  // namespace

FeatureTask feature_task(const Task& claim, const Json& stated) {
  require(claim.lengths == "exact" && !claim.dimension && !claim.gamma && !claim.sides,
          "task: a field that this task does not have");
  Fields fields(stated, "certificate.task");
  require(fields.count("n") == claim.n, "certificate.task.n: not the task's");
  FeatureTask task;
  task.name = claim.name.substr(0, claim.name.find(':'));
  const bool named_part = task.name.size() != claim.name.size();
  if (task.name == "sparse-threshold" && named_part)
    sparse_threshold(claim, fields, task);
  else if (((task.name == "equality" || task.name == "inequality" || task.name == "disjointness") &&
            !named_part) ||
           (task.name == "permuted-equality" && named_part))
    comparison(claim, fields, task);
  else
    throw Rejected("task.name: no threshold of features is known by this name");
  fields.finish();
  return task;
}

}  // namespace checker
