#include "bounds/architectures/trial.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "bounds/communication/partition.hpp"
#include "numerics/error.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

using namespace architectures;

/// What a party holds, by increasing position.
std::vector<HeldToken> held(std::span<const std::uint64_t> tokens,
                            const std::vector<std::size_t>& positions) {
  std::vector<HeldToken> own;
  for (const std::size_t position : positions) own.push_back({position, tokens[position]});
  std::ranges::sort(own, {}, &HeldToken::position);
  return own;
}

std::vector<std::uint64_t> symbols_of(const std::vector<HeldToken>& own) {
  std::vector<std::uint64_t> symbols;
  for (const HeldToken& token : own) symbols.push_back(token.token);
  return symbols;
}

void put(BitWriter& out, Int128 number, const Range& range) {
  out.put(to_integer(number), to_integer(range.low), to_integer(range.high));
}

Int128 get(BitReader& in, const Range& range) {
  return to_int128(in.get(to_integer(range.low), to_integer(range.high)));
}

/// Alice's part of a one-way protocol: she must hold a prefix, and Bob the last token.
void require_prefix(const std::vector<HeldToken>& alice, const std::vector<HeldToken>& bob) {
  if (bob.empty() || (!alice.empty() && alice.back().position >= alice.size()))
    throw Error("run_by_two", "split", "Alice must hold a prefix that is not the whole input");
}

Row speak(const StreamingModel& model, const std::vector<HeldToken>& alice,
          const std::vector<HeldToken>& bob, Wire& wire) {
  require_prefix(alice, bob);
  const Ranges ranges = model.state();
  Integers state = model.initial();
  for (const HeldToken& token : alice) model.step(state, token.position, token.token);
  BitWriter out;
  for (std::size_t i = 0; i < ranges.size(); ++i) put(out, state[i], ranges[i]);

  BitReader in(wire.send(Player::alice, out.bits()));
  Integers received;
  for (const Range& range : ranges) received.push_back(get(in, range));
  in.finish();
  Row output;
  for (const HeldToken& token : bob) output = model.step(received, token.position, token.token);
  return output;
}

Row speak(const LocalModel& model, const std::vector<HeldToken>& alice,
          const std::vector<HeldToken>& bob, Wire& wire) {
  require_prefix(alice, bob);
  const std::size_t length = alice.size() + bob.size();
  const std::vector<Place> crossed = crossing(model, length, alice.size());
  const Range symbol{0, Int128(model.symbols()) - 1};
  const Range entry = value_range(model.numbers());

  Rows hers;
  compute(model, length, 0, symbols_of(alice), hers);
  BitWriter out;
  for (const Place& place : crossed) {
    if (place.layer == 0)
      put(out, Int128(alice[place.position].token), symbol);
    else
      for (const Value& value : hers.at(place)) put(out, value.units, entry);
  }

  BitReader in(wire.send(Player::alice, out.bits()));
  Rows his;
  for (const Place& place : crossed) {
    if (place.layer == 0) {
      his[place] = embed(model.numbers(), model.embedding(),
                         static_cast<std::uint64_t>(get(in, symbol)), place.position);
      continue;
    }
    Row& row = his[place];
    for (std::size_t i = 0; i < model.width(); ++i) row.push_back({get(in, entry)});
  }
  in.finish();
  compute(model, length, alice.size(), symbols_of(bob), his);
  return his.at({model.layers(), length - 1});
}

/// One party of a computation in rounds.
struct Talker {
  Player player;
  bool has_last = false;
  std::vector<std::size_t> positions;
  std::unique_ptr<Party> party;

  bool says(const Speaker& speaker) const {
    switch (speaker.who) {
      case Speaker::Who::both:
        return true;
      case Speaker::Who::last:
        return has_last;
      case Speaker::Who::other:
        return !has_last;
      case Speaker::Who::holder_of:
        return std::ranges::binary_search(positions, speaker.position);
    }
    return false;
  }
};

Talker talker(const RoundsModel& model, Player player, const std::vector<HeldToken>& own,
              std::size_t length) {
  Talker one{player, !own.empty() && own.back().position + 1 == length, {}, nullptr};
  for (const HeldToken& token : own) one.positions.push_back(token.position);
  one.party = model.party(own, length);
  return one;
}

Bits message(const std::vector<Field>& fields, const Talker& from, const Integers& own) {
  BitWriter out;
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (from.says(fields[i].speaker)) put(out, own[i], fields[i].range);
  return out.bits();
}

/// The totals that `to` knows after a message of `from`.
Integers totals(const std::vector<Field>& fields, const Talker& from, const Talker& to,
                const Integers& own, Bits bits) {
  BitReader in(std::move(bits));
  Integers all = own;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!from.says(fields[i].speaker)) continue;
    const Int128 theirs = get(in, fields[i].range);
    all[i] = to.says(fields[i].speaker) || fields[i].speaker.who == Speaker::Who::other
                 ? combined(fields[i], own[i], theirs)
                 : theirs;
  }
  in.finish();
  return all;
}

Row speak(const RoundsModel& model, const std::vector<HeldToken>& alice,
          const std::vector<HeldToken>& bob, Wire& wire) {
  const std::size_t length = alice.size() + bob.size();
  const Talker a = talker(model, Player::alice, alice, length);
  const Talker b = talker(model, Player::bob, bob, length);
  for (std::size_t round = 0; round < model.rounds(); ++round) {
    const std::vector<Field> fields = model.fields(round, length);
    const Integers hers = a.party->contribution(round);
    const Integers his = b.party->contribution(round);
    // Neither waits for the other in a round. A party with nothing to say sends no message.
    const auto send = [&](const Talker& from, const Integers& own) {
      Bits bits = message(fields, from, own);
      return bits.empty() ? bits : wire.send(from.player, std::move(bits));
    };
    const Bits from_alice = send(a, hers);
    const Bits from_bob = send(b, his);
    a.party->learn(round, totals(fields, b, a, hers, from_bob));
    b.party->learn(round, totals(fields, a, b, his, from_alice));
  }
  return (a.has_last ? a : b).party->output();
}

