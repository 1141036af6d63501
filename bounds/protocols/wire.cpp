#include "bounds/protocols/wire.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix {

std::size_t field_bits(const Integer& low, const Integer& high) {
  if (high < low) throw Error("field_bits", "high", "a field needs at least one number");
  if (high == low) return 0;
  return mpz_sizeinbase(Integer(high - low).backend().data(), 2);
}

void BitWriter::put(const Integer& value, const Integer& low, const Integer& high) {
  if (value < low || value > high)
    throw Error("BitWriter::put", "value",
                value.str() + " is not in [" + low.str() + ", " + high.str() +
                    "]; the range of the field is derived wrongly");
  const Integer offset = value - low;
  for (std::size_t bit = field_bits(low, high); bit-- > 0;)
    bits_.push_back(mpz_tstbit(offset.backend().data(), bit) != 0);
}

Integer BitReader::get(const Integer& low, const Integer& high) {
  const std::size_t width = field_bits(low, high);
  if (width > bits_.size() - next_)
    throw Error("BitReader::get", "bits", "the message is too short for the fields read from it");
  Integer offset = 0;
  for (std::size_t bit = width; bit-- > 0; ++next_)
    if (bits_[next_]) mpz_setbit(offset.backend().data(), bit);
  if (offset > high - low)
    throw Error("BitReader::get", "bits", "the field names no number of its range");
  return low + offset;
}

void BitReader::finish() const {
  if (next_ != bits_.size())
    throw Error("BitReader::finish", "bits", "the message is longer than the fields read from it");
}

Bits Wire::send(Player sender, Bits bits) {
  sent_[sender == Player::alice ? 0 : 1] += bits.size();
  messages_.push_back({sender, std::move(bits)});
  return deliver(messages_.back());
}

Held::Held(const Input& input, const std::vector<std::size_t>& positions) {
  std::vector<std::size_t> sorted = positions;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end() ||
      (!sorted.empty() && sorted.back() >= input.size()))
    throw Error("Held", "positions", "a player holds different positions of the input");
  places_.reserve(sorted.size());
  for (const std::size_t position : sorted) places_.push_back({position, input[position]});
}

bool Held::holds(std::size_t position) const noexcept {
  return std::any_of(places_.begin(), places_.end(),
                     [&](const Place& place) { return place.position == position; });
}

const Token& Held::at(std::size_t position) const {
  for (const Place& place : places_)
    if (place.position == position) return place.token;
  throw Error("Held::at", "position",
              "position " + std::to_string(position) + " is held by the other player");
}

std::size_t held_length(const char* function, const Held& alice, const Held& bob) {
  const std::size_t length = alice.size() + bob.size();
  std::vector<bool> seen(length, false);
  for (const Held* held : {&alice, &bob})
    for (const Held::Place& place : held->places()) {
      if (place.position >= length || seen[place.position])
        throw Error(function, "held", "the players must hold every position of the input once");
      seen[place.position] = true;
    }
  return length;
}

}  // namespace separatrix
