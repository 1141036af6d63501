#include "constructions/one_layer.hpp"

#include <utility>
#include <vector>

#include "constructions/symbol_code.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// A linear form: (coordinate, coefficient), each coordinate once.
using Form = std::vector<std::pair<std::size_t, int>>;

/// The stream handed over by uniform attention: the mean of every coordinate.
Layer mean_of(const Layout& stream) {
  const Layout none{{"none", 1}};
  Layer layer;
  layer.heads = {{"mean",
                  {stream, none, {}, {}},
                  {stream, none, {}, {}},
                  copy_map(stream, stream),
                  copy_map(stream, stream)}};
  layer.attended = stream;
  return layer;
}

/// One unit ReLU(form + bias) per form over `letters`; answer = constant + factor * (their sum).
Mlp violations(const Layout& stream, const std::vector<Form>& forms, const Rational& bias,
               const Rational& constant, const Rational& factor) {
  const Layout units{{"violations", forms.size()}};
  const Layout answer{{"answer", 1}};
  Mlp network;
  const std::size_t columns = stream.dimension();
  Dense matrix{std::vector<Rational>(forms.size() * columns)};
  for (std::size_t u = 0; u < forms.size(); ++u)
    for (const auto& [coordinate, coefficient] : forms[u])
      matrix.entries[u * columns + coordinate] = coefficient;
  network.hidden = {stream, units, {{"violations", "letters", std::move(matrix)}}, {}};
  if (bias != 0)
    network.hidden.biases = {{"violations", std::vector<Rational>(forms.size(), bias)}};
  network.output = {units,
                    answer,
                    {{"answer", "violations", Dense{std::vector<Rational>(forms.size(), factor)}}},
                    {}};
  if (constant != 0) network.output.biases = {{"answer", {constant}}};
  return network;
}

/// Coordinates of a bracket's block.
constexpr std::size_t kSign = 0;     // 1 opening, -1 closing
constexpr std::size_t kOpening = 1;  // the type, 1..n, of an opening bracket
constexpr std::size_t kClosing = 2;  // the type of a closing one
constexpr std::size_t kBlock = 3;

PlacedValue bracket_rows(std::size_t types) {
  PlacedValue placed;
  for (std::size_t i = 1; i <= types; ++i) placed.rows.push_back({1, Rational(i), 0});
  for (std::size_t i = 1; i <= types; ++i) placed.rows.push_back({-1, 0, Rational(i)});
  return placed;
}

/// s_t times `factor`; places are counted from 1, coordinates from 0.
void add_depth(Form& form, std::size_t t, int factor) {
  for (std::size_t p = 0; p < t; ++p) form.emplace_back(kBlock * p + kSign, factor);
}

/// V_t times `factor`.
void add_outer(Form& form, std::size_t t, int factor) {
  for (std::size_t p = 1; p <= t; ++p) {
    const bool odd = p % 2 == 1;
    form.emplace_back(kBlock * (p - 1) + (odd ? kOpening : kClosing), odd ? factor : -factor);
  }
}

/// The units of part (b).
std::vector<Form> dyck_forms(std::size_t length, int types, std::size_t depth) {
  std::vector<Form> forms;
  const auto form = [&]() -> Form& { return forms.emplace_back(); };
  for (std::size_t t = 1; t <= length; ++t) {
    add_outer(form(), t, -1);
    Form& late = form();
    add_outer(late, t, 1);
    add_depth(late, t, -types);
  }
  add_depth(form(), length, 1);
  for (std::size_t p = 2; p <= length; p += 2) {
    const std::pair opening{kBlock * (p - 1) + kOpening, 1};
    if (depth == 1) {
      forms.push_back({opening});
    } else if (p < length) {
      const std::size_t closing = kBlock * p + kClosing;
      forms.push_back({opening, {closing, -1}});
      forms.push_back({{opening.first, -1}, {closing, 1}});
    }
  }
  return forms;
}

}  // namespace

Transformer one_layer(const Comparison& task) {
  const std::uint64_t n = task.n();
  if (n > 4096)
    throw Error("one_layer", "--n", "one layer of linear width is built for up to 4096 tokens");
  const unsigned b = ceil_log2(task.alphabet());
  const bool meet = task.relation() == Comparison::Relation::meet;
  Transformer model;
  model.construction = "one-layer";
  model.task = task.id();
  model.vocabulary = task.vocabulary();
  model.max_length = n;
  model.stream = {{"letters", b * n}};
  model.embedding = {
      {Comparison::kSymbol, "letters", PlacedValue{symbol_code(task.alphabet(), b).rows}}};

  std::vector<Form> forms;
  for (const Comparison::Match& match : task.matches())
    for (std::uint64_t t = 0; t < match.count; ++t)
      for (unsigned digit = 0; digit < b; ++digit) {
        const std::size_t own = b * (match.a + t) + digit;
        const std::size_t other = b * (match.b + t) + digit;
        if (meet) {
          forms.push_back({{own, 1}, {other, 1}});
        } else {
          forms.push_back({{own, 1}, {other, -1}});
          forms.push_back({{own, -1}, {other, 1}});
        }
      }
  const bool negated = task.relation() == Comparison::Relation::equal;
  Layer layer = mean_of(model.stream);
  layer.mlp = violations(model.stream, forms, meet ? Rational(-1, n) : Rational(0),
                         Rational(negated ? 1 : 0), negated ? -Rational(n) : Rational(n));
  model.layers = {std::move(layer)};
  model.readout = {"answer", Rational(1, 4), Rational(3, 4)};
  model.validate();
  return model;
}

Transformer one_layer(const Dyck& task) {
  const std::size_t length = task.max_length();
  if (task.depth() > 2)
    throw Error("one_layer", "TASK",
                "one layer of linear width is built for depth 1 and 2; use --construction "
                "transformer");
  if (length > 1024)
    throw Error("one_layer", "--n", "one layer of linear width is built for up to 1024 brackets");
  Transformer model;
  model.construction = "one-layer";
  model.task = task.id();
  model.vocabulary = task.vocabulary();
  model.max_length = length;
  model.stream = {{"letters", kBlock * length}};
  model.embedding = {{Dyck::kBracket, "letters", bracket_rows(task.types())}};
  Layer layer = mean_of(model.stream);
  layer.mlp =
      violations(model.stream, dyck_forms(length, static_cast<int>(task.types()), task.depth()), 0,
                 1, -Rational(length));
  model.layers = {std::move(layer)};
  model.readout = {"answer", Rational(1, 4), Rational(3, 4)};
  model.validate();
  return model;
}

}  // namespace separatrix
