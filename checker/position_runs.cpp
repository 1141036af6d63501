#include "position_runs.hpp"

#include <algorithm>

namespace checker {

namespace {

constexpr std::size_t kMostPieces = std::size_t{1} << 21;

using Runs = std::vector<AddressRun>;

Runs runs_of(const AddressOf& address) {
  if (address.of == AddressOf::Of::position) return {{0, 0, 1}};
  return address.runs;
}

const AddressRun& run_at(const Runs& runs, std::uint64_t position) {
  return *std::prev(std::ranges::upper_bound(runs, position, {}, &AddressRun::from));
}

class Cuts {
 public:
  Cuts(const Transformer& model, const FeatureTask& task) : task_(task) {
    for (const KindOfTokens& kind : task.kinds) add(kind.first);
    for (const EmbeddingTerm& term : model.embedding)
      if (const auto* table = std::get_if<ByPosition>(&term.source))
        for (const std::uint64_t start : table->starts) add(start);
  }
  void add(const Runs& runs) {
    for (const AddressRun& run : runs) {
      add(run.from);
      if (run.step == 0) {
        add(run.to);
        add(run.to + 1);
      } else {
        for (const KindOfTokens& kind : task_.kinds)
          if (kind.first >= run.to) add(run.from + (kind.first - run.to));
      }
    }
  }
  std::vector<std::uint64_t> finish() {
    std::ranges::sort(cuts_);
    cuts_.erase(std::ranges::unique(cuts_).begin(), cuts_.end());
    return std::move(cuts_);
  }

 private:
  void add(std::uint64_t position) {
    if (position < task_.tokens) cuts_.push_back(position);
    if (cuts_.size() > 16 * kMostPieces) throw NotChecked("more runs of positions than 2^21");
  }

  const FeatureTask& task_;
  std::vector<std::uint64_t> cuts_;
};

Aim aim_of(const Runs& runs, const Piece& piece, const FeatureTask& task, const Head& head) {
  const AddressRun& run = run_at(runs, piece.first);
  const std::uint64_t last = piece.first + piece.count - 1;
  require(&run == &run_at(runs, last), "positions: a piece is not one run of addresses");
  Aim aim{run.to + run.step * (piece.first - run.from), piece.count == 1 ? 1 : run.step, 0, false};
  const std::uint64_t aim_last = aim.first + aim.step * (piece.count - 1);
  require(aim_last < task.tokens, "head '" + head.name + "' asks for a position beyond the input");
  aim.kind = kind_at(task, aim.first);
  aim.own = aim.first == piece.first && aim.step == 1;
  require(aim.kind == kind_at(task, aim_last) &&
              (aim.step == 1 || aim.first < piece.first || aim.first > last),
          "positions: a piece looks at tokens of two kinds");
  return aim;
}

}  // namespace

std::size_t kind_at(const FeatureTask& task, std::uint64_t position) {
  std::size_t kind = 0;
  while (kind + 1 < task.kinds.size() && task.kinds[kind + 1].first <= position) ++kind;
  return kind;
}

std::size_t row_at(const ByPosition& table, std::uint64_t position) {
  return static_cast<std::size_t>(std::ranges::upper_bound(table.starts, position) -
                                  table.starts.begin()) -
         1;
}

std::vector<Piece> cut_positions(const Transformer& model, const FeatureTask& task) {
  const std::vector<Head>& heads = model.layers[0].heads;
  std::vector<std::vector<Runs>> runs(task.kinds.size());  // [kind][head]
  Cuts cuts(model, task);
  for (std::size_t kind = 0; kind < task.kinds.size(); ++kind)
    for (const Head& head : heads) {
      runs[kind].push_back(runs_of(asked_address(model, head, kind)));
      cuts.add(runs[kind].back());
    }
  const std::vector<std::uint64_t> starts = cuts.finish();
  if (starts.size() > kMostPieces) throw NotChecked("more runs of positions than 2^21");
  std::vector<Piece> pieces;
  for (std::size_t p = 0; p < starts.size(); ++p) {
    const std::uint64_t end = p + 1 < starts.size() ? starts[p + 1] : task.tokens;
    Piece piece{starts[p], end - starts[p], kind_at(task, starts[p]), {}};
    for (std::size_t h = 0; h < heads.size(); ++h)
      piece.aims.push_back(aim_of(runs[piece.kind][h], piece, task, heads[h]));
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

}  // namespace checker
