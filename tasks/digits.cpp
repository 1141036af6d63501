#include "tasks/digits.hpp"

#include "numerics/error.hpp"

namespace separatrix {

Answer binary_digits(std::uint64_t value, unsigned digits) {
  Answer answer(digits);
  for (unsigned d = 0; d < digits; ++d) answer[d] = ((value >> (digits - 1 - d)) & 1) != 0;
  return answer;
}

std::uint64_t pack(const Answer& answer) {
  if (answer.size() > 64) throw Error("pack", "answer", "an answer has at most 64 digits");
  std::uint64_t word = 0;
  for (const bool digit : answer) word = (word << 1) | (digit ? 1 : 0);
  return word;
}

}  // namespace separatrix
