#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "tasks/sparse_threshold.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

/// The message of the refusal, which must name --cnf and begin with file and line.
std::string refusal(const std::string& text, unsigned width = 0) {
  try {
    parse_cnf(text, "f.cnf", width);
  } catch (const Error& e) {
    CHECK(e.argument() == "--cnf");
    CHECK_THAT(e.what(), !Contains("\n"));
    return e.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("A DIMACS file as clauses and truth tables") {
  const SparseFormula f = parse_cnf("c a comment\np cnf 4 3\n1 -3 0\n4\n0 -2 3 4 0\n", "text");
  CHECK(f.name == "cnf");
  CHECK(f.variables == 4);
  CHECK(f.width == 3);
  CHECK(f.bound == 2);
  CHECK(f.feature_count() == 3);
  CHECK(f.clauses == std::vector<std::vector<int>>{{1, -3}, {4}, {-2, 3, 4}});
  REQUIRE(f.features.size() == 3);
  CHECK(f.features[0].count == 1);
  CHECK(f.features[0].reads == std::vector<FeatureRun::Reads>{{0, 1}, {2, 1}});
  CHECK(f.features[0].table == std::vector<std::int64_t>{1, 1, 0, 1});  // index x_1 + 2 x_3
  CHECK(f.features[1].table == std::vector<std::int64_t>{0, 1});
  CHECK(f.features[2].table == std::vector<std::int64_t>{1, 0, 1, 1, 1, 1, 1, 1});

  const SparseFormula d = parse_dnf("p dnf 4 2\n1 -3 0\n-2 0\n", "text");
  CHECK(d.name == "dnf");
  CHECK(d.bound == 0);
  CHECK(d.features[0].table == std::vector<std::int64_t>{0, 1, 0, 0});
  CHECK(d.features[1].table == std::vector<std::int64_t>{1, 0});
  CHECK(parse_dnf("p cnf 4 1\n1 -3 0\n", "text").clauses.size() == 1);
}

TEST_CASE("Repeated, contradicting and missing literals") {
  const std::string text = "p cnf 3 3\n2 2 -3 2 0\n0\n1 -1 0\n";
  const SparseFormula cnf = parse_cnf(text, "text");
  CHECK(cnf.width == 2);
  CHECK(cnf.features[0].reads.size() == 2);
  CHECK(cnf.features[0].table == std::vector<std::int64_t>{1, 1, 0, 1});
  CHECK(cnf.features[1].reads.empty());
  CHECK(cnf.features[1].table == std::vector<std::int64_t>{0});
  CHECK(cnf.features[2].table == std::vector<std::int64_t>{1, 1});
  const SparseFormula dnf = parse_dnf(text, "text");
  CHECK(dnf.features[1].table == std::vector<std::int64_t>{1});
  CHECK(dnf.features[2].table == std::vector<std::int64_t>{0, 0});
  CHECK(parse_cnf("p cnf 3 0\n", "text").bound == -1);
}

TEST_CASE("What real files contain") {
  const auto plain = parse_cnf("p cnf 3 2\n1 2 0\n-3 0\n", "text").clauses;
  for (const std::string text :
       {"p cnf 3 2\r\n1 2 0\r\n-3 0\r\n", "c x\nc\n\np  cnf\t3 2 \n 1\n2 0 -3\nc between\n0",
        "p cnf 3 2\n1 2 0 -3 0\n%\n0\n\n", "p cnf 3 2\n1\nc inside a clause\n2 0\n-3 0"})
    CHECK(parse_cnf(text, "text").clauses == plain);
}

TEST_CASE("Malformed files are refused with the line") {
  CHECK_THAT(refusal(""), Contains("f.cnf, line 1: there is no header"));
  CHECK_THAT(refusal("c only\nc comments\n"), Contains("line 2: there is no header"));
  CHECK_THAT(refusal("c x\n1 2 0\n"), Contains("f.cnf, line 2: '1' stands before the header"));
  CHECK_THAT(refusal("p cnf 2\n1 0\n"), Contains("line 1") && Contains("two whole numbers"));
  CHECK_THAT(refusal("p cnf -2 1\n"), Contains("line 1"));
  CHECK_THAT(refusal("p cnf 2 1 7\n1 0\n"), Contains("line 1"));
  CHECK_THAT(refusal("p cnf 2x 1\n1 0\n"), Contains("line 1"));
  CHECK_THAT(refusal("p sat 2 1\n1 0\n"), Contains("line 1") && Contains("'sat'"));
  CHECK_THAT(refusal("p dnf 2 1\n1 0\n"), Contains("line 1") && Contains("'dnf'"));
  CHECK_THAT(refusal("p cnf 2147483647 1\n1 0\n"), Contains("line 1") && Contains("2^30"));
  CHECK_THAT(refusal("p cnf 2 1\np cnf 2 1\n1 0\n"), Contains("line 2: a second header"));
  CHECK_THAT(refusal("p cnf 2 1\n1 x2 0\n"), Contains("line 2: 'x2' is not a literal"));
  CHECK_THAT(refusal("p cnf 2 1\n1 +2 0\n"), Contains("'+2'"));
  CHECK_THAT(refusal("p cnf 2 1\n1 -0\n"), Contains("'-0'"));
  CHECK_THAT(refusal("p cnf 2 1\n1 99999999999 0\n"), Contains("'99999999999'"));
  CHECK_THAT(refusal("p cnf 2 1\n1 -2147483648 0\n"), Contains("line 2"));
  CHECK_THAT(refusal("p cnf 2 1\n\x01\x02 0\n"), Contains("'?"
                                                          "?'"));
  CHECK_THAT(refusal("p cnf 2 2\n1 0\n\n-3 0\n"), Contains("line 4: variable 3"));
  CHECK_THAT(refusal("p cnf 2 1\n1 0\n2 0\n"), Contains("line 3: clause 2 begins"));
  CHECK_THAT(refusal("c\np cnf 2 3\n1 0\n2 0\n"), Contains("line 2") && Contains("announces 3"));
  CHECK_THAT(refusal("p cnf 2 1\n1\n2\n"), Contains("line 2") && Contains("write a 0"));
  CHECK_THAT(refusal("p cnf 2 1\n1\n%\n0\n"), Contains("line 2") && Contains("write a 0"));
  CHECK_THAT(refusal(std::string(std::size_t{1} << 27, ' ')), Contains("64 MiB"));
  CHECK_THROWS_WITH(parse_dnf("p dnf 1 1\n2 0\n", "g"), Contains("g, line 2: variable 2"));
}

TEST_CASE("Clauses wider than asked for are refused with the line") {
  const std::string text = "p cnf 13 2\n1 -2\n3 0\n1 2 0\n";
  CHECK(refusal(text, 3) == "accepted");
  CHECK_THAT(refusal(text, 2), Contains("line 3") && Contains("3 variables"));
  CHECK(refusal("p cnf 13 1\n1 -1 1 2 0\n", 2) == "accepted");  // two variables
  std::string wide = "p cnf 13 1\n";
  for (int v = 1; v <= 12; ++v) wide += std::to_string(v) + " ";
  CHECK(refusal(wide + "0") == "accepted");
  CHECK_THAT(refusal(wide + "13 0"), Contains("line 2") && Contains("13 variables"));
  CHECK_THROWS_AS(parse_cnf(text, "f", 13), Error);
}
