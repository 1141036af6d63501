// From what crosses a cut to the size that a task forces on an architecture.
//
// Statement. Let an architecture's output be computed over a cut in B bits (architecture.hpp), and
// let a task need D bits over such a cut (needed_bits.hpp). If B < D, no model of these sizes
// computes the task, so the width m is at least the least m with B(m) >= D.
// (The rank r in the place of m for a transition of low rank, whose bits m hardly changes.)
//
// Conventions. A one-way protocol tells the holder of the last position the output, which is what a
// one-way bound over a prefix cut speaks of. A two-way bound asks that both players know the
// answer: the holder of the last position sends its digits back, so B + digits >= D. A protocol for
// every partition serves prefix cuts as well, with the suffix holder as the one who answers.
//
// A receptive field that ends after the first position on which the task's answer depends
// (AtlasTask::first) excludes every width at once: of two inputs that differ there alone it sees
// the same.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bounds/architectures/architecture.hpp"
#include "bounds/architectures/needed_bits.hpp"

namespace separatrix {

/// At which sizes the atlas is asked.
struct AtlasSizes {
  std::uint64_t n = 0;
  std::uint64_t alphabet = 2;
  std::uint64_t precision = 32;                ///< p
  std::uint64_t heads = 1;                     ///< H
  std::optional<std::uint64_t> layers{};       ///< none: each architecture's own number
  std::map<std::string, std::uint64_t> own{};  ///< sizes that are not the usual ones
};

/// width: m (or the row's `limited`) is at least `least`; outside_field: the answer depends on
/// tokens that are not seen; too_few_bits: B does not depend on m, and B < D; nothing: B(1) >= D;
/// unknown: no protocol for a cut over which the task needs much.
enum class ConsequenceKind { width, outside_field, too_few_bits, nothing, unknown };

/// No m is enough.
inline bool is_impossible(ConsequenceKind kind) {
  return kind == ConsequenceKind::outside_field || kind == ConsequenceKind::too_few_bits;
}

struct Consequence {
  ConsequenceKind kind = ConsequenceKind::unknown;
  std::string limited = "m";  ///< the size that is forced up
  Integer least = 1;          ///< of it; 1 unless `kind` is width
  Assignment sizes;           ///< every variable of the formulas but it: T, S, c, L, H, p, own
  std::uint64_t layers = 1;
  /// The row's own formula of the bits, or of the field, in m and variables of `sizes`.
  Expression row = 0;
  std::string partition;  ///< of the cut
  Protocol protocol = Protocol::one_way;
  std::string why_bits;  ///< what is sent
  std::string why_needed;
  std::string reason;  ///< no width, unknown: one line
  /// In n and p, other sizes are numbers: "bits that cross" (also in m), "bits needed", "least m".
  /// (With `limited` for m.) At another n they hold where "prefix" (contiguous cuts) is a cut of
  /// that many "tokens". Where the bits do not depend on m there is no "least m": impossible where
  /// they are less than those needed. Of rows with a "receptive field": impossible where it is less
  /// than "tokens" - 1 (one token may not matter: AtlasTask::first); of cells that are outside the
  /// field there are only these two.
  std::vector<Formula> formulas;
};

/// The strongest consequence over the row's cuts. Error (argument "--n") where the task has no such
/// size, (argument "--set") for a size below 1.
Consequence consequence(const Architecture& row, const AtlasTask& task, const AtlasSizes& at);

}  // namespace separatrix
