// JSON as records use it, and no more.
//
// Statement. `read_json` accepts a text exactly if it is one JSON value (RFC 8259) in which no
// object names a field twice, no list or object lies deeper than 64 levels, and a number with a
// fraction or an exponent stands only under the name "seconds". Integers of any size are kept as
// the decimal digits that were written, so nothing is rounded. `Fields` hands out the fields of an
// object one by one and `finish` refuses the object if one was not asked for: what a check does not
// read, it does not accept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <gmpxx.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace checker {

/// The claim is not proved by the certificate, or the certificate has not the form of its kind.
struct Rejected : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The claim may be right, but this program does not decide it: too large, or cited.
struct NotChecked : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The file is no record.
struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws Rejected with this reason unless `holds`.
void require(bool holds, const std::string& reason);

struct Json {
  enum class Type { null, boolean, integer, real, text, list, object };
  Type type = Type::null;
  bool truth = false;
  std::string text;                ///< of a text; the digits, with their sign, of a number
  std::vector<Json> entries;       ///< of a list, or the values of an object
  std::vector<std::string> names;  ///< of an object, in the order of the file

  /// The field of that name, or nullptr.
  const Json* find(std::string_view name) const;
};

/// Unreadable, with the line, for anything else than one JSON value as above.
Json read_json(std::string_view text);

// Each of these throws Rejected, beginning with `what`, if the value has not that form.

/// An integer: a JSON number, or its digits as a text (records write large integers so). No sign
/// but "-", no leading zero.
mpz_class integer(const Json& value, const std::string& what);
/// A fraction in lowest terms: "a/b" with b > 1, a list [a, b] with b > 0, or an integer as above.
mpq_class fraction(const Json& value, const std::string& what);
/// An integer from 0 to 2^53.
std::uint64_t count(const Json& value, const std::string& what);
/// A count below `end`.
std::size_t below(const Json& value, std::size_t end, const std::string& what);
bool truth(const Json& value, const std::string& what);
const std::string& text(const Json& value, const std::string& what);
const std::vector<Json>& list(const Json& value, const std::string& what);
std::vector<std::size_t> indices(const Json& value, std::size_t end, const std::string& what);

/// Reads an object completely. `what` names it in reasons.
class Fields {
 public:
  /// Rejected unless `object` is one. It must outlive this reader.
  Fields(const Json& object, std::string what);

  bool has(std::string_view name) const;
  /// Rejected if the field is missing.
  const Json& operator[](std::string_view name);
  /// nullptr if the field is missing.
  const Json* optional(std::string_view name);

  mpz_class integer(std::string_view name);
  mpq_class fraction(std::string_view name);
  std::uint64_t count(std::string_view name);
  std::size_t below(std::string_view name, std::size_t end);
  bool truth(std::string_view name);
  const std::string& text(std::string_view name);
  const std::vector<Json>& list(std::string_view name);
  std::vector<std::size_t> indices(std::string_view name, std::size_t end);

  /// Rejected if a field was not read.
  void finish() const;

 private:
  std::string path(std::string_view name) const;
  const Json& object_;
  std::string what_;
  std::vector<bool> read_;
};

}  // namespace checker
