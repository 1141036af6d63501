// Small neighbour tasks and models for tests.
#pragma once

#include <bit>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "constructions/addresses/catalogue.hpp"
#include "constructions/addresses/sign_addresses.hpp"
#include "constructions/nearest_neighbour.hpp"
#include "constructions/vectors/coherence.hpp"
#include "constructions/vectors/table.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tasks/recall.hpp"

namespace separatrix::testing {

inline std::shared_ptr<const Addresses> family_addresses(const std::string& family, std::uint64_t n,
                                                         const Rational& gamma = Rational(1, 2)) {
  Work work;
  return make_addresses({family, n, gamma, Sides::two, {}, 17}, work);
}

/// The rows of a Hadamard matrix: n mutually orthogonal sign vectors, n a power of 2. Coherence 0
/// is within gamma/100 for every gamma.
inline std::shared_ptr<const Addresses> orthogonal_addresses(std::uint64_t n) {
  std::vector<std::vector<std::uint64_t>> rows;
  for (std::uint64_t i = 0; i < n; ++i) {
    std::vector<std::uint64_t> row((n + 63) / 64, 0);
    for (std::uint64_t c = 0; c < n; ++c)
      if (std::popcount(i & c) % 2 != 0) row[c / 64] |= std::uint64_t{1} << (c % 64);
    rows.push_back(row);
  }
  Work work;
  std::shared_ptr<const vectors::SignFamily> family = vectors::table(n, rows);
  const vectors::Coherence coherence = vectors::coherence(*family, work);
  return std::make_shared<SignAddresses>(std::move(family), coherence);
}

inline Transformer copy_model(const Task& task, const std::string& family = "quadratic") {
  const auto code = family_addresses(family, copy_addresses(task));
  return neighbour_by_copy(task, code, copy_scales(task, *code));
}

inline Transformer paper_model(const Task& task) {
  return neighbour_paper(task, orthogonal_addresses(std::bit_ceil(paper_addresses(task))),
                         paper_neighbour_scales(task));
}

/// The head's block that reads a subspace.
inline Rational& factor(AffineMap& map, const std::string& from) {
  for (Block& block : map.blocks)
    if (block.from == from) return std::get<Scale>(block.coefficients).factor;
  throw std::logic_error("no block reads " + from);
}

inline EmbeddingSource& source_of(Transformer& model, std::uint32_t kind,
                                  const std::string& subspace) {
  for (EmbeddingTerm& term : model.embedding)
    if (term.kind == kind && term.subspace == subspace) return term.source;
  throw std::logic_error("no term writes " + subspace);
}

struct Fault {
  std::string what;
  std::function<void(Transformer&)> plant;
};

/// Each breaks the model of the construction.
inline std::vector<Fault> copy_faults() {
  return {{"labels look one position too far ahead",
           [](Transformer& m) {
             std::get<AddressOf>(source_of(m, kLabel, "address")) = {
                 "T", AddressOf::Index::position, {}};
           }},
          {"labels look at the pair before",
           [](Transformer& m) {
             std::get<AddressOf>(source_of(m, kLabel, "address")).map = {{0, 0, 0}, {3, 0, 1}};
           }},
          {"the sign of the scores",
           [](Transformer& m) { factor(m.layers[1].heads[0].key, "point") = -1; }},
          {"points marked instead of labels",
           [](Transformer& m) {
             for (EmbeddingTerm& term : m.embedding)
               if (term.subspace == "is_label") term.kind = kPoint;
           }},
          {"points are not suppressed",
           [](Transformer& m) { factor(m.layers[1].heads[0].key, "is_label") = 0; }},
          {"labels attend to themselves",
           [](Transformer& m) { factor(m.layers[0].heads[0].key, "is_label") *= -1; }},
          {"the second scale is 16 times too small",
           [](Transformer& m) {
             factor(m.layers[1].heads[0].query, "point") /= 16;
             factor(m.layers[1].heads[0].key, "is_label") /= 16;
           }},
          {"no residual connection", [](Transformer& m) { m.layers[0].residual = false; }},
          {"labels swapped",
           [](Transformer& m) {
             auto& rows = std::get<ValueTable>(source_of(m, kLabel, "label")).rows;
             std::swap(rows[0], rows[1]);
           }},
          {"the threshold moved past the noise",
           [](Transformer& m) {
             for (Bias& bias : m.layers[1].mlp->hidden.biases)
               for (Rational& b : bias.values) b += 2;
           }},
          {"the value with its sign changed",
           [](Transformer& m) { factor(m.layers[1].heads[0].value, "label") = -1; }}};
}

inline std::vector<Fault> paper_faults() {
  return {{"labels are favoured",
           [](Transformer& m) {
             std::get<ConstantVector>(source_of(m, kLabel, "flag")).entries = {Rational(2)};
           }},
          {"the query attends to itself",
           [](Transformer& m) { factor(m.layers[0].heads[0].query, "position") = 0; }},
          {"the query attends to itself by sign",
           [](Transformer& m) { factor(m.layers[0].heads[0].query, "position") *= -1; }},
          {"points name their own position",
           [](Transformer& m) {
             std::get<AddressOf>(source_of(m, kPoint, "next")).map = {{0, 0, 1}};
           }},
          {"points name the label after the next",
           [](Transformer& m) {
             const std::uint64_t last = m.max_length - 2;
             std::get<AddressOf>(source_of(m, kPoint, "next")).map = {{0, 3, 1}, {last, last, 0}};
           }},
          {"the sign of the value",
           [](Transformer& m) { factor(m.layers[0].heads[0].value, "next") *= -1; }},
          {"the first scale is 32 times too small",
           [](Transformer& m) {
             for (const char* s : {"point", "flag", "position"})
               factor(m.layers[0].heads[0].query, s) /= 32;
           }},
          {"the sign of the lookup",
           [](Transformer& m) { factor(m.layers[1].heads[0].query, "found") *= -1; }},
          {"the threshold moved past the noise", [](Transformer& m) {
             for (Bias& bias : m.layers[1].mlp->hidden.biases)
               for (Rational& b : bias.values) b += 2;
           }}};
}

}  // namespace separatrix::testing
