// A task: reference function, domain, enumerator, samplers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "models/tokens.hpp"
#include "numerics/random.hpp"
#include "numerics/rational.hpp"
#include "tasks/task_automaton.hpp"

namespace separatrix {

/// A slice of a task's domain: a pattern of tokens, of which those at the positions `content` take
/// all values of their kind while the others stay fixed. Index lookup has a frame per (length,
/// position asked for).
struct Frame {
  Input pattern;
  std::vector<std::size_t> content;
  std::uint64_t values = 0;  // number of values of the content tokens' kind

  /// values ^ content.size()
  Integer inputs() const { return power(Integer(values), static_cast<unsigned>(content.size())); }
};

/// A family of `count` features: functions of few content tokens. Feature t reads the tokens at the
/// positions reads[r].first + step * t, r = 0, 1, .., and has the value
/// table[v_0 + values * v_1 + values^2 * v_2 + ..] >= 0, v_r being the value of the r-th of them.
struct FeatureRun {
  struct Reads {
    std::uint64_t first = 0;
    std::uint64_t step = 1;  // 0 or 1
    bool operator==(const Reads&) const = default;
  };
  std::uint64_t count = 0;
  std::vector<Reads> reads;
  std::vector<std::int64_t> table;
};

/// One digit of the answer as a threshold of a sum of features: 1 if the sum exceeds `bound`, or
/// if it does not and `negated`. Exact on every input of a frame; a test compares it with
/// `reference`.
struct DigitRule {
  std::vector<FeatureRun> features;
  std::int64_t bound = 0;
  bool negated = false;
};

/// From position `first` on, up to the next run's, a frame's tokens are of this kind.
struct KindRun {
  std::uint64_t first = 0;
  std::uint32_t kind = 0;
};

class Task {
 public:
  virtual ~Task() = default;

  virtual std::string id() const = 0;
  /// Every parameter, `n` first, as written to records.
  virtual nlohmann::ordered_json parameters() const = 0;
  virtual std::uint64_t n() const = 0;
  /// The N of the precision grid Q_p: n, but at least 2, because at 1 the grid has three numbers.
  std::uint64_t grid_n() const { return n() < 2 ? 2 : n(); }
  virtual std::vector<TokenKind> vocabulary() const = 0;
  /// Which kinds of token are content, that is, vary within a frame.
  virtual std::vector<bool> content_kinds() const = 0;
  virtual std::uint64_t max_length() const = 0;
  virtual unsigned answer_digits() const = 0;

  /// The answer, plainly. Error if the input is not in the domain.
  virtual Answer reference(const Input& input) const = 0;

  /// Exact number of inputs, the sum of the frames' sizes; nullopt if it has more than
  /// `kMostDomainBits` bits, where writing it down would take longer than the proof.
  virtual std::optional<Integer> domain_size() const = 0;
  static constexpr std::uint64_t kMostDomainBits = std::uint64_t{1} << 14;
  /// Number of frames, kManyFrames if it does not fit 64 bits; 0 for tasks whose inputs are not
  /// enumerated by frames.
  virtual std::uint64_t frames() const { return 0; }
  static constexpr std::uint64_t kManyFrames = ~std::uint64_t{0};
  /// Error if there is no frame of that number.
  virtual Frame frame(std::uint64_t index) const;
  /// The answer's digits on the inputs of a frame, most significant first; empty if they are not
  /// known as thresholds of sums of features.
  virtual std::vector<DigitRule> digit_rules(std::uint64_t) const { return {}; }
  /// The kinds of the tokens at positions 0 .. max_length - 1, for tasks whose inputs all have that
  /// length and the same kinds; empty for others.
  virtual std::vector<KindRun> kind_runs() const { return {}; }
  /// Domain and answers as an automaton, for tasks over one kind of token whose answers have one;
  /// a test compares it with `reference`. Such a task needs no frames.
  virtual std::optional<TaskAutomaton> automaton() const { return std::nullopt; }

  /// Names of the samplers; the first is the paper's.
  virtual std::vector<std::string> samplers() const = 0;
  virtual Input sample(const std::string& sampler, Random& random) const = 0;

  /// Inputs of the domain that are simpler than `input`, simplest first, for shrinking.
  virtual std::vector<Input> simpler(const Input& input) const = 0;
  /// The input as words for `separatrix run`, and as fields for a record.
  virtual std::vector<std::string> run_arguments(const Input& input) const = 0;
  virtual nlohmann::ordered_json show(const Input& input) const = 0;
};

}  // namespace separatrix
