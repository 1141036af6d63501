// separatrix: the command line.
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/command.hpp"
#include "numerics/error.hpp"

namespace {

using separatrix::ExitCode;

int fail(const std::string& message, ExitCode code) {
  std::fprintf(stderr, "separatrix: %s\n", message.c_str());
  return static_cast<int>(code);
}

/// CLI11 reports a wrong flag or value over several lines; one says what, where and how to mend.
std::string one_line(const CLI::ParseError& error) {
  std::string text = error.what();
  for (char& c : text)
    if (c == '\n') c = ' ';
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text + " (see --help)";
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program{"Checks theorems about what Transformers and recurrent nets can represent.",
                   "separatrix"};
  program.set_version_flag("--version", "separatrix " SEPARATRIX_VERSION);
  program.require_subcommand(1);
  program.footer(
      "Exit codes: 0 holds, 1 refuted (lock, diff: weaker, different), 2 wrong usage or unreadable "
      "input, 3 undecided or\n"
      "interrupted, 4 internal contradiction. Each subcommand has its own --help.");
  using namespace separatrix::cli;
  const std::vector<Subcommand> subcommands{
      add_verify(program), add_run(program),     add_vectors(program), add_paper(program),
      add_audit(program),  add_analyze(program), add_bound(program),   add_protocol(program),
      add_check(program),  add_lock(program),    add_diff(program),    add_list(program)};
  const std::vector<std::string> words(argv, argv + argc);
  try {
    program.parse(argc, argv);
    for (const Subcommand& subcommand : subcommands)
      if (subcommand.app->parsed()) return static_cast<int>(subcommand.action(words));
  } catch (const CLI::Success& done) {
    return program.exit(done);  // --help and --version
  } catch (const CLI::ParseError& error) {
    return fail(one_line(error), ExitCode::misuse);
  } catch (const separatrix::Error& error) {
    return fail(error.argument() + ": " + error.what(), ExitCode::misuse);
  } catch (const std::bad_alloc&) {
    return fail(
        "out of memory; use a smaller --n, or structured addresses such as "
        "--vectors linear-code or quadratic",
        ExitCode::misuse);
  } catch (const std::exception& error) {
    return fail(std::string("internal error: ") + error.what(), ExitCode::contradiction);
  }
  return static_cast<int>(ExitCode::misuse);
}
