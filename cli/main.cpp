// separatrix: the command line.
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <system_error>
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

/// CLI11 says only that a subcommand is required where the first word is none.
std::string no_subcommand(const CLI::App& program, const std::string& word) {
  std::string names;
  for (const CLI::App* app : program.get_subcommands({}))
    names += (names.empty() ? "" : ", ") + app->get_name();
  return "there is no subcommand '" + word + "'; choose among " + names;
}

/// What was printed has to arrive: a full disk is no success.
int finish(ExitCode code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return static_cast<int>(code);
  return fail("standard output: cannot be written; free some space or choose another place",
              ExitCode::misuse);
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
      add_check(program),  add_lock(program),    add_diff(program),    add_list(program),
      add_atlas(program),  add_tasks(program)};
  const std::vector<std::string> words(argv, argv + argc);
  try {
    program.parse(argc, argv);
    for (const Subcommand& subcommand : subcommands)
      if (subcommand.app->parsed()) return finish(subcommand.action(words));
  } catch (const CLI::Success& done) {
    return program.exit(done);  // --help and --version
  } catch (const CLI::RequiredError& error) {
    if (argc > 1 && argv[1][0] != '-' && program.get_subcommands().empty())
      return fail(no_subcommand(program, argv[1]), ExitCode::misuse);
    return fail(one_line(error), ExitCode::misuse);
  } catch (const CLI::ParseError& error) {
    return fail(one_line(error), ExitCode::misuse);
  } catch (const separatrix::Error& error) {
    return fail(error.argument() + ": " + error.what(), ExitCode::misuse);
  } catch (const std::bad_alloc&) {
    return fail(
        "out of memory; use a smaller --n, or structured addresses such as "
        "--vectors linear-code or quadratic",
        ExitCode::misuse);
  } catch (const std::system_error& error) {
    if (std::ferror(stdout) != 0 || std::ferror(stderr) != 0) return finish(ExitCode::misuse);
    return fail(std::string("internal error: ") + error.what(), ExitCode::contradiction);
  } catch (const std::exception& error) {
    return fail(std::string("internal error: ") + error.what(), ExitCode::contradiction);
  }
  return static_cast<int>(ExitCode::misuse);
}
