#include "analysis/dyck_transformer_certificate.hpp"

#include <algorithm>
#include <memory>

#include "analysis/dyck_matching.hpp"
#include "analysis/undecided.hpp"
#include "analysis/verify.hpp"
#include "models/model_json.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<Interval>;

/// Output bias plus W2 units.
Row output_of(const SparseMap& output, const Row& units) {
  Row row(output.bias().begin(), output.bias().end());
  for (const MatrixEntry& e : output.entries()) row[e.row] += Interval(e.value) * units[e.column];
  return row;
}

void require_nonnegative(const SparseMap& map, const std::string& what) {
  const auto negative = [](const Rational& x) { return x < 0; };
  if (std::any_of(map.entries().begin(), map.entries().end(),
                  [](const MatrixEntry& e) { return e.value < 0; }) ||
      std::any_of(map.bias().begin(), map.bias().end(), negative))
    throw Undecided{what + " has a negative coefficient"};
}

/// Coordinate by coordinate the smallest and the largest of what was seen.
class Range {
 public:
  void include(const Row& row) {
    if (row_.empty()) row_ = row;
    for (std::size_t c = 0; c < row.size(); ++c) row_[c] = hull(row_[c], row[c]);
  }
  bool empty() const { return row_.empty(); }
  Row least() const {
    Row row;
    for (const Interval& v : row_) row.emplace_back(v.lower());
    return row;
  }
  Row largest() const {
    Row row;
    for (const Interval& v : row_) row.emplace_back(v.upper());
    return row;
  }

 private:
  Row row_;
};

/// Layer 3: averages, adds the own stream if there is a residual connection, and answers.
class LastLayer {
 public:
  explicit LastLayer(const Transformer& model) : model_(model), layer_(model.layers[2]) {
    if (!layer_.mlp || layer_.mlp->residual)
      throw Undecided{"layer 3 must end in a ReLU network without a residual connection"};
    for (const Head& head : layer_.heads) {
      if (!attends_uniformly(head))
        throw Undecided{"the attention of head '" + head.name + "' is not uniform"};
      values_.emplace_back(head.value);
      outputs_.emplace_back(head.output);
      require_nonnegative(values_.back(), "the value of head '" + head.name + "'");
      require_nonnegative(outputs_.back(), "the output of head '" + head.name + "'");
    }
    hidden_ = std::make_unique<SparseMap>(layer_.mlp->hidden);
    output_ = std::make_unique<SparseMap>(layer_.mlp->output);
    require_falling();
  }

  /// The answer's coordinate where the last token has `own`, and the mean of all is `mean`.
  Interval answer(const Row& own, const Row& mean) const {
    Row attended(layer_.attended.dimension());
    if (layer_.residual) attended = own;
    for (std::size_t h = 0; h < values_.size(); ++h) {
      const Row value = output_of(values_[h], mean);
      for (const MatrixEntry& e : outputs_[h].entries())
        attended[e.row] += Interval(e.value) * value[e.column];
    }
    Row units = output_of(*hidden_, attended);
    for (Interval& unit : units) unit = max(unit, Interval(0));
    return output_of(*output_, units)[digit()];
  }

 private:
  std::size_t digit() const { return layer_.output().offset(model_.readout.subspace); }

  /// Each unit that the answer reads falls and is added, or rises and is taken off.
  void require_falling() const {
    for (const MatrixEntry& out : output_->entries()) {
      if (out.row != digit()) continue;
      for (const MatrixEntry& in : hidden_->entries())
        if (in.row == out.column && in.value * out.value > 0)
          throw Undecided{"the answer may rise with an output of layer 2"};
    }
  }

  const Transformer& model_;
  const Layer& layer_;
  std::vector<SparseMap> values_, outputs_;
  std::unique_ptr<SparseMap> hidden_, output_;
};

class DyckCertificate {
 public:
  DyckCertificate(const Transformer& model, const DyckTask& task, std::int64_t depth, Work& work)
      : model_(model),
        task_(task),
        depth_(depth),
        work_(work),
        types_(task.types()),
        streams_(model, types_, task.max_length()),
        matching_(model, streams_, task.max_length(), depth, work),
        output_(model.layers[1].mlp->output) {}

  void recognises() {
    require_nonnegative(output_, "the network of layer 2");
    const LastLayer last(model_);
    Range matched, closed, unfinished, faults;
    work_.begin("pairs of a bracket and the one it looks at", legal_classes());
    each_legal([&](const DepthClass& bracket) {
      const std::int64_t level = bracket.depth + (bracket.closing ? 1 : 0);
      each_symbol(bracket, [&](std::size_t own) {
        for (std::size_t partner = 0; partner < types_; ++partner) {
          const bool same = own % types_ == partner;
          if (!bracket.closing && !same) continue;  // an opening bracket finds itself
          const Row outputs = output_of(output_, matching_.units(own, bracket, level, partner));
          if (!same) {
            faults.include(outputs);
            continue;
          }
          matched.include(outputs);
          (bracket.depth == 0 ? closed : unfinished).include(outputs);
        }
      });
    });
    for (const DepthClass& left : {DepthClass{true, -1}, DepthClass{false, depth_ + 1}})
      each_symbol(left, [&](std::size_t own) {
        faults.include(output_of(output_, matching_.units(own, left, 0, std::nullopt)));
      });

    const Row none(model_.layers[1].output().dimension());
    Row one_fault = faults.least();
    for (Interval& v : one_fault) v /= Interval(task_.max_length());
    require(last.answer(closed.largest(), matched.largest()).at_least(model_.readout.high),
            "a member may be refused");
    require(last.answer(none, one_fault).at_most(model_.readout.low),
            "a string with a fault may be accepted");
    require(last.answer(unfinished.least(), none).at_most(model_.readout.low),
            "a string that ends open may be accepted");
  }

