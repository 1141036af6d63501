// Kind "kronecker-rank": ranks at every length from a Kronecker power.
//
// Statement. f_t are the matrices of an automaton over pairs, J is all ones, M (the factor) a
// matrix of entries -1, 0, 1 and K = M^(x t). If scale f_t + shift J = K for every t, then with r =
// rank M
//   rank f_t       = rank(K - c J), c = shift,
//   rank(J - f_t)  = rank(K - c J), c = scale + shift,
// and for t >= 1: rank K = r^t; for c != 0, where M u = 1 and M' w = 1 may have solutions,
//   both:    r^t - 1 if c sigma^t = 1, sigma the sum of the entries of u, else r^t;
//   one:     r^t;
//   neither: r^t + 1.
// So D >= ceil(log2(rank f + rank(1 - f))) for protocols after which both players know f.
//
// Proof. The equation holds at every t if it holds at every pair that is reached of a state and the
// product of the entries read so far. For the ranks: adding c J to K, where J = 1 1'. If 1 is in
// neither the column nor the row space of K, the rank grows by 1; if in one only, it stays; if K U
// = 1 and K' W = 1, it falls exactly if 1 - c 1'U = 0 (Schur complement), and 1'U = sigma^t for U =
// u^(x t). Finally 1 is in the column space of K if and only if it is in that of M: if y M = 0 and
// y 1 != 0, then y^(x t) K = 0 and y^(x t) 1 != 0.
#include <array>
#include <optional>
#include <utility>

#include "automaton.hpp"
#include "bound_claim.hpp"
#include "kinds.hpp"

namespace checker {
namespace {

using Rows = std::vector<std::vector<mpq_class>>;

struct Form {
  long scale = 0;
  long shift = 0;
  std::vector<std::vector<long>> factor;
};

long small(const Json& value, const std::string& what) {
  const mpz_class n = integer(value, what);
  require(abs(n) <= 1 << 20, what + ": not between -2^20 and 2^20");
  return n.get_si();
}

Form read_form(Fields& fields, const PairFunction& f) {
  Form form;
  form.scale = small(fields["scale"], "scale");
  form.shift = small(fields["shift"], "shift");
  require(form.scale != 0, "scale: 0");
  for (const Json& row : fields.list("factor")) {
    std::vector<long> entries;
    for (const Json& entry : list(row, "factor")) entries.push_back(small(entry, "factor"));
    require(entries.size() == f.bob, "factor: not one column for each symbol of Bob");
    for (const long entry : entries)
      require(entry >= -1 && entry <= 1, "factor: an entry beyond -1, 0, 1");
    form.factor.push_back(std::move(entries));
  }
  require(form.factor.size() == f.alice, "factor: not one row for each symbol of Alice");
  return form;
}

/// scale f + shift = product of the factor's entries, after every word.
void check_form(const Form& form, const PairFunction& f) {
  std::vector<std::array<bool, 3>> seen(f.automaton.states);
  std::vector<std::pair<std::size_t, long>> open{{f.automaton.start, 1}};
  while (!open.empty()) {
    const auto [state, product] = open.back();
    open.pop_back();
    bool& done = seen[state][static_cast<std::size_t>(product + 1)];
    if (done) continue;
    done = true;
    require((f.automaton.accepting[state] ? form.scale : 0) + form.shift == product,
            "factor: the matrix is not such a Kronecker power");
    for (std::size_t x = 0; x < f.alice; ++x)
      for (std::size_t y = 0; y < f.bob; ++y)
        open.emplace_back(f.automaton.next(state, x * f.bob + y), product * form.factor[x][y]);
  }
}

/// Gauss and Jordan: the columns of the leading ones.
std::vector<std::size_t> reduce(Rows& rows) {
  std::vector<std::size_t> leading;
  for (std::size_t c = 0; c < rows[0].size() && leading.size() < rows.size(); ++c) {
    const std::size_t top = leading.size();
    std::size_t pivot = top;
    while (pivot < rows.size() && rows[pivot][c] == 0) ++pivot;
    if (pivot == rows.size()) continue;
    std::swap(rows[pivot], rows[top]);
    const mpq_class lead = rows[top][c];
    for (mpq_class& entry : rows[top]) entry /= lead;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const mpq_class times = rows[r][c];
      if (r == top || times == 0) continue;
      for (std::size_t j = 0; j < rows[r].size(); ++j) rows[r][j] -= times * rows[top][j];
    }
    leading.push_back(c);
  }
  return leading;
}

/// The sum of the entries of a solution of (rows) u = 1; nothing if there is none.
std::optional<mpq_class> sum_of_solution(Rows rows) {
  const std::size_t columns = rows[0].size();
  for (auto& row : rows) row.emplace_back(1);
  const auto leading = reduce(rows);
  if (!leading.empty() && leading.back() == columns) return std::nullopt;
  mpq_class sum = 0;
  for (std::size_t i = 0; i < leading.size(); ++i) sum += rows[i][columns];
  return sum;
}

mpz_class rank_less(const Form& form, long c, std::uint64_t t) {
  Rows rows(form.factor.size());
  Rows across(form.factor[0].size());
  for (std::size_t x = 0; x < form.factor.size(); ++x)
    for (std::size_t y = 0; y < form.factor[x].size(); ++y) {
      rows[x].emplace_back(form.factor[x][y]);
      across[y].emplace_back(form.factor[x][y]);
    }
  const auto by_columns = sum_of_solution(rows);
  const auto by_rows = sum_of_solution(across);
  const mpz_class rank = power(mpz_class(reduce(rows).size()), t);
  if (c == 0) return rank;
  if (by_columns && by_rows) {
    const bool falls = c * power(by_columns->get_num(), t) == power(by_columns->get_den(), t);
    return falls ? mpz_class(rank - 1) : rank;
  }
  return by_columns || by_rows ? rank : mpz_class(rank + 1);
}

}  // namespace

std::string check_kronecker_rank(const Json& certificate, const Json& result) {
  const Claim claim = read_bound_claim(result);
  Fields fields(certificate, "");
  fields["kind"];
  const PairFunction f = read_pair_function(fields["function"], claim.task);
  const Form form = read_form(fields, f);
  fields.finish();
  check_form(form, f);
  const std::uint64_t t = pairs_of(claim.task);
  const mpz_class sum =
      rank_less(form, form.shift, t) + rank_less(form, form.scale + form.shift, t);
  const std::uint64_t bits = ceil_log2(sum);
  require_only_bound(
      claim, {"communication", conventions::kBothKnow, f.partition, mpz_class(bits), {}, ""});
  return "a Kronecker power at every length; the ranks of f and 1 - f here give at least " +
         std::to_string(bits) + " bits";
}

}  // namespace checker
