#include <catch2/catch.hpp>

#include "constructions/addresses/catalogue.hpp"
#include "constructions/addresses/digit_addresses.hpp"
#include "constructions/index_lookup.hpp"
#include "models/measures.hpp"
#include "small_models.hpp"

using namespace separatrix;

TEST_CASE("The sizes of a small model, counted by hand") {
  const Transformer model = small_models::tiny_model();
  const ModelMeasures fixed = measure(model, 16);
  CHECK(fixed.width == 1);
  CHECK(fixed.heads == 1);
  CHECK(fixed.layers == 1);
  CHECK(fixed.precision_bits == 16);
  CHECK(fixed.parameters == 4 + (2 + 2) + 2);                // heads, hidden with bias, output
  CHECK(fixed.representation_bits == 16 * (4 + 4 + 2 + 2));  // and the two embedded numbers
  // Sign, numerator and denominator: 5, -1, 1, 1 | 2, 1/2, 0, -1 | 1, -1 | 0, 3/4.
  const int real = (4 + 2 + 2 + 2) + (3 + 4 + 2 + 2) + (2 + 2) + (2 + 6);
  CHECK(measure(model, 0).representation_bits == real);
  CHECK(measure(model, 0).precision_bits == 0);
}

TEST_CASE("Codes and tables of addresses are stored too") {
  Transformer model = small_models::tiny_model();
  const Integer before = measure(model, 16).representation_bits;
  model.codes["D"] = std::make_shared<DigitAddresses>(9, 2);  // stores its base, 3: two bits
  model.stream = Layout{{"x", 1}, {"address", 5}};
  for (AffineMap* map : {&model.layers[0].heads[0].query, &model.layers[0].heads[0].key,
                         &model.layers[0].heads[0].value})
    map->in = model.stream;
  model.embedding.push_back(
      {0, "address", AddressOf{"D", AddressOf::Index::map, address_runs({8, 5})}});
  model.validate();
  CHECK(measure(model, 16).width == 6);
  CHECK(measure(model, 16).parameters == 4 + 4 + 2 + 3 * 5);
  // The map has two runs with targets below 9: one bit each cannot name them.
  CHECK(measure(model, 16).representation_bits >= before + 2 + 2 * 4);
}

TEST_CASE("Width is the largest of streams and head spaces") {
  const Transformer model = small_models::random_model({}, 1);
  CHECK(measure(model, 8).width == 8);
  CHECK(measure(model, 8).heads == 2);
  CHECK(measure(model, 8).layers == 2);
  Transformer wide = small_models::tiny_model();
  Head& head = wide.layers[0].heads[0];
  head.query = {wide.stream, Layout{{"m", 9}}, {}, {}};
  head.key = head.query;
  CHECK(measure(wide, 8).width == 9);
}

TEST_CASE("T1 in the paper's layout has width b + 2k") {
  Work work;
  const vectors::Request request{"dual-bch", 64, Rational(1, 4), Sides::one, {}, 0};
  const auto code = make_addresses(request, work);
  const std::uint64_t k = code->dimension();
  for (const auto& [alphabet, b] : {std::pair{2, 1}, {3, 2}, {64, 6}, {65, 7}}) {
    const auto size = static_cast<std::uint64_t>(alphabet);
    const auto bits = static_cast<std::uint64_t>(b);
    const auto width = [&](LookupLayout layout) {
      return measure(index_lookup(64, size, code, 10, layout), 0).width;
    };
    CHECK(width(LookupLayout::paper) == bits + 2 * k);
    CHECK(width(LookupLayout::compact) == bits + k + 1);
  }
}

TEST_CASE("With quadratic addresses the width does not grow with N") {
  for (const auto& [alphabet, b] : {std::pair{2, 1}, {64, 6}, {100, 7}})
    for (unsigned log_n = 4; log_n <= 30; ++log_n) {
      const auto code = std::make_shared<DigitAddresses>(std::uint64_t{1} << log_n, 1);
      const ModelMeasures m =
          measure(index_lookup(std::uint64_t{1} << log_n, static_cast<std::uint64_t>(alphabet),
                               code, 50, LookupLayout::compact),
                  0);
      CHECK(m.width <= static_cast<std::uint64_t>(b) + 4);
      CHECK(m.heads == 1);
      CHECK(m.layers == 1);
    }
}
