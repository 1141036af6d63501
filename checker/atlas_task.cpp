#include "atlas_task.hpp"

#include <algorithm>

#include "closed_forms.hpp"
#include "recall.hpp"
#include "residual_counts.hpp"
#include "small_sizes.hpp"

namespace checker {
namespace {

constexpr const char* kRecall = "associative-recall";
constexpr std::uint64_t kMostWritten = 1U << 16;

bool sized_alphabet(const std::string& name) {
  return name == "index-lookup" || name == "equality";
}

ClosedForm form_of(const Task& task, bool one_way) {
  const auto form =
      task.name == kRecall && one_way ? recall_form(task) : closed_form(task, task.n, one_way);
  require(form.has_value(), "task: this program has no closed form of it at this size");
  return *form;
}

/// Bits over the cut after c tokens; nothing where none are proved.
std::optional<mpz_class> at_prefix(const Task& task, std::uint64_t c) {
  const std::uint64_t tokens = atlas_task(task).tokens;
  if (c == 0 || c >= tokens) return std::nullopt;
  const ClosedForm form = form_of(task, true);
  if (form.partition == "prefix:" + std::to_string(c)) return form.lower;
  Task shorter = task;
  if (task.name == "index-lookup") {
    shorter.n = c;
  } else if (task.name == "equality" || task.name == "disjointness") {
    shorter.n = 2 * std::min(c, task.n - c);
  } else {
    return std::nullopt;
  }
  return form_of(shorter, true).lower;
}

/// Of every small table the residual functions after each number of tokens.
std::string compared_at_every_cut(const Task& task) {
  constexpr std::size_t kMostAnswers = std::size_t{1} << 13;
  std::size_t cuts = 0;
  Task small = task;
  for (const std::uint64_t alphabet : {2U, 3U, 4U, 5U}) {
    if (alphabet > 2 && !sized_alphabet(task.name)) break;
    if (sized_alphabet(task.name)) small.alphabet = alphabet;
    for (small.n = 2;; small.n += size_step(task)) {
      const auto defined = finite_task(small);
      const auto widths = residual_counts(defined.value(), kMostAnswers);
      if (!widths) break;
      for (std::size_t c = 1; c + 1 < widths->size(); ++c) {
        const auto bits = at_prefix(small, c);
        if (!bits) continue;
        require(*bits <= ceil_log2(mpz_class((*widths)[c])),
                "the bits over a cut: too many at n = " + std::to_string(small.n) + ", " +
                    std::to_string(c) + " tokens");
        ++cuts;
      }
    }
  }
  return "compared with whole tables at " + std::to_string(cuts) + " cuts";
}

/// The label of the key that is asked for: keys and labels by turns, then a query.
std::uint64_t recalled(const Word& word) {
  for (std::size_t i = 0; i + 1 < word.size(); i += 2)
    if (word[i] == word.back()) return word[i + 1];
  throw Rejected("recall: the query is no key");
}

Witness recall_witness(std::uint64_t n) {
  Witness w{Word(2 * n + 1, 0), {}, 2};
  for (std::size_t key = 0; key < n; ++key) w.one[2 * key] = key;
  w.other = w.one;
  w.other[1] = 1;
  return w;
}

}  // namespace

AtlasTask atlas_task(const Task& task) {
  const std::string& name = task.name;
  const bool recall = name == kRecall;
  require(recall || sized_alphabet(name) || name == "disjointness" || name == "dyck:2:2" ||
              name == "interleaved-equality",
          "task: not one of the atlas");
  require(task.n >= 2 && task.lengths == "exact" && !task.dimension && !task.gamma && !task.sides,
          "task: fields of another task");
  require(sized_alphabet(name) || !task.alphabet, "task.alphabet: the name says it");
  const ClosedForm form = form_of(task, true);
  return {form.tokens, recall ? task.n : form.symbols, form.digits};
}

mpz_class needed_one_way(const Task& task, std::uint64_t prefix) {
  const auto bits = at_prefix(task, prefix);
  require(bits.has_value(), "partition: no bound over that cut is proved");
  return *bits;
}

mpz_class needed_one_way(const Task& task) { return form_of(task, true).lower; }

mpz_class needed_two_way(const Task& task) {
  const ClosedForm form = form_of(task, false);
  return form.lower - form.digits;
}

std::string two_way_partition(const Task& task) {
  const std::string partition = form_of(task, false).partition;
  return partition == "halves" ? "prefix:" + std::to_string(task.n / 2) : partition;
}

std::string compared_with_tables(const Task& task, bool one_way) {
  const std::string beyond = ", beyond by the theorem, whose proof is read: TAKEN AS GIVEN";
  if (task.name == kRecall) return recount_recall() + beyond;
  return (one_way ? compared_at_every_cut(task) : check_small_sizes(task, false)) + beyond;
}

Witness witness(const Task& task) {
  const AtlasTask sizes = atlas_task(task);
  if (sizes.tokens > kMostWritten) throw NotChecked("inputs longer than this program writes down");
  Witness w = recall_witness(task.n);
  if (task.name != kRecall) {
    w = {Word(sizes.tokens, 0), {}, 1};
    if (task.name == "disjointness") w.one[task.n / 2] = 1;
    if (task.name == "dyck:2:2")
      for (std::size_t i = 1; i < task.n; i += 2) w.one[i] = 2;  // ()()..
    w.other = w.one;
    w.other[0] = 1;
  }
  const auto defined = finite_task(task);
  const auto answer = [&](const Word& word) {
    return task.name == kRecall ? recalled(word) : defined.value().answer(word);
  };
  require(answer(w.one) != answer(w.other), "the two inputs have one answer");
  std::size_t changed = 0;
  for (std::size_t i = 0; i < sizes.tokens; ++i) changed += w.one[i] == w.other[i] ? 0 : 1;
  require(changed == 1 && w.one[w.position - 1] != w.other[w.position - 1],
          "the two inputs differ elsewhere");
  return w;
}

}  // namespace checker
