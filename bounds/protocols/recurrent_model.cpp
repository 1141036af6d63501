#include "bounds/protocols/recurrent_model.hpp"

#include <string>

#include "bounds/recall_memory.hpp"
#include "numerics/error.hpp"
#include "tasks/nearest_neighbour.hpp"

namespace separatrix {
namespace {

Error not_a_state(const std::string& problem) {
  return Error("RecurrentModel", "state", "the string is not a state: " + problem);
}
Error not_read(std::size_t time) {
  return Error("RecurrentModel", "input",
               "the model does not read this token at position " + std::to_string(time));
}

class FiniteModel final : public RecurrentModel {
 public:
  explicit FiniteModel(const FiniteRecurrence& model) : model_(&model) { model.validate(); }

  std::uint64_t state_bits() const override { return model_->bits; }
  Bits initial() const override { return written(model_->initial); }
  Bits read(const Bits& state, std::size_t time, std::span<const Token> tokens) const override {
    return written(after(number(state), time, tokens));
  }
  std::optional<Answer> answer(const Bits& state, std::size_t time,
                               std::span<const Token> rest) const override {
    // What the readout sees itself is the last token; it must not have been read into the state.
    const std::size_t seen = model_->last_kind ? 1 : 0;
    if (rest.size() < seen) throw not_read(time);
    const std::span<const Token> steps = rest.first(rest.size() - seen);
    const std::size_t reached = after(number(state), time, steps);
    const std::size_t taken = model_->stationary ? 0 : time + steps.size();
    if (taken >= model_->answers.size()) throw not_read(time + steps.size());
    const std::vector<Answer>& answers = model_->answers[taken];
    const std::size_t row = seen == 0
                                ? reached
                                : reached * model_->vocabulary[*model_->last_kind].values +
                                      value(rest.back(), *model_->last_kind, time + steps.size());
    if (row >= answers.size()) throw not_a_state("no answer is read there");
    return answers[row];
  }

 private:
  Bits written(std::size_t state) const {
    BitWriter out;
    out.put(state, 0, most());
    return out.bits();
  }
  std::size_t number(const Bits& state) const {
    BitReader in(state);
    const Integer read = in.get(0, most());
    in.finish();
    return read.convert_to<std::size_t>();
  }
  Integer most() const { return power(2, model_->bits) - 1; }

  std::uint64_t value(const Token& token, std::uint32_t kind, std::size_t time) const {
    if (token.kind != kind || token.value >= model_->vocabulary[kind].values) throw not_read(time);
    return token.value;
  }
  std::size_t after(std::size_t state, std::size_t time, std::span<const Token> tokens) const {
    for (const Token& token : tokens) {
      if (!model_->stationary && time >= model_->steps.size()) throw not_read(time);
      const FiniteStep& g = model_->step(time);
      if (state >= g.states) throw not_a_state("it is not in use at that time");
      state = g.next[state * model_->vocabulary[g.kind].values + value(token, g.kind, time)];
      ++time;
    }
    return state;
  }

  const FiniteRecurrence* model_;
};

template <class Int>
class NetModel final : public RecurrentModel {
 public:
  using A = Fixed<Int>;
  using State = RecurrentState<A>;

  explicit NetModel(const RecurrentPass<A>& pass)
      : pass_(&pass),
        most_(pass.arithmetic().grid().scale * pass.arithmetic().grid().scale),
        cells_(pass.net().initial_cell.size()) {}

  std::uint64_t state_bits() const override {
    return (pass_->net().units() + cells_) * pass_->arithmetic().precision_bits();
  }
  Bits initial() const override { return written(pass_->initial()); }
  Bits read(const Bits& state, std::size_t, std::span<const Token> tokens) const override {
    return written(after(state, tokens));
  }
  std::optional<Answer> answer(const Bits& state, std::size_t,
                               std::span<const Token> rest) const override {
    return pass_->decode(pass_->output(after(state, rest)));
  }

