// From a box of attended streams to the digits that every point of the box gives.
//
// Each answer coordinate is decided on its own, by halving the box along the coordinates that it
// depends on until every piece is decided; over the reals a gate whose units are on or off is
// affine on a piece (analysis/box_network.hpp), so few pieces are needed.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "analysis/box_network.hpp"
#include "models/forward.hpp"

namespace separatrix {

/// Decides the last layer's digits over boxes; remembers what it decided. E encloses (hull).
template <Arithmetic E>
class BoxDecoder {
 public:
  using Value = typename E::Value;
  using Vector = std::vector<Value>;

  explicit BoxDecoder(const ForwardPass<E>& pass) : pass_(&pass) {
    const Transformer& model = pass.model();
    const Layout& out = model.stream_before(model.layers.size());
    const std::size_t first = out.offset(model.readout.subspace);
    for (std::size_t c = 0; c < out.dimension(model.readout.subspace); ++c) {
      coordinates_.push_back(first + c);
      inputs_.push_back(inputs_of(model.layers.back(), first + c));
      if (model.layers.back().mlp) {
        std::vector<Rational> only(out.dimension());
        only[first + c] = 1;
        networks_.emplace_back(*model.layers.back().mlp, only, Rational(0));
      }
    }
    decided_.resize(coordinates_.size());
  }

  /// The digits that hold for every point of the box; nullopt if some coordinate is not decided.
  std::optional<Answer> decode(const Vector& attended) {
    Answer answer;
    for (std::size_t c = 0; c < coordinates_.size(); ++c) {
      const Tri digit = this->digit(c, attended);
      if (digit == Tri::unknown) return std::nullopt;
      answer.push_back(digit == Tri::yes);
    }
    return answer;
  }

  /// One digit: `yes` if it is 1 on the whole box, `no` if it is 0.
  Tri digit(std::size_t c, const Vector& attended) {
    std::vector<std::pair<Rational, Rational>> key;
    for (const std::size_t i : inputs_[c]) {
      if (!pass_->arithmetic().finite(attended[i])) return Tri::unknown;
      key.emplace_back(pass_->arithmetic().lower(attended[i]),
                       pass_->arithmetic().upper(attended[i]));
    }
    const auto known = decided_[c].find(key);
    if (known != decided_[c].end()) return known->second;
    int pieces = kMaxPieces;
    const Tri result = decide(c, attended, pieces);
    decided_[c].emplace(std::move(key), result);
    return result;
  }

 private:
  static constexpr int kMaxPieces = 4096;

  /// The attended coordinates that output coordinate `c` of the layer depends on.
  static std::vector<std::size_t> inputs_of(const Layer& layer, std::size_t c) {
    std::set<std::size_t> inputs;
    if (!layer.mlp) return {c};
    if (layer.mlp->residual) inputs.insert(c);
    std::set<std::size_t> hidden;
    for (const MatrixEntry& e : layer.mlp->output.entries())
      if (e.row == c) hidden.insert(e.column);
    for (const MatrixEntry& e : layer.mlp->hidden.entries())
      if (hidden.contains(e.row)) inputs.insert(e.column);
    return {inputs.begin(), inputs.end()};
  }

  /// The coordinate of digit c over the box.
  Value output(std::size_t c, const Vector& box) const {
    if constexpr (std::is_same_v<E, RealIntervals>)
      if (!networks_.empty()) return networks_[c].over(box);
    return pass_->apply_mlp(pass_->model().layers.size() - 1, box)[coordinates_[c]];
  }

  Tri decide(std::size_t c, const Vector& box, int& pieces) {
    const E& arithmetic = pass_->arithmetic();
    const Readout& readout = pass_->model().readout;
    const Value v = output(c, box);
    if (arithmetic.finite(v)) {
      if (arithmetic.at_least(v, readout.high) == Tri::yes) return Tri::yes;
      if (arithmetic.at_most(v, readout.low) == Tri::yes) return Tri::no;
    }
    if (--pieces <= 0) return Tri::unknown;
    // Halve the widest coordinate that matters.
    std::optional<std::size_t> widest;
    Rational width = 0;
    for (const std::size_t i : inputs_[c]) {
      const Rational w = arithmetic.upper(box[i]) - arithmetic.lower(box[i]);
      if (w > width) {
        width = w;
        widest = i;
      }
    }
    if (!widest) return Tri::unknown;
    const Value& side = box[*widest];
    const Value low = arithmetic.constant(arithmetic.lower(side));
    const Value middle =
        arithmetic.constant(Rational((arithmetic.lower(side) + arithmetic.upper(side)) / 2));
    const Value high = arithmetic.constant(arithmetic.upper(side));
    Vector left = box;
    Vector right = box;
    left[*widest] = arithmetic.hull(low, middle);
    right[*widest] = arithmetic.hull(middle, high);
    if (arithmetic.upper(left[*widest]) == arithmetic.upper(side) ||
        arithmetic.lower(right[*widest]) == arithmetic.lower(side))
      return decide_neighbours(c, box, *widest, pieces);
    const Tri first = decide(c, left, pieces);
    if (first == Tri::unknown) return Tri::unknown;
    return decide(c, right, pieces) == first ? first : Tri::unknown;
  }

  /// The side has no number of the format strictly inside: its two ends are all there is.
  Tri decide_neighbours(std::size_t c, const Vector& box, std::size_t i, int& pieces) {
    // Enclosures of reals: there is more between two neighbouring end points.
    if constexpr (std::is_same_v<E, RealIntervals>) return Tri::unknown;
    const E& arithmetic = pass_->arithmetic();
    Vector end = box;
    end[i] = arithmetic.constant(arithmetic.lower(box[i]));
    if (arithmetic.upper(end[i]) - arithmetic.lower(end[i]) != 0) return Tri::unknown;
    const Tri first = decide(c, end, pieces);
    if (first == Tri::unknown) return Tri::unknown;
    end[i] = arithmetic.constant(arithmetic.upper(box[i]));
    return decide(c, end, pieces) == first ? first : Tri::unknown;
  }

  const ForwardPass<E>* pass_;
  std::vector<std::size_t> coordinates_;          // of the output, one per digit
  std::vector<std::vector<std::size_t>> inputs_;  // attended coordinates per digit
  std::vector<BoxNetwork> networks_;              // per digit, where there is a network
  std::vector<std::map<std::vector<std::pair<Rational, Rational>>, Tri>> decided_;
};

}  // namespace separatrix
