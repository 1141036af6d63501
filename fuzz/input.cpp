// The user's input of `separatrix run`: a task, then its input (the first line), then the query.
// Points and keys are lists as in CSV files.
#include "cli/run_input.hpp"
#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace separatrix;
  const auto [task, rest] = fuzz::first_word(fuzz::text_of(data, size));
  const std::size_t end = rest.find('\n');
  const std::string input = rest.substr(0, end);
  const std::string query = end == std::string::npos ? "" : rest.substr(end + 1);
  cli::TaskOptions options;
  options.id = task;
  // Exactly one option is the task's own; the others are refused, which is tried as well.
  for (const auto member :
       {&cli::InputOptions::symbols, &cli::InputOptions::bits, &cli::InputOptions::points,
        &cli::InputOptions::pairs, &cli::InputOptions::brackets, &cli::InputOptions::word}) {
    cli::InputOptions words;
    words.*member = input;
    if (end != std::string::npos) words.query = query;
    words.normalise = query.size() % 2 == 1;
    fuzz::refuses_or([&] {
      const cli::RunInput read = cli::read_input(words, options);
      read.task->reference(read.input);
    });
  }
  return 0;
}
