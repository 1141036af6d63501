#include "analysis/neighbour_certificate.hpp"

#include <algorithm>
#include <optional>

#include "analysis/class_content.hpp"
#include "analysis/class_relu.hpp"
#include "models/attention.hpp"
#include "models/json_fields.hpp"
#include "models/model_json.hpp"
#include "numerics/error.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tasks/recall.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

/// A class of tokens: the point or the label of a pair.
struct TokenClass {
  Role role = Role::nearest;
  std::uint32_t kind = kPoint;
  auto operator<=>(const TokenClass&) const = default;
};

constexpr TokenClass kQuery{Role::query, kPoint};

std::string name(const TokenClass& token) {
  const std::string kind = token.kind == kPoint ? "point" : "label";
  switch (token.role) {
    case Role::nearest:
      return kind + " of the nearest";
    case Role::other:
      return kind + " of an other pair";
    case Role::another:
      return kind + " of another such pair";
    case Role::query:
      break;
  }
  return "query";
}

std::string show(const Rational& bound) { return Interval(bound).to_string(12); }

/// The offset o for which all tokens of the kind (points at even positions 2j, labels at 2j + 1)
/// take the address 2j + o.
std::int64_t address_offset(const AddressOf& source, std::uint32_t kind, std::uint64_t length) {
  const std::int64_t own = kind == kPoint ? 0 : 1;
  if (source.index == AddressOf::Index::position) return own;
  const AddressRun* covering = nullptr;
  for (std::size_t r = 0; r < source.map.size(); ++r) {
    const std::uint64_t end =
        r + 1 < source.map.size() ? std::min(source.map[r + 1].first, length) : length;
    std::uint64_t first = source.map[r].first;
    if (first % 2 != static_cast<std::uint64_t>(own)) ++first;
    if (first >= end) continue;  // no token of the kind in this run
    if (covering != nullptr || source.map[r].step != 1)
      throw Undecided{"the map of addresses is no shift on all positions of a kind"};
    covering = &source.map[r];
  }
  if (covering == nullptr) throw Undecided{"no position holds a token of some kind"};
  return own + static_cast<std::int64_t>(covering->target) -
         static_cast<std::int64_t>(covering->first);
}

class NeighbourCertificate {
 public:
  NeighbourCertificate(const Transformer& model, const Task& task, const PointDomain& domain)
      : model_(model),
        domain_(domain),
        length_(task.max_length()),
        recall_(dynamic_cast<const Recall*>(&task) != nullptr),
        most_pairs_((task.max_length() - 1) / 2) {
    if (model.vocabulary != task.vocabulary())
      throw Undecided{"the model's vocabulary is not the task's"};
    if (model.max_length < length_) throw Undecided{"the model takes shorter inputs only"};
    if (model.stream_before(model.layers.size()).dimension(model.readout.subspace) != 1)
      throw Undecided{"the readout has more than one digit"};
  }

  /// The argument for inputs whose nearest label is `label`.
  Json run(bool label, Work& work) {
    Json layers = Json::array();
    embed(label);
    for (std::size_t l = 0; l < model_.layers.size(); ++l) {
      if (work.stopped()) throw Undecided{"interrupted"};
      layers.push_back(layer(l));
    }
    return Json{{"nearest_label", label}, {"layers", layers}, {"output", check_digit(label)}};
  }

 private:
  std::vector<TokenClass> classes() const {
    std::vector<TokenClass> list{{Role::nearest, kPoint}, {Role::nearest, kLabel}, kQuery};
    if (most_pairs_ > 1) {
      list.push_back({Role::other, kPoint});
      list.push_back({Role::other, kLabel});
    }
    return list;
  }

  void embed(bool label) {
    streams_.clear();
    for (const TokenClass& token : classes())
      for (const EmbeddingTerm& term : model_.embedding)
        if (term.kind == token.kind) {
          Content content = source(term, token, label);
          content.dimension = model_.stream.dimension(term.subspace);
          streams_[token][term.subspace] = std::move(content);
        }
    for (const TokenClass& token : classes()) streams_[token];
  }

