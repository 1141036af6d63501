// A fooling set of words, pair by pair.
//
// Words of an even length n, Alice holding the 1st, 3rd, .. symbol of each and Bob the others, are
// cells of the odd-even matrix of a language. Whether they are a fooling set for the value v is
// decided on the words themselves: for every word i all mixed words (odd half of i, even half of j)
// are read by the automaton. The even halves stand in a trie, so that what they have in common is
// read once, and a branch is left where no word of the value v can follow.
//
// This does not rest on the theorem of regular_fooling_set.hpp and is an independent check of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "bounds/communication/regular_fooling_set.hpp"
#include "languages/dfa.hpp"
#include "parallel/work.hpp"

namespace separatrix {

struct WordsChecked {
  /// Two words (numbers i, j) that spoil the set, by the mixed word of i's odd and j's even half:
  /// the least i that has such a j, and its least j; i = j for a word whose own value is wrong.
  /// None if the words are a fooling set.
  std::optional<std::pair<std::size_t, std::size_t>> fault;
  std::uint64_t pairs = 0;  ///< pairs of words; without a fault all of them were decided
};

/// Nothing if `work` was stopped. The set's words must differ; equal ones are a fault. Error
/// (argument "words") if lengths differ or are odd, or a symbol is outside the alphabet, or there
/// are more than 2^22 words.
std::optional<WordsChecked> check_word_fooling_set(const Dfa& language, bool value,
                                                   std::span<const Word> words, Mixed mixed,
                                                   Work& work);

/// The words of one length that the automaton accepts, in lexicographic order. Error (argument
/// "length") if there are more than 2^22.
std::vector<Word> words_of_length(const Dfa& language, std::size_t length);

}  // namespace separatrix
