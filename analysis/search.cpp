#include "analysis/search.hpp"

#include <algorithm>

#include "analysis/frame_certificate.hpp"
#include "analysis/verify.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// Index lookup at one length is certified frame by frame, which is tight; other tasks by whatever
/// argument decides.
Outcome certify_tightly(const Transformer& model, const Task& task, const Format& format,
                        Work& work) {
  return task.id() == "index-lookup" ? certify_by_frames(model, task, format, work)
                                     : certify(model, task, format, work);
}

/// The largest e with n = b^e for an integer b.
unsigned root_exponent(std::uint64_t n) {
  for (unsigned e = 63; e > 1; --e) {
    Integer root;
    const Integer target(n);
    if (mpz_root(root.backend().data(), target.backend().data(), e) != 0) return e;
  }
  return 1;
}

}  // namespace

KcSearch search_kc(const Transformer& model, const Task& task, Rounding rounding,
                   const Rational& most, Work& work) {
  if (task.n() < 2)
    throw Error("search_kc", "--n", "a precision grid needs n of at least 2: its step is n^-Kc");
  KcSearch search;
  const unsigned e = root_exponent(task.n());
  for (unsigned j = 1; Rational(j, e) <= most && !work.stopped(); ++j) {
    Format format;
    format.kind = Format::Kind::fixed;
    format.kc = Rational(j, e);
    format.rounding = rounding;
    const Outcome outcome = certify_tightly(model, task, format, work);
    search.trials.push_back(
        {format.kc, precision_bits(make_grid(task.grid_n(), format.kc, rounding)), outcome.status});
    if (outcome.status == Status::certified) {
      search.smallest = search.trials.size() - 1;
      break;
    }
  }
  return search;
}

std::string describe(const KcSearch& search) {
  std::string text = "smallest Kc: ";
  if (search.smallest) {
    const KcTrial& best = search.trials[*search.smallest];
    text += to_string(best.kc) + ", p = " + std::to_string(best.precision_bits) + " bits";
  } else {
    text += "none tried is certified";
  }
  text += "; tried";
  for (const KcTrial& trial : search.trials)
    text += " " + to_string(trial.kc) + " " + std::string(to_string(trial.status));
  return text;
}

ScaleSearch search_scale(const ModelOfScale& build, const Task& task, const Format& format,
                         const Rational& from, const Rational& step, Work& work) {
  ScaleSearch search;
  search.step = step;
  const auto check = [&](const Integer& units) {
    const Transformer model = build(Rational(units) * step);
    return certify_tightly(model, task, format, work);
  };
  Integer good = floor(Rational(from / step));
  if (good < 1 || check(good).status != Status::certified) return search;
  search.certified = Rational(good) * step;
  Integer bad = 0;
  while (good - bad > 1 && !work.stopped()) {
    const Integer middle = (good + bad) / 2;
    const Outcome outcome = check(middle);
    if (outcome.status == Status::certified) {
      good = middle;
      search.certified = Rational(good) * step;
    } else {
      bad = middle;
      if (outcome.status == Status::refuted) {
        search.refuted = Rational(bad) * step;
        search.failure = outcome.failure;
      }
    }
  }
  return search;
}

DimensionSearch search_dimension(const std::function<Status(std::size_t dimension)>& certify,
                                 std::size_t from, Work& work) {
  DimensionSearch search;
  if (from == 0 || certify(from) != Status::certified) return search;
  search.certified = from;
  std::size_t bad = 0;
  while (*search.certified - bad > 1 && !work.stopped()) {
    const std::size_t middle = bad + (*search.certified - bad) / 2;
    if (certify(middle) == Status::certified)
      search.certified = middle;
    else
      search.failed = bad = middle;
  }
  return search;
}

LengthSearch search_length(const InstanceOfLength& build, std::uint64_t n, const Format& format,
                           const SamplePlan& plan, Work& work) {
  LengthSearch search;
  // Whether a sample failed; nullopt if the trial was cut short and says nothing.
  const auto fails = [&](std::uint64_t length) -> std::optional<bool> {
    const Instance instance = build(length);
    const Outcome outcome = run_samples(instance.model, *instance.task, format, plan, work);
    search.trials.push_back({length, outcome.status});
    if (outcome.status == Status::undecided) return std::nullopt;
    return outcome.status == Status::refuted;
  };
  std::vector<std::uint64_t> ladder;
  for (std::uint64_t step = 1; step < n; step *= 2) {
    ladder.push_back(step);
    if (step >= 2 && step + step / 2 < n) ladder.push_back(step + step / 2);
  }
  ladder.push_back(n);
  for (const std::uint64_t length : ladder) {
    const auto failed = fails(length);
    if (!failed) return search;
    (*failed ? search.first : search.last_good) = length;
    if (*failed) break;
  }
  while (search.first && *search.first > search.last_good.value_or(0) + 1) {
    const std::uint64_t good = search.last_good.value_or(0);
    const std::uint64_t middle = good + (*search.first - good) / 2;
    const auto failed = fails(middle);
    if (!failed) return search;
    (*failed ? search.first : search.last_good) = middle;
  }
  search.complete = true;
  return search;
}

}  // namespace separatrix
