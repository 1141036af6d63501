// The least width that a number of bits leaves to a model.
//
// The model's protocol takes B(w) bits at width w, B growing with w (closed_forms.hpp). The least
// width is w if B(w) >= D, and w is the smallest there is (0 units, a head of 1) or B(w - 1) < D.
#pragma once

#include "closed_forms.hpp"

namespace checker {

/// Compares result.hidden_size with the certificate's field of the same name, which holds the
/// number of heads, B at the least width and B one below it. Neither may stand without the other.
/// `protocol` is rnn for a one-way bound, else improved. What is proved, in words that begin with
/// "; ", or nothing where no size is claimed.
std::string check_hidden_size(const Json* certificate, const Json& result, const ClosedForm& needed,
                              Model protocol);

}  // namespace checker
