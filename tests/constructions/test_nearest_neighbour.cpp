#include <cmath>

#include <catch2/catch.hpp>

#include "models/forward.hpp"
#include "models/measures.hpp"
#include "neighbour_models.hpp"
#include "numerics/error.hpp"
#include "numerics/floats.hpp"
#include "numerics/real_intervals.hpp"

using namespace separatrix;
using namespace separatrix::testing;

namespace {

/// A point of the unit circle with rational coordinates.
std::vector<Rational> on_circle(const Rational& t) {
  const Rational below = 1 + t * t;
  return {(1 - t * t) / below, 2 * t / below};
}

Token point(const std::vector<Rational>& x) { return {kPoint, 0, x}; }
Token key(std::uint64_t value) { return {kPoint, value, {}}; }
Token label(bool y) { return {kLabel, y ? 1U : 0U, {}}; }

/// All points but one stand at an angle beyond the margin on one side or the other, the nearest at
/// `place` close to the query or as far away as the margin lets it; both labels.
std::vector<std::pair<Input, bool>> circle_inputs(std::uint64_t k, const Rational& gamma) {
  std::vector<std::pair<Input, bool>> list;
  const std::vector<Rational> query = on_circle(Rational(1, 3));
  const auto product = [&](const std::vector<Rational>& x) {
    return query[0] * x[0] + query[1] * x[1];
  };
  for (const Rational& near : {Rational(1, 3), Rational(2, 5), Rational(-3), Rational(8)}) {
    const std::vector<Rational> nearest = on_circle(near);
    for (int side : {-1, 1}) {
      // The first point on that side that is certainly further by gamma.
      Rational t(1, 3);
      while (product(nearest) - product(on_circle(t)) < gamma && abs(t) < 1000)
        t += Rational(side, 64) * (1 + abs(t));
      if (product(nearest) - product(on_circle(t)) < gamma) continue;
      for (std::uint64_t place = 0; place + 1 < k; place += k > 4 ? k - 2 : 1)
        for (const bool y : {false, true}) {
          Input input;
          for (std::uint64_t i = 0; i + 1 < k; ++i) {
            input.push_back(point(i == place ? nearest : on_circle(t)));
            input.push_back(label(i == place ? y : !y));
          }
          input.push_back(point(query));
          list.emplace_back(input, y);
        }
    }
  }
  return list;
}

/// Distinct keys in arithmetic progression, the query one of them, whose label differs from all
/// others'.
std::vector<std::pair<Input, bool>> key_inputs(std::uint64_t pairs, std::uint64_t alphabet) {
  std::vector<std::pair<Input, bool>> list;
  for (std::uint64_t asked = 0; asked < pairs; ++asked)
    for (const bool y : {false, true}) {
      Input input;
      for (std::uint64_t i = 0; i < pairs; ++i) {
        input.push_back(key((5 * i + 3) % alphabet));
        input.push_back(label((i == asked) == y));
      }
      input.push_back(key((5 * asked + 3) % alphabet));
      list.emplace_back(input, y);
    }
  return list;
}

template <class A>
std::size_t wrong(const A& arithmetic, const Transformer& model,
                  const std::vector<std::pair<Input, bool>>& inputs) {
  const ForwardPass<A> pass(arithmetic, model);
  std::size_t count = 0;
  for (const auto& [input, answer] : inputs)
    if (pass.decode(pass.run(input)) != Answer{answer}) ++count;
  return count;
}

std::vector<std::pair<Input, bool>> sampled(const Task& task, const std::string& sampler,
                                            std::uint64_t count) {
  std::vector<std::pair<Input, bool>> list;
  for (std::uint64_t i = 0; i < count; ++i) {
    Random random(5, i);
    const Input input = task.sample(sampler, random);
    list.emplace_back(input, task.reference(input).at(0));
  }
  return list;
}

}  // namespace

TEST_CASE("Both models answer points on the circle, in floats and in enclosures") {
  for (const std::uint64_t n : {2U, 3U, 8U})
    for (const Rational& gamma : {Rational(1, 2), Rational(1, 64)}) {
      INFO("n = " << n << ", gamma = " << gamma);
      const NearestNeighbour task(n, 2, gamma);
      for (std::uint64_t k = n / 2 + 1; k <= n; ++k) {
        if (k < 2) continue;
        const auto inputs = circle_inputs(k, gamma);
        REQUIRE(inputs.size() >= 4);
        for (const char* family : {"quadratic", "digits:2", "linear-code"})
          CHECK(wrong(Float64(), copy_model(task, family), inputs) == 0);
        CHECK(wrong(Float64(), paper_model(task), inputs) == 0);
        if (k < 4) {
          CHECK(wrong(RealIntervals(), copy_model(task), inputs) == 0);
          CHECK(wrong(RealIntervals(), paper_model(task), inputs) == 0);
        }
      }
    }
}

TEST_CASE("Both models answer the task's own samples") {
  const NearestNeighbour task(12, 5, Rational(1, 100));
  for (const char* sampler : {"random", "adversarial"}) {
    const auto inputs = sampled(task, sampler, 40);
    CHECK(wrong(Float64(), copy_model(task), inputs) == 0);
    CHECK(wrong(Float64(), paper_model(task), inputs) == 0);
  }
}

