#include "analysis/bound.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/communication.hpp"
#include "analysis/exact_json.hpp"
#include "analysis/task_family.hpp"
#include "analysis/verify_result.hpp"
#include "bounds/communication/language_matrix.hpp"
#include "bounds/communication/partition_search.hpp"
#include "bounds/known_complexity.hpp"
#include "constructions/residual.hpp"
#include "numerics/error.hpp"
#include "tasks/task_table.hpp"

namespace separatrix {
namespace {

using Model = ModelSize::Model;
using Json = nlohmann::ordered_json;

constexpr std::size_t kMostLines = 4096;
/// Beyond this size only closed forms are looked at, and the task is not built.
constexpr std::uint64_t kMostBuilt = std::uint64_t{1} << 12;
/// Of a language: states x letters x positions, about what the residual functions take to be told
/// apart. 2^25 of them take a second.
constexpr std::uint64_t kMostSteps = std::uint64_t{1} << 25;
const std::string kSearch = "search";

/// The same function without the places that have one symbol: they tell nobody anything.
FunctionTable varying_places(const FunctionTable& f) {
  std::vector<std::size_t> alphabets = f.alphabets();
  std::erase(alphabets, 1);
  FunctionTable varying(alphabets, f.digits());
  for (std::uint64_t entry = 0; entry < f.entries(); ++entry) varying.set(entry, f.answer(entry));
  return varying;
}

/// What a table can be made of.
bool has_table(const Task& task) {
  const auto size = task.domain_size();
  return task.frames() > 0 && size && *size <= FunctionTable::kMostEntries;
}

/// What a bound of D bits leaves to a model, D of the protocol that the model gives.
void add_hidden_size(Result& result, const KnownComplexity& known, const ModelSize& model) {
  const bool recurrent = model.model == Model::rnn;
  const auto width = [&](ProtocolCount count) {
    return recurrent ? least_units(known.lower_bits, model.precision)
                     : least_head_width(count, known, model.precision, model.heads);
  };
  const bool one = model.heads == 1;
  result.hidden_size = HiddenSize{recurrent ? "rnn"
                                  : one     ? "transformer-1"
                                            : fmt::format("transformer-1, heads {}", model.heads),
                                  model.precision, width(ProtocolCount::improved)};
  const Integer& least = result.hidden_size->min_width;
  if (recurrent) {
    result.notes.push_back(fmt::format("m p bits cross the cut [T2]: {} x {} = {}", least.str(),
                                       model.precision, Integer(least * model.precision).str()));
    return;
  }
  result.notes.push_back(
      fmt::format("width of {}: at least {} by the improved protocol, {} by the paper's steps "
                  "counted, {} by the "
                  "claimed 3 m (p + log2 N) [T4]",
                  one ? "the head" : fmt::format("each of {} heads", model.heads), least.str(),
                  width(ProtocolCount::counted).str(), width(ProtocolCount::claimed).str()));
}

/// What certificates say of the least width: the heads of a Transformer, the bits of its protocol,
/// and those one width below, which are fewer than needed.
Json hidden_size_json(const HiddenSize& size, const KnownComplexity& known,
                      const ModelSize& model) {
  const bool recurrent = model.model == Model::rnn;
  const auto bits = [&](const Integer& width) {
    ModelSize sized = model;
    sized.width = width.convert_to<std::uint64_t>();
    return width == 0 ? Integer(0) : model_bits(sized, known, ProtocolCount::improved);
  };
  Json json{{"heads", recurrent ? 0 : model.heads}, {"bits", exact_json(bits(size.min_width))}};
  if (size.min_width > (recurrent ? 0 : 1))
    json["bits_below"] = exact_json(bits(Integer(size.min_width - 1)));
  return json;
}

/// The bound of that convention as the hidden-size formulas want it.
std::optional<KnownComplexity> as_known(const Result& result, const std::string& convention,
                                        const Task& task) {
  const auto bound = std::ranges::find(result.bounds, convention, &Bound::convention);
  if (bound == result.bounds.end() || !bound->lower_bits) return std::nullopt;
  std::uint64_t symbols = 0;
  for (const TokenKind& kind : task.vocabulary()) symbols += kind.values;
  return KnownComplexity{.lower_bits = *bound->lower_bits,
                         .upper_bits = bound->upper_bits,
                         .convention = convention,
                         .partition = bound->partition,
                         .method = bound->method,
                         .theorem = "",
                         .tokens = task.max_length(),
                         .symbols = symbols,
                         .answer_digits = task.answer_digits()};
}

class Bounds {
 public:
  Bounds(const BoundRequest& request, Work& work) : request_(request), work_(work) {}

