#include "analysis/exhaustive.hpp"

#include <algorithm>
#include <memory>

#include <tbb/enumerable_thread_specific.h>

#include "analysis/local_tables.hpp"
#include "analysis/rule_tables.hpp"
#include "analysis/run_one.hpp"
#include "analysis/table_walk.hpp"
#include "analysis/word_walk.hpp"
#include "models/content.hpp"
#include "models/measures.hpp"
#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

// Inputs that one thread runs at a time, about.
constexpr std::uint64_t kWalkBlock = 1 << 20;
constexpr std::uint64_t kPlainBlock = 1 << 14;
static_assert(kWalkBlock >= TableWalk::kInnerWords);
constexpr std::uint64_t kWordBlock = 1 << 10;
constexpr std::uint64_t kMostFrames = 1 << 20;
const Integer kMostInputs = Integer(1) << 50;

/// A frame cut into blocks of values^low inputs each.
struct Slice {
  Frame frame;
  std::size_t low = 0;
  std::uint64_t first_block = 0;  // over all frames
};

struct Plan {
  std::vector<Slice> slices;
  std::uint64_t blocks = 0;

  const Slice& find(std::uint64_t block) const {
    const auto after =
        std::upper_bound(slices.begin(), slices.end(), block,
                         [](std::uint64_t b, const Slice& slice) { return b < slice.first_block; });
    return *(after - 1);
  }
};

Plan cut(const Task& task, std::uint64_t inputs_per_block) {
  Plan plan;
  for (std::uint64_t f = 0; f < task.frames(); ++f) {
    Slice slice;
    slice.frame = task.frame(f);
    slice.first_block = plan.blocks;
    std::uint64_t inputs = 1;
    while (slice.low < slice.frame.content.size() &&
           inputs * slice.frame.values <= inputs_per_block) {
      inputs *= slice.frame.values;
      ++slice.low;
    }
    std::uint64_t blocks = 1;
    for (std::size_t slot = slice.low; slot < slice.frame.content.size(); ++slot)
      blocks *= slice.frame.values;
    plan.blocks += blocks;
    plan.slices.push_back(std::move(slice));
  }
  return plan;
}

/// The frame's input with this number in enumeration order.
Input numbered_input(const Frame& frame, std::uint64_t number) {
  Input input = frame.pattern;
  for (const std::size_t position : frame.content) {
    input[position].value = number % frame.values;
    number /= frame.values;
  }
  return input;
}

/// The plain way: every input of the block through a forward pass with hoisted attention.
template <Arithmetic A>
void visit_plainly(const ForwardPass<A>& pass, const Task& task, const Slice& slice,
                   std::uint64_t block, const HoistedFrame<A>* hoisted, Outcome& outcome) {
  const std::uint64_t words = word_count(slice.frame.values, slice.low, kPlainBlock);
  for (std::uint64_t word = 0; word < words; ++word) {
    const Input input = numbered_input(slice.frame, block * words + word);
    if (hoisted != nullptr)
      record_run(pass, input, task.reference(input), hoisted->output(input), outcome);
    else
      run_one(pass, task, input, outcome);
  }
}

/// One frame on the grid, ready to be walked.
template <class Int>
class FrameTables {
 public:
  FrameTables(const ForwardPass<Fixed<Int>>& pass, const Task& task, std::uint64_t frame_index,
              const Frame& frame)
      : pass_(&pass), local_(pass, frame), rules_(task.digit_rules(frame_index)) {
    if (!local_.usable() || rules_.size() != local_.digits().size()) return;
    std::vector<DigitSums> sums;
    for (std::size_t d = 0; d < rules_.size(); ++d)
      sums.push_back(
          {rule_sum(frame, rules_[d]), local_.digits()[d].sum, local_.digits()[d].residual});
    if (auto keys = joint_keys(sums)) {
      codes_ = keys->codes;
      walk_.emplace(frame.values, frame.content.size(), std::move(*keys));
    }
  }

  bool usable() const noexcept { return walk_.has_value(); }
  const TableWalk& walk() const { return *walk_; }

  TableWalk::Verdicts verdicts() const {
    return {*walk_, [this](std::size_t d, std::uint64_t key) { return judge(d, key); }};
  }

