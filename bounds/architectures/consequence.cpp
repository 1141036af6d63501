#include "bounds/architectures/consequence.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "numerics/error.hpp"

namespace separatrix {
namespace {

using Values = std::map<std::string, Expression, std::less<>>;

/// What a row, a task and the sizes asked for have in common.
struct Setting {
  const Architecture& row;
  const AtlasTask& task;
  Values values;         // every size but n, p, m, c: numbers, or formulas in n
  Assignment at;         // the same as numbers, with n and p
  std::uint64_t layers;  // L
};

Setting set_up(const Architecture& row, const AtlasTask& task, const AtlasSizes& sizes) {
  if (sizes.n < 2 || sizes.n % task.step != 0)
    throw Error("atlas", "--n",
                fmt::format("{} has no inputs of size {}; use {} of at least 2", task.id, sizes.n,
                            task.step == 2 ? "an even size" : "a size"));
  Setting s{row, task, {}, {}, 1};
  const auto set = [&](const std::string& name, const Expression& value) {
    s.values.insert_or_assign(name, value);
    s.at[name] = value.evaluate(s.at);
  };
  s.at["n"] = sizes.n;
  s.at["p"] = sizes.precision;
  const Expression alphabet(task.alphabet ? static_cast<std::int64_t>(sizes.alphabet) : 2);
  set("T", task.tokens);
  set("S", task.symbols.with({{"S", alphabet}}));
  set("H", Expression(static_cast<std::int64_t>(sizes.heads)));
  for (const SizeParameter& own : row.sizes) {
    if (own.name == row.limited) continue;
    const auto given = sizes.own.find(own.name);
    const std::int64_t value =
        given == sizes.own.end() ? own.usual : static_cast<std::int64_t>(given->second);
    if (value < own.least)
      throw Error("atlas", "--set",
                  fmt::format("{} of {} must be at least {}", own.name, row.id, own.least));
    set(own.name, Expression(value));
  }
  set("L", sizes.layers ? Expression(static_cast<std::int64_t>(*sizes.layers))
                        : row.layers.with(s.values));
  s.layers = s.at["L"].convert_to<std::uint64_t>();
  return s;
}

/// Bits that the protocol of a row needs beyond its own so that the bound's convention is met;
/// nothing if the bound does not speak of such a cut.
std::optional<Expression> sent_back(const CutBits& cut, const NeededBits& needed,
                                    const Expression& digits) {
  if (needed.protocol == Protocol::one_way) {
    if (cut.direction == Direction::one_way) return Expression(0);
    return std::nullopt;
  }
  if (needed.cut == CutKind::any && cut.cut == CutKind::contiguous) return std::nullopt;
  return digits;
}

/// Over one cut of the row and one bound of the task, at one prefix.
Consequence over_cut(const Setting& s, const CutBits& cut, const NeededBits& needed,
                     const Expression& prefix, const Expression& answer_digits,
                     const Expression& alphabet) {
  Values values = s.values;
  values.insert_or_assign("c", prefix);
  const Expression bits = cut.bits.with(values);
  const Expression digits = *sent_back(cut, needed, answer_digits);
  // The alphabet of the task, not the values of a token.
  const Expression wanted = needed.bits.with({{"S", alphabet}, {"c", prefix}});
  const Expression least_wanted = digits == Expression(0) ? wanted : Expression(wanted - digits);
  Consequence c;
  c.limited = s.row.limited;
  c.formulas = {{"bits that cross", bits}, {"bits needed", least_wanted}};
  if (bits.variables().contains(c.limited)) {
    const Expression least = Expression::least(c.limited, bits, least_wanted);
    c.least = least.evaluate(s.at);
    c.kind = c.least > 1 ? ConsequenceKind::width : ConsequenceKind::nothing;
    c.formulas.push_back({"least " + c.limited, least});
  } else {
    const Integer crossing = bits.evaluate(s.at);
    const Integer wanted_now = least_wanted.evaluate(s.at);
    c.kind = crossing < wanted_now ? ConsequenceKind::too_few_bits : ConsequenceKind::nothing;
    if (c.kind == ConsequenceKind::too_few_bits)
      c.reason = fmt::format("{} bits cross whatever {} is, {} are needed", crossing.str(),
                             c.limited, wanted_now.str());
  }
  c.sizes = s.at;
  c.sizes["c"] = prefix.evaluate(s.at);
  c.layers = s.layers;
  c.row = cut.bits;
  c.partition =
      needed.cut == CutKind::any ? needed.partition : fmt::format("prefix:{}", c.sizes["c"].str());
  c.protocol = needed.protocol;
  c.why_bits = cut.why;
  c.why_needed = needed.why;
  c.formulas.push_back({"tokens", s.values.at("T")});
  if (needed.cut == CutKind::contiguous) c.formulas.push_back({"prefix", prefix});
  if (s.row.field) c.formulas.push_back({"receptive field", s.row.field->with(s.values)});
  return c;
}

/// Of two consequences the one that excludes more; of equal ones the first.
bool stronger(const Consequence& a, const Consequence& b) {
  const auto rank = [](const Consequence& c) {
    return std::tuple(is_impossible(c.kind), c.kind != ConsequenceKind::unknown, c.least);
  };
  return rank(a) > rank(b);
}

std::optional<Consequence> outside_field(const Setting& s) {
  if (!s.row.field) return std::nullopt;
  const Integer field = s.row.field->with(s.values).evaluate(s.at);
  if (field + s.task.first > s.at.at("T")) return std::nullopt;
  Consequence c;
  c.kind = ConsequenceKind::outside_field;
  c.sizes = s.at;
  c.layers = s.layers;
  c.row = *s.row.field;
  c.reason = fmt::format("{} layer{} the last {} of {} tokens", s.layers,
                         s.layers == 1 ? " sees" : "s see", field.str(), s.at.at("T").str());
  c.formulas = {{"receptive field", s.row.field->with(s.values)}, {"tokens", s.values.at("T")}};
  return c;
}

}  // namespace

Consequence consequence(const Architecture& row, const AtlasTask& task, const AtlasSizes& at) {
  const Setting s = set_up(row, task, at);
  if (const auto impossible = outside_field(s)) return *impossible;
  const Expression alphabet(task.alphabet ? static_cast<std::int64_t>(at.alphabet) : 2);
  const Expression answer_digits = task.digits.with({{"S", alphabet}});
  Consequence best;
  best.sizes = s.at;
  best.layers = s.layers;
  best.reason = row.none;
  for (const CutBits& cut : row.cuts) {
    if (cut.most_layers && s.layers > *cut.most_layers) {
      if (best.reason.empty()) best.reason = "its protocol is for one layer";
      continue;
    }
    for (const NeededBits& needed : task.needed) {
      if (!sent_back(cut, needed, answer_digits)) continue;
      std::vector<Expression> prefixes{needed.prefix};
      if (needed.protocol == Protocol::one_way && needed.bits.variables().contains("c"))
        for (const Expression& prefix : cut.prefixes) prefixes.push_back(prefix.with(s.values));
      for (const Expression& prefix : prefixes) {
        const Integer tokens = prefix.evaluate(s.at);
        if (needed.cut == CutKind::contiguous && (tokens < 1 || tokens >= s.at.at("T"))) continue;
        Consequence found = over_cut(s, cut, needed, prefix, answer_digits, alphabet);
        if (stronger(found, best)) best = std::move(found);
      }
    }
  }
  return best;
}

}  // namespace separatrix
