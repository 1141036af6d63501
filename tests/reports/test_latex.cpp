#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "reports/bibliography.hpp"
#include "reports/latex.hpp"
#include "reports/latex_text.hpp"
#include "reports/theorems.hpp"
#include "samples.hpp"

using namespace separatrix;

namespace {

using Json = nlohmann::ordered_json;

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size()))
    ++times;
  return times;
}

/// The column separators of a line that are not escaped.
std::size_t separators(const std::string& line) {
  std::size_t times = 0;
  for (std::size_t i = 0; i < line.size(); ++i)
    if (line[i] == '&' && (i == 0 || line[i - 1] != '\\')) ++times;
  return times;
}

Json words_of(const std::string& text) { return Json::parse(text); }

/// Every kind of result with whatever LaTeX could choke on, and data for every kind of figure.
Record hard_record() {
  Record record = samples::record();
  record.command = {"separatrix", "paper", "--out", "a_b/50%#1/{x}/~user/c^2 & \"d\"\\e"};
  record.results[0].task->name =
      "50%_of & all\\ #1 {x} ~ ^ <y> |z| \"q\" \u2260 S\u00e9 \u00de \u0141 $";
  record.results[0].assumes = {"DG75", "CP34"};
  Result audit = samples::audit();
  audit.claim = "m H >= (N - 1)^(1/2) N^-Kc, 2 ^ x, a_{b}, log2 N -> 1073741824 <= 2^31";
  audit.evidence = Evidence{.domain_size = power(3, 200), .inputs_run = power(3, 200)};
  record.results.push_back(audit);
  for (const std::uint64_t n : {16U, 1U << 20U}) {
    record.results.push_back(samples::certified());
    record.results.back().task->n = n;
    record.results.back().construction->parameters["kc_search"] = Json::array();
    record.results.push_back(samples::sampled());
    record.results.back().task->n = n;
    record.results.push_back(samples::vectors());
    record.results.back().task->n = n;
    record.results.push_back(samples::certified());
    record.results.back().kind = Kind::analyze;
    record.results.back().measures->width = n;
  }
  Result curve;
  curve.kind = Kind::analyze;
  curve.theorem = "T3";
  curve.status = Status::certified;
  curve.task = TaskInstance{.name = "index-lookup", .n = 32};
  curve.certificate = words_of(R"({"kind": "hidden-size-curve", "precision": 64, "heads": 1,
    "series": [{"method": "rnn", "points": [{"n": 16, "needed": 16, "width": 1},
                                            {"n": 32, "needed": 128, "width": 2}]},
               {"method": "transformer-1 claimed", "points": [{"n": 32, "needed": 9, "width": 1}]}]})");
  record.results.push_back(curve);
  for (Result& cell : samples::atlas_cells()) record.results.push_back(std::move(cell));
  record.results.back().architecture = "50%_of & #1 {x}";
  return record;
}

std::string text_of(const std::vector<ReportFile>& files, std::string_view name) {
  for (const ReportFile& file : files)
    if (file.name == name) return file.text;
  FAIL("no file " << name);
  return {};
}

}  // namespace

TEST_CASE("special characters of LaTeX are escaped") {
  CHECK(latex_escape("a_b & 50% {x} #1 $ ^2 ~ \\ <|> \"") ==
        "a\\_b \\& 50\\% \\{x\\} \\#1 $\\$$ \\textasciicircum{}2 \\textasciitilde{} "
        "\\textbackslash{} \\textless{}\\textbar{}\\textgreater{} {''}");
  CHECK(latex_escape("two\nlines") == "two lines");
  CHECK(latex_escape("--out -") == "-{}-out -");
  CHECK(latex_escape("S\u00e9 \u2260 \u00d7 \U0001F600") == "S\u00e9 U+2260 U+00D7 U+1F600");
  CHECK(latex_escape("\u00de") == "U+00DE");          // a letter that OT1 lacks
  CHECK(latex_escape("\xff\xc3") == "U+FFFDU+FFFD");  // stray bytes
}