  void generates() {
    work_.begin("pairs of a bracket and the one it looks at", legal_classes());
    each_legal([&](const DepthClass& bracket) {
      each_symbol(bracket, [&](std::size_t own) {
        if (bracket.depth == 0) return next(own, bracket, std::nullopt);
        for (std::size_t open = 0; open < types_; ++open)
          if (bracket.closing || open == own) next(own, bracket, open);
      });
    });
  }

  const Json& attention() const { return matching_.written(); }

 private:
  static void require(Tri holds, const std::string& otherwise) {
    if (holds != Tri::yes) throw Undecided{otherwise + ": the enclosures do not exclude it"};
  }

  std::uint64_t legal_classes() const { return 2 * static_cast<std::uint64_t>(depth_); }

  template <class F>
  void each_legal(const F& f) {
    for (std::int64_t s = 0; s < depth_; ++s)
      for (const DepthClass& bracket : {DepthClass{true, s}, DepthClass{false, s + 1}}) {
        f(bracket);
        work_.advance(1);
      }
  }

  template <class F>
  void each_symbol(const DepthClass& bracket, const F& f) {
    const std::size_t first = bracket.closing ? types_ : 0;
    for (std::size_t symbol = first; symbol < first + types_; ++symbol) {
      if (work_.stopped()) throw Undecided{"interrupted"};
      f(symbol);
    }
  }

  /// The answer behind `own`, `innermost` being the open bracket it sees.
  void next(std::size_t own, const DepthClass& bracket, std::optional<std::size_t> innermost) {
    const Row outputs = output_of(output_, matching_.units(own, bracket, bracket.depth, innermost));
    const std::size_t first = model_.layers[1].output().offset(model_.readout.subspace);
    for (std::size_t digit = 0; digit < 2 * types_ + 1; ++digit) {
      const bool expected = digit < types_
                                ? bracket.depth < static_cast<std::int64_t>(task_.depth())
                            : digit == 2 * types_ ? bracket.depth == 0
                                                  : innermost == digit - types_;
      const Interval& v = outputs[first + digit];
      require(expected ? v.at_least(model_.readout.high) : v.at_most(model_.readout.low),
              "digit " + std::to_string(digit) + " behind symbol " + std::to_string(own) +
                  " at depth " + std::to_string(bracket.depth) + " may be read wrongly");
    }
  }

  const Transformer& model_;
  const DyckTask& task_;
  std::int64_t depth_;
  Work& work_;
  std::size_t types_;
  DepthStreams streams_;
  DyckMatching matching_;
  SparseMap output_;
};

Json certificate(const Transformer& model, const DyckTask& task, Work& work) {
  const bool next = dynamic_cast<const DyckNext*>(&task) != nullptr;
  const std::uint64_t n = task.max_length();
  if (task.all_lengths())
    throw Undecided{
        "the empty string is no input of a Transformer; verify one length N, the "
        "certificate covers 1..N"};
  if (model.layers.size() != (next ? 2U : 3U))
    throw Undecided{std::string("the certificate handles ") +
                    (next ? "generators of two layers" : "recognisers of three layers")};
  const std::uint64_t within = next ? n : std::max<std::uint64_t>(1, n / 2);
  const auto depth = static_cast<std::int64_t>(std::min<std::uint64_t>(task.depth(), within));
  DyckCertificate argument(model, task, depth, work);
  next ? argument.generates() : argument.recognises();
  return Json{{"kind", "dyck-by-depths"},         {"task", task.parameters()},
              {"model", to_json(model)},          {"lengths", "1 to " + std::to_string(n)},
              {"arithmetic", "interval"},         {"depths", depth},
              {"attention", argument.attention()}};
}

}  // namespace

Outcome certify_dyck_transformer(const Transformer& model, const DyckTask& task,
                                 const Format& format, Work& work) {
  require_fit(model, task);
  Outcome outcome;
  if (format.kind != Format::Kind::interval) {
    outcome.reason = "the certificate of bounded Dyck covers the reals; use --arithmetic interval";
    return outcome;
  }
  try {
    outcome.certificate = certificate(model, task, work);
    outcome.status = Status::certified;
    for (const auto& [name, code] : model.codes)
      for (const std::string& key : code->assumes()) outcome.assumes.push_back(key);
  } catch (const Undecided& undecided) {
    outcome.reason = undecided.reason;
  }
  return outcome;
}

}  // namespace separatrix