 private:
  TableWalk::Verdict judge(std::size_t d, std::uint64_t key) const {
    const auto sums = codes_[d].decode(key);
    const auto v = local_.finish(local_.digits()[d], sums.model,
                                 sums.residual.template convert_to<std::size_t>());
    const auto& arithmetic = pass_->arithmetic();
    const Readout& readout = pass_->model().readout;
    const bool expected = rule_digit(rules_[d], sums.reference);
    const Rational distance = expected ? Rational(arithmetic.lower(v) - readout.high)
                                       : Rational(readout.low - arithmetic.upper(v));
    if (distance < 0) return {false, std::nullopt};
    return {true, distance};
  }

  const ForwardPass<Fixed<Int>>* pass_;
  LocalTables<Int> local_;
  std::vector<DigitRule> rules_;
  std::vector<KeyCode> codes_;
  std::optional<TableWalk> walk_;
};

/// The tables of all frames on the grid, or nothing where one frame does not allow it.
template <class Int>
std::vector<std::unique_ptr<FrameTables<Int>>> grid_tables(const ForwardPass<Fixed<Int>>& pass,
                                                           const Task& task, const Plan& plan,
                                                           const Work& work) {
  std::vector<std::unique_ptr<FrameTables<Int>>> tables;
  for (std::uint64_t f = 0; f < plan.slices.size() && !work.stopped(); ++f) {
    tables.push_back(std::make_unique<FrameTables<Int>>(pass, task, f, plan.slices[f].frame));
    if (!tables.back()->usable()) return {};
  }
  return tables;
}

/// What the walks of some blocks found.
struct Walked {
  Outcome outcome;
  std::optional<std::pair<std::size_t, std::uint64_t>> first;  // frame and word that fails
};

template <class Int>
Outcome run_walks(const ForwardPass<Fixed<Int>>& pass,
                  const std::vector<std::unique_ptr<FrameTables<Int>>>& tables, const Task& task,
                  const Plan& plan, Work& work) {
  struct Local {
    std::size_t frame = 0;
    std::optional<TableWalk::Verdicts> verdicts;
  };
  tbb::enumerable_thread_specific<Local> locals;
  const auto body = [&](std::uint64_t begin, std::uint64_t end) {
    Walked part;
    for (std::uint64_t block = begin; block < end; ++block) {
      const Slice& slice = plan.find(block);
      const auto frame = static_cast<std::size_t>(&slice - plan.slices.data());
      Local& local = locals.local();
      if (!local.verdicts || local.frame != frame) {
        local.frame = frame;
        local.verdicts.emplace(tables[frame]->verdicts());
      }
      TableWalk::Count count;
      tables[frame]->walk().visit(slice.low, block - slice.first_block, *local.verdicts, count);
      part.outcome.inputs_run += count.words;
      part.outcome.failures += count.failures;
      if (count.first && !part.first) part.first = {frame, *count.first};
      const auto& margin = local.verdicts->margin();
      if (margin && (!part.outcome.margin || *margin < *part.outcome.margin))
        part.outcome.margin = margin;
    }
    return part;
  };
  // The walk has its own order of the words, so the first failure is the least over all blocks.
  const auto fold = [](Walked& all, Walked&& next) {
    merge_runs(all.outcome, std::move(next.outcome));
    if (next.first && (!all.first || *next.first < *all.first)) all.first = next.first;
  };
  Walked walked = chunked_reduce(work, plan.blocks, 1, Walked{}, body, fold);
  if (walked.first) {
    const Input input =
        numbered_input(plan.slices[walked.first->first].frame, walked.first->second);
    Outcome shown;
    run_one(pass, task, input, shown);
    if (!shown.failure)
      throw Error("run_exhaustively", "task",
                  "the tables and the forward pass disagree on an input; a digit rule of the task "
                  "must be wrong, compare it with Task::reference");
    walked.outcome.failure = std::move(shown.failure);
  }
  return walked.outcome;
}

void begin(Work& work, const Plan& plan, const Integer& total) {
  const Integer per_block = (total + plan.blocks - 1) / plan.blocks;
  work.begin("inputs", plan.blocks, per_block.convert_to<std::uint64_t>());
}

