// Dyck-(n,k): `dyck:n:k`, is the string a member, and `dyck-next:n:k`, which symbols may follow
// (the generators of [HHGLM20]).
//
// Tokens: one kind "bracket" of 2n values, opening ones first (languages/dyck.hpp).
//   dyck:n:k       domain: all (2n)^N strings of length N. Answer: one digit, 1 for members.
//   dyck-next:n:k  domain: all prefixes of members that have length N. Answer: 2n + 1 digits: digit
//                  s says that symbol s may come next, the last one that the string may end here.
// With `all lengths`: every length up to N.
#pragma once

#include <string>
#include <vector>

#include "languages/dyck.hpp"
#include "tasks/task.hpp"

namespace separatrix {

/// The parts that both tasks share.
class DyckTask : public Task {
 public:
  std::size_t types() const { return types_; }  ///< n
  std::size_t depth() const { return depth_; }  ///< k
  bool all_lengths() const { return all_lengths_; }

  std::uint64_t n() const override { return length_; }
  std::vector<TokenKind> vocabulary() const override;
  std::vector<bool> content_kinds() const override { return {true}; }
  std::uint64_t max_length() const override { return length_; }
  /// The smaller inputs: a matching pair or a single symbol left out, types lowered.
  std::vector<Input> simpler(const Input& input) const override;
  std::vector<std::string> run_arguments(const Input& input) const override;
  nlohmann::ordered_json show(const Input& input) const override;

 protected:
  /// Error (argument TASK) for n = 0, k = 0 or 2n beyond 2^16; (argument --n) for a length of 0.
  DyckTask(std::size_t types, std::size_t depth, std::uint64_t length, bool all_lengths);

  std::size_t types_, depth_;
  std::uint64_t length_;
  bool all_lengths_;
};

}  // namespace separatrix
