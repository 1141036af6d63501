#include "tasks/dyck.hpp"

#include <algorithm>
#include <optional>

#include "numerics/error.hpp"
#include "tasks/dyck_text.hpp"

namespace separatrix {
namespace {

constexpr std::size_t kMostTypes = std::size_t{1} << 15;
constexpr std::uint64_t kMostDepth = std::uint64_t{1} << 30;
/// An automaton of more stacks or transitions would take longer to build than to do without.
constexpr std::uint64_t kMostStacks = std::uint64_t{1} << 20;
constexpr std::uint64_t kMostTransitions = std::uint64_t{1} << 23;
constexpr std::uint64_t kMaxN = std::uint64_t{1} << 30;

const std::string kMembers = "dyck";
const std::string kNext = "dyck-next";

std::string full_id(const std::string& name, const DyckTask& task) {
  return name + ":" + std::to_string(task.types()) + ":" + std::to_string(task.depth());
}

/// The open brackets after a string; none if it is no viable prefix.
std::optional<Word> stack_after(const Word& word, std::size_t n, std::size_t k) {
  Word stack;
  for (const Symbol symbol : word) {
    if (symbol < n) {
      if (stack.size() == k) return std::nullopt;
      stack.push_back(symbol);
    } else {
      if (stack.empty() || stack.back() != symbol - n) return std::nullopt;
      stack.pop_back();
    }
  }
  return stack;
}

/// For each position its partner in a reading that ignores types; its own position if it has none.
std::vector<std::size_t> partners(const Word& word, std::size_t n) {
  std::vector<std::size_t> partner(word.size());
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < word.size(); ++i) {
    partner[i] = i;
    if (word[i] < n) {
      open.push_back(i);
    } else if (!open.empty()) {
      partner[i] = open.back();
      partner[open.back()] = i;
      open.pop_back();
    }
  }
  return partner;
}

Error bad_id(const std::string& id, const std::string& name) {
  return Error("make_dyck", "TASK",
               "'" + id + "' needs the number of types and the depth, as in " + name + ":2:2");
}

}  // namespace

DyckTask::DyckTask(std::size_t types, std::size_t depth, std::uint64_t length, bool all_lengths)
    : types_(types), depth_(depth), length_(length), all_lengths_(all_lengths) {
  if (types == 0 || types > kMostTypes || depth == 0 || depth > kMostDepth)
    throw Error("DyckTask", "TASK",
                "bounded Dyck needs from 1 to 2^15 types of brackets and a depth from 1 to 2^30, "
                "not " +
                    std::to_string(types) + " and " + std::to_string(depth));
  if (length == 0 || length > kMaxN)
    throw Error("DyckTask", "--n",
                "bounded Dyck needs a length from 1 to 2^30, not " + std::to_string(length));
}

nlohmann::ordered_json DyckTask::parameters() const {
  return {{"n", length_},
          {"types", types_},
          {"depth", depth_},
          {"lengths", all_lengths_ ? "all" : "n"}};
}

std::vector<TokenKind> DyckTask::vocabulary() const { return {{"bracket", 2 * types_}}; }

Word DyckTask::word(const Input& input) const {
  if (input.size() > length_ || (!all_lengths_ && input.size() != length_))
    throw Error(id(), "input",
                "a string of " + std::to_string(input.size()) + " brackets where " +
                    (all_lengths_ ? "at most " : "") + std::to_string(length_) + " are expected");
  return symbols(input);
}

Word DyckTask::symbols(const Input& input) const {
  Word word;
  word.reserve(input.size());
  for (const Token& token : input) {
    if (token.kind != kBracket || token.value >= 2 * types_ || !token.features.empty())
      throw Error(id(), "input",
                  "token " + std::to_string(word.size() + 1) + " is no bracket; values are 0 to " +
                      std::to_string(2 * types_ - 1));
    word.push_back(token.value);
  }
  return word;
}

bool DyckTask::in_domain(const Input& input) const {
  try {
    reference(input);
    return true;
  } catch (const Error&) {
    return false;
  }
}

