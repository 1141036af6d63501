#include "reports/width_curve.hpp"

#include "reports/json_values.hpp"

namespace separatrix {

using namespace json_values;

std::optional<WidthCurve> width_curve(const Result& result) {
  if (!result.certificate || result.certificate->value("kind", "") != "hidden-size-curve")
    return std::nullopt;
  Fields fields(*result.certificate, "certificate");
  WidthCurve curve;
  curve.precision = read_unsigned(fields.need("precision"), fields.path("precision"));
  curve.heads = read_unsigned(fields.need("heads"), fields.path("heads"));
  for (const Json& one : fields.need("series")) {
    Fields series(one, fields.path("series"));
    curve.series.push_back({read_name(series.need("method"), series.path("method")), {}});
    for (const Json& value : series.need("points")) {
      Fields point(value, series.path("points"));
      const auto count = [&](std::string_view name) {
        return read_count(point.need(name), point.path(name));
      };
      curve.series.back().points.push_back({count("n"), count("needed"), count("width")});
    }
  }
  return curve;
}

}  // namespace separatrix
