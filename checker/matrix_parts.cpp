#include "matrix_parts.hpp"

#include <algorithm>

namespace checker {

namespace {

/// Splits entries by coordinates into parts between subspaces, and finds multiples of identities.
class Parts {
 public:
  Parts(const Space& left, const Space& right) : left_(starts(left)), right_(starts(right)) {}

  void add(std::size_t row, std::size_t column, const mpq_class& value) {
    const auto [l, r] = std::pair{left_[row], right_[column]};
    parts_[{l, r}][{row - l, column - r}] += value;
  }
  std::vector<MatrixPart> take() {
    std::vector<MatrixPart> list;
    for (auto& [place, entries] : parts_) {
      std::erase_if(entries, [](const auto& e) { return e.second == 0; });
      if (entries.empty()) continue;
      MatrixPart part{place.first, place.second, std::move(entries), std::nullopt};
      const auto rows = static_cast<std::size_t>(std::ranges::count(left_, part.left));
      const auto columns = static_cast<std::size_t>(std::ranges::count(right_, part.right));
      const mpq_class c = part.entries.begin()->second;
      if (rows == columns && part.entries.size() == rows &&
          std::ranges::all_of(part.entries, [&](const auto& e) {
            return e.first.first == e.first.second && e.second == c;
          }))
        part.scalar = c;
      list.push_back(std::move(part));
    }
    return list;
  }

 private:
  /// Per coordinate the first one of its subspace; one more for a bias.
  static std::vector<std::size_t> starts(const Space& space) {
    std::vector<std::size_t> list;
    for (const Subspace& s : space.subspaces) list.insert(list.end(), s.dimension, s.offset);
    list.push_back(space.dimension);
    return list;
  }
  std::vector<std::size_t> left_, right_;
  std::map<std::pair<std::size_t, std::size_t>, Form> parts_;
};

/// A row of a map, its bias as a coefficient of one more coordinate.
std::vector<Term> with_bias(const AffineMap& map, std::size_t row) {
  std::vector<Term> terms = map.rows[row];
  if (map.bias[row] != 0) terms.push_back({map.in.dimension, map.bias[row]});
  return terms;
}

}  // namespace

std::vector<MatrixPart> logit_parts(const Head& head) {
  Parts parts(head.query.in, head.key.in);
  for (std::size_t r = 0; r < head.query.rows.size(); ++r) {
    const std::vector<Term> keys = with_bias(head.key, r);
    for (const Term& q : with_bias(head.query, r))
      for (const Term& k : keys) parts.add(q.column, k.column, q.coefficient * k.coefficient);
  }
  return parts.take();
}

std::vector<MatrixPart> value_parts(const Head& head) {
  Parts parts(head.output.out, head.value.in);
  for (std::size_t r = 0; r < head.output.rows.size(); ++r)
    for (const Term& o : head.output.rows[r])
      for (const Term& v : with_bias(head.value, o.column))
        parts.add(r, v.column, o.coefficient * v.coefficient);
  return parts.take();
}

}  // namespace checker
