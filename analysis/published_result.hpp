// A lower bound of another paper at concrete sizes, as a result for the record.
#pragma once

#include "bounds/published.hpp"
#include "evidence/result.hpp"

namespace separatrix {

/// Undecided, with the published bound in the reason and its source under `assumes`: its proof is
/// not replayed here, and its constant may be unknown. Where there is an explicit form, of kind
/// `bound` with the communication that the task contains and the least width that the form leaves;
/// else of kind `analyze`. Errors as `evaluate`.
Result published_result(const PublishedBound& bound, const PublishedSizes& sizes);

}  // namespace separatrix
