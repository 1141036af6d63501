#include "kinds.hpp"

namespace checker {

std::span<const Kind> kinds() {
  static constexpr Kind kKinds[] = {
      {"communication-matrix", check_communication_matrix},
      {"distinguished-states", check_distinguished_states},
      {"features-by-classes", check_features_by_classes},
      {"fooling-family", check_fooling_family},
      {"hidden-size-curve", check_hidden_size_curve},
      {"kronecker-rank", check_kronecker_rank},
      {"language-class", check_language_class},
      {"lookup-by-classes", check_lookup_by_classes},
      {"lookup-by-frames", check_lookup_by_frames},
      {"longest-size", check_longest_size},
      {"product-with-automaton", check_product_with_automaton},
      {"sign-vectors", check_sign_vectors},
      {"sum-of-features-by-tables", check_sum_of_features_by_tables},
  };
  return kKinds;
}

}  // namespace checker
