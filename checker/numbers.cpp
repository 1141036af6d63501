#include "numbers.hpp"

#include <algorithm>

#include "json.hpp"

namespace checker {

namespace {

constexpr unsigned kBits = 192;
constexpr unsigned long kMostScaleBits = 2048;

/// N^(a/b), which has to be a whole number.
mpz_class whole_power(std::uint64_t n, const mpq_class& kc) {
  mpz_class root(n);
  require(kc > 0 && kc.get_num() <= 2 * kMostScaleBits && kc.get_den() <= 64,
          "arithmetic: no such Kc");
  const bool whole =
      mpz_root(root.get_mpz_t(), root.get_mpz_t(), kc.get_den().get_ui()) != 0 || kc.get_den() == 1;
  require(whole, "arithmetic: N^Kc is not a whole number");
  // Below 2^-(2^12) exp is known to be that small, but not better (exponential.hpp): finer grids
  // could not be rounded to.
  if (kc.get_num() * mpz_sizeinbase(root.get_mpz_t(), 2) > kMostScaleBits)
    throw NotChecked("a grid finer than this program rounds to");
  mpz_class power;
  mpz_pow_ui(power.get_mpz_t(), root.get_mpz_t(), kc.get_num().get_ui());
  return power;
}

/// A decimal number: digits, a point, an exponent.
mpq_class decimal(std::string text, const std::string& what) {
  const bool negative = text.starts_with('-');
  if (negative) text.erase(0, 1);
  long exponent = 0;
  if (const auto e = text.find('e'); e != std::string::npos) {
    const std::string digits = text.substr(e + 1);
    const bool sign = digits.starts_with('-') || digits.starts_with('+');
    const std::string after = digits.substr(sign ? 1 : 0);
    require(!after.empty() && after.size() <= 6 &&
                after.find_first_not_of("0123456789") == std::string::npos,
            what + ": no decimal number");
    exponent = std::stol(after) * (digits[0] == '-' ? -1 : 1);
    text.resize(e);
  }
  if (const auto dot = text.find('.'); dot != std::string::npos) {
    exponent -= static_cast<long>(text.size() - dot - 1);
    text.erase(dot, 1);
  }
  require(!text.empty() && text.find_first_not_of("0123456789") == std::string::npos,
          what + ": no decimal number");
  mpz_class ten;
  mpz_ui_pow_ui(ten.get_mpz_t(), 10, static_cast<unsigned long>(std::abs(exponent)));
  const mpz_class digits(text, 10);
  const mpq_class value = exponent < 0 ? ratio(digits, ten) : mpq_class(digits * ten);
  return negative ? mpq_class(-value) : value;
}

}  // namespace

Numbers::Numbers(const std::string& name, std::uint64_t n) {
  if (name == "interval") return;
  if (name.starts_with("float") || name == "bfloat16")
    throw NotChecked("sums of " + name +
                     " depend on their order; this program knows the grid only");
  const auto rounding = name.rfind(':');
  require(name.starts_with("fixed:") && rounding > 6, "arithmetic: unknown");
  grid_ = true;
  nearest_ = name.substr(rounding + 1) == "nearest";
  require(nearest_ || name.substr(rounding + 1) == "down", "arithmetic: no rounding of that name");
  Json kc;
  kc.type = Json::Type::text;
  kc.text = name.substr(6, rounding - 6);
  scale_ = whole_power(std::max<std::uint64_t>(n, 2), fraction(kc, "arithmetic"));
}

std::uint64_t Numbers::precision_bits() const {
  if (!grid_) return 0;
  const mpz_class last = 2 * scale_ * scale_;  // one below the count of the grid's numbers
  return mpz_sizeinbase(last.get_mpz_t(), 2);
}

mpq_class Numbers::round(const mpq_class& x) const {
  if (!grid_) return x;
  const mpq_class units = x * scale_;
  const mpz_class limit = scale_ * scale_;
  mpz_class below = floor_of(units);
  if (nearest_) {
    const mpq_class left = units - below;
    if (left > mpq_class(1, 2) || (left == mpq_class(1, 2) && mpz_odd_p(below.get_mpz_t()) != 0))
      ++below;
  }
  return ratio(below > limit ? limit : below < -limit ? mpz_class(-limit) : below, scale_);
}

Enclosure Numbers::round(const Enclosure& x) const { return {round(x.low), round(x.high)}; }

mpq_class Numbers::exp_on_grid(const mpq_class& x) const {
  if (x == 0) return 1;
  // ln S < bits(S), and e > 2: beyond these ends the value saturates, or is below half a unit.
  const mpz_class size(mpz_sizeinbase(scale_.get_mpz_t(), 2));
  if (x >= size) return scale_;
  if (x <= -size - 2) return 0;
  // exp of a rational other than 0 is irrational (Lambert), so it is no number of the grid and not
  // half way between two: close bounds round to the same number.
  for (unsigned bits = 64 + static_cast<unsigned>(2 * size.get_ui());; bits *= 2) {
    const Enclosure value = round(exp_of(x, bits));
    if (value.low == value.high) return value.low;
  }
}

Enclosure Numbers::exp(const Enclosure& x) const {
  return grid_ ? Enclosure{exp_on_grid(x.low), exp_on_grid(x.high)} : exp_of(x, kBits);
}

Enclosure point(const mpq_class& x) { return {x, x}; }

Enclosure hull(const Enclosure& a, const Enclosure& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

Enclosure operator+(const Enclosure& a, const Enclosure& b) {
  return {a.low + b.low, a.high + b.high};
}

Enclosure operator*(const mpq_class& c, const Enclosure& a) {
  return c < 0 ? Enclosure{c * a.high, c * a.low} : Enclosure{c * a.low, c * a.high};
}

Enclosure operator*(const Enclosure& a, const Enclosure& b) { return hull(a.low * b, a.high * b); }

std::string six_decimals(const mpq_class& x) {
  const mpz_class units = floor_of(x * 1000000);
  std::string digits = units.get_str();
  if (digits.size() < 7) digits.insert(0, 7 - digits.size(), '0');
  return digits.insert(digits.size() - 6, ".");
}

Enclosure read_printed(const std::string& printed, const std::string& what, unsigned digits) {
  const auto comma = printed.find(", ");
  require(printed.starts_with('[') && printed.ends_with(']') && comma != std::string::npos,
          what + ": not of the form [a, b]");
  const Enclosure read{decimal(printed.substr(1, comma - 1), what),
                       decimal(printed.substr(comma + 2, printed.size() - comma - 3), what)};
  const mpq_class most = std::max(mpq_class(abs(read.low)), mpq_class(abs(read.high)));
  mpz_class units;
  mpz_ui_pow_ui(units.get_mpz_t(), 10, digits - 1);
  require(read.low <= read.high && (read.high - read.low) * units <= 2 * most,
          what + ": the printed bounds are wide");
  return read;
}

void require_printed(const std::string& printed, const Enclosure& x, const std::string& what,
                     unsigned digits) {
  const Enclosure read = read_printed(printed, what, digits);
  require(read.low <= x.low && x.high <= read.high,
          what + ": the printed bounds do not contain it");
}

}  // namespace checker
