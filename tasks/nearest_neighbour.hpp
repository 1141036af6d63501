// Nearest neighbour over labelled unit vectors [BHBK24, section 6, T7, T8]. Its discrete form,
// recall of labelled keys, is in tasks/recall.hpp.
//
// Input: x_1, y_1, .., x_{k-1}, y_{k-1}, x_k, a point token and a label token alternately, 2k - 1
// tokens; answer: the label of argmax_{i<k} <x_k, x_i>.
#pragma once

#include "tasks/task.hpp"

namespace separatrix {

/// Token kinds here and in recall: a point (or key), and a label with two values.
constexpr std::uint32_t kPoint = 0;
constexpr std::uint32_t kLabel = 1;

/// Points of R^d with 2 <= N/2 < k <= N, that is n/2 < k <= n. Domain: every |<x,x> - 1| is at most
/// `kNormTolerance`, and the largest <x_k, x_i> exceeds every other by at least gamma; coinciding
/// points and ties are therefore outside it unless they are far from the query. Infinite: no
/// frames.
class NearestNeighbour final : public Task {
 public:
  /// 2^-16, on squared norms.
  static const Rational kNormTolerance;

  /// Error if n < 2 or n > 2^30, dimension is 0 or above 2^16, or gamma is not in (0, 2).
  NearestNeighbour(std::uint64_t n, std::uint64_t dimension, const Rational& gamma);

  std::uint64_t dimension() const noexcept { return dimension_; }
  const Rational& gamma() const noexcept { return gamma_; }

  struct Point {
    std::vector<Rational> x;
    bool label = false;
  };
  /// Labelled points and the query.
  Input input(const std::vector<Point>& points, const std::vector<Rational>& query) const;
  /// The label of the nearest point whatever the margin and the norms; Error if two points with
  /// different labels tie, or if the input is malformed.
  Answer nearest_label(const Input& input) const;
  /// How far the best inner product lies above the second (exactly; 2 if there is one point).
  static Rational margin(const Input& input);

  std::string id() const override { return "nearest-neighbour"; }
  nlohmann::ordered_json parameters() const override;  // n, dimension, gamma
  std::uint64_t n() const override { return n_; }
  std::vector<TokenKind> vocabulary() const override {
    return {{"point", 1, dimension_}, {"label", 2}};
  }
  std::vector<bool> content_kinds() const override { return {true, true}; }
  std::uint64_t max_length() const override { return 2 * n_ - 1; }
  unsigned answer_digits() const override { return 1; }
  Answer reference(const Input& input) const override;
  std::optional<Integer> domain_size() const override { return std::nullopt; }
  /// `random`: k uniform in (n/2, n], points uniform on the sphere (rounded to multiples of 2^-24
  /// within the norm tolerance), the query near one of them so that the margin holds.
  /// `adversarial`: one nearest point, all others exactly gamma further (or as close to it as
  /// rationals of that form allow, never less) and of the other label, k = n; nearest first, last
  /// or in the middle.
  std::vector<std::string> samplers() const override { return {"random", "adversarial"}; }
  Input sample(const std::string& sampler, Random& random) const override;
  std::vector<Input> simpler(const Input& input) const override;
  std::vector<std::string> run_arguments(const Input& input) const override;
  nlohmann::ordered_json show(const Input& input) const override;

 private:
  std::uint64_t n_;
  std::uint64_t dimension_;
  Rational gamma_;
};

}  // namespace separatrix
