#include "models/architectures/local.hpp"

#include <algorithm>
#include <set>

#include "numerics/error.hpp"

namespace separatrix::architectures {

std::vector<Place> needed(const LocalModel& model, std::size_t length) {
  if (length == 0) throw Error("needed", "length", "there is no last token");
  std::set<Place> all{{model.layers(), length - 1}};
  // Places are met from the top layer down: what is inserted stands before its reader.
  for (auto place = all.rbegin(); place != all.rend() && place->layer > 0; ++place)
    for (const std::size_t position : model.reads(place->layer, place->position))
      all.insert({place->layer - 1, position});
  return {all.begin(), all.end()};
}

std::vector<Place> crossing(const LocalModel& model, std::size_t length, std::size_t cut) {
  if (cut > length) throw Error("crossing", "cut", "the cut lies behind the input");
  std::set<Place> crossed;
  for (const Place& place : needed(model, length)) {
    if (place.layer == 0 || place.position < cut) continue;
    for (const std::size_t position : model.reads(place.layer, place.position))
      if (position < cut) crossed.insert({place.layer - 1, position});
  }
  if (cut == length) crossed.insert({model.layers(), length - 1});
  return {crossed.begin(), crossed.end()};
}

void compute(const LocalModel& model, std::size_t length, std::size_t first,
             std::span<const std::uint64_t> tokens, Rows& rows) {
  for (const Place& place : needed(model, length)) {
    if (place.position < first || place.position >= first + tokens.size()) continue;
    if (place.layer == 0) {
      rows[place] =
          embed(model.numbers(), model.embedding(), tokens[place.position - first], place.position);
      continue;
    }
    std::vector<Row> read;
    for (const std::size_t position : model.reads(place.layer, place.position))
      read.push_back(rows.at({place.layer - 1, position}));
    rows[place] = model.row(place.layer, place.position, read);
  }
}

Row run(const LocalModel& model, std::span<const std::uint64_t> tokens) {
  Rows rows;
  compute(model, tokens.size(), 0, tokens, rows);
  return rows.at({model.layers(), tokens.size() - 1});
}

}  // namespace separatrix::architectures
