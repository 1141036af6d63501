#include "addressed_attention.hpp"

#include <algorithm>

namespace checker {

namespace {

constexpr int kAsked = 1;
constexpr int kElsewhere = 2;

/// What tokens of the kind hold in the subspaces that `map` reads, addresses being labelled.
TokenClass token_class(const Transformer& model, const AffineMap& map, std::size_t kind, int label,
                       const std::string& head) {
  TokenClass token{model.kinds[kind].name, {}};
  for (const EmbeddingTerm& term : model.embedding) {
    if (term.kind != kind || !map.reads[term.subspace.offset]) continue;
    Content content;
    if (const auto* constant = std::get_if<Constant>(&term.source)) {
      content.numbers = constant->entries;
    } else if (const auto* address = std::get_if<AddressOf>(&term.source);
               address != nullptr && address->of != AddressOf::Of::value) {
      content.code = &model.codes.at(address->code);
      content.label = label;
    } else {
      throw NotChecked("head '" + head + "': its logits read '" + term.subspace.name +
                       "', neither constants nor the address of a position");
    }
    token.contents.emplace(term.subspace.offset, std::move(content));
  }
  return token;
}

void require_keys_at_positions(const Transformer& model, const Head& head) {
  for (const EmbeddingTerm& term : model.embedding) {
    const auto* address = std::get_if<AddressOf>(&term.source);
    if (address != nullptr && head.key.reads[term.subspace.offset] &&
        address->of != AddressOf::Of::position)
      throw NotChecked("head '" + head.name + "': a key that is not the address of its position");
  }
}

}  // namespace

const AddressOf& asked_address(const Transformer& model, const Head& head, std::size_t kind) {
  const AddressOf* asked = nullptr;
  for (const EmbeddingTerm& term : model.embedding) {
    const auto* address = std::get_if<AddressOf>(&term.source);
    if (term.kind != kind || address == nullptr || !head.query.reads[term.subspace.offset])
      continue;
    if (asked != nullptr || address->of == AddressOf::Of::value)
      throw NotChecked("head '" + head.name + "' asks for two addresses, or for a value");
    asked = address;
  }
  if (asked == nullptr)
    throw NotChecked("head '" + head.name + "': a " + model.kinds[kind].name + " asks nothing");
  return *asked;
}

std::uint64_t tokens_of(const FeatureTask& task, std::size_t kind) {
  const std::uint64_t end = kind + 1 < task.kinds.size() ? task.kinds[kind + 1].first : task.tokens;
  return end - task.kinds[kind].first;
}

TargetAttention attend(const Transformer& model, const Numbers& numbers, const FeatureTask& task,
                       const Head& head, std::size_t query, std::size_t target) {
  require_keys_at_positions(model, head);
  const TokenClass asking = token_class(model, head.query, query, kAsked, head.name);
  require_exact_entries(numbers, head.query, asking);
  const auto logit_of = [&](std::size_t kind, int label) {
    const TokenClass key = token_class(model, head.key, kind, label, head.name);
    require_exact_entries(numbers, head.key, key);
    return logit(head, asking, key);
  };
  TargetAttention attention;
  attention.logit = logit_of(target, kAsked).low;
  std::vector<Rivals> rivals;
  for (std::size_t kind = 0; kind < task.kinds.size(); ++kind) {
    const std::uint64_t count = tokens_of(task, kind) - (kind == target ? 1 : 0);
    if (count == 0) continue;
    attention.others.push_back({(kind == target ? "another " : "any ") + task.kinds[kind].name,
                                count, logit_of(kind, kElsewhere)});
    rivals.push_back({count, attention.others.back().logit.high});
  }
  attention.weights = softmax(numbers, attention.logit, rivals);
  require(attention.weights.rest <= 1,
          "head '" + head.name + "': the weight of the others is not bounded by 1");
  return attention;
}

void compare_attention(const TargetAttention& attention, const Numbers& numbers, const Head& head,
                       const std::string& query, const std::string& target, const Json& stated) {
  const std::string where = "heads, '" + head.name + "'";
  Fields fields(stated, where);
  require(fields.text("name") == head.name && fields.text("query") == query &&
              fields.text("target") == "the " + target + " aimed at",
          where + ": not the queries that come next");
  const auto compare_range = [&](const Json& value, const Enclosure& range) {
    const std::vector<Json>& ends = list(value, where);
    require(ends.size() == 2 && fraction(ends[0], where) == range.low &&
                fraction(ends[1], where) == range.high,
            where + ": the logits are other ones");
  };
  compare_range(fields["target_logit"], point(attention.logit));
  const std::vector<Json>& rivals = fields.list("rivals");
  require(rivals.size() == attention.others.size(), where + ".rivals: not those of the input");
  mpq_class highest;
  for (std::size_t r = 0; r < rivals.size(); ++r) {
    const OtherTokens& other = attention.others[r];
    Fields rival(rivals[r], where + ".rivals");
    require(rival.text("name") == other.name && rival.count("count") == other.count,
            where + ".rivals: not those of the input");
    compare_range(rival["logit"], other.logit);
    rival.finish();
    highest = r == 0 ? other.logit.high : std::max(highest, other.logit.high);
  }
  if (!rivals.empty())
    require(fields.fraction("margin") == attention.logit - highest, where + ".margin: another");
  require_printed(fields.text("weight_on_target"), point(attention.weights.least.low),
                  where + ".weight_on_target");
  // The writer subtracts a weight of some 192 bits from 1: its bound may exceed this by 2^-190.
  const Enclosure bound = read_printed(fields.text("weight_elsewhere"), where);
  const mpq_class& rest = attention.weights.rest;
  const mpq_class slack = numbers.grid() ? mpq_class(0) : ratio(1, power_of_two(190));
  require(rest <= bound.high && bound.low <= rest + slack,
          where + ".weight_elsewhere: not the bound");
  fields.finish();
}

}  // namespace checker
