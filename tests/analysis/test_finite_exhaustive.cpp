#include <catch2/catch.hpp>

#include "analysis/recurrent/finite.hpp"
#include "constructions/automaton.hpp"
#include "constructions/residual.hpp"
#include "languages/dyck.hpp"
#include "numerics/error.hpp"
#include "tasks/boolean_function.hpp"
#include "tasks/comparison.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/language.hpp"

using namespace separatrix;

namespace {

LanguageTask dyck(std::uint64_t n, bool all_lengths) {
  return {"dyck:2:2", dyck_automaton(2, 2), "([)]", n, all_lengths};
}

FiniteRecurrence smallest(const Task& task, AnswerFrom from = AnswerFrom::state) {
  Work work;
  return residual_recurrence(*residual_states(task, work), task, from);
}

/// Wrong answers by running every input alone, and the first in the order of the header.
struct PlainFinite {
  std::uint64_t inputs = 0;
  std::uint64_t failures = 0;
  std::optional<Input> first;
};

PlainFinite run_plainly(const FiniteRecurrence& model, const Task& task) {
  PlainFinite plain;
  for (std::uint64_t f = 0; f < task.frames(); ++f) {
    const Frame frame = task.frame(f);
    Input input = frame.pattern;
    for (const std::size_t place : frame.content) input[place].value = 0;
    for (bool more = true; more;) {
      ++plain.inputs;
      if (model.run(input) != task.reference(input)) {
        ++plain.failures;
        if (!plain.first) plain.first = input;
      }
      more = false;
      for (std::size_t c = frame.content.size(); c-- > 0 && !more;) {
        std::uint64_t& value = input[frame.content[c]].value;
        more = ++value < frame.values;
        if (!more) value = 0;
      }
    }
  }
  return plain;
}

void check_against_plain(const FiniteRecurrence& model, const Task& task) {
  Work work;
  const Outcome outcome = run_exhaustively(model, task, work);
  const PlainFinite plain = run_plainly(model, task);
  CHECK(outcome.inputs_run == plain.inputs);
  CHECK(outcome.failures == plain.failures);
  CHECK(outcome.status == (plain.failures == 0 ? Status::exhaustive : Status::refuted));
  REQUIRE(outcome.failure.has_value() == plain.first.has_value());
  if (plain.first) CHECK(outcome.failure->input == *plain.first);
}

/// Every single wrong transition of the first steps.
template <class Visit>
void each_fault(const FiniteRecurrence& model, const Visit& visit) {
  for (std::size_t t = 0; t < model.steps.size(); ++t) {
    const bool last = !model.stationary && t + 1 == model.steps.size();
    const std::uint64_t seen = model.last_kind ? model.vocabulary[*model.last_kind].values : 1;
    const std::size_t after = model.stationary ? model.steps[0].states
                              : last           ? model.answers.back().size() / seen
                                               : model.steps[t + 1].states;
    for (std::size_t i = 0; i < model.steps[t].next.size() && after > 1; i += 3) {
      FiniteRecurrence fault = model;
      fault.steps[t].next[i] = static_cast<std::uint32_t>((fault.steps[t].next[i] + 1) % after);
      visit(fault);
    }
  }
}

/// The same task without frames: its automaton says what its inputs are.
class Unlisted final : public Task {
 public:
  explicit Unlisted(const LanguageTask& task) : task_(task) {}
  std::string id() const override { return task_.id(); }
  nlohmann::ordered_json parameters() const override { return task_.parameters(); }
  std::uint64_t n() const override { return task_.n(); }
  std::vector<TokenKind> vocabulary() const override { return task_.vocabulary(); }
  std::vector<bool> content_kinds() const override { return {true}; }
  std::uint64_t max_length() const override { return task_.max_length(); }
  unsigned answer_digits() const override { return 1; }
  Answer reference(const Input& input) const override { return task_.reference(input); }
  std::optional<Integer> domain_size() const override { return task_.domain_size(); }
  std::optional<TaskAutomaton> automaton() const override { return task_.automaton(); }
  std::vector<std::string> samplers() const override { return task_.samplers(); }
  Input sample(const std::string& s, Random& r) const override { return task_.sample(s, r); }
  std::vector<Input> simpler(const Input& input) const override { return task_.simpler(input); }
  std::vector<std::string> run_arguments(const Input& input) const override {
    return task_.run_arguments(input);
  }
  nlohmann::ordered_json show(const Input& input) const override { return task_.show(input); }

 private:
  const LanguageTask& task_;
};

}  // namespace

TEST_CASE("Exhaustive runs of smallest models, and of every planted wrong transition") {
  const Comparison equality(6, 2, Comparison::Relation::equal);
  const IndexLookup last(4, 3, false);
  const IndexLookup first(5, 2, false, IndexLookup::Query::first);
  for (const Task* task : {static_cast<const Task*>(&equality), static_cast<const Task*>(&last),
                           static_cast<const Task*>(&first)})
    for (const AnswerFrom from : {AnswerFrom::state, AnswerFrom::state_and_last_token}) {
      const FiniteRecurrence model = smallest(*task, from);
      check_against_plain(model, *task);
      Work work;
      each_fault(model, [&](const FiniteRecurrence& fault) {
        check_against_plain(fault, *task);
        // Every residual function is reached and needed, and so is every way to it.
        CHECK(run_exhaustively(fault, *task, work).status == Status::refuted);
      });
    }
}

TEST_CASE("Several blocks of inputs in one frame") {
  const BooleanFunction task = random_function(5, 16);
  FiniteRecurrence model = smallest(task);
  check_against_plain(model, task);
  model.answers.back()[0].flip();
  check_against_plain(model, task);
}

