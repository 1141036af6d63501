#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <sys/resource.h>

#include "numerics/error.hpp"
#include "reports/atomic_file.hpp"

using namespace separatrix;
namespace fs = std::filesystem;

namespace {

/// A fresh folder, removed at the end.
struct Folder {
  fs::path path;
  Folder() {
    static int count = 0;
    path = fs::temp_directory_path() /
           ("separatrix-files-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    fs::create_directory(path);
  }
  ~Folder() { fs::remove_all(path); }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path), fs::directory_iterator()));
  }
};

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Both functions must refuse the path with one line that begins alike and names it.
void refused(const fs::path& path) {
  for (const bool check_only : {true, false}) {
    try {
      check_only ? check_writable(path) : write_whole(path, "text");
      FAIL("accepted " << path);
    } catch (const Error& error) {
      const std::string message = error.what();
      CHECK(error.argument() == path.string());
      CHECK(message.starts_with("cannot write \"" + path.string() + "\": "));
      CHECK(message.find('\n') == std::string::npos);
    }
  }
}

/// No file may grow beyond so many bytes while this lives; a write beyond fails with EFBIG.
class SizeLimit {
 public:
  explicit SizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_);
    const rlimit limit{bytes, old_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  SizeLimit(const SizeLimit&) = delete;
  SizeLimit& operator=(const SizeLimit&) = delete;
  ~SizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &old_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit old_{};
  void (*handler_)(int);
};

}  // namespace

TEST_CASE("a file is written whole, replaced whole, and nothing else is left") {
  const Folder folder;
  const fs::path path = folder.path / "record.json";
  const std::string bytes("a\0b\n\xff", 5);
  check_writable(path);
  CHECK(folder.files() == 0);
  write_whole(path, bytes);
  CHECK(content(path) == bytes);
  check_writable(path);
  CHECK(content(path) == bytes);
  write_whole(path, "");
  CHECK(content(path).empty());
  write_whole(path, std::string(3000000, 'x'));
  CHECK(fs::file_size(path) == 3000000);
  CHECK(folder.files() == 1);
}

TEST_CASE("permissions of a replaced file stay, and a link is followed") {
  const Folder folder;
  const fs::path path = folder.path / "record.json";
  write_whole(path, "one");
  const fs::perms mode = fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read;
  fs::permissions(path, mode);
  fs::create_symlink("record.json", folder.path / "link");
  write_whole(folder.path / "link", "two");
  CHECK(content(path) == "two");
  CHECK(fs::status(path).permissions() == mode);
  CHECK(fs::is_symlink(folder.path / "link"));
  CHECK(folder.files() == 2);
}

TEST_CASE("paths that cannot be written are refused and stay as they were") {
  const Folder folder;
  fs::create_directory(folder.path / "sub");
  write_whole(folder.path / "file", "kept");
  fs::create_symlink("nothing", folder.path / "dangling");
  refused(folder.path / "missing" / "record.json");
  refused(folder.path / "sub");
  refused(folder.path / "sub" / "");
  refused(folder.path / ".");
  refused(folder.path / "file" / "record.json");
  refused(folder.path / "dangling");
  refused("/dev/full");
  refused("");
  refused(folder.path / std::string(300, 'n'));
  CHECK(fs::is_character_file("/dev/full"));
  CHECK(content(folder.path / "file") == "kept");
  CHECK(fs::is_empty(folder.path / "sub"));
  CHECK(folder.files() == 3);
}

TEST_CASE("a write that fails in the middle leaves the old file and no other") {
  const Folder folder;
  const fs::path path = folder.path / "record.json";
  write_whole(path, "old");
  {
    const SizeLimit limit(10000);
    CHECK_THROWS_WITH(write_whole(path, std::string(20000, 'x')),
                      Catch::StartsWith("cannot write \"" + path.string() + "\": "));
    CHECK_THROWS_AS(write_whole(folder.path / "new.json", std::string(20000, 'x')), Error);
    CHECK_NOTHROW(write_whole(path, std::string(9000, 'y')));
  }
  CHECK(content(path) == std::string(9000, 'y'));
  CHECK(folder.files() == 1);
}

TEST_CASE("a file written in pieces appears when it is committed, and not before") {
  const Folder folder;
  const fs::path path = folder.path / "lines";
  {
    WholeFile file(path);
    file.write("one\n");
    CHECK_FALSE(fs::exists(path));
    file.write("two\n");
    file.commit();
  }
  CHECK(content(path) == "one\ntwo\n");
  {
    WholeFile given_up(path);
    given_up.write("three\n");
  }
  CHECK(content(path) == "one\ntwo\n");
  CHECK(folder.files() == 1);
}
