// Faults of closed forms and of hidden sizes: numbers that are off by one or two. The judge
// measures the whole table, or asks about single sizes.
#include <memory>

#include "bound_faults.hpp"
#include "bounds/communication/deterministic.hpp"
#include "bounds/communication/partition.hpp"
#include "bounds/communication/problem.hpp"
#include "bounds/hidden_size.hpp"
#include "bounds/known_complexity.hpp"
#include "constructions/residual.hpp"
#include "tasks/catalogue.hpp"

namespace separatrix::soundness {
namespace {

TaskRequest request(const std::string& id, std::uint64_t n) {
  TaskRequest task;
  task.id = id;
  task.n = n;
  task.alphabet = 2;
  return task;
}

/// "The smallest recurrent model has so many bits", by closed form, off by a few, against the
/// residual functions of the whole table.
BoundFault faulty_one_way(Random& random) {
  const char* const ids[] = {"equality",     "inequality",    "disjointness",
                             "greater-than", "inner-product", "interleaved-equality",
                             "parity",       "majority",      "index-lookup",
                             "dyck:2:2",     "dyck:1:3",      "permuted-equality"};
  const TaskRequest task = request(ids[random.below(12)], 2 + 2 * random.below(3));
  const Integer known = known_complexity(task, Protocol::one_way)->lower_bits;
  const Integer stated = known + (random.coin() ? 1 : -1) * Integer(1 + random.below(2));
  Work work;
  const unsigned measured = state_bits(residual_states(*make_task(task), work)->automaton);
  return {"the number of bits",
          task.id + " of " + std::to_string(task.n) + ": " + stated.str() + " for " + known.str(),
          false, Integer(measured) == stated};
}

/// "D bits both ways", by closed form, off by a few, against the best protocol for the whole
/// matrix.
BoundFault faulty_two_way(Random& random) {
  struct Case {
    const char* id;
    std::uint64_t n;
    const char* partition;
  };
  const Case cases[] = {{"equality", 4, "halves"},
                        {"equality", 6, "halves"},
                        {"inequality", 4, "halves"},
                        {"disjointness", 4, "halves"},
                        {"disjointness", 6, "halves"},
                        {"greater-than", 6, "halves"},
                        {"inner-product", 6, "halves"},
                        {"permuted-equality", 6, "odd-even"},
                        {"interleaved-equality", 6, "odd-even"}};
  const Case& chosen = cases[random.below(9)];
  const TaskRequest task = request(chosen.id, chosen.n);
  const auto known = known_complexity(task, Protocol::two_way);
  const Integer stated =
      known->lower_bits + (random.coin() ? 1 : -1) * Integer(1 + random.below(2));
  Work work;
  const std::unique_ptr<Task> built = make_task(task);
  FunctionTable table(std::vector<std::size_t>(chosen.n, 2), 1);
  for (std::uint64_t entry = 0; entry < table.entries(); ++entry) {
    Input input;
    for (std::uint64_t i = 0; i < chosen.n; ++i)
      input.push_back({0, entry >> (chosen.n - 1 - i) & 1});
    table.set(entry, built->reference(input)[0] ? 1 : 0);
  }
  const Split split = parse_partition(chosen.partition, chosen.n).split;
  const ProblemMatrix problem = *problem_matrix(table, split, work);
  const unsigned exact = *exact_communication(problem.digits[0], Knower::both, work);
  return {"the number of bits",
          task.id + " of " + std::to_string(task.n) + ": " + stated.str() + " for " +
              known->lower_bits.str(),
          false, Integer(exact) == stated};
}

/// "The least width is m", off by one, against what is said of the widths m and m - 1 alone.
BoundFault faulty_width(Random& random) {
  using Model = ModelSize::Model;
  const bool recurrent = random.coin();
  const ProtocolCount counts[] = {ProtocolCount::claimed, ProtocolCount::counted,
                                  ProtocolCount::improved};
  const ProtocolCount count = counts[random.below(3)];
  const std::uint64_t n = 64 + 2 * random.below(4000), p = 1 + random.below(64);
  const std::uint64_t heads = recurrent ? 1 : 1 + random.below(4);
  const auto known =
      *known_complexity(request("equality", n), recurrent ? Protocol::one_way : Protocol::two_way);
  const Integer right =
      recurrent ? least_units(known.lower_bits, p) : least_head_width(count, known, p, heads);
  const Integer stated = right + (random.coin() ? 1 : -1);
  const auto excluded = [&](const Integer& width) {
    if (width < 1) return true;
    const ModelSize size{recurrent ? Model::rnn : Model::transformer_1,
                         width.convert_to<std::uint64_t>(), p, heads};
    return exclusion(known, size, count).excluded;
  };
  return {"the width",
          (recurrent ? "rnn n " : std::string(to_string(count)) + " n ") + std::to_string(n) +
              " p " + std::to_string(p) + " heads " + std::to_string(heads) + ": " + stated.str(),
          false, !excluded(stated) && excluded(stated - 1)};
}

}  // namespace

std::vector<Kind> size_kinds() {
  return {
      bound_kind("closed forms one-way, off by 1 or 2", "residual functions", true, faulty_one_way),
      bound_kind("closed forms two-way, off by 1 or 2", "exact_communication", true,
                 faulty_two_way),
      bound_kind("least widths, off by 1", "exclusion of m and m - 1", true, faulty_width)};
}

}  // namespace separatrix::soundness
