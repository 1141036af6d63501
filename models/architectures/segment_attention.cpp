#include "models/architectures/segment_attention.hpp"

#include "numerics/error.hpp"

namespace separatrix::architectures {

SegmentTransformer::SegmentTransformer(Numbers numbers, PositionedEmbedding embedding,
                                       std::vector<AttentionMaps> layers, std::size_t segment,
                                       std::size_t memory)
    : LocalTransformer(std::move(numbers), std::move(embedding), std::move(layers)),
      segment_(segment),
      memory_(memory) {
  if (segment == 0)
    throw Error("SegmentTransformer", "segment", "a segment holds at least one position");
}

}  // namespace separatrix::architectures
