#include "analysis/class_certificate.hpp"

#include <array>

#include "analysis/box_decode.hpp"
#include "analysis/class_attention.hpp"
#include "models/content.hpp"
#include "models/json_fields.hpp"
#include "models/measures.hpp"
#include "models/model_json.hpp"
#include "numerics/enclosed.hpp"
#include "tasks/digits.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

constexpr IndexLabel kAsked = 0;    // the position asked for
constexpr IndexLabel kAnother = 1;  // any other symbol's position
constexpr IndexLabel kLast = 2;     // the position token's own position

const AbstractToken kTarget{"the symbol asked for", IndexLookup::kSymbol, kAsked, kAsked};
const AbstractToken kOther{"another symbol", IndexLookup::kSymbol, kAnother, kAnother};
const AbstractToken kOwn{"the position token", IndexLookup::kIndex, kLast, kAsked};

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
                {"model", to_json(model_)},
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

  Json head(std::size_t h) {
    const Head& head = model_.layers[0].heads[h];
    const auto attention = attend_to_target(arithmetic_, model_, head, kOwn, kTarget,
                                            {{kOwn, 1}, {kOther, task_.n() - 1}});
    least_weight_.push_back(attention.target);
    rest_weight_.push_back(attention.rest);
    return attention.written;
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
  const std::uint64_t terms = longest_sum(model, task.max_length());
  if (auto outcome = with_boxes(format, task.grid_n(), terms, [&](auto arithmetic) {
        return certify(model, task, std::move(arithmetic), work);
      }))
    return *outcome;
  Outcome outcome;
  outcome.reason = to_string(format) +
                   " sums depend on the order of the tokens, which classes do not know; a "
                   "certificate frame by frame is needed";
  return outcome;
}

}  // namespace separatrix