  Content source(const EmbeddingTerm& term, const TokenClass& token, bool label) const {
    Content content;
    if (const auto* constant = std::get_if<ConstantVector>(&term.source)) {
      content.constant = constant->entries;
    } else if (const auto* positions = std::get_if<PositionTable>(&term.source)) {
      if (positions->rows.size() != 1)
        throw Undecided{"'" + term.subspace + "' depends on the position through a table"};
      content.constant = positions->rows.front().entries;
    } else if (const auto* table = std::get_if<ValueTable>(&term.source)) {
      from_table(*table, term, token, label, content);
    } else if (std::holds_alternative<PlacedValue>(term.source)) {
      throw Undecided{"'" + term.subspace + "' is placed by position"};
    } else if (std::holds_alternative<Features>(term.source)) {
      content.symbols[{ContentSymbol::Kind::point, token.role, nullptr, 0}] = 1;
    } else {
      const auto& address = std::get<AddressOf>(term.source);
      const AddressCode* code = model_.codes.at(address.code).get();
      if (address.index == AddressOf::Index::value) {
        if (token.kind != kPoint || !recall_)
          throw Undecided{"'" + term.subspace + "' is an address of a value that is no key"};
        content.symbols[{ContentSymbol::Kind::key, token.role, code, 0}] = 1;
      } else {
        if (address.index == AddressOf::Index::position && code->size() < length_)
          throw Undecided{"the code '" + address.code + "' has fewer addresses than positions"};
        content.symbols[{ContentSymbol::Kind::address, token.role, code,
                         address_offset(address, token.kind, length_)}] = 1;
      }
    }
    return content;
  }

  /// Points have one value, labels two: the nearest label's is known, any other's is not.
  void from_table(const ValueTable& table, const EmbeddingTerm& term, const TokenClass& token,
                  bool label, Content& content) const {
    if (token.kind != kLabel) {
      if (table.rows.size() != 1)
        throw Undecided{"the keys' '" + term.subspace + "' comes from a table"};
      content.constant = table.rows[0];
      return;
    }
    if (token.role == Role::nearest) {
      content.constant = table.rows[label ? 1 : 0];
      return;
    }
    Rational square;
    for (std::size_t c = 0; c < table.rows[0].size(); ++c) {
      const Rational half = (table.rows[1][c] - table.rows[0][c]) / 2;
      content.constant.push_back(table.rows[0][c] + half);
      content.noise_max = std::max(content.noise_max, Rational(abs(half)));
      square += half * half;
    }
    content.noise = std::max(content.noise_max,
                             table.rows[0].size() == 1 ? content.noise_max : root_up(square));
  }

  struct Key {
    TokenClass token;
    std::uint64_t most = 1;  // tokens of the class, at most
    bool single = true;      // exactly one, in every input, and visible
    ClassStream stream;
  };

  /// The tokens that a token of class `q` attends to.
  std::vector<Key> keys_of(const TokenClass& q) const {
    std::vector<Key> keys;
    for (const std::uint32_t kind : {kPoint, kLabel}) {
      const auto add = [&](Role role, std::uint64_t most, bool single) {
        const Role known = role == Role::another ? Role::other : role;
        if (most == 0) return;
        Key key{{role, kind}, most, single, streams_.at({known, kind})};
        for (auto& [subspace, content] : key.stream) content = renamed(content, known, role);
        // A causal mask hides later tokens: sure to be seen are those of the own pair up to the
        // own, and all from the query.
        if (model_.causal && q != kQuery && (role != q.role || kind > q.kind)) key.single = false;
        keys.push_back(std::move(key));
      };
      add(Role::nearest, 1, true);
      if (q.role == Role::other) {
        add(Role::other, 1, true);
        add(Role::another, most_pairs_ - 2, false);
      } else {
        add(Role::other, most_pairs_ - 1, false);
      }
      if (kind == kPoint) add(Role::query, 1, true);
    }
    return keys;
  }

  struct Attention {
    std::size_t target = 0;
    Rational rest = 2;  // weight elsewhere, at most
    std::vector<Rational> gaps;
  };

