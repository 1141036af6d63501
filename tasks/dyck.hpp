// Dyck-(n,k): `dyck:n:k`, is the string a member, and `dyck-next:n:k`, which symbols may follow
// (the generators of [HHGLM20]).
//
// Tokens: one kind "bracket" of 2n values, opening ones first (languages/dyck.hpp).
//   dyck:n:k       domain: all (2n)^N strings of length N. Answer: one digit, 1 for members.
//   dyck-next:n:k  domain: all viable prefixes (tasks/dyck_strings.hpp) of length N. Answer: 2n + 1
//                  digits: digit s says that symbol s may come next, the last one that the string
//                  may end here.
// With `all lengths`: every length from 0 to N.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "languages/dyck.hpp"
#include "tasks/dyck_strings.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// The parts that both tasks share.
class DyckTask : public Task {
 public:
  static constexpr std::uint32_t kBracket = 0;

  std::size_t types() const { return types_; }  ///< n
  std::size_t depth() const { return depth_; }  ///< k
  bool all_lengths() const { return all_lengths_; }

  std::uint64_t n() const override { return length_; }
  nlohmann::ordered_json parameters() const override;
  std::vector<TokenKind> vocabulary() const override;
  std::vector<bool> content_kinds() const override { return {true}; }
  std::uint64_t max_length() const override { return length_; }
  /// Those of `samplers` that can draw a string of these lengths: an odd length has no members.
  std::vector<std::string> samplers() const override;
  Input sample(const std::string& sampler, Random& random) const override;
  /// With all lengths: a matching pair, or else a single symbol, left out. Then types lowered.
  std::vector<Input> simpler(const Input& input) const override;
  std::vector<std::string> run_arguments(const Input& input) const override;
  nlohmann::ordered_json show(const Input& input) const override;

 protected:
  /// Error (argument TASK) for n = 0, k = 0 or 2n beyond 2^16; (argument --n) for a length of 0 or
  /// above 2^30.
  DyckTask(std::size_t types, std::size_t depth, std::uint64_t length, bool all_lengths);

  /// A sampler: its name, whether it draws strings of this length, and the drawing.
  struct Sampler {
    std::string name;
    bool (*has)(const DyckTask&, std::size_t length);
    Word (*draw)(const DyckTask&, std::size_t length, Random&);
  };
  virtual const std::vector<Sampler>& all_samplers() const = 0;

  /// The symbols of an input; Error (argument "input") if its length or a token is not of the
  /// domain.
  Word word(const Input& input) const;
  /// The symbols of an input of any length: a certificate for every length may fail beyond --n.
  Word symbols(const Input& input) const;
  bool in_domain(const Input& input) const;
  /// Whether the automaton of all stacks is small: at most 2^20 stacks and 2^23 transitions.
  bool stacks_can_be_listed() const;
  /// Uniform strings, whose tables are made at the first call.
  const DyckDraw& uniform(DyckDraw::End end) const;

  std::size_t types_, depth_;
  std::uint64_t length_;
  bool all_lengths_;

 private:
  friend struct DyckSamplers;
  std::vector<std::uint64_t> lengths_of(const Sampler& sampler) const;

  mutable std::once_flag tables_made_;
  mutable std::unique_ptr<const DyckDraw> tables_;
};

/// `dyck:n:k`. Samplers (tasks/dyck_samplers.cpp): paper, members, uniform, too-deep, wrong-type,
/// unfinished.
class Dyck final : public DyckTask {
 public:
  Dyck(std::size_t types, std::size_t depth, std::uint64_t length, bool all_lengths)
      : DyckTask(types, depth, length, all_lengths) {}

  std::string id() const override;
  unsigned answer_digits() const override { return 1; }
  Answer reference(const Input& input) const override;
  std::optional<Integer> domain_size() const override;
  /// One frame per length.
  std::uint64_t frames() const override { return all_lengths_ ? length_ + 1 : 1; }
  Frame frame(std::uint64_t index) const override;
  std::optional<TaskAutomaton> automaton() const override;

 protected:
  const std::vector<Sampler>& all_samplers() const override;
};

/// `dyck-next:n:k`. Samplers: paper (the walk of dyck's), uniform, full (up to depth k, and then
/// never far below it).
class DyckNext final : public DyckTask {
 public:
  DyckNext(std::size_t types, std::size_t depth, std::uint64_t length, bool all_lengths)
      : DyckTask(types, depth, length, all_lengths) {}

  std::string id() const override;
  unsigned answer_digits() const override { return static_cast<unsigned>(2 * types_ + 1); }
  Answer reference(const Input& input) const override;
  std::optional<Integer> domain_size() const override;
  std::optional<TaskAutomaton> automaton() const override;

 protected:
  const std::vector<Sampler>& all_samplers() const override;
};

/// The task of an id "dyck:n:k" or "dyck-next:n:k"; nullptr if the id names neither. Error
/// (argument TASK) if n or k is missing or no number.
std::unique_ptr<DyckTask> make_dyck(const std::string& id, std::uint64_t length, bool all_lengths);

}  // namespace separatrix
