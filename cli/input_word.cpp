// A word of letters for a regular language, and bits for a truth table.
#include "cli/input_text.hpp"
#include "cli/run_input.hpp"
#include "numerics/error.hpp"
#include "tasks/boolean_function.hpp"
#include "tasks/language.hpp"

namespace separatrix::cli {
namespace {

constexpr std::size_t kLongestWord = std::size_t{1} << 24;

}  // namespace

RunInput read_word(const InputOptions& options, TaskOptions task) {
  const std::string word =
      options.word ? *options.word : trimmed(read_standard_input("--word abab", kLongestWord));
  RunInput read;
  if (task.n == 0) task.n = std::max<std::uint64_t>(word.size(), 1);
  read.task = make_task(task.request(true));
  read.input = dynamic_cast<const LanguageTask&>(*read.task).input(word);
  read.notes.push_back(std::to_string(word.size()) + " letters");
  return read;
}

RunInput read_table_bits(const InputOptions& options, TaskOptions task) {
  const std::string bits =
      options.bits ? *options.bits : trimmed(read_standard_input("--bits 0101", kLongestWord));
  if (const std::size_t wrong = bits.find_first_not_of("01"); wrong != std::string::npos)
    throw Error("run", options.bits ? "--bits" : "standard input",
                quoted(bits.substr(wrong, 1)) + " in column " + std::to_string(wrong + 1) +
                    " is no bit; write 0s and 1s");
  RunInput read;
  if (task.n == 0) task.n = bits.size();
  read.task = make_task(task.request(true));
  std::vector<bool> values;
  for (const char c : bits) values.push_back(c == '1');
  read.input = dynamic_cast<const BooleanFunction&>(*read.task).input(values);
  return read;
}

}  // namespace separatrix::cli
