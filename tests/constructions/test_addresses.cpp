#include <map>

#include <catch2/catch.hpp>

#include "constructions/addresses/catalogue.hpp"
#include "constructions/addresses/digit_addresses.hpp"
#include "constructions/addresses/sign_addresses.hpp"
#include "constructions/vectors/random_sign.hpp"
#include "constructions/vectors/table.hpp"
#include "numerics/error.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

using Form = std::vector<MatrixEntry>;

std::vector<Rational> address(const AddressCode& code, std::uint64_t i) {
  std::vector<std::int64_t> entries(code.dimension());
  code.address(i, entries);
  return {entries.begin(), entries.end()};
}

Rational value(const Form& form, const std::vector<Rational>& q, const std::vector<Rational>& i) {
  Rational sum;
  for (const MatrixEntry& e : form) sum += q[e.row] * e.value * i[e.column];
  return sum;
}

struct Extremes {
  FormRange range;
  bool any_self = false;
  bool any_other = false;

  void add(bool self, const Rational& x) {
    bool& any = self ? any_self : any_other;
    Rational& low = self ? range.self_min : range.other_min;
    Rational& high = self ? range.self_max : range.other_max;
    if (!any || x < low) low = x;
    if (!any || x > high) high = x;
    any = true;
  }
};

/// Over all pairs, by writing every address out.
FormRange plain_range(const AddressCode& code, const Form& form) {
  std::vector<std::vector<Rational>> all;
  for (std::uint64_t i = 0; i < code.size(); ++i) all.push_back(address(code, i));
  Extremes extremes;
  for (std::size_t q = 0; q < all.size(); ++q)
    for (std::size_t i = 0; i < all.size(); ++i) extremes.add(q == i, value(form, all[q], all[i]));
  return extremes.range;
}

/// Query^T Key of the head's maps, entry by entry.
Form form_of(const LookupForm& form, std::size_t columns) {
  const Layout in{{"x", columns}};
  const Layout out{{"x", form.dimension}};
  const AffineMap query{in, out, {{"x", "x", form.query}}, {}};
  const AffineMap key{in, out, {{"x", "x", form.key}}, {}};
  query.validate("query");
  key.validate("key");
  std::map<std::pair<std::size_t, std::size_t>, Rational> sum;
  for (const MatrixEntry& a : query.entries())
    for (const MatrixEntry& b : key.entries())
      if (a.row == b.row) sum[{a.column, b.column}] += a.value * b.value;
  Form result;
  for (const auto& [place, entry] : sum)
    if (entry != 0) result.push_back({place.first, place.second, entry});
  return result;
}

Form identity(std::size_t k, const Rational& c) {
  Form form;
  for (std::size_t i = 0; i < k; ++i) form.push_back({i, i, c});
  return form;
}

/// f(q, i) is target_score() at i = q and at least margin() below elsewhere, exactly.
void check_lookup_form(const Addresses& code) {
  const Rational eta(7, 3);
  const Form form = form_of(code.lookup_form(eta), code.dimension());
  const FormRange plain = plain_range(code, form);
  CHECK(plain.self_min == eta * code.target_score());
  CHECK(plain.self_max == eta * code.target_score());
  REQUIRE(code.margin());
  if (code.size() > 1) CHECK(eta * (code.target_score() - *code.margin()) == plain.other_max);
}

}  // namespace

TEST_CASE("Digit addresses are the digits, their squares and 1") {
  for (unsigned r = 1; r <= 3; ++r)
    for (std::uint64_t n = 1; n <= 60; ++n) {
      const DigitAddresses code(n, r);
      const std::uint64_t base = code.base();
      CHECK(power(Integer(base), r) >= n);
      CHECK((base == 1 || power(Integer(base - 1), r) < n));
      for (std::uint64_t i = 0; i < n; ++i) {
        const auto a = address(code, i);
        REQUIRE(a.size() == 2 * r + 1);
        Rational back = 0;
        for (unsigned t = r; t-- > 0;) {
          CHECK((a[2 * t] >= 0 && a[2 * t] <= base - 1));
          CHECK(a[2 * t + 1] == a[2 * t] * a[2 * t]);
          back = back * base + a[2 * t];
        }
        CHECK(back == i);
        CHECK(a.back() == 1);
      }
      std::vector<std::int64_t> out(code.dimension());
      CHECK_THROWS_AS(code.address(n, out), Error);
    }
}

