#include "kinds.hpp"

namespace checker {

std::span<const Kind> kinds() {
  static constexpr Kind kKinds[] = {
      {"atlas-cell", check_atlas_cell},
      {"closed-form", check_closed_form},
      {"communication-matrix", check_communication_matrix},
      {"distinguished-states", check_distinguished_states},
      {"dyck-communication", check_dyck_communication},
      {"dyck-by-depths", check_dyck_by_depths},
      {"features-by-classes", check_features_by_classes},
      {"fooling-family", check_fooling_family},
      {"hidden-size-curve", check_hidden_size_curve},
      {"kronecker-rank", check_kronecker_rank},
      {"language-class", check_language_class},
      {"lookup-by-classes", check_lookup_by_classes},
      {"lookup-by-frames", check_lookup_by_frames},
      {"longest-size", check_longest_size},
      {"neighbour-by-classes", check_neighbour_by_classes},
      {"product-with-automaton", check_product_with_automaton},
      {"projection-all-pairs", check_projection_all_pairs},
      {"recall-memory", check_recall_memory},
      {"receptive-field", check_receptive_field},
      {"residual-functions", check_residual_functions},
      {"recurrent-by-reachable-states", check_reachable_states},
      {"recurrent-by-stack-slots", check_stack_slots},
      {"recurrent-by-state-boxes", check_state_boxes},
      {"sign-vectors", check_sign_vectors},
      {"task-matrix", check_task_matrix},
      {"sum-of-features-by-tables", check_sum_of_features_by_tables},
  };
  return kKinds;
}

}  // namespace checker
