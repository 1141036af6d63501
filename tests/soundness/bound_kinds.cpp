#include "kinds.hpp"
namespace separatrix::soundness {
std::vector<Kind> bound_kinds() { return {}; }
}  // namespace separatrix::soundness
