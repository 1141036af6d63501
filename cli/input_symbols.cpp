// Symbols, as numbers or as the bytes of a text: index lookup, and the comparison of two lines.
#include <algorithm>

#include "cli/input_text.hpp"
#include "cli/run_input.hpp"
#include "numerics/error.hpp"
#include "tasks/comparison.hpp"
#include "tasks/index_lookup.hpp"

namespace separatrix::cli {
namespace {

constexpr std::uint64_t kBytes = 256;
constexpr std::size_t kLongestSymbols = std::size_t{1} << 16;
const std::string kExampleOfSymbols = "--symbols 0,1,1,0";

using Symbols = std::vector<std::uint64_t>;

Symbols parse_symbols(const std::string& text) {
  Symbols symbols;
  for (const std::string& part : split(text, ','))
    symbols.push_back(whole_number(part, "--symbols", (std::uint64_t{1} << 40) - 1));
  return symbols;
}

Symbols symbols_of_bytes(const std::string& text) {
  Symbols symbols;
  for (const char c : text) symbols.push_back(static_cast<unsigned char>(c));
  return symbols;
}

/// As many symbols as occur, at least two; for a text, as many as a byte has.
std::uint64_t smallest_alphabet(const Symbols& symbols, bool bytes) {
  std::uint64_t alphabet = bytes ? kBytes : 2;
  for (const std::uint64_t s : symbols) alphabet = std::max(alphabet, s + 1);
  return alphabet;
}

/// The lines of a text that consists of `count` of them.
std::vector<std::string> exactly(std::size_t count, const std::string& task) {
  std::vector<std::string> lines =
      lines_of(read_standard_input(kExampleOfSymbols, kLongestSymbols));
  const std::string wanted = count == 1 ? "one line" : "two lines";
  if (lines.size() > count)
    throw Error("run", line_place(count + 1), "is one too many; " + task + " takes " + wanted);
  if (lines.size() < count)
    throw Error("run", line_place(lines.size() + 1), "is missing; " + task + " takes " + wanted);
  return lines;
}

/// The bytes of the lines, one line after the other; their bits for disjointness.
Symbols read_lines(const std::string& task) {
  const bool permuted = task == "permuted-equality";
  std::vector<std::string> lines = exactly(permuted ? 1 : 2, task);
  if (permuted) {
    if (lines[0].empty() || lines[0].size() % 2 != 0)
      throw Error("run", line_place(1),
                  "has " + std::to_string(lines[0].size()) +
                      " bytes; the two parts are equally long, so give an even number");
    return symbols_of_bytes(lines[0]);
  }
  const bool disjointness = task == "disjointness";
  if (disjointness)
    for (std::string& line : lines) line = trimmed(line);
  if (lines[0].size() != lines[1].size())
    throw Error("run", line_place(2),
                "has " + std::to_string(lines[1].size()) + " bytes and line 1 has " +
                    std::to_string(lines[0].size()) + "; give two lines of equal length");
  if (lines[0].empty())
    throw Error("run", line_place(1), "is empty, and so is line 2; give two lines to compare");
  if (disjointness)
    for (std::size_t l = 0; l < 2; ++l)
      if (const auto place = lines[l].find_first_not_of("01"); place != std::string::npos)
        throw Error("run", line_place(l + 1),
                    quoted(lines[l].substr(place, 1)) + " in column " + std::to_string(place + 1) +
                        " is no bit; write 0s and 1s");
  Symbols symbols = symbols_of_bytes(lines[0] + lines[1]);
  if (disjointness)
    for (std::uint64_t& s : symbols) s -= static_cast<unsigned char>('0');
  return symbols;
}

}  // namespace

RunInput read_index_lookup(const InputOptions& options, TaskOptions task) {
  const Symbols symbols =
      options.symbols ? parse_symbols(*options.symbols)
                      : symbols_of_bytes(read_standard_input(kExampleOfSymbols, kLongestSymbols));
  RunInput read;
  read.bytes = !options.symbols && task.alphabet == 0;
  if (!options.query)
    throw Error("run", "--query", "is missing; say which position is asked for, as in --query 1");
  const std::uint64_t query = whole_number(*options.query, "--query", std::uint64_t{1} << 40);
  if (query < 1 || query > symbols.size())
    throw Error("run", "--query",
                "position " + std::to_string(query) + " is not one of 1 to " +
                    std::to_string(symbols.size()) + ", the input's length");
  if (task.n == 0) task.n = symbols.size();
  if (task.n < symbols.size() || (task.id != "index-lookup" && task.n != symbols.size()))
    throw Error("run", "--n", "the input has " + std::to_string(symbols.size()) + " symbols");
  if (task.alphabet == 0) task.alphabet = smallest_alphabet(symbols, read.bytes);
  read.task = make_task(task.request(task.id == "index-lookup"));
  read.input = dynamic_cast<const IndexLookup&>(*read.task).input(symbols, query - 1);
  return read;
}

RunInput read_comparison(const InputOptions& options, TaskOptions task) {
  RunInput read;
  const Symbols symbols = options.symbols ? parse_symbols(*options.symbols) : read_lines(task.id);
  const bool disjointness = task.id == "disjointness";
  const std::string source = options.symbols ? "--symbols" : "standard input";
  if (symbols.size() % 2 != 0)
    throw Error("run", source,
                "has " + std::to_string(symbols.size()) +
                    " symbols; two parts of equal length are compared, so give an even number");
  if (task.n == 0) task.n = symbols.size();
  if (task.n != symbols.size())
    throw Error("run", "--n",
                "is " + std::to_string(task.n) + " and the input has " +
                    std::to_string(symbols.size()) + " symbols; leave it out");
  if (task.alphabet == 0)
    task.alphabet = disjointness ? 2 : smallest_alphabet(symbols, !options.symbols);
  for (const std::uint64_t s : symbols)
    if (s >= task.alphabet)
      throw Error("run", source,
                  "the symbol " + std::to_string(s) + " is not one of 0 to " +
                      std::to_string(task.alphabet - 1) +
                      (disjointness ? "; disjointness compares bits" : "; raise --alphabet"));
  read.task = make_task(task.request(true));
  read.input = dynamic_cast<const Comparison&>(*read.task).input(symbols);
  return read;
}

}  // namespace separatrix::cli
