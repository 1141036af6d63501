// The certificate "product-with-automaton": a recurrent model, given by its tables, answers every
// input of a task, given by an automaton, correctly.
//
// Both read the same symbols, so after a word they are in a pair of states (of the model at that
// time, where its steps depend on time). All pairs are found by a breadth-first walk, symbols in
// increasing order, through words whose prefixes all lead to viable states of the automaton; at
// every length that is asked, the model's answer in a pair must be the automaton's. A model with
// one step for all times is asked at every length. That the automaton is the task's is checked
// where the task is dyck:m:k or language:EXPRESSION.
#include <set>

#include "kinds.hpp"
#include "state_bounds.hpp"
#include "task_automaton.hpp"

namespace checker {

namespace {

struct Step {
  std::size_t states = 0;
  std::vector<std::size_t> next;  // row-major, states x alphabet
};

struct Model {
  std::uint64_t bits = 0;
  std::size_t initial = 0;
  std::vector<Step> steps;
  std::vector<std::vector<std::string>> answers;
};

Model read_model(const Json& value, std::size_t alphabet, bool every_length) {
  Fields fields(value, "model");
  Model model;
  model.bits = fields.count("bits");
  require(model.bits <= 32, "model.bits: more than 32");
  const std::size_t codes = std::size_t{1} << model.bits;
  for (const Json& entry : fields.list("steps")) {
    Fields step(entry, "model.steps");
    model.steps.push_back({step.count("states"), step.indices("next", codes)});
    step.finish();
    const Step& last = model.steps.back();
    require(last.states >= 1 && last.states <= codes && last.next.size() == last.states * alphabet,
            "model.steps: not a transition for every state and symbol");
  }
  for (const Json& entry : fields.list("answers"))
    model.answers.push_back(read_answers(entry, "model.answers"));
  const std::size_t steps = model.steps.size();
  require(
      every_length ? steps == 1 && model.answers.size() == 1 : model.answers.size() == steps + 1,
      "model: steps and answers do not fit");
  for (std::size_t t = 0; t < steps; ++t) {
    require(model.answers[t].empty() || model.answers[t].size() == model.steps[t].states,
            "model.answers: not one for every state");
    const std::size_t after = every_length    ? model.steps[0].states
                              : t + 1 < steps ? model.steps[t + 1].states
                                              : model.answers[steps].size();
    for (const std::size_t state : model.steps[t].next)
      require(state < after, "model.steps: leads to no state");
  }
  model.initial = fields.below("initial", steps > 0 ? model.steps[0].states : codes);
  fields.finish();
  return model;
}

struct Pair {
  std::size_t model, automaton, time;
  auto operator<=>(const Pair&) const = default;
};

/// Every pair, in the order of the walk; Rejected where an answer is wrong.
std::vector<Pair> walk(const Model& model, const TaskAutomaton& automaton, bool every_length) {
  std::vector<Pair> pairs;
  std::set<Pair> seen;
  const auto add = [&](const Pair& pair) {
    if (seen.insert(pair).second) pairs.push_back(pair);
  };
  if (automaton.viable[automaton.start]) add({model.initial, automaton.start, 0});
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const Pair at = pairs[p];
    if (every_length || (at.time >= automaton.shortest && at.time <= automaton.longest))
      require(at.time < model.answers.size() && at.model < model.answers[at.time].size() &&
                  model.answers[at.time][at.model] == automaton.answers[at.automaton],
              "the model answers wrongly after " + std::to_string(at.time) + " symbols or more");
    if (!every_length && at.time >= automaton.longest) continue;
    require(at.time < model.steps.size(), "model.steps: too few for the longest input");
    for (std::size_t a = 0; a < automaton.alphabet(); ++a) {
      const std::size_t next = automaton.next[at.automaton][a];
      if (automaton.viable[next])
        add({model.steps[at.time].next[at.model * automaton.alphabet() + a], next,
             every_length ? 0 : at.time + 1});
    }
  }
  return pairs;
}

/// The sizes that the result states: units of one bit, entries of all tables, and their bits.
void compare_sizes(const Model& model, const Json& result) {
  std::size_t transitions = 0, answers = 0, digits = 0;
  for (const Step& step : model.steps) transitions += step.next.size();
  for (const auto& read : model.answers) {
    answers += read.size();
    for (const std::string& answer : read) digits += answer.size();
  }
  const Json* stated = result.find("measures");
  require(stated != nullptr, "measures: missing");
  Fields measures(*stated, "measures");
  require(measures.count("width") == model.bits && measures.count("precision_bits") == 1 &&
              measures.count("heads") == 0 && measures.count("layers") == 1 &&
              measures.count("parameters") == transitions + answers &&
              measures.count("representation_bits") == model.bits * (transitions + 1) + digits,
          "measures: not those of the tables");
  measures.finish();
}

/// A construction's name and parameters are left to compare_state_bounds, or not covered.
void compare_rest(const TaskAutomaton& automaton, bool every, const Json& result) {
  require_says_only(result, {"verify", "analyze"},
                    {"construction", "arithmetic", "measures", "evidence", "bounds"});
  const Json* arithmetic = result.find("arithmetic");
  require(arithmetic == nullptr || text(*arithmetic, "arithmetic") == "interval",
          "arithmetic: tables have none");
  if (const Json* stated = result.find("construction")) {
    Fields construction(*stated, "construction");
    construction.text("id");
    construction["parameters"];
    construction.finish();
  }
  const Json* stated = result.find("evidence");
  if (stated == nullptr) return;
  Fields evidence(*stated, "evidence");
  if (evidence.has("domain_size"))
    require(!every && evidence.integer("domain_size") == domain_size(automaton),
            "evidence.domain_size: another number of inputs");
  evidence.finish();
}

}  // namespace

