#include "bounds/protocols/attention.hpp"

#include <utility>

#include "bounds/protocols/attention_party.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

void require_one_layer(const Transformer& model) {
  if (model.layers.size() != 1)
    throw Error(
        "run_attention_protocol", "model",
        "the protocol is for one layer; the model has " + std::to_string(model.layers.size()));
}

/// The two players by role: `last` holds x_N. `say` of a player becomes a message, which the other
/// one reads.
template <class Int>
struct Conversation {
  AttentionParty<Int>& last;
  AttentionParty<Int>& other;
  Player last_player;
  Wire& wire;

  BitReader from_last(const BitWriter& out) {
    return BitReader(wire.send(last_player, out.bits()));
  }
  BitReader from_other(const BitWriter& out) {
    return BitReader(wire.send(separatrix::other(last_player), out.bits()));
  }

  void last_token() {
    BitWriter out;
    last.say_last(out);
    BitReader in = from_last(out);
    other.hear_last(in);
    in.finish();
    last.know_own_last();
  }

  /// Both say and both hear, for all heads.
  template <class Say, class Hear>
  void exchange(Say say, Hear hear) {
    BitWriter of_last;
    BitWriter of_other;
    for (std::size_t h = 0; h < last.heads(); ++h) {
      (last.*say)(h, of_last);
      (other.*say)(h, of_other);
    }
    BitReader to_other = from_last(of_last);
    BitReader to_last = from_other(of_other);
    for (std::size_t h = 0; h < last.heads(); ++h) {
      (other.*hear)(h, to_other);
      (last.*hear)(h, to_last);
    }
    to_other.finish();
    to_last.finish();
  }

  /// The paper's four steps; both finish alone.
  std::pair<std::optional<Answer>, std::optional<Answer>> paper() {
    using Party = AttentionParty<Int>;
    last_token();
    exchange(&Party::say_maximum, &Party::hear_maximum);
    for (std::size_t h = 0; h < last.heads(); ++h) {
      last.reduce_by_both_maxima(h);
      other.reduce_by_both_maxima(h);
    }
    exchange(&Party::say_sum, &Party::hear_sum);
    exchange(&Party::say_values, &Party::hear_values);
    return {last.finish(), other.finish()};
  }

  std::pair<std::optional<Answer>, std::optional<Answer>> improved() {
    const std::size_t heads = last.heads();
    if (other.tokens() == 0) {
      last.know_own_last();
      for (std::size_t h = 0; h < heads; ++h) last.attend_alone(h);
      return answer();
    }
    last_token();
    {
      BitWriter out;
      for (std::size_t h = 0; h < heads; ++h) other.say_maximum(h, out);
      BitReader in = from_other(out);
      for (std::size_t h = 0; h < heads; ++h) last.hear_maximum(h, in);
      in.finish();
    }
    {
      BitWriter out;
      for (std::size_t h = 0; h < heads; ++h) {
        last.say_gap(h, out);
        last.reduce_by_both_maxima(h);
        last.say_sum(h, out);
      }
      BitReader in = from_last(out);
      for (std::size_t h = 0; h < heads; ++h) {
        other.hear_gap(h, in);
        other.hear_sum(h, in);
      }
      in.finish();
    }
    BitWriter out;
    for (std::size_t h = 0; h < heads; ++h) {
      other.say_sum(h, out);
      other.say_values(h, out);
    }
    BitReader in = from_other(out);
    for (std::size_t h = 0; h < heads; ++h) {
      last.hear_sum(h, in);
      last.hear_values(h, in);
    }
    in.finish();
    return answer();
  }

  /// The holder of x_N finishes and tells.
  std::pair<std::optional<Answer>, std::optional<Answer>> answer() {
    const std::optional<Answer> found = last.finish();
    BitWriter out;
    last.say_answer(found, out);
    BitReader in = from_last(out);
    const std::optional<Answer> heard = other.hear_answer(in);
    in.finish();
    return {found, heard};
  }
};

}  // namespace

std::uint64_t token_count(const Transformer& model) {
  Integer count = 0;
  for (const TokenKind& kind : model.vocabulary) {
    if (kind.features != 0)
      throw Error("token_count", "model",
                  "tokens of kind '" + kind.name +
                      "' have features; the protocol needs tokens from a finite alphabet");
    count += kind.values;
  }
  if (count > UINT64_MAX)
    throw Error("token_count", "model", "there are more than 2^64 - 1 tokens");
  return count.convert_to<std::uint64_t>();
}

template <class Int>
BothAnswers run_attention_protocol(const ForwardPass<Fixed<Int>>& pass, AttentionProtocol protocol,
                                   const Held& alice, const Held& bob, Wire& wire) {
  const Transformer& model = pass.model();
  require_one_layer(model);
  AttentionPublic common;
  common.length = held_length("run_attention_protocol", alice, bob);
  if (common.length == 0 || common.length > model.max_length)
    throw Error("run_attention_protocol", "held",
                "the input must have 1 to " + std::to_string(model.max_length) + " tokens");
  const bool alice_last = alice.holds(common.length - 1);
  const Grid& grid = pass.arithmetic().grid();
  common.ranges = protocol == AttentionProtocol::paper
                      ? paper_ranges(grid, common.length)
                      : improved_ranges(grid, (alice_last ? bob : alice).size(),
                                        (alice_last ? alice : bob).size());
  common.tokens = token_count(model);
  common.answers = power(2, static_cast<unsigned>(decoded_digits(model)));

  AttentionParty<Int> a(pass, alice, common);
  AttentionParty<Int> b(pass, bob, common);
  Conversation<Int> talk{alice_last ? a : b, alice_last ? b : a,
                         alice_last ? Player::alice : Player::bob, wire};
  const auto [of_last, of_other] =
      protocol == AttentionProtocol::paper ? talk.paper() : talk.improved();
  return alice_last ? BothAnswers{of_last, of_other} : BothAnswers{of_other, of_last};
}

template BothAnswers run_attention_protocol(const ForwardPass<Fixed<Int128>>&, AttentionProtocol,
                                            const Held&, const Held&, Wire&);
template BothAnswers run_attention_protocol(const ForwardPass<Fixed<Integer>>&, AttentionProtocol,
                                            const Held&, const Held&, Wire&);

std::uint64_t attention_protocol_bits(const Transformer& model, const Grid& grid,
                                      AttentionProtocol protocol, std::uint64_t other,
                                      std::uint64_t last) {
  require_one_layer(model);
  const std::uint64_t symbols = token_count(model);
  const ProtocolBits bits =
      protocol == AttentionProtocol::paper
          ? bits_on_grid(grid, symbols, Informed::both, other + last)
          : improved_bits_on_grid(grid, symbols, other, last, decoded_digits(model));
  // The heads may differ in width, so each is counted with its own.
  std::uint64_t sum = bits.token + bits.answer;
  for (const Head& head : model.layers[0].heads)
    sum += bits.head_fixed + bits.head_per_unit * head.value.out.dimension();
  return sum;
}

}  // namespace separatrix
