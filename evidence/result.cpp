#include "evidence/result.hpp"

#include <cmath>
#include <set>

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

using nlohmann::ordered_json;

[[noreturn]] void fail(std::string_view where, std::string_view part, std::string_view message) {
  const std::string path = part.empty() ? std::string(where) : fmt::format("{}.{}", where, part);
  throw Error("check", path, fmt::format("{}: {}", path, message));
}

bool empty(const std::optional<std::string>& text) { return !text || text->empty(); }

/// The path of the first floating-point number inside `value`, empty if there is none.
std::string first_float(const ordered_json& value, const std::string& path) {
  if (value.is_number_float()) return path;
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) {
      std::string found = first_float(inner, fmt::format("{}.{}", path, key));
      if (!found.empty()) return found;
    }
  }
  if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      std::string found = first_float(value[i], fmt::format("{}[{}]", path, i));
      if (!found.empty()) return found;
    }
  }
  return {};
}

void check_exact_object(const ordered_json& value, std::string_view where, std::string_view part) {
  if (!value.is_object()) fail(where, part, "must be a JSON object");
  const std::string found = first_float(value, std::string(part));
  if (!found.empty()) {
    fail(where, found, "floating-point number; write it as [numerator, denominator]");
  }
}

/// A part is required by its own kind and foreign to every other.
void check_belongs(bool present, bool needed, std::string_view where, std::string_view part,
                   Kind kind) {
  if (needed && !present) {
    fail(where, part, fmt::format("missing in a result of kind {}", to_string(kind)));
  }
  if (!needed && present) {
    fail(where, part, fmt::format("does not belong in a result of kind {}", to_string(kind)));
  }
}

void check_kind(const Result& r, std::string_view where) {
  const bool verify = r.kind == Kind::verify;
  const bool audit = r.kind == Kind::audit;
  const bool atlas = r.kind == Kind::atlas;
  const auto need = [&](bool present, std::string_view part) {
    check_belongs(present, true, where, part, r.kind);
  };
  if (!audit) need(r.task.has_value(), "task");
  if (verify) {
    need(r.construction.has_value(), "construction");
    need(!empty(r.arithmetic), "arithmetic");
  }
  if (r.kind == Kind::vectors) need(r.vectors.has_value(), "vectors");
  if (r.kind == Kind::bound) need(!r.bounds.empty(), "bounds");
  if (r.kind == Kind::verify || audit) {
    check_belongs(!r.bounds.empty(), false, where, "bounds", r.kind);
  }
  if (!atlas) check_belongs(!r.formulas.empty(), false, where, "formulas", r.kind);
  if (r.kind != Kind::bound && !atlas) {
    check_belongs(r.hidden_size.has_value(), false, where, "hidden_size", r.kind);
  }
  check_belongs(audit ? !empty(r.claim) : r.claim.has_value(), audit, where, "claim", r.kind);
  check_belongs(audit ? !empty(r.verdict) : r.verdict.has_value(), audit, where, "verdict", r.kind);
  if (!audit) check_belongs(r.correction.has_value(), false, where, "correction", r.kind);
  check_belongs(atlas ? !empty(r.architecture) : r.architecture.has_value(), atlas, where,
                "architecture", r.kind);
  check_belongs(atlas ? !empty(r.lower) : r.lower.has_value(), atlas, where, "lower", r.kind);
  check_belongs(atlas ? !empty(r.upper) : r.upper.has_value(), atlas, where, "upper", r.kind);
}

void check_evidence(const Evidence& e, std::string_view where) {
  const auto not_negative = [&](const std::optional<Integer>& count, std::string_view part) {
    if (count && *count < 0) fail(where, part, "must not be negative");
  };
  not_negative(e.domain_size, "evidence.domain_size");
  not_negative(e.inputs_run, "evidence.inputs_run");
  not_negative(e.failures, "evidence.failures");
  if (e.failures && (!e.inputs_run || *e.failures > *e.inputs_run)) {
    fail(where, "evidence.failures", "more failures than inputs run");
  }
  if (e.failure_rate_upper && (*e.failure_rate_upper < 0 || *e.failure_rate_upper > 1)) {
    fail(where, "evidence.failure_rate_upper", "must lie in [0, 1]");
  }
  if (e.confidence && (*e.confidence <= 0 || *e.confidence >= 1)) {
    fail(where, "evidence.confidence", "must lie strictly between 0 and 1");
  }
}

void check_exhaustive(const Evidence& e, std::string_view where) {
  if (!e.domain_size) fail(where, "evidence.domain_size", "missing in an exhaustive result");
  if (!e.inputs_run || *e.inputs_run != *e.domain_size) {
    fail(where, "evidence.inputs_run", "must equal the domain size in an exhaustive result");
  }
  if (!e.failures || *e.failures != 0) {
    fail(where, "evidence.failures", "must be 0: a failing input makes the result refuted");
  }
}

