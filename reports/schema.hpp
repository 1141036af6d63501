// The published JSON Schema of the record.
#pragma once

#include <string_view>

namespace separatrix {

/// The text of reports/schema/record-1.schema.json (JSON Schema, draft 2020-12).
std::string_view record_schema();

}  // namespace separatrix
