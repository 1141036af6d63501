#include "reports/schema.hpp"

#include "reports/embedded.hpp"

namespace separatrix {

std::string_view record_schema() { return embedded::record_schema; }

}  // namespace separatrix