std::string check_product_with_automaton(const Json& certificate, const Json& result) {
  const Claim claim = read_claim(result);
  Fields fields(certificate, "certificate");
  require(fields.text("kind") == "product-with-automaton", "kind: not product-with-automaton");
  const std::string& lengths = fields.text("lengths");
  require(lengths == "every" || lengths == "of the domain",
          "lengths: neither every nor a domain's");
  const bool every = lengths == "every";
  require(every == (claim.task.lengths == "unbounded"), "task.lengths: not what was walked");
  const TaskAutomaton automaton = read_task_automaton(fields["automaton"], every);
  const Model model = read_model(fields["model"], automaton.alphabet(), every);
  if (!every)
    require(automaton.longest == claim.task.n &&
                automaton.shortest == (claim.task.lengths == "all" ? 0 : claim.task.n),
            "automaton: not the lengths of the task");

  const std::vector<Pair> pairs = walk(model, automaton, every);
  const std::vector<Json>& stated = fields.list("pairs");
  require(stated.size() == pairs.size(), "pairs: not all, or too many");
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const std::vector<Json>& entry = list(stated[p], "pairs");
    require(entry.size() == (every ? 2U : 3U) && count(entry[0], "pairs") == pairs[p].model &&
                count(entry[1], "pairs") == pairs[p].automaton &&
                (every || count(entry[2], "pairs") == pairs[p].time),
            "pairs: not those of the walk");
  }
  fields.finish();
  require(claim.assumes.empty(), "the certificate needs no citation");
  require(claim.bounds.empty() || !every, "result.bounds: of one length or a range of them");
  compare_sizes(model, result);
  compare_rest(automaton, every, result);
  const bool compared = compare_task(claim.task, automaton);
  return std::to_string(pairs.size()) + " pairs of states, every answer right" +
         (compared ? "" : "; that the automaton is this task's was not checked") +
         (claim.bounds.empty() ? "; NOT COVERED: the construction's name"
                               : compare_state_bounds(claim, result, automaton, model.bits));
}

}  // namespace checker