  /// The single token that is sure of the largest weight.
  Attention best_target(const std::vector<Key>& keys, const std::vector<LogitForm>& logits) const {
    Attention best;
    for (std::size_t t = 0; t < keys.size(); ++t) {
      if (!keys[t].single) continue;
      Attention a;
      a.target = t;
      std::vector<Interval> rows;
      std::vector<std::uint64_t> counts;
      for (std::size_t j = 0; j < keys.size(); ++j) {
        a.gaps.push_back(j == t ? Rational(0) : least_difference(logits[t], logits[j], domain_));
        rows.push_back(Interval(Rational(-a.gaps.back())));
        counts.push_back(keys[j].most);
      }
      // Fewer tokens, or larger gaps, leave the target more.
      const auto weights = softmax<RealIntervals>(RealIntervals(), rows, counts);
      // A weight like exp(-10^9) is not worth the digits that it takes to write it down.
      a.rest = weights[t].at_least(Rational(1, 2)) == Tri::yes
                   ? round_up(Rational(1 - weights[t].lower()))
                   : Rational(1);
      if (a.rest < best.rest) best = a;
    }
    return best;
  }

  ClassStream attend(const Head& head, const TokenClass& q, Json& written) const {
    const std::vector<Key> keys = keys_of(q);
    std::vector<LogitForm> logits;
    std::vector<ClassStream> values;
    for (const Key& key : keys) {
      logits.push_back(logit_form(head.query, streams_.at(q), head.key, key.stream, domain_));
      values.push_back(mapped(head.output, mapped(head.value, key.stream)));
    }
    const Attention attention = best_target(keys, logits);
    Json rivals = Json::array();
    for (std::size_t j = 0; j < keys.size(); ++j)
      rivals.push_back(write(keys[j], logits[j], attention.gaps[j], j == attention.target));
    written = Json{{"head", head.name},
                   {"token", name(q)},
                   {"attends_to", name(keys[attention.target].token)},
                   {"logits", rivals},
                   {"weight_elsewhere", show(attention.rest)}};
    Json noise = Json::object();
    ClassStream out;
    for (const Subspace& s : head.output.out.subspaces()) {
      const auto content = mixture(values, attention, s.name);
      if (!content) continue;
      out[s.name] = *content;
      noise[s.name] = Json{{"norm", show(content->noise)}, {"entry", show(content->noise_max)}};
    }
    written["noise"] = noise;
    return out;
  }

  /// Sum of w_j v_j with w >= 1 - rest on the target: v_target plus sum of w_j (v_j - v_target).
  std::optional<Content> mixture(const std::vector<ClassStream>& values, const Attention& attention,
                                 const std::string& subspace) const {
    const auto value = [&](std::size_t j) {
      const auto found = values[j].find(subspace);
      return found == values[j].end() ? nullptr : &found->second;
    };
    Content target;
    for (std::size_t j = 0; j < values.size(); ++j)
      if (value(j) != nullptr) target.dimension = value(j)->dimension;
    if (target.dimension == 0) return std::nullopt;
    if (const Content* own = value(attention.target)) target = *own;
    Rational norm, entry;
    for (std::size_t j = 0; j < values.size(); ++j) {
      if (j == attention.target) continue;
      Content difference = Rational(-1) * target;
      difference.noise = difference.noise_max = 0;
      if (value(j) != nullptr) difference = difference + *value(j);
      norm = std::max(norm, Rational(centre_norm(difference, domain_) + difference.noise));
      entry = std::max(entry, entry_bound(difference, domain_));
    }
    target.noise = round_up(Rational(target.noise + attention.rest * norm));
    target.noise_max =
        std::min(round_up(Rational(target.noise_max + attention.rest * entry)), target.noise);
    return target;
  }

  Json write(const Key& key, const LogitForm& logit, const Rational& gap, bool target) const {
    Json json{{"key", name(key.token)}, {"most", key.most}};
    json["logit"] = Json::array({to_json_number(logit.low), to_json_number(logit.high)});
    for (const auto& [role, c] : logit.with_query)
      if (c != 0) json["times_query_with_" + name({role, kPoint})] = to_json_number(c);
    if (!target) json["least_gap"] = to_json_number(gap);
    return json;
  }

