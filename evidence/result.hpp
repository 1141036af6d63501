// One result: a claim, what was done about it, and what that showed. Plain data, produced by the
// analysis and written by the reports. Exact numbers only (the running time excepted).
// Every member has an initialiser, so that designated initialisers may leave out any of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "evidence/expression.hpp"
#include "evidence/sides.hpp"
#include "evidence/status.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

/// What was asked for; it fixes which parts a result must have (see `check`).
enum class Kind { verify, vectors, bound, audit, atlas, analyze };

inline constexpr std::array all_kinds{Kind::verify, Kind::vectors, Kind::bound,
                                      Kind::audit,  Kind::atlas,   Kind::analyze};

std::string_view to_string(Kind kind);

/// The kind with this name; Error (argument `where`) for any other word.
Kind parse_kind(std::string_view word, std::string_view where);

/// Which lengths L a claim about size n covers: L = n, every L <= n, or every length there is.
enum class Lengths { exact, all, unbounded };

/// The domain of the claim. `n` means what the task's own row says (length, inputs, points, number
/// of vectors); the optional parts are given where the task has them.
struct TaskInstance {
  std::string name{};  ///< a task's id with its parameters ("dyck:2:2")
  std::uint64_t n = 0;
  std::optional<std::uint64_t> alphabet{};   ///< number of symbols
  std::optional<Lengths> lengths{};          ///< L = n, L <= n, or any L
  std::optional<std::uint64_t> dimension{};  ///< of the input vectors
  std::optional<Rational> gamma{};           ///< margin of the inputs, or bound on inner products
  std::optional<Sides> sides{};              ///< for vector families
  bool operator==(const TaskInstance&) const = default;
};

/// The model or family, with everything needed to build it again. `parameters` is a JSON object
/// of integers, strings, booleans, and arrays and objects of these; no floating-point numbers.
struct Construction {
  std::string id{};
  nlohmann::ordered_json parameters = nlohmann::ordered_json::object();
  bool operator==(const Construction&) const = default;
};

/// Sizes computed from the model itself.
struct Measures {
  std::uint64_t width = 0;  ///< max(m, d), in entries
  std::uint64_t heads = 0;  ///< 0 for recurrent models
  std::uint64_t layers = 0;
  std::uint64_t precision_bits = 0;  ///< bits per number; 0 for real (interval) arithmetic
  Integer parameters{};              ///< number of stored entries
  Integer representation_bits{};     ///< bits of all parameters and stored embedding data
  bool operator==(const Measures&) const = default;
};

/// The address vectors in use. The extremes are over pairs of different vectors and exact; absent
/// where the family has no inner products (quadratic, digits) or fewer than two vectors.
struct Vectors {
  std::string family{};
  std::uint64_t dimension = 0;
  std::optional<std::uint64_t> seed{};
  std::optional<Rational> max_inner_product{};
  std::optional<Rational> min_inner_product{};
  bool operator==(const Vectors&) const = default;
};

/// What was run. A failing input is a counterexample: then the status is `refuted`, and the counts
/// stay.
struct Evidence {
  std::optional<Integer> domain_size{};  ///< exact number of inputs of the domain
  std::optional<Integer> inputs_run{};   ///< inputs evaluated
  std::optional<Integer> failures{};     ///< inputs answered wrongly
  std::optional<std::uint64_t> seed{};   ///< of the sampler
  /// One-sided Clopper-Pearson bound [CP34], rounded up.
  std::optional<Rational> failure_rate_upper{};
  std::optional<Rational> confidence{};  ///< of that bound, in (0, 1)
  std::optional<Rational> margin{};      ///< smallest distance to a decoding threshold shown
  bool operator==(const Evidence&) const = default;
};

/// One lower and/or upper bound, in bits, with the convention it is stated in. The dimension of a
/// sign-vector family is such a quantity too: one bit per coordinate.
struct Bound {
  std::string quantity{};
  std::string convention{};  ///< who must know the answer; one-way or two-way; one- or two-sided
  std::string partition{};   ///< empty where the quantity has none
  std::optional<Integer> lower_bits{};
  std::optional<Integer> upper_bits{};
  std::string method{};
  bool operator==(const Bound&) const = default;
};

/// The smallest width (units or entries per head) that a bound leaves possible.
struct HiddenSize {
  std::string model{};
  std::uint64_t precision = 0;  ///< bits per number
  Integer min_width{};
  bool operator==(const HiddenSize&) const = default;
};

/// An input that fails, shrunk, or a pair of vectors that are too close.
struct Counterexample {
  std::string what{};  ///< one line for people
  /// The same for programs: an object without floating-point numbers.
  nlohmann::ordered_json data = nlohmann::ordered_json::object();
  std::vector<std::string> replay{};  ///< the command that shows it again, one word per entry
  bool operator==(const Counterexample&) const = default;
};

/// What an atlas cell says on a side of which nothing is known.
inline constexpr std::string_view kNoBound = "no bound known to this program";

struct Result {
  Kind kind = Kind::verify;
  std::optional<std::string> theorem{};  ///< id in the theorem table
  std::optional<TaskInstance> task{};
  std::optional<std::string> architecture{};  ///< atlas
  std::optional<Construction> construction{};
  std::optional<std::string> claim{};  ///< audit: the hypothesis in words
  Status status = Status::undecided;
  std::optional<std::string> reason{};      ///< undecided: why
  std::optional<std::string> verdict{};     ///< audit: what the computation says about the claim
  std::optional<std::string> correction{};  ///< audit: what holds instead
  std::optional<std::string> lower{};       ///< atlas cell; an empty cell says so in words
  std::optional<std::string> upper{};       ///< atlas cell
  std::vector<std::string> assumes{};       ///< citation keys of theorems that were not recomputed
  std::optional<std::string> arithmetic{};  ///< "interval", "fixed:3:down", "float16", ...
  std::optional<Measures> measures{};
  std::optional<Vectors> vectors{};
  std::optional<Evidence> evidence{};
  std::vector<Bound> bounds{};
  std::optional<HiddenSize> hidden_size{};
  std::vector<Formula> formulas{};  ///< atlas: what its bounds are at other sizes
  std::optional<nlohmann::ordered_json> certificate{};  ///< an object with a string "kind"
  std::optional<Counterexample> counterexample{};
  std::vector<std::string> notes{};
  double seconds = 0;  ///< running time, for people only
  bool operator==(const Result&) const = default;
};

/// Throws Error (argument: the path of the part, beginning with `where`) unless the result carries
/// what its kind and status promise:
/// - verify: task, construction and arithmetic; vectors: task and vectors; bound: task and bounds;
///   audit: claim and verdict; atlas: architecture, task, lower and upper; analyze: task; and no
///   part that belongs to another kind;
/// - verify and vectors, certified: a certificate; exhaustive: inputs run = domain size and no
///   failure; sampled: inputs run >= 1, seed, no failure, bound and confidence; refuted: a
///   counterexample;
/// - formulas with different names, in an atlas cell only;
/// - undecided: a reason, and only then;
/// - vectors: both extremes with -1 <= min <= max <= 1, absent only where nothing was decided or
///   there is no pair;
/// - free-form parts are objects without floating-point numbers; the running time is finite.
void check(const Result& result, std::string_view where);

}  // namespace separatrix
