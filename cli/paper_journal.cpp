#include "cli/paper_journal.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>
#include <sys/file.h>

#include "numerics/error.hpp"
#include "reports/digest.hpp"
#include "reports/record.hpp"

namespace separatrix::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view journal_version = "separatrix/journal/1";

[[noreturn]] void fail(const std::filesystem::path& path, std::string_view what) {
  const int code = errno;
  throw Error("paper", "--out",
              fmt::format("cannot {} '{}': {}; choose another folder", what, path.string(),
                          std::generic_category().message(code)));
}

std::string contents_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::string heading_of(const PaperRun& run) {
  return Json{{"journal", journal_version},
              {"version", run.version},
              {"program", run.program},
              {"effort", run.effort == Effort::full ? "full" : "quick"},
              {"only", run.only}}
      .dump();
}

/// Results travel in the form of a record, and are checked as one when they are read.
Record around(const std::string& version, std::vector<Result> results) {
  return {{"separatrix", version}, {"separatrix"}, {}, std::move(results)};
}

/// The JSON of a line that agrees with its digest.
std::optional<std::string> content(std::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view json = line.substr(space + 1);
  if (digest(json) != line.substr(0, space)) return std::nullopt;
  return std::string(json);
}

}  // namespace

FolderLock::FolderLock(const std::filesystem::path& folder)
    : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ < 0) fail(folder, "open");
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const bool taken = errno == EWOULDBLOCK;
  const int code = errno;
  ::close(descriptor_);
  errno = code;
  if (!taken) fail(folder, "lock");
  throw Error("paper", "--out",
              fmt::format("another run is at work in '{}'; wait for it or choose another folder",
                          folder.string()));
}

FolderLock::~FolderLock() { ::close(descriptor_); }

std::string program_digest() { return digest(contents_of("/proc/self/exe")); }

Journal::Journal(std::filesystem::path path, const PaperRun& run, bool restart)
    : path_(std::move(path)), version_(run.version) {
  const std::string heading = heading_of(run);
  std::size_t whole = 0;
  if (std::filesystem::exists(path_)) {
    if (restart)
      found_ = "starting anew: the steps kept by an earlier run are dropped";
    else
      whole = read(contents_of(path_), heading);
  }
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail(path_, "write");
  if (::ftruncate(descriptor_, static_cast<off_t>(whole)) != 0) fail(path_, "write");
  if (whole == 0) write(heading);
}

Journal::~Journal() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::size_t Journal::read(const std::string& text, const std::string& heading) {
  std::size_t begin = 0;
  bool torn = false;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const auto json = end == std::string::npos
                          ? std::nullopt
                          : content(std::string_view(text).substr(begin, end - begin));
    torn = !json;
    if (torn) break;
    if (begin == 0 && *json != heading) {
      found_ =
          "starting anew: the steps kept there are of another run (version, build, --quick, "
          "--full or --only)";
      return 0;
    }
    if (begin > 0) {
      const Json line = Json::parse(*json);
      Json record = to_json(around(version_, {}));
      record["results"] = line.at("results");
      steps_[line.at("step").get<std::string>()] = record_from_json(record).results;
    }
    begin = end + 1;
  }
  found_ = fmt::format("going on: {} steps are kept{}", steps_.size(),
                       torn ? "; one that was half written is run again" : "");
  return begin;
}

const std::vector<Result>* Journal::kept(const std::string& step) const {
  const auto found = steps_.find(step);
  return found == steps_.end() ? nullptr : &found->second;
}

void Journal::append(const std::string& step, const std::vector<Result>& results) {
  write(Json{{"step", step}, {"results", to_json(around(version_, results))["results"]}}.dump());
}

void Journal::write(const std::string& json) {
  const std::string line = digest(json) + " " + json + "\n";
  std::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path_, "write");
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fdatasync(descriptor_) != 0) fail(path_, "write");
}

void Journal::remove() {
  if (::unlink(path_.c_str()) != 0) fail(path_, "remove");
}

}  // namespace separatrix::cli
