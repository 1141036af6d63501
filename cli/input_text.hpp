// The pieces of a user's input, each with its place, so that an error names the line it is about.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace separatrix::cli {

/// A part of the input and where it stands: "standard input, line 3" or "--points, item 2".
struct Piece {
  std::string text;
  std::string place;
};

/// The bytes of standard input. Error if there are none, which names the option that may stand in
/// for them ("--symbols 0,1,1,0"), or more than `most`.
std::string read_standard_input(const std::string& instead, std::size_t most);

/// "standard input, line 3"
std::string line_place(std::size_t number);
/// The lines without their ends; the last one need not be ended.
std::vector<std::string> lines_of(const std::string& text);
/// The parts between separators, of which there may be none.
std::vector<std::string> split(const std::string& text, char separator);
/// Without white space at both ends.
std::string trimmed(const std::string& text);
/// Quoted for a message: printable and short.
std::string quoted(const std::string& text);

/// A whole number from 0 to `most`; Error (argument `place`) for anything else.
std::uint64_t whole_number(const std::string& text, const std::string& place, std::uint64_t most);

/// Labelled items and the query that they are asked about.
struct Labelled {
  std::vector<Piece> items;
  Piece query;
};

/// From the option `flag` if it is given (items between separators), else from the lines of
/// standard input that are not blank; the query from --query, else from the last of those lines.
/// Error if one of the two is missing.
Labelled labelled_items(const std::string& flag, const std::optional<std::string>& given,
                        char separator, const std::optional<std::string>& query,
                        const std::string& example);

/// The bit that `text` stands for; Error (argument `place`) if it is neither 0 nor 1.
bool read_label(const std::string& text, const std::string& place);

}  // namespace separatrix::cli
