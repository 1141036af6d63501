#include "tasks/dyck_strings.hpp"

#include <algorithm>
#include <string>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

void require_types(const char* function, std::size_t n) {
  if (n == 0) throw Error(function, "n", "Dyck needs at least one type of brackets");
}

/// c(r, .) -> c(r + 1, .).
std::vector<Integer> one_more(const std::vector<Integer>& ways, std::size_t n) {
  std::vector<Integer> next(ways.size());
  for (std::size_t h = 0; h < ways.size(); ++h) {
    if (h + 1 < ways.size()) next[h] += ways[h + 1] * n;
    if (h > 0) next[h] += ways[h - 1];
  }
  return next;
}

/// c(0, .): 1 where a string may end.
std::vector<Integer> ends(std::size_t heights, bool anywhere) {
  std::vector<Integer> ways(heights, Integer(anywhere ? 1 : 0));
  ways[0] = 1;
  return ways;
}

Integer count(std::size_t n, std::size_t k, std::size_t length, bool anywhere) {
  // Higher than the length no string rises.
  std::vector<Integer> ways = ends(std::min(k, length) + 1, anywhere);
  for (std::size_t r = 0; r < length; ++r) ways = one_more(ways, n);
  return ways[0];
}

/// Depth first over strings; `visit` is told the whole ones.
class Walk {
 public:
  Walk(std::size_t n, std::size_t k, std::size_t length, bool to_the_end, const VisitWord& visit)
      : n_(n), k_(k), length_(length), to_the_end_(to_the_end), visit_(visit) {}

  bool go() {
    if (word_.size() == length_) return visit_(word_);
    const std::size_t rest = length_ - word_.size() - 1;
    if (open_.size() < k_ && (!to_the_end_ || open_.size() + 1 <= rest)) {
      for (Symbol type = 0; type < n_; ++type) {
        open_.push_back(type);
        const bool on = with(type);
        open_.pop_back();
        if (!on) return false;
      }
    }
    if (open_.empty()) return true;
    const Symbol type = open_.back();
    open_.pop_back();
    const bool on = with(n_ + type);
    open_.push_back(type);
    return on;
  }

 private:
  bool with(Symbol symbol) {
    word_.push_back(symbol);
    const bool on = go();
    word_.pop_back();
    return on;
  }

  std::size_t n_, k_, length_;
  bool to_the_end_;
  const VisitWord& visit_;
  Word word_;
  Word open_;
};

/// Uniform below a positive bound: words beyond it are drawn again.
Integer below(const Integer& bound, Random& random) {
  const unsigned bits = msb(bound) + 1;
  for (;;) {
    Integer drawn = 0;
    unsigned missing = bits;
    while (missing > 0) {
      const unsigned some = std::min(missing, 64U);
      drawn = (drawn << some) + Integer(random.word() >> (64 - some));
      missing -= some;
    }
    if (drawn < bound) return drawn;
  }
}

}  // namespace

Integer dyck_members(std::size_t n, std::size_t k, std::size_t length) {
  require_types("dyck_members", n);
  if (length % 2 != 0) return 0;
  return count(n, k, length, false);
}

Integer dyck_prefixes(std::size_t n, std::size_t k, std::size_t length) {
  require_types("dyck_prefixes", n);
  return count(n, k, length, true);
}

void each_string(std::size_t n, std::size_t length, const VisitWord& visit) {
  require_types("each_string", n);
  Word word(length);
  for (;;) {
    if (!visit(word)) return;
    std::size_t last = length;
    while (last > 0 && word[last - 1] == 2 * n - 1) word[--last] = 0;
    if (last == 0) return;
    ++word[last - 1];
  }
}

void each_dyck_prefix(std::size_t n, std::size_t k, std::size_t length, const VisitWord& visit) {
  require_types("each_dyck_prefix", n);
  Walk(n, k, length, false, visit).go();
}

void each_dyck_member(std::size_t n, std::size_t k, std::size_t length, const VisitWord& visit) {
  require_types("each_dyck_member", n);
  if (length % 2 == 0) Walk(n, k, length, true, visit).go();
}

void each_dyck_neighbour(std::size_t n, std::size_t k, std::size_t length, const VisitWord& visit) {
  each_dyck_member(n, k, length, [&](std::span<const Symbol> member) {
    if (!visit(member)) return false;
    Word corrupted(member.begin(), member.end());
    for (std::size_t i = 0; i < length; ++i) {
      for (Symbol other = 0; other < 2 * n; ++other) {
        if (other == member[i]) continue;
        corrupted[i] = other;
        if (!visit(corrupted)) return false;
      }
      corrupted[i] = member[i];
    }
    return true;
  });
}

DyckDraw::DyckDraw(std::size_t n, std::size_t k, std::size_t longest, End end)
    : n_(n), k_(std::min(k, longest)), longest_(longest) {
  require_types("DyckDraw", n);
  const Integer bits = Integer(longest + 1) * (k_ + 1) * (longest + 1) * ceil_log2(n + 1);
  if (bits > Integer(1) << 32)
    throw Error("DyckDraw", "longest",
                "uniform strings of length " + std::to_string(longest) +
                    " need more than 2^32 bits of tables; choose another sampler");
  std::vector<Integer> ways = ends(k_ + 1, end == End::any);
  for (std::size_t r = 0; r <= longest; ++r) {
    ways_.insert(ways_.end(), ways.begin(), ways.end());
    ways = one_more(ways, n);
  }
}

Word DyckDraw::draw(std::size_t length, Random& random) const {
  if (length > longest_ || ways(length, 0) == 0)
    throw Error("DyckDraw::draw", "length",
                "there is no string of length " + std::to_string(length) + " to draw");
  Word word;
  Word open;
  for (std::size_t rest = length; rest > 0; --rest) {
    const Integer closed = open.empty() ? Integer(0) : ways(rest - 1, open.size() - 1);
    if (below(ways(rest, open.size()), random) < closed) {
      word.push_back(n_ + open.back());
      open.pop_back();
    } else {
      open.push_back(random.below(n_));
      word.push_back(open.back());
    }
  }
  return word;
}

}  // namespace separatrix
