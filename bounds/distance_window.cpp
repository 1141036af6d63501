#include "bounds/distance_window.hpp"

#include <string>

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix {

std::vector<unsigned> DistanceWindow::distances() const {
  std::vector<unsigned> list;
  for (unsigned w = least; w <= most; ++w)
    if (!even || w % 2 == 0) list.push_back(w);
  return list;
}

void require_gamma(std::string_view function, const Rational& gamma) {
  if (gamma < 0 || gamma >= 1)
    throw Error(function, "gamma",
                fmt::format("gamma must be at least 0 and less than 1, not {}", to_string(gamma)));
}

DistanceWindow distance_window(std::uint64_t k, const Rational& gamma, Sides sides) {
  require_gamma("distance_window", gamma);
  if (k < 1 || k >= max_window_length)
    throw Error("distance_window", "k",
                fmt::format("the dimension must be at least 1 and less than {}, not {}",
                            max_window_length, k));
  const auto n = static_cast<unsigned>(k);
  const auto d = static_cast<unsigned>(ceil((1 - gamma) * n / 2));
  const bool odd = d % 2 == 1;
  if (sides == Sides::one)
    return odd ? DistanceWindow{n + 1, d + 1, n + 1, true} : DistanceWindow{n, d, n, true};
  if ((n - d) % 2 == 1) return {n, d, n - d, false};
  return odd ? DistanceWindow{n + 1, d + 1, n - d, true} : DistanceWindow{n, d, n - d, true};
}

std::vector<unsigned> useful_degrees(const DistanceWindow& window, Sides sides) {
  const unsigned last = window.even ? window.length / 2 : window.length;
  const unsigned step = sides == Sides::two ? 2 : 1;
  std::vector<unsigned> degrees;
  for (unsigned j = step; j <= last; j += step) degrees.push_back(j);
  return degrees;
}

}  // namespace separatrix
