#include "analysis/recurrent/exhaustive.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "analysis/recurrent/product.hpp"
#include "analysis/recurrent/run_one.hpp"
#include "analysis/word_walk.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

// Inputs that one thread walks at a time, about.
constexpr std::uint64_t kTableBlock = 1 << 18;
constexpr std::uint64_t kCellBlock = 1 << 10;
constexpr std::uint64_t kMostFrames = 1 << 20;
constexpr std::uint64_t kLongest = std::uint64_t{1} << 24;
const Integer kMostInputs = Integer(1) << 50;

/// Pairs of the product as codes: a visit is one lookup and a comparison.
struct PairTables {
  static constexpr std::uint32_t kWrong = 0xFFFFFFFF;
  std::size_t alphabet = 0;
  std::vector<std::uint32_t> next;   ///< [pair][symbol], kNone if not viable
  std::vector<std::uint32_t> code;   ///< per pair: the rank of its margin, or kWrong
  std::vector<Rational> margins;     ///< by rank, increasing
  std::vector<std::uint8_t> member;  ///< per pair: 1 if the right answer is the one digit 1
};

template <PointArithmetic A>
std::optional<PairTables> tabulated(const RecurrentPass<A>& pass, const TaskAutomaton& automaton,
                                    const Work& work) {
  RecurrentProduct<A> product(pass, automaton);
  while (product.length() < automaton.longest && !product.closed())
    if (!product.extend(work)) return std::nullopt;
  constexpr std::uint32_t kNone = RecurrentProduct<A>::kNone;
  PairTables tables;
  tables.alphabet = automaton.dfa.alphabet;
  tables.next.assign(product.size() * tables.alphabet, kNone);
  for (std::uint32_t pair = 0; pair < product.followed(); ++pair)
    for (Symbol symbol = 0; symbol < tables.alphabet; ++symbol)
      tables.next[pair * tables.alphabet + symbol] = product.next(pair, symbol);
  std::vector<std::optional<Rational>> margin(product.size());
  std::set<Rational> distinct;
  for (std::uint32_t pair = 0; pair < product.size(); ++pair) {
    const Answer& answer = automaton.answers[product.task_state(pair)];
    tables.member.push_back(answer.size() == 1 && answer.front() ? 1 : 0);
    if (!product.right(pair)) continue;
    margin[pair] = product.margin(pair);
    distinct.insert(*margin[pair]);
  }
  tables.margins.assign(distinct.begin(), distinct.end());
  for (const auto& m : margin) {
    const auto rank = m ? std::lower_bound(tables.margins.begin(), tables.margins.end(), *m)
                        : tables.margins.end();
    tables.code.push_back(m ? static_cast<std::uint32_t>(rank - tables.margins.begin())
                            : PairTables::kWrong);
  }
  return tables;
}

/// The tree of the automaton's words over tables.
class TableTree {
 public:
  using Node = std::uint32_t;
  struct Tally {
    std::uint64_t words = 0;
    std::uint64_t failures = 0;
    std::uint64_t members = 0;
    std::uint32_t least = PairTables::kWrong;  ///< rank of the least margin
    std::optional<Word> first;
  };

  TableTree(const PairTables& tables, const TaskAutomaton& automaton)
      : tables_(&tables), automaton_(&automaton) {}

  std::uint64_t shortest() const { return automaton_->shortest; }
  std::uint64_t longest() const { return automaton_->longest; }
  std::uint64_t degree(std::uint64_t) const { return tables_->alphabet; }
  std::optional<Node> root(Tally&) const {
    return tables_->code.empty() ? std::nullopt : std::optional<Node>(0);
  }
  bool child(Node node, std::uint64_t, Symbol symbol, Node& out, Tally&) const {
    out = tables_->next[node * tables_->alphabet + symbol];
    return out != std::numeric_limits<std::uint32_t>::max();
  }
  /// Most words are visited here: sums in registers, and the word itself only if one fails.
  void visit_children(Node node, Word& word, Tally& tally) const {
    const std::uint32_t* next = &tables_->next[node * tables_->alphabet];
    const std::uint32_t* code = tables_->code.data();
    std::uint64_t words = 0;
    std::uint64_t members = 0;
    std::uint32_t least = tally.least;
    bool wrong = false;
    for (std::size_t symbol = 0; symbol < tables_->alphabet; ++symbol) {
      if (next[symbol] == std::numeric_limits<Node>::max()) continue;
      const std::uint32_t found = code[next[symbol]];
      ++words;
      members += tables_->member[next[symbol]];
      least = std::min(least, found);
      wrong |= found == PairTables::kWrong;
    }
    if (!wrong) {
      tally.words += words;
      tally.members += members;
      tally.least = least;
      return;
    }
    word.push_back(0);
    for (Symbol& symbol = word.back(); symbol < tables_->alphabet; ++symbol)
      if (next[symbol] != std::numeric_limits<Node>::max()) visit(next[symbol], word, tally);
    word.pop_back();
  }
  void visit(Node node, const Word& word, Tally& tally) const {
    ++tally.words;
    tally.members += tables_->member[node];
    const std::uint32_t code = tables_->code[node];
    tally.least = std::min(tally.least, code);
    if (code != PairTables::kWrong) return;
    ++tally.failures;
    if (!tally.first || enumerated_before(word, *tally.first)) tally.first = word;
  }

