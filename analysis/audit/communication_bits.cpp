// T4 [BHBK24]: bits of the two-way protocol for one head, against `factor` m (p + log2 N).
//
// The four steps and both ways to count them stand in bounds/attention_protocol.hpp. The claim is
// decided for one head and an alphabet of four letters (Dyck-(2,2), the theorem's use), so that the
// token costs 2 bits, exactly: a count of bits c satisfies c <= f m (p + log2 N) if and only if
// c - f m p <= floor(f m log2 N).
//
// Why a boundary. With the paper's count the claim with factor 3 is
//   4 p + 2 ceil(log2 N) + 2 <= m (3 log2 N - p):
// for p >= 3 log2 N no m satisfies it, below that all m from some m on do. The grid's own count
// needs 3p/2 bits where the paper takes 2p, and the terms in m p cancel.
#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "analysis/audit/rows.hpp"
#include "analysis/audit/verdict.hpp"
#include "bounds/attention_protocol.hpp"
#include "numerics/logarithm.hpp"

namespace separatrix::audit {
namespace {

constexpr std::uint64_t kSymbols = 4;

/// One precision at one N: where the claim holds as m grows.
struct Line {
  std::uint64_t n = 0;
  std::uint64_t kc = 0;  // 0 where p is free
  std::uint64_t p = 0;
  std::uint64_t last_failure = 0;  // the largest failing m, 0 for none
  std::uint64_t holding = 0;       // number of m with the claim

  /// The claim holds exactly from some m on.
  bool up_set(std::uint64_t most) const { return holding == most - last_failure; }
};

struct Survey {
  Tally tally;
  std::vector<Line> lines;
  std::vector<std::uint64_t> needed;  // by m - 1: smallest whole factor for all p and N
  std::optional<Line> failing;        // the first one, with m in last_failure
  std::uint64_t failing_bits = 0;
};

std::vector<std::uint64_t> sizes() {
  std::vector<std::uint64_t> list;
  for (std::uint64_t n = 2; n <= 64; ++n) list.push_back(n);
  for (std::uint64_t n = 128; n <= std::uint64_t{1} << 30; n *= 2) list.push_back(n);
  return list;
}

/// floor(f m log2 N), computed once for each factor that is asked for.
class LogBudget {
 public:
  LogBudget(std::uint64_t n, std::uint64_t m) : n_(n), m_(m) {}
  std::uint64_t operator()(std::uint64_t factor) {
    if (factor >= known_.size()) known_.resize(factor + 1);
    if (!known_[factor])
      known_[factor] = floor_log2_power(n_, factor * m_).convert_to<std::uint64_t>();
    return *known_[factor];
  }

