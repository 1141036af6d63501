#include "analysis/exhaustive.hpp"

#include <memory>

#include <tbb/enumerable_thread_specific.h>

#include "analysis/frame_walk.hpp"
#include "models/content.hpp"
#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kBlock = 1 << 18;  // inputs that one thread walks at a time, about
static_assert(kBlock >= FrameWalk<Int128>::kInnerWords);
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

Plan cut(const Task& task) {
  Plan plan;
  for (std::uint64_t f = 0; f < task.frames(); ++f) {
    Slice slice;
    slice.frame = task.frame(f);
    slice.first_block = plan.blocks;
    std::uint64_t inputs = 1;
    while (slice.low < slice.frame.content.size() && inputs * slice.frame.values <= kBlock) {
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

/// The plain way: every input of the block through a forward pass with hoisted attention.
template <Arithmetic A>
void visit_plainly(const ForwardPass<A>& pass, const Task& task, const Slice& slice,
                   std::uint64_t block, const HoistedFrame<A>* hoisted, Outcome& outcome) {
  const Frame& frame = slice.frame;
  Input input = frame.pattern;
  for (std::size_t slot = slice.low; slot < frame.content.size(); ++slot) {
    input[frame.content[slot]].value = block % frame.values;
    block /= frame.values;
  }
  GrayWalk walk(slice.low, frame.values);
  GrayWalk::Step step{};
  do {
    if (hoisted != nullptr) {
      record_run(pass, input, task.reference(input), hoisted->output(input), outcome);
    } else {
      run_one(pass, task, input, outcome);
    }
    if (!walk.next(step)) return;
    input[frame.content[step.place]].value = step.value;
  } while (true);
}

/// The walks of all frames on the grid, or nothing where one frame does not allow it.
template <class Int>
std::vector<std::unique_ptr<FrameWalk<Int>>> grid_walks(const ForwardPass<Fixed<Int>>& pass,
                                                        const Task& task, const Plan& plan) {
  std::vector<std::unique_ptr<FrameWalk<Int>>> walks;
  if (pass.model().layers.size() != 1) return walks;
  for (const Slice& slice : plan.slices) {
    walks.push_back(std::make_unique<FrameWalk<Int>>(pass, task, slice.frame));
    if (!walks.back()->usable()) return {};
  }
  return walks;
}

template <class Int>
Outcome run_walks(const std::vector<std::unique_ptr<FrameWalk<Int>>>& walks, const Task& task,
                  const Plan& plan, Work& work) {
  using Tables = typename FrameWalk<Int>::Tables;
  struct Local {
    std::size_t slice = 0;
    std::unique_ptr<Tables> tables;
  };
  tbb::enumerable_thread_specific<Local> locals;
  const auto body = [&](std::uint64_t begin, std::uint64_t end) {
    Outcome part;
    for (std::uint64_t block = begin; block < end; ++block) {
      const Slice& slice = plan.find(block);
      const auto index = static_cast<std::size_t>(&slice - plan.slices.data());
      Local& local = locals.local();
      if (!local.tables || local.slice != index) {
        local.slice = index;
        local.tables = std::make_unique<Tables>(*walks[index]);
      }
      walks[index]->visit(task, slice.low, block - slice.first_block, *local.tables, part);
      const auto& margin = local.tables->margin();
      if (margin && (!part.margin || *margin < *part.margin)) part.margin = margin;
    }
    return part;
  };
  return chunked_reduce(work, plan.blocks, 1, Outcome{}, body, merge_runs);
}

template <Arithmetic A>
Outcome run_plainly(const ForwardPass<A>& pass, const Task& task, const Plan& plan, Work& work) {
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

template <class Int>
Outcome run(const ForwardPass<Fixed<Int>>& pass, const Task& task, const Plan& plan, Work& work) {
  if (content_flow(pass.model(), task.content_kinds()).all_addressing())
    if (const auto walks = grid_walks(pass, task, plan); !walks.empty())
      return run_walks(walks, task, plan, work);
  return run_plainly(pass, task, plan, work);
}

template <Arithmetic A>
Outcome run(const ForwardPass<A>& pass, const Task& task, const Plan& plan, Work& work) {
  return run_plainly(pass, task, plan, work);
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
  const Integer total = *size;
  const Plan plan = cut(task);
  const std::uint64_t terms = task.max_length() + 4 * model.stream.dimension();
  return with_arithmetic(format, task.grid_n(), terms, [&](const auto& arithmetic) {
    const ForwardPass pass(arithmetic, model);
    const Integer per_block = (total + plan.blocks - 1) / plan.blocks;
    work.begin("inputs", plan.blocks, per_block.convert_to<std::uint64_t>());
    Outcome outcome = run(pass, task, plan, work);
    conclude(outcome, Status::exhaustive, total);
    return outcome;
  });
}

}  // namespace separatrix
