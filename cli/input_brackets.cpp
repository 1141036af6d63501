// A string of brackets: ([]) over up to four types, (5 (12 )12 )5 over more.
#include "cli/input_text.hpp"
#include "cli/run_input.hpp"
#include "numerics/error.hpp"
#include "tasks/dyck.hpp"
#include "tasks/dyck_text.hpp"

namespace separatrix::cli {
namespace {

constexpr std::size_t kLongestBrackets = std::size_t{1} << 26;
const std::string kExampleOfBrackets = "--brackets '([])'";

}  // namespace

RunInput read_brackets(const InputOptions& options, TaskOptions task) {
  const std::size_t types = make_dyck(task.id, 1, true)->types();
  const std::string text = options.brackets
                               ? *options.brackets
                               : read_standard_input(kExampleOfBrackets, kLongestBrackets);
  const Word word = [&] {
    try {
      return parse_brackets(text, types);
    } catch (const Error& error) {
      throw Error("run", options.brackets ? "--brackets" : "standard input", error.what());
    }
  }();
  RunInput read;
  if (task.n == 0) task.n = std::max<std::uint64_t>(word.size(), 1);
  read.task = make_task(task.request(true));
  read.input = as_input(word);
  read.notes.push_back(std::to_string(word.size()) + " symbols, " + std::to_string(types) +
                       (types == 1 ? " type of bracket" : " types of brackets"));
  return read;
}

}  // namespace separatrix::cli