TEST_CASE("Both models recall keys") {
  const Recall one(6, 8, Recall::Queries::one);
  const Recall sparse(6, 1000, Recall::Queries::one);
  for (const Transformer& model :
       {copy_model(one), copy_model(one, "linear-code"), paper_model(one)})
    CHECK(wrong(Float64(), model, key_inputs(6, 8)) == 0);
  CHECK(wrong(RealIntervals(), copy_model(one), key_inputs(6, 8)) == 0);
  CHECK(wrong(Float64(), copy_model(sparse), key_inputs(6, 1000)) == 0);
  const Recall many(8, 16, Recall::Queries::many);
  for (const char* sampler : {"random", "adversarial"}) {
    CHECK(wrong(Float64(), copy_model(many), sampled(many, sampler, 30)) == 0);
    CHECK(wrong(Float64(), paper_model(many), sampled(many, sampler, 30)) == 0);
  }
}

TEST_CASE("A planted fault makes the model answer wrongly") {
  const NearestNeighbour task(8, 2, Rational(1, 64));
  const auto inputs = circle_inputs(8, Rational(1, 64));
  for (const Fault& fault : copy_faults()) {
    INFO("copy: " << fault.what);
    Transformer model = copy_model(task);
    fault.plant(model);
    CHECK(wrong(Float64(), model, inputs) > 0);
  }
  for (const Fault& fault : paper_faults()) {
    INFO("paper: " << fault.what);
    Transformer model = paper_model(task);
    fault.plant(model);
    CHECK(wrong(Float64(), model, inputs) > 0);
  }
}

TEST_CASE("The width of the repaired model has no gamma in it, the paper's has") {
  for (const Rational& gamma : {Rational(1, 4), Rational(1, 1024)}) {
    const NearestNeighbour task(1024, 16, gamma);
    CHECK(measure(copy_model(task), 0).width == 16 + 5);
  }
  // 8 (100 / gamma)^2 ln 4N, against plain floating-point arithmetic.
  for (const std::uint64_t n : {4U, 1024U})
    for (const double gamma : {0.5, 1.0 / 1024}) {
      const double plain =
          8 * (100 / gamma) * (100 / gamma) * std::log(4.0 * static_cast<double>(n));
      const Integer k = paper_dimension(n, Rational(1, gamma == 0.5 ? 2 : 1024));
      CHECK(std::abs(approximate(Rational(k)) - plain) < 1 + plain * 1e-12);
    }
  const NearestNeighbour small(4, 3, Rational(1, 2));
  CHECK(measure(paper_model(small), 0).width == 3 + 2 + 3 * 8);
}

TEST_CASE("The paper's scale lies just above (5 / (4 gamma)) ln 18N") {
  for (const std::uint64_t n : {2U, 100U, 1024U}) {
    const NearestNeighbour task(n, 2, Rational(1, 7));
    const double plain = 5 * 7 / 4.0 * std::log(18.0 * static_cast<double>(n));
    const Rational eta = paper_neighbour_scales(task).first;
    CHECK(denominator(Rational(eta * 64)) == 1);
    CHECK(approximate(eta) > plain);
    CHECK(approximate(eta) < plain + 1.0 / 63);
  }
}

TEST_CASE("What makes no model is refused") {
  const NearestNeighbour task(8, 2, Rational(1, 4));
  const NeighbourScales scales{10, 10};
  CHECK_THROWS_AS(neighbour_by_copy(task, family_addresses("quadratic", 14), scales), Error);
  CHECK_THROWS_AS(neighbour_by_copy(task, family_addresses("quadratic", 15), {0, 1}), Error);
  CHECK_THROWS_AS(neighbour_paper(task, family_addresses("quadratic", 16), scales), Error);
  CHECK_THROWS_AS(neighbour_paper(task, orthogonal_addresses(8), scales), Error);
  CHECK_THROWS_AS(paper_dimension(0, 1), Error);
  CHECK_THROWS_AS(paper_dimension(4, 0), Error);
}

TEST_CASE("T7 needs vectors that are accurate on both sides") {
  // A Hadamard family in which the query's vector is the opposite of a wrong point's: every inner
  // product is at most 0, yet -10 <T, T'> lifts that point by 10.
  constexpr std::uint64_t kSize = 8;
  const NearestNeighbour task(4, 2, Rational(1, 4));
  const auto two_sided = orthogonal_addresses(kSize);
  std::vector<std::vector<std::uint64_t>> rows;
  const auto& family = static_cast<const SignAddresses&>(*two_sided).family();
  for (std::uint64_t i = 0; i < kSize; ++i) rows.push_back(family.row(i));
  rows[6] = {~rows[2][0] & 0xff};  // positions of the query and of the second point
  Work work;
  std::shared_ptr<const vectors::SignFamily> opposite = vectors::table(kSize, rows);
  const vectors::Coherence coherence = vectors::coherence(*opposite, work);
  CHECK(coherence.max_product == 0);
  const auto one_sided = std::make_shared<SignAddresses>(opposite, coherence);
  const auto inputs = circle_inputs(4, Rational(1, 4));
  const NeighbourScales scales = paper_neighbour_scales(task);
  CHECK(wrong(RealIntervals(), neighbour_paper(task, two_sided, scales), inputs) == 0);
  CHECK(wrong(RealIntervals(), neighbour_paper(task, one_sided, scales), inputs) > 0);
  CHECK(wrong(RealIntervals(), neighbour_by_copy(task, one_sided, copy_scales(task, *one_sided)),
              inputs) == 0);
}
