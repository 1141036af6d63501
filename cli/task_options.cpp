#include "cli/task_options.hpp"

#include <algorithm>
#include <initializer_list>

#include "cli/read_file.hpp"
#include "languages/dfa_text.hpp"
#include "numerics/error.hpp"

namespace separatrix::cli {
namespace {

/// CLI11 reads -3 as 2^64 - 3 and what is too long as 2^64 - 1.
constexpr std::uint64_t kLargestNumber = std::uint64_t{1} << 62;

/// --alphabet where it is left out: two symbols; for keys as many as are needed.
std::uint64_t default_alphabet(const std::string& id) {
  return id == "mqar" || id == "associative-recall" ? 0 : 2;
}

}  // namespace

void TaskOptions::add_points(CLI::App& app) {
  app.add_option("--dimension", dimension, "nearest-neighbour: coordinates of a point")
      ->type_name("D");
  app.add_option("--gamma", gamma, "nearest-neighbour: lead of the nearest point")->type_name("G");
}

void TaskOptions::add_to(CLI::App& app, const char* matching) {
  app.add_option("TASK", id, "Task (see `separatrix list`), as sparse-threshold:majority")
      ->required()
      ->transform([](std::string name) { return name == "index" ? "index-lookup" : name; });
  app.add_option("--n", n,
                 "Size of the task: length, number of points or of pairs (sparse-threshold with a "
                 "file: default max(variables, clauses))")
      ->check(CLI::Range(std::uint64_t{0}, kLargestNumber));
  app.add_option("--alphabet", alphabet,
                 "Number of symbols (default 2) or of keys (default: as many as are needed)")
      ->type_name("S");
  app.add_option(matching, partition,
                 "permuted-equality: halves, odd-even (default), random:SEED, or a word as ABBA")
      ->type_name("P");
  app.add_option("--cnf", cnf, "sparse-threshold: a DIMACS file, true if every clause is")
      ->type_name("FILE");
  app.add_option("--dnf", dnf, "sparse-threshold: a DIMACS file, true if some term is")
      ->type_name("FILE");
  app.add_option("--clause-width", clause_width,
                 "sparse-threshold: refuse clauses with more literals (default 12)")
      ->type_name("K");
  app.add_option("--truth-table", truth_table,
                 "truth-table: a file of 2^n characters 0 and 1, the first variable leading")
      ->type_name("FILE");
  app.add_option("--letters", letters,
                 "language: its alphabet (default: the letters of the expression)")
      ->type_name("ABC");
}

void TaskOptions::refuse_foreign() const {
  const auto among = [&](std::initializer_list<const char*> ids) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  if (alphabet > 0 &&
      !among({"index", "index-lookup", "index-lookup:query-first", "equality", "inequality",
              "permuted-equality", "disjointness", "mqar", "associative-recall"}))
    throw Error("task", "--alphabet", id + " leaves no alphabet to choose; leave the option out");
  if (!truth_table.empty() && id != "truth-table")
    throw Error("task", "--truth-table", "a table goes with the task truth-table");
  if (!letters.empty() && !id.starts_with("language:"))
    throw Error("task", "--letters", "letters go with a task language:REGEX");
}

TaskRequest TaskOptions::request(bool all_lengths) const {
  TaskRequest request;
  request.id = id;
  request.n = n;
  request.alphabet = alphabet > 0 ? alphabet : default_alphabet(id);
  request.all_lengths = all_lengths;
  request.partition = partition;
  refuse_foreign();
  request.letters = letters;
  if (id.starts_with("language:") && id.ends_with(".json")) {
    if (!letters.empty())
      throw Error("task", "--letters",
                  "an automaton's file has its own letters; remove the option");
    request.automaton = parse_dfa(read_file(id.substr(id.find(':') + 1), "TASK"));
  }
  if (!truth_table.empty()) request.truth_table = read_file(truth_table, "--truth-table");
  const bool sparse = id == "sparse-threshold";
  if (!partition.empty() && id != "permuted-equality")
    throw Error("task", "--partition", "only permuted-equality has a partition");
  if (!cnf.empty() && !dnf.empty())
    throw Error("task", "--cnf", "give one of --cnf and --dnf, not both");
  if ((!cnf.empty() || !dnf.empty()) && !sparse)
    throw Error("task", cnf.empty() ? "--dnf" : "--cnf",
                "a formula's file goes with the task sparse-threshold");
  if (!cnf.empty()) request.formula = parse_cnf(read_file(cnf, "--cnf"), cnf, clause_width);
  if (!dnf.empty()) request.formula = parse_dnf(read_file(dnf, "--dnf"), dnf, clause_width);
  if (n == 0 && !request.formula)
    throw Error("task", "--n", "is missing; say how large the task is, as in --n 16");
  if (of_points()) {
    if (dimension == 0)
      throw Error("task", "--dimension", "is missing; say how many coordinates a point has");
    if (gamma.empty())
      throw Error("task", "--gamma",
                  "is missing; say by how much the nearest point leads, as in --gamma 1/16");
    request.dimension = dimension;
    request.gamma = parse_rational(gamma, "--gamma");
  }
  return request;
}

std::vector<std::string> TaskOptions::words() const {
  if (!cnf.empty()) return {"--cnf", cnf};
  if (!dnf.empty()) return {"--dnf", dnf};
  if (!truth_table.empty()) return {"--truth-table", truth_table};
  if (!letters.empty()) return {"--letters", letters};
  return {};
}

}  // namespace separatrix::cli
