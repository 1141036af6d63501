// Why the tasks of published.hpp cost communication: each contains disjointness or INDEX.
//
// Disjointness: bits a of Alice, b of Bob, k each; 1 if a_i = b_i = 1 for some i.
//   B1 sparse averaging. Alice holds the numbers z_1 .. z_2k, z_(2i-1) = -1 and z_2i = +1 if
//      a_i = 1, else -1. Bob holds the last token, which asks for the average over the k positions
//      2i - 1 + b_i. The sum is -k if the sets are disjoint and at least -k + 2 otherwise: averages
//      2/k apart, which an error of 1/(2k) does not hide. n >= 2k + 1 tokens.
//   B2 Match3. Residues modulo M >= n + 1; the question is whether the last token t = 1 and two
//      tokens, perhaps t itself, sum to 0. s(r) = -1 - r pairs the residues; 1 is paired with -2,
//      and 2r = -1 has at most one solution (none for even M). That leaves k = floor((n - 1)/2)
//      pairs {u_i, v_i} without 1 and -2, as M - 3 >= 2k for odd M (then M >= 2k + 3) and
//      M - 2 >= 2k for even M. Alice's i-th token is u_i if a_i = 1, else 1; Bob's is v_i if
//      b_i = 1, else 1. Two tokens sum to -1 only if they are partners: 1 has the partner -2, which
//      nobody holds (3 != 0 modulo M as M >= 4), and u_i has v_i only.
// INDEX: a word w of k letters of Alice, a position i of Bob; the letter w_i.
//   B3 induction heads. Letters 0, 1; the marker 2. Tokens: x_1 w_1 x_2 w_2 .. x_k w_k 2, with
//      x_i = 2 and all other x_j = 0. Alice holds the w_j, Bob the rest. The last earlier marker
//      stands before w_i. n >= 2k + 1: tokens 0 before these change nothing.
//   B4 function composition. elements 0 .. k - 1. Tokens: the values of f, of g, then x. f = w,
//      g(0) = i, x = 0: f(g(x)) = w_i. Alice holds f.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace separatrix {

/// The numbers at the positions of a sparse average, and the positions (from 0) that count.
struct AveragingInput {
  std::vector<int> numbers;
  std::vector<std::size_t> chosen;
};

/// Error (argument "b") unless there are as many bits as in a.
AveragingInput averaging_input(const std::vector<bool>& a, const std::vector<bool>& b);
/// The sum over the chosen positions.
std::int64_t chosen_sum(const AveragingInput& input);

/// n tokens, from 0 to modulus - 1; the last one asks. Error (argument "b") as above, (argument
/// "n") unless n >= 2k + 1 and n >= 3, (argument "modulus") unless modulus > n.
std::vector<std::uint64_t> match3_input(const std::vector<bool>& a, const std::vector<bool>& b,
                                        std::size_t n, std::uint64_t modulus);
/// Whether the last token and two tokens, in all places, sum to 0.
bool match3_at_last(const std::vector<std::uint64_t>& tokens, std::uint64_t modulus);

/// The tokens for a position from 0. Error (argument "position") if there is none.
std::vector<unsigned> induction_input(const std::vector<bool>& word, std::size_t position);
/// The token after the last earlier occurrence of the last token. Error (argument "tokens") if
/// there is none.
unsigned induction_answer(const std::vector<unsigned>& tokens);

/// The tokens for a position from 0, all values of g but the first being 0. Error (argument
/// "position") if there is none.
std::vector<std::size_t> composition_input(const std::vector<std::size_t>& word,
                                           std::size_t position);
/// f(g(x)).
std::size_t composition_answer(const std::vector<std::size_t>& tokens);

/// How many inputs of a reduction were run, and how many came out wrong.
struct ReductionRun {
  std::uint64_t inputs = 0;
  std::uint64_t failures = 0;
};

/// Every input of the reduction of B1 .. B4 with k bits or letters: the task's plain answer against
/// that of the problem that it contains. B2: for n = 2k + 1 and 2k + 2 and all moduli from n + 1 to
/// n + 4. B4: letters 0 .. k - 1. Error (argument "id") for another bound, (argument "k") unless
/// 1 <= k <= 8, for B4 6.
ReductionRun run_reduction(std::string_view id, std::size_t k);

}  // namespace separatrix
