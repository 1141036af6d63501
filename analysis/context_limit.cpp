#include "analysis/context_limit.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/exact_json.hpp"
#include "bounds/architectures/needed_bits.hpp"
#include "numerics/error.hpp"
#include "numerics/logarithm.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;
using Model = ModelSize::Model;

TaskRequest family(const char* id, std::uint64_t alphabet = 2) {
  TaskRequest request;
  request.id = id;
  request.alphabet = alphabet;
  return request;
}

/// The outline in a record. Numbers that grow with the prefix are there per token.
Construction described(const ModelOutline& outline) {
  Json layers = Json::array();
  for (const LayerOutline& layer : outline.layers) {
    Json state = Json::array();
    for (const StatePart& part : layer.state) {
      const StateBits numbers = growth_of(part, layer);
      Json entry{{"what", part.what}, {"numbers", exact_json(numbers.fixed_bits)}};
      if (numbers.bits_per_token > 0)
        entry["numbers_per_token"] = exact_json(numbers.bits_per_token);
      entry["bits"] = exact_json(bits_of(part, outline));
      state.push_back(std::move(entry));
    }
    layers.push_back(
        {{"kind", layer.kind}, {"count", exact_json(layer.count)}, {"state", std::move(state)}});
  }
  return {outline.model_type,
          {{"p", exact_json(outline.precision)},
           {"state_bits", state_formula(outline).to_json()},
           {"layers", std::move(layers)}}};
}

/// The state as units of one precision; of one bit each where precisions differ.
ModelSize recurrent_size(const ModelOutline& outline, const Integer& bits) {
  if (bits > UINT64_MAX)
    throw Error("context_limits", "config",
                "the state has 2^64 bits or more; check the sizes in the configuration");
  std::uint64_t precision = 0;
  bool same = true;
  for (const LayerOutline& layer : outline.layers)
    for (const StatePart& part : layer.state) {
      same = same && (precision == 0 || precision == bits_of(part, outline));
      precision = bits_of(part, outline);
    }
  if (!same) precision = 1;
  return {Model::rnn, Integer(bits / precision).convert_to<std::uint64_t>(), precision, 1};
}

void add_notes(const ModelOutline& outline, Result& result) {
  for (const std::string& line : outline.assumptions) result.notes.push_back("assumed: " + line);
  if (!outline.unknown.empty())
    result.notes.push_back(
        fmt::format("fields that are not known to this program, and were not used: {}",
                    fmt::join(outline.unknown, ", ")));
}

ContextLimit undecided(const ModelOutline& outline, const TaskRequest& task,
                       const std::string& reason) {
  ContextLimit limit;
  limit.task = task;
  limit.result.kind = Kind::analyze;
  limit.result.task = family_instance(task, kLargestSize);
  limit.result.reason = reason;
  if (!outline.not_causal) limit.result.construction = described(outline);
  add_notes(outline, limit.result);
  return limit;
}

ContextLimit decided(const TaskRequest& task, const ModelSize& size, const KnownFunction& known,
                     Work& work) {
  ContextLimit limit;
  limit.task = task;
  limit.protocol = protocol_of(size.model);
  limit.result = analyze_longest_size(task, size, known, work);
  limit.longest = longest_size(task, size, ProtocolCount::improved, known, work);
  if (!limit.longest->reason && limit.longest->last_possible) {
    TaskRequest last = task;
    last.n = *limit.longest->last_possible;
    limit.tokens = known(last, limit.protocol)->tokens;
  }
  return limit;
}

/// The tokens of the tasks asked for are a n + b.
void bound_by_windows(const ModelOutline& outline, ContextLimit& limit) {
  const auto seen = last_tokens_seen(outline);
  if (!seen || !limit.longest->last_possible) return;
  const AtlasTask& task = atlas_task(limit.task.id);
  const auto tokens = [&](const Integer& n) { return task.tokens.evaluate({{"n", n}}); };
  const Integer slope = tokens(1) - tokens(0);
  Integer most = (*seen + task.first - 1 - tokens(0)) / slope;
  most -= most % task.step;
  if (most >= *limit.longest->last_possible) return;
  limit.within_windows = most.convert_to<std::uint64_t>();
  limit.tokens = tokens(most).convert_to<std::uint64_t>();
  limit.result.notes.push_back(
      fmt::format("the windows see the last {} tokens at most: at any width, no size above {} is "
                  "possible",
                  seen->str(), most.str()));
}

ContextLimit one_way(const ModelOutline& outline, const TaskRequest& task,
                     const KnownFunction& known, Work& work) {
  if (outline.not_causal) return undecided(outline, task, *outline.not_causal);
  const StateBits bits = state_bits(outline);
  if (bits.bits_per_token == 0) {
    ContextLimit limit = decided(task, recurrent_size(outline, bits.fixed_bits), known, work);
    limit.result.construction = described(outline);
    add_notes(outline, limit.result);
    bound_by_windows(outline, limit);
    return limit;
  }
  const std::uint64_t offered = bits_per_prefix_token(task);
  const bool holds = bits.bits_per_token >= offered;
  ContextLimit limit = undecided(
      outline, task,
      holds ? fmt::format("no N is excluded by one-way communication: the key-value caches grow by "
                          "{} bits a token, and a token of the prefix adds at most {} to what is "
                          "needed",
                          bits.bits_per_token.str(), offered)
            : fmt::format("the key-value caches grow by {} bits a token, fewer than the {} that a "
                          "token of the prefix may add to what is needed; no bound is computed for "
                          "a state that grows so slowly",
                          bits.bits_per_token.str(), offered));
  limit.holds_everything = holds;
  return limit;
}

/// The heads of the model's only layer, if that is softmax attention over all positions.
std::optional<AttentionHeads> only_attention(const ModelOutline& outline) {
  if (outline.layer_count() != 1) return std::nullopt;
  return outline.layers.front().attention;
}

}  // namespace

std::uint64_t bits_per_prefix_token(const TaskRequest& task) {
  if (task.id == "associative-recall") return 1;
  if (task.id == "index-lookup" || task.id == "equality") return ceil_log2(task.alphabet);
  throw Error("bits_per_prefix_token", "task", "not one of the tasks asked for: " + task.id);
}

std::vector<ContextLimit> context_limits(const ModelOutline& outline,
                                         const std::vector<std::uint64_t>& alphabets,
                                         const KnownFunction& known, Work& work) {
  std::vector<ContextLimit> limits;
  for (const std::uint64_t alphabet : alphabets)
    if (alphabet < 2) throw Error("context_limits", "alphabet", "must have at least 2 symbols");
  for (const char* id : {"index-lookup", "equality"})
    for (const std::uint64_t alphabet : alphabets)
      limits.push_back(one_way(outline, family(id, alphabet), known, work));
  limits.push_back(one_way(outline, family("associative-recall", 0), known, work));
  const auto heads = only_attention(outline);
  if (!heads) return limits;
  const ModelSize size{Model::transformer_1, heads->value_width, outline.precision, heads->heads};
  std::vector<TaskRequest> tasks;
  for (const std::uint64_t alphabet : alphabets) tasks.push_back(family("equality", alphabet));
  tasks.push_back(family("disjointness"));
  tasks.push_back(family("dyck:2:2"));
  for (const TaskRequest& task : tasks) {
    ContextLimit limit = decided(task, size, known, work);
    add_notes(outline, limit.result);
    limit.result.notes.push_back(
        "the protocol of a one-layer Transformer is counted for numbers on a fixed-point grid of p "
        "bits; of floating point nothing is claimed");
    limits.push_back(std::move(limit));
  }
  return limits;
}

}  // namespace separatrix
