#include "tasks/catalogue.hpp"

#include "numerics/error.hpp"
#include "tasks/comparison.hpp"
#include "tasks/dyck.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tasks/recall.hpp"

namespace separatrix {
namespace {

const std::string kSparse = "sparse-threshold";

std::unique_ptr<Task> sparse_threshold(const TaskRequest& request) {
  if (request.id == kSparse) {
    if (!request.formula)
      throw Error("make_task", "TASK",
                  "sparse-threshold needs a formula: give --cnf FILE or --dnf FILE, or name a "
                  "family as in sparse-threshold:majority");
    return std::make_unique<SparseThreshold>(*request.formula, request.n);
  }
  if (request.formula)
    throw Error("make_task", "TASK",
                "'" + request.id + "' names a family and a file gives another formula; use " +
                    kSparse + " for the file");
  return std::make_unique<SparseThreshold>(
      named_formula(request.id.substr(kSparse.size() + 1), request.n), request.n);
}

}  // namespace

std::vector<TaskInfo> task_list() {
  return {
      {"index-lookup", "s_1 .. s_L, then a position q: answer s_q"},
      {"equality", "x of even length: answer [first half = second half]"},
      {"inequality", "x of even length: answer [first half differs from second half]"},
      {"disjointness", "bits x, y: answer [x_i = y_i = 1 for some i]"},
      {"permuted-equality", "x and a balanced partition A, B: answer [x_A = x_B]"},
      {"sparse-threshold",
       "bits x: answer [sum of features of few bits > b]; a DIMACS file or a family, as in "
       "sparse-threshold:majority"},
      {"nearest-neighbour", "labelled unit vectors, then a query: answer the nearest one's label"},
      {"mqar", "n/2 labelled keys, then n/2 queries that permute them: answer each one's label"},
      {"associative-recall", "n labelled keys, then one of them: answer its label"},
      {"dyck:n:k", "brackets of n types: answer [well nested, depth at most k]"},
      {"dyck-next:n:k", "a prefix of such a string: answer which symbols may follow"},
  };
}

std::unique_ptr<Task> make_task(const TaskRequest& request) {
  using Relation = Comparison::Relation;
  const std::string& id = request.id;
  if (id == "index-lookup")
    return std::make_unique<IndexLookup>(request.n, request.alphabet, request.all_lengths);
  if (id == "equality")
    return std::make_unique<Comparison>(request.n, request.alphabet, Relation::equal);
  if (id == "inequality")
    return std::make_unique<Comparison>(request.n, request.alphabet, Relation::unequal);
  if (id == "disjointness")
    return std::make_unique<Comparison>(request.n, request.alphabet, Relation::meet);
  if (id == "permuted-equality")
    return std::make_unique<Comparison>(request.n, request.alphabet,
                                        request.partition.empty() ? "odd-even" : request.partition);
  if (id == kSparse || id.starts_with(kSparse + ":")) return sparse_threshold(request);
  if (id == "nearest-neighbour")
    return std::make_unique<NearestNeighbour>(request.n, request.dimension, request.gamma);
  if (id == "mqar")
    return std::make_unique<Recall>(request.n, request.alphabet, Recall::Queries::many);
  if (id == "associative-recall")
    return std::make_unique<Recall>(request.n, request.alphabet, Recall::Queries::one);
  if (auto dyck = make_dyck(id, request.n, request.all_lengths)) return dyck;
  std::string known;
  for (const TaskInfo& task : task_list()) known += (known.empty() ? "" : ", ") + task.id;
  throw Error("make_task", "TASK", "there is no task '" + id + "'; there are: " + known);
}

}  // namespace separatrix
