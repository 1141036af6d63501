// What the program shows for each theorem: one function per claim symbol of the theorem table.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/effort.hpp"
#include "evidence/result.hpp"
#include "parallel/work.hpp"

namespace separatrix {

/// One line of a claim's evidence; `run` may take a while, polls `work`, and returns one result.
struct ClaimStep {
  std::string title;
  std::function<Result(Work&)> run;
};

struct Claim {
  std::string_view symbol;  // as in the theorem table: "claims::index_lookup"
  std::vector<ClaimStep> (*steps)(Effort effort);
};

/// All claims that have evidence: the tools first, then the constructions.
const std::vector<Claim>& claim_list();

namespace claims {

/// T1: a one-layer Transformer looks up an index.
std::vector<ClaimStep> index_lookup(Effort effort);
/// L2 and C8.1: nearly orthogonal sign vectors of logarithmic dimension.
std::vector<ClaimStep> nearly_orthogonal(Effort effort);
/// L3: a random projection changes no inner product by much.
std::vector<ClaimStep> projection(Effort effort);
/// T6: a two-layer Transformer compares the two halves of its input.
std::vector<ClaimStep> equality(Effort effort);
/// L5: and the two parts of any balanced partition.
std::vector<ClaimStep> permuted_equality(Effort effort);
/// T13: a two-layer Transformer computes thresholds of sparse features.
std::vector<ClaimStep> sparse_threshold(Effort effort);
/// T7: a two-layer Transformer finds the label of the nearest neighbour.
std::vector<ClaimStep> nearest_neighbour(Effort effort);

/// F1 to F4: disjointness, equality, index, fooling sets.
std::vector<ClaimStep> communication_facts(Effort effort);
/// L1: Dyck-(2,2), odd against even positions.
std::vector<ClaimStep> dyck_communication(Effort effort);
/// T2: a recurrent model is a one-way protocol.
std::vector<ClaimStep> one_way_protocols(Effort effort);
/// T4: a one-layer Transformer is a two-way protocol.
std::vector<ClaimStep> attention_protocols(Effort effort);
/// T3, T8, P9, T11, L4: what recurrent models need.
std::vector<ClaimStep> recurrent_bounds(Effort effort);
/// T5, T10, T12: what one layer needs.
std::vector<ClaimStep> attention_bounds(Effort effort);
/// C13.1: two layers have no cheap protocol.
std::vector<ClaimStep> two_layer_protocols(Effort effort);
/// B1 to B5: lower bounds of other papers for one layer.
std::vector<ClaimStep> published_bounds(Effort effort);

/// R1: a simple RNN recognises and generates bounded Dyck languages, every length.
std::vector<ClaimStep> dyck_rnn(Effort effort);
/// R2: and an LSTM with half as many units.
std::vector<ClaimStep> dyck_lstm(Effort effort);
/// R3: and a ReLU RNN of constant size.
std::vector<ClaimStep> dyck_relu(Effort effort);
/// R4: and Transformers of logarithmic width, up to a length.
std::vector<ClaimStep> dyck_transformer(Effort effort);
/// R5: the smallest recurrent model has a state per residual function.
std::vector<ClaimStep> smallest_recurrent(Effort effort);
/// R6: one layer of linear width decides equality, disjointness and Dyck of depth 2.
std::vector<ClaimStep> one_layer(Effort effort);
/// R7: any automaton in ceil(log2 states) bits, and in a simple RNN.
std::vector<ClaimStep> automata(Effort effort);

/// A1: what crosses a cut of each architecture.
std::vector<ClaimStep> atlas_protocols(Effort effort);
/// A2: what that forces on its size, for each task.
std::vector<ClaimStep> atlas_bounds(Effort effort);

}  // namespace claims
}  // namespace separatrix
