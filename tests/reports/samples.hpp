// A record with a result of every kind and status, every field filled somewhere.
#pragma once

#include "reports/record.hpp"

namespace separatrix::samples {

inline Result verified(Status status) {
  Result r;
  r.kind = Kind::verify;
  r.theorem = "T1";
  r.task = TaskInstance{.name = "index-lookup", .n = 20, .alphabet = 2, .lengths = Lengths::all};
  r.construction =
      Construction{.id = "index-lookup",
                   .parameters = {{"family", "linear-code"}, {"eta", {23, 10}}, {"centred", true}}};
  r.status = status;
  r.arithmetic = "fixed:3:down";
  r.measures = Measures{.width = 33,
                        .heads = 1,
                        .layers = 1,
                        .precision_bits = 26,
                        .parameters = 1056,
                        .representation_bits = Integer("1180591620717411303424")};
  r.vectors = Vectors{.family = "linear-code",
                      .dimension = 16,
                      .seed = 18446744073709551615u,
                      .max_inner_product = Rational(1, 4),
                      .min_inner_product = Rational(-1, 2)};
  r.seconds = 0.5;
  return r;
}

inline Result certified() {
  Result r = verified(Status::certified);
  r.assumes = {"DG75"};
  r.certificate = nlohmann::ordered_json{{"kind", "index-lookup"}, {"margins", {{1, 8}, {"x", 3}}}};
  r.evidence = Evidence{.margin = Rational(Integer("123456789012345678901"), 1024)};
  r.notes = {"smallest eta by search"};
  return r;
}

inline Result exhaustive() {
  Result r = verified(Status::exhaustive);
  r.evidence = Evidence{.domain_size = 39845890, .inputs_run = 39845890, .failures = 0};
  return r;
}

inline Result sampled() {
  Result r = verified(Status::sampled);
  r.evidence = Evidence{.domain_size = Integer("340282366920938463463374607431768211456"),
                        .inputs_run = 10000,
                        .failures = 0,
                        .seed = 7,
                        .failure_rate_upper = Rational(3, 10000),
                        .confidence = Rational(19, 20)};
  return r;
}

inline Result refuted() {
  Result r = verified(Status::refuted);
  r.evidence = Evidence{.inputs_run = 40, .failures = 1, .seed = 7};
  r.counterexample = Counterexample{
      .what = "L = 3, q = 2: answers 0, reference 1",
      .data = {{"symbols", {0, 1, 0}}, {"query", 2}},
      .replay = {"separatrix", "run", "index-lookup", "--query", "2", "--text", "it's a b"}};
  return r;
}

inline Result undecided() {
  Result r = verified(Status::undecided);
  r.reason = "interrupted after 3 of 20 lengths";
  return r;
}

inline Result vectors() {
  Result r;
  r.kind = Kind::vectors;
  r.theorem = "L2";
  r.task = TaskInstance{.name = "sign-vectors",
                        .n = 1024,
                        .dimension = 32,
                        .gamma = Rational(1, 4),
                        .sides = Sides::two};
  r.status = Status::certified;
  r.vectors = Vectors{.family = "dual-bch",
                      .dimension = 32,
                      .max_inner_product = Rational(1, 4),
                      .min_inner_product = Rational(-1, 4)};
  r.bounds = {{.quantity = "sign-vector dimension",
               .convention = "two-sided",
               .lower_bits = 32,
               .upper_bits = 32,
               .method = "linear programming"}};
  r.certificate = nlohmann::ordered_json{{"kind", "linear-code"}};
  return r;
}

inline Result bound() {
  Result r;
  r.kind = Kind::bound;
  r.theorem = "L1";
  r.task = TaskInstance{.name = "dyck:2:2", .n = 16, .lengths = Lengths::exact};
  r.status = Status::certified;
  r.bounds = {{.quantity = "communication",
               .convention = "two-way, both know the answer",
               .partition = "odd-even",
               .lower_bits = 17,
               .method = "rank"},
              {.quantity = "communication",
               .convention = "two-way, one knows the answer",
               .partition = "odd-even",
               .upper_bits = 16,
               .method = "protocol"}};
  r.hidden_size = HiddenSize{.model = "transformer-1", .precision = 32, .min_width = 1};
  return r;
}

inline Result audit() {
  Result r;
  r.kind = Kind::audit;
  r.theorem = "T6";
  r.claim = "the stated eta satisfies the derived inequality";
  r.status = Status::refuted;
  r.verdict = "fails from N = 16 on";
  r.correction = "eta >= 2 ln((N-1)(2 N^Kc - 1))";
  return r;
}

inline Result atlas() {
  Result r;
  r.kind = Kind::atlas;
  r.task = TaskInstance{.name = "equality", .n = 64};
  r.architecture = "Linformer";
  r.status = Status::certified;
  r.lower = "L k m p' >= 8";
  r.upper = "no bound known to this program";
  r.hidden_size = HiddenSize{"linformer", 32, 8};
  const Expression bits = Expression::variable("m") * Expression::variable("p");
  r.formulas = {{"bits that cross", bits},
                {"least m", Expression::least("m", bits, Expression::variable("n") + 1)}};
  return r;
}

/// Cells of three architectures and two tasks at n = 64, p = 32: of each sort one.
inline std::vector<Result> atlas_cells() {
  const Expression m = Expression::variable("m");
  const Expression n = Expression::variable("n");
  const Expression p = Expression::variable("p");
  const auto cell = [](const char* architecture, const char* task, const std::string& lower) {
    Result r;
    r.kind = Kind::atlas;
    r.task = TaskInstance{.name = task, .n = 64};
    r.architecture = architecture;
    r.lower = lower;
    r.upper = kNoBound;
    if (lower == kNoBound) {
      r.reason = "its cuts say nothing about this task";
    } else {
      r.status = Status::certified;
    }
    return r;
  };
  const auto width = [&](Result r, const Expression& bits, const Expression& needed,
                         const Expression& prefix, std::uint64_t least) {
    r.hidden_size = HiddenSize{*r.architecture, 32, least};
    r.formulas = {{"bits that cross", bits},
                  {"bits needed", needed},
                  {"least m", Expression::least("m", bits, needed)},
                  {"tokens", n + 1},
                  {"prefix", prefix}};
    return r;
  };
  std::vector<Result> cells{
      width(cell("rnn", "index-lookup", "m >= 3"), m * p, log2_power(3, n - 8), n - 8, 3),
      width(cell("rnn", "equality", "m >= 1"), m * p, ceil_div(n, 2), ceil_div(n, 2), 1),
      cell("window", "index-lookup", "impossible"),
      cell("window", "equality", "impossible"),
      cell("softmax", "index-lookup", std::string(kNoBound)),
      cell("softmax", "equality", std::string(kNoBound))};
  cells[0].certificate = nlohmann::ordered_json{{"kind", "atlas-cell"}, {"p", 32}};
  cells[1].upper = "m <= 10, p = 22";
  cells[1].construction = Construction{.id = "rnn"};
  cells[2].formulas = {{"receptive field", 50}, {"tokens", n + 1}};
  cells[2].certificate = nlohmann::ordered_json{{"kind", "receptive-field"}};
  cells[3].formulas = {{"bits that cross", 20}, {"bits needed", ceil_div(n, 2)}, {"tokens", n}};
  cells[4].upper = "m <= 5, p = 50";
  return cells;
}

inline Result analyze() {
  Result r;
  r.kind = Kind::analyze;
  r.task = TaskInstance{.name = "regular:(ab)*", .n = 12};
  r.status = Status::undecided;
  r.reason = "time limit";
  return r;
}

inline Record record() {
  Record record;
  record.tool = {"separatrix", "0.1.0"};
  record.command = {"separatrix", "paper", "--quick"};
  record.host = {"Linux x86_64", "test processor", 2};
  record.results = {certified(), exhaustive(), sampled(), refuted(), undecided(),
                    vectors(),   bound(),      audit(),   atlas(),   analyze()};
  return record;
}

}  // namespace separatrix::samples
