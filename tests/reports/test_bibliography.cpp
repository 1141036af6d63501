#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "reports/bibliography.hpp"

using namespace separatrix;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Letters, beginning with a capital; two digits of the year; perhaps a letter.
bool looks_like_key(std::string_view word) {
  const std::size_t letters = static_cast<std::size_t>(
      std::find_if_not(word.begin(), word.end(), [](unsigned char c) { return std::isalpha(c); }) -
      word.begin());
  const std::string_view rest = word.substr(letters);
  return letters >= 2 && std::isupper(static_cast<unsigned char>(word[0])) &&
         (rest.size() == 2 ||
          (rest.size() == 3 && std::islower(static_cast<unsigned char>(rest[2])))) &&
         std::isdigit(static_cast<unsigned char>(rest[0])) &&
         std::isdigit(static_cast<unsigned char>(rest[1]));
}

/// Citation keys in square brackets, one or several with ", " between them.
std::vector<std::string> keys_cited_in(const std::string& text) {
  std::vector<std::string> keys;
  for (std::size_t open = text.find('['); open != std::string::npos;
       open = text.find('[', open + 1)) {
    std::istringstream inside(text.substr(open + 1, text.find(']', open) - open - 1));
    for (std::string word; std::getline(inside >> std::ws, word, ',');) {
      if (looks_like_key(word)) keys.push_back(word);
    }
  }
  return keys;
}

}  // namespace

TEST_CASE("the bibliography in the program is the file, and all of it is understood") {
  const std::string file = read(fs::path(SEPARATRIX_SOURCE_DIR) / "reports/references.bib");
  CHECK(file == bibliography());
  const std::vector<std::string_view> keys = citation_keys();
  CHECK(keys.size() == static_cast<std::size_t>(std::count(file.begin(), file.end(), '@')));
  CHECK(std::set<std::string_view>(keys.begin(), keys.end()).size() == keys.size());
}

TEST_CASE("every entry has author, title and the year that its key says") {
  for (const std::string_view key : citation_keys()) {
    INFO(key);
    CHECK(has_key(key));
    CHECK(entry(key).starts_with('@'));
    CHECK(entry(key).ends_with('}'));
    CHECK_FALSE(field(key, "author").empty());
    CHECK_FALSE(field(key, "title").empty());
    const std::size_t digits = key.find_first_of("0123456789");
    REQUIRE(digits != std::string_view::npos);
    CHECK(field(key, "year").substr(2) == key.substr(digits, 2));
  }
}

TEST_CASE("fields are plain text") {
  CHECK(field("DG75", "title") == "Alternating bilinear forms over GF(q)");
  CHECK(field("DG75", "pages") == "26\u201350");
  CHECK(field("HHGLM20", "title") ==
        "RNNs can generate bounded hierarchical languages with optimal memory");
  CHECK(field("KN97", "doi").empty());
  CHECK(field("KN97", "yea").empty());
}

TEST_CASE("unknown keys are refused") {
  for (const char* key : {"", "Nobody99", "BHBK2", "BHBK244", "bhbk24"}) {
    CHECK_FALSE(has_key(key));
    CHECK_THROWS_AS(entry(key), Error);
    CHECK_THROWS_AS(field(key, "title"), Error);
  }
}

TEST_CASE("every key that the code cites exists") {
  CHECK(keys_cited_in("as in [DG75], [KN97, CP34] but not [0] or [T1] or a[i20]") ==
        std::vector<std::string>{"DG75", "KN97", "CP34"});
  std::size_t cited = 0;
  for (const char* folder : {"numerics", "parallel", "evidence", "models", "tasks", "constructions",
                             "bounds", "analysis", "reports", "cli"}) {
    const fs::path root = fs::path(SEPARATRIX_SOURCE_DIR) / folder;
    if (!fs::exists(root)) continue;
    for (const fs::directory_entry& file : fs::recursive_directory_iterator(root)) {
      if (file.path().extension() != ".hpp" && file.path().extension() != ".cpp") continue;
      for (const std::string& key : keys_cited_in(read(file.path()))) {
        INFO(file.path().filename() << " cites [" << key << "]");
        CHECK(has_key(key));
        ++cited;
      }
    }
  }
  CHECK(cited > 0);
}
