// Texts compiled into the program, so that it needs no data files at run time.
#pragma once

#include <string_view>

namespace separatrix::embedded {

extern const std::string_view references;
extern const std::string_view record_schema;

}  // namespace separatrix::embedded
