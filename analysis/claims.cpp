#include "analysis/claims.hpp"

namespace separatrix {

const std::vector<Claim>& claim_list() {
  static const std::vector<Claim> list{{"claims::nearly_orthogonal", claims::nearly_orthogonal},
                                       {"claims::projection", claims::projection},
                                       {"claims::index_lookup", claims::index_lookup},
                                       {"claims::equality", claims::equality},
                                       {"claims::nearest_neighbour", claims::nearest_neighbour},
                                       {"claims::sparse_threshold", claims::sparse_threshold},
                                       {"claims::permuted_equality", claims::permuted_equality},
                                       {"claims::communication_facts", claims::communication_facts},
                                       {"claims::dyck_communication", claims::dyck_communication},
                                       {"claims::one_way_protocols", claims::one_way_protocols},
                                       {"claims::attention_protocols", claims::attention_protocols},
                                       {"claims::recurrent_bounds", claims::recurrent_bounds},
                                       {"claims::attention_bounds", claims::attention_bounds},
                                       {"claims::two_layer_protocols", claims::two_layer_protocols},
                                       {"claims::published_bounds", claims::published_bounds},
                                       {"claims::dyck_rnn", claims::dyck_rnn},
                                       {"claims::dyck_lstm", claims::dyck_lstm},
                                       {"claims::dyck_relu", claims::dyck_relu},
                                       {"claims::dyck_transformer", claims::dyck_transformer},
                                       {"claims::one_layer", claims::one_layer},
                                       {"claims::automata", claims::automata},
                                       {"claims::smallest_recurrent", claims::smallest_recurrent},
                                       {"claims::atlas_protocols", claims::atlas_protocols},
                                       {"claims::atlas_bounds", claims::atlas_bounds}};
  return list;
}

}  // namespace separatrix
