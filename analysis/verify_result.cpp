#include "analysis/verify_result.hpp"

#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "analysis/clopper_pearson.hpp"
#include "constructions/addresses/sign_addresses.hpp"
#include "constructions/nearest_neighbour.hpp"
#include "models/measures.hpp"
#include "tasks/comparison.hpp"
#include "tasks/dyck.hpp"
#include "tasks/index_lookup.hpp"
#include "tasks/language.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tasks/recall.hpp"
#include "tasks/sparse_threshold.hpp"

namespace separatrix {
namespace {

const Rational kConfidence{19, 20};

/// The theorem that a construction, or else the task's own one in the paper, belongs to.
std::optional<std::string> theorem_of(const Task& task, const std::string& construction) {
  static const std::map<std::string, std::string> by_construction{
      {"rnn", "R1"},      {"lstm", "R2"},      {"relu-rnn", "R3"},  {"transformer", "R4"},
      {"residual", "R5"}, {"one-layer", "R6"}, {"automaton", "R7"}, {"dfa-rnn", "R7"}};
  static const std::map<std::string, std::string> by_task{
      {"index-lookup", "T1"},      {"equality", "T6"},      {"inequality", "T6"},
      {"permuted-equality", "L5"}, {"disjointness", "T13"}, {"sparse-threshold", "T13"},
      {"nearest-neighbour", "T7"}, {"mqar", "T7"},          {"associative-recall", "T7"}};
  if (const auto found = by_construction.find(construction); found != by_construction.end())
    return found->second;
  const auto found = by_task.find(task.id());
  return found == by_task.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Vectors> describe_vectors(const BuiltModel& built) {
  const auto* signs = dynamic_cast<const SignAddresses*>(built.addresses.get());
  if (!built.addresses) return std::nullopt;
  Vectors record;
  record.family = built.addresses->id();
  record.dimension = built.addresses->dimension();
  if (signs == nullptr) return record;
  const auto parameters = signs->describe();
  if (parameters.contains("seed")) record.seed = parameters["seed"].get<std::uint64_t>();
  if (signs->coherence() && signs->size() > 1) {
    const Integer k = signs->dimension();
    record.max_inner_product = Rational(Integer(signs->coherence()->max_product), k);
    record.min_inner_product = Rational(Integer(signs->coherence()->min_product), k);
  }
  return record;
}

std::string digits(const Answer& answer) {
  std::string text;
  for (const bool digit : answer) text += digit ? '1' : '0';
  return text;
}

/// How far the digits of a stack net may be off, at any time.
std::string slot_note(const nlohmann::ordered_json& certificate) {
  Rational widest = 0;
  const auto exact = [](const nlohmann::ordered_json& end) {
    return parse_rational(end.is_string() ? end.get<std::string>() : end.dump(), "certificate");
  };
  for (const auto& subspace : certificate["boxes"])
    for (const char* digit : {"0", "1"}) {
      const Rational width = exact(subspace[digit][1]) - exact(subspace[digit][0]);
      if (width > widest) widest = width;
    }
  return "invariant: every unit stays in the box of its digit, none wider than " +
         fmt::format("{:.2g}", approximate(widest));
}

/// The numbers that a certificate rests on, one line per head.
std::vector<std::string> certificate_notes(const nlohmann::ordered_json& certificate) {
  std::vector<std::string> notes;
  const auto number = [](const nlohmann::ordered_json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
  };
  if (certificate["kind"] == "lookup-by-frames")
    notes.push_back(
        "frame by frame: weight on the target at least " +
        fmt::format("{:.6g}", approximate(parse_rational(
                                  number(certificate["least_weight_on_target"]), "certificate"))));
  if (certificate["kind"] == "recurrent-by-stack-slots") notes.push_back(slot_note(certificate));
  if (certificate["kind"] == "recurrent-by-reachable-states")
    notes.push_back("every state that a string of any length leads to: " +
                    number(certificate["pairs"]) + " pairs with states of the automaton");
  if (certificate["kind"] == "recurrent-by-state-boxes")
    notes.push_back(number(certificate["boxes"]) +
                    " boxes of states, each mapped into a box of the right automaton state");
  if (certificate["kind"] == "product-with-automaton")
    notes.push_back(std::to_string(certificate["pairs"].size()) +
                    " pairs of a state and a state of the task's automaton, all that there are");
  if (certificate["kind"] == "dyck-by-depths")
    notes.push_back("covers every length from " + number(certificate["lengths"]));
  if (certificate["kind"] == "neighbour-by-classes")
    notes.push_back("covers every number of points up to n" +
                    (certificate.contains("norm_tolerance")
                         ? ", squared norms within " + number(certificate["norm_tolerance"]) +
                               " of 1, and a nearest point that leads by " +
                               number(certificate["gamma"]) + " or more"
                         : std::string(" and every choice of distinct keys and of labels")));
  // Queries that differ only in where they stand say the same; of many the weakest speaks for all.
  if (certificate.contains("heads")) {
    std::map<std::string, std::string> by_weight;
    for (const auto& head : certificate["heads"]) {
      if (!head.contains("weight_on_target")) continue;
      std::string note = "head '" + head["name"].get<std::string>() + "', " +
                         head["query"].get<std::string>() + ": logit of " +
                         head["target"].get<std::string>() + " at least " +
                         number(head["target_logit"][0]);
      for (const auto& rival : head["rivals"])
        note +=
            ", of " + rival["name"].get<std::string>() + " at most " + number(rival["logit"][1]);
      // The lower end of an enclosure "[a, b]", written to one length.
      const auto weight = head["weight_on_target"].get<std::string>();
      const std::string least = weight.substr(1, weight.find(',') - 1);
      by_weight.emplace(least, note + "; weight on the target at least " + least);
    }
    if (!by_weight.empty()) notes.push_back(by_weight.begin()->second);
  }
  return notes;
}

Counterexample describe_failure(const Failure& failure, const Task& task, const Format& format,
                                const std::vector<std::string>& replay) {
  Counterexample record;
  record.data = task.show(failure.input);
  record.data["expected_digits"] = digits(failure.expected);
  record.data["digits"] =
      failure.got ? nlohmann::ordered_json(digits(*failure.got)) : nlohmann::ordered_json(nullptr);
  record.what = "expected digits " + digits(failure.expected) + ", the model " +
                (failure.got ? "gives " + digits(*failure.got) : "gives none that decode");
  record.replay = {"separatrix", "run"};
  for (const std::string& word : task.run_arguments(failure.input)) record.replay.push_back(word);
  for (const std::string& word : replay) record.replay.push_back(word);
  record.replay.push_back("--arithmetic");
  record.replay.push_back(to_string(format));
  return record;
}

/// Members that a run over all strings met, against the count by heights. Throws if they differ.
std::optional<std::string> members_note(const Task& task, const Outcome& outcome) {
  const auto* dyck = dynamic_cast<const Dyck*>(&task);
  if (dyck == nullptr || outcome.members == 0) return std::nullopt;
  Integer counted = 0;
  for (std::uint64_t length = dyck->all_lengths() ? 0 : dyck->n(); length <= dyck->n(); ++length)
    counted += dyck_members(dyck->types(), dyck->depth(), length);
  if (counted != outcome.members)
    throw std::logic_error("Dyck: the members that were met are not as many as counted by heights");
  std::string note = outcome.members.str() + " of them members, as counted by heights";
  if (dyck->types() == 2 && dyck->depth() == 2 && !dyck->all_lengths()) note += " and as 2^(N-1)";
  return note;
}

}  // namespace

TaskInstance task_instance(const Task& task) {
  TaskInstance record;
  record.name = task.id();
  record.n = task.n();
  if (const auto* lookup = dynamic_cast<const IndexLookup*>(&task)) {
    record.alphabet = lookup->alphabet();
    record.lengths = lookup->all_lengths() ? Lengths::all : Lengths::exact;
  } else if (const auto* halves = dynamic_cast<const Comparison*>(&task)) {
    record.alphabet = halves->alphabet();
    if (!halves->partition().empty()) record.name += ":" + halves->partition();
  } else if (const auto* sparse = dynamic_cast<const SparseThreshold*>(&task)) {
    record.name += ":" + sparse->formula().name;
  } else if (const auto* points = dynamic_cast<const NearestNeighbour*>(&task)) {
    record.dimension = points->dimension();
    record.gamma = points->gamma();
  } else if (const auto* brackets = dynamic_cast<const DyckTask*>(&task)) {
    record.lengths = brackets->all_lengths() ? Lengths::all : Lengths::exact;
  } else if (const auto* language = dynamic_cast<const LanguageTask*>(&task)) {
    record.lengths = language->all_lengths() ? Lengths::all : Lengths::exact;
  } else if (const auto* recall = dynamic_cast<const Recall*>(&task)) {
    record.alphabet = recall->alphabet();
  }
  return record;
}

unsigned precision_of(const Format& format, const Task& task) {
  return with_arithmetic(format, task.grid_n(), 1,
                         [](const auto& arithmetic) { return arithmetic.precision_bits(); });
}

Subject subject(const BuiltModel& built, const Task& task, const Format& format) {
  const ModelMeasures sizes = measure(built.model, precision_of(format, task));
  return {Construction{built.model.construction, built.parameters},
          Measures{sizes.width, sizes.heads, sizes.layers, sizes.precision_bits, sizes.parameters,
                   sizes.representation_bits},
          describe_vectors(built)};
}

Subject subject(const AnyModel& built, const Task& task, const Format& format) {
  if (const auto* transformer = std::get_if<BuiltModel>(&built))
    return subject(*transformer, task, format);
  const auto* net = std::get_if<BuiltNet>(&built);
  const auto* finite = std::get_if<BuiltFinite>(&built);
  const ModelMeasures sizes =
      net != nullptr ? measure(net->net, precision_of(format, task)) : measure(finite->model);
  Subject subject;
  subject.construction = net != nullptr
                             ? Construction{net->net.construction, net->parameters}
                             : Construction{finite->model.construction, finite->parameters};
  subject.measures = Measures{sizes.width,          sizes.heads,      sizes.layers,
                              sizes.precision_bits, sizes.parameters, sizes.representation_bits};
  if (net != nullptr && !net->units.empty()) subject.notes.push_back(net->units);
  return subject;
}

std::optional<Result> paper_neighbour_out_of_reach(const Task& task, const Format& format) {
  if (dynamic_cast<const NearestNeighbour*>(&task) == nullptr &&
      dynamic_cast<const Recall*>(&task) == nullptr)
    return std::nullopt;
  const std::uint64_t points = (task.max_length() + 1) / 2;
  const Rational gamma = neighbour_margin(task);
  const Integer k = paper_dimension(points, gamma);
  if (k <= vectors::kMaxDimension) return std::nullopt;
  Result result;
  result.kind = Kind::verify;
  result.theorem = theorem_of(task, "paper");
  result.task = task_instance(task);
  result.construction = Construction{"paper", {{"vector_dimension", k.str()}}};
  result.arithmetic = to_string(format);
  result.reason = "T7 needs T accurate to " + to_string(Rational(gamma / 100)) + ": " + k.str() +
                  " signs per position by the lemma (width above " + Integer(3 * k).str() + "), " +
                  Integer(k * paper_addresses(task) / 8).str() +
                  " bytes for all of them, more than this program builds (" +
                  std::to_string(vectors::kMaxDimension) +
                  " signs); use --construction copy, or --vectors and --vector-dimension";
  return result;
}

Result verify_result(const Subject& subject, const Task& task, const Format& format, Mode mode,
                     const SamplePlan& plan, const Outcome& outcome,
                     const std::vector<std::string>& replay) {
  Result result;
  result.kind = Kind::verify;
  result.task = task_instance(task);
  result.construction = subject.construction;
  result.notes = subject.notes;
  if (outcome.every_length) result.task->lengths = Lengths::unbounded;
  result.arithmetic = to_string(format);
  result.measures = subject.measures;
  result.vectors = subject.vectors;
  // The theorem speaks of real numbers and of the grid Q_p; a float format is what practice runs.
  const bool of_theorem =
      format.kind == Format::Kind::interval || format.kind == Format::Kind::fixed;
  if (of_theorem) result.theorem = theorem_of(task, subject.construction.id);
  result.status = outcome.status;
  if (outcome.status == Status::undecided) result.reason = outcome.reason;
  result.assumes = outcome.assumes;
  result.certificate = outcome.certificate;
  if (outcome.certificate)
    for (std::string& note : certificate_notes(*outcome.certificate))
      result.notes.push_back(std::move(note));
  Evidence evidence;
  if (!outcome.every_length) evidence.domain_size = task.domain_size();
  if (mode != Mode::certified) {
    evidence.inputs_run = outcome.inputs_run;
    evidence.failures = outcome.failures;
    if (outcome.status == Status::exhaustive)
      if (auto note = members_note(task, outcome)) result.notes.push_back(std::move(*note));
    // The margin of the inputs that succeed says nothing once one has failed.
    if (!outcome.failure) evidence.margin = outcome.margin;
  }
  if (mode == Mode::sampled) {
    evidence.domain_size.reset();
    evidence.seed = plan.seed;
    result.notes.push_back("sampler: " + plan.sampler);
    if (outcome.inputs_run > 0) {
      evidence.confidence = kConfidence;
      evidence.failure_rate_upper =
          failure_rate_upper(outcome.inputs_run.convert_to<std::uint64_t>(),
                             outcome.failures.convert_to<std::uint64_t>(), kConfidence);
    }
  }
  result.evidence = evidence;
  if (outcome.failure)
    result.counterexample = describe_failure(*outcome.failure, task, format, replay);
  return result;
}

}  // namespace separatrix
