#include "analysis/abstract_logits.hpp"

#include <map>
#include <vector>

namespace separatrix {
namespace {

/// What a token of a class has in one subspace of the stream.
struct Part {
  std::size_t offset = 0;
  const std::vector<Rational>* constant = nullptr;  // these entries, or
  const AddressCode* code = nullptr;                // an address of this code,
  IndexLabel index = 0;                             // at this index
};

const std::vector<Rational> kOne{Rational(1)};

/// The parts that `map` reads; its bias counts as one more column, behind the stream, that meets
/// the constant 1. nullopt if it reads content.
std::optional<std::vector<Part>> parts_read(const Transformer& model, const AffineMap& map,
                                            const AbstractToken& token, std::string& reason) {
  std::vector<Part> parts;
  for (const EmbeddingTerm& term : model.embedding) {
    if (term.kind != token.kind || !map.reads(term.subspace)) continue;
    Part part;
    part.offset = model.stream.offset(term.subspace);
    if (const auto* constant = std::get_if<ConstantVector>(&term.source)) {
      part.constant = &constant->entries;
    } else if (const auto* address = std::get_if<AddressOf>(&term.source);
               address != nullptr &&
               (address->index != AddressOf::Index::map || token.mapped.contains(term.subspace))) {
      part.code = model.codes.at(address->code).get();
      part.index = address->index == AddressOf::Index::value      ? token.value
                   : address->index == AddressOf::Index::position ? token.position
                                                                  : token.mapped.at(term.subspace);
    } else {
      reason = "the " + token.name + " token's '" + term.subspace +
               "' comes from a table, so the logits depend on more than addresses";
      return std::nullopt;
    }
    parts.push_back(part);
  }
  if (!map.biases.empty()) parts.push_back({model.stream.dimension(), &kOne, nullptr, 0});
  return parts;
}

struct Entry {
  std::size_t column;
  Rational value;
};

/// The rows of the map with stored coefficients; the bias stands in column `in.dimension()`.
std::vector<std::vector<Entry>> stored_rows(const AffineMap& map, const ParameterRounding& round) {
  std::vector<std::vector<Entry>> rows(map.out.dimension());
  for (const MatrixEntry& e : map.entries()) rows[e.row].push_back({e.column, round(e.value)});
  if (!map.biases.empty()) {
    const auto bias = map.bias();
    for (std::size_t r = 0; r < bias.size(); ++r)
      if (bias[r] != 0) rows[r].push_back({map.in.dimension(), round(bias[r])});
  }
  return rows;
}

std::size_t length(const Part& part) {
  return part.constant != nullptr ? part.constant->size() : part.code->dimension();
}

/// Which part a column belongs to; nullopt: none, the column is 0 for this class.
std::optional<std::size_t> part_of(const std::vector<Part>& parts, std::size_t column) {
  for (std::size_t p = 0; p < parts.size(); ++p)
    if (column >= parts[p].offset && column < parts[p].offset + length(parts[p])) return p;
  return std::nullopt;
}

using Form = std::map<std::pair<std::size_t, std::size_t>, Rational>;  // entries of B, no zeros

std::optional<LogitRange> bilinear(const Part& q, const Part& k, const Form& form,
                                   const ParameterRounding& round, std::string& reason) {
  if (q.constant != nullptr && k.constant != nullptr) {
    Rational sum = 0;
    for (const auto& [place, value] : form)
      sum += value * round((*q.constant)[place.first]) * round((*k.constant)[place.second]);
    return LogitRange{sum, sum};
  }
  if (q.code == nullptr || k.code == nullptr) {
    reason = "a constant meets an address";
    return std::nullopt;
  }
  if (q.code != k.code) {
    reason = "addresses of two different codes meet";
    return std::nullopt;
  }
  std::vector<MatrixEntry> entries;
  for (const auto& [place, value] : form) entries.push_back({place.first, place.second, value});
  const auto range = q.code->range(entries);
  if (!range) {
    reason = "no bound is known for this form on the addresses '" + q.code->id() +
             "' (too many pairs to check, or not the form they are made for)";
    return std::nullopt;
  }
  if (q.index == k.index) return LogitRange{range->self_min, range->self_max};
  return LogitRange{range->other_min, range->other_max};
}

}  // namespace

std::optional<LogitRange> abstract_logit(const Transformer& model, const Head& head,
                                         const AbstractToken& query, const AbstractToken& key,
                                         const ParameterRounding& round, std::string& reason) {
  const auto query_parts = parts_read(model, head.query, query, reason);
  const auto key_parts = parts_read(model, head.key, key, reason);
  if (!query_parts || !key_parts) return std::nullopt;
  const auto query_rows = stored_rows(head.query, round);
  const auto key_rows = stored_rows(head.key, round);
  // B = Wq^T Wk, split by the parts that meet.
  std::map<std::pair<std::size_t, std::size_t>, Form> forms;
  for (std::size_t r = 0; r < query_rows.size(); ++r)
    for (const Entry& u : query_rows[r])
      for (const Entry& v : key_rows[r]) {
        const auto p = part_of(*query_parts, u.column);
        const auto s = part_of(*key_parts, v.column);
        if (!p || !s) continue;
        forms[{*p, *s}][{u.column - (*query_parts)[*p].offset,
                         v.column - (*key_parts)[*s].offset}] += u.value * v.value;
      }
  LogitRange total{0, 0};
  for (auto& [pair, form] : forms) {
    std::erase_if(form, [](const auto& entry) { return entry.second == 0; });
    if (form.empty()) continue;
    const auto range =
        bilinear((*query_parts)[pair.first], (*key_parts)[pair.second], form, round, reason);
    if (!range) return std::nullopt;
    total.low += range->low;
    total.high += range->high;
  }
  return total;
}

std::optional<Rational> abstract_entry_bound(const Transformer& model, const AffineMap& map,
                                             const AbstractToken& token,
                                             const ParameterRounding& round, std::string& reason) {
  const auto parts = parts_read(model, map, token, reason);
  if (!parts) return std::nullopt;
  for (const Part& part : *parts)
    if (part.constant != nullptr)
      for (const Rational& entry : *part.constant)
        if (denominator(entry) != 1) {
          reason = "a constant of the embedding is not an integer, so products leave the grid";
          return std::nullopt;
        }
  Rational bound = 0;
  for (const auto& row : stored_rows(map, round)) {
    Rational entry = 0;
    for (const Entry& e : row) {
      const auto p = part_of(*parts, e.column);
      if (!p) continue;
      const Part& part = (*parts)[*p];
      const Rational size = part.constant != nullptr
                                ? Rational(abs((*part.constant)[e.column - part.offset]))
                                : Rational(part.code->max_entry(e.column - part.offset));
      entry += abs(e.value) * size;
      if (size > bound) bound = size;
    }
    if (entry > bound) bound = entry;
  }
  return bound;
}

}  // namespace separatrix
