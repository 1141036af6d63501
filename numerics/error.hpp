// The one exception that library code throws for misuse.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace separatrix {

/// Misuse of a library function: says which function, which argument, and how to mend it.
/// The command line turns it into one line on standard error and exit code 2.
class Error : public std::invalid_argument {
 public:
  Error(std::string_view function, std::string_view argument, std::string_view message)
      : std::invalid_argument(std::string(message)), function_(function), argument_(argument) {}

  const std::string& function() const noexcept { return function_; }
  const std::string& argument() const noexcept { return argument_; }

 private:
  std::string function_;
  std::string argument_;
};

}  // namespace separatrix
