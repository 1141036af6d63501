// The wire between two players: bit strings, numbers written into them, and the count.
//
// A field is a number of a range [low, high] known to both players. It takes
// ceil(log2(high - low + 1)) bits, the number of bits that name every number of the range, none if
// there is only one; so messages need no separators. A number outside its range would mean that the
// range was derived wrongly: it is an error, never a longer message.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "bounds/communication/matrix.hpp"
#include "models/tokens.hpp"
#include "numerics/rational.hpp"

namespace separatrix {

using Bits = std::vector<bool>;

/// ceil(log2(high - low + 1)). Error (argument "high") if high < low.
std::size_t field_bits(const Integer& low, const Integer& high);

/// Writes fields one after the other, each with its highest bit first.
class BitWriter {
 public:
  /// Error (argument "value") unless low <= value <= high.
  void put(const Integer& value, const Integer& low, const Integer& high);
  void put(const Bits& bits) { bits_.insert(bits_.end(), bits.begin(), bits.end()); }
  const Bits& bits() const noexcept { return bits_; }

 private:
  Bits bits_;
};

/// Reads the fields in the order in which they were written.
class BitReader {
 public:
  explicit BitReader(Bits bits) : bits_(std::move(bits)) {}
  /// Error (argument "bits") if the message is too short or names no number of the range.
  Integer get(const Integer& low, const Integer& high);
  /// Error (argument "bits") if a part of the message was not read.
  void finish() const;

 private:
  Bits bits_;
  std::size_t next_ = 0;
};

enum class Player { alice, bob };

inline Player other(Player player) { return player == Player::alice ? Player::bob : Player::alice; }

struct Message {
  Player sender;
  Bits bits;
  bool operator==(const Message&) const = default;
};

/// Carries messages, keeps them and counts their bits.
class Wire {
 public:
  virtual ~Wire() = default;

  /// Sends a message; what the other player receives.
  Bits send(Player sender, Bits bits);

  const std::vector<Message>& messages() const noexcept { return messages_; }
  std::uint64_t bits(Player sender) const { return sent_[sender == Player::alice ? 0 : 1]; }
  std::uint64_t bits() const { return sent_[0] + sent_[1]; }

 private:
  /// What arrives: the message itself. A wire with a fault of its own overrides this.
  virtual Bits deliver(const Message& message) { return message.bits; }

  std::vector<Message> messages_;
  std::array<std::uint64_t, 2> sent_{};
};

/// The part of an input that one player holds: copies of its tokens, and nothing of the others.
class Held {
 public:
  struct Place {
    std::size_t position;
    Token token;
  };

  /// Error (argument "positions") unless they are different positions of the input.
  Held(const Input& input, const std::vector<std::size_t>& positions);

  /// By increasing position.
  const std::vector<Place>& places() const noexcept { return places_; }
  std::size_t size() const noexcept { return places_.size(); }
  bool holds(std::size_t position) const noexcept;
  /// Error (argument "position") if the player does not hold it.
  const Token& at(std::size_t position) const;

 private:
  std::vector<Place> places_;
};

/// Error, in the name of `function`, unless the two players hold every position of an input once;
/// returns its length.
std::size_t held_length(const char* function, const Held& alice, const Held& bob);

}  // namespace separatrix
