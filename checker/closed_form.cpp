// Kind "closed-form": what a family of tasks needs at one size, by a formula for every size.
//
// Statement. The bound of the result is the closed form of its task at its n, one-way at the
// dearest prefix or two-way for the named partition; the hidden size is the least width whose
// protocol takes as many bits (hidden_size.hpp). The formulas are this program's own, with their
// proofs in closed_forms.hpp and recall.hpp, and are compared with whole tables at every small size
// (small_sizes.hpp, recall.cpp); that they hold beyond is proved in prose, TAKEN AS GIVEN here. For
// language:EXPRESSION, and one-way for dyck:m:k of few states, nothing is: the residual functions
// are counted at that very length.
#include <algorithm>

#include "bound_claim.hpp"
#include "hidden_size.hpp"
#include "kinds.hpp"
#include "recall.hpp"
#include "residual_counts.hpp"
#include "small_sizes.hpp"

namespace checker {
namespace {

ClosedForm language_form(const Task& task) {
  const Residuals found = residuals_of(task);
  const auto most = std::ranges::max_element(found.widths);
  const mpz_class bits = ceil_log2(mpz_class(*most));
  ClosedForm form{bits, bits, "prefix:" + std::to_string(most - found.widths.begin())};
  form.tokens = task.n;
  form.symbols = found.letters;
  return form;
}

ClosedForm form_of(const Task& task, bool one_way) {
  if (task.name.starts_with("language:")) {
    require(one_way, "protocol: languages have a one-way form only");
    if (task.name.ends_with(".json")) throw NotChecked("the automaton is in a file");
    return language_form(task);
  }
  if (one_way)
    if (const auto form = recall_form(task)) return *form;
  require(!task.dimension && !task.gamma && !task.sides, "task: fields of another task");
  require(!dyck(task.name) || !task.alphabet, "task.alphabet: the name says it");
  const auto form = closed_form(task, task.n, one_way);
  require(form.has_value(), "task: this program has no closed form of it at this size");
  return *form;
}

/// Whether the residual functions were counted at this very size; Rejected if they are others.
bool counted(const Task& task, const ClosedForm& form) {
  try {
    const Residuals found = residuals_of(task);
    const std::uint64_t bits = ceil_log2(*std::ranges::max_element(found.widths));
    require(form.lower <= bits && form.upper && bits <= *form.upper,
            "result.bounds: the residual functions take " + std::to_string(bits) + " bits");
    return true;
  } catch (const NotChecked&) {
    return false;
  }
}

std::string compared(const Task& task, const ClosedForm& form, bool one_way) {
  const std::string beyond = "; beyond by the theorem, whose proof is read: TAKEN AS GIVEN";
  if (task.name.starts_with("language:")) return "counted by the definition";
  if (one_way && language(task) && counted(task, form)) return "counted by the definition";
  if (!recall_form(task)) return check_small_sizes(task, one_way) + beyond;
  return "recall of " + std::to_string(recalled_pairs(task)) + " pairs, " + recount_recall() +
         beyond;
}

}  // namespace

std::string check_closed_form(const Json& certificate, const Json& result) {
  const Claim claim = read_bound_claim(result, true);
  Fields fields(certificate, "");
  fields["kind"];
  const std::string& protocol = fields.text("protocol");
  require(protocol == "one-way" || protocol == "two-way", "protocol: neither one-way nor two-way");
  const bool one_way = protocol == "one-way";
  const ClosedForm form = form_of(claim.task, one_way);
  require(claim.bounds.size() == 1, "result.bounds: not one");
  require_closed_form(claim.bounds[0], form, one_way);
  require(fields.count("tokens") == form.tokens, "tokens: not " + std::to_string(form.tokens));
  const std::uint64_t symbols = fields.count("symbols");
  if (claim.task.name.starts_with("language:") && symbols != form.symbols)
    throw NotChecked("the language has letters that its expression does not name");
  require(symbols == form.symbols, "symbols: not " + std::to_string(form.symbols));
  require(fields.count("answer_digits") == form.digits, "answer_digits: others");
  const std::string hidden = check_hidden_size(fields.optional("hidden_size"), result, form,
                                               one_way ? Model::rnn : Model::improved);
  fields.finish();
  return ">= " + form.lower.get_str() + (form.upper ? ", <= " + form.upper->get_str() : "") +
         " bits, " + compared(claim.task, form, one_way) + hidden;
}

}  // namespace checker