TEST_CASE("The largest entry is known for every coordinate") {
  const auto check = [](const AddressCode& code) {
    for (std::size_t c = 0; c < code.dimension(); ++c) {
      Rational largest = 0;
      for (std::uint64_t i = 0; i < code.size(); ++i) {
        const Rational entry = abs(address(code, i)[c]);
        if (entry > largest) largest = entry;
      }
      INFO(code.id() << ", n = " << code.size() << ", coordinate " << c);
      CHECK(Rational(code.max_entry(c)) >= largest);
      // Tight where every digit takes every value, and for signs.
      if (code.size() == 27) CHECK(Rational(code.max_entry(c)) == largest);
    }
  };
  for (unsigned r = 1; r <= 3; ++r)
    for (const std::uint64_t n : {1U, 2U, 5U, 27U, 60U})
      if (n != 27 || r != 2) check(DigitAddresses(n, r));
  Work work;
  check(*make_addresses({"dual-bch", 27, Rational(1, 2), Sides::one, {}, 3}, work));
}

TEST_CASE("The range of a digit form encloses every pair") {
  for (unsigned r = 1; r <= 3; ++r)
    for (std::uint64_t n = 1; n <= 60; n += n < 12 ? 1 : 5) {
      const DigitAddresses code(n, r);
      Form form = form_of(code.lookup_form(Rational(5, 2)), code.dimension());
      form.push_back({2 * r, 2 * r, Rational(-3)});  // and a constant
      const auto range = code.range(form);
      INFO("n = " << n << ", r = " << r);
      REQUIRE(range);
      const FormRange plain = plain_range(code, form);
      CHECK(range->self_min == plain.self_min);
      CHECK(range->self_max == plain.self_max);
      if (n == 1) {  // no pair: unset
        CHECK(range->other_min == 0);
        CHECK(range->other_max == 0);
        continue;
      }
      CHECK(range->other_max == plain.other_max);
      CHECK(range->other_min <= plain.other_min);
      if (power(Integer(code.base()), r) == n) CHECK(range->other_min == plain.other_min);
    }
}

TEST_CASE("Other forms on digit addresses are refused") {
  for (unsigned r = 1; r <= 3; ++r) {
    const DigitAddresses code(20, r);
    const Form form = form_of(code.lookup_form(2), code.dimension());
    REQUIRE(code.range(form));
    for (std::size_t e = 0; e < form.size(); ++e) {
      Form broken = form;
      broken[e].value = -broken[e].value;
      CHECK_FALSE(code.range(broken));
      broken[e].value = -broken[e].value / 2;
      CHECK_FALSE(code.range(broken));
      broken = form;
      broken.erase(broken.begin() + static_cast<std::ptrdiff_t>(e));
      CHECK_FALSE(code.range(broken));
    }
    Form turned = form;
    for (MatrixEntry& e : turned) e.value = -e.value;  // largest away from the target
    CHECK_FALSE(code.range(turned));
    Form shifted = form;
    shifted.push_back({0, 2 * r, 1});
    CHECK_FALSE(code.range(shifted));
    CHECK_FALSE(code.range(identity(2 * r + 1, 1)));
    CHECK_FALSE(code.scaled_range(1));
    CHECK_FALSE(code.entries_are_signs());
  }
}

TEST_CASE("The lookup forms have the score and margin they promise") {
  for (unsigned r = 1; r <= 3; ++r)
    for (const std::uint64_t n : {2U, 3U, 9U, 27U, 50U}) check_lookup_form(DigitAddresses(n, r));
  Work work;
  for (const char* family : {"random-sign", "dual-bch", "linear-code"}) {
    const vectors::Request request{family, 40, Rational(1, 2), Sides::one, {}, 3};
    check_lookup_form(*make_addresses(request, work));
  }
}

TEST_CASE("The range of multiples of the identity on sign addresses is that of all pairs") {
  Work work;
  for (const char* family : {"random-sign", "dual-bch", "linear-code"})
    for (const std::uint64_t n : {1U, 2U, 37U}) {
      const auto code = make_addresses({family, n, Rational(1, 2), Sides::one, {}, 3}, work);
      for (const Rational& c : {Rational(1), Rational(5, 7), Rational(-2)}) {
        const Form form = identity(code->dimension(), c);
        const auto range = code->range(form);
        INFO(family << ", n = " << n << ", c = " << c);
        REQUIRE(range);
        const FormRange plain = plain_range(*code, form);
        CHECK(range->self_min == plain.self_min);
        CHECK(range->self_max == plain.self_max);
        CHECK(range->other_min <= plain.other_min);
        CHECK(range->other_max >= plain.other_max);
        const auto short_cut = code->scaled_range(c);
        REQUIRE(short_cut);
        CHECK(short_cut->self_min == range->self_min);
        CHECK(short_cut->self_max == range->self_max);
        CHECK(short_cut->other_min == range->other_min);
        CHECK(short_cut->other_max == range->other_max);
        CHECK(code->entries_are_signs());
        if (std::string(family) == "random-sign") {
          CHECK(range->other_min == plain.other_min);
          CHECK(range->other_max == plain.other_max);
        }
      }
    }
}

