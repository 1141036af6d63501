#include <catch2/catch.hpp>

#include "reports/json_text.hpp"

using separatrix::json_text;

namespace {

using Json = nlohmann::ordered_json;

std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0, begin = 0;
  for (std::size_t end = 0; end <= text.size(); ++end)
    if (end == text.size() || text[end] == '\n') {
      longest = std::max(longest, end - begin);
      begin = end + 1;
    }
  return longest;
}

}  // namespace

TEST_CASE("Short values stand on one line") {
  const Json json{{"a", 1}, {"b", {1, 2, 3}}, {"c", Json::object()}, {"d", Json::array()}};
  CHECK(json_text(json) == R"({"a": 1, "b": [1, 2, 3], "c": {}, "d": []})");
  CHECK(json_text(Json("text\n")) == R"("text\n")");
  CHECK(json_text(Json()) == "null");
}

TEST_CASE("Long lists of numbers fill lines, and what is read back is the same") {
  Json numbers = Json::array();
  for (int i = 0; i < 1000; ++i) numbers.push_back(i * 997 % 1013);
  Json rows = Json::array();
  for (int i = 0; i < 20; ++i) rows.push_back({{"row", i}, {"texts", {"x", "y", nullptr, true}}});
  const Json json{{"numbers", numbers}, {"rows", rows}, {"deep", {{{{{numbers}}}}}}};
  const std::string text = json_text(json);
  CHECK(Json::parse(text) == json);
  CHECK(longest_line(text) <= 100);
  CHECK(text.size() < 2 * json.dump().size());
  CHECK(text.starts_with("{\n  \"numbers\": [\n    0, 997,"));
}

TEST_CASE("Bytes that are not UTF-8 are replaced, in values and in names") {
  const Json json{{"\xff", "\xfe"}};
  CHECK(json_text(json) == "{\"\xef\xbf\xbd\": \"\xef\xbf\xbd\"}");
}
