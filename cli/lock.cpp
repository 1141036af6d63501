// separatrix lock: the lock of a record, written or compared, without running anything again.
#include "cli/lock.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/read_file.hpp"
#include "numerics/error.hpp"
#include "reports/atomic_file.hpp"

namespace separatrix::cli {
namespace {

struct LockOptions {
  std::string record;
  std::string write;
  std::string check;
};

ExitCode lock_command(const LockOptions& options) {
  if (options.write.empty() == options.check.empty())
    throw Error("lock", "--write", "give one of --write FILE and --check FILE");
  const Lock now = lock_of(read_record(options.record, "RECORD"));
  if (!options.check.empty())
    return check_lock(stdout, options.check, read_lock(options.check, "--check"), now);
  write_whole(options.write, to_text(now));
  fmt::print("{} results written to {}\n", now.entries.size(), options.write);
  return ExitCode::holds;
}

}  // namespace

ExitCode check_lock(std::FILE* out, const std::string& path, const Lock& before, const Lock& now) {
  const std::vector<LockNote> notes = compare(before, now);
  for (const LockNote& note : notes)
    fmt::print(out, "{:<8}{}: {}\n", note.weaker ? "weaker" : "note", note.result, note.text);
  const auto weaker =
      std::count_if(notes.begin(), notes.end(), [](const LockNote& note) { return note.weaker; });
  if (weaker > 0)
    fmt::print(out, "{} weaker than in {}, {} other notes\n", weaker, path,
               static_cast<std::ptrdiff_t>(notes.size()) - weaker);
  else
    fmt::print(out, "nothing is weaker than in {}: {} results compared, {} notes\n", path,
               before.entries.size(), notes.size());
  return weaker > 0 ? ExitCode::refuted : ExitCode::holds;
}

Subcommand add_lock(CLI::App& program) {
  CLI::App* app = program.add_subcommand(
      "lock", "Write what a record shows as a lock, or compare it with one; runs nothing");
  const auto options = std::make_shared<LockOptions>();
  app->add_option("RECORD", options->record, "A record, as paper writes it")->required();
  app->add_option("--write", options->write, "Write the lock to FILE")->type_name("FILE");
  app->add_option("--check", options->check,
                  "Compare with the lock in FILE; exit code 1 if any evidence is weaker")
      ->type_name("FILE");
  app->footer(
      "Exit codes: 0 nothing is weaker, 1 something is, 2 a file is not understood.\n"
      "Examples:\n"
      "  separatrix lock report/record.json --write theorems.lock\n"
      "  separatrix lock report/record.json --check theorems.lock");
  return {app, [options](const std::vector<std::string>&) { return lock_command(*options); }};
}

}  // namespace separatrix::cli
