// Kinds "recall-memory" and "dyck-communication": claims of a paper about every size up to a
// limit, which an audit found to hold.
//
// recall-memory. "A recurrent model that answers one query after M labelled pairs has m p >= N, N =
// M." The least number of bits is that of recall.hpp: it is compared with M for every M up to the
// limit.
// dyck-communication. "Protocols for Dyck-(2,2), odd positions against even ones, take at least
// N + offset bits if one player, or both, must know the answer." Let c be the number of members of
// length N, counted here. If the odd positions of a member force its even ones and these the odd
// ones, at every length, then f has one 1 in c rows and in c columns and is zero elsewhere; a row
// of zeros exists. So rank f = c, rank (1 - f) = c + 1 (subtract the row of ones), and by counting
// leaves [KN97, 1.4] both know after ceil(log2(2c + 1)) bits at least, one knows after one bit
// less; naming the row among c + 1 kinds takes ceil(log2(c + 1)) bits, the answer one more. That
// positions force one another is a walk here: two members that agree on the odd (even) positions
// and differ elsewhere would be a walk through pairs of states to acceptance in both.
#include <set>

#include "claim.hpp"
#include "kinds.hpp"
#include "recall.hpp"
#include "residual_counts.hpp"

namespace checker {
namespace {

/// What an audit claims, read completely: its words and how many sizes it counted.
struct Audited {
  std::string claim;
  std::string verdict;
  std::optional<Task> task;
};

Audited read_audit(const Json& result, std::uint64_t sizes) {
  Fields fields(result, "result");
  require(fields.text("kind") == "audit", "result.kind: not audit");
  for (const char* name : {"theorem", "status", "certificate"}) fields[name];
  for (const char* name : {"notes", "seconds"}) fields.optional(name);
  require(fields.list("assumes").empty(), "result.assumes: rests on a citation");
  Audited audit{fields.text("claim"), fields.text("verdict"), {}};
  if (fields.has("task")) {
    fields["task"];
    audit.task = read_claim(result).task;
  }
  Fields evidence(fields["evidence"], "evidence");
  require(evidence.count("domain_size") == sizes && evidence.count("inputs_run") == sizes &&
              evidence.count("failures") == 0,
          "evidence: not as many sizes as the limit says");
  evidence.finish();
  fields.finish();
  return audit;
}

/// "N", "N + 1" or "N - 1".
std::string n_plus(const mpz_class& offset) {
  if (offset == 0) return "N";
  return std::string("N ") + (offset < 0 ? "-" : "+") + " " + mpz_class(abs(offset)).get_str();
}

/// Can two different members agree on the positions of that parity?
bool ambiguous(const Walker& dyck, bool odd) {
  struct Pair {
    std::size_t first, second;
    bool differ, at_odd;  // at_odd: the next position is 1, 3, ..
    auto operator<=>(const Pair&) const = default;
  };
  std::set<Pair> seen{{dyck.start, dyck.start, false, true}};
  std::vector<Pair> open(seen.begin(), seen.end());
  while (!open.empty()) {
    const Pair at = open.back();
    open.pop_back();
    if (at.differ && dyck.answer[at.first] != 0 && dyck.answer[at.second] != 0) return true;
    const std::size_t letters = dyck.next[0].size();
    for (std::size_t a = 0; a < letters; ++a)
      for (std::size_t b = 0; b < letters; ++b) {
        if (at.at_odd == odd && a != b) continue;
        const Pair next{dyck.next[at.first][a], dyck.next[at.second][b], at.differ || a != b,
                        !at.at_odd};
        if (seen.insert(next).second) open.push_back(next);
      }
  }
  return false;
}

/// Members of length 0, 1, .., n.
std::vector<mpz_class> members(const Walker& dyck, std::uint64_t n) {
  std::vector<mpz_class> words(dyck.next.size());
  words[dyck.start] = 1;
  std::vector<mpz_class> counts;
  for (std::uint64_t t = 0;; ++t) {
    mpz_class all = 0;
    for (std::size_t s = 0; s < words.size(); ++s)
      if (dyck.answer[s] != 0) all += words[s];
    counts.push_back(all);
    if (t == n) return counts;
    std::vector<mpz_class> longer(words.size());
    for (std::size_t s = 0; s < words.size(); ++s)
      for (const std::size_t next : dyck.next[s]) longer[next] += words[s];
    words = std::move(longer);
  }
}

}  // namespace

std::string check_recall_memory(const Json& certificate, const Json& result) {
  Fields fields(certificate, "");
  fields["kind"];
  const std::uint64_t limit = fields.count("pairs");
  fields.finish();
  require(limit >= 1, "pairs: none");
  if (limit > 1U << 20) throw NotChecked("more sizes than this program looks at");
  const Audited audit = read_audit(result, limit);
  require(audit.claim ==
              "Every recurrent model that answers one query after M distinct labelled keys has m p "
              ">= N, where N counts the labelled pairs (N = M), with M keys in all and key and "
              "label as two tokens.",
          "result.claim: another claim");
  require(!audit.task, "result.task: the claim names no task");
  require(audit.verdict == "holds for M = 1 to " + std::to_string(limit),
          "result.verdict: not that it holds up to the limit");
  for (std::uint64_t pairs = 1; pairs <= limit; ++pairs)
    require(recall_bits(pairs) >= pairs, "pairs: fails for M = " + std::to_string(pairs));
  return "m p >= M for M = 1 to " + std::to_string(limit) + ": M - 1 + ceil(log2 M) bits, " +
         recount_recall() + "; beyond by the theorem, whose proof is read: TAKEN AS GIVEN";
}

std::string check_dyck_communication(const Json& certificate, const Json& result) {
  Fields fields(certificate, "");
  fields["kind"];
  const std::uint64_t limit = fields.count("limit");
  const mpz_class offset = fields.integer("offset");
  const bool both = fields.text("who") == "both";
  require(both || fields.text("who") == "one", "who: neither one nor both");
  const mpz_class spare = fields.integer("exact");
  fields.finish();
  if (limit > 1U << 14) throw NotChecked("more sizes than this program looks at");
  require(limit >= 2 && limit % 2 == 0, "limit: not even");
  const Audited audit = read_audit(result, limit / 2);
  require(audit.task && audit.task->name == "dyck:2:2" && audit.task->n == limit &&
              audit.task->lengths == "exact" && !audit.task->alphabet && !audit.task->dimension &&
              !audit.task->gamma && !audit.task->sides,
          "result.task: not dyck:2:2 up to the limit");
  require(audit.claim ==
              "Deterministic protocols for Dyck-(2,2), odd positions against even ones, need at "
              "least " +
                  n_plus(offset) + " bits if " +
                  (both ? "both players must know the answer" : "one player must know the answer") +
                  "; N even, 2 to " + std::to_string(limit) + ".",
          "result.claim: another claim");
  require(audit.verdict == "holds for N = 2 to " + std::to_string(limit) +
                               "; the exact number is " + n_plus(spare) + " bits",
          "result.verdict: not that it holds, with the exact number");
  const auto words = language(*audit.task);
  const Walker dyck = explored(words->machine, words->alphabet);
  require(!ambiguous(dyck, true) && !ambiguous(dyck, false), "a half does not force the other one");
  const std::vector<mpz_class> count = members(dyck, limit);
  for (std::uint64_t n = 2; n <= limit; n += 2) {
    const mpz_class rows = count[n] + 1;
    const mpz_class leaves = rows + count[n];
    const mpz_class lower = ceil_log2(leaves) - (both ? 0 : 1);
    const mpz_class upper = ceil_log2(rows) + (both ? 1 : 0);
    const mpz_class length = n;
    require(lower >= length + offset, "fails for N = " + std::to_string(n));
    require(lower == upper && upper == length + spare,
            "the exact number is another one for N = " + std::to_string(n));
  }
  return "exactly " + n_plus(spare) + " bits for N = 2 to " + std::to_string(limit) +
         ", members counted and halves walked through at every length";
}

}  // namespace checker
