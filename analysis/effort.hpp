// How much of its range a claim or an audit covers.
#pragma once

namespace separatrix {

enum class Effort { quick, full };

}  // namespace separatrix
