#include "models/architectures/attention_free.hpp"

#include "models/architectures/elementwise.hpp"
#include "numerics/error.hpp"

namespace separatrix::architectures {
namespace {

/// sigmoid(q) times the average.
Row gated(const Numbers& numbers, const AttentionFreeWeights& weights, const Row& x,
          const Row& average) {
  return product(numbers, sigmoid(numbers, times(numbers, weights.query, x)), average);
}

}  // namespace

Ranges AttentionFreeLayer::state() const {
  const std::size_t width = weights_.value.rows;
  Ranges all(width, value_range(numbers_));
  all.insert(all.end(), width, positive_sum_range(numbers_, 1));
  return all;
}

Row AttentionFreeLayer::step(std::span<Int128> state, std::size_t /*time*/, const Row& x) const {
  const Row e = exp(numbers_, times(numbers_, weights_.key, x));
  const Row v = times(numbers_, weights_.value, x);
  Row average;
  for (std::size_t i = 0; i < x.size(); ++i) {
    Int128& numerator = state[i];
    Int128& denominator = state[x.size() + i];
    Sum next{};
    numbers_.add(next, {numerator});
    numbers_.add_product(next, e[i], v[i]);
    numerator = numbers_.round(next).units;
    denominator = plus(numbers_, {{denominator}}, {e[i]})[0].units;
    // A common factor of both does not change the quotient.
    average.push_back(quotient(numbers_, {numerator}, {denominator}));
  }
  return gated(numbers_, weights_, x, average);
}

Ranges AttentionFreeSum::totals(std::size_t length) const {
  const std::size_t width = weights_.value.rows;
  Ranges all(width, product_sum_range(numbers_, length));
  all.insert(all.end(), width, positive_sum_range(numbers_, length));
  return all;
}

void AttentionFreeSum::add_term(std::span<Int128> sums, const Row& /*query*/, const Row& x,
                                std::size_t position, std::size_t length) const {
  if (length > bias_.rows || length > bias_.columns)
    throw Error("AttentionFreeSum", "length",
                "the position biases are for shorter inputs; make them larger");
  const Row w(x.size(), bias_.at(length - 1, position));
  const Row e = exp(numbers_, plus(numbers_, times(numbers_, weights_.key, x), w));
  const Row v = times(numbers_, weights_.value, x);
  for (std::size_t i = 0; i < x.size(); ++i) {
    sums[i] += e[i].units * v[i].units;
    sums[x.size() + i] += e[i].units;
  }
}

Row AttentionFreeSum::output(const Row& last, std::span<const Int128> totals) const {
  const Int128 scale = to_int128(numbers_.grid().scale);
  Row average;
  for (std::size_t i = 0; i < last.size(); ++i)
    average.push_back(quotient(numbers_, {totals[i]}, {totals[last.size() + i] * scale}));
  return gated(numbers_, weights_, last, average);
}

}  // namespace separatrix::architectures
