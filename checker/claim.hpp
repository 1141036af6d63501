// What a result of a record claims, as far as certificates can prove it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "json.hpp"

namespace checker {

/// The task of a result: every field that a record may hold.
struct Task {
  std::string name;
  std::uint64_t n = 0;
  std::optional<std::uint64_t> alphabet;
  std::string lengths = "exact";  ///< claimed for L = n; "all": every L <= n; "unbounded": every L
  std::optional<std::uint64_t> dimension;
  std::optional<mpq_class> gamma;
  std::optional<std::string> sides;
};

/// "The `quantity` by this convention is at least `lower` and at most `upper`."
struct Bound {
  std::string quantity;
  std::string convention;
  std::string partition;
  std::optional<mpz_class> lower;
  std::optional<mpz_class> upper;
  std::string method;
};

/// `assumes` are citations: steps that the result itself does not prove.
struct Claim {
  std::string status;
  Task task;
  std::vector<Bound> bounds;
  std::vector<std::string> assumes;
};

/// Rejected for an unknown field of the task or of a bound. Fields of other kinds of claims (a
/// model's measures, its evidence) are read by the checks that prove them.
Claim read_claim(const Json& result);

/// Rejected unless the result is of one of these kinds and says nothing but what every result says
/// (theorem, notes and seconds are captions) and what stands in the fields `read`, which the caller
/// has to prove.
void require_says_only(const Json& result, std::initializer_list<std::string_view> kinds,
                       std::initializer_list<std::string_view> read);

/// "task, n" for the lines of the program; "" where the result names no task.
std::string task_line(const Json& result);

/// Proves the claim of `result` by its certificate and says in one line what was proved and what of
/// the claim was left out; throws Rejected with the reason if it cannot.
using Check = std::string (*)(const Json& certificate, const Json& result);

}  // namespace checker
