// Reference and model as one small integer that is additive over the tokens.
//
// Statement. In a frame every digit of the reference is a function of a sum of features, and the
// model's digit is a function of a sum of tables and of a residual number (analysis/
// local_tables.hpp). With r, m, c the three sums, shifted so that their least values are 0 and m
// counted in units of its differences' common divisor, and R, M, C the numbers of values that they
// may take,
//     key = (c R + r) M + m    in [0, R M C)
// determines both digits, and it is a sum of tables over the same few slots as r, m and c are.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/slot_tables.hpp"

namespace separatrix {

/// The three sums of one digit.
struct DigitSums {
  SlotSum reference;
  SlotSum model;
  SlotSum residual;
};

/// How one digit's key is made of its sums.
class KeyCode {
 public:
  struct Sums {
    Integer reference;
    Integer model;
    Integer residual;
  };

  /// Number of keys.
  std::uint64_t range() const noexcept { return range_; }
  Sums decode(std::uint64_t key) const;

 private:
  friend std::optional<struct JointKeys> joint_keys(const std::vector<DigitSums>& digits);
  Integer least_reference_, least_model_, least_residual_;
  Integer unit_;
  std::uint64_t references_ = 1;
  std::uint64_t models_ = 1;
  std::uint64_t range_ = 1;
};

/// The keys of all digits as tables on common groups of slots.
struct JointKeys {
  std::vector<KeyCode> codes;                                   // per digit
  std::vector<Slots> groups;                                    // sets of slots
  std::vector<std::vector<std::vector<std::uint32_t>>> tables;  // [group][digit][content]
};

/// Nothing if some digit has more than kMostKeys keys.
std::optional<JointKeys> joint_keys(const std::vector<DigitSums>& digits);
constexpr std::uint64_t kMostKeys = std::uint64_t{1} << 24;

}  // namespace separatrix
