#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "reports/html.hpp"
#include "reports/theorems.hpp"
#include "samples.hpp"

using namespace separatrix;

namespace {

/// Empty if every element is closed in order; else what is wrong.
std::string unbalanced(const std::string& page) {
  std::vector<std::string> open;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const bool closing = page[at + 1] == '/';
    const std::size_t begin = at + 1 + closing;
    const std::string name = page.substr(begin, page.find_first_of(" >", begin) - begin);
    if (name == "!DOCTYPE" || name == "meta") continue;
    if (!closing) {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> closes " + (open.empty() ? "nothing" : open.back());
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> is not closed";
}

}  // namespace

TEST_CASE("the page is well formed and needs nothing from elsewhere") {
  CHECK_FALSE(unbalanced("<p><b></p></b>").empty());
  CHECK_FALSE(unbalanced("<p>").empty());
  const std::string page = html_page(samples::record());
  CHECK(unbalanced(page).empty());
  for (const char* outside : {"http:", "https:", "<script", "<link", "<img", "@import", "url("}) {
    INFO(outside);
    CHECK(page.find(outside) == std::string::npos);
  }
  CHECK_THAT(page, Catch::Contains("prefers-color-scheme: dark"));
  CHECK_THAT(page, Catch::Contains("name=\"viewport\""));
}

TEST_CASE("the page shows every theorem, every result and the sources") {
  const Record record = samples::record();
  const std::string page = html_page(record);
  for (const Theorem& row : theorems()) {
    CHECK_THAT(page, Catch::Contains("id=\"" + std::string(row.id) + "\""));
    CHECK_THAT(page, Catch::Contains(html_escape(row.statement)));
  }
  std::size_t shown = 0;
  for (std::size_t at = 0; (at = page.find("<dt>status</dt>", at)) != std::string::npos; ++at) {
    ++shown;
  }
  CHECK(shown == record.results.size());
  CHECK_THAT(page, Catch::Contains("no evidence yet"));
  CHECK_THAT(page, Catch::Contains("interrupted after 3 of 20 lengths"));
  CHECK_THAT(page, Catch::Contains("[BHBK24] Bhattamishra, Satwik"));
  CHECK_THAT(page, Catch::Contains("[DG75] Delsarte, Philippe"));
}

TEST_CASE("what the audits say is told apart from the evidence of the theorem") {
  Record record = samples::record();
  record.results = {samples::audit(), samples::certified()};
  record.results[1].theorem = "T6";
  const std::string page = html_page(record);
  CHECK_THAT(page, Catch::Contains(">audit: refuted 1</span>"));
  CHECK_THAT(page, Catch::Contains(">certified 1</span>"));
  CHECK(page.find(">refuted 1</span>") == std::string::npos);
  CHECK_THAT(page, Catch::Contains("<summary>1 result</summary>"));
  CHECK_THAT(page, Catch::Contains("<summary>1 audited claim</summary>"));
  CHECK(unbalanced(page).empty());
}

TEST_CASE("text from a record cannot become markup") {
  Record record = samples::record();
  const std::string evil = "<script>\"'&\n</dd>";
  record.command.push_back(evil);
  record.tool.version = evil;
  for (Result& result : record.results) {
    if (result.task) result.task->name = evil;
    if (result.construction) result.construction->id = evil;
    if (result.arithmetic) result.arithmetic = evil;
    if (result.claim) result.claim = evil;
    if (result.verdict) result.verdict = evil;
    if (result.correction) result.correction = evil;
    if (result.reason) result.reason = evil;
    if (result.architecture) result.architecture = evil;
    if (result.lower) result.lower = evil;
    if (result.vectors) result.vectors->family = evil;
    if (result.counterexample) result.counterexample->what = evil;
    if (result.counterexample) result.counterexample->replay = {evil};
    for (Bound& bound : result.bounds) bound.quantity = evil;
    for (std::string& note : result.notes) note = evil;
  }
  const std::string page = html_page(record);
  CHECK(unbalanced(page).empty());
  CHECK(page.find("<script") == std::string::npos);
  CHECK(html_escape(evil) == "&lt;script&gt;&quot;&#39;&amp; &lt;/dd&gt;");
}
