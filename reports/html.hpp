// The web page of a record.
#pragma once

#include <string>
#include <string_view>

#include "reports/record.hpp"

namespace separatrix {

/// One self-contained page (no network; light and dark; readable on a phone, by keyboard and in
/// print): how many results have which status, every theorem with its results, the figures, the
/// atlas, the audited claims, the sources. It is complete without scripts; those of reports/page
/// add filters, sorting, drawings and the download of certificates out of the record, which the
/// page holds once.
std::string html_page(const Record& record);

/// Text with the characters that HTML treats specially made visible; control characters become
/// spaces.
std::string html_escape(std::string_view text);

/// The record as the page holds it: one line with everything but the results, one line for each
/// result, one that closes the object. `<` is written \u003c, so no text in it can end a script.
std::string page_record(const Record& record);

}  // namespace separatrix
