#include "models/architectures/reformer.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace separatrix::architectures {
namespace {

/// n T: no sort key is as large.
std::uint64_t key_limit(const ReformerHead& head, std::size_t length) {
  return length << head.projections.front().rows;
}

/// What a round of the conversation is about.
struct Stage {
  enum class Kind { token, rank, count, direction, sums };
  Kind kind;
  std::size_t step = 0;  ///< of the search
};

Stage stage(std::size_t round, std::size_t rounds) {
  if (round == 0) return {Stage::Kind::token};
  if (round == 1) return {Stage::Kind::rank};
  if (round + 1 == rounds) return {Stage::Kind::sums};
  return {round % 2 == 0 ? Stage::Kind::count : Stage::Kind::direction, (round - 2) / 2};
}

/// The least x in low..high with f(x) >= rank. The rank is known to the holder of the last
/// position.
struct Search {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  std::uint64_t rank = 0;
  bool reached = false;  ///< f(middle) >= rank; known to the holder

  std::uint64_t middle() const { return (low + high) / 2; }
  void turn(bool down) {
    if (down)
      high = middle();
    else
      low = middle() + 1;
  }
};

/// One hash round of one head, as a party sees it.
struct HashRound {
  std::vector<std::uint64_t> keys;  ///< of the own positions
  std::uint64_t last_key = 0;
  std::array<Search, 2> window;  ///< the first sort key in the window, and the end

  Int128 below(std::uint64_t x) const {
    return Int128(std::ranges::count_if(keys, [&](std::uint64_t key) { return key < x; }));
  }
  bool shows(std::size_t own) const {
    return window[0].low <= keys[own] && keys[own] < window[1].low;
  }
};

class ReformerParty final : public Party {
 public:
  ReformerParty(const Reformer& model, std::span<const HeldToken> own, std::size_t length)
      : model_(&model),
        length_(length),
        own_(own_rows(model.numbers(), model.weights().embedding, own, length)) {
    if (own_.has_last) last_token_ = own.back().token;
  }

  Integers contribution(std::size_t round) const override {
    const Stage now = stage(round, model_->rounds());
    switch (now.kind) {
      case Stage::Kind::token:
        return {own_.has_last ? Int128(last_token_) : Int128(0)};
      case Stage::Kind::sums:
        return attended_sums();
      default:
        return search_numbers(now);
    }
  }

  void learn(std::size_t round, std::span<const Int128> totals) override {
    const Stage now = stage(round, model_->rounds());
    if (now.kind == Stage::Kind::token) return learn_token(static_cast<std::uint64_t>(totals[0]));
    if (now.kind == Stage::Kind::sums) return learn_sums(totals);
    if (now.kind == Stage::Kind::direction) {
      if (totals.empty()) return;
      for (Head& head : heads_)
        for (HashRound& hash : head.hashes)
          for (Search& search : hash.window) {
            search.turn(totals[0] == 1);
            totals = totals.subspan(1);
          }
    } else if (own_.has_last) {
      learn_counts(now, totals);
    }
  }

  Row output() const override {
    return apply(model_->numbers(), model_->weights().after, own_.rows.back(), attended_);
  }

 private:
  struct Head {
    Row last_query;
    std::vector<Row> queries;  ///< of the own positions; they are the keys as well
    std::vector<Row> values;
    std::vector<HashRound> hashes;
    bool alone = true;  ///< the last position sees itself only; known to its holder
  };

  void learn_token(std::uint64_t token) {
    const Numbers& numbers = model_->numbers();
    const Row last = embed(numbers, model_->weights().embedding, token, length_ - 1);
    for (const ReformerHead& head : model_->weights().heads) {
      Head own{times(numbers, head.query, last), {}, {}, {}, true};
      for (const Row& row : own_.rows) {
        own.queries.push_back(times(numbers, head.query, row));
        own.values.push_back(times(numbers, head.value, row));
      }
      for (const Matrix& projection : head.projections) {
        const auto key = [&](const Row& query, std::size_t position) {
          return hash_bucket(numbers, projection, query) * length_ + position;
        };
        HashRound hash;
        for (std::size_t n = 0; n < own.queries.size(); ++n)
          hash.keys.push_back(key(own.queries[n], own_.positions[n]));
        hash.last_key = key(own.last_query, length_ - 1);
        for (Search& search : hash.window) search.high = key_limit(head, length_);
        own.hashes.push_back(std::move(hash));
      }
      heads_.push_back(std::move(own));
    }
  }

  Integers search_numbers(const Stage& now) const {
    Integers all;
    if (now.kind != Stage::Kind::rank && now.step >= model_->search_steps(length_)) return all;
    for (const Head& head : heads_)
      for (const HashRound& hash : head.hashes) {
        if (now.kind == Stage::Kind::rank) {
          all.push_back(hash.below(hash.last_key));
          continue;
        }
        for (const Search& search : hash.window) {
          if (now.kind == Stage::Kind::count)
            all.push_back(hash.below(search.middle()));
          else
            all.push_back(own_.has_last && search.reached ? 1 : 0);
        }
      }
    return all;
  }