void check_sampled(const Evidence& e, std::string_view where) {
  if (!e.inputs_run || *e.inputs_run == 0) {
    fail(where, "evidence.inputs_run", "a sampled result must have run at least one input");
  }
  if (!e.failures || *e.failures != 0) {
    fail(where, "evidence.failures", "must be 0: a failing input makes the result refuted");
  }
  if (!e.seed) fail(where, "evidence.seed", "missing in a sampled result");
  if (!e.failure_rate_upper) {
    fail(where, "evidence.failure_rate_upper", "missing in a sampled result");
  }
  if (!e.confidence) fail(where, "evidence.confidence", "missing in a sampled result");
}

void check_status(const Result& r, std::string_view where) {
  if (r.status == Status::undecided ? empty(r.reason) : r.reason.has_value()) {
    fail(where, "reason", "an undecided result, and no other, says why");
  }
  if (r.counterexample && r.status != Status::refuted) {
    fail(where, "counterexample", "only a refuted result has a counterexample");
  }
  if (r.kind != Kind::verify && r.kind != Kind::vectors) return;
  switch (r.status) {
    case Status::certified:
      if (!r.certificate) fail(where, "certificate", "missing in a certified result");
      break;
    case Status::exhaustive:
      check_exhaustive(r.evidence.value_or(Evidence{}), where);
      break;
    case Status::sampled:
      check_sampled(r.evidence.value_or(Evidence{}), where);
      break;
    case Status::refuted:
      if (!r.counterexample) fail(where, "counterexample", "missing in a refuted result");
      break;
    case Status::undecided:
      break;
  }
}

void check_vectors(const Result& r, std::string_view where) {
  const Vectors& v = *r.vectors;
  if (v.max_inner_product.has_value() != v.min_inner_product.has_value()) {
    fail(where, "vectors.min_inner_product", "give both extreme inner products or neither");
  }
  if (v.max_inner_product) {
    if (*v.min_inner_product > *v.max_inner_product || *v.min_inner_product < -1 ||
        *v.max_inner_product > 1) {
      fail(where, "vectors.max_inner_product", "must have -1 <= min <= max <= 1");
    }
  } else if (r.kind == Kind::vectors && r.status != Status::undecided && r.task && r.task->n > 1) {
    fail(where, "vectors.max_inner_product", "missing in a decided result about vectors");
  }
}

void check_formulas(const Result& r, std::string_view where) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < r.formulas.size(); ++i)
    if (r.formulas[i].name.empty() || !names.insert(r.formulas[i].name).second)
      fail(where, fmt::format("formulas[{}].name", i), "is empty or stands twice");
}

void check_bound(const Bound& bound, std::string_view where, std::size_t index) {
  if (!bound.lower_bits && !bound.upper_bits) {
    fail(where, fmt::format("bounds[{}]", index), "has neither a lower nor an upper bound");
  }
}

}  // namespace

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::verify:
      return "verify";
    case Kind::vectors:
      return "vectors";
    case Kind::bound:
      return "bound";
    case Kind::audit:
      return "audit";
    case Kind::atlas:
      return "atlas";
    case Kind::analyze:
      return "analyze";
  }
  throw Error("to_string", "kind", "not a kind of result: the value lies outside the enumeration");
}

Kind parse_kind(std::string_view word, std::string_view where) {
  for (const Kind kind : all_kinds) {
    if (to_string(kind) == word) return kind;
  }
  throw Error("parse_kind", where,
              fmt::format("{}: \"{}\" is not a kind of result; use verify, vectors, bound, audit, "
                          "atlas or analyze",
                          where, word));
}

void check(const Result& result, std::string_view where) {
  check_kind(result, where);
  check_status(result, where);
  if (result.evidence) check_evidence(*result.evidence, where);
  if (result.vectors) check_vectors(result, where);
  for (std::size_t i = 0; i < result.bounds.size(); ++i) check_bound(result.bounds[i], where, i);
  check_formulas(result, where);
  if (result.construction) {
    check_exact_object(result.construction->parameters, where, "construction.parameters");
  }
  if (result.certificate) {
    check_exact_object(*result.certificate, where, "certificate");
    const auto kind = result.certificate->find("kind");
    if (kind == result.certificate->end() || !kind->is_string()) {
      fail(where, "certificate.kind", "missing: a certificate names its kind");
    }
  }
  if (result.counterexample) {
    check_exact_object(result.counterexample->data, where, "counterexample.data");
    if (result.counterexample->replay.empty()) {
      fail(where, "counterexample.replay", "missing: a counterexample has a command that shows it");
    }
  }
  if (!std::isfinite(result.seconds) || result.seconds < 0) {
    fail(where, "seconds", "must be a finite number >= 0");
  }
}

}  // namespace separatrix
