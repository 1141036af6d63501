#include "analysis/feature_certificate.hpp"

#include <algorithm>
#include <set>

#include "analysis/box_decode.hpp"
#include "analysis/box_network.hpp"
#include "analysis/class_attention.hpp"
#include "analysis/feature_runs.hpp"
#include "models/forward.hpp"
#include "models/measures.hpp"
#include "models/model_json.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

constexpr IndexLabel kAimed = 0;    // the index that the query asks for
constexpr IndexLabel kAnother = 1;  // any other
constexpr IndexLabel kOwn = 2;      // the query's own position, where that is not asked for
constexpr std::size_t kMostConfigurations = std::size_t{1} << 16;

/// Where a head's attention goes from the positions of a run.
struct Aim {
  std::uint64_t first = 0;  // target of the run's first position
  std::uint64_t step = 1;
  std::uint32_t kind = 0;  // of the targets
  bool own = false;        // each position is its own target
  bool operator==(const Aim&) const = default;
};

/// Positions that differ in nothing but where they stand.
struct Segment {
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  std::uint32_t kind = 0;
  std::vector<Aim> aims;  // per head
};

/// The token (its place among the configuration's) that stands at each head's target.
struct Configuration {
  std::size_t tokens = 0;
  std::optional<std::size_t> own;
  std::vector<std::optional<std::size_t>> targets;  // per head; none: a kind with one value
  std::vector<FeatureRun::Reads> reads;
};

template <class B>
class FeatureCertificate {
 public:
  using E = typename B::E;
  using Value = typename E::Value;
  using Vector = std::vector<Value>;

  FeatureCertificate(const Transformer& model, const Task& task, B arithmetic)
      : model_(model),
        task_(task),
        arithmetic_(std::move(arithmetic)),
        pass_(arithmetic_.boxes, model),
        kinds_(task.kind_runs()),
        rule_(task.digit_rules(0).front()) {}

  /// Throws Undecided where the argument does not go through.
  Json run(Work& work) {
    require_shape();
    network_.emplace(contribution_of(model_));
    std::vector<EnclosedRun> computed;
    const auto segments = cut();
    work.begin("runs of positions", segments.size());
    for (const Segment& segment : segments) {
      if (work.stopped()) throw Undecided{"interrupted"};
      computed.push_back(compute(segment));
      work.advance(1);
    }
    std::string reason;
    const auto sums = match_features(computed, rule_, values(), reason);
    if (!sums) throw Undecided{reason};
    Json average = check_answer(*sums);
    Json heads = Json::array();
    for (const auto& [key, attention] : attention_) heads.push_back(attention.written);
    return Json{{"kind", "features-by-classes"},
                {"task", task_.parameters()},
                {"model", to_json(model_)},
                {"arithmetic", arithmetic_.boxes.name()},
                {"heads", heads},
                {"runs_of_positions", segments.size()},
                {"gates_checked", gates_.size()},
                {"features", sums->features},
                {"deviation", Json::array({shown(sums->lowest), shown(sums->highest)})},
                {"average", average},
                {"readout", Json{{"low", to_json_number(model_.readout.low)},
                                 {"high", to_json_number(model_.readout.high)}}}};
  }

 private:
  static std::string shown(const Rational& x) { return Interval(x).to_string(12); }

  std::uint64_t length() const { return task_.max_length(); }
  const Layer& first() const { return model_.layers[0]; }
  const Layer& second() const { return model_.layers[1]; }

  /// The number of values of the one kind of token that varies.
  std::uint64_t values() const {
    std::uint64_t most = 1;
    for (const TokenKind& kind : model_.vocabulary) {
      if (kind.values > 1 && most > 1)
        throw Undecided{"two kinds of token vary; the certificate handles one"};
      most = std::max(most, kind.values);
      if (kind.features > 0) throw Undecided{"the tokens have real features"};
    }
    return most;
  }

