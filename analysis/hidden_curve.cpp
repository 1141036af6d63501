#include "analysis/hidden_curve.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/exact_json.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

using Model = ModelSize::Model;

Integer least_width(const CurveSeries& series, const KnownComplexity& known,
                    const CurveRequest& request) {
  return series.model == Model::rnn
             ? least_units(known.lower_bits, request.precision)
             : least_head_width(series.count, known, request.precision, request.heads);
}

std::vector<CurveSeries> empty_series(const std::optional<Model>& model) {
  std::vector<CurveSeries> series;
  if (model != Model::transformer_1) series.push_back({Model::rnn, ProtocolCount::improved, {}});
  if (model != Model::rnn)
    for (const ProtocolCount count :
         {ProtocolCount::improved, ProtocolCount::counted, ProtocolCount::claimed})
      series.push_back({Model::transformer_1, count, {}});
  return series;
}

}  // namespace

std::string CurveSeries::name() const {
  return model == Model::rnn ? "rnn" : fmt::format("transformer-1 {}", to_string(count));
}

std::vector<std::uint64_t> doubling_sizes(std::uint64_t from, std::uint64_t to,
                                          std::uint64_t step) {
  const std::uint64_t last = to / step * step;
  if (from == 0 || from > last || (from - 1) / step + 1 > last / step)
    throw Error("doubling_sizes", "to",
                fmt::format("no size from {} to {} is a multiple of {}; sizes start at {}", from,
                            to, step, step));
  std::vector<std::uint64_t> sizes;
  for (std::uint64_t n = ((from - 1) / step + 1) * step; n < last; n *= 2) {
    sizes.push_back(n);
    if (n > last / 2) break;
  }
  sizes.push_back(last);
  return sizes;
}

HiddenCurve hidden_curve(const CurveRequest& request, const KnownFunction& known, Work& work) {
  HiddenCurve curve;
  for (CurveSeries& series : empty_series(request.model)) {
    TaskFamily family(request.family, protocol_of(series.model), known);
    for (const std::uint64_t n : request.sizes) {
      if (work.stopped()) {
        curve.reason = "interrupted before every size was worked out";
        break;
      }
      if (const auto& at = family.at(n))
        series.points.push_back({n, at->lower_bits, least_width(series, *at, request)});
    }
    if (!series.points.empty()) curve.series.push_back(std::move(series));
  }
  if (curve.series.empty() && !curve.reason)
    curve.reason = "no closed form of the communication of this task is known at these sizes";
  return curve;
}

Result curve_result(const CurveRequest& request, const HiddenCurve& curve,
                    const KnownFunction& known) {
  Result result;
  result.kind = Kind::analyze;
  const std::uint64_t largest = std::ranges::max(request.sizes);
  result.task = family_instance(request.family, largest);
  result.status = curve.reason ? Status::undecided : Status::certified;
  result.reason = curve.reason;
  for (const Protocol protocol : {Protocol::one_way, Protocol::two_way}) {
    const bool drawn = std::ranges::any_of(
        curve.series, [&](const CurveSeries& s) { return protocol_of(s.model) == protocol; });
    TaskFamily family(request.family, protocol, known);
    if (!drawn || !family.at(largest)) continue;
    const KnownComplexity& at = *family.at(largest);
    result.bounds.push_back(
        {"communication", at.convention, at.partition, at.lower_bits, at.upper_bits, at.method});
  }
  auto list = nlohmann::ordered_json::array();
  for (const CurveSeries& series : curve.series) {
    auto points = nlohmann::ordered_json::array();
    for (const CurvePoint& point : series.points)
      points.push_back({{"n", exact_json(point.n)},
                        {"needed", exact_json(point.needed)},
                        {"width", exact_json(point.width)}});
    list.push_back({{"method", series.name()}, {"points", std::move(points)}});
  }
  result.certificate = {{"kind", "hidden-size-curve"},
                        {"precision", exact_json(request.precision)},
                        {"heads", exact_json(request.heads)},
                        {"series", std::move(list)}};
  const bool claimed = std::ranges::any_of(curve.series, [](const CurveSeries& s) {
    return s.model == Model::transformer_1 && s.count == ProtocolCount::claimed;
  });
  if (claimed)
    result.notes.push_back(
        "transformer-1 claimed: follows only where 3 m (p + log2 N) H bits are enough for the "
        "protocol, as the paper claims");
  return result;
}

}  // namespace separatrix
