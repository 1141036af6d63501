#include "analysis/class_content.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "models/address_code.hpp"
#include "numerics/interval.hpp"

namespace separatrix {
namespace {

/// A matrix between two subspaces: identity * I + entries.
struct Form {
  Rational identity;
  std::map<std::pair<std::size_t, std::size_t>, Rational> entries;
};

constexpr std::size_t kMostExpanded = 4096;  // coordinates of a form that is written out

using Entries = std::vector<MatrixEntry>;

Entries expanded(const Coefficients& coefficients, std::size_t rows, std::size_t columns) {
  if (rows > kMostExpanded || columns > kMostExpanded)
    throw Undecided{"a matrix that is no multiple of the identity is too large to write out"};
  Entries entries;
  if (const auto* scale = std::get_if<Scale>(&coefficients)) {
    for (std::size_t i = 0; i < rows; ++i) entries.push_back({i, i, scale->factor});
  } else if (const auto* diagonal = std::get_if<Diagonal>(&coefficients)) {
    for (std::size_t i = 0; i < rows; ++i) entries.push_back({i, i, diagonal->entries[i]});
  } else {
    const auto& dense = std::get<Dense>(coefficients).entries;
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 0; c < columns; ++c)
        if (dense[r * columns + c] != 0) entries.push_back({r, c, dense[r * columns + c]});
  }
  return entries;
}

/// form += left^T right, both ending in a space of `rows` coordinates.
void add_product(Form& form, const Coefficients& left, std::size_t left_columns,
                 const Coefficients& right, std::size_t right_columns, std::size_t rows) {
  const auto* a = std::get_if<Scale>(&left);
  const auto* b = std::get_if<Scale>(&right);
  if (a != nullptr && b != nullptr) {
    form.identity += a->factor * b->factor;
    return;
  }
  std::vector<std::vector<MatrixEntry>> by_row(rows);
  for (MatrixEntry& e : expanded(right, rows, right_columns)) by_row[e.row].push_back(e);
  for (const MatrixEntry& e : expanded(left, rows, left_columns))
    for (const MatrixEntry& f : by_row[e.row])
      form.entries[{e.column, f.column}] += e.value * f.value;
}

/// One of the two ways of writing it: all identity or all entries.
void settle(Form& form, std::size_t dimension) {
  std::erase_if(form.entries, [](const auto& e) { return e.second == 0; });
  if (form.entries.empty() || form.identity == 0) return;
  for (const MatrixEntry& e : expanded(Scale{form.identity}, dimension, dimension))
    form.entries[{e.row, e.column}] += e.value;
  form.identity = 0;
  std::erase_if(form.entries, [](const auto& e) { return e.second == 0; });
}

enum class Indices { same, different, either };

Indices compare_roles_of_keys(Role a, Role b) {
  const auto asked = [](Role r) { return r == Role::nearest || r == Role::query; };
  if (a == b || (asked(a) && asked(b))) return Indices::same;
  // Two other pairs may carry one key: in MQAR an earlier query repeats one.
  return asked(a) || asked(b) ? Indices::different : Indices::either;
}

Indices compare_indices(const ContentSymbol& a, const ContentSymbol& b) {
  if (a.kind != b.kind) return Indices::either;
  if (a.kind == ContentSymbol::Kind::key) return compare_roles_of_keys(a.role, b.role);
  if (a.role == b.role) return a.offset == b.offset ? Indices::same : Indices::different;
  // 2 j + offset against 2 j' + offset' with j != j'.
  const bool odd = (a.offset - b.offset) % 2 != 0;
  return odd || a.offset == b.offset ? Indices::different : Indices::either;
}

class Products {
 public:
  Products(const PointDomain& domain, LogitForm& out) : domain_(domain), out_(out) {}

  void add(const Form& form, const Content& x, const Content& y) {
    if (!x.constant.empty() && !y.constant.empty()) constants(form, x, y);
    if (!x.constant.empty())
      for (const auto& [s, c] : y.symbols) spread(c * constant_with(form, x, s, false));
    if (!y.constant.empty())
      for (const auto& [s, c] : x.symbols) spread(c * constant_with(form, y, s, true));
    for (const auto& [s, c] : x.symbols)
      for (const auto& [t, d] : y.symbols) symbols(form, s, t, c * d);
    noise(form, x, y);
  }

 private:
  void between(const Rational& a, const Rational& b) {
    out_.low += std::min(a, b);
    out_.high += std::max(a, b);
  }
  void spread(const Rational& bound) {
    const Rational size = abs(bound);
    between(-size, size);
  }

  void constants(const Form& form, const Content& x, const Content& y) {
    Rational sum;
    if (form.identity != 0)
      for (std::size_t i = 0; i < x.constant.size(); ++i)
        sum += form.identity * x.constant[i] * y.constant[i];
    for (const auto& [place, value] : form.entries)
      sum += value * x.constant[place.first] * y.constant[place.second];
    between(sum, sum);
  }