template <Arithmetic A>
Outcome run_plainly(const ForwardPass<A>& pass, const Task& task, const Integer& total,
                    Work& work) {
  const Plan plan = cut(task, kPlainBlock);
  begin(work, plan, total);
  const bool hoist = content_flow(pass.model(), task.content_kinds()).all_addressing();
  const auto body = [&](std::uint64_t begin, std::uint64_t end) {
    Outcome part;
    for (std::uint64_t block = begin; block < end; ++block) {
      const Slice& slice = plan.find(block);
      std::optional<HoistedFrame<A>> hoisted;
      if (hoist) hoisted.emplace(pass, slice.frame.pattern);
      visit_plainly(pass, task, slice, block - slice.first_block, hoisted ? &*hoisted : nullptr,
                    part);
    }
    return part;
  };
  return chunked_reduce(work, plan.blocks, 1, Outcome{}, body, merge_runs);
}

/// The words of a task without frames, as its automaton tells them.
template <Arithmetic A>
class WordTree {
 public:
  using Node = std::size_t;
  using Tally = Outcome;

  WordTree(const ForwardPass<A>& pass, const Task& task, const TaskAutomaton& automaton)
      : pass_(&pass), task_(&task), automaton_(&automaton) {}

  std::uint64_t shortest() const { return automaton_->shortest; }
  std::uint64_t longest() const { return automaton_->longest; }
  std::uint64_t degree(std::uint64_t) const { return automaton_->dfa.alphabet; }
  std::optional<Node> root(Tally&) const {
    if (!automaton_->viable[automaton_->dfa.start]) return std::nullopt;
    return automaton_->dfa.start;
  }
  bool child(Node node, std::uint64_t, Symbol symbol, Node& out, Tally&) const {
    out = automaton_->dfa.next(node, symbol);
    return automaton_->viable[out];
  }
  void visit(Node, const Word& word, Tally& tally) const {
    run_one(*pass_, *task_, as_input(word), tally);
  }

 private:
  const ForwardPass<A>* pass_;
  const Task* task_;
  const TaskAutomaton* automaton_;
};

template <Arithmetic A>
Outcome run_words(const ForwardPass<A>& pass, const Task& task, const TaskAutomaton& automaton,
                  Work& work) {
  check(automaton);
  const WordTree<A> tree(pass, task, automaton);
  const WordParts parts = cut_words(tree, kWordBlock);
  work.begin("parts of the domain", parts.count);
  const auto body = [&](std::uint64_t begin, std::uint64_t end) {
    Outcome part;
    for (std::uint64_t p = begin; p < end && !work.stopped(); ++p)
      walk_part(tree, parts, p, part, work);
    return part;
  };
  return chunked_reduce(work, parts.count, 1, Outcome{}, body, merge_runs);
}

template <class Int>
Outcome run(const ForwardPass<Fixed<Int>>& pass, const Task& task, const Integer& total,
            Work& work) {
  if (content_flow(pass.model(), task.content_kinds()).all_addressing()) {
    const Plan plan = cut(task, kWalkBlock);
    begin(work, plan, total);
    if (const auto tables = grid_tables(pass, task, plan, work); !tables.empty())
      return run_walks(pass, tables, task, plan, work);
  }
  return run_plainly(pass, task, total, work);
}

template <Arithmetic A>
Outcome run(const ForwardPass<A>& pass, const Task& task, const Integer& total, Work& work) {
  return run_plainly(pass, task, total, work);
}

}  // namespace

Outcome run_exhaustively(const Transformer& model, const Task& task, const Format& format,
                         Work& work) {
  const auto size = task.domain_size();
  if (!size || *size > kMostInputs || task.frames() > kMostFrames) {
    Outcome outcome;
    outcome.reason = "the domain has " + (size ? size->str() : "far too many") +
                     " inputs, too many to run one by one; use --mode certified or sampled";
    return outcome;
  }
  const auto words = task.frames() == 0 ? task.automaton() : std::nullopt;
  if (task.frames() == 0 && !words) {
    Outcome outcome;
    outcome.reason = "the inputs of " + task.id() + " cannot be listed; use --mode sampled";
    return outcome;
  }
  const Integer total = *size;
  const std::uint64_t terms = longest_sum(model, task.max_length());
  return with_arithmetic(format, task.grid_n(), terms, [&](const auto& arithmetic) {
    const ForwardPass pass(arithmetic, model);
    Outcome outcome = words ? run_words(pass, task, *words, work) : run(pass, task, total, work);
    conclude(outcome, Status::exhaustive, total);
    return outcome;
  });
}

}  // namespace separatrix
