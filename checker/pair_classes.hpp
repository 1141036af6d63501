// Nearest neighbour and recall: inputs, their classes of tokens, and what an embedding gives these.
//
// Nearest neighbour: points x_1, .., x_k and labels y_1, .., y_{k-1}, k <= n, as tokens x_1 y_1 ..
// x_k; squared norms within 2^-16 of 1, one x_j, the nearest, with <x_k, x_j> ahead of every other
// by at least gamma. Recall: keys from an alphabet in place of points, and exactly one pair before
// the query carries its key. associative-recall: n pairs. mqar: n/2 pairs of different keys, then
// up to n/2 queries that permute these keys, each but the last with its label: n - 1 pairs at most.
#pragma once

#include "claim.hpp"
#include "pair_content.hpp"

namespace checker {

inline constexpr std::size_t kPoint = 0, kLabel = 1;  // kinds of tokens

/// Tokens of one kind and role.
struct PairClass {
  Role role = Role::nearest;
  std::size_t kind = kPoint;
  auto operator<=>(const PairClass&) const = default;
  std::string name() const;
};
inline constexpr PairClass kQuery{Role::query, kPoint};

struct PairInputs {
  bool recall = false;
  std::uint64_t length = 0;  ///< tokens of the longest input
  PointDomain domain;        ///< not used by recall
  std::uint64_t pairs() const { return (length - 1) / 2; }
  /// Nearest point, its label, query, and if there may be other pairs their points and labels.
  std::vector<PairClass> classes() const;
};

/// Reads the certificate's "task", "gamma" and "norm_tolerance". Rejected unless they are the
/// result's and the model reads these tokens.
PairInputs read_inputs(const Task& task, const Transformer& model, Fields& certificate);

/// Rejected if the result's evidence names another number of inputs; only recall has one.
void compare_domain(const Task& task, const PairInputs& inputs, const Json& result);

/// The stream of a token before the first layer; the nearest label is `label`, another one is the
/// middle of the table's two rows with noise of half their distance. NotChecked for an embedding
/// of another form.
PairStream embedded(const Transformer& model, const PairInputs& inputs, const PairClass& token,
                    bool label);

}  // namespace checker
