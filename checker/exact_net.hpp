// Simple nets of clip or ReLU units over the reals, exactly, in machine integers.
//
// Let all parameters be multiples of 1/Q. If the units are, say v_u / Q, then each sum W h + V x +
// b is a multiple of 1/Q^2, and the next value of a unit is 0 where the sum is not positive, 1
// where it is at least 1 and clipped, and the sum otherwise, which must be a multiple of 1/Q again.
// Products and sums of 128 bits are formed with a check for overflow. So nothing is ever rounded;
// where a number is no multiple of the unit, or too large, the net is refused.
//
// What follows a state, and the answer there, depend on W h and on what the readout's first map
// makes of h; states that agree in both are one.
#pragma once

#include "recurrent_net.hpp"

namespace checker {

__extension__ typedef __int128 Int128;

class ExactNet {
 public:
  using State = std::vector<Int128>;  ///< h in multiples of 1/Q
  /// One step costs no more than keeping a state.
  static constexpr bool kLooksAhead = true;

  /// NotChecked for other cells; Rejected unless all parameters are multiples of 1/q, 0 < q < 2^62.
  ExactNet(const RecurrentNet& net, const mpz_class& q);

  State start() const { return start_; }
  /// W h in multiples of 1/Q^2, which every symbol's step begins with.
  using Sums = std::vector<Int128>;
  Sums sums(const State& state) const;
  State after(const Sums& sums, std::size_t symbol) const;
  /// The bytes of what tells states apart.
  void seen(const State& state, std::string& bytes) const;
  bool right(const State& state, const std::string& digits) const;

 private:
  struct Entry {
    std::size_t column;
    Int128 coefficient;  // in multiples of 1/Q
  };
  struct Map {
    std::vector<std::vector<Entry>> rows;
    std::vector<Int128> bias;  // in multiples of 1/Q^2
  };

  Int128 units(const mpq_class& x, const mpz_class& per) const;
  Map compiled(const AffineMap& map, std::size_t columns) const;
  /// Row r of the matrix times x, in multiples of 1/Q^2.
  Int128 product(const Map& map, std::size_t r, const State& x) const;
  /// max(sum, 0), or clip(sum), in multiples of 1/Q.
  Int128 cut(Int128 sum, bool clips) const;

  Int128 q_;
  bool clips_;
  State start_;
  Map update_, output_;
  std::optional<Map> hidden_;
  std::vector<std::vector<Int128>> of_symbol_;  // V x + b
  Int128 low_, high_;                           // a sum is a 0 up to this one, a 1 from this one on
};

}  // namespace checker
