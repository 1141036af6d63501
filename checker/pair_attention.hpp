// One head on classes of tokens of labelled pairs: how much weight the target gets, and what comes
// out.
//
// Statement. Let a query token's target be a token that is sure to exist, and let every token of
// class j, at most m_j of them, have a logit of at most the target's less g_j. Then
//  1. the weight elsewhere is at most r = S / (1 + S), S = sum m_j exp(-g_j); where r > 1/2 nothing
//     is gained and r = 1 is taken;
//  2. with v the centre (all but the noise e_v) of the target's value and w + e_w the other values,
//     the head adds v and noise of at most |e_v| + r max(|w - v| + |e_w|), in the norm and by
//     entries.
// Proof. 1: relative to the target's own term the others weigh at most S. 2: weights add up to 1,
// so the output is v + (weight of the target) e_v + sum over the others of weight (w - v + e_w).
#pragma once

#include "pair_classes.hpp"

namespace checker {

/// Tokens that a query token attends to.
struct PairKey {
  PairClass token;
  std::uint64_t most = 1;  // m_j
  bool sure = true;        // exactly one, in every input
  PairStream stream;
};

struct HeadParts {
  std::vector<MatrixPart> logit, value;
};

struct PairAttention {
  std::vector<PairLogit> logits;  // by keys
  std::vector<mpq_class> gaps;    // g_j, of the target 0
  mpq_class rest;                 // r, rounded up to a multiple of 2^-192
  PairStream out;
};

/// `head` is only asked for the spaces that it reads and writes.
PairAttention attend(const HeadParts& parts, const Head& head, const PairStream& query,
                     const std::vector<PairKey>& keys, std::size_t target,
                     const PointDomain& domain);

}  // namespace checker