TEST_CASE("formulas inside prose are set as formulas, and only they") {
  CHECK(latex_prose("N^-Kc, N^(-1/4), 2^30 and x^y") ==
        "N$^{-\\mathrm{Kc}}$, N$^{-1/4}$, 2$^{30}$ and x$^{y}$");
  CHECK(latex_prose("(N - 1)^(1/2), -1, a-b") == "(N $-$ 1)$^{1/2}$, -1, a-b");
  CHECK(latex_prose("2 ^ x") == "2 \\textasciicircum{} x");
  CHECK(latex_prose("a^(b_c)") == "a\\textasciicircum{}(b\\_\\allowbreak{}c)");
  CHECK(latex_prose("m >= log2 N, log2x, n <= 4 < 5 -> 1") ==
        "m $\\geq$ $\\log_2$ N, log2x, n $\\leq$ 4 $<$ 5 $\\to$ 1");
  CHECK(latex_prose("n = 1073741824 or 1073741825, 65536^2, x65536, 1.65536") ==
        "n~=~$2^{30}$ or 1073741825, 65536$^{2}$, x65536, 1.65536");
  CHECK(latex_prose("the \"all\" case") == "the ``all'' case");
  CHECK(latex_prose("dyck:2:2") == "dyck:\\allowbreak{}2:\\allowbreak{}2");
}

TEST_CASE("counts are exact, long ones as powers") {
  CHECK(latex_count(1023) == "1023");
  CHECK(latex_count(32768) == "32\\,768");
  CHECK(latex_count(65536) == "$2^{16}$");
  CHECK(latex_count(65537) == "$2^{16} + 1$");
  CHECK(latex_count(power(2, 30) - 9) == "$2^{30} - 9$");
  CHECK(latex_count(power(2, 30) - 10) == "1\\,073\\,741\\,814");
  CHECK(latex_count(27 * power(2, 300)) == "$27 \\cdot 2^{300}$");
  CHECK(latex_count(power(3, 200)) == "between $2^{316}$ and $2^{317}$");
  CHECK(power(2, 316) < power(3, 200));
  CHECK(power(3, 200) < power(2, 317));
  CHECK(latex_count(0) == "0");
  CHECK(latex_count(-5) == "-5");
}

TEST_CASE("the results stand below their theorem, with all their cells") {
  const Record record = hard_record();
  const std::string table = latex_theorems(record);
  std::size_t rows = 0;
  std::istringstream in(table);
  for (std::string line; std::getline(in, line);) {
    if (!line.ends_with(" \\\\") || line.starts_with("Domain")) continue;
    ++rows;
    INFO(line);
    CHECK(separators(line) == 5);
  }
  std::size_t results = 0;
  for (const Result& r : record.results)
    if (r.kind != Kind::audit && r.kind != Kind::atlas) ++results;
  CHECK(rows == results);
  CHECK_THAT(table, Catch::Contains("\\textbf{T1} "));
  CHECK_THAT(table, Catch::Contains("\\cite[\\mbox{Theorem 1}]{BHBK24}"));
  CHECK_THAT(table, Catch::Contains("certified, assuming~\\cite{DG75,CP34}"));
  CHECK_THAT(table, Catch::Contains("refuted & 33 & 26 & $2^{70}$"));
  CHECK_THAT(table, Catch::Contains("Source: separatrix 0.1.0, \\texttt{separatrix paper"));
}

TEST_CASE("the evidence table counts every result once") {
  const Record record = hard_record();
  const std::string table = latex_evidence(record);
  std::size_t counted = 0;
  std::size_t audits = 0;
  std::size_t lines = 0;
  std::istringstream in(table);
  for (std::string line; std::getline(in, line);) {
    if (separators(line) != 7 || line.starts_with("& Theorem")) continue;
    ++lines;
    std::istringstream cells(line.substr(line.find(" & ") + 3));
    std::string cell;
    std::getline(cells, cell, '&');
    for (std::size_t status = 0; status < all_statuses.size(); ++status) {
      std::getline(cells, cell, '&');
      counted += static_cast<std::size_t>(std::atoi(cell.c_str()));
    }
    std::getline(cells, cell, '&');
    if (const auto of = cell.find("of "); of != std::string::npos)
      audits += static_cast<std::size_t>(std::atoi(cell.c_str() + of + 3));
  }
  CHECK(lines == theorems().size() + 1);
  CHECK(counted + audits == record.results.size());
  CHECK(audits == 2);
}

TEST_CASE("bounds and least widths have a line each") {
  const std::string text = latex_bounds(hard_record());
  CHECK_THAT(text, Catch::Contains("odd-even & 17 &  & rank \\\\"));
  CHECK_THAT(text, Catch::Contains("& dyck:\\allowbreak{}2:\\allowbreak{}2 & transformer-1 & 32"));
  // The largest N of the curve; what rests on the paper's count is not called certified.
  CHECK_THAT(text, Catch::Contains("rnn & 64 & 32 & 128 & 2 & certified \\\\"));
  CHECK_THAT(text, Catch::Contains("transformer-1 claimed & 64 & 32 & 9 & 1 & conditional \\\\"));
  Record record = samples::record();
  record.results = {samples::atlas()};
  CHECK(latex_bounds(record).empty());
}