 private:
  Bits written(const State& state) const {
    BitWriter out;
    for (const auto* entries : {&state.hidden, &state.cell})
      for (const auto& v : *entries) {
        if constexpr (std::same_as<Int, Integer>)
          out.put(v.units, -most_, most_);
        else
          out.put(to_integer(v.units), -most_, most_);
      }
    return out.bits();
  }
  State after(const Bits& state, std::span<const Token> tokens) const {
    BitReader in(state);
    const auto entries = [&](std::size_t count) {
      std::vector<typename A::Value> values(count);
      for (auto& v : values) {
        if constexpr (std::same_as<Int, Integer>)
          v.units = in.get(-most_, most_);
        else
          v.units = to_int128(in.get(-most_, most_));
      }
      return values;
    };
    State reached;
    reached.hidden = entries(pass_->net().units());
    reached.cell = entries(cells_);
    in.finish();
    SquashMemo<A> memo;
    for (const Token& token : tokens) reached = pass_->step(reached, token, memo);
    return reached;
  }

  const RecurrentPass<A>* pass_;
  Integer most_;  // S^2
  std::size_t cells_;
};

class LabelTable final : public RecurrentModel {
 public:
  explicit LabelTable(std::uint64_t keys)
      : keys_(keys), bits_(recall_bits(keys, PairTokens::separate)) {}

  std::uint64_t state_bits() const override { return bits_; }
  Bits initial() const override { return Bits(bits_, false); }

  Bits read(const Bits& state, std::size_t time, std::span<const Token> tokens) const override {
    Memory memory = remembered(state, time);
    for (const Token& token : tokens) {
      const bool key_expected = time % 2 == 0;
      if (token.kind != (key_expected ? kPoint : kLabel) ||
          token.value >= (key_expected ? keys_ : 2))
        throw not_read(time);
      if (key_expected)
        memory.pending = token.value;
      else
        memory.labels[memory.pending] = token.value == 1;
      ++time;
    }
    return written(memory, time);
  }
  std::optional<Answer> answer(const Bits& state, std::size_t time,
                               std::span<const Token> rest) const override {
    if (rest.empty()) throw not_read(time);
    time += rest.size() - 1;
    const Token& query = rest.back();
    if (time % 2 != 0 || query.kind != kPoint || query.value >= keys_) throw not_read(time);
    const Bits before = read(state, time + 1 - rest.size(), rest.first(rest.size() - 1));
    return Answer{before[query.value]};
  }

 private:
  struct Memory {
    Bits labels;
    std::uint64_t pending = 0;  // the key whose label comes next, at odd times
  };

  /// At even times the labels in order; at odd times those of the others, then the pending key.
  /// Unused bits at the end are 0.
  Bits written(const Memory& memory, std::size_t time) const {
    BitWriter out;
    for (std::uint64_t key = 0; key < keys_; ++key)
      if (time % 2 == 0 || key != memory.pending) out.put(Bits{memory.labels[key]});
    if (time % 2 != 0) out.put(memory.pending, 0, keys_ - 1);
    Bits bits = out.bits();
    bits.resize(bits_, false);
    return bits;
  }
  Memory remembered(const Bits& state, std::size_t time) const {
    if (state.size() != bits_)
      throw not_a_state("it has " + std::to_string(state.size()) + " bits instead of " +
                        std::to_string(bits_));
    Memory memory{Bits(state.begin(), state.begin() + static_cast<std::ptrdiff_t>(keys_)), 0};
    if (time % 2 == 0) return memory;
    memory.labels.pop_back();  // keys - 1 labels of the others
    BitReader in(Bits(state.begin() + static_cast<std::ptrdiff_t>(keys_ - 1), state.end()));
    memory.pending = in.get(0, keys_ - 1).convert_to<std::uint64_t>();
    memory.labels.insert(memory.labels.begin() + static_cast<std::ptrdiff_t>(memory.pending),
                         false);
    return memory;
  }

  std::uint64_t keys_;
  std::uint64_t bits_;
};

}  // namespace

std::unique_ptr<RecurrentModel> as_protocol_model(const FiniteRecurrence& model) {
  return std::make_unique<FiniteModel>(model);
}
std::unique_ptr<RecurrentModel> as_protocol_model(const RecurrentPass<Fixed<Int128>>& pass) {
  return std::make_unique<NetModel<Int128>>(pass);
}
std::unique_ptr<RecurrentModel> as_protocol_model(const RecurrentPass<Fixed<Integer>>& pass) {
  return std::make_unique<NetModel<Integer>>(pass);
}
std::unique_ptr<RecurrentModel> label_table(std::uint64_t keys) {
  if (keys == 0 || keys > std::uint64_t{1} << 20)
    throw Error("label_table", "keys", "the number of keys must be from 1 to 2^20");
  return std::make_unique<LabelTable>(keys);
}

}  // namespace separatrix
