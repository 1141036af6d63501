// The certificate kinds that this program checks, each in a file of its own.
#pragma once

#include <span>

#include "claim.hpp"

namespace checker {

/// The name stands in the certificate's field "kind".
struct Kind {
  const char* name;
  Check check;
};

std::span<const Kind> kinds();

// Lower bounds.
std::string check_communication_matrix(const Json& certificate, const Json& result);
std::string check_task_matrix(const Json& certificate, const Json& result);
std::string check_fooling_family(const Json& certificate, const Json& result);
std::string check_kronecker_rank(const Json& certificate, const Json& result);
std::string check_distinguished_states(const Json& certificate, const Json& result);
std::string check_longest_size(const Json& certificate, const Json& result);
std::string check_hidden_size_curve(const Json& certificate, const Json& result);
std::string check_closed_form(const Json& certificate, const Json& result);
std::string check_residual_functions(const Json& certificate, const Json& result);
std::string check_recall_memory(const Json& certificate, const Json& result);
std::string check_dyck_communication(const Json& certificate, const Json& result);
std::string check_atlas_cell(const Json& certificate, const Json& result);
std::string check_receptive_field(const Json& certificate, const Json& result);

// Vectors and languages.
std::string check_projection_all_pairs(const Json& certificate, const Json& result);
std::string check_sign_vectors(const Json& certificate, const Json& result);
std::string check_language_class(const Json& certificate, const Json& result);
std::string check_product_with_automaton(const Json& certificate, const Json& result);

// Transformers that count features.
std::string check_features_by_classes(const Json& certificate, const Json& result);
std::string check_sum_of_features_by_tables(const Json& certificate, const Json& result);

// Transformers.
std::string check_dyck_by_depths(const Json& certificate, const Json& result);
std::string check_neighbour_by_classes(const Json& certificate, const Json& result);
std::string check_lookup_by_classes(const Json& certificate, const Json& result);
std::string check_lookup_by_frames(const Json& certificate, const Json& result);

// Recurrent nets.
std::string check_reachable_states(const Json& certificate, const Json& result);
std::string check_stack_slots(const Json& certificate, const Json& result);
std::string check_state_boxes(const Json& certificate, const Json& result);

}  // namespace checker
