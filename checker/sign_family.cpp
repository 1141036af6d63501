#include "sign_family.hpp"

#include <algorithm>
#include <bit>

#include "code_weights.hpp"
#include "json.hpp"

namespace checker {

namespace {

std::uint64_t ones(std::uint64_t word) { return static_cast<std::uint64_t>(std::popcount(word)); }

void see(Distances& seen, std::uint64_t distance) {
  seen.least = std::min(seen.least, distance);
  seen.most = std::max(seen.most, distance);
}

}  // namespace

Distances all_pairs(const std::vector<Signs>& rows, std::uint64_t k) {
  Distances seen{k + 1, 0};
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      std::uint64_t distance = 0;
      for (std::size_t w = 0; w < rows[i].size(); ++w) distance += ones(rows[i][w] ^ rows[j][w]);
      see(seen, distance);
    }
  return seen;
}

AdditiveCode::AdditiveCode(const std::vector<std::string>& rows, bool gray, unsigned index_bits)
    : gray_(gray) {
  require(!rows.empty() && !rows[0].empty(), "generators: there are none");
  columns_ = rows[0].size();
  const std::size_t words = (columns_ + 63) / 64;
  for (const std::string& row : rows) {
    require(row.size() == columns_, "generators: not all of one length");
    require(bits_.size() < index_bits, "generators: more than the vectors need");
    Word first{Signs(words), Signs(words)};
    bool odd = false;
    for (std::size_t c = 0; c < columns_; ++c) {
      require(row[c] >= '0' && row[c] <= '3', "generators: not digits from 0 to 3");
      const auto digit = static_cast<unsigned>(row[c] - '0');
      const std::uint64_t place = std::uint64_t{1} << (c % 64);
      if (digit % 2 == 1) first.ones[c / 64] |= place;
      if (digit >= 2) first.twos[c / 64] |= place;
      odd = odd || digit % 2 == 1;
    }
    require(gray || !odd, "generators: odd digits have no sign");
    Word doubled{Signs(words), first.ones};
    bits_.push_back(std::move(first));
    if (odd && bits_.size() < index_bits) bits_.push_back(std::move(doubled));
  }
  require(bits_.size() == index_bits, "generators: fewer than the vectors need");
}

void AdditiveCode::walk(std::size_t bit, std::vector<Word>& sums, bool zero,
                        Distances& seen) const {
  const Word& sum = sums[bit];
  if (bit == 0) {
    if (zero) return;
    std::uint64_t distance = 0;
    for (std::size_t w = 0; w < sum.twos.size(); ++w)
      distance += ones(sum.twos[w]) + ones(sum.twos[w] ^ sum.ones[w]);
    see(seen, distance);
    return;
  }
  Word& next = sums[bit - 1];
  const Word& added = bits_[bit - 1];
  next = sum;
  walk(bit - 1, sums, zero, seen);
  for (std::size_t w = 0; w < sum.ones.size(); ++w) {
    next.twos[w] = sum.twos[w] ^ added.twos[w] ^ (sum.ones[w] & added.ones[w]);  // 1 + 1 carries
    next.ones[w] = sum.ones[w] ^ added.ones[w];
  }
  walk(bit - 1, sums, false, seen);
}

Distances AdditiveCode::distances() const {
  const std::size_t words = (columns_ + 63) / 64;
  if (!gray_) {
    std::vector<Signs> generators;
    for (const Word& word : bits_) generators.push_back(word.twos);
    return sums_of_generators(generators, columns_);
  }
  if (bits_.size() > 40 ||
      static_cast<double>(std::uint64_t{1} << bits_.size()) * static_cast<double>(2 * words) >
          kMostOperations)
    throw NotChecked("more codewords than this program looks at");
  Distances seen{2 * columns_ + 1, 0};
  std::vector<Word> sums(bits_.size() + 1, Word{Signs(words), Signs(words)});
  walk(bits_.size(), sums, true, seen);
  return seen;
}

}  // namespace checker