  std::vector<Result> all() {
    if (request_.task.n <= kMostBuilt) {
      const auto task = make_task(request_.task);
      task_ = task_instance(*task);
      entries_ = task->domain_size();
      if (has_table(*task))
        from_table(*task);
      else if (const auto automaton = task->automaton(); automaton && membership(*automaton))
        from_language(*task, *membership(*automaton));
      else if (entries_ && *entries_ <= FunctionTable::kMostEntries)
        no_matrix_ = "the inputs of this task are not all combinations of its tokens";
    } else {
      // Dyck languages have words of odd length, the other tasks of even sizes no input.
      if (request_.task.n % size_step(request_.task.id) != 0 &&
          !request_.task.id.starts_with("dyck:"))
        throw Error("lower_bounds", "--n", "this task has even sizes only");
      task_ = family_instance(request_.task, request_.task.n);
    }
    for (const Protocol protocol : {Protocol::one_way, Protocol::two_way})
      from_closed_form(protocol);
    const bool asked = !searches() && !matrix_done_;
    if (asked && !work_.stopped()) too_large();
    const bool cut_short = work_.stopped() && wants_partition() && !matrix_done_;
    if (results_.empty() || asked || cut_short) missing();
    return std::move(results_);
  }

 private:
  bool wants(Protocol protocol) const {
    return !request_.model || protocol_of(request_.model->model) == protocol;
  }
  /// Recurrent models are bounded by cuts alone, unless a partition is asked for.
  bool wants_partition() const { return !request_.partition.empty() || wants(Protocol::two_way); }
  bool searches() const { return request_.partition.empty() || request_.partition == kSearch; }

  void from_table(const Task& task) {
    const auto tables = tabulate(task, work_);
    if (!tables) return;
    const FunctionTable f = varying_places(tables->by_length.front());
    if (f.alphabets().size() < 2) {
      no_matrix_ = "fewer than two positions of the input can hold different symbols";
      return;
    }
    add_cut(residual_automaton(f).widths(), task);
    if (!wants_partition()) return;
    std::vector<std::string> notes;
    Split split;
    if (searches()) {
      const auto found = strongest_partition(f, {}, work_);
      if (!found) return;
      split = found->split;
      notes.push_back(fmt::format(
          "partition found by search: {} of {} balanced ones looked at, up "
          "to symmetry{}",
          found->evaluated, found->partitions.str(),
          found->complete ? "; none is stronger by rank" : "; there may be a stronger one"));
    } else {
      split = parse_partition(request_.partition, f.alphabets().size()).split;
    }
    const auto problem = problem_matrix(f, split, work_);
    if (problem)
      add_matrix(communication_result(task_, *problem, f.alphabets(), split, work_), split, notes,
                 task);
  }

  void from_language(const Task& task, const Dfa& dfa) {
    if (Integer(dfa.states) * dfa.alphabet * task.max_length() > kMostSteps) return;
    Work residuals;  // by the automaton: quick
    if (const auto states = residual_states(task, residuals))
      add_cut(states->automaton.widths(), task);
    if (!wants_partition()) return;
    const std::uint64_t n = task.max_length();
    const Split split = searches() ? odd_even(n) : parse_partition(request_.partition, n).split;
    const auto found = language_problem(dfa, split, kMostLines, work_);
    if (!found) return;
    std::vector<std::string> notes;
    if (searches())
      notes.push_back("too many inputs for a search over partitions: odd against even positions");
    add_matrix(
        communication_result(task_, {found->rows, found->columns, {found->matrix}, {}, {}, {}}, {},
                             split, work_),
        split, notes, task);
  }

  void add_matrix(Result result, const Split& split, const std::vector<std::string>& notes,
                  const Task& task) {
    matrix_done_ = true;
    result.notes.insert(result.notes.begin(), notes.begin(), notes.end());
    if (request_.model) {
      const bool recurrent = request_.model->model == Model::rnn;
      const bool prefix = partition_word(split).find("BA") == std::string::npos;
      if (const auto known =
              as_known(result, recurrent ? conventions::kFromAlice : conventions::kBothKnow, task);
          known && (!recurrent || prefix)) {
        add_hidden_size(result, *known, *request_.model);
        if (result.certificate) {
          Json& certificate = *result.certificate;
          certificate["tokens"] = known->tokens;
          certificate["symbols"] = exact_json(Integer(known->symbols));
          certificate["hidden_size"] =
              hidden_size_json(*result.hidden_size, *known, *request_.model);
        }
      }
    }
    results_.push_back(std::move(result));
  }