  void require_shape() const {
    values();
    if (model_.layers.size() != 2) throw Undecided{"the feature certificate handles two layers"};
    if (model_.causal) throw Undecided{"the feature certificate does not follow a causal mask"};
    if (!first().mlp || first().mlp->residual)
      throw Undecided{"layer 1 needs a ReLU network without a residual connection"};
    if (second().residual || second().heads.size() != 1 ||
        second().heads[0].value.out.dimension() != 1)
      throw Undecided{"layer 2 must be one head with one value, without a residual connection"};
    const Head& mean = second().heads[0];
    const bool uniform = (mean.key.blocks.empty() && mean.key.biases.empty()) ||
                         (mean.query.blocks.empty() && mean.query.biases.empty());
    if (!uniform) throw Undecided{"the attention of layer 2 is not uniform"};
    for (const EmbeddingTerm& term : model_.embedding) {
      const bool by_position = !std::holds_alternative<ValueTable>(term.source) &&
                               !std::holds_alternative<ConstantVector>(term.source);
      for (const Head& head : first().heads)
        if (by_position && head.value.reads(term.subspace))
          throw Undecided{"the value of head '" + head.name + "' reads '" + term.subspace +
                          "', which depends on the position"};
      if (by_position && !std::holds_alternative<PositionTable>(term.source) && first().residual &&
          first().mlp->hidden.reads(term.subspace))
        throw Undecided{"the ReLU network of layer 1 reads the addresses '" + term.subspace + "'"};
      const auto* address = std::get_if<AddressOf>(&term.source);
      if (address != nullptr && model_.codes.at(address->code)->size() < length())
        throw Undecided{"the code '" + address->code + "' has fewer addresses than positions"};
    }
  }

  // --- Runs of positions ---

  std::uint32_t kind_at(std::uint64_t position) const {
    std::uint32_t kind = 0;
    for (const KindRun& run : kinds_)
      if (run.first <= position) kind = run.kind;
    return kind;
  }

  std::uint64_t tokens_of(std::uint32_t kind) const {
    std::uint64_t count = 0;
    for (std::size_t r = 0; r < kinds_.size(); ++r)
      if (kinds_[r].kind == kind)
        count += (r + 1 < kinds_.size() ? kinds_[r + 1].first : length()) - kinds_[r].first;
    return count;
  }

  /// The one address that the head's query asks with.
  const EmbeddingTerm& asking_term(const Head& head, std::uint32_t kind) const {
    const EmbeddingTerm* found = nullptr;
    for (const EmbeddingTerm& term : model_.embedding) {
      if (term.kind != kind || !head.query.reads(term.subspace) ||
          !std::holds_alternative<AddressOf>(term.source))
        continue;
      if (found != nullptr)
        throw Undecided{"the query of head '" + head.name + "' reads two addresses"};
      found = &term;
    }
    const std::string& name = model_.vocabulary[kind].name;
    if (found == nullptr)
      throw Undecided{"the query of head '" + head.name + "' reads no address of a " + name};
    if (std::get<AddressOf>(found->source).index == AddressOf::Index::value)
      throw Undecided{"head '" + head.name + "' asks for the content of a " + name};
    return *found;
  }

  static std::vector<AddressRun> map_of(const AddressOf& address) {
    if (address.index == AddressOf::Index::position) return {{0, 0, 1}};
    return address.map;
  }

  /// Cuts the positions wherever the kind, a table's row, or the way in which a head aims changes.
  std::vector<Segment> cut() const {
    std::vector<std::uint64_t> cuts;
    const auto add = [&](std::uint64_t position) {
      if (position < length()) cuts.push_back(position);
    };
    std::vector<std::vector<AddressRun>> maps;  // [kind * heads + head]
    for (const KindRun& run : kinds_) add(run.first);
    for (const EmbeddingTerm& term : model_.embedding)
      if (const auto* table = std::get_if<PositionTable>(&term.source))
        for (const PositionRow& row : table->rows) add(row.first);
    for (std::uint32_t kind = 0; kind < model_.vocabulary.size(); ++kind)
      for (const Head& head : first().heads) {
        maps.emplace_back();
        if (tokens_of(kind) == 0) continue;
        maps.back() = map_of(std::get<AddressOf>(asking_term(head, kind).source));
        for (const AddressRun& run : maps.back()) {
          add(run.first);
          if (run.step == 0) {  // the position that is its own target stands alone
            add(run.target);
            add(run.target + 1);
          } else {
            for (const KindRun& boundary : kinds_)
              if (boundary.first >= run.target) add(run.first + (boundary.first - run.target));
          }
        }
      }
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    std::vector<Segment> segments;
    for (std::size_t c = 0; c < cuts.size(); ++c) {
      Segment segment{
          cuts[c], (c + 1 < cuts.size() ? cuts[c + 1] : length()) - cuts[c], kind_at(cuts[c]), {}};
      for (std::size_t h = 0; h < first().heads.size(); ++h) {
        const auto& map = maps[segment.kind * first().heads.size() + h];
        Aim aim;
        aim.first = mapped_address(map, segment.first);
        aim.step = segment.count == 1 ? 1 : mapped_address(map, segment.first + 1) - aim.first;
        aim.own = aim.first == segment.first && aim.step == 1;
        const std::uint64_t last = aim.first + aim.step * (segment.count - 1);
        if (last >= length())
          throw Undecided{"head '" + first().heads[h].name +
                          "' asks for a position beyond the input"};
        aim.kind = kind_at(aim.first);
        segment.aims.push_back(aim);
      }
      segments.push_back(std::move(segment));
    }
    return segments;
  }

