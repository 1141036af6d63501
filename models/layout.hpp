// Named subspaces: weights are addressed by name, never by raw index.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace separatrix {

/// A named direct summand of a vector space, of `dimension` coordinates.
struct Subspace {
  std::string name;
  std::size_t dimension = 0;
  bool operator==(const Subspace&) const = default;
};

/// An ordered direct sum of named subspaces: `symbol (6) + address (976) + position (976)`.
class Layout {
 public:
  /// Larger spaces are a mistake in a file, not a model.
  static constexpr std::size_t kMostCoordinates = std::size_t{1} << 24;

  Layout() = default;
  Layout(std::initializer_list<Subspace> subspaces);
  explicit Layout(std::vector<Subspace> subspaces);

  /// Total number of coordinates.
  std::size_t dimension() const noexcept { return dimension_; }
  const std::vector<Subspace>& subspaces() const noexcept { return subspaces_; }

  bool has(std::string_view name) const noexcept;
  /// First coordinate and number of coordinates of a subspace; Error if there is none of that name.
  std::size_t offset(std::string_view name) const;
  std::size_t dimension(std::string_view name) const;

  bool operator==(const Layout& other) const noexcept { return subspaces_ == other.subspaces_; }

 private:
  std::size_t find(std::string_view name) const;

  std::vector<Subspace> subspaces_;
  std::vector<std::size_t> offsets_;
  std::size_t dimension_ = 0;
};

}  // namespace separatrix
