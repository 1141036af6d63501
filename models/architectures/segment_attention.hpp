// Transformer-XL: segments that attend to themselves and to a memory of what came before [DYY19].
//
// Segment q holds the positions q s .. (q+1) s - 1. Position t of segment q attends to its own
// segment up to t and to the M positions before the segment, whose rows of the layer below are
// remembered. Positions enter through the embedding; a row per distance in the logits, as in the
// original, would change no statement about cuts. Roundings: as in window_attention.hpp.
#pragma once

#include "models/architectures/window_attention.hpp"

namespace separatrix::architectures {

class SegmentTransformer final : public LocalTransformer {
 public:
  /// Error (argument "segment") if it is 0.
  SegmentTransformer(Numbers numbers, PositionedEmbedding embedding,
                     std::vector<AttentionMaps> layers, std::size_t segment, std::size_t memory);

 private:
  std::size_t first_read(std::size_t position) const override {
    const std::size_t start = position - position % segment_;
    return start < memory_ ? 0 : start - memory_;
  }
  std::size_t segment_;
  std::size_t memory_;
};

}  // namespace separatrix::architectures