const LocalModel& target(const std::unique_ptr<LocalModel>& model) { return *model; }
const RoundsModel& target(const std::unique_ptr<RoundsModel>& model) { return *model; }
const StreamingModel& target(const StreamingModel& model) { return model; }

std::uint64_t symbols_of(const TrialModel& trial) {
  struct Count {
    std::uint64_t operator()(const StreamingModel& m) const { return m.embedding.rows; }
    std::uint64_t operator()(const std::unique_ptr<LocalModel>& m) const { return m->symbols(); }
    std::uint64_t operator()(const std::unique_ptr<RoundsModel>& m) const { return m->symbols(); }
  };
  return std::visit(Count{}, trial.model);
}

constexpr std::uint64_t kInputs = 8;
constexpr std::uint64_t kSplits = 4;

Split random_cut(const CutBits& row, Random& random, std::size_t length) {
  if (row.cut == CutKind::contiguous) return prefix_split(length, random.below(length));
  Split split;
  for (std::size_t t = 0; t < length; ++t) (random.coin() ? split.alice : split.bob).push_back(t);
  return split;
}

/// Bits that the party without the last position was sent, which in a one-way protocol are none.
bool against_the_way(const CutBits& row, const Split& split, std::size_t length, const Wire& wire) {
  if (row.direction == Direction::two_way) return false;
  const bool alice_last = std::ranges::find(split.alice, length - 1) != split.alice.end();
  return wire.bits(alice_last ? Player::alice : Player::bob) > 0;
}

void try_triple(const CutBits& row, const TrialModel& trial,
                const std::vector<std::uint64_t>& tokens, const Row& expected, const Split& split,
                std::uint64_t index, TrialTally& tally) {
  Wire wire;
  const Row output = run_by_two(trial, tokens, split, wire);
  Assignment sizes = trial.sizes;
  sizes["T"] = tokens.size();
  sizes["c"] = split.alice.size();
  const Integer formula = row.bits.evaluate(sizes);
  const bool differs = output != expected;
  const bool over = Integer(wire.bits()) > formula;
  const bool wrong = against_the_way(row, split, tokens.size(), wire);
  ++tally.triples;
  tally.disagreements += differs ? 1 : 0;
  tally.over_formula += over ? 1 : 0;
  tally.wrong_way += wrong ? 1 : 0;
  tally.exact += Integer(wire.bits()) == formula ? 1 : 0;
  if (wire.bits() > tally.most_bits || tally.triples == 1) {
    tally.most_bits = wire.bits();
    tally.formula_then = formula.convert_to<std::uint64_t>();
  }
  if ((differs || over || wrong) && !tally.first)
    tally.first =
        fmt::format("model {}, tokens {}, partition {}: {} bits, formula {}", index,
                    fmt::join(tokens, " "), partition_word(split), wire.bits(), formula.str());
}

TrialTally try_model(const CutBits& row, std::uint64_t seed, std::uint64_t index,
                     std::uint64_t count) {
  Random random(seed, index);
  const TrialModel trial = row.draw(random);
  const std::uint64_t symbols = symbols_of(trial);
  TrialTally tally;
  tally.models = 1;
  while (tally.triples < count) {
    std::vector<std::uint64_t> tokens(1 + random.below(trial.longest));
    for (std::uint64_t& token : tokens) token = random.below(symbols);
    const Row expected = run_alone(trial, tokens);
    for (std::uint64_t s = 0; s < kSplits && tally.triples < count; ++s)
      try_triple(row, trial, tokens, expected, random_cut(row, random, tokens.size()), index,
                 tally);
  }
  return tally;
}

void join(TrialTally& tally, TrialTally&& more) {
  tally.triples += more.triples;
  tally.models += more.models;
  tally.disagreements += more.disagreements;
  tally.over_formula += more.over_formula;
  tally.wrong_way += more.wrong_way;
  tally.exact += more.exact;
  if (more.most_bits > tally.most_bits) {
    tally.most_bits = more.most_bits;
    tally.formula_then = more.formula_then;
  }
  if (!tally.first) tally.first = std::move(more.first);
}

}  // namespace

Row run_alone(const TrialModel& trial, std::span<const std::uint64_t> tokens) {
  struct Alone {
    std::span<const std::uint64_t> tokens;
    Row operator()(const StreamingModel& model) const { return model.run(tokens); }
    Row operator()(const std::unique_ptr<LocalModel>& model) const { return run(*model, tokens); }
    Row operator()(const std::unique_ptr<RoundsModel>& model) const { return run(*model, tokens); }
  };
  return std::visit(Alone{tokens}, trial.model);
}

Row run_by_two(const TrialModel& trial, std::span<const std::uint64_t> tokens, const Split& split,
               Wire& wire) {
  const std::vector<HeldToken> alice = held(tokens, split.alice);
  const std::vector<HeldToken> bob = held(tokens, split.bob);
  return std::visit([&](const auto& model) { return speak(target(model), alice, bob, wire); },
                    trial.model);
}

TrialTally try_cut(const CutBits& row, std::uint64_t seed, std::uint64_t count, Work& work) {
  work.begin("triples", count);
  return chunked_reduce(
      work, count, kInputs * kSplits, TrialTally{},
      [&](std::uint64_t begin, std::uint64_t end) {
        return try_model(row, seed, begin / (kInputs * kSplits), end - begin);
      },
      join);
}

}  // namespace separatrix
