#include "constructions/vectors/table.hpp"

#include <fmt/format.h>

#include "constructions/vectors/random_sign.hpp"
#include "numerics/error.hpp"

namespace separatrix::vectors {

namespace {

class Table final : public SignFamily {
 public:
  Table(std::size_t k, std::vector<std::vector<std::uint64_t>> rows)
      : k_(k), rows_(std::move(rows)) {}

  std::string id() const override { return "table"; }
  std::uint64_t size() const override { return rows_.size(); }
  std::size_t dimension() const override { return k_; }
  nlohmann::json parameters() const override {
    nlohmann::json lines = nlohmann::json::array();
    for (std::uint64_t i = 0; i < size(); ++i) lines.push_back(sign_text(*this, i));
    return {{"dimension", k_}, {"rows", std::move(lines)}};
  }
  Integer stored_bits() const override { return Integer(size()) * k_; }

  using SignFamily::row;
  void row(std::uint64_t i, std::span<std::uint64_t> out) const override {
    if (i >= rows_.size()) throw Error("table", "i", "there is no such vector");
    std::copy(rows_[i].begin(), rows_[i].end(), out.begin());
  }

 private:
  std::size_t k_;
  std::vector<std::vector<std::uint64_t>> rows_;
};

}  // namespace

std::unique_ptr<SignFamily> table(std::size_t k, std::vector<std::vector<std::uint64_t>> rows) {
  check_shape("table", rows.size(), k);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto clean = rows[i];
    if (clean.size() == (k + 63) / 64) clear_unused_bits(clean, k);
    if (clean.size() != (k + 63) / 64 || clean != rows[i])
      throw Error("table", "rows", fmt::format("row {} is not packed for {} coordinates", i, k));
  }
  return std::make_unique<Table>(k, std::move(rows));
}

std::unique_ptr<SignFamily> read_table(std::string_view text) {
  std::vector<std::vector<std::uint64_t>> rows;
  std::size_t k = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto fail = [&](const std::string& message) {
      return Error("read_table", "text", fmt::format("line {}: {}", rows.size() + 1, message));
    };
    if (line.empty()) throw fail("is empty; write one line of + and - per vector");
    if (rows.empty()) {
      k = line.size();
      if (k > kMaxDimension) throw fail(fmt::format("has more than {} signs", kMaxDimension));
    }
    if (line.size() != k)
      throw fail(fmt::format("has {} signs, the lines before {}", line.size(), k));
    std::vector<std::uint64_t> row((k + 63) / 64);
    for (std::size_t c = 0; c < k; ++c) {
      if (line[c] != '+' && line[c] != '-')
        throw fail(fmt::format("column {} is neither + nor -", c + 1));
      if (line[c] == '-') row[c / 64] |= std::uint64_t{1} << (c % 64);
    }
    rows.push_back(std::move(row));
  }
  if (rows.empty())
    throw Error("read_table", "text", "there is no vector; write one line of + and - per vector");
  return table(k, std::move(rows));
}

}  // namespace separatrix::vectors