bool DyckTask::stacks_can_be_listed() const {
  std::uint64_t stacks = 1;
  std::uint64_t of_this_height = 1;
  for (std::size_t height = 1; height <= depth_; ++height) {
    of_this_height *= types_;
    stacks += of_this_height;
    if (stacks > kMostStacks || stacks * 2 * types_ > kMostTransitions) return false;
  }
  return true;
}

std::vector<std::uint64_t> DyckTask::lengths_of(const Sampler& sampler) const {
  std::vector<std::uint64_t> lengths;
  for (std::uint64_t length = all_lengths_ ? 0 : length_; length <= length_; ++length)
    if (sampler.has(*this, length)) lengths.push_back(length);
  return lengths;
}

std::vector<std::string> DyckTask::samplers() const {
  std::vector<std::string> names;
  for (const Sampler& sampler : all_samplers())
    if (!lengths_of(sampler).empty()) names.push_back(sampler.name);
  return names;
}

Input DyckTask::sample(const std::string& name, Random& random) const {
  for (const Sampler& sampler : all_samplers()) {
    if (sampler.name != name) continue;
    const auto lengths = lengths_of(sampler);
    if (!lengths.empty())
      return as_input(sampler.draw(*this, lengths[random.below(lengths.size())], random));
  }
  std::string known;
  for (const std::string& other : samplers()) known += (known.empty() ? "" : ", ") + other;
  throw Error(
      "DyckTask::sample", "--sampler",
      "there is no sampler '" + name + "' for " + id() + " at this length; there are: " + known);
}

const DyckDraw& DyckTask::uniform(DyckDraw::End end) const {
  std::call_once(tables_made_,
                 [&] { tables_ = std::make_unique<const DyckDraw>(types_, depth_, length_, end); });
  return *tables_;
}

std::vector<Input> DyckTask::simpler(const Input& input) const {
  const Word whole = word(input);
  std::vector<Input> candidates;
  const auto offer = [&](const Word& candidate) {
    Input offered = as_input(candidate);
    if (in_domain(offered)) candidates.push_back(std::move(offered));
  };
  const std::vector<std::size_t> partner = partners(whole, types_);
  if (all_lengths_) {
    for (std::size_t i = 0; i < whole.size(); ++i) {
      if (partner[i] < i) continue;
      Word shorter = whole;
      if (partner[i] != i) shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(partner[i]));
      shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
      offer(shorter);
    }
    for (std::size_t i = 0; i < whole.size(); ++i) {
      if (partner[i] == i) continue;
      Word shorter = whole;
      shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
      offer(shorter);
    }
  }
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const std::size_t lowest = whole[i] < types_ ? 0 : types_;
    if (whole[i] == lowest || partner[i] < i) continue;
    // Both brackets of a pair that match take type 1 together, so that they go on matching.
    Word lowered = whole;
    lowered[i] = lowest;
    const std::size_t other = partner[i];
    if (other != i && whole[other] == whole[i] + types_) lowered[other] = types_;
    offer(lowered);
  }
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (whole[i] <= types_ || partner[i] == i || partner[i] > i) continue;
    if (whole[partner[i]] + types_ == whole[i]) continue;
    Word lowered = whole;
    lowered[i] = types_;
    offer(lowered);
  }
  return candidates;
}

std::vector<std::string> DyckTask::run_arguments(const Input& input) const {
  return {id(), "--brackets", bracket_text(symbols(input), types_), "--n",
          std::to_string(std::max<std::uint64_t>(length_, input.size()))};
}

nlohmann::ordered_json DyckTask::show(const Input& input) const {
  return {{"brackets", bracket_text(symbols(input), types_)}};
}

std::string Dyck::id() const { return full_id(kMembers, *this); }

Answer Dyck::reference(const Input& input) const { return {in_dyck(word(input), types_, depth_)}; }

