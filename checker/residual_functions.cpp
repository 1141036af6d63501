// Kind "residual-functions": the dearest cut of an input into a prefix and the rest.
//
// Statement. After t of the n symbols that vary there are widths[t] residual functions; the holder
// of the prefix must send ceil(log2) of the largest of them, 0 < t < n, and so many bits are
// enough. The widths are counted again by the definition of the task (residual_counts.hpp), the cut
// is the first of the largest. A recurrent model sends its state, m units of p bits [BHBK24, T2],
// so m >= ceil(bits / p), which is the hidden size.
#include <algorithm>

#include "bound_claim.hpp"
#include "hidden_size.hpp"
#include "kinds.hpp"
#include "residual_counts.hpp"

namespace checker {

std::string check_residual_functions(const Json& certificate, const Json& result) {
  const Claim claim = read_bound_claim(result, true);
  Fields fields(certificate, "");
  fields["kind"];
  const std::vector<std::size_t> stated = fields.indices("widths", std::size_t{1} << 32);
  const std::uint64_t letters = fields.count("letters");
  const Json* size = fields.optional("hidden_size");
  fields.finish();
  const Residuals found = residuals_of(claim.task);
  if (found.letters != letters)
    throw NotChecked("the language has letters that its expression does not name");
  require(stated == found.widths, "widths: not the numbers of residual functions");
  require(stated.size() >= 3, "widths: an input of one symbol cannot be cut");
  const auto most = std::max_element(stated.begin() + 1, stated.end() - 1);
  const mpz_class bits = ceil_log2(mpz_class(*most));
  require_only_bound(claim, {"communication", conventions::kFromPrefix,
                             "prefix:" + std::to_string(most - stated.begin()), bits, bits, ""});
  const std::string hidden =
      check_hidden_size(size, result, ClosedForm{bits, bits, ""}, Model::rnn);
  return std::to_string(*most) + " residual functions after " +
         std::to_string(most - stated.begin()) + " symbols, counted by the definition" + hidden;
}

}  // namespace checker