 private:
  std::uint64_t n_;
  std::uint64_t m_;
  std::vector<std::optional<std::uint64_t>> known_;
};

using Count = std::function<ProtocolBits(const Line&)>;

Survey survey(std::uint64_t factor, std::uint64_t most_m,
              const std::function<std::vector<Line>(std::uint64_t n)>& lines_of, const Count& count,
              Work& work) {
  Survey s;
  s.needed.assign(most_m, 0);
  const std::vector<std::uint64_t> list = sizes();
  work.begin("sizes N", list.size());
  for (const std::uint64_t n : list) {
    std::vector<Line> lines = lines_of(n);
    s.tally.planned += lines.size() * most_m;
    if (work.stopped()) continue;
    std::vector<ProtocolBits> bits;
    for (const Line& line : lines) bits.push_back(count(line));
    for (std::uint64_t m = 1; m <= most_m; ++m) {
      LogBudget log_budget(n, m);
      for (std::size_t i = 0; i < lines.size(); ++i) {
        Line& line = lines[i];
        const std::uint64_t total = bits[i].total(m, 1);
        const auto enough = [&](std::uint64_t f) {
          return total <= f * m * line.p + log_budget(f);
        };
        const bool holds = enough(factor);
        s.tally.add(holds);
        if (holds) {
          ++line.holding;
        } else {
          line.last_failure = m;
          if (!s.failing) {
            s.failing = line;
            s.failing_bits = total;
          }
        }
        while (!enough(s.needed[m - 1])) ++s.needed[m - 1];
      }
    }
    s.lines.insert(s.lines.end(), lines.begin(), lines.end());
    work.advance(1);
  }
  return s;
}

/// "6 for m >= 2": the smallest whole factor for the widths from m on.
std::string factors_by_width(const std::vector<std::uint64_t>& needed) {
  std::string text;
  std::uint64_t last = 0;
  for (std::size_t m = 1; m <= needed.size(); ++m) {
    const std::uint64_t from_here =
        *std::max_element(needed.begin() + static_cast<std::ptrdiff_t>(m - 1), needed.end());
    if (from_here == last) continue;
    text += fmt::format("{}{} for m >= {}", text.empty() ? "" : ", ", from_here, m);
    last = from_here;
  }
  return text;
}

/// "from m = 3 on" or "for no m <= 64".
std::string where(const Line& line, std::uint64_t most_m) {
  if (line.last_failure == most_m) return fmt::format("for no m <= {}", most_m);
  return fmt::format("from m = {} on", line.last_failure + 1);
}

Result conclude(std::string claim, const Survey& s, std::uint64_t most_m) {
  Result result;
  result.theorem = "T4";
  result.claim = std::move(claim);
  const auto somewhere = [&](const Line& line) { return line.holding > 0; };
  const auto with_some = std::count_if(s.lines.begin(), s.lines.end(), somewhere);
  const auto without_any = static_cast<std::ptrdiff_t>(s.lines.size()) - with_some;
  const bool up = std::all_of(s.lines.begin(), s.lines.end(),
                              [&](const Line& line) { return line.up_set(most_m); });
  settle(result, s.tally, Status::exhaustive,
         fmt::format("{} pairs (p, N) have {}{}", with_some,
                     up ? "the claim exactly from some m on" : "the claim for some m, with gaps",
                     without_any == 0 ? std::string()
                                      : fmt::format(", {} for no m <= {}", without_any, most_m)));
  if (s.failing) {
    const Line& line = *s.failing;
    result.correction =
        fmt::format("c m (p + log2 N) with the smallest whole c: {}", factors_by_width(s.needed));
    result.counterexample = Counterexample{
        fmt::format("m = {}, p = {}, N = {}: {} bits", line.last_failure, line.p, line.n,
                    s.failing_bits),
        {{"m", line.last_failure}, {"p", line.p}, {"n", line.n}, {"bits", s.failing_bits}},
        replay_row("T4-bits")};
  }
  return result;
}

/// The boundary as a table, one note per chosen N.
void add_boundary(Result& result, const Survey& s, std::uint64_t most_m) {
  for (const unsigned exponent : {4U, 8U, 10U, 16U, 20U, 30U}) {
    std::string text;
    for (const Line& line : s.lines) {
      if (line.n != std::uint64_t{1} << exponent) continue;
      const bool shown = line.kc > 0 || (line.p % 8 == 0 && line.holding > 0);
      if (!shown) continue;
      text += fmt::format("{} {}p = {} {}", text.empty() ? "" : ";",
                          line.kc > 0 ? fmt::format("Kc = {}, ", line.kc) : std::string(), line.p,
                          where(line, most_m));
    }
    if (!text.empty()) result.notes.push_back(fmt::format("N = 2^{}: holds for{}", exponent, text));
  }
}

/// The largest p with some m, for each chosen N.
void add_largest_precision(Result& result, const Survey& s) {
  std::string text;
  for (const unsigned exponent : {4U, 8U, 10U, 16U, 20U, 30U}) {
    std::uint64_t largest = 0;
    for (const Line& line : s.lines)
      if (line.n == std::uint64_t{1} << exponent && line.holding > 0)
        largest = std::max(largest, line.p);
    text += fmt::format("{}{} at N = 2^{}", text.empty() ? "" : ", ", largest, exponent);
  }
  result.notes.push_back("largest p for which some m of the range satisfies it: " + text);
}

}  // namespace

std::vector<Result> communication_bits(std::uint64_t factor, Effort effort, Work& work) {
  const std::uint64_t most_m = effort == Effort::full ? 256 : 64;
  const std::uint64_t most_p = effort == Effort::full ? 128 : 64;
  constexpr std::uint64_t kMostKc = 3;
  const auto free_precision = [&](std::uint64_t n) {
    std::vector<Line> lines;
    for (std::uint64_t p = 1; p <= most_p; ++p) lines.push_back({n, 0, p, 0, 0});
    return lines;
  };
  const auto grid_of = [](const Line& line) { return make_grid(line.n, line.kc, Rounding::down); };
  const auto grid_precision = [&](std::uint64_t n) {
    std::vector<Line> lines;
    for (std::uint64_t kc = 1; kc <= kMostKc; ++kc) {
      Line line{n, kc, 0, 0, 0};
      line.p = separatrix::precision_bits(grid_of(line));
      lines.push_back(line);
    }
    return lines;
  };
  const Count by_precision = [](const Line& line) {
    return bits_by_precision(line.p, line.n, kSymbols, Informed::both);
  };
  const Count on_grid = [&](const Line& line) {
    return bits_on_grid(grid_of(line), kSymbols, Informed::both);
  };
  const std::string bound = fmt::format("at most {} m (p + log2 N) bits", factor);
  const std::string range =
      fmt::format("m = 1 to {}, N = 2 to 64 and powers of two to 2^30", most_m);

  std::vector<Result> results;
  const Survey paper = survey(factor, most_m, free_precision, by_precision, work);
  results.push_back(conclude(
      fmt::format(
          "The four steps of the protocol for one head (token, maxima, normaliser, values), "
          "counted as 2 + 2p + 2 (p + log2 N) + 4 m p, cost {}: {}, every p = 1 to {}.",
          bound, range, most_p),
      paper, most_m));
  add_boundary(results.back(), paper, most_m);
  add_largest_precision(results.back(), paper);

  const Survey paper_grid = survey(factor, most_m, grid_precision, by_precision, work);
  results.push_back(
      conclude(fmt::format("The same count at the precision of Q_p costs {}: {}, Kc = 1 to {}.",
                           bound, range, kMostKc),
               paper_grid, most_m));
  add_boundary(results.back(), paper_grid, most_m);

  const Survey exact = survey(factor, most_m, grid_precision, on_grid, work);
  results.push_back(conclude(
      fmt::format("The same four steps, counted exactly on the grid of Q_p with rounding down "
                  "(weights add up to at most 1, so a partial sum has 2 N^(3 Kc) + 1 values), cost "
                  "{}: {}, Kc = 1 to {}.",
                  bound, range, kMostKc),
      exact, most_m));
  add_boundary(results.back(), exact, most_m);
  return results;
}

}  // namespace separatrix::audit
