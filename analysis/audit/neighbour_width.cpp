// Audit of the width of T7 [BHBK24].
//
// Claim. Position vectors accurate to gamma/100 have dimension O(log N), so the model's width is
// O(log N). The lemma's dimension for 2N vectors is k = 8 (100/gamma)^2 ln 4N: logarithmic for
// fixed gamma, with a large constant; for gamma = 1/log N and 1/N^c it is not. Welch's bound says
// the same of every family of vectors, not only of the lemma's.

#include "analysis/audit/case_list.hpp"
#include "analysis/audit/rows.hpp"
#include "bounds/welch.hpp"
#include "constructions/nearest_neighbour.hpp"

namespace separatrix::audit {
namespace {

constexpr std::string_view kRow = "T7-width";
constexpr unsigned kLargestLog = 40;

struct Gamma {
  std::string name;
  Rational (*at)(unsigned log_n);
  unsigned step = 1;  // gamma is rational for N = 2^log_n, log_n a multiple of this
};

const Gamma kGammas[] = {
    {"1/4", [](unsigned) { return Rational(1, 4); }},
    {"1/log2 N", [](unsigned log_n) { return Rational(1, log_n); }},
    {"N^(-1/4)", [](unsigned log_n) { return Rational(Integer(1), power(Integer(2), log_n / 4)); },
     4},
    {"1/N", [](unsigned log_n) { return Rational(Integer(1), power(Integer(2), log_n)); }}};

Result claim(std::string text) {
  Result result;
  result.kind = Kind::audit;
  result.theorem = "T7";
  result.claim = std::move(text);
  return result;
}

std::string label(unsigned log_n) { return "N = 2^" + std::to_string(log_n); }

/// k <= C log2 N with C taken at the first N of the range, times the factor.
Result logarithmic(const Gamma& gamma, const Rational& factor, const Work& work) {
  Result result = claim("the width of T7 is O(log N) for gamma = " + gamma.name +
                        ": the lemma's k / log2 N grows at most by the factor " +
                        to_string(factor) + " from N = 2^8 to 2^40");
  const unsigned first = 8;
  CaseList cases;
  const auto ratio = [&](unsigned log_n) {
    return Rational(paper_dimension(std::uint64_t{1} << log_n, gamma.at(log_n))) / log_n;
  };
  const Rational start = ratio(first);
  for (unsigned log_n = first; log_n <= kLargestLog; log_n += 4)
    cases.add(label(log_n), work,
              [&] { return ratio(log_n) <= factor * start ? Tri::yes : Tri::no; });
  cases.conclude(result, kRow);
  result.notes.push_back("k / log2 N: " + floor(start).str() + " at 2^8, " +
                         floor(ratio(kLargestLog)).str() + " at 2^40");
  // Any other family: sign vectors with coherence gamma/100 need at least this dimension.
  const unsigned log_n = 20;
  const WelchBound bound = dimension_welch(std::uint64_t{2} << log_n, gamma.at(log_n) / 100);
  result.notes.push_back("every family with that accuracy has k >= " +
                         std::to_string(bound.dimension) + " at N = 2^20 (Welch), the lemma's " +
                         paper_dimension(std::uint64_t{1} << log_n, gamma.at(log_n)).str());
  if (result.status == Status::refuted)
    result.correction =
        "copy the points to their labels: width d + 5 with quadratic addresses, no gamma in it "
        "(separatrix verify nearest-neighbour --construction copy)";
  return result;
}

/// The first power of two at which k < N, and whether it stays so up to 2^40.
Result shorter_than_input(const Gamma& gamma, const Work& work) {
  Result result =
      claim("for gamma = " + gamma.name +
            " the lemma's dimension k is smaller than N: the model is narrower than its "
            "input");
  CaseList cases;
  unsigned from = 0;  // 0: nowhere
  for (unsigned log_n = 4; log_n <= kLargestLog; log_n += gamma.step) {
    const bool shorter =
        paper_dimension(std::uint64_t{1} << log_n, gamma.at(log_n)) < power(Integer(2), log_n);
    cases.add(label(log_n), work, [&] { return shorter ? Tri::yes : Tri::no; });
    if (!shorter) from = 0;
    if (shorter && from == 0) from = log_n;
  }
  cases.conclude(result, kRow);
  if (result.status == Status::refuted)
    result.correction = from > 0 ? "from N = 2^" + std::to_string(from) + " on, up to 2^40"
                                 : std::string("nowhere up to N = 2^40");
  return result;
}

}  // namespace

std::vector<Result> neighbour_width(const Rational& factor, Effort, Work& work) {
  std::vector<Result> results;
  for (const Gamma& gamma : kGammas) {
    results.push_back(logarithmic(gamma, factor, work));
    results.push_back(shorter_than_input(gamma, work));
  }
  return results;
}

}  // namespace separatrix::audit
