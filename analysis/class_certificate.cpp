#include "analysis/class_certificate.hpp"

#include <array>

#include "analysis/abstract_logits.hpp"
#include "analysis/box_decode.hpp"
#include "models/content.hpp"
#include "models/json_fields.hpp"
#include "numerics/enclosed.hpp"
#include "tasks/digits.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

constexpr IndexLabel kAsked = 0;    // the position asked for
constexpr IndexLabel kAnother = 1;  // any other symbol's position
constexpr IndexLabel kLast = 2;     // the position token's own position

const AbstractToken kTarget{"target", IndexLookup::kSymbol, kAsked, kAsked};
const AbstractToken kOther{"other", IndexLookup::kSymbol, kAnother, kAnother};
const AbstractToken kOwn{"own", IndexLookup::kIndex, kLast, kAsked};

/// The boxes in which an arithmetic is certified, and what it stores of a parameter.
struct RealBoxes {
  using E = RealIntervals;
  RealIntervals boxes;
  Rational stored(const Rational& exact) const { return exact; }
  /// Over the reals weights add up to 1.
  bool weights_add_up_to_at_most_one() const { return true; }
  std::optional<Rational> largest() const { return std::nullopt; }
};

template <class Int>
struct GridBoxes {
  using E = Enclosed<Fixed<Int>>;
  Enclosed<Fixed<Int>> boxes;
  Rational stored(const Rational& exact) const {
    return boxes.point().lower(boxes.point().constant(exact));
  }
  /// Each weight is rounded down, so together they are at most 1; rounding to nearest may exceed
  /// it.
  bool weights_add_up_to_at_most_one() const {
    return boxes.point().grid().rounding == Rounding::down;
  }
  std::optional<Rational> largest() const { return Rational(boxes.point().grid().scale); }
};

struct Undecided {
  std::string reason;
};

Json write_range(const LogitRange& range) {
  return Json::array({to_json_number(range.low), to_json_number(range.high)});
}

template <class B>
class ClassCertificate {
 public:
  using E = typename B::E;
  using Value = typename E::Value;

  ClassCertificate(const Transformer& model, const IndexLookup& task, B arithmetic)
      : model_(model),
        task_(task),
        arithmetic_(std::move(arithmetic)),
        pass_(arithmetic_.boxes, model) {}

  /// Throws Undecided where the argument does not go through.
  Json run(Work& work) {
    require_shape();
    Json heads = Json::array();
    for (std::size_t h = 0; h < model_.layers[0].heads.size(); ++h) heads.push_back(head(h));
    check_digits(work);
    return Json{{"kind", "lookup-by-classes"},
                {"task", task_.parameters()},
                {"lengths", "all L <= n"},
                {"arithmetic", arithmetic_.boxes.name()},
                {"heads", heads},
                {"readout", Json{{"low", to_json_number(model_.readout.low)},
                                 {"high", to_json_number(model_.readout.high)}}},
                {"symbols_checked", task_.alphabet()}};
  }

 private:
  void require_shape() const {
    if (model_.layers.size() != 1)
      throw Undecided{"the class certificate of index lookup handles one layer"};
    if (model_.layers[0].residual)
      throw Undecided{"the class certificate does not follow a residual connection"};
    for (const EmbeddingTerm& term : model_.embedding) {
      // The position token may hold any of n values, and a symbol is no index.
      if (term.kind == IndexLookup::kIndex && std::holds_alternative<ValueTable>(term.source))
        throw Undecided{"the position token's '" + term.subspace + "' comes from a table"};
      const auto* address = std::get_if<AddressOf>(&term.source);
      if (address == nullptr) continue;
      if (term.kind == IndexLookup::kSymbol && address->index == AddressOf::Index::value)
        throw Undecided{"the symbols' '" + term.subspace + "' is an address of their content"};
      if (address->index != AddressOf::Index::position) continue;
      const std::uint64_t positions = term.kind == IndexLookup::kIndex ? task_.n() + 1 : task_.n();
      if (model_.codes.at(address->code)->size() < positions)
        throw Undecided{"the code '" + address->code + "' has fewer addresses than positions"};
    }
  }

