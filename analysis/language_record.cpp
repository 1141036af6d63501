#include "analysis/language_record.hpp"

#include <fmt/format.h>

#include "languages/dfa_text.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

/// Letters, and null for the empty word.
Json padded_word(const LanguageReport& report, const PaddedWord& word) {
  Json json = Json::array();
  for (const auto& symbol : word)
    json.push_back(symbol ? Json(report.least.letters[*symbol]) : Json(nullptr));
  return json;
}

Json identity(const LanguageReport& report, const char* name,
              const std::optional<Witness>& broken) {
  Json json{{"identity", name}, {"holds", !broken}};
  if (!broken) return json;
  const auto& letters = report.least.letters;
  json["x"] = spell(letters, report.monoid->word(broken->x));
  json["y"] = spell(letters, report.monoid->word(broken->y));
  return json;
}

Json identities(const LanguageReport& report) {
  const MonoidClass& c = report.classes;
  return Json::array({identity(report, "xy = yx", c.not_commutative),
                      identity(report, "x^(w+1) = x^w", c.not_aperiodic),
                      identity(report, "(xy)^w x = (xy)^w", c.not_r_trivial),
                      identity(report, "(xy)^w x = (xy)^w = y (xy)^w", c.not_j_trivial),
                      identity(report, "((xy)^w (yx)^w (xy)^w)^w = (xy)^w", c.not_ds),
                      identity(report, "(xy)^w (yx)^w (xy)^w = (xy)^w", c.not_do),
                      identity(report, "groups abelian", c.nonabelian_group)});
}

Json gadget_json(const LanguageReport& report) {
  const Gadget& gadget = *report.gadget;
  Json answers = Json::array();
  for (const bool answer : gadget.answers) answers.push_back(answer);
  return {{"problem", to_string(gadget.problem)},
          {"modulus", gadget.modulus},
          {"positions", "0, 2, .. are Alice's, 1, 3, .. Bob's; null is the empty word"},
          {"left", padded_word(report, gadget.left)},
          {"base", padded_word(report, gadget.base)},
          {"block", padded_word(report, gadget.block)},
          {"right", padded_word(report, gadget.right)},
          {"answers", answers}};
}

Json ranks_json(const std::vector<LanguageRank>& ranks) {
  Json json = Json::array();
  for (const LanguageRank& at : ranks)
    json.push_back({{"length", at.length},
                    {"rank", at.rank},
                    {"complement_rank", at.complement_rank},
                    {"distinct_rows", at.rows},
                    {"distinct_columns", at.columns},
                    {"lower_bits", at.at_least},
                    {"upper_bits", at.at_most}});
  return json;
}

}  // namespace

Result to_result(const LanguageReport& report) {
  Result result;
  result.kind = Kind::analyze;
  result.task = TaskInstance{.name = report.name,
                             .n = report.padded.empty() ? 0 : report.padded.back().length,
                             .alphabet = report.least.dfa.alphabet};
  Json json{{"kind", "language-class"},
            {"automaton", Json::parse(to_text(report.least))},
            {"live_states", report.live},
            {"state_bits", report.state_bits}};
  if (report.neutral) json["neutral_letter"] = report.least.letters[*report.neutral];
  if (report.growth) {
    result.status = Status::certified;
    json["monoid_elements"] = report.monoid->size();
    json["identities"] = identities(report);
    json["communication"] = {{"growth", to_string(*report.growth)},
                             {"convention",
                              "deterministic, two-way, odd against even positions, worst word "
                              "padded by empty words"}};
    if (*report.growth == Communication::logarithmic) result.assumes = {"TT05"};
    if (report.gadget) json["gadget"] = gadget_json(report);
  } else {
    result.reason =
        fmt::format("the syntactic monoid has more than {} elements", report.most_elements);
  }
  if (!report.complete) {
    result.status = Status::undecided;
    result.reason = "stopped before all ranks were computed";
  }
  json["rank_convention"] =
      "exact over the rationals; odd against even positions; bits of deterministic two-way "
      "protocols after which both players know the answer";
  json["padded_ranks"] = ranks_json(report.padded);
  json["letter_ranks"] = ranks_json(report.letters);
  for (const Verdict& verdict : verdicts(report))
    result.notes.push_back(verdict.model + ": " + verdict.says);
  result.certificate = std::move(json);
  return result;
}

}  // namespace separatrix
