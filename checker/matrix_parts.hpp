// The matrices of a head between named subspaces, and which are multiples of an identity.
#pragma once

#include "transformer.hpp"

namespace checker {

/// The part of a matrix between two subspaces, given by first coordinates; B = c I if `scalar`.
struct MatrixPart {
  std::size_t left, right;
  Form entries;  // by coordinates within the subspaces
  std::optional<mpq_class> scalar;
};
/// Parts between the stream's subspaces: of Wq^T Wk (left: query), and of Wo Wv (left: output).
/// A bias stands at the first coordinate behind the stream.
std::vector<MatrixPart> logit_parts(const Head& head);
std::vector<MatrixPart> value_parts(const Head& head);

}  // namespace checker