  LogitRange logits(const Head& head, const AbstractToken& key) const {
    std::string reason;
    const auto stored = [&](const Rational& exact) { return arithmetic_.stored(exact); };
    if (const auto largest = arithmetic_.largest()) {
      // On the grid: entries must be exact and must not saturate.
      for (const auto& [map, token] : {std::pair{&head.query, &kOwn}, std::pair{&head.key, &key}}) {
        const auto bound = abstract_entry_bound(model_, *map, *token, stored, reason);
        if (!bound) throw Undecided{"head '" + head.name + "': " + reason};
        if (*bound > *largest)
          throw Undecided{"head '" + head.name + "': an entry may reach " + to_string(*bound) +
                          " and saturate at " + to_string(*largest) + "; use a larger Kc"};
      }
    }
    const auto range = abstract_logit(model_, head, kOwn, key, stored, reason);
    if (!range) throw Undecided{"head '" + head.name + "': " + reason};
    return *range;
  }

  /// A saturating rounding of every number in the range.
  Value box(const LogitRange& range) const {
    return arithmetic_.boxes.hull(arithmetic_.boxes.constant(range.low),
                                  arithmetic_.boxes.constant(range.high));
  }

  Json head(std::size_t h) {
    const Head& head = model_.layers[0].heads[h];
    const std::uint64_t others = task_.n() - 1;
    const LogitRange target = logits(head, kTarget);
    const LogitRange own = logits(head, kOwn);
    std::vector<Value> rows{box(target), box(own)};
    std::vector<std::uint64_t> counts{1, 1};
    Json written{{"name", head.name},
                 {"target_logit", write_range(target)},
                 {"own_logit", write_range(own)}};
    Rational nearest = own.high;
    if (others > 0) {
      const LogitRange other = logits(head, kOther);
      rows.push_back(box(other));
      counts.push_back(others);
      written["other_logit"] = write_range(other);
      if (other.high > nearest) nearest = other.high;
    }
    if (nearest >= target.low)
      throw Undecided{"head '" + head.name + "': another token's logit may reach " +
                      to_string(nearest) + ", the target's is only sure to reach " +
                      to_string(target.low)};
    // The target has the largest logit whatever the length, so its weight is smallest when all
    // others are there.
    const auto weights = softmax<E>(arithmetic_.boxes, rows, counts);
    if (!arithmetic_.boxes.finite(weights[0])) throw Undecided{"a weight is not bounded"};
    const Rational least = arithmetic_.boxes.lower(weights[0]);
    const Rational rest = arithmetic_.weights_add_up_to_at_most_one()
                              ? Rational(1 - least)
                              : sum_of_exponentials(rows, counts);
    if (rest > 1) throw Undecided{"the weight elsewhere is not bounded by 1"};
    least_weight_.push_back(arithmetic_.boxes.hull(arithmetic_.boxes.constant(least),
                                                   arithmetic_.boxes.constant(Rational(1))));
    rest_weight_.push_back(arithmetic_.boxes.hull(arithmetic_.boxes.constant(Rational(0)),
                                                  arithmetic_.boxes.constant(rest)));
    written["margin"] = to_json_number(Rational(target.low - nearest));
    written["others"] = others;
    written["weight_on_target"] = Interval(least).to_string(12);
    written["weight_elsewhere"] = Interval(rest).to_string(12);
    return written;
  }

  /// exp(logit - target logit) summed over all tokens but the target. It bounds their weights at
  /// every length, because Z is at least the target's own exp(0) = 1.
  Rational sum_of_exponentials(const std::vector<Value>& rows,
                               const std::vector<std::uint64_t>& counts) const {
    Rational sum = 0;
    for (std::size_t j = 1; j < rows.size(); ++j)
      sum += Rational(counts[j]) * arithmetic_.boxes.upper(arithmetic_.boxes.exp(
                                       arithmetic_.boxes.subtract(rows[j], rows[0])));
    return sum;
  }

