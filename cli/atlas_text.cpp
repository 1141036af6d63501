#include "cli/atlas_text.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

namespace separatrix::cli {
namespace {

constexpr std::size_t kNameColumns = 22;
constexpr std::size_t kTaskColumns = 13;

/// Rows by what they are left with: excluded at any width, then the largest least width, then those
/// of which nothing is known.
struct Forced {
  int excluded = 0;  // 2: impossible, 1: a width, 0: nothing
  Integer least = 0;
  auto key() const { return std::tie(excluded, least); }
};

Forced forced(const AtlasCell& cell) {
  switch (cell.lower.kind) {
    case ConsequenceKind::outside_field:
    case ConsequenceKind::too_few_bits:
      return {2, 0};
    case ConsequenceKind::width:
    case ConsequenceKind::nothing:
      return {1, cell.lower.least};
    case ConsequenceKind::unknown:
      break;
  }
  return {0, 0};
}

/// A line of at most 100 columns, what does not fit on indented lines below.
std::string wrapped(const std::string& indent, std::string text) {
  constexpr std::size_t kColumns = 100;
  std::string lines;
  std::string begin = indent;
  while (begin.size() + text.size() > kColumns) {
    const std::size_t space = text.rfind(' ', kColumns - begin.size());
    if (space == std::string::npos || space == 0) break;
    lines += begin + text.substr(0, space) + "\n";
    text.erase(0, space + 1);
    begin = indent + "    ";
  }
  return lines + begin + text + "\n";
}

using CellRow = std::vector<const AtlasCell*>;  // of one architecture, by task

std::vector<CellRow> by_architecture(std::span<const AtlasCell> cells) {
  std::vector<CellRow> rows;
  std::map<const Architecture*, std::size_t> at;
  for (const AtlasCell& cell : cells) {
    const auto [place, fresh] = at.emplace(cell.row, rows.size());
    if (fresh) rows.emplace_back();
    rows[place->second].push_back(&cell);
  }
  std::ranges::stable_sort(rows, [](const CellRow& a, const CellRow& b) {
    for (std::size_t t = 0; t < std::min(a.size(), b.size()); ++t) {
      const Forced x = forced(*a[t]);
      const Forced y = forced(*b[t]);
      if (x.key() != y.key()) return y.key() < x.key();
    }
    return false;
  });
  return rows;
}

std::string short_lower(const AtlasCell& cell) {
  switch (cell.lower.kind) {
    case ConsequenceKind::outside_field:
    case ConsequenceKind::too_few_bits:
      return "impossible";
    case ConsequenceKind::width:
    case ConsequenceKind::nothing:
      return (cell.lower.limited == "m" ? "" : cell.lower.limited + " ") + cell.lower.least.str();
    case ConsequenceKind::unknown:
      break;
  }
  return "-";
}

std::string short_upper(const AtlasCell& cell) {
  if (!cell.upper) return "-";
  const std::string bits = cell.upper->measures.precision_bits == 0
                               ? std::string("real")
                               : fmt::format("p {}", cell.upper->measures.precision_bits);
  return fmt::format("{}, {}{}", cell.upper->measures.width, bits,
                     cell.upper->condition.empty() ? "" : "*");
}

std::string head(const CellRow& row) {
  std::string line(kNameColumns, ' ');
  for (const AtlasCell* cell : row) line += fmt::format("{:>{}}", cell->task->title, kTaskColumns);
  return line + "\n";
}

template <class Text>
std::string line_of(const CellRow& row, const Text& text) {
  std::string line = fmt::format("{:<{}}", row.front()->row->id, kNameColumns);
  for (const AtlasCell* cell : row) line += fmt::format("{:>{}}", text(*cell), kTaskColumns);
  return line + "\n";
}

/// The sizes beside m that the row's bits depend on: "L = 1, n = 16".
std::string own_sizes(const AtlasCell& cell) {
  std::string text = fmt::format("L = {}", cell.lower.layers);
  for (const SizeParameter& size : cell.row->sizes)
    if (size.name != cell.row->limited)
      text += fmt::format(", {} = {}", size.name, cell.lower.sizes.at(size.name).str());
  return text;
}

}  // namespace

std::string atlas_matrix(std::span<const AtlasCell> cells) {
  const std::vector<CellRow> rows = by_architecture(cells);
  if (rows.empty()) return {};
  std::string text = "The width m is at least (- : no bound known to this program)\n";
  text += head(rows.front());
  for (const CellRow& row : rows) text += line_of(row, short_lower);
  text += "\nA width that is enough, certified, and its precision (* : where " +
          std::string("the row's sizes allow it; see --task)\n") + head(rows.front());
  for (const CellRow& row : rows)
    if (std::ranges::any_of(row, [](const AtlasCell* cell) { return cell->upper.has_value(); }))
      text += line_of(row, short_upper);
  return text;
}

std::string atlas_details(std::span<const AtlasCell> cells) {
  std::string text = fmt::format("{:<{}}{:<16}{:<25} {}\n", "architecture", kNameColumns,
                                 "at least", "cut", "enough, certified");
  for (const CellRow& row : by_architecture(cells)) {
    const AtlasCell& cell = *row.front();
    const Consequence& lower = cell.lower;
    const std::string cut =
        !lower.partition.empty()
            ? fmt::format("{}, {}", lower.protocol == Protocol::one_way ? "one-way" : "two-way",
                          lower.partition)
            : "-";
    text += fmt::format("{:<{}}{:<16}{:<25} {}\n", cell.row->id, kNameColumns,
                        lower.kind == ConsequenceKind::unknown ? "-" : cell.lower_text(), cut,
                        cell.upper ? cell.upper_text() : "-");
    const std::string why = lower.reason.empty() ? lower.why_bits : lower.reason;
    text += wrapped("  ", own_sizes(cell) + (why.empty() ? "" : ": ") + why);
  }
  return text;
}

std::string formula_lines(const std::vector<const Architecture*>& rows) {
  std::string text =
      "T tokens, c of them in the prefix, L layers, m total width, H heads, p bits per number, S "
      "symbols\n";
  for (const Architecture* row : rows) {
    text += fmt::format("\n{} ({}) [{}]\n", row->title, row->id, row->source);
    for (const SizeParameter& size : row->sizes)
      text += fmt::format("  {}: {}, {} unless given\n", size.name, size.meaning, size.usual);
    for (const CutBits& cut : row->cuts) {
      text += wrapped(
          "  ",
          fmt::format("{}, {}{}: {}", cut.cut == CutKind::contiguous ? "prefix" : "any partition",
                      cut.direction == Direction::one_way ? "one-way" : "two-way",
                      cut.most_layers ? fmt::format(", L = {}", *cut.most_layers) : "",
                      cut.bits.text()));
      text += wrapped("    ", cut.why);
    }
    if (row->field) text += fmt::format("  sees only the last {} positions\n", row->field->text());
    if (!row->none.empty()) text += wrapped("  ", "else none: " + row->none);
  }
  return text;
}

std::string protocol_lines(std::span<const Result> results) {
  std::string text;
  for (const Result& result : results) {
    text += fmt::format("{:<11}{}\n", to_string(result.status), result.task->name);
    for (const Bound& bound : result.bounds)
      text +=
          wrapped("  ", bound.convention + ", " + bound.partition) + wrapped("  ", bound.method);
    for (const std::string& note : result.notes) text += wrapped("  ", note);
    if (result.counterexample) text += fmt::format("  FAILS: {}\n", result.counterexample->what);
  }
  return text;
}

}  // namespace separatrix::cli
