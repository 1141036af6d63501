// Walking all words over an alphabet so that each step changes one letter by one.
#pragma once

#include <cstdint>
#include <vector>

namespace separatrix {

/// Reflected mixed-radix Gray code over `radix`^`places` words, loopless: focus pointers and
/// directions, O(1) per step (Knuth, The Art of Computer Programming 7.2.1.1, Algorithm H).
/// Starts at 0 .. 0.
class GrayWalk {
 public:
  struct Step {
    std::size_t place;
    std::uint64_t value;  // the letter that now stands there
  };

  GrayWalk(std::size_t places, std::uint64_t radix)
      : radix_(radix), letters_(places, 0), focus_(places + 1), up_(places, 1) {
    for (std::size_t j = 0; j <= places; ++j) focus_[j] = j;
  }

  /// False when all words have been visited.
  bool next(Step& step) {
    const std::size_t j = focus_[0];
    focus_[0] = 0;
    if (j == letters_.size()) return false;
    letters_[j] += up_[j] ? 1 : ~std::uint64_t{0};
    if (letters_[j] == 0 || letters_[j] == radix_ - 1) {
      up_[j] = !up_[j];
      focus_[j] = focus_[j + 1];
      focus_[j + 1] = j + 1;
    }
    step = {j, letters_[j]};
    return true;
  }

 private:
  std::uint64_t radix_;
  std::vector<std::uint64_t> letters_;
  std::vector<std::size_t> focus_;
  std::vector<char> up_;
};

}  // namespace separatrix