std::optional<Integer> Dyck::domain_size() const {
  const Integer symbols(2 * types_);
  if (length_ > kMostDomainBits) return std::nullopt;
  const auto longest = static_cast<unsigned>(length_);
  // sum over L <= N of (2n)^L, and 2n > 1.
  const Integer size =
      all_lengths_ ? (power(symbols, longest + 1) - 1) / (symbols - 1) : power(symbols, longest);
  if (msb(size) >= kMostDomainBits) return std::nullopt;
  return size;
}

Frame Dyck::frame(std::uint64_t index) const {
  if (index >= frames())
    throw Error("Dyck::frame", "index",
                "there are " + std::to_string(frames()) + " frames, counted from 0");
  const std::uint64_t length = all_lengths_ ? index : length_;
  Frame frame;
  frame.values = 2 * types_;
  frame.pattern.assign(length, Token{kBracket, 0});
  frame.content.resize(length);
  for (std::size_t i = 0; i < length; ++i) frame.content[i] = i;
  return frame;
}

std::optional<TaskAutomaton> Dyck::automaton() const {
  if (!stacks_can_be_listed()) return std::nullopt;
  return membership_automaton(dyck_automaton(types_, depth_), all_lengths_ ? 0 : length_, length_);
}

std::string DyckNext::id() const { return full_id(kNext, *this); }

Answer DyckNext::reference(const Input& input) const {
  const auto stack = stack_after(word(input), types_, depth_);
  if (!stack)
    throw Error("DyckNext::reference", "input",
                "the string is no prefix of a member: it exceeds the depth or closes what is not "
                "open");
  Answer answer(2 * types_ + 1);
  for (std::size_t type = 0; type < types_; ++type) answer[type] = stack->size() < depth_;
  if (!stack->empty()) answer[types_ + stack->back()] = true;
  answer[2 * types_] = stack->empty();
  return answer;
}

std::optional<TaskAutomaton> DyckNext::automaton() const {
  if (!stacks_can_be_listed()) return std::nullopt;
  TaskAutomaton automaton;
  automaton.dfa = dyck_automaton(types_, depth_);
  const std::size_t reject = automaton.dfa.states - 1;
  automaton.shortest = all_lengths_ ? 0 : length_;
  automaton.longest = length_;
  // A symbol may come next exactly if it does not lead into the reject state.
  for (std::size_t state = 0; state <= reject; ++state) {
    Answer answer;
    for (Symbol symbol = 0; symbol < 2 * types_; ++symbol)
      answer.push_back(automaton.dfa.next(state, symbol) != reject);
    answer.push_back(automaton.dfa.accepting[state]);
    automaton.answers.push_back(std::move(answer));
    automaton.viable.push_back(state != reject);
  }
  return automaton;
}

std::optional<Integer> DyckNext::domain_size() const {
  // At least one symbol in two has n choices or, at n = 1, another height may be reached.
  if (length_ > 4 * kMostDomainBits) return std::nullopt;
  Integer size = 0;
  for (std::uint64_t length = all_lengths_ ? 0 : length_; length <= length_; ++length)
    size += dyck_prefixes(types_, depth_, length);
  if (msb(size) >= kMostDomainBits) return std::nullopt;
  return size;
}

std::unique_ptr<DyckTask> make_dyck(const std::string& id, std::uint64_t length, bool all_lengths) {
  for (const std::string& name : {kMembers, kNext}) {
    if (id != name && !id.starts_with(name + ":")) continue;
    const std::size_t first = id.find(':');
    const std::size_t second = first == std::string::npos ? first : id.find(':', first + 1);
    if (second == std::string::npos) throw bad_id(id, name);
    const auto number = [&](const std::string& text) -> std::size_t {
      // Ten digits are more than any of the two may have.
      if (text.empty() || text.size() > 10 ||
          text.find_first_not_of("0123456789") != std::string::npos)
        throw bad_id(id, name);
      return std::stoull(text);
    };
    const std::size_t types = number(id.substr(first + 1, second - first - 1));
    const std::size_t depth = number(id.substr(second + 1));
    if (name == kMembers) return std::make_unique<Dyck>(types, depth, length, all_lengths);
    return std::make_unique<DyckNext>(types, depth, length, all_lengths);
  }
  return nullptr;
}

}  // namespace separatrix
