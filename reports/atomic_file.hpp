// Output files that are either whole or not there.
#pragma once

#include <filesystem>
#include <string_view>

namespace separatrix {

/// A file written piece by piece that becomes visible only as a whole: the bytes go to a temporary
/// file in the same folder, which `commit` renames. Destroyed before that, it leaves everything as
/// it was.
class WholeFile {
 public:
  /// Error (argument: the path) as `check_writable`.
  explicit WholeFile(const std::filesystem::path& path);
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;
  ~WholeFile();

  /// Error (argument: the path) if the bytes cannot be written.
  void write(std::string_view bytes);
  /// Flushes to the disk and puts the file in its place; the permissions of a file that it replaces
  /// stay. To be called once, at the end. Error (argument: the path) on any failure.
  void commit();

 private:
  void require(bool done) const;

  std::filesystem::path target_;
  std::filesystem::path path_;
  int descriptor_ = -1;
  bool committed_ = false;
};

/// Writes `bytes` to `path` as a WholeFile. Error (argument: the path) on any failure; then the
/// target is untouched and no temporary file is left. A symbolic link is followed; a folder or a
/// device is refused.
void write_whole(const std::filesystem::path& path, std::string_view bytes);

/// Error (argument: the path) unless `write_whole` could begin: the folder exists, a file can be
/// made in it, and the target, if it is there, is a writable regular file. Leaves everything as it
/// was. To be called before a long computation.
void check_writable(const std::filesystem::path& path);

}  // namespace separatrix
