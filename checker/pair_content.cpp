#include "pair_content.hpp"

#include <algorithm>

namespace checker {

namespace {

enum class Indices { equal, different, either };

Indices compare(const PairSymbol& a, const PairSymbol& b) {
  if (a.what != b.what) return Indices::either;
  if (a.what == PairSymbol::What::key) {
    const auto asked = [](Role r) { return r == Role::nearest || r == Role::query; };
    if (a.role == b.role || (asked(a.role) && asked(b.role))) return Indices::equal;
    return asked(a.role) || asked(b.role) ? Indices::different : Indices::either;
  }
  if (a.role == b.role) return a.offset == b.offset ? Indices::equal : Indices::different;
  const bool meet = a.offset != b.offset && (a.offset - b.offset) % 2 == 0;
  return meet ? Indices::either : Indices::different;
}

/// Values of c * the part on two vectors of one code.
FormValues code_values(const MatrixPart& part, const AddressCode& code, const mpq_class& c) {
  if (code.signs() && part.scalar) {
    const mpq_class unit = c * *part.scalar;
    FormValues values{unit * code.dimension(), std::nullopt};
    if (code.size() == 1) return values;
    const auto product = [&](std::uint64_t distance) {
      return mpq_class(unit * (mpz_class(code.dimension()) - 2 * mpz_class(distance)));
    };
    const mpq_class a = product(code.distances().least), b = product(code.distances().most);
    values.other = Enclosure{std::min(a, b), std::max(a, b)};
    return values;
  }
  Form form = part.entries;
  for (auto& [place, value] : form) value *= c;
  return code.values(form);
}

/// Adds up one logit.
class Products {
 public:
  Products(PairLogit& out, const PointDomain& domain) : out_(out), domain_(domain) {}

  void add(const MatrixPart& part, const PairContent& x, const PairContent& y) {
    if (!x.constant.empty())
      for (const auto& [place, value] : part.entries) {
        const mpq_class weight = value * x.constant[place.first];
        if (!y.constant.empty()) shift(weight * y.constant[place.second]);
        for (const auto& [s, c] : y.symbols) spread(weight * c * largest_entry(s, domain_));
      }
    if (!y.constant.empty())
      for (const auto& [s, c] : x.symbols)
        for (const auto& [place, value] : part.entries)
          spread(value * y.constant[place.second] * c * largest_entry(s, domain_));
    for (const auto& [s, c] : x.symbols)
      for (const auto& [t, d] : y.symbols) symbols(part, s, t, c * d);
    if (x.noisy() || y.noisy()) noise(part, x, y);
  }

 private:
  void shift(const mpq_class& by) { within({by, by}); }
  void within(const Enclosure& range) {
    out_.low += range.low;
    out_.high += range.high;
  }
  void spread(const mpq_class& size) { within({-abs(size), abs(size)}); }

  void symbols(const MatrixPart& part, const PairSymbol& s, const PairSymbol& t,
               const mpq_class& c) {
    const bool points = s.code == nullptr && t.code == nullptr;
    if (points && part.scalar) {
      const mpq_class unit = c * *part.scalar;
      if (s.role == t.role)
        within(unit * Enclosure{1 - domain_.tolerance, domain_.square()});
      else if (s.role == Role::query || t.role == Role::query)
        out_.with_query[s.role == Role::query ? t.role : s.role] += unit;
      else
        spread(unit * domain_.square());
    } else if (!points && s.code == t.code) {
      const FormValues values = code_values(part, *s.code, c);
      const Enclosure self{values.self, values.self};
      const Indices indices = compare(s, t);
      if (indices == Indices::equal || !values.other)
        within(self);
      else
        within(indices == Indices::different ? *values.other : hull(self, *values.other));
    } else {
      throw NotChecked("a head multiplies vectors of two kinds");
    }
  }

  void noise(const MatrixPart& part, const PairContent& x, const PairContent& y) {
    out_.exact = false;
    if (part.scalar)
      return spread(*part.scalar * (centre_norm(x, domain_) * y.norm +
                                    x.norm * centre_norm(y, domain_) + x.norm * y.norm));
    for (const auto& [place, value] : part.entries)
      spread(value * (largest_entry(x, domain_) * y.entry + x.entry * largest_entry(y, domain_)));
  }

