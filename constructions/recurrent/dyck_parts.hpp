// What the recurrent constructions for Dyck-(n,k) share: the input, and what is read off a stack.
//
// Input subspaces: opening and closing (one of them is 1), code (the codeword of an opening
// symbol's type, else 0), and for recognisers type (the type, 1..n, of a closing symbol, else 0).
#pragma once

#include <string>
#include <vector>

#include "constructions/recurrent/symbol_codes.hpp"
#include "models/recurrent.hpp"
#include "tasks/dyck.hpp"

namespace separatrix {

/// Recognisers decide membership (`dyck`), generators say what may follow (`dyck-next`).
enum class DyckRole { recogniser, generator };

DyckRole role_of(const DyckTask& task);

/// The task's codes: recognisers need the poison word.
SymbolCodes codes_for(const DyckTask& task, const std::string& encoding);

/// Fills in task, vocabulary, input and embedding.
void set_dyck_input(RecurrentNetwork& net, const DyckTask& task, const SymbolCodes& codes);

/// The digits of a generator, named open (n), close (n), end, from a stack whose slot j is the sum
/// of the subspaces slots[j - 1], each to be multiplied by `unit` to be a digit:
///   close i: matches(i)(top), open: 1 - occupied(lowest slot), end: 1 - occupied(top).
AffineMap generator_output(const Layout& state, const SymbolCodes& codes,
                           const std::vector<std::vector<std::string>>& slots,
                           const Rational& unit);

}  // namespace separatrix