  static void merge(Tally& all, Tally&& next) {
    all.words += next.words;
    all.members += next.members;
    all.failures += next.failures;
    all.least = std::min(all.least, next.least);
    if (next.first && (!all.first || enumerated_before(*next.first, *all.first)))
      all.first = std::move(next.first);
  }

 private:
  const PairTables* tables_;
  const TaskAutomaton* automaton_;
};

/// What a walk by cell updates keeps: the first failure is the first in enumeration order, not the
/// first that was met.
template <Arithmetic A>
struct CellTally {
  Outcome outcome;
  Word first;  // of outcome.failure
  SquashMemo<A> memo;

  void add(Outcome&& run, const Word& word) {
    if (run.failure && (!outcome.failure || enumerated_before(word, first))) {
      outcome.failure = std::move(run.failure);
      first = word;
    }
    run.failure.reset();
    merge_runs(outcome, std::move(run));
  }
  static void merge(CellTally& all, CellTally&& next) {
    all.add(std::move(next.outcome), next.first);
  }
};

/// The tree of the automaton's words, by cell updates.
template <Arithmetic A>
class AutomatonTree {
 public:
  struct Node {
    RecurrentState<A> state;
    std::size_t task = 0;
  };
  using Tally = CellTally<A>;

  AutomatonTree(const RecurrentPass<A>& pass, const TaskAutomaton& automaton)
      : pass_(&pass), automaton_(&automaton) {}

  std::uint64_t shortest() const { return automaton_->shortest; }
  std::uint64_t longest() const { return automaton_->longest; }
  std::uint64_t degree(std::uint64_t) const { return automaton_->dfa.alphabet; }
  std::optional<Node> root(Tally&) const {
    if (!automaton_->viable[automaton_->dfa.start]) return std::nullopt;
    return Node{pass_->initial(), automaton_->dfa.start};
  }
  bool child(const Node& node, std::uint64_t, Symbol symbol, Node& out, Tally& tally) const {
    out.task = automaton_->dfa.next(node.task, symbol);
    if (!automaton_->viable[out.task]) return false;
    out.state = pass_->step(node.state, {0, symbol}, tally.memo);
    return true;
  }
  void visit(const Node& node, const Word& word, Tally& tally) const {
    Outcome run;
    record_run(*pass_, as_input(word), automaton_->answers[node.task], pass_->output(node.state),
               run);
    tally.add(std::move(run), word);
  }

 private:
  const RecurrentPass<A>* pass_;
  const TaskAutomaton* automaton_;
};

/// The inputs of one frame, by cell updates. The symbol at a position that is not content is 0 and
/// stands for the pattern's token.
template <Arithmetic A>
class FrameTree {
 public:
  using Node = RecurrentState<A>;
  using Tally = CellTally<A>;

  FrameTree(const RecurrentPass<A>& pass, const Task& task, Frame frame)
      : pass_(&pass), task_(&task), frame_(std::move(frame)), content_(frame_.pattern.size()) {
    for (const std::size_t position : frame_.content) content_[position] = true;
    if (!std::is_sorted(frame_.content.begin(), frame_.content.end()))
      throw Error("run_exhaustively", "task", "the content positions of a frame must rise");
  }

  std::uint64_t shortest() const { return frame_.pattern.size(); }
  std::uint64_t longest() const { return frame_.pattern.size(); }
  std::uint64_t degree(std::uint64_t depth) const { return content_[depth] ? frame_.values : 1; }
  std::optional<Node> root(Tally&) const { return pass_->initial(); }
  bool child(const Node& node, std::uint64_t depth, Symbol symbol, Node& out, Tally& tally) const {
    out = pass_->step(node, token(depth, symbol), tally.memo);
    return true;
  }
  void visit(const Node& node, const Word& word, Tally& tally) const {
    Input input;
    for (std::size_t i = 0; i < word.size(); ++i) input.push_back(token(i, word[i]));
    Outcome run;
    record_run(*pass_, input, task_->reference(input), pass_->output(node), run);
    tally.add(std::move(run), word);
  }

