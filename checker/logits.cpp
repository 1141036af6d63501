#include "logits.hpp"

namespace checker {

namespace {

struct Place {
  const Content* content;
  std::size_t coordinate;  // within its subspace
};

std::size_t size(const Content& content) {
  return content.numbers.empty() ? content.code->dimension() : content.numbers.size();
}

/// What the class holds in a column; nothing: 0.
std::optional<Place> find(const TokenClass& token, std::size_t column) {
  auto it = token.contents.upper_bound(column);
  if (it == token.contents.begin()) return std::nullopt;
  --it;
  if (column - it->first >= size(it->second)) return std::nullopt;
  return Place{&it->second, column - it->first};
}

struct AddressTerm {
  const Content* content;
  std::size_t coordinate;
  mpq_class coefficient;
};

/// One coordinate of a query or key: a number plus a linear form on addresses.
struct Entry {
  mpq_class number;
  std::vector<AddressTerm> addresses;
};

Entry entry_of(const AffineMap& map, std::size_t r, const TokenClass& token) {
  Entry entry{map.bias[r], {}};
  for (const Term& term : map.rows[r]) {
    const auto place = find(token, term.column);
    if (!place) continue;
    if (place->content->numbers.empty())
      entry.addresses.push_back({place->content, place->coordinate, term.coefficient});
    else
      entry.number += term.coefficient * place->content->numbers[place->coordinate];
  }
  return entry;
}

using Linear = std::map<std::pair<const Content*, std::size_t>, mpq_class>;

void add(Linear& form, const Entry& addresses, const mpq_class& factor) {
  if (factor == 0) return;
  for (const AddressTerm& term : addresses.addresses)
    form[{term.content, term.coordinate}] += factor * term.coefficient;
}

}  // namespace

Enclosure logit(const Head& head, const TokenClass& query, const TokenClass& key) {
  mpq_class numbers = 0;
  Linear lone;  // a number meets an address
  std::map<std::pair<const Content*, const Content*>, Form> forms;
  for (std::size_t r = 0; r < head.query.rows.size(); ++r) {
    const Entry q = entry_of(head.query, r, query);
    const Entry k = entry_of(head.key, r, key);
    numbers += q.number * k.number;
    add(lone, q, k.number);
    add(lone, k, q.number);
    for (const AddressTerm& u : q.addresses)
      for (const AddressTerm& v : k.addresses)
        forms[{u.content, v.content}][{u.coordinate, v.coordinate}] +=
            u.coefficient * v.coefficient;
  }
  const auto where = "head '" + head.name + "', " + key.name + ": ";
  for (const auto& [place, coefficient] : lone)
    if (coefficient != 0) throw NotChecked(where + "a number meets an address");
  Enclosure sum = point(numbers);
  for (auto& [pair, form] : forms) {
    std::erase_if(form, [](const auto& entry) { return entry.second == 0; });
    if (form.empty()) continue;
    const auto& [q, k] = pair;
    if (q->code != k->code) throw NotChecked(where + "addresses of two codes meet");
    const FormValues values = q->code->values(form);
    if (q->label == k->label) {
      sum = sum + point(values.self);
    } else {
      require(values.other.has_value(), where + "the code has only one address");
      sum = sum + *values.other;
    }
  }
  return sum;
}

void require_exact_entries(const Numbers& numbers, const AffineMap& map, const TokenClass& token) {
  if (!numbers.grid()) return;
  for (std::size_t r = 0; r < map.rows.size(); ++r) {
    mpq_class entry = abs(map.bias[r]);
    for (const Term& term : map.rows[r]) {
      const auto place = find(token, term.column);
      if (!place) continue;
      const mpq_class size = place->content->numbers.empty()
                                 ? mpq_class(place->content->code->largest_entry(place->coordinate))
                                 : mpq_class(abs(place->content->numbers[place->coordinate]));
      if (size.get_den() != 1) throw NotChecked("a number of the stream is no whole number");
      require(size <= numbers.scale(), "a number of the stream leaves the grid's range");
      entry += abs(term.coefficient) * size;
    }
    if (entry > numbers.scale()) throw NotChecked("an entry of a query or key may saturate");
  }
}

Weights softmax(const Numbers& numbers, const mpq_class& target,
                const std::vector<Rivals>& rivals) {
  const mpq_class top = numbers.round(target);
  Enclosure others{0, 0};
  for (const Rivals& rival : rivals) {
    require(rival.most < target, "a rival's logit may reach the target's");
    const mpq_class gap = numbers.round(mpq_class(numbers.round(rival.most) - top));
    others = others + mpq_class(rival.count) * numbers.exp(point(gap));
  }
  const Enclosure weight = numbers.round({1 / (1 + others.high), 1 / mpq_class(1 + others.low)});
  if (numbers.grid() && !numbers.rounds_down()) return {weight, others.high};
  return {weight, 1 - weight.low};
}

}  // namespace checker
