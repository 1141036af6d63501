// Labelled keys and the key that is asked for: associative recall and MQAR.
#include <algorithm>
#include <map>
#include <set>

#include "cli/input_text.hpp"
#include "cli/run_input.hpp"
#include "numerics/error.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tasks/recall.hpp"

namespace separatrix::cli {
namespace {

constexpr std::uint64_t kMostKey = (std::uint64_t{1} << 40) - 1;
const std::string kExampleOfKeys = "--pairs 5:1,3:0 --query 5";

/// "5:1", "5 1" or "5,1": the key, then its label.
std::pair<std::uint64_t, bool> parse_pair(const Piece& piece) {
  const std::size_t end = piece.text.find_first_of(" \t:,");
  if (end == std::string::npos)
    throw Error("run", piece.place,
                quoted(piece.text) + " is no key with its label; write 'key label', as in 5 1");
  return {whole_number(piece.text.substr(0, end), piece.place, kMostKey),
          read_label(trimmed(piece.text.substr(end + 1)), piece.place)};
}

}  // namespace

RunInput read_keys(const InputOptions& options, TaskOptions task) {
  const Labelled items =
      labelled_items("--pairs", options.pairs, ',', options.query, kExampleOfKeys);
  const bool many = task.id == "mqar";
  std::vector<std::pair<std::uint64_t, bool>> pairs;
  std::map<std::uint64_t, std::size_t> first_place;
  for (const Piece& piece : items.items) {
    pairs.push_back(parse_pair(piece));
    first_place.emplace(pairs.back().first, pairs.size() - 1);
  }
  // In MQAR keys come again behind the labelled keys, as queries that were answered.
  std::set<std::uint64_t> answered;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto& [key, label] = pairs[i];
    if (task.alphabet > 0 && key >= task.alphabet)
      throw Error("run", items.items[i].place,
                  "the key " + std::to_string(key) + " is not one of 0 to " +
                      std::to_string(task.alphabet - 1) + "; raise --alphabet");
    const std::size_t first = first_place.at(key);
    const std::string repeats =
        "the key " + std::to_string(key) + " stands in " + items.items[first].place + " already";
    if (first != i && !many)
      throw Error("run", items.items[i].place, repeats + "; keys must differ");
    if (first != i && i < first_place.size())
      throw Error("run", items.items[i].place,
                  repeats + "; give the different keys first, then the answered queries");
    if (pairs[first].second != label)
      throw Error("run", items.items[i].place, repeats + " with another label");
    if (i >= first_place.size() && !answered.insert(key).second)
      throw Error("run", items.items[i].place,
                  "the query " + std::to_string(key) + " was answered before; queries must differ");
  }
  const std::uint64_t query = whole_number(items.query.text, items.query.place, kMostKey);
  if (!first_place.contains(query))
    throw Error("run", items.query.place,
                "the query " + std::to_string(query) + " is none of the keys");
  if (answered.contains(query))
    throw Error("run", items.query.place,
                "the query " + std::to_string(query) + " was answered before; queries must differ");
  if (task.n == 0) task.n = (many ? 2 : 1) * first_place.size();
  // Keys are numbered from 0 and have binary codes: as many digits as the largest one needs.
  if (task.alphabet == 0)
    task.alphabet = std::max<std::uint64_t>(2, first_place.rbegin()->first + 1);

  RunInput read;
  read.task = make_task(task.request(true));
  const auto& recall = dynamic_cast<const Recall&>(*read.task);
  read.input = recall.input(pairs, query);
  std::string note = std::to_string(first_place.size()) + " keys of " +
                     std::to_string(recall.key_digits()) + " digits";
  if (!answered.empty())
    note += ", " + std::to_string(answered.size()) + " of them queried and answered before";
  read.notes.push_back(std::move(note));
  return read;
}

}  // namespace separatrix::cli