  PairLogit& out_;
  const PointDomain& domain_;
};

PairContent one() { return {1, {mpq_class(1)}, {}, 0, 0}; }

/// The content of a subspace, that of a bias, or nullptr.
const PairContent* at(const PairStream& stream, std::size_t place, std::size_t bias) {
  static const PairContent kOne = one();
  if (place == bias) return &kOne;
  const auto found = stream.find(place);
  return found == stream.end() ? nullptr : &found->second;
}

}  // namespace

mpq_class root_above(const mpq_class& x) {
  const mpz_class unit = power_of_two(96);
  const mpz_class root = sqrt(ceil_of(x * mpq_class(unit * unit)));
  return x == 0 ? mpq_class(0) : ratio(root + 1, unit);
}

PairContent sum(const PairContent& a, const PairContent& b) {
  PairContent sum = a;
  if (sum.constant.empty()) sum.constant.resize(b.constant.size());
  for (std::size_t i = 0; i < b.constant.size(); ++i) sum.constant[i] += b.constant[i];
  for (const auto& [s, c] : b.symbols) sum.symbols[s] += c;
  std::erase_if(sum.symbols, [](const auto& term) { return term.second == 0; });
  sum.norm += b.norm;
  sum.entry = std::min(mpq_class(a.entry + b.entry), sum.norm);
  return sum;
}

PairContent times(const mpq_class& c, const PairContent& a) {
  PairContent product = a;
  for (mpq_class& entry : product.constant) entry *= c;
  for (auto& [s, coefficient] : product.symbols) coefficient *= c;
  std::erase_if(product.symbols, [](const auto& term) { return term.second == 0; });
  product.norm *= abs(c);
  product.entry *= abs(c);
  return product;
}

PairContent renamed(const PairContent& other) {
  PairContent content = other;
  content.symbols.clear();
  for (const auto& [s, c] : other.symbols) {
    PairSymbol symbol = s;
    if (s.role == Role::other) symbol.role = Role::another;
    content.symbols[symbol] += c;
  }
  return content;
}

mpq_class largest_entry(const PairSymbol& symbol, const PointDomain& domain) {
  if (symbol.code == nullptr) return domain.norm();
  if (symbol.code->signs()) return 1;
  mpz_class most = 0;
  for (std::size_t c = 0; c < symbol.code->dimension(); ++c)
    most = std::max(most, symbol.code->largest_entry(c));
  return most;
}

mpq_class largest_entry(const PairContent& a, const PointDomain& domain) {
  mpq_class most = 0;
  for (const mpq_class& entry : a.constant) most = std::max(most, mpq_class(abs(entry)));
  for (const auto& [s, c] : a.symbols) most += abs(c) * largest_entry(s, domain);
  return most + a.entry;
}

mpq_class centre_norm(const PairContent& a, const PointDomain& domain) {
  mpq_class square = 0;
  for (const mpq_class& entry : a.constant) square += entry * entry;
  mpq_class norm = root_above(square);
  for (const auto& [s, c] : a.symbols)
    norm += abs(c) * (s.code == nullptr
                          ? domain.norm()
                          : largest_entry(s, domain) * root_above(mpq_class(a.dimension)));
  return norm;
}

PairStream mapped(const std::vector<MatrixPart>& parts, const Space& out, const PairStream& x,
                  std::size_t bias) {
  PairStream result;
  for (const MatrixPart& part : parts) {
    const PairContent* from = at(x, part.right, bias);
    if (from == nullptr) continue;
    PairContent product;
    if (part.scalar) {
      product = times(*part.scalar, *from);
    } else {
      if (from->varies()) throw NotChecked("a head's value is a full matrix of what is not known");
      for (const Subspace& s : out.subspaces)
        if (s.offset == part.left) product.dimension = s.dimension;
      product.constant.resize(product.dimension);
      if (!from->constant.empty())
        for (const auto& [place, value] : part.entries)
          product.constant[place.first] += value * from->constant[place.second];
    }
    const auto [place, fresh] = result.try_emplace(part.left, product);
    if (!fresh) place->second = sum(place->second, product);
  }
  return result;
}

PairLogit pair_logit(const std::vector<MatrixPart>& parts, const PairStream& x, const PairStream& y,
                     std::size_t bias, const PointDomain& domain) {
  PairLogit logit;
  Products products(logit, domain);
  for (const MatrixPart& part : parts) {
    const PairContent* left = at(x, part.left, bias);
    const PairContent* right = at(y, part.right, bias);
    if (left != nullptr && right != nullptr) products.add(part, *left, *right);
  }
  std::erase_if(logit.with_query, [](const auto& term) { return term.second == 0; });
  return logit;
}

mpq_class least_gap(const PairLogit& a, const PairLogit& b, const PointDomain& domain) {
  std::map<Role, mpq_class> left = a.with_query;
  for (const auto& [role, c] : b.with_query) left[role] -= c;
  mpq_class least = a.low - b.high;
  mpq_class& nearest = left[Role::nearest];
  for (auto& [role, c] : left) {
    if (role == Role::nearest || c >= 0 || nearest <= 0) continue;
    const mpq_class paired = std::min(nearest, mpq_class(-c));
    least += paired * domain.gamma;
    nearest -= paired;
    c += paired;
  }
  for (const auto& [role, c] : left) least -= abs(c) * domain.square();
  return least;
}

}  // namespace checker
