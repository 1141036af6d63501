#include "models/affine_map.hpp"

#include <algorithm>
#include <map>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;  // Clang 16 does not deduce it

std::string describe(std::string_view owner, const Block& block) {
  return std::string(owner) + ": block " + block.from + " -> " + block.to;
}

}  // namespace

Coefficients scaled(Coefficients coefficients, const Rational& factor) {
  if (auto* scale = std::get_if<Scale>(&coefficients)) {
    scale->factor *= factor;
    return coefficients;
  }
  auto* diagonal = std::get_if<Diagonal>(&coefficients);
  for (Rational& entry :
       diagonal != nullptr ? diagonal->entries : std::get<Dense>(coefficients).entries)
    entry *= factor;
  return coefficients;
}

void AffineMap::validate(std::string_view owner) const {
  for (const Block& block : blocks) {
    const std::size_t rows = out.dimension(block.to);
    const std::size_t columns = in.dimension(block.from);
    const bool fits = std::visit(
        Overloaded{[&](const Scale&) { return rows == columns; },
                   [&](const Diagonal& d) { return rows == columns && d.entries.size() == rows; },
                   [&](const Dense& d) { return d.entries.size() == rows * columns; }},
        block.coefficients);
    if (!fits)
      throw Error("AffineMap", "blocks",
                  describe(owner, block) + " does not have shape " + std::to_string(rows) + " x " +
                      std::to_string(columns));
  }
  for (const Bias& bias : biases)
    if (bias.values.size() != out.dimension(bias.to))
      throw Error("AffineMap", "biases",
                  std::string(owner) + ": the bias of " + bias.to + " needs " +
                      std::to_string(out.dimension(bias.to)) + " values");
}

bool AffineMap::reads(std::string_view subspace) const noexcept {
  return std::any_of(blocks.begin(), blocks.end(),
                     [&](const Block& block) { return block.from == subspace; });
}

std::vector<MatrixEntry> AffineMap::entries() const {
  std::map<std::pair<std::size_t, std::size_t>, Rational> sum;
  for (const Block& block : blocks) {
    const std::size_t row = out.offset(block.to);
    const std::size_t column = in.offset(block.from);
    const std::size_t rows = out.dimension(block.to);
    const std::size_t columns = in.dimension(block.from);
    std::visit(Overloaded{[&](const Scale& s) {
                            for (std::size_t i = 0; i < rows; ++i)
                              sum[{row + i, column + i}] += s.factor;
                          },
                          [&](const Diagonal& d) {
                            for (std::size_t i = 0; i < rows; ++i)
                              sum[{row + i, column + i}] += d.entries[i];
                          },
                          [&](const Dense& d) {
                            for (std::size_t i = 0; i < rows; ++i)
                              for (std::size_t j = 0; j < columns; ++j)
                                sum[{row + i, column + j}] += d.entries[i * columns + j];
                          }},
               block.coefficients);
  }
  std::vector<MatrixEntry> nonzero;
  nonzero.reserve(sum.size());
  for (const auto& [place, value] : sum)
    if (value != 0) nonzero.push_back({place.first, place.second, value});
  return nonzero;
}

std::vector<Rational> AffineMap::bias() const {
  std::vector<Rational> b(out.dimension());
  for (const Bias& bias : biases) {
    const std::size_t offset = out.offset(bias.to);
    for (std::size_t i = 0; i < bias.values.size(); ++i) b[offset + i] += bias.values[i];
  }
  return b;
}

std::vector<Rational> AffineMap::stored_numbers() const {
  std::vector<Rational> numbers;
  for (const Block& block : blocks)
    std::visit(Overloaded{[&](const Scale& s) { numbers.push_back(s.factor); },
                          [&](const auto& many) {
                            numbers.insert(numbers.end(), many.entries.begin(), many.entries.end());
                          }},
               block.coefficients);
  for (const Bias& bias : biases)
    numbers.insert(numbers.end(), bias.values.begin(), bias.values.end());
  return numbers;
}

std::uint64_t AffineMap::dense_entries() const {
  return std::uint64_t{out.dimension()} * in.dimension() + (biases.empty() ? 0 : out.dimension());
}

AffineMap copy_map(const Layout& in, const Layout& out) {
  AffineMap map{in, out, {}, {}};
  for (const Subspace& s : out.subspaces()) map.blocks.push_back({s.name, s.name, Scale{1}});
  return map;
}

}  // namespace separatrix
