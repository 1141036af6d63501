// The longest input that a bound leaves to a model of given size.
//
// Statement. A family of tasks with lower bounds D(N), a model whose computation crosses a cut in
// B(N) bits (bounds/hidden_size.hpp). N is excluded if B(N) < D(N). Wanted: the last N that is not
// excluded, the first N that is, and a proof for all sizes up to 2^40.
//
// Proof. D and B do not decrease with N (task_family.hpp; B because the tokens, the symbols and the
// digits do not). So
//     B(b) < D(a)     excludes every N in [a, b], and
//     B(a) >= D(b)    leaves every N in [a, b].
// Search for the last: of [a, b], if the first test holds, nothing is left there; else if b itself
// is left, it is the last; else halve, upper half first. The intervals excluded on the way cover
// every size from the last one left to the limit; they are the certificate. The first excluded size
// mirrors this. An interval of one size always decides, so both searches end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/task_family.hpp"
#include "bounds/hidden_size.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// The largest size that is asked for.
inline constexpr std::uint64_t kLargestSize = std::uint64_t{1} << 40;

/// Sizes first, first + step, .., last with one verdict: for excluded ones the bits of the model at
/// `last` are below those needed at `first`; for the others the bits at `first` reach those needed
/// at `last`.
struct SizeInterval {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
  Integer model_bits;
  Integer needed;
  bool operator==(const SizeInterval&) const = default;
};

struct LongestSize {
  std::optional<std::string> reason;  ///< undecided: why; the rest is then without meaning
  std::uint64_t step = 1;
  std::uint64_t smallest = 0;  ///< the sizes smallest, smallest + step, .., limit are decided
  std::uint64_t limit = 0;
  std::optional<std::uint64_t> last_possible;   ///< none: every size is excluded
  std::optional<std::uint64_t> first_excluded;  ///< none: no size is excluded
  std::vector<SizeInterval> excluded;           ///< cover the sizes beyond last_possible, in order
  std::vector<SizeInterval> possible;           ///< cover the sizes below first_excluded, in order
};

/// "Possible" means not excluded by this bound. Undecided if there is no closed form, if the bounds
/// are not monotone, if they end below `limit` with nothing excluded, or if `work` is stopped.
/// Errors as model_bits and, for a task that does not exist, as make_task.
LongestSize longest_size(const TaskRequest& family, const ModelSize& size, ProtocolCount count,
                         const KnownFunction& known, Work& work,
                         std::uint64_t limit = kLargestSize);

/// The answer in one line: "8192; every N from 8193 to 2^40 is excluded".
std::string longest_text(const LongestSize& longest);

/// As a result of kind `analyze`: n is the last size left (the smallest size if there is none),
/// the bound is the one at that size, the certificate holds the intervals; notes give the
/// inequalities at the last size left and the first excluded, and for a Transformer the answers by
/// the other ways to count. The main count for Transformers is `improved`.
Result analyze_longest_size(const TaskRequest& family, const ModelSize& size,
                            const KnownFunction& known, Work& work);

}  // namespace separatrix
