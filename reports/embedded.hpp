// Texts compiled into the program, so that it needs no data files at run time.
#pragma once

#include <span>
#include <string_view>

namespace separatrix::embedded {

extern const std::string_view references;
extern const std::string_view record_schema;

/// Styles and scripts of the web page, to be joined: made from reports/page when the program is
/// built.
extern const std::span<const std::string_view> page_style;
extern const std::span<const std::string_view> page_script;

}  // namespace separatrix::embedded
