#include "tasks/catalogue.hpp"

#include "languages/regex.hpp"
#include "numerics/error.hpp"
#include "tasks/boolean_function.hpp"
#include "tasks/comparison.hpp"
#include "tasks/dyck.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/language.hpp"
#include "tasks/named_functions.hpp"
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

const std::string kRandomFunction = "random-function:";

std::unique_ptr<Task> random_boolean_function(const TaskRequest& request) {
  const Integer seed = parse_integer(request.id.substr(kRandomFunction.size()), "TASK");
  if (seed < 0 || seed >= power(2, 64))
    throw Error("make_task", "TASK", "a seed is a whole number from 0 to 2^64 - 1");
  return std::make_unique<BooleanFunction>(
      random_function(seed.convert_to<std::uint64_t>(), request.n));
}

const std::string kLanguage = "language:";

std::unique_ptr<Task> language(const TaskRequest& request) {
  const NamedDfa named = language_of(request).value();
  std::string letters;
  for (const std::string& letter : named.letters) {
    if (letter.size() != 1)
      throw Error("make_task", "TASK",
                  "the letters of a task are single characters; '" + letter + "' is none");
    letters += letter;
  }
  return std::make_unique<LanguageTask>(request.id.substr(kLanguage.size()), named.dfa, letters,
                                        request.n, request.all_lengths);
}

std::unique_ptr<Task> boolean_function(const TaskRequest& request) {
  if (!request.truth_table)
    throw Error("make_task", "TASK",
                "truth-table needs the table: 2^n characters 0 and 1 in a file");
  return std::make_unique<BooleanFunction>(truth_table(*request.truth_table, request.n));
}

}  // namespace

std::optional<NamedDfa> language_of(const TaskRequest& request) {
  if (!request.id.starts_with(kLanguage)) return std::nullopt;
  if (request.automaton) return request.automaton;
  return parse_regex(
      request.id.substr(kLanguage.size()),
      request.letters.empty() ? std::nullopt : std::optional<std::string_view>(request.letters));
}

std::vector<TaskInfo> task_list() {
  std::vector<TaskInfo> list{
      {"index-lookup", "s_1 .. s_L, then a position q: answer s_q"},
      {"index-lookup:query-first", "the same with the position before the symbols"},
      {"index", "index-lookup under its name in communication complexity"},
      {"equality", "x of even length: answer [first half = second half]"},
      {"inequality", "x of even length: answer [first half differs from second half]"},
      {"disjointness", "bits x, y: answer [x_i = y_i = 1 for some i]"},
      {"permuted-equality", "x and a balanced partition A, B: answer [x_A = x_B]"},
      {"sparse-threshold",
       "bits x: answer [sum of features of few bits > b]; a DIMACS file or a family, as in "
       "sparse-threshold:majority"},
      {"truth-table",
       "bits x: answer f(x); a file of 2^n values, or random ones: random-function:SEED"},
      {"nearest-neighbour", "labelled unit vectors, then a query: answer the nearest one's label"},
      {"mqar", "n/2 labelled keys, then n/2 queries that permute them: answer each one's label"},
      {"associative-recall", "n labelled keys, then one of them: answer its label"},
      {"dyck:n:k", "brackets of n types: answer [well nested, depth at most k]"},
      {"language:REGEX",
       "a word: answer [it belongs to the regular language], as (ab)*|~(a*); or an "
       "automaton's file, language:FILE.json"},
      {"dyck-next:n:k", "a prefix of such a string: answer which symbols may follow"},
  };
  for (const NamedFunction& function : named_functions())
    list.push_back({function.id, function.title});
  return list;
}

std::unique_ptr<Task> make_task(const TaskRequest& request) {
  using Relation = Comparison::Relation;
  const std::string& id = request.id;
  if (id == "index-lookup" || id == "index")
    return std::make_unique<IndexLookup>(request.n, request.alphabet, request.all_lengths);
  if (id == "index-lookup:query-first")
    return std::make_unique<IndexLookup>(request.n, request.alphabet, request.all_lengths,
                                         IndexLookup::Query::first);
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
  if (id == "truth-table") return boolean_function(request);
  if (is_named_function(id))
    return std::make_unique<BooleanFunction>(named_function(id, request.n));
  if (id.starts_with(kRandomFunction)) return random_boolean_function(request);
  if (id == "nearest-neighbour")
    return std::make_unique<NearestNeighbour>(request.n, request.dimension, request.gamma);
  if (id == "mqar")
    return std::make_unique<Recall>(request.n, request.alphabet, Recall::Queries::many);
  if (id == "associative-recall")
    return std::make_unique<Recall>(request.n, request.alphabet, Recall::Queries::one);
  if (id.starts_with(kLanguage)) return language(request);
  if (auto dyck = make_dyck(id, request.n, request.all_lengths)) return dyck;
  std::string known;
  for (const TaskInfo& task : task_list()) known += (known.empty() ? "" : ", ") + task.id;
  throw Error("make_task", "TASK", "there is no task '" + id + "'; there are: " + known);
}

}  // namespace separatrix
