#include "models/layout.hpp"

#include <algorithm>

#include "numerics/error.hpp"

namespace separatrix {

Layout::Layout(std::initializer_list<Subspace> subspaces)
    : Layout(std::vector<Subspace>(subspaces)) {}

Layout::Layout(std::vector<Subspace> subspaces) : subspaces_(std::move(subspaces)) {
  offsets_.reserve(subspaces_.size());
  for (std::size_t s = 0; s < subspaces_.size(); ++s) {
    for (std::size_t earlier = 0; earlier < s; ++earlier)
      if (subspaces_[earlier].name == subspaces_[s].name)
        throw Error("Layout", "subspaces",
                    "the subspace '" + subspaces_[s].name + "' is named twice");
    if (subspaces_[s].dimension > kMostCoordinates - dimension_)
      throw Error("Layout", "subspaces",
                  "the subspace '" + subspaces_[s].name +
                      "' makes the space larger than 2^24 "
                      "coordinates");
    offsets_.push_back(dimension_);
    dimension_ += subspaces_[s].dimension;
  }
}

bool Layout::has(std::string_view name) const noexcept {
  return std::any_of(subspaces_.begin(), subspaces_.end(),
                     [&](const Subspace& s) { return s.name == name; });
}

std::size_t Layout::find(std::string_view name) const {
  for (std::size_t s = 0; s < subspaces_.size(); ++s)
    if (subspaces_[s].name == name) return s;
  std::string known;
  for (const auto& s : subspaces_) known += (known.empty() ? "" : ", ") + s.name;
  throw Error("Layout", "subspace",
              "there is no subspace '" + std::string(name) + "'; there are: " + known);
}

std::size_t Layout::offset(std::string_view name) const { return offsets_[find(name)]; }
std::size_t Layout::dimension(std::string_view name) const {
  return subspaces_[find(name)].dimension;
}

}  // namespace separatrix