 private:
  Token token(std::size_t position, Symbol symbol) const {
    Token token = frame_.pattern[position];
    if (content_[position]) token.value = symbol;
    return token;
  }

  const RecurrentPass<A>* pass_;
  const Task* task_;
  Frame frame_;
  std::vector<bool> content_;
};

template <class Tree, class Merge>
typename Tree::Tally walk(const Tree& tree, std::uint64_t block, const Integer& inputs, Work& work,
                          const Merge& merge) {
  const WordParts parts = cut_words(tree, block);
  const Integer per_part = (inputs + parts.count - 1) / parts.count;
  work.begin("inputs", parts.count, per_part.convert_to<std::uint64_t>());
  const auto body = [&](std::uint64_t begin, std::uint64_t end) {
    typename Tree::Tally tally;
    for (std::uint64_t part = begin; part < end && !work.stopped(); ++part)
      walk_part(tree, parts, part, tally, work);
    return tally;
  };
  return chunked_reduce(work, parts.count, 1, typename Tree::Tally{}, body, merge);
}

template <Arithmetic A>
Outcome walk_tables(const RecurrentPass<A>& pass, const Task& task, const TaskAutomaton& automaton,
                    const PairTables& tables, const Integer& total, Work& work) {
  TableTree::Tally tally =
      walk(TableTree(tables, automaton), kTableBlock, total, work, TableTree::merge);
  Outcome outcome;
  if (tally.first) {
    const Input input = as_input(*tally.first);
    record_run(pass, input, task.reference(input), pass.output(pass.run(input)), outcome);
    if (!outcome.failure)
      throw Error("run_exhaustively", "task",
                  "the tables and the net disagree on an input; the task's automaton must be "
                  "wrong, compare it with Task::reference");
  }
  outcome.inputs_run = tally.words;
  outcome.failures = tally.failures;
  outcome.members = tally.members;
  if (tally.least != PairTables::kWrong) outcome.margin = tables.margins[tally.least];
  return outcome;
}

template <Arithmetic A>
Outcome walk_automaton(const RecurrentPass<A>& pass, const Task& task,
                       const TaskAutomaton& automaton, const Integer& total, Work& work) {
  if (domain_size(automaton) != total)
    throw Error("run_exhaustively", "task",
                "the task's automaton and Task::domain_size count the inputs differently");
  if (automaton.answers.front().size() != task.answer_digits())
    throw Error("run_exhaustively", "task",
                "the answers of the task's automaton do not have the task's number of digits");
  if constexpr (PointArithmetic<A>) {
    if (const auto tables = tabulated(pass, automaton, work))
      return walk_tables(pass, task, automaton, *tables, total, work);
  }
  return walk(AutomatonTree<A>(pass, automaton), kCellBlock, total, work, CellTally<A>::merge)
      .outcome;
}

template <Arithmetic A>
Outcome walk_frames(const RecurrentPass<A>& pass, const Task& task, Work& work) {
  Outcome all;
  for (std::uint64_t f = 0; f < task.frames() && !work.stopped(); ++f) {
    const Frame frame = task.frame(f);
    merge_runs(all, walk(FrameTree<A>(pass, task, frame), kCellBlock, frame.inputs(), work,
                         CellTally<A>::merge)
                        .outcome);
  }
  return all;
}

}  // namespace

Outcome run_exhaustively(const RecurrentNetwork& net, const Task& task, const Format& format,
                         Work& work) {
  check_fits(net, task);
  const auto size = task.domain_size();
  Outcome outcome;
  if (!size || *size > kMostInputs || task.frames() > kMostFrames || task.max_length() > kLongest) {
    outcome.reason = "the domain has " + (size ? size->str() : "far too many") +
                     " inputs, too many to run one by one; use --mode certified or sampled";
    return outcome;
  }
  const auto automaton = task.automaton();
  if (!automaton && task.frames() == 0) {
    outcome.reason = "the inputs of " + task.id() + " cannot be listed; use --mode sampled";
    return outcome;
  }
  if (automaton) check(*automaton);
  return with_arithmetic(
      format, task.grid_n(), longest_sum(net), [&]<class A>(const A& arithmetic) {
        const RecurrentPass<A> pass(arithmetic, net);
        Outcome run = automaton ? walk_automaton(pass, task, *automaton, *size, work)
                                : walk_frames(pass, task, work);
        conclude(run, Status::exhaustive, *size);
        return run;
      });
}

}  // namespace separatrix
