// Architectures whose positions meet in sums (or maxima) over the whole input, a bounded number of
// numbers at a time: linear and low-rank attention, latents, hops over a memory.
//
// The computation is a sequence of rounds. In each round every position contributes integers that
// depend on its own token and on the totals of earlier rounds; the totals, exact sums or maxima
// over all positions, are then known to every position. The forward pass is one party that holds
// all positions. Statement. For every partition of the positions, two parties compute the output in
// so many bits as the contributions take: each adds up its own positions' and sends the partial
// totals. Proof: sums are exact and maxima associative, so the totals are those of the model.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "models/architectures/blocks.hpp"

namespace separatrix::architectures {

/// Who has to send a number: both parties, the holder of the last position, the other party, or the
/// holder of a named position (to whom alone the number belongs).
struct Speaker {
  enum class Who { both, last, other, holder_of };
  Who who = Who::both;
  std::size_t position = 0;  ///< for holder_of
};

enum class Combine { sum, max };

/// A number of a round. `range` is that of any partial total. Of a number that only one party
/// contributes (Speaker last or holder_of) the other's part is 0 and is not sent. With Speaker
/// other, only the holder of the last position learns the total: no party may use it unless it
/// holds that position.
struct Field {
  Range range;
  Combine combine = Combine::sum;
  Speaker speaker{};
};

struct HeldToken {
  std::size_t position = 0;
  std::uint64_t token = 0;
};

/// A set of positions that compute together.
class Party {
 public:
  virtual ~Party() = default;
  /// The partial totals of the own positions, one integer per field of the round; with no own
  /// positions the neutral element: 0, or the lower end of the range for a maximum.
  virtual Integers contribution(std::size_t round) const = 0;
  /// The totals over all positions become known.
  virtual void learn(std::size_t round, std::span<const Int128> totals) = 0;
  /// The output at the last position, after the last round; asked of its holder only.
  virtual Row output() const = 0;
};

class RoundsModel {
 public:
  virtual ~RoundsModel() = default;
  virtual const Numbers& numbers() const = 0;
  virtual std::uint64_t symbols() const = 0;
  virtual std::size_t rounds() const = 0;
  /// The numbers of a round for inputs of `length` tokens.
  virtual std::vector<Field> fields(std::size_t round, std::size_t length) const = 0;
  /// A party with these positions, by increasing position, of an input of `length` tokens.
  virtual std::unique_ptr<Party> party(std::span<const HeldToken> own,
                                       std::size_t length) const = 0;
};

/// One whose tokens are embedded: `Weights` has an `embedding`.
template <class Weights>
class EmbeddedRounds : public RoundsModel {
 public:
  EmbeddedRounds(Numbers numbers, Weights weights)
      : numbers_(std::move(numbers)), weights_(std::move(weights)) {}

  const Numbers& numbers() const final { return numbers_; }
  const Weights& weights() const { return weights_; }
  std::uint64_t symbols() const final { return weights_.embedding.symbols.rows; }

 protected:
  Numbers numbers_;
  Weights weights_;
};

/// The total of two parts of one number.
Int128 combined(const Field& field, Int128 a, Int128 b);

/// The forward pass: one party that holds all positions. Error (argument "tokens") for no tokens.
Row run(const RoundsModel& model, std::span<const std::uint64_t> tokens);

}  // namespace separatrix::architectures
