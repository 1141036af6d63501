#include "bounds/architectures/crossings.hpp"

#include <algorithm>
#include <limits>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// Adds the activations of one layer to those that cross, given the needed positions of the layer
/// above; the needed positions of this one.
std::vector<bool> cross_layer(const std::vector<bool>& above, std::uint64_t kernel,
                              std::uint64_t dilation, std::vector<std::int64_t>& changes) {
  const std::size_t length = above.size();
  std::vector<bool> needed(length);
  std::vector<std::size_t> last_reader(length);
  for (std::size_t t = 0; t < length; ++t) {
    if (!above[t]) continue;
    std::size_t x = t;
    for (std::uint64_t i = 0; i < kernel; ++i, x -= dilation) {
      needed[x] = true;
      last_reader[x] = t;
      if (x < dilation) break;
    }
  }
  for (std::size_t x = 0; x < length; ++x) {
    if (!needed[x]) continue;
    // It crosses the cuts x + 1 .. last_reader[x].
    ++changes[x + 1];
    --changes[last_reader[x] + 1];
  }
  return needed;
}

}  // namespace

Schedule dilated_schedule(std::uint64_t kernel, std::uint64_t layers, std::uint64_t stacks) {
  if (kernel < 2) throw Error("dilated_schedule", "kernel", "a kernel of 1 sees one token only");
  if (layers == 0) throw Error("dilated_schedule", "layers", "there must be a layer");
  Schedule schedule{kernel, {}};
  std::uint64_t dilation = 1;
  for (std::uint64_t l = 0; l < layers; ++l) {
    schedule.dilations.push_back(dilation);
    if (dilation > std::numeric_limits<std::uint64_t>::max() / kernel)
      throw Error("dilated_schedule", "layers", "the dilations do not fit 64 bits; use fewer");
    dilation *= kernel;
  }
  for (std::uint64_t stack = 1; stack < stacks; ++stack)
    for (std::uint64_t l = 0; l < layers; ++l) schedule.dilations.push_back(schedule.dilations[l]);
  return schedule;
}

std::uint64_t field_length(const Schedule& schedule) {
  std::uint64_t length = 1;
  for (const std::uint64_t dilation : schedule.dilations)
    length += (schedule.kernel - 1) * dilation;
  return length;
}

std::vector<CrossingCount> crossing_counts(const Schedule& schedule, std::uint64_t length) {
  if (length == 0) throw Error("crossing_counts", "length", "there is no last token");
  std::vector<bool> needed(length);
  needed.back() = true;
  std::vector<std::int64_t> tokens(length + 1);
  std::vector<std::int64_t> activations(length + 1);
  for (std::size_t l = schedule.dilations.size(); l-- > 0;)
    needed =
        cross_layer(needed, schedule.kernel, schedule.dilations[l], l == 0 ? tokens : activations);
  std::vector<CrossingCount> counts(length);
  std::int64_t t = 0;
  std::int64_t a = 0;
  for (std::size_t c = 0; c < length; ++c) {
    t += tokens[c];
    a += activations[c];
    counts[c] = {static_cast<std::uint64_t>(t), static_cast<std::uint64_t>(a)};
  }
  return counts;
}

CrossingCount one_stack_crossing(std::uint64_t kernel, std::uint64_t layers, std::uint64_t length,
                                 std::uint64_t cut) {
  if (cut >= length)
    throw Error("one_stack_crossing", "cut", "the last token must lie behind the cut");
  std::uint64_t field = 1;
  for (std::uint64_t l = 0; l < layers && field < length; ++l)
    field = field > length / kernel ? length : field * kernel;
  std::uint64_t v = length - 1 - cut;
  if (v >= field) return {};
  std::uint64_t u = std::min(field, length) - 1;
  CrossingCount count;
  for (std::uint64_t* counted = &count.tokens; u != v; counted = &count.activations) {
    const bool highest = u / kernel == v / kernel;
    *counted += (highest ? u % kernel : kernel - 1) - v % kernel;
    u /= kernel;
    v /= kernel;
  }
  return count;
}

std::uint64_t needed_at(CutTask task, std::uint64_t length, std::uint64_t cut,
                        std::uint64_t fixed) {
  if (task == CutTask::index_lookup) return cut > fixed ? cut - fixed : 0;
  if (length % 2 != 0) throw Error("needed_at", "length", "two halves have an even length");
  const std::uint64_t half = length / 2;
  if (cut <= half) return cut > fixed ? cut - fixed : 0;
  const std::uint64_t decided = cut - half;
  return half - std::min(half, std::max(decided, fixed)) + 1;
}

WidthBound strongest_cut(const Schedule& schedule, std::uint64_t length, CutTask task,
                         std::uint64_t fixed) {
  if (fixed >= length) throw Error("strongest_cut", "fixed", "the last token is not to be fixed");
  const std::vector<CrossingCount> counts = crossing_counts(schedule, length - fixed);
  WidthBound best;
  for (std::uint64_t cut = fixed + 1; cut < length && !best.impossible; ++cut) {
    const CrossingCount& crossing = counts[cut - fixed];
    const std::uint64_t needed = needed_at(task, length, cut, fixed);
    if (needed <= crossing.tokens) continue;
    const std::uint64_t missing = needed - crossing.tokens;
    if (crossing.activations == 0)
      best = {0, true, cut, needed, crossing};
    else if (const std::uint64_t bits = (missing - 1) / crossing.activations + 1; bits > best.bits)
      best = {bits, false, cut, needed, crossing};
  }
  return best;
}

std::uint64_t one_stack_width_bits(std::uint64_t kernel, std::uint64_t length) {
  if (kernel < 2 || length <= kernel)
    throw Error("one_stack_width_bits", "length", "below the kernel's size no activation crosses");
  std::uint64_t most = 0;
  for (std::uint64_t block = kernel;; block *= kernel) {
    most = std::max(most, std::min(block, length - block));
    if (block > (length - 1) / kernel) return most;
  }
}

}  // namespace separatrix
