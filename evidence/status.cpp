#include "evidence/status.hpp"

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix {

std::string_view to_string(Status status) {
  switch (status) {
    case Status::certified:
      return "certified";
    case Status::exhaustive:
      return "exhaustive";
    case Status::sampled:
      return "sampled";
    case Status::refuted:
      return "refuted";
    case Status::undecided:
      return "undecided";
  }
  throw Error("to_string", "status", "not a status: the value lies outside the enumeration");
}

Status parse_status(std::string_view word, std::string_view where) {
  for (const Status status : all_statuses) {
    if (to_string(status) == word) return status;
  }
  throw Error("parse_status", where,
              fmt::format("{}: \"{}\" is not a status; use certified, exhaustive, sampled, "
                          "refuted or undecided",
                          where, word));
}

}  // namespace separatrix
