#include "reports/terminal.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace separatrix {
namespace {

constexpr std::size_t columns = 100;
constexpr std::size_t indent = 18;

/// Characters, not bytes, of UTF-8 text.
std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// The bytes of the first `count` characters.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::size_t i = 0;
  while (i < text.size() && count > 0) {
    ++i;
    while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) ++i;
    --count;
  }
  return i;
}

/// Words of at most `width` characters: longer ones are cut.
std::vector<std::string> words_of(std::string_view text, std::size_t width) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ' || is_control(c)) {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  if (words.back().empty()) words.pop_back();
  std::vector<std::string> cut;
  for (const std::string& word : words) {
    std::string_view rest = word;
    while (length(rest) > width) {
      const std::size_t bytes = bytes_of(rest, width);
      cut.emplace_back(rest.substr(0, bytes));
      rest.remove_prefix(bytes);
    }
    cut.emplace_back(rest);
  }
  return cut;
}

/// Words set on lines behind a label; `joint` ends every line but the last.
std::string paragraph(std::string_view label, const std::vector<std::string>& words,
                      std::string_view joint) {
  std::string block = fmt::format("  {:<{}}", label, indent - 2);
  std::size_t column = indent;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (column > indent && column + 1 + length(words[i]) + joint.size() > columns) {
      block += fmt::format("{}\n{:{}}", joint, "", indent);
      column = indent;
    }
    if (column > indent) {
      block += ' ';
      ++column;
    }
    block += words[i];
    column += length(words[i]);
  }
  return block + "\n";
}

std::string paragraph(std::string_view label, std::string_view text) {
  return paragraph(label, words_of(text, columns - indent), "");
}

std::string shell_word(const std::string& word) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:=,+@%";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  const bool control = std::any_of(word.begin(), word.end(), is_control);
  std::string quoted = control ? "$'" : "'";
  for (const char c : word) {
    if (control && is_control(c)) {
      quoted += fmt::format("\\{:03o}", static_cast<unsigned char>(c));
    } else if (control && (c == '\'' || c == '\\')) {
      quoted += fmt::format("\\{}", c);
    } else if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::vector<std::string> shell_words(std::span<const std::string> words) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back(shell_word(word));
  return quoted;
}

/// The parameters that fit on a line: numbers and short words, not tables.
std::string construction_text(const Construction& construction) {
  std::string text = construction.id;
  for (const auto& [key, value] : construction.parameters.items()) {
    const std::string shown = value.is_string() ? value.get<std::string>() : value.dump();
    if (!value.is_object() && shown.size() <= 24) text += fmt::format(", {} {}", key, shown);
  }
  return text;
}

std::string status_line(std::string_view id, std::string_view title, std::string status,
                        std::span<const Result* const> results) {
  const std::string head = fmt::format("{:<6}{:<47}", id, title);
  if (head.size() + status.size() > columns) {
    // Five statuses with counts do not fit; the words alone do.
    status.clear();
    for (const auto& [word, count] : count_statuses(results)) {
      status += fmt::format("{}{}", status.empty() ? "" : " ", to_string(word));
    }
  }
  return head + status + "\n";
}

void add(std::string& block, std::string_view label, const std::optional<std::string>& text) {
  if (text) block += paragraph(label, *text);
}

}  // namespace

std::string theorem_lines(const EvidenceRow& row) {
  std::string lines =
      status_line(row.theorem->id, row.theorem->title, status_summary(row), row.results);
  if (!row.audits.empty())
    lines += status_line("", "  audit", status_summary(row.audits), row.audits);
  return lines;
}

std::string result_block(const Result& r) {
  std::string block = std::string(to_string(r.status));
  if (r.theorem) block += fmt::format("  {}  {}", *r.theorem, theorem(*r.theorem).title);
  block += "\n";
  if (r.task) block += paragraph("domain", task_text(*r.task));
  add(block, "architecture", r.architecture);
  if (r.construction) block += paragraph("construction", construction_text(*r.construction));
  add(block, "arithmetic", r.arithmetic);
  add(block, "claim", r.claim);
  add(block, "verdict", r.verdict);
  add(block, "correction", r.correction);
  if (r.evidence) {
    const std::string evidence = evidence_text(*r.evidence, r.kind);
    if (!evidence.empty()) block += paragraph("evidence", evidence);
  }
  if (r.measures) block += paragraph("model", measures_text(*r.measures));
  if (r.vectors) block += paragraph("vectors", vectors_text(*r.vectors));
  add(block, "lower", r.lower);
  add(block, "upper", r.upper);
  for (const Bound& bound : r.bounds) block += paragraph("bound", bound_text(bound));
  if (r.hidden_size) {
    block += paragraph("hidden size",
                       fmt::format("{} at {} bits: width at least {}", r.hidden_size->model,
                                   r.hidden_size->precision, count_text(r.hidden_size->min_width)));
  }
  if (!r.assumes.empty()) {
    block += paragraph("assumes", fmt::format("[{}]", fmt::join(r.assumes, "], [")));
  }
  add(block, "reason", r.reason);
  if (r.counterexample) {
    block += paragraph("counterexample", r.counterexample->what);
    block += paragraph("replay", shell_words(r.counterexample->replay), " \\");
  }
  for (const std::string& note : r.notes) block += paragraph("note", note);
  return block;
}

std::string shell_command(std::span<const std::string> words) {
  return fmt::format("{}", fmt::join(shell_words(words), " "));
}

}  // namespace separatrix
