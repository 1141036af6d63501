// Binary codes of two families over GF(2^r) = GF(2)[z] / polynomial; elements are written as the
// numbers whose binary digits are their coefficients.
//
// dual-bch: coordinates are all elements x; the generators are Tr(z^b x^e) for e = 1, 3, .., 2t - 1
// and b < r, e first; one-sided families add the word of ones last.
// rs-hadamard, rs-biorthogonal (r is called s): the symbols u = z^b x^e at the points x = 0, .., n0
// - 1, for e < K and b < s, e first. Each is written as the parities of u and y, bit by bit, for
// every y below 2^s (Hadamard) or every odd one (biorthogonal). In the biorthogonal code u = 1 at e
// = 0 is the word of ones; it comes last, and in one-sided families only.
//
// Nothing is assumed of the polynomial: what a certificate needs, the extreme distances, is
// computed from these rows.
#pragma once

#include "json.hpp"
#include "sign_family.hpp"

namespace checker {

/// Whether `family` is one of these.
bool is_field_family(const std::string& family);

/// Reads the family's parameters and returns its first `count` generators, of k signs each.
/// Rejected if there are fewer, or if k is not their length.
std::vector<Signs> field_family_rows(Fields& fields, const std::string& family, std::size_t k,
                                     std::size_t count);

}  // namespace checker