  // --- Attention of layer 1 ---

  const TargetAttention<B>& attention(std::size_t h, std::uint32_t kind, const Aim& aim) {
    const auto key = std::tuple{h, kind, aim.kind, aim.own};
    const auto known = attention_.find(key);
    if (known != attention_.end()) return known->second;
    const Head& head = first().heads[h];
    for (const EmbeddingTerm& term : model_.embedding) {
      const auto* address = std::get_if<AddressOf>(&term.source);
      if (address != nullptr && head.key.reads(term.subspace) &&
          address->index != AddressOf::Index::position)
        throw Undecided{"the key of head '" + head.name + "' reads '" + term.subspace +
                        "', which is not the address of its position"};
    }
    const EmbeddingTerm& asks = asking_term(head, kind);
    AbstractToken query{model_.vocabulary[kind].name, kind, aim.own ? kAimed : kOwn, kOwn, {}};
    if (std::get<AddressOf>(asks.source).index == AddressOf::Index::map)
      query.mapped[asks.subspace] = kAimed;
    const AbstractToken target{
        "the " + model_.vocabulary[aim.kind].name + " aimed at", aim.kind, kAimed, kAimed, {}};
    std::vector<RivalClass> rivals;
    for (std::uint32_t other = 0; other < model_.vocabulary.size(); ++other)
      rivals.push_back({{(other == aim.kind ? "another " : "any ") + model_.vocabulary[other].name,
                         other,
                         kAnother,
                         kAnother,
                         {}},
                        tokens_of(other) - (other == aim.kind ? 1 : 0)});
    return attention_
        .emplace(key, attend_to_target(arithmetic_, model_, head, query, target, rivals))
        .first->second;
  }

  Vector value(std::size_t h, const Token& token) const {
    const AffineMap& map = first().heads[h].value;
    return pass_.layer(0).heads[h].value.apply(arithmetic_.boxes, pass_.embed(token, 0, &map));
  }

  const Vector& hull_of_values(std::size_t h) {
    while (any_.size() <= h) {
      std::optional<Vector> box;
      for (std::uint32_t kind = 0; kind < model_.vocabulary.size(); ++kind) {
        if (tokens_of(kind) == 0) continue;
        for (std::uint64_t v = 0; v < model_.vocabulary[kind].values; ++v) {
          const Vector next = value(any_.size(), {kind, v});
          if (!box) box = next;
          for (std::size_t c = 0; c < next.size(); ++c)
            (*box)[c] = arithmetic_.boxes.hull((*box)[c], next[c]);
        }
      }
      any_.push_back(*box);
    }
    return any_[h];
  }

  // --- What a position contributes to layer 2 ---

  Configuration configuration(const Segment& segment) const {
    Configuration tokens;
    const auto token = [&](std::uint64_t at, std::uint64_t step) {
      tokens.reads.push_back({at, step});
      return tokens.tokens++;
    };
    if (model_.vocabulary[segment.kind].values > 1) tokens.own = token(segment.first, 1);
    for (std::size_t h = 0; h < segment.aims.size(); ++h) {
      const Aim& aim = segment.aims[h];
      tokens.targets.emplace_back();
      if (aim.own) {
        tokens.targets.back() = tokens.own;
      } else if (model_.vocabulary[aim.kind].values > 1) {
        for (std::size_t earlier = 0; earlier < h; ++earlier)
          if (segment.aims[earlier] == aim) tokens.targets.back() = tokens.targets[earlier];
        if (!tokens.targets.back()) tokens.targets.back() = token(aim.first, aim.step);
      }
    }
    return tokens;
  }

