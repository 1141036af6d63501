// The certificate "lookup-by-frames": a one-layer Transformer looks up an index; the weights of
// every frame (a length L and a position q) are computed as the arithmetic computes them.
//
// Argument. Attention reads addresses and constants only, so in a frame every logit is known
// exactly, rounded once on a grid, and with it every weight: exactly on a grid, as an enclosure
// over the reals. The symbol at q is tried with each of the S values. Every other symbol may be
// any: weights are at least 0, so what the others add to a head's output lies in (sum of their
// weights) hull(values of all symbols). The position token adds its weight times its value. The sum
// is rounded once, and lookup.hpp takes it to the digits.
//
// The weight on the target that the certificate states must be the least over all frames and heads:
// exactly on a grid; over the reals a lower bound that is at most 2^-96 below the truth. Keys and
// queries on a grid are rounded entry by entry.
#include <algorithm>

#include "kinds.hpp"
#include "lookup.hpp"

namespace checker {

namespace {

constexpr double kMostProducts = 6e8;

/// Query or key of a token with its exact stream, in numbers of the arithmetic.
std::vector<mpq_class> entries(const Lookup& lookup, const AffineMap& map, std::size_t kind,
                               std::uint64_t position, std::uint64_t value) {
  std::vector<Enclosure> x(lookup.rounded.stream.dimension, point(0));
  for (const EmbeddingTerm& term : lookup.rounded.embedding) {
    if (term.kind != kind || !map.reads[term.subspace.offset]) continue;
    Row row;
    if (const auto* constant = std::get_if<Constant>(&term.source)) {
      row = constant->entries;
    } else {
      const auto* address = std::get_if<AddressOf>(&term.source);
      if (address == nullptr || address->of == AddressOf::Of::map ||
          (address->of == AddressOf::Of::value && kind == kSymbol))
        throw NotChecked("attention depends on content, on a table, or on a map of positions");
      row = lookup.rounded.codes.at(address->code)
                .address(address->of == AddressOf::Of::value ? value : position);
    }
    for (std::size_t c = 0; c < row.size(); ++c)
      x[term.subspace.offset + c] = point(lookup.numbers.round(row[c]));
  }
  std::vector<mpq_class> y;
  for (const Enclosure& entry : map.apply(lookup.numbers, x)) y.push_back(entry.low);
  return y;
}

mpq_class product(const Numbers& numbers, const std::vector<mpq_class>& a,
                  const std::vector<mpq_class>& b) {
  mpq_class sum = 0;
  for (std::size_t c = 0; c < a.size(); ++c) sum += a[c] * b[c];
  return numbers.round(sum);
}

/// One head's weights in a frame.
struct FrameWeights {
  Enclosure target, others, own;
};

/// Of the logits `rows` (of symbols 0 .. L-1, then of the position token).
FrameWeights frame_weights(const Numbers& numbers, const std::vector<mpq_class>& rows,
                           std::uint64_t target, std::map<mpq_class, Enclosure>& exponentials) {
  const mpq_class top = *std::ranges::max_element(rows);
  std::vector<Enclosure> powers;
  Enclosure sum{0, 0};
  for (const mpq_class& row : rows) {
    const mpq_class gap = numbers.round(mpq_class(row - top));
    auto known = exponentials.find(gap);
    if (known == exponentials.end())
      known = exponentials.emplace(gap, numbers.exp(point(gap))).first;
    powers.push_back(known->second);
    sum = sum + known->second;
  }
  FrameWeights weights{{0, 0}, {0, 0}, {0, 0}};
  for (std::size_t j = 0; j < rows.size(); ++j) {
    const Enclosure weight = numbers.round({powers[j].low / sum.high, powers[j].high / sum.low});
    Enclosure& part = j + 1 == rows.size() ? weights.own
                      : j == target        ? weights.target
                                           : weights.others;
    part = part + weight;
  }
  return weights;
}

/// One head: its keys, queries and values.
struct HeadTables {
  std::vector<std::vector<mpq_class>> logits;  // [q][j]: of symbol j for query value q
  std::vector<std::vector<mpq_class>> own;     // [L][q]: of the position token at L
  std::vector<std::vector<Enclosure>> values;  // [s]
  std::vector<Enclosure> any, index;
  std::map<mpq_class, Enclosure> exponentials;
};

HeadTables tables(const Lookup& lookup, std::size_t h) {
  const Head& head = lookup.layer().heads[h];
  const Numbers& numbers = lookup.numbers;
  for (const EmbeddingTerm& term : lookup.rounded.embedding)
    if (const auto* address = std::get_if<AddressOf>(&term.source);
        address != nullptr && term.kind == kIndex && address->of == AddressOf::Of::position &&
        head.query.reads[term.subspace.offset])
      throw NotChecked("the query depends on where the position token stands");
  HeadTables it;
  std::vector<std::vector<mpq_class>> keys;
  for (std::uint64_t j = 0; j < lookup.n; ++j)
    keys.push_back(entries(lookup, head.key, kSymbol, j, 0));
  it.own.resize(lookup.n + 1);
  for (std::uint64_t q = 0; q < lookup.n; ++q) {
    const std::vector<mpq_class> query = entries(lookup, head.query, kIndex, 0, q);
    it.logits.emplace_back();
    for (const auto& key : keys) it.logits.back().push_back(product(numbers, query, key));
    for (std::uint64_t length = 1; length <= lookup.n; ++length)
      it.own[length].push_back(
          q < length ? product(numbers, query, entries(lookup, head.key, kIndex, length, q))
                     : mpq_class(0));
  }
  for (std::uint64_t s = 0; s < lookup.alphabet; ++s)
    it.values.push_back(value_of(lookup, h, kSymbol, s));
  it.any = values_of_symbols(lookup, h);
  it.index = value_of(lookup, h, kIndex, 0);
  return it;
}

/// Checks one frame; lowers `least` to the weights on its target.
void check_frame(const Lookup& lookup, std::vector<HeadTables>& heads, std::uint64_t length,
                 std::uint64_t q, Enclosure& least) {
  std::vector<FrameWeights> weights;
  for (HeadTables& head : heads) {
    std::vector<mpq_class> rows(head.logits[q].begin(),
                                head.logits[q].begin() + static_cast<std::ptrdiff_t>(length));
    rows.push_back(head.own[length][q]);
    weights.push_back(frame_weights(lookup.numbers, rows, q, head.exponentials));
    least.low = std::min(least.low, weights.back().target.low);
    least.high = std::min(least.high, weights.back().target.high);
  }
  for (std::uint64_t s = 0; s < lookup.alphabet; ++s) {
    std::vector<std::vector<Enclosure>> outputs(heads.size());
    for (std::size_t h = 0; h < heads.size(); ++h)
      for (std::size_t c = 0; c < heads[h].any.size(); ++c)
        outputs[h].push_back(lookup.numbers.round(weights[h].target * heads[h].values[s][c] +
                                                  weights[h].others * heads[h].any[c] +
                                                  weights[h].own * heads[h].index[c]));
    require_digits(lookup, s, outputs);
  }
}

}  // namespace

std::string check_lookup_by_frames(const Json& certificate, const Json& result) {
  Fields fields(certificate, "certificate");
  require(fields.text("kind") == "lookup-by-frames", "kind: not lookup-by-frames");
  const Lookup lookup = read_lookup(fields, result);
  require(fields.text("arithmetic") == lookup.arithmetic, "certificate.arithmetic: another");
  const bool all = lookup.claim.task.lengths == "all";
  const double n = static_cast<double>(lookup.n);
  std::size_t entries = lookup.rounded.stream.dimension;
  for (const Head& head : lookup.layer().heads) entries += head.query.out.dimension;
  if (n * n * static_cast<double>(entries) + n * n * n / 6 > kMostProducts)
    throw NotChecked("more frames than this program computes");
  std::vector<HeadTables> heads;
  for (std::size_t h = 0; h < lookup.layer().heads.size(); ++h) heads.push_back(tables(lookup, h));
  std::uint64_t frames = 0;
  Enclosure least{1, 1};
  for (std::uint64_t length = all ? 1 : lookup.n; length <= lookup.n; ++length)
    for (std::uint64_t q = 0; q < length; ++q, ++frames)
      check_frame(lookup, heads, length, q, least);
  require(fields.count("frames") == frames, "frames: there are " + std::to_string(frames));
  const mpq_class stated = fields.fraction("least_weight_on_target");
  require(stated <= least.low && least.high - stated <= ratio(1, power_of_two(96)),
          "least_weight_on_target: another");
  fields.finish();
  return std::to_string(frames) + " frames, weight on the target at least " +
         six_decimals(least.low) + left_out(lookup, all);
}

}  // namespace checker
