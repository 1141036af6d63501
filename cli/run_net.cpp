#include "cli/run_net.hpp"

#include <fmt/format.h>

#include "analysis/recurrent/run_one.hpp"
#include "cli/trace_text.hpp"
#include "models/measures.hpp"
#include "models/recurrent_pass.hpp"
#include "tasks/dyck.hpp"
#include "tasks/dyck_text.hpp"

namespace separatrix::cli {
namespace {

/// Subspaces whose digits fit beside the symbol; of a wider state --trace shows the numbers.
constexpr std::size_t kMostDigits = 64;

/// What stands beside a symbol: for brackets depth and stack, for other words the state of the
/// task's automaton.
class Places {
 public:
  explicit Places(const Task& task)
      : dyck_(dynamic_cast<const DyckTask*>(&task)),
        automaton_(dyck_ ? std::nullopt : task.automaton()) {
    if (automaton_) state_ = automaton_->dfa.start;
  }

  std::string header() const {
    if (dyck_ != nullptr) return fmt::format("{:<8} {:<12}", "depth", "stack");
    return automaton_ ? fmt::format("{:<8}", "state") : "";
  }

  void read(Symbol symbol) {
    if (automaton_) state_ = automaton_->dfa.next(state_, symbol);
    if (dyck_ == nullptr || broken_) return;
    if (symbol < dyck_->types()) {
      stack_.push_back(symbol);
      broken_ = stack_.size() > dyck_->depth();
    } else if (stack_.empty() || stack_.back() + dyck_->types() != symbol) {
      broken_ = true;
    } else {
      stack_.pop_back();
    }
  }

  std::string symbol(Symbol s) const {
    return dyck_ != nullptr ? bracket_text(Word{s}, dyck_->types()) : std::to_string(s);
  }

  std::string text() const {
    if (automaton_) return fmt::format("{:<8}", state_);
    if (dyck_ == nullptr) return "";
    if (broken_) return fmt::format("{:<8} {:<12}", "-", "rejected");
    return fmt::format("{:<8} {:<12}", stack_.size(), bracket_text(stack_, dyck_->types()));
  }

 private:
  const DyckTask* dyck_;
  std::optional<TaskAutomaton> automaton_;
  std::size_t state_ = 0;
  Word stack_;
  bool broken_ = false;
};

/// One digit per unit: 1, 0, or ~ for what lies further than 1/4 from both; units of a tanh cell as
/// + and -.
template <Arithmetic A>
std::string digits(const A& arithmetic, const std::vector<typename A::Value>& units,
                   std::size_t offset, std::size_t dimension, bool signs) {
  std::string text;
  for (std::size_t u = 0; u < dimension; ++u) {
    const auto& v = units[offset + u];
    const Rational high = signs ? Rational(1, 2) : Rational(3, 4);
    const Rational low = signs ? Rational(-1, 2) : Rational(1, 4);
    text += arithmetic.at_least(v, high) == Tri::yes ? (signs ? '+' : '1')
            : arithmetic.at_most(v, low) == Tri::yes ? (signs ? '-' : '0')
                                                     : '~';
  }
  return text;
}

template <Arithmetic A>
NetRun run_in(const A& arithmetic, const RecurrentNetwork& net, const RunInput& read, bool numbers,
              std::size_t entries) {
  const RecurrentPass pass(arithmetic, net);
  SquashMemo<A> memo;
  Places places(*read.task);
  const auto* simple = std::get_if<SimpleCell>(&net.cell);
  const bool signs = simple != nullptr && simple->activation == Activation::tanh;
  const bool in_line = !numbers && net.units() <= kMostDigits;

  NetRun run;
  run.states = fmt::format("{:>6}  {:<6} {}", "step", "symbol", places.header());
  if (in_line)
    for (const Subspace& s : net.state.subspaces())
      run.states += fmt::format(" {:<{}}", s.name, std::max(s.dimension, s.name.size()));
  run.states += '\n';
  const auto line = [&](std::size_t step, const std::string& symbol, const auto& state) {
    run.states += fmt::format("{:>6}  {:<6} {}", step, symbol, places.text());
    if (in_line)
      for (const Subspace& s : net.state.subspaces())
        run.states += fmt::format(
            " {:<{}}",
            digits(arithmetic, state.hidden, net.state.offset(s.name), s.dimension, signs),
            std::max(s.dimension, s.name.size()));
    while (run.states.back() == ' ') run.states.pop_back();
    run.states += '\n';
    if (!numbers) return;
    for (const Subspace& s : net.state.subspaces())
      run.states += fmt::format(
          "          {:<10} {}\n", s.name,
          cli::entries(arithmetic, state.hidden, net.state.offset(s.name), s.dimension, entries));
  };

  auto state = pass.initial();
  line(0, "", state);
  for (std::size_t t = 0; t < read.input.size(); ++t) {
    state = pass.step(state, read.input[t], memo);
    places.read(read.input[t].value);
    line(t + 1, places.symbol(read.input[t].value), state);
  }

  const auto output = pass.output(state);
  run.answer = pass.decode(output);
  record_run(pass, read.input, read.task->reference(read.input), output, run.outcome);
  return run;
}

}  // namespace

NetRun run_net(const RecurrentNetwork& net, const RunInput& read, const Format& format,
               bool numbers, std::size_t entries) {
  return with_arithmetic(format, read.task->grid_n(), longest_sum(net),
                         [&](const auto& a) { return run_in(a, net, read, numbers, entries); });
}

}  // namespace separatrix::cli
