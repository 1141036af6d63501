#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "reports/html.hpp"
#include "reports/html_figures.hpp"
#include "reports/theorems.hpp"
#include "samples.hpp"

using namespace separatrix;

namespace {

/// The page without what stands between the tags of its scripts.
std::string without_scripts(std::string page) {
  for (std::size_t at = 0; (at = page.find("<script", at)) != std::string::npos; ++at) {
    const std::size_t begin = page.find('>', at) + 1;
    page.erase(begin, page.find("</script>", begin) - begin);
  }
  return page;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++times;
  return times;
}

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
  const std::string page = without_scripts(html_page(samples::record()));
  CHECK(unbalanced(page).empty());
  for (const char* outside : {"http:", "https:", " src=", "<link", "<img", "@import", "url("}) {
    INFO(outside);
    CHECK(page.find(outside) == std::string::npos);
  }
  CHECK_THAT(page, Catch::Contains("default-src 'none'"));
  CHECK_THAT(page, Catch::Contains("prefers-color-scheme:dark"));
  CHECK_THAT(page, Catch::Contains("name=\"viewport\""));
}

TEST_CASE("the page shows every theorem, every result and the sources") {
  const Record record = samples::record();
  const std::string page = html_page(record);
  for (const Theorem& row : theorems()) {
    CHECK_THAT(page, Catch::Contains("id=\"" + std::string(row.id) + "\""));
    CHECK_THAT(page, Catch::Contains(html_escape(row.statement)));
  }
  const auto cells = std::ranges::count(record.results, Kind::atlas, &Result::kind);
  CHECK(count(page, "<details class=\"result\">") + cells == record.results.size());
  CHECK(count(page, "<div class=\"cell\"") == static_cast<std::size_t>(cells));
  CHECK(count(page, "<dt>reproduce</dt>") == record.results.size());
  std::size_t certificates = 0;
  for (const Result& result : record.results) certificates += result.certificate.has_value();
  CHECK(count(page, " data-certificate=") == certificates);
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
  CHECK_THAT(page, Catch::Contains("data-show=\"T6\">2 results</a>"));
  CHECK(unbalanced(without_scripts(page)).empty());
}

TEST_CASE("cells of the atlas stand in its table, with certificate and command, and only there") {
  Record record = samples::record();
  record.results = samples::atlas_cells();
  const std::string page = without_scripts(html_page(record));
  CHECK(unbalanced(page).empty());
  const std::string atlas = page.substr(page.find("<section id=\"atlas\""));
  CHECK(count(atlas, "<tr>\n<th scope=\"row\">") == 3);
  CHECK(count(atlas, "<div class=\"cell\"") == record.results.size());
  CHECK(count(page, "<dt>reproduce</dt>") == record.results.size());
  CHECK(count(page, "data-certificate=") == 2);
  CHECK(count(page, "<details class=\"result\">") == 0);
  // Least widths are numbers to sort by; nothing known comes last, impossible is above all.
  CHECK_THAT(atlas, Catch::Contains("<td data-key=\"3\" data-task=\"index-lookup\">"));
  CHECK_THAT(atlas, Catch::Contains("<td data-key=\"impossible\" data-task=\"index-lookup\">"));
  CHECK_THAT(atlas, Catch::Contains("<td data-key=\"\" data-task=\"equality\">"));
  CHECK_THAT(atlas, Catch::Contains("<td data-key=\"1\" data-task=\"equality\">"));
  CHECK_THAT(atlas, Catch::Contains(std::string("<span class=\"lower soft\">") +
                                    std::string(kNoBound) + "</span>"));
  CHECK_THAT(atlas, Catch::Contains("m &lt;= 10, p = 22 (rnn)<span class=\"away\" hidden>, "
                                    "certified at n = 64</span>"));
  CHECK_THAT(atlas, Catch::Contains("<h3>n = 64, p = 32 bits per number</h3>"));
  CHECK_THAT(atlas, Catch::Contains("<p>bits that cross: <code>m p</code></p>"));
  record.results = {samples::certified()};
  CHECK(count(html_page(record), "id=\"atlas\"") == 0);
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
    if (result.upper) result.upper = evil;
    if (result.vectors) result.vectors->family = evil;
    if (result.counterexample) result.counterexample->what = evil;
    if (result.counterexample) result.counterexample->replay = {evil};
    for (Bound& bound : result.bounds) bound.quantity = evil;
    for (std::string& note : result.notes) note = evil;
  }
  const std::string page = html_page(record);
  CHECK(unbalanced(without_scripts(page)).empty());
  CHECK(count(page, "<script") == 3);
  CHECK(count(page, "</script>") == 3);
  CHECK(html_escape(evil) == "&lt;script&gt;&quot;&#39;&amp; &lt;/dd&gt;");
}

TEST_CASE("the page holds the record once, a line for each result") {
  Record record = samples::record();
  record.results[0].notes = {"</script><!-- <script>"};
  const std::string text = page_record(record);
  CHECK(parse_record(text) == record);
  CHECK(text.find('<') == std::string::npos);
  CHECK(count(text, "\n") == record.results.size() + 2);
  CHECK(count(html_page(record), text) == 1);
  // A download: the first line, one result, the last line.
  const std::size_t first = text.find('\n') + 1;
  const std::size_t end = text.find(",\n", first);
  const Record one = parse_record(text.substr(0, first) + text.substr(first, end - first) + "]}\n");
  REQUIRE(one.results.size() == 1);
  CHECK(one.results[0] == record.results[0]);
  record.results.clear();
  CHECK(parse_record(page_record(record)) == record);
}

TEST_CASE("figures travel exactly and as numbers to draw") {
  const Figure figure{.id = "width-index",
                      .title = "Width < N",
                      .x_label = "N",
                      .y_label = "width",
                      .x_log = true,
                      .note = "Real & exact.",
                      .series = {{"paper", SeriesStyle::steps, {{Rational(1, 3), 7, "a & b"}}}}};
  const auto json = figures_json(std::vector{figure});
  const auto& point = json[0]["series"][0]["points"][0];
  CHECK(json[0]["series"][0]["style"] == "steps");
  CHECK(point["exact_x"] == "1/3");
  CHECK(point["x"].get<double>() == Approx(1.0 / 3));
  const std::string html = figure_sections(std::vector{figure});
  CHECK(unbalanced(html).empty());
  CHECK_THAT(html, Catch::Contains("Width &lt; N") &&
                       Catch::Contains("id=\"figure-width-index\"") &&
                       Catch::Contains(">1/3</td>") && Catch::Contains("a &amp; b") &&
                       Catch::Contains("Real &amp; exact."));
}
