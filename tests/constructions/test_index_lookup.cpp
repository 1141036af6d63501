#include <functional>

#include <catch2/catch.hpp>

#include "constructions/addresses/catalogue.hpp"
#include "constructions/attention_scale.hpp"
#include "constructions/index_lookup.hpp"
#include "models/forward.hpp"
#include "numerics/error.hpp"
#include "numerics/floats.hpp"
#include "tasks/index_lookup.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;

namespace {

std::shared_ptr<const Addresses> addresses(const std::string& family, std::uint64_t n) {
  Work work;
  const Rational gamma = family == "hypercube" ? Rational(9, 10) : Rational(1, 2);
  return make_addresses({family, n, gamma, Sides::one, {}, 17}, work);
}

/// Wrong answers over every length, position and a few strings: all symbols equal but one, both
/// ways round, and mixed.
std::size_t wrong_answers(const Transformer& model, std::uint64_t n, std::uint64_t alphabet) {
  const IndexLookup task(n, alphabet, true);
  const ForwardPass<Float64> pass(Float64{}, model);
  std::size_t wrong = 0;
  for (std::uint64_t length = 1; length <= n; ++length)
    for (std::uint64_t q = 0; q < length; ++q)
      for (std::uint64_t pattern = 0; pattern < 4; ++pattern) {
        std::vector<std::uint64_t> symbols(length);
        for (std::uint64_t i = 0; i < length; ++i)
          symbols[i] = pattern < 2 ? ((i == q) == (pattern == 0) ? alphabet - 1 : 0)
                                   : (i * pattern + q) % alphabet;
        const Input input = task.input(symbols, q);
        if (pass.decode(pass.run(input)) != task.reference(input)) ++wrong;
      }
  return wrong;
}

const std::vector<std::string> kSigns{"random-sign", "linear-code", "dual-bch", "hypercube",
                                      "kerdock"};
const std::vector<std::string> kDigits{"quadratic", "digits:2", "digits:3"};

Rational small_scale(const Addresses& code, std::uint64_t n, LookupLayout layout) {
  return smallest_scale(n - 1, *code.margin(), own_margin(code, layout));
}

}  // namespace

TEST_CASE("Lookup answers every length and position, with every family in the compact layout") {
  std::vector<std::string> families = kSigns;
  families.insert(families.end(), kDigits.begin(), kDigits.end());
  for (const std::string& family : families)
    for (const std::uint64_t n : {1U, 2U, 9U, 16U}) {
      INFO(family << ", n = " << n);
      const auto code = addresses(family, n);
      const Rational eta = small_scale(*code, n, LookupLayout::compact);
      CHECK(wrong_answers(index_lookup(n, 5, code, eta, LookupLayout::compact), n, 5) == 0);
    }
}

TEST_CASE("Lookup answers every length and position, with sign vectors in the paper's layout") {
  for (const std::string& family : kSigns)
    for (const std::uint64_t n : {1U, 2U, 9U, 16U}) {
      INFO(family << ", n = " << n);
      const auto code = addresses(family, n);
      const Rational eta = small_scale(*code, n, LookupLayout::paper);
      CHECK(wrong_answers(index_lookup(n, 2, code, eta, LookupLayout::paper), n, 2) == 0);
    }
  for (const char* family : {"dual-bch", "kerdock"})  // gamma <= 1/2: the paper's scale suffices
    CHECK(wrong_answers(
              index_lookup(16, 3, addresses(family, 16), paper_scale(16), LookupLayout::paper), 16,
              3) == 0);
}

TEST_CASE("Planted faults give wrong answers") {
  const auto code = addresses("dual-bch", 9);
  for (const LookupLayout layout : {LookupLayout::paper, LookupLayout::compact}) {
    const Rational eta = small_scale(*code, 9, layout);
    const auto wrong_after = [&](const std::function<void(Transformer&)>& plant) {
      Transformer model = index_lookup(9, 3, code, eta, layout);
      plant(model);
      model.validate();
      return wrong_answers(model, 9, 3);
    };
    CHECK(wrong_after([](Transformer&) {}) == 0);
    CHECK(wrong_after([](Transformer& m) {  // the sign of the query
            auto& scale = std::get<Scale>(m.layers[0].heads[0].query.blocks[0].coefficients);
            scale.factor = -scale.factor;
          }) > 0);
    CHECK(wrong_after([](Transformer& m) {  // a scale far too small
            auto& scale = std::get<Scale>(m.layers[0].heads[0].query.blocks[0].coefficients);
            scale.factor /= 8;
          }) > 0);
    CHECK(wrong_after([](Transformer& m) {  // keys shifted by one position
            AddressOf& at = std::get<AddressOf>(m.embedding[1].source);
            at.index = AddressOf::Index::map;
            at.map = {{0, 1, 1}, {8, 0, 1}};
          }) > 0);
  }
  CHECK(wrong_answers(
            index_lookup(16, 2, addresses("quadratic", 16), Rational(1, 4), LookupLayout::compact),
            16, 2) > 0);
}

TEST_CASE("Without the flag the position token of the compact layout attends to itself") {
  Transformer model = index_lookup(9, 3, addresses("quadratic", 9), 5, LookupLayout::compact);
  CHECK(wrong_answers(model, 9, 3) == 0);
  model.layers[0].heads[0].key.blocks.pop_back();
  CHECK(wrong_answers(model, 9, 3) > 0);
}

TEST_CASE("The paper's layout needs a target score above 0") {
  for (const std::string& family : kDigits)
    CHECK_THROWS_WITH(index_lookup(9, 2, addresses(family, 9), 5, LookupLayout::paper),
                      Contains("--construction compact"));
}

TEST_CASE("Arguments that make no model are refused") {
  const auto refused = [](std::uint64_t n, const Rational& eta, const std::string& argument) {
    try {
      index_lookup(n, 2, addresses("quadratic", 9), eta, LookupLayout::compact);
      FAIL("accepted");
    } catch (const Error& e) {
      CHECK(e.argument() == argument);
    }
  };
  refused(10, 5, "--vectors");
  refused(9, 0, "--eta");
  refused(9, -1, "--eta");
}

TEST_CASE("The position token's own logit lies as far below the target's as is said") {
  CHECK(own_margin(*addresses("dual-bch", 9), LookupLayout::paper) == 1);
  CHECK(own_margin(*addresses("dual-bch", 9), LookupLayout::compact) == 2);
  CHECK(own_margin(*addresses("quadratic", 9), LookupLayout::compact) == 2);
}
