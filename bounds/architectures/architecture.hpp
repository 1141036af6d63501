// Architectures as rows of a table: what crosses a cut of the input, as a formula, and a random
// model of the architecture on which the formula is tried.
//
// Statement of a row. A model of the architecture with the sizes of the row computes its last
// output over every cut of the stated kind in at most `bits` bits of communication. The formula is
// derived in the file of the row. Consequence (bounds/architectures/consequence.hpp): a task with
// more communication over such a cut is not computed.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "evidence/expression.hpp"
#include "models/architectures/local.hpp"
#include "models/architectures/rounds.hpp"
#include "models/architectures/streaming.hpp"
#include "numerics/random.hpp"

namespace separatrix {

/// A prefix and a suffix, or any partition of the positions.
enum class CutKind { contiguous, any };

/// one_way: the other party sends to the holder of the last position, who answers; over a
/// contiguous cut that is the holder of the prefix. two_way: the holder of the last position knows
/// the output at the end, the other party need not.
enum class Direction { one_way, two_way };

/// A size of the architecture beside T, L, m, H, p and S, with the value that the atlas takes
/// unless it is told another one.
struct SizeParameter {
  std::string name;     ///< as in the formulas: "k"
  std::string meaning;  ///< "landmarks", in one line with its unit
  std::int64_t usual = 1;
  std::int64_t least = 1;
};

/// What a trial runs on: a random model whose sizes are known. The variables of the row's formula
/// have their values in `sizes`, all but T and c.
struct TrialModel {
  std::variant<architectures::StreamingModel, std::unique_ptr<architectures::LocalModel>,
               std::unique_ptr<architectures::RoundsModel>>
      model;
  Assignment sizes;
  std::size_t longest = 8;  ///< inputs have 1 .. longest tokens
};

/// The bits that cross one kind of cut. Variables: T tokens (the last one included), c tokens of
/// the prefix (contiguous cuts), L layers, m total width, H heads, p bits per number, S symbols,
/// and the row's own. Bits do not decrease with m.
struct CutBits {
  CutKind cut = CutKind::contiguous;
  Direction direction = Direction::one_way;
  Expression bits = 0;
  std::string why;                           ///< one line: what is sent
  std::optional<std::uint64_t> most_layers;  ///< 1 where it holds for one layer only
  /// A random model for the formula, on the grid of a number drawn as well: 1 to 3 layers (fewer if
  /// the row says so), several widths and heads.
  std::function<TrialModel(Random&)> draw;
  /// Prefixes c at which the bound may be strongest, in T and the row's own sizes, where the bits
  /// depend on c; those of the tasks are tried in any case.
  std::vector<Expression> prefixes{};
};

struct Architecture {
  std::string id;      ///< "lstm", "dilated-cnn"
  std::string title;   ///< "LSTM"
  std::string source;  ///< citation key of the architecture
  std::vector<SizeParameter> sizes;
  std::vector<CutBits> cuts;
  std::string none;  ///< one line: why there is no protocol for the other cuts; may be empty
  /// Number of positions, the last one included, that the output depends on, in L and the row's own
  /// sizes; nothing where it is the whole input.
  std::optional<Expression> field{};
  /// The layers that the atlas takes unless told otherwise, in T and the row's own sizes: one, or
  /// as many as the field needs.
  Expression layers = 1;
  /// The size that a task forces up, the others being given: the width, unless it is not what
  /// limits the bits.
  std::string limited{"m"};
};

/// Bits of one number of the model's grid: p of the formulas.
inline std::uint64_t bits_per_number(const architectures::Numbers& numbers) {
  return numbers.precision_bits();
}

}  // namespace separatrix
