#include "addressed_attention.hpp"

#include <algorithm>

namespace checker {

namespace {

/// u + U a for the tokens of one kind: rows of a map, split.
struct Split {
  std::vector<mpq_class> constant;                         // u
  std::vector<std::map<std::size_t, mpq_class>> of_address;  // U, by row
  const AddressOf* address = nullptr;
};

bool reads(const AffineMap& map, const Subspace& subspace) { return map.reads[subspace.offset]; }

Split split(const Transformer& model, const Head& head, const AffineMap& map, std::size_t kind) {
  Split parts{map.bias, std::vector<std::map<std::size_t, mpq_class>>(map.rows.size()), nullptr};
  for (const EmbeddingTerm& term : model.embedding) {
    if (term.kind != kind || !reads(map, term.subspace)) continue;
    const auto* constant = std::get_if<Constant>(&term.source);
    const auto* address = std::get_if<AddressOf>(&term.source);
    if (constant == nullptr && (address == nullptr || address->of == AddressOf::Of::value))
      throw NotChecked("head '" + head.name + "': its logits read more than constants and the "
                       "addresses of positions");
    if (address != nullptr && parts.address != nullptr)
      throw NotChecked("head '" + head.name + "' reads two addresses of one token");
    if (address != nullptr) parts.address = address;
    const std::size_t end = term.subspace.offset + term.subspace.dimension;
    for (std::size_t r = 0; r < map.rows.size(); ++r)
      for (const Term& entry : map.rows[r]) {
        if (entry.column < term.subspace.offset || entry.column >= end) continue;
        const std::size_t c = entry.column - term.subspace.offset;
        if (constant != nullptr)
          parts.constant[r] += entry.coefficient * constant->entries[c];
        else
          parts.of_address[r][c] = entry.coefficient;
      }
    if (constant != nullptr)
      for (const mpq_class& entry : constant->entries)
        if (entry.get_den() != 1)
          throw NotChecked("head '" + head.name + "' reads a constant that is no whole number");
  }
  return parts;
}

/// On a grid: no entry, and no coordinate of an address, exceeds the largest number.
void require_in_range(const Transformer& model, const Numbers& numbers, const Head& head,
                      const Split& parts) {
  if (!numbers.grid()) return;
  const auto fits = [&](const mpq_class& size) {
    if (size > numbers.scale())
      throw NotChecked("head '" + head.name + "': an entry of a query or a key may saturate");
  };
  for (std::size_t r = 0; r < parts.constant.size(); ++r) {
    mpq_class size = abs(parts.constant[r]);
    for (const auto& [c, coefficient] : parts.of_address[r]) {
      const mpq_class largest(model.codes.at(parts.address->code).largest_entry(c));
      fits(largest);
      size += abs(coefficient) * largest;
    }
    fits(size);
  }
}

}  // namespace

const AddressOf& asked_address(const Transformer& model, const Head& head, std::size_t kind) {
  const Split parts = split(model, head, head.query, kind);
  if (parts.address == nullptr)
    throw NotChecked("head '" + head.name + "': a " + model.kinds[kind].name + " asks for no address");
  return *parts.address;
}

AddressedLogit addressed_logit(const Transformer& model, const Numbers& numbers, const Head& head,
                               std::size_t query_kind, std::size_t key_kind) {
  const Split query = split(model, head, head.query, query_kind);
  const Split key = split(model, head, head.key, key_kind);
  require_in_range(model, numbers, head, query);
  require_in_range(model, numbers, head, key);
  if (key.address != nullptr && key.address->of != AddressOf::Of::position)
    throw NotChecked("head '" + head.name + "': a key that is not the address of its position");
  mpq_class constant;
  Form form;
  std::map<std::size_t, mpq_class> of_query, of_key;  // linear terms
  for (std::size_t r = 0; r < query.constant.size(); ++r) {
    constant += query.constant[r] * key.constant[r];
    for (const auto& [c, value] : query.of_address[r]) of_query[c] += value * key.constant[r];
    for (const auto& [c, value] : key.of_address[r]) of_key[c] += value * query.constant[r];
    for (const auto& [c, value] : query.of_address[r])
      for (const auto& [d, other] : key.of_address[r]) form[{c, d}] += value * other;
  }
  const auto zero = [](const auto& entry) { return entry.second == 0; };
  std::erase_if(form, zero);
  if (!std::ranges::all_of(of_query, zero) || !std::ranges::all_of(of_key, zero))
    throw NotChecked("head '" + head.name + "': an address meets a constant");
  if (form.empty()) return {constant, point(constant)};
  if (query.address->code != key.address->code)
    throw NotChecked("head '" + head.name + "': addresses of two codes meet");
  const FormValues values = model.codes.at(query.address->code).values(form);
  AddressedLogit logit{constant + values.self, std::nullopt};
  if (values.other) logit.other = point(constant) + *values.other;
  return logit;
}

TargetWeight target_weight(const Numbers& numbers, const mpq_class& target,
                           const std::vector<OtherTokens>& others, const std::string& head) {
  for (const OtherTokens& other : others)
    require(other.logit.high < target,
            "head '" + head + "': the logit of " + other.name + " may reach the target's");
  const mpq_class stored = numbers.round(target);
  // exp(0) = 1 is the target's own; the logits of others, rounded, are at most as high.
  mpq_class sum = 0;
  for (const OtherTokens& other : others) {
    const mpq_class gap = numbers.round(mpq_class(numbers.round(other.logit.high) - stored));
    sum += mpq_class(mpz_class(other.count)) * numbers.exp(point(gap)).high;
  }
  const mpq_class quotient = 1 / mpq_class(1 + sum);
  TargetWeight weight;
  weight.least = numbers.grid() ? numbers.round(quotient) : outward(point(quotient)).low;
  weight.rest = numbers.grid() && !numbers.rounds_down() ? sum : mpq_class(1 - weight.least);
  require(weight.rest <= 1, "head '" + head + "': the weight of the others is not bounded by 1");
  return weight;
}

Enclosure outward(const Enclosure& x) {
  static const mpz_class kUnit = power_of_two(320);
  return {ratio(floor_of(mpq_class(x.low * kUnit)), kUnit),
          ratio(ceil_of(mpq_class(x.high * kUnit)), kUnit)};
}

}  // namespace checker