  Json layer(std::size_t l) {
    const Layer& layer = model_.layers[l];
    const bool last = l + 1 == model_.layers.size();
    Json heads = Json::array();
    std::map<TokenClass, ClassStream> next;
    for (const TokenClass& q : classes()) {
      if (last && q != kQuery) continue;
      ClassStream attended = layer.residual ? streams_.at(q) : ClassStream{};
      for (const Head& head : layer.heads) {
        Json written;
        for (auto& [subspace, content] : attend(head, q, written)) {
          const auto [place, empty] = attended.try_emplace(subspace, content);
          if (!empty) place->second = place->second + content;
        }
        heads.push_back(written);
      }
      next[q] = layer.mlp ? through(*layer.mlp, attended, domain_) : attended;
    }
    streams_ = std::move(next);
    return Json{{"layer", l + 1}, {"attention", heads}};
  }

  Json check_digit(bool label) const {
    const ClassStream& stream = streams_.at(kQuery);
    const auto digit = stream.find(model_.readout.subspace);
    if (digit == stream.end()) throw Undecided{"nothing is written to the readout"};
    if (!digit->second.symbols.empty()) throw Undecided{"the readout depends on more than labels"};
    const Rational centre =
        digit->second.constant.empty() ? Rational(0) : digit->second.constant[0];
    const Rational low = centre - digit->second.noise_max;
    const Rational high = centre + digit->second.noise_max;
    if (label ? low < model_.readout.high : high > model_.readout.low)
      throw Undecided{"with the nearest label " + std::to_string(label ? 1 : 0) +
                      " the output may lie in " + Interval(low).to_string(6) + " to " +
                      Interval(high).to_string(6) + ", which does not read as that label"};
    return Json::array({to_json_number(low), to_json_number(high)});
  }

  const Transformer& model_;
  const PointDomain& domain_;
  std::uint64_t length_;
  bool recall_;
  std::uint64_t most_pairs_;
  std::map<TokenClass, ClassStream> streams_;
};

}  // namespace

Outcome certify_neighbour(const Transformer& model, const Task& task, const Rational& gamma,
                          const Format& format, Work& work) {
  const bool points = dynamic_cast<const NearestNeighbour*>(&task) != nullptr;
  if (!points && dynamic_cast<const Recall*>(&task) == nullptr)
    throw Error("certify_neighbour", "TASK", "'" + task.id() + "' is no neighbour task");
  if (points && gamma <= 0)
    throw Error("certify_neighbour", "--gamma", "the margin must be positive");
  model.validate();
  Outcome outcome;
  if (format.kind != Format::Kind::interval) {
    outcome.reason = "the classes bound real numbers; in " + to_string(format) +
                     " the roundings of each token would have to be followed";
    return outcome;
  }
  const PointDomain domain{gamma, NearestNeighbour::kNormTolerance};
  try {
    Json certificate{
        {"kind", "neighbour-by-classes"}, {"task", task.parameters()}, {"model", to_json(model)}};
    if (points) {
      certificate["gamma"] = to_json_number(gamma);
      certificate["norm_tolerance"] = to_json_number(domain.tolerance);
    }
    certificate["arithmetic"] = to_string(format);
    certificate["readout"] = Json{{"low", to_json_number(model.readout.low)},
                                  {"high", to_json_number(model.readout.high)}};
    Json cases = Json::array();
    for (const bool label : {false, true})
      cases.push_back(NeighbourCertificate(model, task, domain).run(label, work));
    certificate["cases"] = std::move(cases);
    outcome.certificate = std::move(certificate);
    outcome.status = Status::certified;
    for (const auto& [id, code] : model.codes)
      for (const std::string& key : code->assumes()) outcome.assumes.push_back(key);
  } catch (const Undecided& gap) {
    outcome.reason = gap.reason;
  }
  return outcome;
}

}  // namespace separatrix
