// Reading the certificate "hidden-size-curve" of a result: the least width by N.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evidence/result.hpp"

namespace separatrix {

struct WidthCurve {
  struct At {
    Integer n;
    Integer needed;  ///< bits that the task costs
    Integer width;   ///< the least that they leave
  };
  struct Series {
    std::string method;  ///< kind of model and, for a Transformer, the count: "rnn"
    std::vector<At> points;

    /// It rests on the paper's count of its protocol, which is not proved here.
    bool conditional() const { return method.ends_with(" claimed"); }
  };
  std::uint64_t precision = 0;  ///< bits per number
  std::uint64_t heads = 0;
  std::vector<Series> series;
};

/// None if the result has no such certificate. Error for one that lacks a field.
std::optional<WidthCurve> width_curve(const Result& result);

}  // namespace separatrix