TEST_CASE("Other forms on sign addresses are refused, and so are forms without a coherence") {
  Work work;
  std::shared_ptr<const vectors::SignFamily> family = vectors::random_sign(20, 10, 1);
  const SignAddresses code(family, vectors::coherence(*family, work));
  const SignAddresses blind(family, std::nullopt);
  REQUIRE(code.range(identity(10, 2)));
  CHECK_FALSE(blind.range(identity(10, 2)));
  CHECK_FALSE(blind.scaled_range(2));
  CHECK_FALSE(blind.margin());
  Form form = identity(10, 2);
  form[4].value = 3;
  CHECK_FALSE(code.range(form));
  form = identity(10, 2);
  form[4].column = 5;
  CHECK_FALSE(code.range(form));
  form = identity(10, 2);
  form.push_back({0, 1, 2});
  CHECK_FALSE(code.range(form));
  CHECK_FALSE(code.range(identity(9, 2)));
  CHECK_FALSE(code.range({}));
  Form repeated = identity(10, 2);  // one place twice, one missing
  repeated[9] = repeated[8];
  CHECK_FALSE(code.range(repeated));
  vectors::Coherence partial = vectors::coherence(*family, work);
  partial.complete = false;
  CHECK_FALSE(SignAddresses(family, partial).range(identity(10, 2)));
}

TEST_CASE("Sign addresses are the family's signs") {
  std::shared_ptr<const vectors::SignFamily> family = vectors::read_table("+-+\n--+\n");
  Work work;
  const SignAddresses code(family, vectors::coherence(*family, work));
  CHECK(address(code, 0) == std::vector<Rational>{1, -1, 1});
  CHECK(address(code, 1) == std::vector<Rational>{-1, -1, 1});
  CHECK(code.family().product(0, 1) == 1);
  CHECK(*code.margin() == Rational(2, 3));
  std::vector<std::int64_t> out(3);
  CHECK_THROWS_AS(code.address(2, out), Error);
}

TEST_CASE("Addresses are built again from their description") {
  Work work;
  for (const char* family : {"quadratic", "digits:2", "random-sign", "dual-bch", "linear-code"}) {
    const auto code = make_addresses({family, 30, Rational(1, 2), Sides::two, {}, 9}, work);
    const auto copy = addresses_from_json(code->describe(), work);
    CHECK(copy->describe().dump() == code->describe().dump());
    REQUIRE(copy->size() == 30);
    for (std::uint64_t i = 0; i < 30; ++i) CHECK(address(*copy, i) == address(*code, i));
    nlohmann::ordered_json surplus = code->describe();
    surplus["surplus"] = 1;
    CHECK_THROWS_AS(addresses_from_json(surplus, work), Error);
    nlohmann::ordered_json missing = code->describe();
    missing.erase("n");
    CHECK_THROWS_AS(addresses_from_json(missing, work), Error);
  }
}

TEST_CASE("Bad addresses are refused") {
  Work work;
  const auto refused = [&](const std::string& family, std::uint64_t n) {
    CHECK_THROWS_AS(make_addresses({family, n, Rational(1, 2), Sides::one, {}, 0}, work), Error);
  };
  refused("quadratic", 0);
  refused("digits:0", 10);
  refused("digits:65", 10);
  refused("digits:", 10);
  refused("digits:2x", 10);
  refused("digits:-2", 10);
  refused("no-such-family", 10);
  refused("", 10);
  CHECK_THROWS_AS(DigitAddresses((1ULL << 31) + 1, 1), Error);
  CHECK_NOTHROW(DigitAddresses(1ULL << 31, 1));
  CHECK(is_digit_family("quadratic"));
  CHECK(is_digit_family("digits:7"));
  CHECK_FALSE(is_digit_family("hypercube"));
}
