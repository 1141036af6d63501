#include "cli/run_input.hpp"

#include <algorithm>

#include "numerics/error.hpp"
#include "tasks/named_functions.hpp"

namespace separatrix::cli {
namespace {

bool one_of(const std::string& id, std::initializer_list<const char*> ids) {
  return std::ranges::any_of(ids, [&](const char* other) { return id == other; });
}

/// An option of another task's input is a mistake, not something to pass over.
void refuse(bool given, const std::string& flag, const std::string& task,
            const std::string& instead) {
  if (given)
    throw Error("run", flag,
                "is not for the task " + task + ", whose input is given by " + instead);
}

}  // namespace

void InputOptions::add_to(CLI::App& app) {
  app.add_option("--symbols", symbols,
                 "index-lookup, comparisons: the input as numbers 0,1,.. (default: the bytes of "
                 "standard input; for comparisons two lines, for permuted-equality one)")
      ->type_name("LIST");
  app.add_option("--bits", bits,
                 "sparse-threshold: the assignment as 0101 (default: standard input, 0101 or the "
                 "literals of a SAT solver, 'v 1 -2 3 0')")
      ->type_name("BITS");
  app.add_option("--points", points,
                 "nearest-neighbour: labelled points as '1 3/5,4/5;0 1,0' (default: lines "
                 "label,x1,x2,.. of standard input)")
      ->type_name("LIST");
  app.add_option("--pairs", pairs,
                 "mqar, associative-recall: keys and their labels as 5:1,3:0 (default: lines 'key "
                 "label' of standard input)")
      ->type_name("LIST");
  app.add_option("--brackets", brackets,
                 "dyck, dyck-next: the string as ([]) or, beyond four types, '(5 )5' (default: "
                 "standard input)")
      ->type_name("STRING");
  app.add_option("--word", word, "language: the word (default: standard input)")->type_name("WORD");
  app.add_option("--query", query,
                 "What is asked for: index-lookup, a position from 1; nearest-neighbour, a point "
                 "as 3/5,4/5; recall, a key (the latter two: default the last line of standard "
                 "input)")
      ->type_name("Q");
  app.add_flag("--normalise", normalise,
               "nearest-neighbour: scale the points to unit norm, rounded to multiples of 2^-24");
}

RunInput read_input(const InputOptions& options, const TaskOptions& task) {
  const std::string& id = task.id;
  const bool lookup = id == "index-lookup" || id == "index-lookup:query-first";
  const bool comparison =
      one_of(id, {"equality", "inequality", "disjointness", "permuted-equality"});
  const bool formula = id == "sparse-threshold" || id.starts_with("sparse-threshold:");
  const bool points = task.of_points();
  const bool keys = one_of(id, {"mqar", "associative-recall"});
  const bool brackets = id.starts_with("dyck:") || id.starts_with("dyck-next:");
  const bool word = id.starts_with("language:");
  const bool table =
      id == "truth-table" || id.starts_with("random-function:") || is_named_function(id);
  if (!lookup && !comparison && !formula && !points && !keys && !brackets && !word && !table)
    throw Error("run", "TASK",
                "there is no task '" + id + "' to run; `separatrix list` shows the tasks");
  const std::string own = lookup             ? "--symbols and --query"
                          : comparison       ? "--symbols"
                          : formula || table ? "--bits"
                          : points           ? "--points and --query"
                          : brackets         ? "--brackets"
                          : word             ? "--word"
                                             : "--pairs and --query";
  refuse(options.symbols && !lookup && !comparison, "--symbols", id, own);
  refuse(options.bits && !formula && !table, "--bits", id, own);
  refuse(options.points && !points, "--points", id, own);
  refuse(options.normalise && !points, "--normalise", id, own);
  refuse(options.pairs && !keys, "--pairs", id, own);
  refuse(options.brackets && !brackets, "--brackets", id, own);
  refuse(options.word && !word, "--word", id, own);
  refuse(options.query && !lookup && !points && !keys, "--query", id, own);
  RunInput read = lookup       ? read_index_lookup(options, task)
                  : comparison ? read_comparison(options, task)
                  : formula    ? read_assignment(options, task)
                  : table      ? read_table_bits(options, task)
                  : points     ? read_points(options, task)
                  : brackets   ? read_brackets(options, task)
                  : word       ? read_word(options, task)
                               : read_keys(options, task);
  read.task->reference(read.input);  // rejects what is outside the domain before long work
  return read;
}

}  // namespace separatrix::cli