  /// A bound of |constant^T form symbol|, `transposed` if the constant stands on the right.
  Rational constant_with(const Form& form, const Content& x, const ContentSymbol& s,
                         bool transposed) {
    const Rational most = entry_bound(s, domain_);
    Rational sum;
    if (form.identity != 0)
      for (const Rational& entry : x.constant) sum += abs(form.identity * entry) * most;
    for (const auto& [place, value] : form.entries)
      sum += abs(value * x.constant[transposed ? place.second : place.first]) * most;
    return sum;
  }

  void symbols(const Form& form, const ContentSymbol& s, const ContentSymbol& t,
               const Rational& c) {
    if (c == 0 || (form.identity == 0 && form.entries.empty())) return;
    const bool points =
        s.kind == ContentSymbol::Kind::point && t.kind == ContentSymbol::Kind::point;
    if (points && form.entries.empty()) {
      points_product(s.role, t.role, c * form.identity);
    } else if (s.code != nullptr && s.code == t.code) {
      code_product(form, s, t, c);
    } else {
      Rational sum;
      if (form.identity != 0) throw Undecided{"vectors of two different kinds are multiplied"};
      for (const auto& [place, value] : form.entries)
        sum += abs(value) * entry_bound(s, domain_) * entry_bound(t, domain_);
      spread(c * sum);
    }
  }

  void points_product(Role a, Role b, const Rational& c) {
    if (a == b) {
      between(c * (1 - domain_.tolerance), c * domain_.square());
    } else if (a == Role::query || b == Role::query) {
      out_.with_query[a == Role::query ? b : a] += c;
    } else {
      spread(c * domain_.square());
    }
  }

  void code_product(const Form& form, const ContentSymbol& s, const ContentSymbol& t,
                    const Rational& c) {
    std::optional<FormRange> range;
    if (form.entries.empty()) range = s.code->scaled_range(c * form.identity);
    if (!range) {
      Entries entries;
      if (form.entries.empty()) {
        const std::size_t k = s.code->dimension();
        entries = expanded(Scale{c * form.identity}, k, k);
      }
      for (const auto& [place, value] : form.entries)
        entries.push_back({place.first, place.second, c * value});
      range = s.code->range(entries);
    }
    if (!range)
      throw Undecided{"no bound is known for a form on the addresses '" + s.code->id() + "'"};
    switch (compare_indices(s, t)) {
      case Indices::same:
        between(range->self_min, range->self_max);
        break;
      case Indices::different:
        between(range->other_min, range->other_max);
        break;
      case Indices::either:
        between(std::min(range->self_min, range->other_min),
                std::max(range->self_max, range->other_max));
        break;
    }
  }

  void noise(const Form& form, const Content& x, const Content& y) {
    if (x.noise == 0 && y.noise == 0) return;
    if (form.identity != 0) {
      const Rational p = centre_norm(x, domain_);
      const Rational q = centre_norm(y, domain_);
      spread(form.identity * (p * y.noise + x.noise * q + x.noise * y.noise));
    }
    for (const auto& [place, value] : form.entries)
      spread(value *
             ((entry_bound(x, domain_) * y.noise_max) + (x.noise_max * entry_bound(y, domain_))));
  }

  const PointDomain& domain_;
  LogitForm& out_;
};

void add_to(Content& sum, const Content& term) { sum = sum.dimension == 0 ? term : sum + term; }

Content constant_content(std::vector<Rational> values) {
  Content content;
  content.dimension = values.size();
  content.constant = std::move(values);
  return content;
}

Content matrix_times(const Block& block, const Content& x, std::size_t rows) {
  if (const auto* scale = std::get_if<Scale>(&block.coefficients)) return scale->factor * x;
  if (!x.symbols.empty())
    throw Undecided{"a matrix that is no multiple of the identity carries '" + block.from +
                    "' to '" + block.to + "'"};
  Content out = constant_content(std::vector<Rational>(rows));
  std::vector<Rational> sums(rows);
  for (const MatrixEntry& e : expanded(block.coefficients, rows, x.dimension)) {
    if (!x.constant.empty()) out.constant[e.row] += e.value * x.constant[e.column];
    sums[e.row] += abs(e.value);
  }
  out.noise_max = *std::max_element(sums.begin(), sums.end()) * x.noise_max;
  out.noise = out.noise_max * root_up(Rational(rows));
  return out;
}

}  // namespace

Rational round_up(const Rational& x) {
  if (x == 0) return 0;
  Rational unit = 1;
  while (x / unit > Rational(Integer(1) << 32)) unit *= 2;
  while (x / unit < Rational(Integer(1) << 31)) unit /= 2;
  return Rational(ceil(Rational(x / unit))) * unit;
}

Rational root_up(const Rational& x) {
  return x == 0 ? Rational(0) : round_up(sqrt(Interval(x)).upper());
}

Content operator+(const Content& a, const Content& b) {
  Content sum = a;
  if (sum.constant.empty()) {
    sum.constant = b.constant;
  } else {
    for (std::size_t i = 0; i < b.constant.size(); ++i) sum.constant[i] += b.constant[i];
  }
  for (const auto& [s, c] : b.symbols) sum.symbols[s] += c;
  std::erase_if(sum.symbols, [](const auto& term) { return term.second == 0; });
  sum.noise += b.noise;
  sum.noise_max = std::min(Rational(sum.noise_max + b.noise_max), sum.noise);
  return sum;
}

