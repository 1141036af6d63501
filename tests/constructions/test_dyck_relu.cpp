#include <catch2/catch.hpp>

#include "constructions/recurrent/dyck_relu.hpp"
#include "dyck_nets.hpp"

using namespace separatrix;

namespace {

/// The state over the rationals, by the cell's formula.
std::vector<Rational> exact_step(const RecurrentNetwork& net, const std::vector<Rational>& h,
                                 std::uint64_t symbol) {
  const AffineMap& update = std::get<SimpleCell>(net.cell).update;
  std::vector<Rational> both = h;
  for (const Rational& x : net.embedding[0][symbol]) both.push_back(x);
  std::vector<Rational> next = update.bias();
  for (const MatrixEntry& e : update.entries()) next[e.row] += e.value * both[e.column];
  for (Rational& v : next) v = std::max(v, Rational(0));
  return next;
}

}  // namespace

TEST_CASE("The ReLU RNN agrees with the stack on all short strings") {
  for (const auto& [n, k, longest] : kDyckCases) {
    INFO(n << " " << k);
    const Dyck members(n, k, longest, true);
    const Agreement all = on_all_strings(dyck_relu(members), members);
    CHECK(all.wrong == 0);
    CHECK(all.strings == *members.domain_size());
    const DyckNext next(n, k, longest, true);
    const Agreement viable = on_all_strings(dyck_relu(next), next);
    CHECK(viable.wrong == 0);
    CHECK(viable.strings == *next.domain_size());
  }
}

TEST_CASE("The size of the ReLU RNN depends on neither n nor k") {
  for (const std::size_t n : {1, 2, 100, 300})
    for (const std::size_t k : {1, 7, 1000}) {
      CHECK(dyck_relu(Dyck(n, k, 1, true)).units() == 10);
      CHECK(dyck_relu(DyckNext(n, k, 1, true)).units() == 4);
    }
}

TEST_CASE("Over the rationals the state is the stack in base B, and latches are 0 or 1") {
  const std::size_t n = 5, k = 30;
  const Dyck task(n, k, 200, true);
  const RecurrentNetwork net = dyck_relu(task);
  const Rational base = 16;
  Random random(4, 0);
  for (const std::string& sampler : task.samplers())
    for (int i = 0; i < 4; ++i) {
      std::vector<Rational> h = net.initial;
      Word stack;
      bool fault = false;
      bool fault_before = false;
      for (const Token& token : task.sample(sampler, random)) {
        h = exact_step(net, h, token.value);
        fault_before = fault;
        if (token.value < n) {
          fault = fault || stack.size() == k;
          stack.push_back(token.value);
        } else if (stack.empty() || stack.back() != token.value - n) {
          fault = true;
        } else {
          stack.pop_back();
        }
        Rational number = 0;
        for (const Symbol type : stack) number = (number + Rational(type + 1)) / base;
        const auto at = [&](const std::string& name) { return h[net.state.offset(name)]; };
        Rational latched = 0;
        for (const std::string latch : {"greater", "less", "overflow"}) {
          const Rational digit = at(latch + ".ramp") - at(latch + ".excess");
          CHECK((digit == 0 || digit == 1));
          latched += digit;
        }
        CHECK((latched > 0) == fault);
        if (!fault) {
          CHECK(at("down") + at("up") == number);
          CHECK(at("deeper") + at("shallower") == stack.size());
        }
        if (fault_before) {
          CHECK(latched == 3);
          CHECK(at("down") + at("up") == 0);
          CHECK(at("deeper") + at("shallower") == 0);
        }
      }
    }
}

TEST_CASE("A ReLU RNN with a fault is found out by a short string") {
  const Dyck members(2, 2, 7, true);
  const auto wrong = [&](const RecurrentNetwork& net) {
    net.validate();
    return on_all_strings(net, members).wrong;
  };
  const RecurrentNetwork net = dyck_relu(members);
  CHECK(wrong(net) == 0);
  CHECK(wrong(without(net, "down", "closing")) > 0);
  CHECK(wrong(without(net, "up", "opening")) > 0);
  CHECK(wrong(without(net, "greater.ramp", "closed")) > 0);
  CHECK(wrong(without(net, "overflow.ramp", "deeper")) > 0);
  CHECK(wrong(without(net, "greater.ramp", "greater.ramp")) > 0);
  // The wrong type is written.
  RecurrentNetwork confused = net;
  confused.embedding[0][1] = confused.embedding[0][0];
  CHECK(wrong(confused) > 0);
}
