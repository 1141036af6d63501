// The forward pass again, plainly: full matrices of doubles, no sharing of code with models/.
#pragma once

#include <vector>

#include "models/transformer.hpp"

namespace separatrix {

struct PlainRun {
  std::vector<std::vector<double>> stream;  // [position][coordinate], after the last layer
  // [layer][head][query position][key position]
  std::vector<std::vector<std::vector<std::vector<double>>>> weights;
};

PlainRun plain_run(const Transformer& model, const Input& input);

/// The same pass with the maps written out once, for many inputs. Borrows the model.
class PlainModel {
 public:
  explicit PlainModel(const Transformer& model);
  PlainRun run(const Input& input) const;

 private:
  /// The entries of a matrix that are not 0, and the bias.
  struct Map {
    struct Entry {
      std::size_t row, column;
      double value;
    };
    std::vector<Entry> entries;
    std::vector<double> bias;

    explicit Map(const AffineMap& map);
    std::vector<double> operator()(const std::vector<double>& x) const;
  };
  struct HeadMaps {
    Map query, key, value, output;
  };
  struct LayerMaps {
    std::vector<HeadMaps> heads;
    std::vector<Map> mlp;  // none, or hidden and output
  };

  const Transformer* model_;
  std::vector<LayerMaps> layers_;
};

/// [row][column] of the map's matrix.
std::vector<std::vector<Rational>> plain_matrix(const AffineMap& map);

}  // namespace separatrix
