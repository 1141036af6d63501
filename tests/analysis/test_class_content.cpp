// Bounds of products of classes, against products of concrete vectors.
#include <catch2/catch.hpp>

#include "../constructions/neighbour_models.hpp"
#include "analysis/class_content.hpp"
#include "numerics/random.hpp"

using namespace separatrix;
using namespace separatrix::testing;

namespace {

const PointDomain kDomain{Rational(1, 5), Rational(1, 65536)};
using Vector = std::vector<Rational>;

Rational dot(const Vector& x, const Vector& y) {
  Rational sum;
  for (std::size_t c = 0; c < x.size(); ++c) sum += x[c] * y[c];
  return sum;
}

Content of_symbol(const ContentSymbol& symbol, std::size_t dimension, const Rational& c) {
  Content content;
  content.dimension = dimension;
  content.symbols[symbol] = c;
  return content;
}

Content with_noise(Content content, const Rational& norm) {
  content.noise = content.noise_max = norm;
  return content;
}

Vector on_circle(const Rational& t) {
  const Rational below = 1 + t * t;
  return {(1 - t * t) / below, 2 * t / below};
}

ContentSymbol point(Role role) { return {ContentSymbol::Kind::point, role, nullptr, 0}; }

Vector add(const Vector& x, const Rational& c, const Vector& y) {
  Vector sum = x;
  for (std::size_t i = 0; i < x.size(); ++i) sum[i] += c * y[i];
  return sum;
}

}  // namespace

TEST_CASE("differences of logits of points stay above the bound, and come near it") {
  const Layout stream{{"x", 2}};
  const Layout space{{"x", 2}};
  const AffineMap query{stream, space, {{"x", "x", Scale{3}}}, {}};
  const AffineMap key{stream, space, {{"x", "x", Scale{2}}}, {}};
  const Rational e(1, 50);
  const auto form = [&](Role role) {
    return logit_form(query, {{"x", with_noise(of_symbol(point(Role::query), 2, 2), e)}}, key,
                      {{"x", with_noise(of_symbol(point(role), 2, 1), e)}}, kDomain);
  };
  const Rational bound = least_difference(form(Role::nearest), form(Role::other), kDomain);
  Random random(1, 1);
  Rational least = 1000;
  for (int trial = 0; trial < 4000; ++trial) {
    const auto any = [&] {
      return on_circle(Rational(static_cast<std::int64_t>(random.below(401)) - 200, 50));
    };
    const Vector q = any(), n = any(), o = any();
    if (dot(q, n) - dot(q, o) < kDomain.gamma) continue;
    const auto noisy = [&](const Vector& x, const Rational& c) {
      Vector zero(2);
      return add(add(zero, c, x), e, any());
    };
    const Vector x = noisy(q, 2);
    const Rational difference = 6 * (dot(x, noisy(n, 1)) - dot(x, noisy(o, 1)));
    CHECK(difference >= bound);
    least = std::min(least, difference);
  }
  CHECK(bound > 0);
  CHECK(least < 2 * bound);
}

TEST_CASE("products of addresses and keys follow what is known of their indices") {
  const auto code = family_addresses("linear-code", 16);
  const std::size_t k = code->dimension();
  const Layout stream{{"a", k}};
  const AffineMap same{stream, stream, {{"a", "a", Scale{1}}}, {}};
  const auto product = [&](const ContentSymbol& s, const ContentSymbol& t) {
    return logit_form(same, {{"a", of_symbol(s, k, 1)}}, same, {{"a", of_symbol(t, k, 1)}},
                      kDomain);
  };
  const auto address = [&](Role role, std::int64_t offset) {
    return ContentSymbol{ContentSymbol::Kind::address, role, code.get(), offset};
  };
  const auto key = [&](Role role) {
    return ContentSymbol{ContentSymbol::Kind::key, role, code.get(), 0};
  };
  const Rational self(k);
  const auto is_self = [&](const LogitForm& f) { return f.low == self && f.high == self; };
  const auto is_below = [&](const LogitForm& f) { return f.high < self; };
  const auto may_be_either = [&](const LogitForm& f) { return f.high == self && f.low < self; };
  CHECK(is_self(product(address(Role::other, 1), address(Role::other, 1))));
  CHECK(is_below(product(address(Role::other, 1), address(Role::other, 0))));
  CHECK(is_below(product(address(Role::other, 1), address(Role::nearest, 1))));
  CHECK(is_below(product(address(Role::other, 1), address(Role::another, 2))));
  // 2 j + 1 may be 2 j' + 3.
  CHECK(may_be_either(product(address(Role::other, 1), address(Role::nearest, 3))));
  CHECK(is_self(product(key(Role::query), key(Role::nearest))));
  CHECK(is_below(product(key(Role::query), key(Role::other))));
  CHECK(may_be_either(product(key(Role::other), key(Role::another))));
  CHECK(may_be_either(product(key(Role::other), address(Role::other, 0))));
}

TEST_CASE("constants meet exactly, addresses within their entries, biases too") {
  const auto code = family_addresses("linear-code", 16);
  const std::size_t k = code->dimension();
  const Layout stream{{"a", k}, {"flag", 1}};
  const Layout space{{"a", k}, {"flag", 1}};
  const AffineMap query{
      stream, space, {{"flag", "flag", Scale{5}}}, {{"a", Vector(k, Rational(2))}}};
  const AffineMap key{stream, space, {{"flag", "flag", Scale{-3}}, {"a", "a", Scale{1}}}, {}};
  Content flag;
  flag.dimension = 1;
  flag.constant = {Rational(1, 2)};
  const ClassStream token{
      {"flag", flag},
      {"a", of_symbol({ContentSymbol::Kind::address, Role::other, code.get(), 0}, k, 1)}};
  const LogitForm form = logit_form(query, token, key, token, kDomain);
  CHECK(form.low == Rational(-15, 4) - 2 * Rational(k));
  CHECK(form.high == Rational(-15, 4) + 2 * Rational(k));
}

TEST_CASE("bounds are rounded up, to few digits") {
  for (const Rational& x : {Rational(1, 3), Rational(7), Rational(Integer(1), Integer(1) << 190)}) {
    CHECK(round_up(x) >= x);
    CHECK(round_up(x) <= x * Rational(1000001, 1000000));
    CHECK(root_up(x) * root_up(x) >= x);
    CHECK(root_up(x) * root_up(x) <= x * Rational(1000001, 1000000));
  }
  CHECK(round_up(0) == 0);
  CHECK(root_up(0) == 0);
}