  /// Asked of the holder of the last position only.
  void learn_counts(const Stage& now, std::span<const Int128> totals) {
    const std::size_t chunk = model_->weights().chunk;
    std::size_t next = 0;
    for (Head& head : heads_)
      for (HashRound& hash : head.hashes) {
        if (now.kind == Stage::Kind::rank) {
          const std::size_t own_chunk = static_cast<std::size_t>(totals[next++]) / chunk;
          const std::size_t first = own_chunk == 0 ? 0 : (own_chunk - 1) * chunk;
          const std::size_t end = std::min((own_chunk + 1) * chunk, length_);
          hash.window[0].rank = first;
          hash.window[1].rank = end;
          head.alone = head.alone && end - first == 1;
        } else if (!totals.empty()) {
          for (Search& search : hash.window) search.reached = totals[next++] >= Int128(search.rank);
        }
      }
  }

  Integers attended_sums() const {
    const Numbers& numbers = model_->numbers();
    Integers all;
    for (std::size_t h = 0; h < heads_.size(); ++h) {
      const Head& head = heads_[h];
      Integers sums(model_->weights().heads[h].value.rows + 1, 0);
      for (std::size_t n = 0; n < own_.rows.size(); ++n) {
        const bool is_last = own_.positions[n] + 1 == length_;
        const bool shown =
            std::ranges::any_of(head.hashes, [&](const HashRound& hash) { return hash.shows(n); });
        if (is_last ? head.alone : shown)
          add_attended(numbers, model_->weights().bound, head.last_query, head.queries[n],
                       head.values[n], sums);
      }
      all.insert(all.end(), sums.begin(), sums.end());
    }
    return all;
  }

  void learn_sums(std::span<const Int128> totals) {
    for (const ReformerHead& head : model_->weights().heads) {
      const Row y = quotient(model_->numbers(), totals.first(head.value.rows + 1));
      totals = totals.subspan(head.value.rows + 1);
      attended_.insert(attended_.end(), y.begin(), y.end());
    }
  }

  const Reformer* model_;
  std::size_t length_;
  OwnRows own_;
  std::uint64_t last_token_ = 0;
  std::vector<Head> heads_;
  Row attended_;
};

}  // namespace

std::uint64_t hash_bucket(const Numbers& numbers, const Matrix& projection, const Row& query) {
  Sums sums(projection.rows);
  add_times(numbers, sums, projection, query);
  std::uint64_t bucket = 0;
  for (std::size_t i = 0; i < sums.size(); ++i)
    if (sums[i].units >= 0) bucket |= std::uint64_t{1} << i;
  return bucket;
}

std::size_t Reformer::search_steps(std::size_t length) const {
  // ceil(log2(n T + 1)).
  return static_cast<std::size_t>(std::bit_width(key_limit(weights_.heads.front(), length)));
}

std::size_t Reformer::rounds() const {
  return 2 + 2 * search_steps(weights_.embedding.positions.rows) + 1;
}

std::vector<Field> Reformer::fields(std::size_t round, std::size_t length) const {
  const Stage now = stage(round, rounds());
  if (now.kind == Stage::Kind::token)
    return {{{0, Int128(symbols()) - 1}, Combine::sum, {Speaker::Who::last}}};
  std::vector<Field> all;
  if (now.kind == Stage::Kind::sums) {
    for (const ReformerHead& head : weights_.heads)
      append_attended(all, numbers_, head.value.rows, length, {Speaker::Who::other});
    return all;
  }
  // The party without the last position counts at most length - 1 of its own.
  const Range count{0, Int128(length) - 1};
  std::size_t hashes = 0;
  for (const ReformerHead& head : weights_.heads) hashes += head.projections.size();
  if (now.kind == Stage::Kind::rank)
    return std::vector<Field>(hashes, {count, Combine::sum, {Speaker::Who::other}});
  if (now.step >= search_steps(length)) return all;
  if (now.kind == Stage::Kind::count)
    return std::vector<Field>(2 * hashes, {count, Combine::sum, {Speaker::Who::other}});
  return std::vector<Field>(2 * hashes, {{0, 1}, Combine::sum, {Speaker::Who::last}});
}

std::unique_ptr<Party> Reformer::party(std::span<const HeldToken> own, std::size_t length) const {
  return std::make_unique<ReformerParty>(*this, own, length);
}

ReformerWeights draw_reformer(Draw& draw, const AttentionSizes& sizes, std::size_t hash_rounds,
                              std::size_t bits, std::size_t chunk) {
  const std::size_t own = sizes.width / sizes.heads;
  ReformerWeights weights{
      draw_embedding(draw, sizes), {}, draw.value(), draw_after(draw, sizes), chunk};
  for (std::size_t h = 0; h < sizes.heads; ++h) {
    Matrix query = draw.matrix(own, sizes.width);
    ReformerHead head{std::move(query), draw.matrix(own, sizes.width), {}};
    for (std::size_t r = 0; r < hash_rounds; ++r)
      head.projections.push_back(draw.matrix(bits, own));
    weights.heads.push_back(std::move(head));
  }
  return weights;
}

}  // namespace separatrix::architectures
