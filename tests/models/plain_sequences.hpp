// Architectures again, plainly: whole sequences of rows of exact rationals, rounded to the grid
// where the definition says so, and the comparison of such a computation with a forward pass.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "models/architectures/streaming.hpp"
#include "models/architectures/summed.hpp"

namespace separatrix::plain {

using Row = std::vector<Rational>;
using Rows = std::vector<Row>;  // of a matrix, or of a sequence in the order of time

Row numbers(const architectures::Numbers& grid, const architectures::Row& row);
Rows numbers(const architectures::Numbers& grid, const architectures::Matrix& matrix);

/// The roundings of the grid, by the definition: floor, or nearest with ties to even multiples of
/// the step, then clamped.
class Rounder {
 public:
  explicit Rounder(const architectures::Numbers& numbers) : grid_(numbers.grid()) {}

  Rational operator()(const Rational& x) const;
  Row operator()(Row row) const;
  Rational exp(const Rational& x) const;
  Rational sigmoid(const Rational& x) const;
  /// x sigmoid(x): the sigmoid rounded, then the product.
  Rational silu(const Rational& x) const;
  Row silu(Row row) const;
  /// matrix x (+ bias), each entry rounded once.
  Row linear(const Rows& matrix, const Row& x, const Row& bias = {}) const;
  /// The same at every position.
  Rows all(const Rows& matrix, const Rows& sequence, const Row& bias = {}) const;

 private:
  Grid grid_;
};

Rational inner(const Row& x, const Row& y);
/// The entries of one head.
Row head(const Row& x, std::size_t h, std::size_t width);
/// numerator / denominator, or 0 / 0 = 0.
Rational ratio(const Rational& numerator, const Rational& denominator);

/// A layer and what it should compute: the rows that it gives for a whole sequence of rows. With
/// `fault` the plain computation contains a planted mistake.
using Plain = std::function<Rows(const Rounder&, const Rows& sequence, bool fault)>;
template <class Layer>
struct Pair {
  std::unique_ptr<Layer> layer;
  Plain plain;
};
struct Shape {
  std::size_t width = 1;
  std::size_t heads = 1;
  std::size_t longest = 8;  // tokens
};
template <class Layer>
using Maker = std::function<Pair<Layer>(architectures::Draw&, const architectures::Numbers&,
                                        const Shape& shape)>;

/// On how many of 48 random models and inputs of at most 8 tokens the forward pass and the plain
/// computation have different last rows. Streaming: one or two layers, some with a residual
/// connection; summed: one layer.
std::size_t differences(const Maker<architectures::StreamingLayer>& make, bool fault);
std::size_t differences(const Maker<architectures::SummedLayer>& make, bool fault);

}  // namespace separatrix::plain