TEST_CASE("the atlas is a table of its own, and nothing of it stands elsewhere") {
  Record record = samples::record();
  record.results = samples::atlas_cells();
  CHECK(latex_bounds(record).empty());
  CHECK(latex_theorems(record).empty());
  const std::string text = latex_atlas(record);
  CHECK_THAT(text, Catch::Contains("\nrnn & $\\geq$ 3 & $\\geq$ 1, m $\\leq$ 10, p~=~22 \\\\\n"));
  CHECK_THAT(text, Catch::Contains("\nwindow & impossible & impossible \\\\\n"));
  CHECK_THAT(text, Catch::Contains("\nsoftmax & ?, m $\\leq$ 5, p~=~50 & ? \\\\\n"));
  CHECK_THAT(text, Catch::Contains("$n = 64$ and $p = 32$ bits per number"));
  CHECK_THAT(text, Catch::Contains("rnn & equality & m $\\leq$ 10, p~=~22 & rnn & "));
  record.results = {samples::certified()};
  CHECK(latex_atlas(record).empty());
}

TEST_CASE("audits say claim, verdict and correction") {
  Record record = samples::record();
  record.results = {samples::audit()};
  const std::string list = latex_audit(record);
  CHECK_THAT(list, Catch::Contains("\\item[T6]"));
  CHECK_THAT(list, Catch::Contains("\\emph{Verdict (refuted).} fails from N~=~16 on."));
  CHECK_THAT(list, Catch::Contains("\\emph{Correction.} eta $\\geq$ 2 ln"));
  record.results[0].claim = "One sentence.";
  CHECK_THAT(latex_audit(record), Catch::Contains("\\emph{Claim.} One sentence. \\emph{Verdict"));
  record.results = {samples::certified()};
  CHECK(latex_audit(record).empty());
}

TEST_CASE("a figure has all its points, exactly, and series differ without colour") {
  Figure figure{"some-id", "Width against N: a_b", "N", "dimension k", true, true, "A note.", {}};
  figure.series = {
      {"one", SeriesStyle::points, {{1, Rational(5, 4), ""}, {1, Rational(5, 4), "b"}}},
      {"two", SeriesStyle::line, {{2, 3, ""}, {Integer("1073741824"), 1000, ""}}},
      {"three", SeriesStyle::line, {{2, Rational(1, 1000), ""}}}};
  const std::string text = latex_figure(figure, samples::record());
  CHECK_THAT(text, Catch::Contains("coordinates {(1,1.25)};"));
  CHECK_THAT(text, Catch::Contains("coordinates {(2,3) (1073741824,1000)};"));
  CHECK_THAT(text, Catch::Contains("coordinates {(2,0.001)};"));
  CHECK_THAT(text, Catch::Contains("\\label{fig:some-id}"));
  CHECK_THAT(text, Catch::Contains("A note. Source: separatrix 0.1.0, \\texttt{separatrix paper"));
  CHECK_THAT(text, Catch::Contains("a\\_\\allowbreak{}b"));
  CHECK(count(text, "solid, mark=square*") == 1);
  CHECK(count(text, "densely dashed, mark=triangle*") == 1);
  figure.series[0].points[0].y = Rational(1, 3);
  CHECK_THROWS_AS(latex_figure(figure, samples::record()), Error);
}

TEST_CASE("the report asks for the files that are written, and cites what there is") {
  for (const Record& record : {hard_record(), samples::record(), Record{}}) {
    const auto files = latex_report(record);
    std::set<std::string> names;
    std::string all;
    for (const ReportFile& file : files) {
      CHECK(names.insert(file.name).second);
      CHECK_FALSE(file.text.empty());
      if (file.name.ends_with(".tex")) all += file.text;
    }
    std::size_t asked = 0;
    for (std::size_t at = all.find("\\input{"); at != std::string::npos;
         at = all.find("\\input{", at + 1)) {
      const std::string name = all.substr(at + 7, all.find('}', at) - at - 7);
      INFO(name);
      CHECK(names.contains(name + ".tex"));
      ++asked;
    }
    CHECK(asked + 2 == files.size());  // all but report.tex and references.bib
    CHECK(text_of(files, "references.bib") == bibliography());
  }
}

// Not run by itself: tests/reports/test_latex_compiles.py names the folder and runs LaTeX on it.
TEST_CASE("writes the hard report", "[.latex-files]") {
  const char* folder = std::getenv("SEPARATRIX_LATEX_FOLDER");
  REQUIRE(folder != nullptr);
  for (const ReportFile& file : latex_report(hard_record()))
    std::ofstream(std::filesystem::path(folder) / file.name) << file.text;
}
