#include "address_code.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "field_families.hpp"
#include "philox.hpp"

namespace checker {

namespace {

constexpr std::uint64_t kMostCoordinates = std::uint64_t{1} << 20;
constexpr std::size_t kMostGenerators = 31;
constexpr double kMostSums = 6e10;  // of signs, by weights_of_sums

std::size_t words(std::size_t k) { return (k + 63) / 64; }

void clear_unused(Signs& row, std::size_t k) {
  if (k % 64 != 0) row.back() &= (std::uint64_t{1} << (k % 64)) - 1;
}

Signs drawn(std::uint64_t seed, std::uint64_t stream, std::size_t k) {
  Signs row(words(k));
  for (std::size_t w = 0; w < row.size(); ++w) row[w] = philox_word(seed, stream, w);
  clear_unused(row, k);
  return row;
}

Signs from_text(const std::string& signs, std::size_t k, const std::string& what) {
  require(signs.size() == k, what + ": a row of another dimension");
  Signs row(words(k));
  for (std::size_t c = 0; c < k; ++c) {
    require(signs[c] == '+' || signs[c] == '-', what + ": not + and -");
    if (signs[c] == '-') row[c / 64] |= std::uint64_t{1} << (c % 64);
  }
  return row;
}

/// The least B with B^r >= n.
std::uint64_t least_base(std::uint64_t n, unsigned r) {
  std::uint64_t base = 1;
  mpz_class power = 1;
  if (r == 1) return n;
  while (power < n) {
    ++base;
    mpz_ui_pow_ui(power.get_mpz_t(), base, r);
  }
  return base;
}

/// Replaces f(p) by sum_p f(p) (-1)^{<p, l>} for every l, the words p and l being read as bits.
void walsh_transform(std::vector<std::int32_t>& f) {
  for (std::size_t half = 1; half < f.size(); half *= 2)
    for (std::size_t block = 0; block < f.size(); block += 2 * half)
      for (std::size_t i = block; i < block + half; ++i) {
        const std::int32_t sum = f[i] + f[i + half];
        f[i + half] = f[i] - f[i + half];
        f[i] = sum;
      }
}

/// Weights of the sums of all nonempty sets of generators. Let p(c) be the bits of coordinate c in
/// the first few generators. The signs of the sum of a set l of those and a set h of the others add
/// up to sum_c (-1)^{h_c} (-1)^{<p(c), l>}, which is the transform at l of f(p) = sum of (-1)^{h_c}
/// over the c with p(c) = p, and k - 2 weight. The sets h are walked in the order of a Gray code.
Distances weights_of_sums(const std::vector<Signs>& generators, std::size_t k) {
  constexpr std::size_t kTogether = 10;
  const std::size_t few = std::min(generators.size(), kTogether);
  const auto bit = [](const Signs& row, std::size_t c) { return row[c / 64] >> (c % 64) & 1U; };
  std::vector<std::size_t> pattern(k);
  for (std::size_t c = 0; c < k; ++c)
    for (std::size_t j = 0; j < few; ++j) pattern[c] |= bit(generators[j], c) << j;
  const auto dimension = static_cast<std::int32_t>(k);
  std::int32_t most = -dimension, least = dimension;
  Signs sum(words(k));
  std::vector<std::int32_t> f(std::size_t{1} << few);
  const std::uint64_t sets = std::uint64_t{1} << (generators.size() - few);
  for (std::uint64_t h = 0; h < sets; ++h) {
    if (h > 0) {
      const Signs& added = generators[few + static_cast<std::size_t>(std::countr_zero(h))];
      for (std::size_t w = 0; w < sum.size(); ++w) sum[w] ^= added[w];
    }
    std::ranges::fill(f, 0);
    for (std::size_t c = 0; c < k; ++c)
      f[pattern[c]] += 1 - 2 * static_cast<std::int32_t>(bit(sum, c));
    walsh_transform(f);
    for (std::size_t l = h == 0 ? 1 : 0; l < f.size(); ++l) {
      most = std::max(most, f[l]);
      least = std::min(least, f[l]);
    }
  }
  return {static_cast<std::uint64_t>(dimension - most) / 2,
          static_cast<std::uint64_t>(dimension - least) / 2};
}

}  // namespace

AddressCode::AddressCode(const Json& description, const std::string& what)
    : description_(description) {
  Fields fields(description, what);
  family_ = fields.text("family");
  n_ = fields.count("n");
  require(n_ >= 1, what + ": no address");
  if (family_ == "quadratic" || family_.starts_with("digits:")) {
    const std::string digits = family_ == "quadratic" ? "1" : family_.substr(7);
    Json number;
    number.type = Json::Type::integer;
    number.text = digits;
    digits_ = static_cast<unsigned>(count(number, what));
    require(digits_ >= 1 && digits_ <= 64, what + ": not 1 to 64 digits");
    if (digits_ >= 2 && n_ > std::uint64_t{1} << 40) throw NotChecked("more than 2^40 addresses");
    base_ = least_base(n_, digits_);
    dimension_ = 2 * std::size_t{digits_} + 1;
    fields.finish();
    return;
  }
  const std::uint64_t k = fields.count("dimension");
  require(k >= 1 && k <= kMostCoordinates, what + ": no such dimension");
  dimension_ = k;
  const auto index_bits = static_cast<unsigned>(std::bit_width(n_ - 1));
  if (family_ == "random-sign") {
    seed_ = fields.count("seed");
  } else if (family_ == "table") {
    for (const Json& entry : fields.list("rows"))
      rows_.push_back(from_text(text(entry, what), k, what));
    require(rows_.size() == n_, what + ": not a row per address");
  } else if (family_ == "linear-code" || family_ == "hypercube") {
    code_ = true;
    const std::string& sides = fields.text("sides");
    require(sides == "one" || sides == "two", what + ".sides: neither one nor two");
    if (family_ == "linear-code") seed_ = fields.count("seed");
    require(family_ != "hypercube" || k == std::max(index_bits, 1U) + (sides == "two" ? 1U : 0U),
            what + ": a hypercube of another dimension");
    for (unsigned j = 0; j < index_bits; ++j) {
      Signs row(words(k));
      if (family_ == "hypercube") {
        row[j / 64] = std::uint64_t{1} << (j % 64);
      } else if (sides == "one" && j + 1 == index_bits) {
        std::ranges::fill(row, ~std::uint64_t{0});  // one-sided: closed under complement
        clear_unused(row, k);
      } else {
        row = drawn(*seed_, j, k);
      }
      rows_.push_back(std::move(row));
    }
  } else if (is_field_family(family_)) {
    code_ = true;
    rows_ = field_family_rows(fields, family_, k, index_bits);
  } else {
    throw NotChecked("the model's addresses are of the family " + family_ +
                     ", whose generators this program does not compute");
  }
  fields.finish();
}

mpz_class AddressCode::stored_bits() const {
  if (digits_ == 1) return 0;
  if (digits_ > 1) return std::bit_width(base_);  // the base itself
  return code_ ? mpz_class(rows_.size()) * dimension_ : mpz_class(n_) * dimension_;
}

mpz_class AddressCode::largest_entry(std::size_t c) const {
  if (digits_ == 0 || c + 1 == dimension_) return 1;
  const mpz_class digit(base_ - 1);
  return c % 2 == 0 ? digit : mpz_class(digit * digit);
}

Signs AddressCode::row(std::uint64_t i) const {
  if (family_ == "random-sign") return drawn(*seed_, i, dimension_);
  if (!code_) return rows_[i];
  Signs sum(words(dimension_));
  for (std::size_t j = 0; j < rows_.size(); ++j)
    if ((i >> j & 1U) != 0)
      for (std::size_t w = 0; w < sum.size(); ++w) sum[w] ^= rows_[j][w];
  return sum;
}

std::vector<mpq_class> AddressCode::address(std::uint64_t i) const {
  require(i < n_, "an address that the code does not have");
  std::vector<mpq_class> entries(dimension_, mpq_class(1));
  if (digits_ > 0) {
    for (unsigned t = 0; t < digits_; ++t, i /= base_) {
      const mpz_class digit(i % base_);
      entries[2 * t] = digit;
      entries[2 * t + 1] = digit * digit;
    }
  } else {
    const Signs signs = row(i);
    for (std::size_t c = 0; c < dimension_; ++c)
      if ((signs[c / 64] >> (c % 64) & 1U) != 0) entries[c] = -1;
  }
  return entries;
}

const Distances& AddressCode::distances() const {
  if (distances_) return *distances_;
  const auto size = static_cast<double>(words(dimension_));
  if (code_) {
    const std::size_t sets = rows_.size() > 10 ? rows_.size() - 10 : 0;
    if (rows_.size() > kMostGenerators ||
        std::ldexp(static_cast<double>(dimension_) + 1e4, static_cast<int>(sets)) > kMostSums)
      throw NotChecked("more codewords than this program looks at");
    distances_ = weights_of_sums(rows_, dimension_);
  } else {
    if (static_cast<double>(n_) * static_cast<double>(n_) / 2 * size > kMostOperations)
      throw NotChecked("more pairs of addresses than this program looks at");
    std::vector<Signs> rows;
    for (std::uint64_t i = 0; i < n_; ++i) rows.push_back(row(i));
    distances_ = all_pairs(rows, dimension_);
  }
  return *distances_;
}

FormValues AddressCode::values(const Form& form) const {
  return digits_ > 0 ? digit_values(form) : sign_values(form);
}

FormValues AddressCode::sign_values(const Form& form) const {
  const auto other_form = [] { return NotChecked("a form on sign vectors that is no product"); };
  if (form.size() != dimension_) throw other_form();
  const mpq_class c = form.begin()->second;
  for (const auto& [place, value] : form)
    if (place.first != place.second || value != c) throw other_form();
  FormValues values{c * dimension_, std::nullopt};
  if (n_ == 1) return values;
  const auto product = [&](std::uint64_t distance) {
    return mpq_class(c * (mpz_class(dimension_) - 2 * mpz_class(distance)));
  };
  const mpq_class a = product(distances().least);
  const mpq_class b = product(distances().most);
  values.other = Enclosure{std::min(a, b), std::max(a, b)};
  return values;
}

FormValues AddressCode::digit_values(const Form& form) const {
  const std::size_t one = dimension_ - 1;
  const auto entry = [&](std::size_t row, std::size_t column) {
    const auto it = form.find({row, column});
    return it == form.end() ? mpq_class(0) : it->second;
  };
  const mpq_class c = entry(0, 0) / 2;
  Form expected;
  if (const mpq_class constant = entry(one, one); constant != 0) expected[{one, one}] = constant;
  if (c != 0)
    for (unsigned t = 0; t < digits_; ++t) {
      expected[{2 * t, 2 * t}] = 2 * c;
      expected[{one, 2 * t + 1}] = -c;
      expected[{2 * t + 1, one}] = -c;
    }
  if (c < 0 || form != expected) throw NotChecked("a form on digits that is no squared difference");
  FormValues values{entry(one, one), std::nullopt};
  if (n_ == 1) return values;
  const mpz_class step(base_ - 1);
  values.other = Enclosure{values.self - c * mpq_class(step * step * digits_), values.self - c};
  return values;
}

}  // namespace checker
