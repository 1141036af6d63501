// What the tables of the LaTeX report share. Packages booktabs, longtable, array.
#pragma once

#include <string>

#include "reports/record.hpp"

namespace separatrix {

/// A comment that names the program and its version, and the packages needed.
std::string lead_comment(const Record& record);

/// A longtable with its caption and its heading repeated on every page. `columns` as LaTeX's;
/// the text between is the rows.
std::string long_table(const Record& record, const std::string& label, const std::string& caption,
                       const std::string& columns, const std::string& heading,
                       const std::string& rows);

/// Left-aligned paragraph of that part of the line, hanging, so that rows are told apart.
std::string paragraph(const std::string& part);

}  // namespace separatrix
