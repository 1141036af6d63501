#include "reports/atomic_file.hpp"

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>
#include <sys/stat.h>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, std::string_view message) {
  throw Error("write_whole", path.string(),
              fmt::format("cannot write \"{}\": {}", path.string(), message));
}

std::string why(int code) { return std::generic_category().message(code); }

/// The file to replace: `path` itself, or what it links to. Refuses what is not a regular file.
fs::path target_of(const fs::path& path) {
  if (path.empty()) fail(path, "the path is empty; give a file name");
  if (path.filename().empty() || path.filename() == "." || path.filename() == "..") {
    fail(path, "it names a folder; add a file name");
  }
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (status.type() == fs::file_type::not_found) {
    if (fs::is_symlink(fs::symlink_status(path, code))) {
      fail(path, "it is a link to nothing; remove the link or choose another name");
    }
    return path;
  }
  if (status.type() == fs::file_type::directory) fail(path, "it is a folder; add a file name");
  if (status.type() == fs::file_type::none) fail(path, code.message() + "; choose another path");
  if (status.type() != fs::file_type::regular) {
    fail(path, "it is not a regular file; choose another name, or - for standard output");
  }
  if (::access(path.c_str(), W_OK) != 0) fail(path, why(errno) + "; choose another name");
  return fs::canonical(path);
}

}  // namespace

WholeFile::WholeFile(const fs::path& path) : target_(target_of(path)) {
  const fs::path folder = target_.has_parent_path() ? target_.parent_path() : fs::path(".");
  std::error_code code;
  if (!fs::is_directory(folder, code)) {
    fail(target_, fmt::format("the folder {} does not exist; make it first", folder.string()));
  }
  static std::atomic<unsigned> counter{0};
  do {
    path_ = folder / fmt::format(".separatrix-{}-{}.part", ::getpid(), counter.fetch_add(1));
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (descriptor_ < 0 && errno == EEXIST);
  if (descriptor_ < 0) {
    fail(target_, fmt::format("no file can be made in {}: {}; choose another folder",
                              folder.string(), why(errno)));
  }
}

WholeFile::~WholeFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!committed_) ::unlink(path_.c_str());
}

void WholeFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(target_, why(errno) + "; free some space or choose another folder");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void WholeFile::commit() {
  struct stat old {};
  if (::stat(target_.c_str(), &old) == 0) {
    require(::fchmod(descriptor_, old.st_mode & 07777) == 0);
  }
  require(::fsync(descriptor_) == 0);
  const int descriptor = descriptor_;
  descriptor_ = -1;
  require(::close(descriptor) == 0);
  require(::rename(path_.c_str(), target_.c_str()) == 0);
  committed_ = true;
}

void WholeFile::require(bool done) const {
  if (!done) fail(target_, why(errno) + "; choose another folder");
}

void write_whole(const fs::path& path, std::string_view bytes) {
  WholeFile file(path);
  file.write(bytes);
  file.commit();
}

void check_writable(const fs::path& path) { const WholeFile probe(path); }

}  // namespace separatrix
