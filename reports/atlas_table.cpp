#include "reports/atlas_table.hpp"

#include <algorithm>

namespace separatrix {
namespace {

void add_new(std::vector<std::string>& list, const std::string& word) {
  if (std::ranges::find(list, word) == list.end()) list.push_back(word);
}

/// Bits per number of the bound, which its certificate repeats.
std::optional<std::uint64_t> precision(const Result& r) {
  if (r.hidden_size) return r.hidden_size->precision;
  if (!r.certificate || !r.certificate->contains("p")) return std::nullopt;
  const auto& p = r.certificate->at("p");
  if (!p.is_number_unsigned()) return std::nullopt;
  return p.get<std::uint64_t>();
}

}  // namespace

std::vector<std::size_t> AtlasTable::cell(const Record& record, std::string_view architecture,
                                          std::string_view task) const {
  std::vector<std::size_t> found;
  for (const std::size_t i : results) {
    const Result& r = record.results[i];
    if (*r.architecture == architecture && r.task->name == task) found.push_back(i);
  }
  return found;
}

std::vector<AtlasTable> atlas_tables(const Record& record) {
  std::vector<AtlasTable> tables;
  for (std::size_t i = 0; i < record.results.size(); ++i) {
    const Result& r = record.results[i];
    if (r.kind != Kind::atlas) continue;
    auto table = std::ranges::find(tables, r.task->n, &AtlasTable::n);
    if (table == tables.end()) table = tables.insert(tables.end(), AtlasTable{.n = r.task->n});
    if (!table->precision) table->precision = precision(r);
    add_new(table->tasks, r.task->name);
    add_new(table->architectures, *r.architecture);
    table->results.push_back(i);
  }
  return tables;
}

bool says_nothing(const std::optional<std::string>& side) { return !side || *side == kNoBound; }

const Expression* find_formula(const Result& result, std::string_view name) {
  const auto found = std::ranges::find(result.formulas, name, &Formula::name);
  return found == result.formulas.end() ? nullptr : &found->expression;
}

}  // namespace separatrix
