#include "analysis/longest_size.hpp"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

#include "analysis/exact_json.hpp"

namespace separatrix {
namespace {

/// Thrown through the recursion where a size between known ones has no closed form, or on a stop.
struct Stop {
  std::string reason;
};

class Search {
 public:
  Search(TaskFamily& family, const ModelSize& size, ProtocolCount count, Work& work)
      : family_(family), size_(size), count_(count), work_(work) {}

  /// The last size of first, first + step, .., last that is not excluded.
  std::optional<std::uint64_t> last_possible(std::uint64_t first, std::uint64_t last,
                                             std::vector<SizeInterval>& excluded) {
    const Integer bits = model(last);
    if (bits < needed(first)) {
      excluded.push_back({first, last, bits, needed(first)});
      return std::nullopt;
    }
    if (bits >= needed(last)) return last;
    const std::uint64_t middle = between(first, last);
    if (const auto upper = last_possible(middle + family_.step(), last, excluded)) return upper;
    return last_possible(first, middle, excluded);
  }

  /// The first size of these that is excluded.
  std::optional<std::uint64_t> first_excluded(std::uint64_t first, std::uint64_t last,
                                              std::vector<SizeInterval>& possible) {
    const Integer bits = model(first);
    if (bits >= needed(last)) {
      possible.push_back({first, last, bits, needed(last)});
      return std::nullopt;
    }
    if (bits < needed(first)) return first;
    const std::uint64_t middle = between(first, last);
    if (const auto lower = first_excluded(first, middle, possible)) return lower;
    return first_excluded(middle + family_.step(), last, possible);
  }

 private:
  const KnownComplexity& known(std::uint64_t n) {
    if (work_.stopped()) throw Stop{"interrupted before every size was decided"};
    const auto& found = family_.at(n);
    if (!found)
      throw Stop{fmt::format("no closed form is known at N = {}, between sizes that have one", n)};
    return *found;
  }
  const Integer& needed(std::uint64_t n) { return known(n).lower_bits; }
  Integer model(std::uint64_t n) { return model_bits(size_, known(n), count_); }
  std::uint64_t between(std::uint64_t first, std::uint64_t last) const {
    return first + (last - first) / family_.step() / 2 * family_.step();
  }

