// Faults of constructions. A fault changes the function if some input of the task is answered
// wrongly: every argument that decides must refute it then or leave it undecided, and running every
// input must refute it.
#include <algorithm>
#include <memory>
#include <set>

#include "analysis/verify.hpp"
#include "constructions/addresses/catalogue.hpp"
#include "constructions/addresses/sign_addresses.hpp"
#include "constructions/attention_scale.hpp"
#include "constructions/index_lookup.hpp"
#include "constructions/vectors/table.hpp"
#include "judge.hpp"
#include "kinds.hpp"
#include "model_faults.hpp"
#include "models/model_json.hpp"
#include "models/recurrent_json.hpp"
#include "numerics/error.hpp"
#include "parallel/chunked.hpp"
#include "tasks/catalogue.hpp"
#include "tasks/index_lookup.hpp"
#include "tests/constructions/neighbour_models.hpp"

namespace separatrix::soundness {
namespace {

using Json = nlohmann::ordered_json;
using Builder = std::function<AnyModel(const Task&)>;

const char* const kFormats[] = {"interval", "fixed:3:down"};

Json to_json(const AnyModel& model) {
  if (const auto* net = std::get_if<BuiltNet>(&model)) return separatrix::to_json(net->net);
  if (const auto* finite = std::get_if<BuiltFinite>(&model))
    return separatrix::to_json(finite->model);
  return separatrix::to_json(std::get<BuiltModel>(model).model);
}

/// A model of the same kind as `like`.
AnyModel read_back(const Json& json, const AnyModel& like) {
  if (std::holds_alternative<BuiltNet>(like))
    return BuiltNet{recurrent_from_json(json), Json::object(), Rational(0), ""};
  if (std::holds_alternative<BuiltFinite>(like))
    return BuiltFinite{finite_recurrence_from_json(json), Json::object()};
  BuiltModel built;
  Work work;
  built.model = transformer_from_json(
      json, [&](const Json& code) { return addresses_from_json(code, work); });
  return built;
}

/// Every mode on one faulty model.
class Trial {
 public:
  Trial(const AnyModel& model, const Task& task, const Domain& domain,
        const std::vector<std::string>& formats)
      : model_(model), task_(task), domain_(domain), judge_(model, task) {
    for (const std::string& word : formats) run(parse_format(word));
  }

  void count(Tally& tally, const ModelFault& fault, std::uint64_t seed) const {
    const std::string name = fault.name + " (seed " + std::to_string(seed) + ")";
    if (wrongly_judged_) tally.wrongly_judged.push_back(name);
    if (survived_) {
      tally.survived.push_back(name);
    } else if (changed_) {
      ++(refuted_ ? tally.refuted : by_runs_ ? tally.by_runs : tally.undecided);
    } else if (open_) {
      ++tally.open;
    } else {
      ++tally.same;
      ++tally.equivalent[fault.name];
    }
  }
  bool passed() const { return !changed_ && !open_ && !wrongly_judged_; }

 private:
  void run(const Format& format) {
    const Judge::Survey truth = judge_.survey(domain_, format);
    changed_ = changed_ || truth.wrong;
    open_ = open_ || truth.open;
    for (const Mode mode : {Mode::certified, domain_.whole ? Mode::exhaustive : Mode::sampled}) {
      Work work;
      const SamplePlan plan{task_.samplers().back(), 64, 2};
      const Outcome outcome = verify(model_, task_, mode, format, plan, work);
      if (outcome.status == Status::refuted) {
        (mode == Mode::certified ? refuted_ : by_runs_) = true;
        if (judge_.right({outcome.failure->input, outcome.failure->expected}, format) != Tri::no)
          wrongly_judged_ = true;
      }
      const bool claimed =
          outcome.status == Status::certified || outcome.status == Status::exhaustive;
      const bool missed = mode == Mode::exhaustive && outcome.status != Status::refuted;
      if (truth.wrong && (claimed || missed)) survived_ = true;
    }
  }