  /// Equal keys: the same model computations on every configuration.
  std::vector<std::uint64_t> signature(const Segment& segment) {
    std::vector<std::uint64_t> key{segment.kind};
    const Configuration tokens = configuration(segment);
    for (std::size_t h = 0; h < segment.aims.size(); ++h) {
      key.push_back(segment.aims[h].kind);
      key.push_back(segment.aims[h].own ? 1 : 0);
      key.push_back(tokens.targets[h] ? *tokens.targets[h] + 1 : 0);
    }
    for (const EmbeddingTerm& term : model_.embedding)
      if (const auto* table = std::get_if<PositionTable>(&term.source);
          table != nullptr && term.kind == segment.kind)
        key.push_back(rows_.emplace(table->at(segment.first).entries, rows_.size()).first->second);
    return key;
  }

  EnclosedRun compute(const Segment& segment) {
    const Configuration tokens = configuration(segment);
    auto key = signature(segment);
    auto known = gates_.find(key);
    if (known == gates_.end()) {
      EnclosedRun gate;
      std::size_t size = 1;
      for (std::size_t t = 0; t < tokens.tokens; ++t) size *= values();
      if (size > kMostConfigurations)
        throw Undecided{"a position sees " + std::to_string(size) +
                        " configurations of symbols, too many to check one by one"};
      for (std::size_t c = 0; c < size; ++c) {
        const Value v = contribution(segment, tokens, c);
        if (!arithmetic_.boxes.finite(v)) throw Undecided{"a gate's output is not bounded"};
        gate.low.push_back(arithmetic_.boxes.lower(v));
        gate.high.push_back(arithmetic_.boxes.upper(v));
      }
      known = gates_.emplace(std::move(key), std::move(gate)).first;
    }
    EnclosedRun run = known->second;
    run.count = segment.count;
    run.reads = tokens.reads;
    return run;
  }

  Value contribution(const Segment& segment, const Configuration& tokens, std::size_t c) {
    const auto letter = [&](const std::optional<std::size_t>& token) {
      std::size_t rest = c;
      if (!token) return std::uint64_t{0};
      for (std::size_t t = 0; t < *token; ++t) rest /= values();
      return std::uint64_t{rest % values()};
    };
    std::vector<Vector> outputs;
    for (std::size_t h = 0; h < segment.aims.size(); ++h) {
      const auto& weights = attention(h, segment.kind, segment.aims[h]);
      const Vector target = value(h, {segment.aims[h].kind, letter(tokens.targets[h])});
      const Vector& any = hull_of_values(h);
      outputs.emplace_back();
      for (std::size_t d = 0; d < target.size(); ++d) {
        auto sum = arithmetic_.boxes.zero();
        arithmetic_.boxes.add_product(sum, weights.target, target[d]);
        arithmetic_.boxes.add_product(sum, weights.rest, any[d]);
        outputs.back().push_back(arithmetic_.boxes.round(sum));
      }
    }
    Vector residual;
    if (first().residual)
      residual =
          pass_.embed({segment.kind, letter(tokens.own)}, segment.first, &first().mlp->hidden);
    return gate(pass_.combine(0, outputs, residual));
  }

  /// The value of layer 2 as a read-out of the network of layer 1.
  static BoxNetwork contribution_of(const Transformer& model) {
    const AffineMap& read = model.layers[1].heads[0].value;
    std::vector<Rational> of_output(read.in.dimension());
    for (const MatrixEntry& e : read.entries()) of_output[e.column] = e.value;
    return BoxNetwork(*model.layers[0].mlp, of_output, read.bias()[0]);
  }

  /// The contribution for a box of attended streams.
  Value gate(const Vector& attended) const {
    if constexpr (std::is_same_v<E, RealIntervals>)
      return network_->over(attended);
    else  // the rounded network on the box; exact where the copies are
      return pass_.layer(1).heads[0].value.apply(arithmetic_.boxes,
                                                 pass_.apply_mlp(0, attended))[0];
  }

