#include "cli/players.hpp"

#include "cli/read_file.hpp"
#include "numerics/error.hpp"

namespace separatrix::cli {

void add_partition(CLI::App& app, std::string& value, const std::string& standard) {
  app.add_option("--partition", value,
                 "Who holds which tokens: prefix:K, odd-even, halves, search, a word as ABBA, or a "
                 "file with such a word or with two lines of positions (default: " +
                     standard + ")")
      ->type_name("P");
}

std::string partition_text(const std::string& value) {
  if (value.empty()) return value;
  const bool word = value.find_first_not_of("AB") == std::string::npos;
  if (word || value == "search" || value == "odd-even" || value == "halves" ||
      value.starts_with("prefix:"))
    return value;
  std::string text = read_file(value, "--partition");
  // Nothing at all would mean that the option was left out.
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    throw Error("partition_text", "--partition", "there is nothing in '" + value + "'");
  return text;
}

ModelSize::Model model_named(const std::string& name) {
  return name == "rnn" ? ModelSize::Model::rnn : ModelSize::Model::transformer_1;
}

}  // namespace separatrix::cli