  const AnyModel& model_;
  const Task& task_;
  const Domain& domain_;
  Judge judge_;
  bool changed_ = false, open_ = false, refuted_ = false, by_runs_ = false, survived_ = false,
       wrongly_judged_ = false;
};

Tally faults_of(const std::string& name, const TaskRequest& request, const Builder& build,
                std::uint64_t faults) {
  const std::unique_ptr<Task> task = make_task(request);
  const AnyModel right = build(*task);
  const Domain domain = domain_of(*task);
  // The arithmetics in which the model is right without a fault.
  std::vector<std::string> formats;
  std::string list;
  for (const char* word : kFormats) {
    if (!Trial(right, *task, domain, {word}).passed()) continue;
    formats.emplace_back(word);
    if (std::holds_alternative<BuiltFinite>(right)) break;  // it has no numbers
    list += (list.empty() ? " in " : ", ") + formats.back();
  }
  if (formats.empty()) throw Error("faults_of", "kind", name + ": wrong without a fault");
  Tally tally{name, "verify" + list + (domain.whole ? "" : ", samples")};
  const Json json = to_json(right);
  const FaultPlaces places(json);
  std::set<std::string> seen{json.dump()};
  std::vector<std::pair<std::uint64_t, ModelFault>> drawn;
  for (std::uint64_t seed = 0; drawn.size() < faults && seed < 4 * faults; ++seed) {
    Random random(seed, 0);
    ModelFault fault = places.draw(random);
    if (seen.insert(fault.model.dump()).second) drawn.emplace_back(seed, std::move(fault));
  }
  Work work;
  return chunked_reduce(
      work, drawn.size(), 1, std::move(tally),
      [&](std::uint64_t i, std::uint64_t) {
        Tally one;
        one.faults = 1;
        try {
          const AnyModel model = read_back(drawn[i].second.model, right);
          Trial(model, *task, domain, formats).count(one, drawn[i].second, drawn[i].first);
        } catch (const Error&) {
          one.refused = 1;
        }
        return one;
      },
      [](Tally& sum, Tally&& one) { sum.add(one); });
}

TaskRequest task(const std::string& id, std::uint64_t n, std::uint64_t alphabet = 2,
                 bool all_lengths = false) {
  TaskRequest request;
  request.id = id;
  request.n = n;
  request.alphabet = alphabet;
  request.all_lengths = all_lengths;
  return request;
}

Builder transformer(const std::string& construction, const std::string& family,
                    ScaleChoice::Rule rule = ScaleChoice::Rule::automatic,
                    std::optional<std::size_t> dimension = {}) {
  return [=](const Task& task) -> AnyModel {
    ModelRequest request;
    request.construction = construction;
    request.vectors.family = family;
    request.vectors.dimension = dimension;
    request.vectors.seed = 1;
    request.scale.rule = rule;
    Work work;
    return build_model(task, request, work);
  };
}

Builder net(const std::string& construction, const std::string& encoding = "one-hot",
            const std::string& activation = "sigmoid") {
  return [=](const Task& task) -> AnyModel {
    return build_net(task, {construction, encoding, activation, {}});
  };
}

Builder finite(const std::string& construction) {
  return [=](const Task& task) -> AnyModel { return build_finite(task, construction); };
}

/// T7 with mutually orthogonal addresses, which the library has as a table.
AnyModel orthogonal_neighbour(const Task& task) {
  BuiltModel built;
  built.model = testing::paper_model(task);
  return built;
}

/// The rows of a table, one of which a fault may change.
Builder lookup_by_table() {
  return [](const Task& task) -> AnyModel {
    const std::uint64_t rows[] = {0x0, 0x5a, 0x3c, 0x66};
    std::vector<std::vector<std::uint64_t>> table;
    for (const std::uint64_t row : rows) table.push_back({row});
    table.resize(task.n());
    BuiltModel built;
    Work work;
    std::shared_ptr<const vectors::SignFamily> family = vectors::table(8, table);
    const vectors::Coherence coherence = vectors::coherence(*family, work);
    const auto& lookup = dynamic_cast<const IndexLookup&>(task);
    built.model = index_lookup(lookup.n(), lookup.alphabet(),
                               std::make_shared<SignAddresses>(family, coherence),
                               paper_scale(lookup.n()), LookupLayout::paper);
    return built;
  };
}

}  // namespace

std::vector<Kind> model_kinds() {
  using Rule = ScaleChoice::Rule;
  std::vector<Kind> kinds;
  const auto add = [&](const std::string& name, const TaskRequest& request, const Builder& build) {
    kinds.push_back(
        {name, [=](std::uint64_t faults) { return faults_of(name, request, build, faults); }});
  };
  const TaskRequest lookup = task("index-lookup", 3, 3, true);
  for (const char* family : {"random-sign", "linear-code", "dual-bch", "kerdock",
                             "delsarte-goethals", "rs-hadamard", "hypercube"})
    add(std::string("T1 index lookup, ") + family, lookup,
        transformer(
            "paper", family, Rule::automatic,
            std::string(family) == "random-sign" ? std::optional<std::size_t>(32) : std::nullopt));
  add("T1 index lookup, table", lookup, lookup_by_table());
  add("T1 index lookup, quadratic", lookup, transformer("compact", "quadratic"));
  add("T1 index lookup, digits:2", lookup, transformer("compact", "digits:2", Rule::smallest));
  add("T6 equality", task("equality", 6), transformer("paper", "linear-code"));
  add("T6 equality, quadratic", task("equality", 4, 3), transformer("compact", "quadratic"));
  add("T6 inequality", task("inequality", 4), transformer("paper", "linear-code"));
  add("T6 disjointness", task("disjointness", 6), transformer("compact", "quadratic"));
  add("L5 permuted equality", task("permuted-equality", 6), transformer("paper", "linear-code"));
  add("one layer, equality", task("equality", 6), transformer("one-layer", ""));
  add("one layer, disjointness", task("disjointness", 6), transformer("one-layer", ""));
  add("T13 majority", task("sparse-threshold:majority", 5), transformer("paper", "linear-code"));
  add("T13 meeting pairs", task("sparse-threshold:disjointness", 6),
      transformer("paper", "quadratic"));
  TaskRequest points = task("nearest-neighbour", 4);
  points.dimension = 2;
  points.gamma = Rational(1, 4);
  add("T7 nearest neighbour", points, orthogonal_neighbour);
  add("nearest neighbour by copy", points, transformer("copy", ""));
  add("T7 associative recall", task("associative-recall", 4, 8), orthogonal_neighbour);
  add("associative recall by copy", task("associative-recall", 4, 8), transformer("copy", ""));
  add("MQAR by copy", task("mqar", 4, 8), transformer("copy", ""));
  add("Dyck-(2,2), three layers", task("dyck:2:2", 4), transformer("transformer", ""));
  add("Dyck-(2,2), two layers", task("dyck:2:2", 4), transformer("two-layer", ""));
  add("Dyck-(2,2), one layer", task("dyck:2:2", 4), transformer("one-layer", ""));
  add("next symbols of Dyck-(2,2)", task("dyck-next:2:2", 4), transformer("transformer", ""));
  add("Dyck-(2,2), RNN", task("dyck:2:2", 4, 2, true), net("rnn"));
  add("Dyck-(2,2), RNN, log code", task("dyck:2:2", 4, 2, true), net("rnn", "log", "tanh"));
  add("Dyck-(2,2), LSTM", task("dyck:2:2", 4, 2, true), net("lstm"));
  add("next symbols of Dyck-(2,2), LSTM", task("dyck-next:2:2", 4, 2, true), net("lstm"));
  // A state that grows for ever is followed through 2^20 pairs before the search gives up, which
  // takes seconds: fewer faults of this net.
  kinds.push_back({"Dyck-(2,2), ReLU RNN", [](std::uint64_t faults) {
                     return faults_of("Dyck-(2,2), ReLU RNN", task("dyck:2:2", 4, 2, true),
                                      net("relu-rnn"), std::min<std::uint64_t>(faults, 40));
                   }});
  add("(ab)*, RNN of an automaton", task("language:(ab)*", 5, 2, true), net("dfa-rnn"));
  add("Dyck-(2,2), automaton", task("dyck:2:2", 5, 2, true), finite("automaton"));
  add("a(a|b)*b, automaton", task("language:a(a|b)*b", 6, 2, true), finite("automaton"));
  add("parity, smallest model", task("parity", 5), finite("residual"));
  add("equality, smallest model", task("equality", 6), finite("residual"));
  add("index lookup, smallest model", task("index-lookup", 3, 2), finite("residual"));
  return kinds;
}

}  // namespace separatrix::soundness
