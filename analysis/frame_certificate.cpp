#include "analysis/frame_certificate.hpp"

#include <algorithm>

#include "analysis/box_decode.hpp"
#include "analysis/rule_tables.hpp"
#include "analysis/run_one.hpp"
#include "models/content.hpp"
#include "models/hoisted_frame.hpp"
#include "models/json_fields.hpp"
#include "models/measures.hpp"
#include "models/model_json.hpp"
#include "numerics/enclosed.hpp"
#include "parallel/chunked.hpp"

namespace separatrix {
namespace {

/// The enclosing arithmetic of A, and A's numbers in it.
template <Arithmetic A>
struct Boxes {
  using E = Enclosed<A>;
  static E over(const A& a) { return Enclosed<A>(a); }
  static typename E::Value single(const E& e, const typename A::Value& v) { return e.single(v); }
};
template <>
struct Boxes<RealIntervals> {
  using E = RealIntervals;
  static E over(const RealIntervals& a) { return a; }
  static Interval single(const E&, const Interval& v) { return v; }
};

/// Most combinations of values of the deciding tokens that one frame is cut into.
constexpr std::uint64_t kMostCases = std::uint64_t{1} << 20;

struct FrameFinding {
  std::optional<Failure> failure;
  std::optional<std::string> undecided;
  std::optional<Rational> least_weight;  // on a deciding slot, all frames so far
};

template <Arithmetic A>
class FrameCertifier {
 public:
  using E = typename Boxes<A>::E;
  using Value = typename E::Value;

  FrameCertifier(const Transformer& model, const Task& task, const A& arithmetic)
      : task_(task),
        exact_(arithmetic, model),
        boxes_(Boxes<A>::over(arithmetic)),
        enclosed_(boxes_, model) {
    const auto kinds = task.content_kinds();
    content_kind_ =
        static_cast<std::uint32_t>(std::find(kinds.begin(), kinds.end(), true) - kinds.begin());
    keys_.emplace(exact_, content_kind_, task.max_length() - 1);
    for (std::uint64_t s = 0; s < model.vocabulary[content_kind_].values; ++s) {
      values_.emplace_back();
      for (std::size_t h = 0; h < model.layers[0].heads.size(); ++h)
        values_.back().push_back(value(h, {content_kind_, s}, 0));
    }
    any_ = values_.front();
    for (const auto& next : values_)
      for (std::size_t h = 0; h < any_.size(); ++h)
        for (std::size_t c = 0; c < any_[h].size(); ++c)
          any_[h][c] = boxes_.hull(any_[h][c], next[h][c]);
  }

  FrameFinding run(std::uint64_t frame_index, BoxDecoder<E>& decoder) const {
    const Frame frame = task_.frame(frame_index);
    const auto rules = task_.digit_rules(frame_index);
    const auto deciding = slots_read(frame, rules);
    FrameFinding finding;
    if (rules.empty() || word_count(frame.values, deciding.size(), kMostCases) > kMostCases) {
      finding.undecided = "the answer is not known to depend on few tokens only";
      return finding;
    }
    const HoistedFrame<A> hoisted(exact_, frame.pattern, &*keys_);
    for (const std::size_t slot : deciding) {
      const auto& w = hoisted.weight(0, frame.content[slot]);
      if (!exact_.arithmetic().finite(w)) continue;
      const Rational weight = exact_.arithmetic().lower(w);
      if (!finding.least_weight || weight < *finding.least_weight) finding.least_weight = weight;
    }
    // Every combination of values of the deciding slots; the reference is constant on the rest.
    std::vector<std::uint64_t> chosen(deciding.size(), 0);
    Input input = frame.pattern;
    for (;;) {
      for (std::size_t d = 0; d < deciding.size(); ++d)
        input[frame.content[deciding[d]]].value = chosen[d];
      const auto digits = decoder.decode(attended(hoisted, frame, deciding, chosen));
      if (digits != rule_answer(frame, rules, input)) {
        finding.failure = counterexample(hoisted, frame, deciding, chosen);
        if (!finding.failure)
          finding.undecided = "for some content the answer's digits are not decided";
        return finding;
      }
      std::size_t d = 0;
      while (d < chosen.size() && ++chosen[d] == frame.values) chosen[d++] = 0;
      if (d == chosen.size()) return finding;
    }
  }

  BoxDecoder<E> decoder() const { return BoxDecoder<E>(enclosed_); }

 private:
  std::vector<Value> value(std::size_t h, const Token& token, std::size_t position) const {
    const AffineMap& map = enclosed_.model().layers[0].heads[h].value;
    return enclosed_.layer(0).heads[h].value.apply(boxes_, enclosed_.embed(token, position, &map));
  }

  /// The attended stream when the deciding slots hold `chosen` and the other content is any.
  std::vector<Value> attended(const HoistedFrame<A>& hoisted, const Frame& frame,
                              const std::vector<std::size_t>& deciding,
                              const std::vector<std::uint64_t>& chosen) const {
    std::vector<std::vector<Value>> outputs;
    for (std::size_t h = 0; h < hoisted.heads(); ++h) {
      // In index order, as the arithmetic itself sums.
      std::vector<typename E::Sum> sums(any_[h].size(), boxes_.zero());
      std::size_t slot = 0;
      for (std::size_t j = 0; j < hoisted.length(); ++j) {
        const Value weight = Boxes<A>::single(boxes_, hoisted.weight(h, j));
        const bool content = slot < frame.content.size() && frame.content[slot] == j;
        std::vector<Value> fixed;
        const std::vector<Value>* v = &any_[h];
        if (content) {
          const auto d = std::find(deciding.begin(), deciding.end(), slot);
          if (d != deciding.end())
            v = &values_[chosen[static_cast<std::size_t>(d - deciding.begin())]][h];
          ++slot;
        } else {
          fixed = value(h, frame.pattern[j], j);
          v = &fixed;
        }
        for (std::size_t c = 0; c < sums.size(); ++c) boxes_.add_product(sums[c], weight, (*v)[c]);
      }
      outputs.emplace_back();
      for (const auto& sum : sums) outputs.back().push_back(boxes_.round(sum));
    }
    return enclosed_.combine(0, outputs, {});
  }

