#include "constructions/dyck_two_layers.hpp"

#include <algorithm>
#include <memory>

#include "constructions/addresses/digit_addresses.hpp"
#include "constructions/attention_scale.hpp"
#include "constructions/blocks/error_free.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

Head means(const Layout& stream) {
  const Layout none{{"none", 1}};
  const Layout mean{{"height", 1}, {"balance", 1}, {"share", 1}};
  return {"depth",
          {stream, none, {}, {}},
          {stream, none, {}, {}},
          {stream,
           mean,
           {{"height", "sign", Scale{1}},
            {"balance", "signed_type", Scale{1}},
            {"share", "first", Scale{1}}},
           {}},
          {mean,
           stream,
           {{"height", "height", Scale{1}},
            {"balance", "balance", Scale{1}},
            {"share", "share", Scale{1}}},
           {}}};
}

Head previous(const Layout& stream, const LookupForm& form) {
  const Layout space{{"position", form.dimension}};
  const Layout value{{"signed_type", 1}};
  return {"previous",
          {stream, space, {{"position", "previous", form.query}}, {}},
          {stream, space, {{"position", "position", form.key}}, {}},
          copy_map(stream, value),
          {value, stream, {{"type_before", "signed_type", Scale{1}}}, {}}};
}

Mlp faults(const Layout& stream, const Rational& n, const Rational& types, const Rational& depth) {
  const Layout hidden{{"below", 1},  {"above", 1},  {"negative", 1}, {"excess", 1},
                      {"before", 1}, {"behind", 1}, {"open", 1}};
  const Layout out{{"errors", 1}, {"level", 1}};
  const Rational slope = 2 * n;
  const Rational gate = 4 * types * n;
  const Rational opening = 2 * types * (n + 4);
  Mlp network;
  network.hidden = {stream,
                    hidden,
                    {{"below", "height", Scale{-slope}},
                     {"above", "height", Scale{slope}},
                     {"above", "share", Scale{-slope * depth}},
                     {"negative", "balance", Scale{-slope}},
                     {"excess", "balance", Scale{slope}},
                     {"excess", "height", Scale{-slope * types}},
                     {"open", "height", Scale{slope}}},
                    {}};
  for (const auto& [unit, side] : {std::pair{"before", 2}, {"behind", -2}}) {
    // opening (1 - c) = opening (sign + 1) / 2
    for (const Block& block :
         {Block{unit, "signed_type", Scale{side}}, Block{unit, "type_before", Scale{side}},
          Block{unit, "share", Scale{-gate}}, Block{unit, "height", Scale{gate}},
          Block{unit, "sign", Scale{-opening / 2}}})
      network.hidden.blocks.push_back(block);
    network.hidden.biases.push_back({unit, {-opening / 2 - Rational(1, 2)}});
  }
  network.output = {hidden, out, {{"level", "open", Scale{1}}}, {}};
  for (const char* unit : {"below", "above", "negative", "excess", "before", "behind"})
    network.output.blocks.push_back({"errors", unit, Scale{1}});
  return network;
}

}  // namespace

Rational dyck_previous_scale(const Dyck& task) {
  return smallest_scale({{std::max<std::uint64_t>(2, task.max_length()) - 1, Rational(1)}},
                        Rational(1, 32 * Integer(task.types())));
}

Transformer dyck_two_layers(const Dyck& task, const Rational& eta) {
  if (task.depth() > 2)
    throw Error("dyck_two_layers", "TASK",
                "two layers are built for depth 1 and 2; use --construction transformer");
  if (eta <= 0) throw Error("dyck_two_layers", "--eta", "the scale must be positive");
  const std::uint64_t n = task.max_length();
  const auto code = std::make_shared<DigitAddresses>(n, 1);
  Transformer model;
  model.construction = "two-layer";
  model.task = task.id();
  model.vocabulary = task.vocabulary();
  model.max_length = n;
  model.causal = true;
  model.codes["T"] = code;
  model.stream = {{"sign", 1},     {"signed_type", 1}, {"first", 1},
                  {"position", 3}, {"previous", 3},    {"height", 1},
                  {"balance", 1},  {"share", 1},       {"type_before", 1}};
  ValueTable sign, signed_type;
  for (const int side : {1, -1})
    for (std::size_t i = 1; i <= task.types(); ++i) {
      sign.rows.push_back({Rational(side)});
      signed_type.rows.push_back({side * Rational(i)});
    }
  PositionTable first{{{0, {Rational(1)}}}};
  std::vector<AddressRun> before{{0, 0, 1}};
  if (n > 1) {
    first.rows.push_back({1, {Rational(0)}});
    before.push_back({1, 0, 1});
  }
  model.embedding = {{Dyck::kBracket, "sign", sign},
                     {Dyck::kBracket, "signed_type", signed_type},
                     {Dyck::kBracket, "first", first},
                     {Dyck::kBracket, "position", AddressOf{"T", AddressOf::Index::position, {}}},
                     {Dyck::kBracket, "previous", AddressOf{"T", AddressOf::Index::map, before}}};
  Layer layer;
  layer.heads = {means(model.stream), previous(model.stream, code->lookup_form(eta))};
  layer.attended = model.stream;
  layer.residual = true;
  layer.mlp = faults(model.stream, Rational(n), Rational(task.types()), Rational(task.depth()));
  Layer last = error_free(layer.output(), "errors", "level", n, "answer");
  model.layers = {std::move(layer), std::move(last)};
  model.readout = {"answer", Rational(1, 4), Rational(3, 4)};
  model.validate();
  return model;
}

}  // namespace separatrix