  /// Values may depend on the symbol only.
  std::vector<Value> value(std::size_t h, const Token& token) const {
    const AffineMap& map = model_.layers[0].heads[h].value;
    for (const EmbeddingTerm& term : model_.embedding)
      if (map.reads(term.subspace) && !std::holds_alternative<ValueTable>(term.source) &&
          !std::holds_alternative<ConstantVector>(term.source))
        throw Undecided{"the value of head '" + model_.layers[0].heads[h].name + "' reads '" +
                        term.subspace + "', which depends on the position"};
    return pass_.layer(0).heads[h].value.apply(arithmetic_.boxes, pass_.embed(token, 0, &map));
  }

  std::vector<Value> hull_of_values(std::size_t h) const {
    std::vector<Value> box = value(h, {IndexLookup::kIndex, 0});
    for (std::uint64_t s = 0; s < task_.alphabet(); ++s) {
      const auto next = value(h, {IndexLookup::kSymbol, s});
      for (std::size_t c = 0; c < box.size(); ++c) box[c] = arithmetic_.boxes.hull(box[c], next[c]);
    }
    return box;
  }

  void check_digits(Work& work) {
    const std::size_t heads = model_.layers[0].heads.size();
    std::vector<std::vector<Value>> any;
    for (std::size_t h = 0; h < heads; ++h) any.push_back(hull_of_values(h));
    BoxDecoder<E> decoder(pass_);
    work.begin("digits of each symbol", task_.alphabet());
    for (std::uint64_t s = 0; s < task_.alphabet(); ++s) {
      if (work.stopped()) throw Undecided{"interrupted"};
      std::vector<std::vector<Value>> outputs;
      for (std::size_t h = 0; h < heads; ++h) {
        const auto target = value(h, {IndexLookup::kSymbol, s});
        outputs.emplace_back();
        for (std::size_t c = 0; c < target.size(); ++c) {
          auto sum = arithmetic_.boxes.zero();
          arithmetic_.boxes.add_product(sum, least_weight_[h], target[c]);
          arithmetic_.boxes.add_product(sum, rest_weight_[h], any[h][c]);
          outputs.back().push_back(arithmetic_.boxes.round(sum));
        }
      }
      const auto digits = decoder.decode(pass_.combine(0, outputs, {}));
      if (!digits)
        throw Undecided{"the noise may exceed the gate's margin: the weight elsewhere is at most " +
                        Interval(arithmetic_.boxes.upper(rest_weight_[0])).to_string(6)};
      if (*digits != binary_digits(s, task_.answer_digits()))
        throw Undecided{"symbol " + std::to_string(s) + " is read back as another symbol"};
      work.advance(1);
    }
  }

  const Transformer& model_;
  const IndexLookup& task_;
  B arithmetic_;
  ForwardPass<E> pass_;
  std::vector<Value> least_weight_;  // per head: [w, 1]
  std::vector<Value> rest_weight_;   // per head: [0, all that may fall elsewhere]
};

template <class B>
Outcome certify(const Transformer& model, const IndexLookup& task, B arithmetic, Work& work) {
  Outcome outcome;
  try {
    outcome.certificate = ClassCertificate<B>(model, task, std::move(arithmetic)).run(work);
    outcome.status = Status::certified;
    for (const auto& [name, code] : model.codes)
      for (const std::string& key : code->assumes()) outcome.assumes.push_back(key);
  } catch (const Undecided& undecided) {
    outcome.reason = undecided.reason;
  }
  return outcome;
}

}  // namespace

Outcome certify_by_classes(const Transformer& model, const IndexLookup& task, const Format& format,
                           Work& work) {
  if (format.kind == Format::Kind::interval) return certify(model, task, RealBoxes{}, work);
  if (format.kind == Format::Kind::fixed) {
    const Grid grid = make_grid(task.grid_n(), format.kc, format.rounding);
    const std::uint64_t terms = task.max_length() + 4 * model.stream.dimension();
    if (fits_int128(grid, terms))
      return certify(model, task, GridBoxes<Int128>{Enclosed(Fixed<Int128>(grid))}, work);
    return certify(model, task, GridBoxes<Integer>{Enclosed(Fixed<Integer>(grid))}, work);
  }
  Outcome outcome;
  outcome.reason = to_string(format) +
                   " sums depend on the order of the tokens, which classes do not know; a "
                   "certificate frame by frame is needed";
  return outcome;
}

}  // namespace separatrix
