#include "bounds/protocols/tally.hpp"

#include <algorithm>
#include <utility>

#include "bounds/protocols/attention.hpp"
#include "bounds/protocols/one_way.hpp"
#include "bounds/protocols/random_models.hpp"
#include "models/measures.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

constexpr std::uint64_t kInputs = 8;
constexpr std::uint64_t kSplits = 4;
constexpr std::uint64_t kTriples = kInputs * kSplits;  // of one model

/// What a run of one triple ended with.
struct Ended {
  BothAnswers answers;
  std::uint64_t bits = 0;     // on the wire
  std::uint64_t formula = 0;  // by the theorem
};

void count_triple(const Disagreement& triple, const Ended& ended, bool alice_answers,
                  ProtocolTally& tally) {
  ++tally.triples;
  tally.bits_max = std::max(tally.bits_max, ended.bits);
  if (ended.bits > ended.formula) ++tally.over_formula;
  if (ended.bits < ended.formula) ++tally.under_formula;
  if (!triple.expected) ++tally.between;
  if (ended.answers.bob == triple.expected &&
      (!alice_answers || ended.answers.alice == triple.expected))
    return;
  ++tally.disagreements;
  if (tally.first) return;
  tally.first = triple;
  tally.first->alice = ended.answers.alice;
  tally.first->bob = ended.answers.bob;
}

/// What is drawn for a model, and how.
struct Subject {
  std::uint64_t index = 0;  // number of the model
  std::string arithmetic;
  std::vector<TokenKind> vocabulary;
  std::size_t longest = 0;
  bool any_length = true;  // else inputs have the longest length
  bool one_way = false;    // Alice has a prefix and does not answer
  std::size_t kept = 0;    // one-way: tokens at the end that are always Bob's
};

/// `count` triples of one model. `expected` is what the model says of an input, `run` what the
/// protocol ends with.
template <class Expected, class Run>
ProtocolTally try_model(Random& random, const Subject& subject, std::uint64_t count,
                        const Expected& expected, const Run& run) {
  ProtocolTally tally;
  for (std::uint64_t t = 0; t < count;) {
    const std::size_t length =
        subject.any_length ? 1 + random.below(subject.longest) : subject.longest;
    Disagreement triple;
    triple.model = subject.index;
    triple.arithmetic = subject.arithmetic;
    triple.input = random_input(random, subject.vocabulary, length);
    triple.expected = expected(triple.input);
    for (std::uint64_t s = 0; s < kSplits && t < count; ++s, ++t) {
      triple.split = subject.one_way ? prefix_split(length, random.below(length + 1 - subject.kept))
                                     : random_split(random, length);
      const Held alice(triple.input, triple.split.alice);
      const Held bob(triple.input, triple.split.bob);
      count_triple(triple, run(alice, bob), !subject.one_way, tally);
    }
  }
  return tally;
}

template <class Int>
ProtocolTally try_transformer(Random& random, std::uint64_t index, const Transformer& model,
                              const Grid& grid, AttentionProtocol protocol, std::uint64_t count) {
  const ForwardPass<Fixed<Int>> pass(Fixed<Int>(grid), model);
  return try_model(
      random, {index, pass.arithmetic().name(), model.vocabulary, model.max_length}, count,
      [&](const Input& input) { return pass.decode(pass.run(input)); },
      [&](const Held& alice, const Held& bob) {
        Wire wire;
        const BothAnswers answers = run_attention_protocol(pass, protocol, alice, bob, wire);
        const bool alice_last = alice.holds(alice.size() + bob.size() - 1);
        const Held& last = alice_last ? alice : bob;
        const Held& other = alice_last ? bob : alice;
        return Ended{answers, wire.bits(),
                     attention_protocol_bits(model, grid, protocol, other.size(), last.size())};
      });
}

/// A recurrent model by the one-way protocol; `bits` are its m p.
template <class Expected>
ProtocolTally try_recurrent(Random& random, const Subject& subject, std::uint64_t count,
                            const Expected& expected, const RecurrentModel& model,
                            std::uint64_t bits) {
  return try_model(random, subject, count, expected, [&](const Held& alice, const Held& bob) {
    Wire wire;
    const std::optional<Answer> answer = run_one_way(model, alice, bob, wire);
    return Ended{{std::nullopt, answer}, wire.bits(), bits};
  });
}

template <class Int>
ProtocolTally try_net(Random& random, std::uint64_t index, const RecurrentNetwork& net,
                      const Grid& grid, std::size_t longest, std::uint64_t count) {
  const RecurrentPass<Fixed<Int>> pass(Fixed<Int>(grid), net);
  const std::uint64_t entries = net.units() + net.initial_cell.size();
  return try_recurrent(
      random, {index, pass.arithmetic().name(), net.vocabulary, longest, true, true, 0}, count,
      [&](const Input& input) { return pass.decode(pass.output(pass.run(input))); },
      *as_protocol_model(pass), entries * precision_bits(grid));
}

ProtocolTally try_finite(Random& random, std::uint64_t index, std::size_t longest,
                         std::uint64_t count) {
  const FiniteRecurrence model = random_finite(random, longest);
  return try_recurrent(
      random,
      {index, "", model.vocabulary, longest, model.stationary, true, model.last_kind ? 1U : 0U},
      count, [&](const Input& input) { return std::optional<Answer>(model.run(input)); },
      *as_protocol_model(model), model.bits);
}

/// Model number `index` of the seed, on `count` triples.
ProtocolTally try_one(ProtocolKind kind, std::uint64_t seed, std::uint64_t index,
                      std::uint64_t count) {
  Random random(seed, index);
  const std::size_t longest = 2 + random.below(7);
  if (kind == ProtocolKind::finite) return try_finite(random, index, longest, count);
  const Rational kc = 1 + static_cast<int>(random.below(2));
  const Rounding rounding = random.coin() ? Rounding::nearest : Rounding::down;
  const Grid grid = make_grid(longest, kc, rounding);
  const bool machine = index % 8 != 7;
  if (kind == ProtocolKind::net) {
    const RecurrentNetwork net = random_net(random);
    return machine && fits_int128(grid, longest_sum(net))
               ? try_net<Int128>(random, index, net, grid, longest, count)
               : try_net<Integer>(random, index, net, grid, longest, count);
  }
  const AttentionProtocol protocol = kind == ProtocolKind::attention_paper
                                         ? AttentionProtocol::paper
                                         : AttentionProtocol::improved;
  const Transformer model = random_transformer(random, longest);
  return machine && fits_int128(grid, longest_sum(model, longest))
             ? try_transformer<Int128>(random, index, model, grid, protocol, count)
             : try_transformer<Integer>(random, index, model, grid, protocol, count);
}

void join(ProtocolTally& tally, ProtocolTally&& more) {
  tally.triples += more.triples;
  tally.models += more.models;
  tally.disagreements += more.disagreements;
  tally.over_formula += more.over_formula;
  tally.under_formula += more.under_formula;
  tally.bits_max = std::max(tally.bits_max, more.bits_max);
  tally.between += more.between;
  if (!tally.first) tally.first = std::move(more.first);
}

}  // namespace

ProtocolTally run_protocols(ProtocolKind kind, std::uint64_t seed, std::uint64_t count,
                            Work& work) {
  // A chunk is a model; the last one has the triples that are left.
  work.begin("triples", count);
  return chunked_reduce(
      work, count, kTriples, ProtocolTally{},
      [&](std::uint64_t begin, std::uint64_t end) {
        ProtocolTally tally = try_one(kind, seed, begin / kTriples, end - begin);
        tally.models = 1;
        return tally;
      },
      join);
}

}  // namespace separatrix