  /// Really runs the extreme contents: all other slots on one value. The first that fails.
  std::optional<Failure> counterexample(const HoistedFrame<A>& hoisted, const Frame& frame,
                                        const std::vector<std::size_t>& deciding,
                                        const std::vector<std::uint64_t>& chosen) const {
    for (std::uint64_t filler = 0; filler < frame.values; ++filler) {
      Input input = frame.pattern;
      for (const std::size_t position : frame.content) input[position].value = filler;
      for (std::size_t d = 0; d < deciding.size(); ++d)
        input[frame.content[deciding[d]]].value = chosen[d];
      const Answer expected = task_.reference(input);
      const auto output = hoisted.output(input);
      if (reads_as(exact_, output, expected) == Tri::no)
        return Failure{std::move(input), expected, exact_.decode(output)};
    }
    return std::nullopt;
  }

  const Task& task_;
  ForwardPass<A> exact_;
  E boxes_;
  ForwardPass<E> enclosed_;
  std::uint32_t content_kind_ = 0;
  std::optional<KeyCache<A>> keys_;
  std::vector<std::vector<std::vector<Value>>> values_;  // [symbol][head]
  std::vector<std::vector<Value>> any_;                  // [head]: hull over the symbols
};

/// Why the argument does not apply to this model; empty if it does.
std::string obstacle(const Transformer& model, const Task& task) {
  if (model.layers.size() != 1) return "the certificate frame by frame handles one layer";
  if (model.layers[0].residual) return "it does not follow a residual connection";
  if (!content_flow(model, task.content_kinds()).all_addressing())
    return "a head's attention depends on the content, not on addresses alone";
  for (const Head& head : model.layers[0].heads)
    for (const EmbeddingTerm& term : model.embedding)
      if (task.content_kinds()[term.kind] && head.value.reads(term.subspace) &&
          !std::holds_alternative<ValueTable>(term.source) &&
          !std::holds_alternative<ConstantVector>(term.source))
        return "the value of head '" + head.name + "' depends on the position";
  return "";
}

template <Arithmetic A>
Outcome certify(const Transformer& model, const Task& task, const A& arithmetic, Work& work) {
  const FrameCertifier<A> certifier(model, task, arithmetic);
  const auto body = [&](std::uint64_t begin, std::uint64_t end) {
    auto decoder = certifier.decoder();
    FrameFinding all;
    for (std::uint64_t f = begin; f < end; ++f) {
      FrameFinding one = certifier.run(f, decoder);
      if (one.least_weight && (!all.least_weight || *one.least_weight < *all.least_weight))
        all.least_weight = one.least_weight;
      all.failure = std::move(one.failure);
      all.undecided = std::move(one.undecided);
      if (all.failure || all.undecided) break;
    }
    return all;
  };
  const auto fold = [](FrameFinding& all, FrameFinding&& next) {
    if (next.least_weight && (!all.least_weight || *next.least_weight < *all.least_weight))
      all.least_weight = next.least_weight;
    if (!all.failure) all.failure = std::move(next.failure);
    if (!all.undecided) all.undecided = std::move(next.undecided);
  };
  work.begin("frames", task.frames());
  const FrameFinding finding = chunked_reduce(work, task.frames(), 8, FrameFinding{}, body, fold);
  Outcome outcome;
  if (finding.failure) {
    outcome.status = Status::refuted;
    outcome.failure = finding.failure;
  } else if (finding.undecided) {
    outcome.reason = *finding.undecided;
  } else if (work.stopped()) {
    outcome.reason = "interrupted after " + std::to_string(work.done()) + " of " +
                     std::to_string(task.frames()) + " frames";
  } else {
    outcome.status = Status::certified;
    outcome.certificate = nlohmann::ordered_json{
        {"kind", "lookup-by-frames"}, {"task", task.parameters()},
        {"model", to_json(model)},    {"arithmetic", arithmetic.name()},
        {"frames", task.frames()},    {"least_weight_on_target", to_string(*finding.least_weight)}};
    for (const auto& [name, code] : model.codes)
      for (const std::string& key : code->assumes()) outcome.assumes.push_back(key);
  }
  return outcome;
}

}  // namespace

Outcome certify_by_frames(const Transformer& model, const Task& task, const Format& format,
                          Work& work) {
  if (const std::string why = obstacle(model, task); !why.empty()) {
    Outcome outcome;
    outcome.reason = why;
    return outcome;
  }
  const std::uint64_t terms = longest_sum(model, task.max_length());
  return with_arithmetic(format, task.grid_n(), terms, [&](const auto& arithmetic) {
    return certify(model, task, arithmetic, work);
  });
}

Integer frame_certificate_cost(const Transformer& model, const Task& task) {
  constexpr std::uint64_t kExponential = 100;
  Integer per_token = 0;
  for (const Head& head : model.layers[0].heads)
    per_token += head.query.out.dimension() + kExponential;
  return Integer(task.frames()) * task.max_length() * per_token;
}

}  // namespace separatrix
