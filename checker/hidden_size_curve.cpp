// Kind "hidden-size-curve": the least width by size.
//
// Statement. A model of width w has a protocol of B(w) bits, B growing with w, and the task needs D
// bits at size n (closed_forms.hpp). The width of a point is the least w with B(w) >= D, at least 1
// for a head: B(w) >= D, and w is the smallest width there is or B(w - 1) < D. Every smaller model
// is excluded. D and the width of every point are computed again. Sizes double, the last is the
// task's n; all series have the same ones. "claimed" follows only if the paper's count of bits is
// right, and the line says so.
#include <set>

#include "bound_claim.hpp"
#include "closed_forms.hpp"
#include "kinds.hpp"

namespace checker {
namespace {

Model model_of(const std::string& method) {
  if (method == "rnn") return Model::rnn;
  if (method == "transformer-1 improved") return Model::improved;
  if (method == "transformer-1 counted") return Model::counted;
  require(method == "transformer-1 claimed", "series.method: no model of this kind");
  return Model::claimed;
}

ClosedForm form_at(const Task& task, std::uint64_t n, bool one_way) {
  const auto form = closed_form(task, n, one_way);
  require(form.has_value(),
          "task: this program has no closed form of it at n = " + std::to_string(n));
  return *form;
}

/// Checks a point and returns its size.
std::uint64_t check_point(const Json& value, const Task& task, Model model, std::uint64_t precision,
                          std::uint64_t heads) {
  Fields point(value, "points");
  const std::uint64_t n = point.count("n");
  const ClosedForm form = form_at(task, n, model == Model::rnn);
  const std::string what = "points, n = " + std::to_string(n);
  require(point.integer("needed") == form.lower, what + ": needed is not " + form.lower.get_str());
  const mpz_class width = point.integer("width");
  point.finish();
  const mpz_class smallest = model == Model::rnn ? 0 : 1;
  require(width >= smallest, what + ": no such width");
  const auto bits = [&](const mpz_class& w) {
    return model_bits(model, w, precision, heads, form);
  };
  require(bits(width) >= form.lower, what + ": a wider model is excluded as well");
  require(width == smallest || bits(width - 1) < form.lower,
          what + ": a narrower model is not excluded");
  return n;
}

void check_sizes(const std::vector<std::uint64_t>& sizes, std::uint64_t n) {
  require(!sizes.empty() && sizes.back() == n, "points: the last is not the task's n");
  for (std::size_t i = 1; i < sizes.size(); ++i)
    require(sizes[i - 1] < sizes[i] && (i + 1 == sizes.size() ? sizes[i] <= 2 * sizes[i - 1]
                                                              : sizes[i] == 2 * sizes[i - 1]),
            "points: the sizes do not double");
}

}  // namespace

std::string check_hidden_size_curve(const Json& certificate, const Json& result) {
  const Claim claim = read_bound_claim(result);
  require(result.find("hidden_size") == nullptr, "result.hidden_size: beside a curve");
  Fields fields(certificate, "");
  fields["kind"];
  const std::uint64_t precision = fields.count("precision");
  const std::uint64_t heads = fields.count("heads");
  require(precision >= 1 && heads >= 1, "precision: below 1");
  std::set<Model> models;
  std::vector<std::uint64_t> common;
  for (const Json& entry : fields.list("series")) {
    Fields series(entry, "series");
    const Model model = model_of(series.text("method"));
    require(models.insert(model).second, "series: two of one method");
    std::vector<std::uint64_t> sizes;
    for (const Json& point : series.list("points"))
      sizes.push_back(check_point(point, claim.task, model, precision, heads));
    series.finish();
    check_sizes(sizes, claim.task.n);
    require(common.empty() || sizes == common, "series: of other sizes than the one before");
    common = sizes;
  }
  fields.finish();
  const bool rnn = models.contains(Model::rnn);
  const bool transformer = models.size() > (rnn ? 1U : 0U);
  require(transformer == models.contains(Model::improved) &&
              transformer == models.contains(Model::counted) &&
              transformer == models.contains(Model::claimed),
          "series: a count of the Transformer's bits is missing");
  require(claim.bounds.size() == (rnn ? 1U : 0U) + (transformer ? 1U : 0U),
          "result.bounds: not one for each protocol");
  if (rnn) require_closed_form(claim.bounds.front(), form_at(claim.task, claim.task.n, true), true);
  if (transformer)
    require_closed_form(claim.bounds.back(), form_at(claim.task, claim.task.n, false), false);
  return std::to_string(models.size()) + " series of " + std::to_string(common.size()) +
         " least widths" + (transformer ? " (claimed: if the paper's count is right)" : "");
}

}  // namespace checker
