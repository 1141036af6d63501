#include "reports/summary.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace separatrix {
namespace {

constexpr std::array bad_news_first{Status::refuted, Status::undecided, Status::certified,
                                    Status::exhaustive, Status::sampled};

std::string plural(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// value as three digits and a power of ten, rounded down or up.
std::string scientific(const Rational& value, Toward direction) {
  const Rational size = value < 0 ? Rational(-value) : value;
  Rational scaled = size;
  int exponent = 2;  // value = scaled * 10^(exponent - 2)
  for (; scaled < 100; scaled *= 10) --exponent;
  for (; scaled >= 1000; scaled /= 10) ++exponent;
  const bool away_from_zero = (direction == Toward::above) == (value > 0);
  Integer digits = away_from_zero ? ceil(scaled) : floor(scaled);
  if (digits == 1000) {
    digits = 100;
    ++exponent;
  }
  const auto whole = digits.convert_to<int>();
  return fmt::format("{}{}.{:02}e{}", value < 0 ? "-" : "", whole / 100, whole % 100, exponent);
}

}  // namespace

std::vector<EvidenceRow> evidence_rows(const Record& record) {
  std::vector<EvidenceRow> rows;
  for (const Theorem& theorem : theorems()) {
    EvidenceRow row{&theorem, {}, {}};
    for (const Result& result : record.results) {
      if (result.theorem != theorem.id) continue;
      (result.kind == Kind::audit ? row.audits : row.results).push_back(&result);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<const Result*> other_results(const Record& record) {
  std::vector<const Result*> results;
  for (const Result& result : record.results) {
    if (!result.theorem) results.push_back(&result);
  }
  return results;
}

std::vector<StatusCount> count_statuses(std::span<const Result* const> results) {
  std::vector<StatusCount> counts;
  for (const Status status : bad_news_first) {
    const auto count = std::count_if(results.begin(), results.end(), [&](const Result* result) {
      return result->status == status;
    });
    if (count > 0) counts.push_back({status, static_cast<std::size_t>(count)});
  }
  return counts;
}

std::string status_summary(std::span<const Result* const> results) {
  if (results.empty()) return std::string(no_evidence);
  std::string text;
  for (const auto& [status, count] : count_statuses(results)) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", to_string(status), count);
  }
  return text;
}

std::string status_summary(const EvidenceRow& row) {
  if (row.results.empty() && !row.audits.empty()) return std::string(only_audited);
  return status_summary(row.results);
}

std::string task_text(const TaskInstance& task) {
  std::string text = fmt::format("{}, n = {}", task.name, task.n);
  if (task.alphabet) text += fmt::format(", alphabet {}", *task.alphabet);
  if (task.dimension) text += fmt::format(", dimension {}", *task.dimension);
  if (task.gamma) text += ", gamma " + to_string(*task.gamma);
  if (task.sides) text += ", " + std::string(to_string(*task.sides)) + "-sided";
  if (task.lengths == Lengths::exact) text += ", length n";
  if (task.lengths == Lengths::all) text += ", every length up to n";
  if (task.lengths == Lengths::unbounded) text += ", every length, beyond n too";
  return text;
}

std::string measures_text(const Measures& m) {
  const std::string shape = m.heads == 0
                                ? plural(m.width, "recurrent unit")
                                : fmt::format("width {}, {}, {}", m.width, plural(m.heads, "head"),
                                              plural(m.layers, "layer"));
  return fmt::format("{}, {}, {} parameters, {} bits in all", shape,
                     m.precision_bits == 0 ? std::string("real numbers")
                                           : plural(m.precision_bits, "bit") + " per number",
                     count_text(m.parameters), count_text(m.representation_bits));
}

std::string vectors_text(const Vectors& vectors) {
  std::string text = fmt::format("{}, dimension {}", vectors.family, vectors.dimension);
  if (vectors.seed) text += fmt::format(", seed {}", *vectors.seed);
  if (vectors.min_inner_product && vectors.max_inner_product) {
    text += fmt::format(", inner products from {} to {}", to_string(*vectors.min_inner_product),
                        to_string(*vectors.max_inner_product));
  }
  return text;
}

std::string evidence_text(const Evidence& e, Kind kind) {
  const std::string_view noun = kind == Kind::audit ? "cases" : "inputs";
  std::vector<std::string> parts;
  if (e.inputs_run && e.domain_size) {
    parts.push_back(fmt::format("{} of {} {} run", count_text(*e.inputs_run),
                                count_text(*e.domain_size), noun));
  } else if (e.inputs_run) {
    parts.push_back(fmt::format("{} {} run", count_text(*e.inputs_run), noun));
  } else if (e.domain_size) {
    parts.push_back(fmt::format("{} {} in the domain", count_text(*e.domain_size), noun));
  }
  if (e.failures) {
    parts.push_back(count_text(*e.failures) + (*e.failures == 1 ? " failure" : " failures"));
  }
  if (e.seed) parts.push_back(fmt::format("seed {}", *e.seed));
  if (e.failure_rate_upper) {
    parts.push_back("failure rate at most " + number_text(*e.failure_rate_upper, Toward::above));
  }
  if (e.confidence) parts.push_back("at confidence " + number_text(*e.confidence, Toward::below));
  if (e.margin) parts.push_back("margin at least " + number_text(*e.margin, Toward::below));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string bound_text(const Bound& bound) {
  std::string text = fmt::format("{}, {}", bound.quantity, bound.convention);
  if (!bound.partition.empty()) text += ", " + bound.partition;
  text += ": ";
  // A sign vector has one bit per coordinate.
  const char* unit = bound.quantity.starts_with("dimension") ? " coordinates, by " : " bits, by ";
  if (bound.lower_bits && bound.upper_bits && *bound.lower_bits == *bound.upper_bits)
    return text + "exactly " + count_text(*bound.lower_bits) + unit + bound.method;
  if (bound.lower_bits) text += "at least " + count_text(*bound.lower_bits);
  if (bound.lower_bits && bound.upper_bits) text += " and ";
  if (bound.upper_bits) text += "at most " + count_text(*bound.upper_bits);
  return text + unit + bound.method;
}

std::string count_text(const Integer& count) {
  std::string digits = count.str();
  if (digits.size() <= 30) return digits;
  return fmt::format("{}... ({} digits)", digits.substr(0, 10), digits.size());
}

std::string number_text(const Rational& value, Toward direction) {
  std::string exact = to_string(value);
  return exact.size() <= 12 ? exact : scientific(value, direction);
}

}  // namespace separatrix
