#include "closed_forms.hpp"

#include <algorithm>

#include "bound_claim.hpp"
#include "tasks.hpp"

namespace checker {
namespace {

constexpr std::uint64_t kMostSize = std::uint64_t{1} << 40;

/// A number mantissa 2^exponent from above or from below.
struct Scaled {
  mpz_class mantissa;
  mpz_class exponent;
};

Scaled product(const Scaled& a, const Scaled& b, bool up) {
  constexpr std::size_t kBits = 4096;
  Scaled c{a.mantissa * b.mantissa, a.exponent + b.exponent};
  const std::size_t size = mpz_sizeinbase(c.mantissa.get_mpz_t(), 2);
  if (size <= kBits) return c;
  const std::size_t drop = size - kBits;
  mpz_class kept = c.mantissa >> drop;
  if (up && (kept << drop) != c.mantissa) ++kept;
  return {kept, c.exponent + drop};
}

mpz_class floor_log2(std::uint64_t a, const mpz_class& b, bool up) {
  Scaled power{1, 0};
  const Scaled base{a, 0};
  for (std::size_t i = mpz_sizeinbase(b.get_mpz_t(), 2); i-- > 0;) {
    power = product(power, power, up);
    if (mpz_tstbit(b.get_mpz_t(), i) != 0) power = product(power, base, up);
  }
  return power.exponent + mpz_sizeinbase(power.mantissa.get_mpz_t(), 2) - 1;
}

mpz_class ceil_log2_power(std::uint64_t a, const mpz_class& b) {
  // A power of a is one of 2 only if a is, or b = 0.
  const bool exact = (a & (a - 1)) == 0 || b == 0;
  return floor_log2_power(a, b) + (exact ? 0 : 1);
}

std::string prefix(std::uint64_t k) { return "prefix:" + std::to_string(k); }

ClosedForm exact(const mpz_class& bits, const std::string& partition) {
  return {bits, bits, partition};
}

std::optional<ClosedForm> dyck_form(const DyckShape& shape, std::uint64_t n, bool one_way) {
  const std::uint64_t t = n / 2;
  if (!one_way)
    return exact(floor_log2_power(shape.kinds, t) + (shape.depth == 1 ? 0 : t - 1) + 2, "odd-even");
  constexpr std::uint64_t kWrittenOut = 1U << 12;
  const std::uint64_t h = std::min<std::uint64_t>(shape.depth, t);
  if (shape.kinds == 1) return exact(ceil_log2(h / 2 + 2), prefix(h));
  const mpz_class highest = floor_log2_power(shape.kinds, h);
  if (highest >= kWrittenOut) {
    const bool power_of_two = (shape.kinds & (shape.kinds - 1)) == 0;
    return ClosedForm{highest + 1, mpz_class(highest + (power_of_two ? 1 : 2)), prefix(h)};
  }
  mpz_class stacks = 0;
  for (std::uint64_t height = h % 2; height <= h; height += 2)
    stacks += power(mpz_class(shape.kinds), height);
  return exact(ceil_log2(stacks + 1), prefix(h));
}

/// Every symbol is compared with the one before it.
ClosedForm neighbours_form(std::uint64_t n, std::uint64_t s) {
  return n == 2 ? exact(ceil_log2(s), prefix(1)) : exact(ceil_log2(mpz_class(s) + 1), prefix(3));
}

constexpr std::string_view kPermuted = "permuted-equality:";

/// Is this the name of a division of n positions into two parts of one size?
bool balanced(const std::string& partition, std::uint64_t n) {
  if (partition == "halves" || partition == "odd-even") return true;
  const std::string random = "random:";
  if (partition.starts_with(random)) {
    const std::string seed = partition.substr(random.size());
    return !seed.empty() && seed.find_first_not_of("0123456789") == std::string::npos;
  }
  return partition.size() == n && partition.find_first_not_of("AB") == std::string::npos &&
         static_cast<std::uint64_t>(std::ranges::count(partition, 'A')) == n / 2;
}

/// Equality of the parts of a balanced partition.
std::optional<ClosedForm> permuted_form(const std::string& partition, std::uint64_t n,
                                        std::uint64_t s, bool one_way) {
  if (!balanced(partition, n)) return std::nullopt;
  if (!one_way) return exact(ceil_log2_power(s, n / 2) + 1, partition);
  if (partition == "halves") return exact(ceil_log2_power(s, n / 2), prefix(n / 2));
  if (partition == "odd-even") return neighbours_form(n, s);
  return std::nullopt;
}

/// The bits alone, without tokens.
std::optional<ClosedForm> bits_form(const std::string& name, std::uint64_t n, std::uint64_t s,
                                    bool one_way) {
  const std::uint64_t t = n / 2;
  const auto is = [&](std::initializer_list<const char*> names) {
    return std::ranges::find(names, name) != names.end();
  };
  if (name == "index-lookup") {
    if (one_way) return exact(ceil_log2_power(s, n), prefix(n));
    return ClosedForm{ceil_log2(mpz_class(s) * n), mpz_class(ceil_log2(n) + ceil_log2(s)),
                      prefix(n)};
  }
  if (name == "index-lookup:query-first") {
    if (one_way) return exact(ceil_log2(mpz_class(s) + n - 1), prefix(2));
    return ClosedForm{ceil_log2(mpz_class(s) * n), mpz_class(ceil_log2(n) + ceil_log2(s)),
                      prefix(1)};
  }
  if (name.starts_with(kPermuted))
    return permuted_form(name.substr(kPermuted.size()), n, s, one_way);
  if (is({"equality", "inequality"}))
    return one_way ? exact(ceil_log2_power(s, t), prefix(t))
                   : exact(ceil_log2_power(s, t) + 1, "halves");
  if (s != 2) return std::nullopt;
  if (is({"disjointness", "greater-than", "inner-product"}))
    return one_way ? exact(t, prefix(t)) : exact(t + 1, "halves");
  if (name == "interleaved-equality")
    return one_way ? neighbours_form(n, 2) : exact(t + 1, "odd-even");
  if (name == "parity") return one_way ? exact(1, prefix(1)) : exact(n == 1 ? 1 : 2, "halves");
  if (name == "majority")
    return one_way ? exact(ceil_log2(n - t + 1), prefix(n - t))
                   : exact(ceil_log2(t + 1) + 1, "halves");
  return std::nullopt;
}

}  // namespace

mpz_class floor_log2_power(std::uint64_t a, const mpz_class& b) {
  const mpz_class low = floor_log2(a, b, false);
  const mpz_class high = floor_log2(a, b, true);
  // From above the number may just have been rounded up to a power of two.
  require(low == high, "a logarithm is not decided by 4096 bits");
  return low;
}

std::uint64_t size_step(const Task& task) {
  const bool any =
      task.name.starts_with("index-lookup") || task.name == "parity" || task.name == "majority";
  return any ? 1 : 2;
}

std::optional<ClosedForm> closed_form(const Task& task, std::uint64_t n, bool one_way) {
  if (n == 0 || n > kMostSize || n % size_step(task) != 0 || task.lengths != "exact")
    return std::nullopt;
  const auto shape = dyck(task.name);
  const std::uint64_t s = task.alphabet.value_or(2);
  if (s < 2) return std::nullopt;
  auto form = shape ? dyck_form(*shape, n, one_way) : bits_form(task.name, n, s, one_way);
  if (!form) return std::nullopt;
  const bool index = task.name.starts_with("index-lookup");
  form->tokens = index ? n + 1 : n;
  form->symbols = shape ? 2 * shape->kinds : index ? std::max(n, s) : s;
  form->digits = index ? ceil_log2(s) : 1;
  return form;
}

mpz_class model_bits(Model model, const mpz_class& width, std::uint64_t precision,
                     std::uint64_t heads, const ClosedForm& task) {
  const mpz_class p = precision;
  if (model == Model::rnn) return width * p;
  if (model == Model::claimed) {
    const mpz_class factor = 3 * width * heads;
    return factor * p + floor_log2_power(task.tokens, factor);
  }
  const bool improved = model == Model::improved;
  const mpz_class fixed = 2 * p + 2 * (p + ceil_log2(task.tokens));
  const mpz_class per_row = (improved ? 1 : 2) * 2 * p;
  const mpz_class once = ceil_log2(task.symbols) + (improved ? task.digits + 1 : 0);
  return once + heads * (fixed + per_row * width);
}

void require_closed_form(const Bound& stated, const ClosedForm& form, bool one_way) {
  require(stated.quantity == "communication", "result.bounds: not of communication");
  require(stated.convention == (one_way ? conventions::kFromPrefix : conventions::kBothKnow),
          "result.bounds: another convention than that of the model's protocol");
  require(stated.partition == form.partition,
          "result.bounds: the partition is not " + form.partition);
  require(stated.lower == form.lower,
          "result.bounds: the lower bound is not " + form.lower.get_str());
  require(stated.upper == form.upper, "result.bounds: the upper bound is not the closed form's");
}

}  // namespace checker
