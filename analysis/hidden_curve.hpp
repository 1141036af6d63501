// The least width by N: how much hidden size a task forces, by each kind of model and each count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/task_family.hpp"
#include "bounds/hidden_size.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"

namespace separatrix {

struct CurvePoint {
  std::uint64_t n = 0;
  Integer needed;  ///< D in bits
  Integer width;   ///< the least that D leaves
  bool operator==(const CurvePoint&) const = default;
};

/// One kind of model and, for a Transformer, one way to count; sizes without a closed form are left
/// out.
struct CurveSeries {
  ModelSize::Model model = ModelSize::Model::rnn;
  ProtocolCount count = ProtocolCount::improved;  ///< without meaning for recurrent models
  std::vector<CurvePoint> points;

  /// "rnn", "transformer-1 improved", ..
  std::string name() const;
};

/// What the curve is of.
struct CurveRequest {
  TaskRequest family;  ///< its n is ignored
  std::vector<std::uint64_t> sizes;
  std::uint64_t precision = 1;
  std::uint64_t heads = 1;
  std::optional<ModelSize::Model> model;  ///< none: both
};

struct HiddenCurve {
  std::vector<CurveSeries> series;    ///< those with at least one point
  std::optional<std::string> reason;  ///< undecided: there is none, or interrupted
};

/// from, 2 from, 4 from, .. and `to`, each rounded to a multiple of `step` (the first up, the
/// others down). Error (argument "to") if no multiple lies between.
std::vector<std::uint64_t> doubling_sizes(std::uint64_t from, std::uint64_t to, std::uint64_t step);

/// Each point is exact by itself; nothing is said of the sizes between. Errors as least_units and
/// least_head_width.
HiddenCurve hidden_curve(const CurveRequest& request, const KnownFunction& known, Work& work);

/// The curve as a result of kind `analyze` with a certificate {"kind": "hidden-size-curve", ..};
/// the bounds are those of the largest size.
Result curve_result(const CurveRequest& request, const HiddenCurve& curve,
                    const KnownFunction& known);

}  // namespace separatrix
