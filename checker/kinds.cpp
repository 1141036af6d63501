#include "kinds.hpp"

namespace checker {

std::span<const Kind> kinds() {
  static constexpr Kind kKinds[] = {
      {"communication-matrix", check_communication_matrix},
      {"distinguished-states", check_distinguished_states},
      {"dyck-by-depths", check_dyck_by_depths},
      {"fooling-family", check_fooling_family},
      {"hidden-size-curve", check_hidden_size_curve},
      {"kronecker-rank", check_kronecker_rank},
      {"language-class", check_language_class},
      {"lookup-by-classes", check_lookup_by_classes},
      {"lookup-by-frames", check_lookup_by_frames},
      {"longest-size", check_longest_size},
      {"neighbour-by-classes", check_neighbour_by_classes},
      {"product-with-automaton", check_product_with_automaton},
      {"sign-vectors", check_sign_vectors},
  };
  return kKinds;
}

}  // namespace checker