  TaskFamily& family_;
  const ModelSize& size_;
  ProtocolCount count_;
  Work& work_;
};

LongestSize search(TaskFamily& family, const ModelSize& size, ProtocolCount count, Work& work,
                   std::uint64_t limit) {
  LongestSize longest;
  longest.step = family.step();
  const auto smallest = family.smallest();
  longest.reason = family.not_monotone();
  if (longest.reason) return longest;
  if (!smallest) {
    longest.reason =
        fmt::format("no closed form of the {} communication of this task is known to this program",
                    protocol_of(size.model) == Protocol::one_way ? "one-way" : "two-way");
    return longest;
  }
  longest.smallest = *smallest;
  longest.limit = family.largest(*smallest, limit);
  Search decide(family, size, count, work);
  try {
    longest.last_possible = decide.last_possible(longest.smallest, longest.limit, longest.excluded);
    longest.first_excluded =
        decide.first_excluded(longest.smallest, longest.limit, longest.possible);
  } catch (const Stop& stop) {
    longest.reason = stop.reason;
    return longest;
  }
  std::ranges::reverse(longest.excluded);
  longest.reason = family.not_monotone();
  if (!longest.reason && !longest.first_excluded && longest.limit + longest.step <= limit)
    longest.reason = fmt::format("no N up to {} is excluded, and no closed form is known at N = {}",
                                 longest.limit, longest.limit + longest.step);
  return longest;
}

std::string size_text(std::uint64_t n) {
  constexpr std::uint64_t kWrittenOut = 1 << 20;
  return std::has_single_bit(n) && n > kWrittenOut ? fmt::format("2^{}", std::bit_width(n) - 1)
                                                   : std::to_string(n);
}

nlohmann::ordered_json intervals_json(const std::vector<SizeInterval>& intervals) {
  auto list = nlohmann::ordered_json::array();
  for (const SizeInterval& one : intervals)
    list.push_back({{"first", exact_json(one.first)},
                    {"last", exact_json(one.last)},
                    {"model_bits", exact_json(one.model_bits)},
                    {"needed", exact_json(one.needed)}});
  return list;
}

nlohmann::ordered_json certificate(const ModelSize& size, const LongestSize& longest) {
  const bool rnn = size.model == ModelSize::Model::rnn;
  nlohmann::ordered_json json{{"kind", "longest-size"},
                              {"model", rnn ? "rnn" : "transformer-1"},
                              {"width", exact_json(size.width)},
                              {"precision", exact_json(size.precision)}};
  if (!rnn) {
    json["heads"] = exact_json(size.heads);
    json["count"] = to_string(ProtocolCount::improved);
  }
  json["smallest"] = exact_json(longest.smallest);
  json["step"] = exact_json(longest.step);
  json["limit"] = exact_json(longest.limit);
  if (longest.last_possible) json["last_possible"] = exact_json(*longest.last_possible);
  if (longest.first_excluded) json["first_excluded"] = exact_json(*longest.first_excluded);
  json["possible"] = intervals_json(longest.possible);
  json["excluded"] = intervals_json(longest.excluded);
  return json;
}

std::string other_count(TaskFamily& family, const ModelSize& size, ProtocolCount count,
                        Work& work) {
  const LongestSize longest = search(family, size, count, work, kLargestSize);
  const char* what = count == ProtocolCount::claimed
                         ? "if the claimed 3 m (p + log2 N) H bits were enough"
                         : "by the paper's four steps as counted";
  return fmt::format("{}: {}", what, longest.reason ? *longest.reason : longest_text(longest));
}

}  // namespace

LongestSize longest_size(const TaskRequest& family, const ModelSize& size, ProtocolCount count,
                         const KnownFunction& known, Work& work, std::uint64_t limit) {
  TaskFamily sizes(family, protocol_of(size.model), known);
  return search(sizes, size, count, work, limit);
}

std::string longest_text(const LongestSize& longest) {
  const std::string limit = size_text(longest.limit);
  if (!longest.last_possible) return fmt::format("none: every N up to {} is excluded", limit);
  if (!longest.first_excluded) return fmt::format("no N up to {} is excluded", limit);
  const std::uint64_t next = *longest.last_possible + longest.step;
  std::string text = std::to_string(*longest.last_possible);
  if (next <= longest.limit)
    text += fmt::format("; every {}N from {} to {} is excluded", longest.step == 2 ? "even " : "",
                        next, limit);
  if (*longest.first_excluded < next)
    text += fmt::format("; the first N excluded is {}", *longest.first_excluded);
  return text;
}

Result analyze_longest_size(const TaskRequest& family, const ModelSize& size,
                            const KnownFunction& known, Work& work) {
  TaskFamily sizes(family, protocol_of(size.model), known);
  const LongestSize longest = search(sizes, size, ProtocolCount::improved, work, kLargestSize);
  Result result;
  result.kind = Kind::analyze;
  const std::uint64_t shown = longest.last_possible.value_or(longest.smallest);
  result.task = family_instance(family, shown);
  if (longest.reason) {
    result.reason = longest.reason;
    return result;
  }
  result.status = Status::certified;
  result.certificate = certificate(size, longest);
  const KnownComplexity& at = *sizes.at(shown);
  result.bounds.push_back(
      {"communication", at.convention, at.partition, at.lower_bits, at.upper_bits, at.method});
  result.notes.push_back("longest N not excluded: " + longest_text(longest));
  for (const auto& n : {longest.last_possible, longest.first_excluded})
    if (n)
      result.notes.push_back(
          fmt::format("N = {}: {}", size_text(*n),
                      exclusion(*sizes.at(*n), size, ProtocolCount::improved).text));
  if (longest.limit < kLargestSize && longest.limit + longest.step <= kLargestSize)
    result.notes.push_back(fmt::format("no closed form is known beyond N = {}", longest.limit));
  if (size.model == ModelSize::Model::transformer_1)
    for (const ProtocolCount count : {ProtocolCount::counted, ProtocolCount::claimed})
      result.notes.push_back(other_count(sizes, size, count, work));
  return result;
}

}  // namespace separatrix
