#include <sstream>

#include <catch2/catch.hpp>

#include "reports/latex.hpp"
#include "reports/theorems.hpp"
#include "samples.hpp"

using namespace separatrix;

TEST_CASE("special characters of LaTeX are escaped") {
  CHECK(latex_escape("a_b & 50% {x} #1 $ ^2 ~ \\ <|> \"") ==
        "a\\_b \\& 50\\% \\{x\\} \\#1 \\$ \\textasciicircum{}2 \\textasciitilde{} "
        "\\textbackslash{} \\textless{}\\textbar{}\\textgreater{} {''}");
  CHECK(latex_escape("two\nlines") == "two lines");
}

TEST_CASE("the table has a line for every result and for every theorem without one") {
  Record record = samples::record();
  record.results[0].task->name = "50%_of & all\\";
  const std::string table = latex_table(record);
  std::size_t lines = 0;
  std::istringstream in(table);
  for (std::string line; std::getline(in, line);) {
    if (line.find(" & ") == std::string::npos || line.starts_with("& Result")) continue;
    ++lines;
    INFO(line);
    CHECK(line.ends_with(" \\\\"));
    // Six column separators that are not escaped.
    std::size_t separators = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '&' && (i == 0 || line[i - 1] != '\\')) ++separators;
    }
    CHECK(separators == 6);
  }
  // Seven results belong to three theorems; one theorem has only an audit.
  CHECK(lines == theorems().size() - 3 + 7);
  CHECK_THAT(table, Catch::Contains("\\emph{audited below}"));
  CHECK_THAT(table, Catch::Contains("50\\%\\_of \\& all\\textbackslash{}"));
  CHECK_THAT(table, Catch::Contains("\\emph{no evidence yet}"));
  CHECK_THAT(table, Catch::Contains("~\\cite[Theorem 1]{BHBK24}"));
  CHECK_THAT(table, Catch::Contains("& refuted & 33 & 26 & 1180591620717411303424"));
}

TEST_CASE("audit results stand below the table with claim, verdict and correction") {
  Record record = samples::record();
  record.results = {samples::audit()};
  const std::string table = latex_table(record);
  CHECK_THAT(table, Catch::Contains("\\item[T6]"));
  CHECK_THAT(table, Catch::Contains("\\emph{Verdict (refuted).} fails from N = 16 on."));
  CHECK_THAT(table, Catch::Contains("\\emph{Correction.} eta \\textgreater{}="));
  record.results[0].claim = "One sentence.";
  CHECK_THAT(latex_table(record), Catch::Contains("\\emph{Claim.} One sentence. \\emph{Verdict"));
  record.results = {samples::certified()};
  CHECK(latex_table(record).find("description") == std::string::npos);
}
