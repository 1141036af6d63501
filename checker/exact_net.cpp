#include "exact_net.hpp"

namespace checker {
namespace {

constexpr unsigned kBits = 126;

Int128 sum_of(Int128 a, Int128 b) {
  Int128 sum = 0;
  require(!__builtin_add_overflow(a, b, &sum), "a state's number is too large");
  return sum;
}

Int128 to_int128(const mpz_class& x) {
  require(mpz_sizeinbase(x.get_mpz_t(), 2) <= kBits, "a number of the net is too large");
  const mpz_class size = abs(x);
  const mpz_class top = size >> 63U;
  const mpz_class bottom = size - (top << 63U);
  const Int128 value = (Int128{top.get_si()} << 63U) + Int128{bottom.get_si()};
  return x < 0 ? -value : value;
}

}  // namespace

Int128 ExactNet::units(const mpq_class& x, const mpz_class& per) const {
  const mpq_class scaled = x * per;
  require(scaled.get_den() == 1, "a parameter is no multiple of the unit");
  return to_int128(scaled.get_num());
}

ExactNet::Map ExactNet::compiled(const AffineMap& map, std::size_t columns) const {
  const mpz_class q(static_cast<long>(q_));
  Map result;
  for (std::size_t r = 0; r < map.rows.size(); ++r) {
    result.rows.emplace_back();
    for (const Term& term : map.rows[r])
      if (term.column < columns)
        result.rows.back().push_back({term.column, units(term.coefficient, q)});
    result.bias.push_back(units(map.bias[r], q * q));
  }
  return result;
}

ExactNet::ExactNet(const RecurrentNet& net, const mpz_class& q)
    : clips_(net.activation == Squashing::clip) {
  if (net.cell != RecurrentNet::Cell::simple ||
      (net.activation != Squashing::clip && net.activation != Squashing::relu))
    throw NotChecked("over the reals only piecewise linear cells have exact states");
  require(q > 0 && mpz_sizeinbase(q.get_mpz_t(), 2) <= 61, "arithmetic.exact: no such unit");
  q_ = Int128{q.get_si()};
  update_ = compiled(net.gates[0], net.units());
  if (net.hidden) hidden_ = compiled(*net.hidden, net.units());
  output_ = compiled(net.output, net.hidden ? net.hidden->out.dimension : net.units());
  for (const mpq_class& x : net.initial) start_.push_back(units(x, q));
  for (const auto& row : net.embedding) {
    of_symbol_.emplace_back();
    for (std::size_t r = 0; r < net.units(); ++r) {
      mpq_class sum = net.gates[0].bias[r];
      for (const Term& term : net.gates[0].rows[r])
        if (term.column >= net.units()) sum += term.coefficient * row[term.column - net.units()];
      of_symbol_.back().push_back(units(sum, q * q));
    }
  }
  low_ = to_int128(floor_of(net.low * q * q));
  high_ = to_int128(ceil_of(net.high * q * q));
}

Int128 ExactNet::product(const Map& map, std::size_t r, const State& x) const {
  Int128 sum = 0;
  for (const Entry& entry : map.rows[r]) {
    Int128 term = 0;
    require(!__builtin_mul_overflow(entry.coefficient, x[entry.column], &term),
            "a state's number is too large");
    sum = sum_of(sum, term);
  }
  return sum;
}

Int128 ExactNet::cut(Int128 sum, bool clips) const {
  if (sum <= 0) return 0;
  if (clips && sum >= q_ * q_) return q_;
  require(sum % q_ == 0, "a state's number is no multiple of the unit");
  return sum / q_;
}

ExactNet::Sums ExactNet::sums(const State& state) const {
  Sums all(state.size());
  for (std::size_t u = 0; u < all.size(); ++u) all[u] = product(update_, u, state);
  return all;
}

ExactNet::State ExactNet::after(const Sums& sums, std::size_t symbol) const {
  State next(sums.size());
  for (std::size_t u = 0; u < next.size(); ++u)
    next[u] = cut(sum_of(sums[u], of_symbol_[symbol][u]), clips_);
  return next;
}

void ExactNet::seen(const State& state, std::string& bytes) const {
  bytes.clear();
  for (const Map* map : {&update_, hidden_ ? &*hidden_ : &output_})
    for (std::size_t r = 0; r < map->rows.size(); ++r) {
      const Int128 value = product(*map, r, state);
      bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
}

bool ExactNet::right(const State& state, const std::string& digits) const {
  State units = state;
  if (hidden_) {
    units.clear();
    for (std::size_t r = 0; r < hidden_->rows.size(); ++r)
      units.push_back(cut(sum_of(product(*hidden_, r, state), hidden_->bias[r]), false));
  }
  if (digits.size() != output_.rows.size()) return false;
  for (std::size_t d = 0; d < digits.size(); ++d) {
    const Int128 sum = sum_of(product(output_, d, units), output_.bias[d]);
    if (digits[d] == '1' ? sum < high_ : sum > low_) return false;
  }
  return true;
}

}  // namespace checker
