// The record: what one command computed, as JSON. Every report is written from it. The published
// form is schema/record-1.schema.json; reading is stricter still (lowest terms, known theorem ids
// and citation keys, what a status promises).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "evidence/result.hpp"

namespace separatrix {

inline constexpr std::string_view record_version = "separatrix/record/1";

struct Tool {
  std::string name;
  std::string version;
  bool operator==(const Tool&) const = default;
};

/// Where it ran; blanked for comparison.
struct Host {
  std::string system;     ///< "Linux x86_64"
  std::string processor;  ///< as the machine names it
  std::uint64_t threads = 0;
  bool operator==(const Host&) const = default;
};

struct Record {
  Tool tool;
  std::vector<std::string> command;  ///< one word per entry, the program's name first
  Host host;
  std::vector<Result> results;
  bool operator==(const Record&) const = default;
};

/// The JSON of a record, fields in a fixed order. Counts are integers up to 2^53 - 1 and decimal
/// strings above (the domain size always a string); fractions are [numerator, denominator] in
/// lowest terms. Error if the record would not be read back: nothing unsound is ever written.
nlohmann::ordered_json to_json(const Record& record);

/// The inverse of `to_json`. Error naming the JSON path ("$.results[0].status") for an unknown or
/// missing field, a wrong type, a value written in another way than `to_json` writes it, a theorem
/// or citation key that does not exist, and a result that lacks what its status promises.
Record record_from_json(const nlohmann::ordered_json& json);

/// The text of a record file, as json_text writes it (bytes that are not UTF-8, of a command line,
/// say, become U+FFFD), and a line break at the end.
std::string to_text(const Record& record);

/// Reads the text of a record file. Error also for text that is not JSON and for a field that
/// stands twice in one object.
Record parse_record(std::string_view text);

/// The record without what may differ between two runs of one command: an empty host and all
/// running times 0. Two runs then have equal bytes.
nlohmann::ordered_json canonical(nlohmann::ordered_json record);

}  // namespace separatrix
