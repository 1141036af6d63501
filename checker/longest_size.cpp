// Kind "longest-size": which sizes a model of fixed width is too small for.
//
// Statement. With B(n) the bits of the model's protocol and D(n) what the task needs, no such model
// computes the task at a size with B(n) < D(n). Claimed are the last size up to `limit` with B >= D
// and the first one with B < D, over the sizes smallest, smallest + step, ...
// Proof. B and D do not fall as n grows (closed_forms.hpp, recall.hpp), so
//  - all of first .. last are excluded if B(last) < D(first), and possible if B(first) >= D(last);
//  - the intervals "excluded" follow one another from the last possible size to the limit, and
//  those
//    of "possible" from the smallest size to the first excluded one, without a gap.
// All four numbers of an interval are computed again. Where the model is described layer by layer,
// its layers must add up to width times precision (state_outline.hpp).
#include "bound_claim.hpp"
#include "closed_forms.hpp"
#include "kinds.hpp"
#include "recall.hpp"
#include "state_outline.hpp"

namespace checker {
namespace {

bool recall(const Task& task) { return task.name == "associative-recall"; }

/// Recall has every number of pairs.
std::uint64_t step_of(const Task& task) { return recall(task) ? 1 : size_step(task); }

struct Sizes {
  const Task& task;
  Model model;
  mpz_class width;
  std::uint64_t precision;
  std::uint64_t heads;
  std::uint64_t step;

  ClosedForm at(std::uint64_t n) const {
    Task sized = task;
    sized.n = n;
    const bool one_way = model == Model::rnn;
    const auto form = one_way && recall(task) ? recall_form(sized) : closed_form(task, n, one_way);
    require(form.has_value(),
            "task: this program has no closed form of it at n = " + std::to_string(n));
    return *form;
  }
  mpz_class model_at(std::uint64_t n) const {
    return model_bits(model, width, precision, heads, at(n));
  }
  mpz_class needed_at(std::uint64_t n) const { return at(n).lower; }
};

/// The intervals cover begin, begin + step, .. up to, and not including, end.
void check_intervals(const Json& value, const Sizes& sizes, std::uint64_t begin, std::uint64_t end,
                     bool excluded, const std::string& what) {
  for (const Json& entry : list(value, what)) {
    Fields fields(entry, what);
    const std::uint64_t first = fields.count("first");
    const std::uint64_t last = fields.count("last");
    require(first == begin && last >= first && (last - first) % sizes.step == 0,
            what + ": an interval does not begin at " + std::to_string(begin) + " or ends wrongly");
    const mpz_class bits = sizes.model_at(excluded ? last : first);
    const mpz_class needed = sizes.needed_at(excluded ? first : last);
    require(fields.integer("model_bits") == bits, what + ".model_bits: not " + bits.get_str());
    require(fields.integer("needed") == needed, what + ".needed: not " + needed.get_str());
    require((bits < needed) == excluded, what + ": the inequality points the other way");
    fields.finish();
    begin = last + sizes.step;
  }
  require(begin == end, what + ": the intervals end before " + std::to_string(end));
}

}  // namespace

std::string check_longest_size(const Json& certificate, const Json& result) {
  const Claim claim = read_bound_claim(result, true, true);
  require(result.find("hidden_size") == nullptr, "result.hidden_size: the width is given");
  Fields fields(certificate, "");
  fields["kind"];
  const std::string& name = fields.text("model");
  require(name == "rnn" || name == "transformer-1", "model: neither rnn nor transformer-1");
  const bool rnn = name == "rnn";
  if (!rnn) require(fields.text("count") == "improved", "count: not improved");
  const Sizes sizes{claim.task,
                    rnn ? Model::rnn : Model::improved,
                    fields.integer("width"),
                    fields.count("precision"),
                    rnn ? 1 : fields.count("heads"),
                    fields.count("step")};
  require(sizes.width >= 1 && sizes.precision >= 1 && sizes.heads >= 1, "width: below 1");
  const std::uint64_t smallest = fields.count("smallest");
  const std::uint64_t limit = fields.count("limit");
  require(sizes.step == step_of(claim.task) && smallest == sizes.step,
          "smallest: not the sizes of the task");
  require(limit >= smallest && limit % sizes.step == 0, "limit: not a size of the task");
  const std::uint64_t beyond = limit + sizes.step;
  const std::uint64_t last =
      fields.has("last_possible") ? fields.count("last_possible") : smallest - sizes.step;
  const std::uint64_t first =
      fields.has("first_excluded") ? fields.count("first_excluded") : beyond;
  require(last % sizes.step == 0 && last <= limit, "last_possible: not a size up to the limit");
  require(first % sizes.step == 0 && first <= beyond, "first_excluded: not a size up to the limit");
  const Json* described = result.find("construction");
  if (described != nullptr) {
    require(rnn, "result.construction: a state is that of a recurrent model");
    require_state(*described, sizes.width * sizes.precision);
  }
  check_intervals(fields["excluded"], sizes, last + sizes.step, beyond, true, "excluded");
  check_intervals(fields["possible"], sizes, smallest, first, false, "possible");
  fields.finish();
  require(last < smallest || sizes.model_at(last) >= sizes.needed_at(last),
          "last_possible: excluded as well");
  require(first > limit || sizes.model_at(first) < sizes.needed_at(first),
          "first_excluded: possible as well");

  require(claim.task.n == (last < smallest ? smallest : last),
          "task.n: not the last possible size");
  require(claim.bounds.size() == 1, "result.bounds: not one");
  require_closed_form(claim.bounds[0], sizes.at(claim.task.n), rnn);
  const std::string excluded = "every size from " + std::to_string(last + sizes.step) + " to " +
                               std::to_string(limit) + " is excluded";
  const std::string kept =
      described == nullptr ? "" : "; NOT COVERED: that its layers keep so many numbers";
  return (last == limit ? "no size up to " + std::to_string(limit) + " is excluded" : excluded) +
         kept;
}

}  // namespace checker
