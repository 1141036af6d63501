// The journal of a run of `separatrix paper`: the results of every finished step, whole or not at
// all, so that a run that was killed goes on where it stopped.
//
// A file of lines. Each is the SHA-256 digest of the rest, a space, and JSON: first what the run
// is, then {"step": key, "results": [..]} per step, as they end. A line is written and flushed to
// disk before the step counts as kept; a last line that was torn does not agree with its digest and
// is cut off.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "analysis/effort.hpp"
#include "evidence/result.hpp"

namespace separatrix::cli {

/// Only one run at a time works in a folder; released when the process ends, however it ends.
class FolderLock {
 public:
  /// Error (argument "--out") if another run holds it.
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int descriptor_ = -1;
};

/// What fixes the results of every step: a journal of another run is not used.
struct PaperRun {
  std::string version;
  std::string program;  ///< digest of the executable: the same version may be built from other code
  Effort effort = Effort::quick;
  std::vector<std::string> only;
};

/// The digest of the running executable.
std::string program_digest();

/// Not thread-safe. Needs the FolderLock of the file's folder.
class Journal {
 public:
  /// Reads what an earlier run of the same kind kept there, else begins an empty one.
  Journal(std::filesystem::path path, const PaperRun& run, bool restart);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// One line on what was found in the file, empty if there was none.
  const std::string& found() const noexcept { return found_; }
  /// The kept results of a step, or null.
  const std::vector<Result>* kept(const std::string& step) const;
  /// Appends a finished step; on return it is on the disk.
  void append(const std::string& step, const std::vector<Result>& results);
  /// The record is written: the journal is of no more use.
  void remove();

 private:
  /// Length of the lines that were read whole.
  std::size_t read(const std::string& text, const std::string& heading);
  void write(const std::string& json);

  std::filesystem::path path_;
  std::string version_;
  int descriptor_ = -1;
  std::string found_;
  std::map<std::string, std::vector<Result>> steps_;
};

}  // namespace separatrix::cli
