// Audit of the scale of T6 [BHBK24]: does the stated eta do what the proof needs?
//
// The proof wants each weight to round to 1 at the target and to 0 elsewhere. With every other
// logit eta mu below the target's, the target's weight is 1 / (1 + (N-1) exp(-eta mu)), and on a
// grid of step 1/S it rounds to 1, to nearest, exactly if (N-1) exp(-eta mu) < 1 / (2S - 1).

#include <functional>
#include <map>
#include <optional>

#include "analysis/audit/case_list.hpp"
#include "analysis/audit/rows.hpp"
#include "constructions/attention_scale.hpp"
#include "constructions/vectors/random_sign.hpp"
#include "numerics/interval.hpp"

namespace separatrix::audit {
namespace {

constexpr std::string_view kRow = "T6-scale";
constexpr unsigned kSmallestLog = 2;  // N = 4 is the shortest input with two symbols a side

struct Case {
  std::uint64_t n;
  unsigned kc;

  std::string label() const { return "N = " + std::to_string(n) + ", Kc = " + std::to_string(kc); }
  Integer grid() const { return power(Integer(n), kc); }
};

std::vector<Case> cases(unsigned largest_log) {
  std::vector<Case> all;
  for (unsigned log_n = kSmallestLog; log_n <= largest_log; ++log_n)
    for (unsigned kc = 1; kc <= 3; ++kc) all.push_back({std::uint64_t{1} << log_n, kc});
  return all;
}

Interval stated(const Case& c, const Rational& factor) {
  return Interval(factor) * (log(Interval(c.n)) + Interval(c.kc) * log(Interval(2 * Integer(c.n))));
}

/// ln((N-1)(2S-1)) / mu: a weight 1/(1 + (N-1) exp(-eta mu)) rounds to 1, to nearest on the grid of
/// step 1/S, exactly if eta exceeds this; the others, at most exp(-eta mu), then round to 0.
Interval needed(const Case& c, const Rational& mu) {
  return log(Interval(Integer(c.n - 1) * (2 * c.grid() - 1))) / Interval(mu);
}

Result claim(const std::string& text) {
  Result result;
  result.kind = Kind::audit;
  result.theorem = "T6";
  result.claim = text;
  return result;
}

std::string range(unsigned largest_log) {
  return "N = 2^" + std::to_string(kSmallestLog) + " .. 2^" + std::to_string(largest_log) +
         ", Kc = 1, 2, 3";
}

std::string written(const Rational& factor) {
  return (factor == 1 ? std::string() : to_string(factor) + " ") + "(ln N + Kc ln 2N)";
}

/// The smallest multiple of 1/64 that suffices as factor in every case.
Rational smallest_factor(const std::vector<Case>& all,
                         const std::function<Interval(const Case&)>& wanted) {
  Rational largest = 0;
  for (const Case& c : all) {
    const Rational ratio = (wanted(c) / stated(c, 1)).upper();
    if (ratio > largest) largest = ratio;
  }
  return Rational(ceil(Rational(largest * 64)), 64);
}

/// The hypothesis against a bound on eta in closed form.
Result against(const std::string& text, const Rational& factor, unsigned largest_log,
               const std::function<Interval(const Case&)>& wanted, Work& work) {
  Result result = claim(text);
  const auto all = cases(largest_log);
  CaseList tally;
  for (const Case& c : all)
    tally.add(c.label(), work, [&] { return less_equal(wanted(c), stated(c, factor)); });
  tally.conclude(result, kRow);
  if (result.status == Status::refuted)
    result.correction = "the factor " + to_string(smallest_factor(all, wanted)) +
                        " before (ln N + Kc ln 2N) suffices on the whole range";
  result.notes.push_back(range(largest_log));
  for (const Case& c : {all.front(), all.back()})
    result.notes.push_back(c.label() + ": eta = " + stated(c, factor).to_string(6) + ", needed " +
                           wanted(c).to_string(6));
  return result;
}

/// How often each inner product with vector i occurs among the others.
std::map<std::int64_t, std::uint64_t> products_of(const vectors::SignFamily& family,
                                                  std::uint64_t i) {
  std::map<std::int64_t, std::uint64_t> counts;
  for (std::uint64_t j = 0; j < family.size(); ++j)
    if (j != i) ++counts[family.product(i, j)];
  return counts;
}

/// Whether (sum over the others of exp(-eta (1 - <T(i),T(j)>))) < 1 / (2S - 1) for every target i:
/// the queries ask for the first half only, tau(i) = i or i - N/2.
Tri rounds_on(const vectors::SignFamily& family, const Case& c, const Interval& eta) {
  const Interval most = Interval(1) / Interval(Integer(2 * c.grid() - 1));
  const Integer k = family.dimension();
  Tri all = Tri::yes;
  for (std::uint64_t i = 0; i < family.size() / 2; ++i) {
    Interval noise;
    for (const auto& [product, count] : products_of(family, i))
      noise += Interval(count) * exp(-eta * Interval(Rational(k - product, k)));
    all = all & less(noise, most);
  }
  return all;
}

Result on_actual_vectors(const Rational& factor, unsigned largest_log, Work& work) {
  Result result =
      claim("eta = " + written(factor) +
            " makes every weight round, to nearest, to 1 at the target and to 0 elsewhere, "
            "on the paper's random signs (gamma = 1/4, seed 1)");
  CaseList tally;
  const Rational step(1, 16);
  std::string smallest;
  std::string grids;
  work.begin("vector families", largest_log / 2);
  for (unsigned log_n = kSmallestLog; log_n <= largest_log; log_n += 2) {
    const std::uint64_t n = std::uint64_t{1} << log_n;
    const auto family =
        vectors::random_sign(n, vectors::random_sign_dimension(n, Rational(1, 4)), 1);
    std::optional<unsigned> smallest_kc;
    for (unsigned kc = 1; kc <= 3; ++kc) {
      const Case c{n, kc};
      Tri rounds = Tri::unknown;
      tally.add(c.label(), work, [&] { return rounds = rounds_on(*family, c, stated(c, factor)); });
      if (work.stopped()) continue;
      if (rounds == Tri::yes && !smallest_kc) smallest_kc = kc;
      // The noise falls as eta grows: bisect the multiples of the step.
      Integer good = ceil(Rational(needed(c, Rational(1, 4)).upper() / step));
      Integer bad = 0;
      while (good - bad > 1) {
        const Integer middle = (good + bad) / 2;
        const bool holds =
            rounds_on(*family, c, Interval(Rational(Rational(middle) * step))) == Tri::yes;
        (holds ? good : bad) = middle;
      }
      smallest += (smallest.empty() ? "" : "; ") + c.label() + ": " +
                  to_string(Rational(Rational(good) * step)) + " against " +
                  stated(c, factor).to_string(4);
    }
    if (work.stopped()) continue;  // some Kc was not looked at
    grids += (grids.empty() ? "" : ", ") +
             std::string(smallest_kc ? std::to_string(*smallest_kc) : "none of 1, 2, 3") +
             " at N = " + std::to_string(n);
    work.advance(1);
  }
  result.notes.push_back("smallest Kc at which this eta works: " + grids);
  tally.conclude(result, kRow);
  if (result.status == Status::refuted)
    result.correction = "smallest multiple of 1/16 that works: " + smallest;
  result.notes.push_back(
      "every target against all others, exact inner products, enclosed exponentials");
  return result;
}

}  // namespace

std::vector<Result> equality_scale(const Rational& factor, Effort effort, Work& work) {
  const unsigned largest_log = effort == Effort::full ? 40 : 30;
  const std::string eta = "eta = " + written(factor);
  const auto worst = [](const Case& c) { return needed(c, Rational(1, 2)); };
  const auto exact_self = [](const Case& c) { return needed(c, Rational(3, 4)); };
  return {
      against(eta + " satisfies the derived eta >= 2 ln((N-1)(2 N^Kc - 1))", factor, largest_log,
              worst, work),
      against(eta + " makes every weight round, to nearest, to 1 at the target and to 0 elsewhere "
                    "for every family with inner products within 1/4 that also counts exact self "
                    "products (mu = 3/4)",
              factor, largest_log, exact_self, work),
      on_actual_vectors(factor, effort == Effort::full ? 10 : 8, work)};
}

}  // namespace separatrix::audit