TEST_CASE("Index lookup at N = 16, query last: 16 bits and 2^20 inputs") {
  const IndexLookup task(16, 2, false);
  const FiniteRecurrence model = smallest(task);
  CHECK(model.bits == 16);
  Work work;
  const Outcome outcome = run_exhaustively(model, task, work);
  CHECK(outcome.status == Status::exhaustive);
  CHECK(outcome.inputs_run == Integer(1) << 20);
}

TEST_CASE("Words told by an automaton, with and without frames") {
  for (const bool all : {false, true}) {
    const LanguageTask task = dyck(6, all);
    const Unlisted unlisted(task);
    for (FiniteRecurrence model : {automaton_recurrence(task), smallest(task)}) {
      check_against_plain(model, task);
      Work work;
      Outcome outcome = run_exhaustively(model, unlisted, work);
      CHECK(outcome.status == Status::exhaustive);
      CHECK(outcome.inputs_run == *task.domain_size());
      model.answers.back()[0].flip();
      outcome = run_exhaustively(model, unlisted, work);
      const PlainFinite plain = run_plainly(model, task);
      CHECK(outcome.failures == plain.failures);
      REQUIRE(outcome.failure);
      CHECK(outcome.failure->input == *plain.first);
    }
  }
}

TEST_CASE("A model without an answer at some length fails there") {
  const LanguageTask all = dyck(4, true);
  Work work;
  const Outcome outcome = run_exhaustively(smallest(dyck(4, false)), all, work);
  CHECK(outcome.status == Status::refuted);
  CHECK(outcome.failures == 1 + 4 + 16 + 64);
  CHECK_FALSE(outcome.failure->got);
  const Outcome product = certify(smallest(dyck(4, false)), all, work);
  CHECK(product.status == Status::refuted);
  CHECK(product.failure->input.empty());
  CHECK(certify(smallest(dyck(3, true)), all, work).status == Status::refuted);
}

TEST_CASE("The product with the automaton covers every length, and refutes each wrong transition") {
  const LanguageTask task = dyck(5, true);
  Work work;
  const FiniteRecurrence model = automaton_recurrence(task);
  const Outcome outcome = certify(model, task, work);
  CHECK(outcome.status == Status::certified);
  REQUIRE(outcome.certificate);
  CHECK((*outcome.certificate)["pairs"].size() == 8);
  CHECK((*outcome.certificate)["lengths"] == "every");
  // A stranger can walk the same tables.
  const auto& tables = (*outcome.certificate)["model"];
  CHECK(tables["steps"][0]["next"].get<std::vector<std::uint32_t>>() == model.steps[0].next);
  const auto& language = (*outcome.certificate)["automaton"];
  REQUIRE(language["next"].size() == task.automaton()->dfa.states);
  for (std::size_t state = 0; state < language["next"].size(); ++state)
    for (Symbol a = 0; a < 4; ++a)
      CHECK(language["next"][state][a] == task.automaton()->dfa.next(state, a));
  std::size_t faults = 0;
  each_fault(model, [&](const FiniteRecurrence& fault) {
    const Outcome refuted = certify(fault, task, work);
    CHECK(refuted.status == Status::refuted);
    // The word is a counterexample, and no shorter one is.
    const Input& word = refuted.failure->input;
    const LanguageTask longer = dyck(12, true);
    CHECK(fault.run(word) != longer.reference(word));
    CHECK(refuted.failure->expected == longer.reference(word));
    if (!word.empty() && word.size() <= 7)
      CHECK(
          run_exhaustively(fault, dyck(word.size() - 1 + (word.size() == 1), true), work).status ==
          (word.size() == 1 ? Status::refuted : Status::exhaustive));
    ++faults;
  });
  CHECK(faults > 8);
}

TEST_CASE("The product for transitions that depend on time, at a length beyond running") {
  const LanguageTask task = dyck(400, false);
  Work work;
  FiniteRecurrence model = smallest(task);
  const Outcome outcome = certify(model, task, work);
  CHECK(outcome.status == Status::certified);
  CHECK(run_exhaustively(model, task, work).status == Status::undecided);
  std::uint32_t& next = model.steps[200].next[0];
  next = (next + 1) % static_cast<std::uint32_t>(model.steps[201].states);
  const Outcome refuted = certify(model, task, work);
  CHECK(refuted.status == Status::refuted);
  CHECK(refuted.failure->input.size() == 400);
  CHECK(model.run(refuted.failure->input) != task.reference(refuted.failure->input));
}

TEST_CASE("Random inputs find a wrong answer; what does not fit is refused") {
  const LanguageTask task = dyck(30, true);
  Work work;
  FiniteRecurrence model = automaton_recurrence(task);
  CHECK(run_samples(model, task, {"member", 500, 1}, work).status == Status::sampled);
  model.answers[0][0].flip();
  const Outcome outcome = run_samples(model, task, {"member", 500, 1}, work);
  CHECK(outcome.status == Status::refuted);
  CHECK(outcome.failures > 0);
  CHECK_THROWS_AS(run_samples(model, task, {"member", 0, 1}, work), Error);
  const Comparison equality(4, 2, Comparison::Relation::equal);
  CHECK_THROWS_AS(run_exhaustively(model, equality, work), Error);
  FiniteRecurrence broken = model;
  broken.steps[0].next[0] = 8;
  CHECK_THROWS_AS(run_exhaustively(broken, task, work), Error);
  CHECK(certify(smallest(equality), equality, work).status == Status::undecided);
  CHECK(certify(smallest(dyck(4, false), AnswerFrom::state_and_last_token), dyck(4, false), work)
            .status == Status::undecided);
  work.request_stop();
  CHECK(certify(automaton_recurrence(task), task, work).status == Status::undecided);
  CHECK(run_exhaustively(automaton_recurrence(dyck(4, true)), dyck(4, true), work).status ==
        Status::undecided);
}
