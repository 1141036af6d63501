#include "constructions/nearest_neighbour.hpp"

#include "constructions/addresses/sign_addresses.hpp"
#include "constructions/attention_scale.hpp"
#include "constructions/blocks/clip.hpp"
#include "constructions/blocks/threshold.hpp"
#include "constructions/vectors/hypercube.hpp"
#include "numerics/error.hpp"
#include "numerics/interval.hpp"
#include "tasks/nearest_neighbour.hpp"
#include "tasks/recall.hpp"

namespace separatrix {
namespace {

/// How tokens of the task show their points.
struct Points {
  std::size_t dimension = 0;
  Rational unit = 1;  // inner products are multiplied by this: 1/d for keys of d signs
  EmbeddingSource source;
  std::shared_ptr<const AddressCode> keys;  // null for real points
};

/// Two different keys differ in a digit: the hypercube's own bounds, without walking up to 2^40
/// codewords.
std::shared_ptr<const AddressCode> key_code(std::uint64_t alphabet) {
  std::shared_ptr<const vectors::SignFamily> family = vectors::hypercube(alphabet, Sides::one);
  vectors::Coherence coherence;
  coherence.max_product = family->theorem()->max_product;
  coherence.min_product = family->theorem()->min_product;
  coherence.method = "theorem";
  coherence.exact = false;
  return std::make_shared<SignAddresses>(std::move(family), coherence);
}

Points points_of(const Task& task) {
  if (const auto* real = dynamic_cast<const NearestNeighbour*>(&task))
    return {static_cast<std::size_t>(real->dimension()), Rational(1), Features{}, nullptr};
  const auto& recall = dynamic_cast<const Recall&>(task);
  auto keys = key_code(recall.alphabet());
  const std::size_t d = keys->dimension();
  return {d, Rational(1, d), AddressOf{"K", AddressOf::Index::value, {}}, std::move(keys)};
}

/// Most points of an input, the query included.
std::uint64_t most_points(const Task& task) { return (task.max_length() + 1) / 2; }

const ValueTable kDigit{{{Rational(0)}, {Rational(1)}}};

void require(std::string_view function, const Addresses& code, std::uint64_t needed,
             const NeighbourScales& scales) {
  if (code.size() < needed)
    throw Error(function, "--vectors",
                "the family has " + std::to_string(code.size()) + " addresses; " +
                    std::to_string(needed) + " are needed");
  if (scales.first <= 0 || scales.second <= 0)
    throw Error(function, "--eta", "the scales must be positive");
}

Transformer begin_model(const Task& task, const Points& points, const std::string& construction,
                        const std::shared_ptr<const Addresses>& code) {
  Transformer model;
  model.construction = construction;
  model.task = task.id();
  model.vocabulary = task.vocabulary();
  model.max_length = task.max_length();
  model.codes["T"] = code;
  if (points.keys) model.codes["K"] = points.keys;
  model.readout = {"label", Rational(1, 4), Rational(3, 4)};
  return model;
}

/// The last layer: one head whose value is the label, read through a threshold.
Layer label_layer(const Layout& stream, const std::string& name, AffineMap query, AffineMap key) {
  const Layout label{{"label", 1}};
  Layer layer;
  layer.heads = {
      {name, std::move(query), std::move(key), copy_map(stream, label), copy_map(label, label)}};
  layer.attended = label;
  layer.mlp = threshold_gate(label, "label", Rational(1, 4), Rational(3, 4));
  return layer;
}

}  // namespace

Rational neighbour_margin(const Task& task) {
  if (const auto* real = dynamic_cast<const NearestNeighbour*>(&task)) return real->gamma();
  if (const auto* recall = dynamic_cast<const Recall*>(&task))
    return Rational(2, recall->key_digits());
  throw Error("neighbour_margin", "TASK", "'" + task.id() + "' has no neighbours and no margin");
}

std::uint64_t copy_addresses(const Task& task) { return task.max_length(); }
std::uint64_t paper_addresses(const Task& task) { return task.max_length() + 1; }

NeighbourScales paper_neighbour_scales(const Task& task) {
  const Rational gamma = neighbour_margin(task);
  const Interval bound =
      Interval(Rational(5 / (4 * gamma))) * log(Interval(Integer(18 * Integer(most_points(task)))));
  return {Rational(floor(Rational(bound.upper() * 64)) + 1, 64), paper_scale(task.max_length())};
}

NeighbourScales copy_scales(const Task& task, const Addresses& code) {
  const Rational gamma = neighbour_margin(task);
  const auto margin = code.margin();
  if (!margin)
    throw Error("copy_scales", "--vectors",
                "the coherence of '" + code.id() + "' is not known; use quadratic or linear-code");
  const std::uint64_t pairs = most_points(task) - 1;
  NeighbourScales scales;
  // Layer 1: the other points, the label of the own pair, the other labels.
  scales.first = smallest_scale({{pairs, *margin}, {1, Rational(2)}, {pairs, *margin + 2}},
                                Rational(gamma / 32));
  // Layer 2, inner products doubled: the other labels, and the points, which `is_label` leaves 10
  // below although their inner product may be 6 above.
  scales.second =
      smallest_scale({{pairs, Rational(3 * gamma / 2)}, {pairs + 1, Rational(3)}}, Rational(1, 4));
  return scales;
}

Integer paper_dimension(std::uint64_t n, const Rational& gamma) {
  if (n == 0) throw Error("paper_dimension", "--n", "there must be at least one point");
  if (gamma <= 0) throw Error("paper_dimension", "--gamma", "the margin must be positive");
  const Rational inverse = 100 / gamma;
  return ceil(
      (Interval(Rational(8 * inverse * inverse)) * log(Interval(Integer(4 * Integer(n))))).upper());
}

Transformer neighbour_paper(const Task& task, std::shared_ptr<const Addresses> code,
                            const NeighbourScales& scales) {
  require("neighbour_paper", *code, paper_addresses(task), scales);
  if (!code->entries_are_signs())
    throw Error("neighbour_paper", "--vectors",
                "T7 clips signs, but '" + code->id() +
                    "' are no sign vectors; use --construction copy or another family");
  const Points points = points_of(task);
  const std::size_t d = points.dimension;
  const std::size_t k = code->dimension();
  Transformer model = begin_model(task, points, "paper", code);
  model.stream = {{"point", d},    {"label", 1}, {"flag", 1},
                  {"position", k}, {"next", k},  {"found", k}};
  const AddressOf own{"T", AddressOf::Index::position, {}};
  const AddressOf following{"T", AddressOf::Index::map, {{0, 1, 1}}};
  model.embedding = {
      {kPoint, "point", points.source}, {kPoint, "flag", ConstantVector{{Rational(1)}}},
      {kPoint, "position", own},        {kPoint, "next", following},
      {kLabel, "label", kDigit},        {kLabel, "flag", ConstantVector{{Rational(-2)}}},
      {kLabel, "position", own},        {kLabel, "next", own}};

  const Layout scores{{"point", d}, {"flag", 1}, {"position", k}};
  const Layout found{{"found", k}};
  const Rational& eta = scales.first;
  Layer nearest;
  nearest.heads = {{"nearest",
                    {model.stream,
                     scores,
                     {{"point", "point", Scale{eta * points.unit}},
                      {"flag", "flag", Scale{eta}},
                      {"position", "position", Scale{-10 * eta / k}}},
                     {}},
                    {model.stream,
                     scores,
                     {{"point", "point", Scale{1}},
                      {"flag", "flag", Scale{3}},
                      {"position", "position", Scale{1}}},
                     {}},
                    {model.stream, found, {{"found", "next", Scale{2}}}, {}},
                    {found, model.stream, {{"found", "found", Scale{1}}}, {}}}};
  nearest.attended = model.stream;
  nearest.residual = true;
  nearest.mlp = clip_gate(model.stream, {{"label", 1}, {"position", k}, {"found", k}});

  const Layout& stream = nearest.mlp->output.out;
  const LookupForm form = code->lookup_form(scales.second);
  const Layout address{{"address", form.dimension}};
  model.layers = {nearest, label_layer(stream, "label",
                                       {stream, address, {{"address", "found", form.query}}, {}},
                                       {stream, address, {{"address", "position", form.key}}, {}})};
  model.validate();
  return model;
}

Transformer neighbour_by_copy(const Task& task, std::shared_ptr<const Addresses> code,
                              const NeighbourScales& scales) {
  require("neighbour_by_copy", *code, copy_addresses(task), scales);
  const Points points = points_of(task);
  const std::size_t d = points.dimension;
  Transformer model = begin_model(task, points, "copy", code);
  model.stream = {{"point", d}, {"label", 1}, {"is_label", 1}, {"address", code->dimension()}};
  // A label's address is that of the point before it; position 0 never holds a label.
  const AddressOf preceding{"T", AddressOf::Index::map, {{0, 0, 0}, {1, 0, 1}}};
  model.embedding = {{kPoint, "point", points.source},
                     {kPoint, "address", AddressOf{"T", AddressOf::Index::position, {}}},
                     {kLabel, "label", kDigit},
                     {kLabel, "is_label", ConstantVector{{Rational(1)}}},
                     {kLabel, "address", preceding}};

  const LookupForm form = code->lookup_form(scales.first);
  const Layout lookup{{"address", form.dimension}, {"asks", 1}};
  const Layout point{{"point", d}};
  const std::vector<Rational> one{Rational(1)};
  Layer copy;
  copy.heads = {
      {"copy",
       {model.stream, lookup, {{"address", "address", form.query}}, {{"asks", one}}},
       {model.stream,
        lookup,
        {{"address", "address", form.key}, {"asks", "is_label", Scale{-2 * scales.first}}},
        {}},
       copy_map(model.stream, point),
       {point, model.stream, {{"point", "point", Scale{1}}}, {}}}};
  copy.attended = model.stream;
  copy.residual = true;

  const Layout scores{{"point", d}, {"asks", 1}};
  model.layers = {
      copy,
      label_layer(model.stream, "nearest",
                  {model.stream,
                   scores,
                   {{"point", "point", Scale{scales.second * points.unit}}},
                   {{"asks", one}}},
                  {model.stream,
                   scores,
                   {{"point", "point", Scale{1}}, {"asks", "is_label", Scale{10 * scales.second}}},
                   {}})};
  model.validate();
  return model;
}

}  // namespace separatrix