Content operator*(const Rational& c, const Content& a) {
  Content product = a;
  for (Rational& entry : product.constant) entry *= c;
  for (auto& [s, coefficient] : product.symbols) coefficient *= c;
  std::erase_if(product.symbols, [](const auto& term) { return term.second == 0; });
  product.noise *= abs(c);
  product.noise_max *= abs(c);
  return product;
}

Content renamed(const Content& a, Role from, Role to) {
  Content content = a;
  content.symbols.clear();
  for (const auto& [s, c] : a.symbols) {
    ContentSymbol t = s;
    if (t.role == from) t.role = to;
    content.symbols[t] += c;
  }
  return content;
}

Rational entry_bound(const ContentSymbol& symbol, const PointDomain& domain) {
  if (symbol.code == nullptr) return domain.norm();
  if (symbol.code->entries_are_signs()) return 1;
  Integer most = 0;
  for (std::size_t c = 0; c < symbol.code->dimension(); ++c)
    most = std::max(most, symbol.code->max_entry(c));
  return Rational(most);
}

Rational centre_norm(const Content& a, const PointDomain& domain) {
  Rational square;
  for (const Rational& entry : a.constant) square += entry * entry;
  Rational sum = root_up(square);
  for (const auto& [s, c] : a.symbols) {
    const Rational norm = s.code == nullptr
                              ? domain.norm()
                              : Rational(entry_bound(s, domain) * root_up(Rational(a.dimension)));
    sum += abs(c) * norm;
  }
  return sum;
}

Rational entry_bound(const Content& a, const PointDomain& domain) {
  Rational most;
  for (const Rational& entry : a.constant) most = std::max(most, Rational(abs(entry)));
  for (const auto& [s, c] : a.symbols) most += abs(c) * entry_bound(s, domain);
  return most + a.noise_max;
}

ClassStream mapped(const AffineMap& map, const ClassStream& stream) {
  ClassStream out;
  for (const Block& block : map.blocks)
    if (const auto x = stream.find(block.from); x != stream.end())
      add_to(out[block.to], matrix_times(block, x->second, map.out.dimension(block.to)));
  for (const Bias& bias : map.biases) add_to(out[bias.to], constant_content(bias.values));
  return out;
}

LogitForm logit_form(const AffineMap& query, const ClassStream& x, const AffineMap& key,
                     const ClassStream& y, const PointDomain& domain) {
  // What enters a space of the head: a block's subspace, or a bias.
  struct Source {
    std::string name;
    Content content;
    Coefficients coefficients;
  };
  const auto sources = [](const AffineMap& map, const ClassStream& stream, const std::string& to) {
    std::vector<Source> list;
    for (const Block& block : map.blocks)
      if (const auto c = stream.find(block.from); block.to == to && c != stream.end())
        list.push_back({"subspace " + block.from, c->second, block.coefficients});
    for (const Bias& bias : map.biases)
      if (bias.to == to) list.push_back({"bias " + to, constant_content(bias.values), Scale{1}});
    return list;
  };
  struct Meeting {
    Form form;
    Content x, y;
  };
  // The whole form between two subspaces is needed before a code can bound it.
  std::map<std::pair<std::string, std::string>, Meeting> meetings;
  LogitForm out;
  Products products(domain, out);
  for (const Subspace& space : query.out.subspaces())
    for (const Source& u : sources(query, x, space.name))
      for (const Source& v : sources(key, y, space.name)) {
        const bool biased = u.name.starts_with("bias") || v.name.starts_with("bias");
        Form once;
        Meeting& m = meetings[{u.name, v.name}];
        Form& form = biased ? once : m.form;
        add_product(form, u.coefficients, u.content.dimension, v.coefficients, v.content.dimension,
                    space.dimension);
        if (biased) {
          settle(once, space.dimension);
          products.add(once, u.content, v.content);
        } else {
          m.x = u.content;
          m.y = v.content;
        }
      }
  for (auto& [names, m] : meetings) {
    settle(m.form, m.x.dimension);
    products.add(m.form, m.x, m.y);
  }
  return out;
}

Rational least_difference(const LogitForm& a, const LogitForm& b, const PointDomain& domain) {
  Rational least = a.low - b.high;
  std::map<Role, Rational> rest = a.with_query;
  for (const auto& [role, c] : b.with_query) rest[role] -= c;
  Rational& nearest = rest[Role::nearest];
  for (auto& [role, c] : rest) {
    if (role == Role::nearest || nearest <= 0 || c >= 0) continue;
    const Rational paired = std::min(nearest, Rational(-c));
    least += paired * domain.gamma;
    nearest -= paired;
    c += paired;
  }
  for (const auto& [role, c] : rest) least -= abs(c) * domain.square();
  return least;
}

}  // namespace separatrix
