#include "analysis/claims.hpp"

namespace separatrix {

const std::vector<Claim>& claim_list() {
  static const std::vector<Claim> list{{"claims::nearly_orthogonal", claims::nearly_orthogonal},
                                       {"claims::index_lookup", claims::index_lookup}};
  return list;
}

}  // namespace separatrix