  void add_cut(const std::vector<std::size_t>& widths, const Task& task) {
    if (widths.size() < 3 || !wants(Protocol::one_way)) return;
    Result result;
    result.kind = Kind::bound;
    result.task = task_;
    result.status = Status::certified;
    result.bounds.push_back(dearest_prefix_cut(widths));
    result.certificate =
        Json{{"kind", "residual-functions"}, {"letters", letters()}, {"widths", widths}};
    if (request_.model) {
      const KnownComplexity known = *as_known(result, conventions::kFromPrefix, task);
      add_hidden_size(result, known, *request_.model);
      (*result.certificate)["hidden_size"] =
          hidden_size_json(*result.hidden_size, known, *request_.model);
    }
    results_.push_back(std::move(result));
  }

  void from_closed_form(Protocol protocol) {
    if (!wants(protocol)) return;
    if (auto result = closed_form_bound(request_.task, protocol, request_.model))
      results_.push_back(std::move(*result));
  }

  /// The matrix of the partition that was asked for cannot be had.
  [[noreturn]] void too_large() const {
    if (!no_matrix_.empty())
      throw Error("lower_bounds", "--partition",
                  fmt::format("there is no matrix to divide: {}; leave the partition out for the "
                              "closed form",
                              no_matrix_));
    const std::string size = entries_
                                 ? fmt::format("would have {} entries, {} bytes", entries_->str(),
                                               Integer((*entries_ + 7) / 8).str())
                                 : "is too large";
    throw Error("lower_bounds", "--partition",
                fmt::format("the matrix for {} {}; at most 2^24 entries are written out, and of a "
                            "regular language at most 4096 different rows and columns; choose a "
                            "smaller --n, or leave the partition out for the closed form",
                            request_.partition, size));
  }

  /// Letters of a language, which its name may not tell; 0 of other tasks.
  std::uint64_t letters() const {
    const auto language = language_of(request_.task);
    return language ? language->letters.size() : 0;
  }

  /// There is nothing to say.
  void missing() {
    Result result;
    result.kind = Kind::analyze;
    result.task = task_;
    result.reason = work_.stopped() ? "interrupted"
                    : !no_matrix_.empty()
                        ? no_matrix_ + ", and no closed form is known"
                        : "the inputs are no table of at most 2^24 entries, and no closed form is "
                          "known; choose a smaller --n";
    results_.push_back(std::move(result));
  }

  const BoundRequest& request_;
  Work& work_;
  TaskInstance task_;
  std::vector<Result> results_;
  std::optional<Integer> entries_;  // of the matrix, for every partition
  std::string no_matrix_;           // why there is none at any size; empty: it may be too large
  bool matrix_done_ = false;
};

}  // namespace

std::optional<Result> closed_form_bound(const TaskRequest& task, Protocol protocol,
                                        const std::optional<ModelSize>& model) {
  const auto known = known_complexity(task, protocol);
  if (!known) return std::nullopt;
  Result result;
  result.kind = Kind::bound;
  if (!known->theorem.empty()) result.theorem = known->theorem;
  result.task = family_instance(task, task.n);
  result.status = Status::certified;
  result.bounds.push_back({conventions::kQuantity, known->convention, known->partition,
                           known->lower_bits, known->upper_bits, known->method});
  result.notes.push_back(
      fmt::format("by closed form, for every size: the proof is read, not replayed, in "
                  "bounds/known_{}.cpp",
                  protocol == Protocol::one_way ? "one_way" : "two_way"));
  result.certificate = Json{{"kind", "closed-form"},
                            {"protocol", protocol == Protocol::one_way ? "one-way" : "two-way"},
                            {"tokens", exact_json(Integer(known->tokens))},
                            {"symbols", exact_json(Integer(known->symbols))},
                            {"answer_digits", known->answer_digits}};
  if (model && protocol_of(model->model) == protocol) {
    add_hidden_size(result, *known, *model);
    (*result.certificate)["hidden_size"] = hidden_size_json(*result.hidden_size, *known, *model);
  }
  return result;
}

std::vector<Result> lower_bounds(const BoundRequest& request, Work& work) {
  return Bounds(request, work).all();
}

}  // namespace separatrix