  // --- The answer ---

  /// Encloses the rounded average over all tokens of numbers that add up to [low, high].
  Value average(const Value& weight, const Rational& low, const Rational& high) const {
    const E& boxes = arithmetic_.boxes;
    if constexpr (std::is_same_v<E, RealIntervals>) {
      return weight * hull(Interval(low), Interval(high));
    } else {
      if (low < 0) throw Undecided{"on the grid a sum below 0 is not covered"};
      const auto scaled = [&](const Integer& count) {
        if (count > Integer(task_.max_length()) * kMostPerToken)
          throw Undecided{"a position contributes too much"};
        auto sum = boxes.zero();
        boxes.add_scaled(sum, weight, count.convert_to<std::uint64_t>());
        return boxes.round(sum);
      };
      return boxes.hull(scaled(floor(low)), scaled(ceil(high)));
    }
  }

  Json check_answer(const MatchedSums& sums) {
    const E& boxes = arithmetic_.boxes;
    const std::vector<Value> logits{boxes.constant(Rational(0))};
    const std::vector<std::uint64_t> counts{length()};
    const Value weight = softmax<E>(boxes, logits, counts)[0];
    BoxDecoder<E> decoder(pass_);
    Json written = Json::object();
    const auto check = [&](const char* side, const Rational& low, const Rational& high,
                           bool above) {
      const Value mean = average(weight, low, high);
      const auto digits = decoder.decode(pass_.combine(1, std::vector<Vector>{{mean}}, {}));
      written[side] = Json{{"sum", Json::array({shown(low), shown(high)})},
                           {"digit", above != rule_.negated ? 1 : 0}};
      if (!digits)
        throw Undecided{std::string("the answer is not decided where the sum is ") + side};
      if ((*digits)[0] != (above != rule_.negated))
        throw Undecided{std::string("the answer is wrong where the sum is ") + side};
    };
    const Rational bound(rule_.bound);
    if (sums.least <= bound)
      check("at most the bound", sums.least + sums.lowest,
            std::min(bound, sums.most) + sums.highest_up_to_bound, false);
    if (sums.most > bound)
      check("above the bound", std::max(Rational(bound + 1), sums.least) + sums.lowest,
            sums.most + sums.highest, true);
    return written;
  }

  static constexpr std::uint64_t kMostPerToken = 64;

  const Transformer& model_;
  const Task& task_;
  B arithmetic_;
  ForwardPass<E> pass_;
  std::vector<KindRun> kinds_;
  DigitRule rule_;
  std::optional<BoxNetwork> network_;
  std::map<std::tuple<std::size_t, std::uint32_t, std::uint32_t, bool>, TargetAttention<B>>
      attention_;
  std::vector<Vector> any_;                                  // per head: hull of all values
  std::map<std::vector<Rational>, std::size_t> rows_;        // rows of tables, numbered
  std::map<std::vector<std::uint64_t>, EnclosedRun> gates_;  // by signature
};

}  // namespace

Outcome certify_by_features(const Transformer& model, const Task& task, const Format& format,
                            Work& work) {
  Outcome outcome;
  if (task.kind_runs().empty() || task.answer_digits() != 1 || task.digit_rules(0).size() != 1) {
    outcome.reason = "the task's answer is not one threshold of a sum of features";
    return outcome;
  }
  // Besides the pass's own sums those of up to 64 per token.
  const std::uint64_t terms = longest_sum(model, 64 * task.max_length());
  const auto certified = with_boxes(format, task.grid_n(), terms, [&](auto arithmetic) {
    Outcome found;
    try {
      found.certificate =
          FeatureCertificate<decltype(arithmetic)>(model, task, std::move(arithmetic)).run(work);
      found.status = Status::certified;
      for (const auto& [name, code] : model.codes)
        for (const std::string& key : code->assumes()) found.assumes.push_back(key);
    } catch (const Undecided& undecided) {
      found.reason = undecided.reason;
    }
    return found;
  });
  if (certified) return *certified;
  outcome.reason =
      to_string(format) + " sums depend on the order of the tokens, which classes do not know";
  return outcome;
}

}  // namespace separatrix
