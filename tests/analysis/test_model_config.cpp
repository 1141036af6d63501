#include <deque>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "analysis/context_limit.hpp"
#include "analysis/model_families.hpp"
#include "numerics/error.hpp"

using namespace separatrix;

namespace {

using Json = nlohmann::ordered_json;

Json example(const std::string& name) {
  std::ifstream file(std::string(SEPARATRIX_SOURCE_DIR) + "/examples/configs/" + name + ".json");
  std::ostringstream text;
  text << file.rdbuf();
  std::string plain = text.str();
  const auto infinity = plain.find("Infinity");
  if (infinity != std::string::npos) plain.replace(infinity, 8, "null");
  return Json::parse(plain);
}

ModelOutline outline_of(const Json& json, std::optional<std::uint64_t> precision = {}) {
  return parse_model_config(json.dump(), precision, "config");
}

/// The error's text and argument; empty if there is none.
std::string refusal(const std::string& text, std::optional<std::uint64_t> precision = {}) {
  try {
    parse_model_config(text, precision, "FILE");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find('\n') == std::string::npos);
    return error.argument() + " | " + error.what();
  }
  return "";
}

Integer bits_after(const ModelOutline& outline, std::uint64_t c) {
  Integer sum = 0;
  for (const LayerOutline& layer : outline.layers)
    for (const StatePart& part : layer.state)
      sum += layer.count * numbers_of(part, layer, c) * bits_of(part, outline);
  return sum;
}

/// What inference code would hold: arrays with their shapes, layer by layer, token by token.
class Cache {
 public:
  /// An array of the model's type that is overwritten at each token.
  void array(std::initializer_list<std::uint64_t> shape, std::uint64_t bits) {
    std::uint64_t numbers = 1;
    for (const std::uint64_t side : shape) numbers *= side;
    bits_ += numbers * bits;
  }
  /// Vectors of earlier tokens, of which the last `kept` stay.
  void queue(std::uint64_t vector, std::uint64_t tokens, std::uint64_t kept, std::uint64_t bits) {
    std::deque<std::uint64_t> entries;
    for (std::uint64_t t = 0; t < tokens; ++t) {
      entries.push_back(t);
      if (entries.size() > kept) entries.pop_front();
    }
    for ([[maybe_unused]] const std::uint64_t entry : entries) bits_ += vector * bits;
  }
  std::uint64_t bits() const { return bits_; }

 private:
  std::uint64_t bits_ = 0;
};

/// The caches of the examples after c tokens, by the shapes of the public inference code.
std::uint64_t cached_bits(const std::string& name, std::uint64_t c) {
  const std::uint64_t all = UINT64_MAX;
  Cache cache;
  if (name == "llama-7b")
    for (int layer = 0; layer < 32; ++layer)
      for (int head = 0; head < 32; ++head)
        for (int kv = 0; kv < 2; ++kv) cache.queue(4096 / 32, c, all, 16);
  if (name == "mistral-7b")
    for (int layer = 0; layer < 32; ++layer)
      for (int head = 0; head < 8; ++head)
        for (int kv = 0; kv < 2; ++kv) cache.queue(4096 / 32, c, 4096, 16);
  if (name == "gpt2")
    for (int layer = 0; layer < 12; ++layer)
      for (int kv = 0; kv < 2; ++kv) cache.queue(768, c, all, 32);
  if (name == "mamba-2.8b")
    for (int layer = 0; layer < 64; ++layer) {
      cache.array({5120, 16}, 32);
      cache.array({5120, 3}, 32);
    }
  if (name == "mamba2-2.7b")
    for (int layer = 0; layer < 64; ++layer) {
      cache.array({80, 64, 128}, 32);
      cache.array({5120 + 128 + 128, 3}, 16);
    }
  if (name == "jamba-v0.1")
    for (int layer = 0; layer < 32; ++layer) {
      if (layer % 8 == 4) {
        for (int head = 0; head < 8; ++head)
          for (int kv = 0; kv < 2; ++kv) cache.queue(128, c, all, 16);
      } else {
        cache.array({8192, 16}, 32);
        cache.array({8192, 3}, 16);
      }
    }
  if (name == "rwkv-4-169m")
    for (int layer = 0; layer < 12; ++layer) cache.array({5, 768}, 32);
  if (name == "retnet-1.3b")
    for (int layer = 0; layer < 24; ++layer)
      for (int head = 0; head < 8; ++head) cache.array({256, 432}, 16);
  if (name == "lstm-2x1024")
    for (int layer = 0; layer < 2; ++layer)
      for (int vector = 0; vector < 2; ++vector) cache.array({1024}, 32);
  if (name == "own-hybrid") {
    for (int layer = 0; layer < 6; ++layer) {
      cache.array({1024, 16 + 3}, 32);
      cache.queue(2 * 512, c, 256, 32);
    }
    cache.array({2, 512}, 32);
  }
  return cache.bits();
}

const std::vector<std::string> kExamples{"llama-7b",    "mistral-7b", "gpt2",        "mamba-2.8b",
                                         "mamba2-2.7b", "jamba-v0.1", "rwkv-4-169m", "retnet-1.3b",
                                         "lstm-2x1024", "own-hybrid"};

const ContextLimit& limit_of(const std::vector<ContextLimit>& limits, const std::string& id,
                             std::uint64_t alphabet, Protocol protocol = Protocol::one_way) {
  for (const ContextLimit& limit : limits)
    if (limit.task.id == id && limit.task.alphabet == alphabet && limit.protocol == protocol)
      return limit;
  throw std::runtime_error("no such limit");
}

std::uint64_t prefix(const KnownComplexity& known) {
  REQUIRE(known.partition.starts_with("prefix:"));
  return std::stoull(known.partition.substr(7));
}

}  // namespace

TEST_CASE("the state of published models is that of their inference caches") {
  for (const std::string& name : kExamples) {
    CAPTURE(name);
    const ModelOutline outline = outline_of(example(name));
    const StateBits bound = state_bits(outline);
    const Expression formula = state_formula(outline);
    for (const std::uint64_t c : {0, 1, 5, 255, 256, 300, 4095, 4096, 4100}) {
      const Integer bits = bits_after(outline, c);
      CHECK(bits == cached_bits(name, c));
      CHECK(formula.evaluate({{"c", c}, {"p", outline.precision}}) == bits);
      CHECK(bits <= bound.fixed_bits + bound.bits_per_token * c);
      CHECK(bits >= bound.bits_per_token * c);
      if (c >= 4096) CHECK(bits == bound.fixed_bits + bound.bits_per_token * c);
    }
    CHECK(outline.unknown.empty());
  }
}

TEST_CASE("each size in a file counts: one more changes the state") {
  const auto grows = [](const std::string& name, const std::string& field, std::uint64_t by) {
    Json json = example(name);
    const Integer before = bits_after(outline_of(json), 10000);
    json[field] = json.at(field).get<std::uint64_t>() + by;
    CAPTURE(name, field);
    CHECK(bits_after(outline_of(json), 10000) > before);
  };
  grows("llama-7b", "num_hidden_layers", 1);
  grows("llama-7b", "hidden_size", 32);
  grows("mistral-7b", "sliding_window", 1);
  grows("mistral-7b", "num_key_value_heads", 8);
  grows("gpt2", "n_embd", 12);
  grows("mamba-2.8b", "state_size", 1);
  grows("mamba-2.8b", "conv_kernel", 1);
  grows("mamba2-2.7b", "n_groups", 1);
  grows("jamba-v0.1", "mamba_d_state", 1);
  grows("rwkv-4-169m", "attention_hidden_size", 1);
  grows("retnet-1.3b", "decoder_value_embed_dim", 8);
  grows("lstm-2x1024", "num_layers", 1);
  grows("lstm-2x1024", "hidden_size", 1);
}

TEST_CASE("the plain form: numbers of each kind") {
  // width 12, 3 heads, state 5, conv 4, 2 groups, 7 features, a window of 6 tokens; 100 tokens read
  const std::map<std::string, std::uint64_t> numbers{
      {"rnn", 12},         {"gru", 12},
      {"lstm", 24},        {"diagonal-state-space", 60},
      {"mamba", 60 + 36},  {"mamba-2", 60 + (12 + 20) * 3},
      {"rwkv", 60},        {"linear-attention", 3 * 16 + 12},
      {"retnet", 3 * 16},  {"performer", 3 * 7 * 5},
      {"aft-simple", 24},  {"sliding-window", 24 * 6},
      {"softmax-1", 2400}, {"softmax-deep", 2400},
  };
  const std::map<std::string, std::vector<std::string>> fields{
      {"diagonal-state-space", {"state"}},
      {"mamba", {"state", "conv"}},
      {"mamba-2", {"state", "conv", "groups"}},
      {"linear-attention", {"heads"}},
      {"retnet", {"heads"}},
      {"performer", {"heads", "features"}},
      {"sliding-window", {"window"}},
      {"softmax-1", {"heads"}},
      {"softmax-deep", {"heads"}}};
  const std::map<std::string, int> sizes{{"state", 5}, {"conv", 4},     {"groups", 2},
                                         {"heads", 3}, {"features", 7}, {"window", 6}};
  CHECK(numbers.size() == own_layer_kinds().size());
  for (const std::string& kind : own_layer_kinds()) {
    CAPTURE(kind);
    Json layer{{"kind", kind}, {"width", 12}};
    const auto needed = fields.find(kind);
    if (needed != fields.end())
      for (const std::string& field : needed->second) layer[field] = sizes.at(field);
    Json json{{"model_type", "separatrix"}, {"layers", {layer}}, {"precision_bits", 1}};
    CHECK(bits_after(outline_of(json), 100) == numbers.at(kind));
    // Whatever the kind needs is missed when it is left out, by name.
    for (const auto& [name, value] : layer.items()) {
      Json less = json;
      less["layers"][0].erase(name);
      CHECK_THAT(refusal(less.dump()), Catch::StartsWith("config.layers[0]." + name + " |"));
    }
    json["layers"][0]["bidirectional"] = true;
    CHECK(outline_of(json).unknown == std::vector<std::string>{"layers[0].bidirectional"});
  }
}

TEST_CASE("one layer of 128 units of 64 bits: index lookup is excluded beyond 8192") {
  Work work;
  Json json = example("one-layer-128x64");
  const auto last = [&](const std::string& id, std::uint64_t alphabet) {
    const auto limits = context_limits(outline_of(json), {2, 3}, known_complexity, work);
    for (const ContextLimit& limit : limits) check(limit.result, "test");
    return limit_of(limits, id, alphabet).longest->last_possible;
  };
  CHECK(last("index-lookup", 2) == 8192);
  CHECK(last("index-lookup", 3) == 5168);  // 3^5168 < 2^8192 < 3^5169
  CHECK(last("equality", 2) == 16384);
  CHECK(last("associative-recall", 0) == 8180);
  json["precision_bits"] = 63;
  CHECK(last("index-lookup", 2) == 8064);
  json["layers"][0]["kind"] = "lstm";
  CHECK(last("index-lookup", 2) == 16128);
  json["layers"][0]["count"] = 3;
  CHECK(last("index-lookup", 2) == 3 * 16128);
}

TEST_CASE("numbers of two types are counted in bits, and both are in the record") {
  Work work;
  const ModelOutline outline = outline_of(example("mamba2-2.7b"));
  const auto limits = context_limits(outline, {2}, known_complexity, work);
  const std::uint64_t bits = 64 * (80 * 64 * 128 * 32 + 5376 * 3 * 16);
  const ContextLimit& limit = limit_of(limits, "index-lookup", 2);
  CHECK(limit.longest->last_possible == bits);
  CHECK(limit.tokens == bits + 1);
  CHECK(limit.result.construction->parameters.at("layers")[0].at("state")[1].at("bits") == 16);
  CHECK_THAT(limit.result.notes.back(), Catch::Contains("float32"));
  const auto less =
      context_limits(outline_of(example("mamba2-2.7b"), 16), {2}, known_complexity, work);
  CHECK_FALSE(limit_of(less, "index-lookup", 2).result.notes.back().find("float32") !=
              std::string::npos);
  CHECK(limit_of(less, "index-lookup", 2).longest->last_possible ==
        64 * (80 * 64 * 128 + 5376 * 3) * 16);
}

TEST_CASE("sliding windows exclude what they do not see") {
  Work work;
  Json json = example("mistral-7b");
  const auto within = [&](const std::string& id) {
    const auto limits = context_limits(outline_of(json), {2}, known_complexity, work);
    const ContextLimit& limit = limit_of(limits, id, id == "associative-recall" ? 0 : 2);
    if (limit.within_windows)
      CHECK_THAT(limit.result.notes.back(), Catch::Contains("at any width"));
    check(limit.result, "test");
    return limit.within_windows;
  };
  // 32 layers, each of which reads 4096 tokens before its own: the last 131073.
  CHECK(within("index-lookup") == 131072);
  CHECK(within("equality") == 131072);
  CHECK(within("associative-recall") == 65536);  // its first token may be unseen
  json["sliding_window"] = 1;
  CHECK(within("index-lookup") == 32);
  CHECK(within("equality") == 32);
  json["sliding_window"] = nullptr;
  CHECK_FALSE(within("index-lookup"));
  json = Json::parse(R"({"model_type": "separatrix", "precision_bits": 8, "layers":
    [{"kind": "sliding-window", "count": 2, "width": 1, "window": 40},
     {"kind": "sliding-window", "width": 1, "window": 3}]})");
  CHECK(within("index-lookup") == 83);
  json["layers"][0]["window"] = std::uint64_t{1} << 40;
  CHECK_FALSE(within("index-lookup"));  // the state holds less
  json["layers"][1] = {{"kind", "rnn"}, {"width", 1}};
  CHECK_FALSE(within("index-lookup"));
  // Two bits of state exclude every size over 1024 letters, windows or not.
  json = Json::parse(R"({"model_type": "separatrix", "precision_bits": 1, "layers":
    [{"kind": "sliding-window", "width": 1, "window": 1}]})");
  const auto none = context_limits(outline_of(json), {1024}, known_complexity, work);
  CHECK_FALSE(limit_of(none, "index-lookup", 1024).within_windows);
  CHECK_FALSE(limit_of(none, "index-lookup", 1024).longest->last_possible);
}

TEST_CASE("a cache of all tokens excludes nothing one-way, in one layer two-way") {
  Work work;
  const auto deep = context_limits(outline_of(example("gpt2")), {2, 50257}, known_complexity, work);
  REQUIRE(deep.size() == 5);
  for (const ContextLimit& limit : deep) {
    check(limit.result, "test");
    CHECK(limit.holds_everything);
    CHECK(limit.result.status == Status::undecided);
    CHECK_FALSE(limit.longest);
  }
  const ModelOutline one = outline_of(example("gpt2-one-layer"));
  CHECK(one.layers.front().kind == "softmax-1");
  const auto limits = context_limits(one, {2}, known_complexity, work);
  CHECK(limits.size() == 6);
  CHECK(limit_of(limits, "index-lookup", 2).holds_everything);
  const ContextLimit& equality = limit_of(limits, "equality", 2, Protocol::two_way);
  REQUIRE(equality.longest->last_possible);
  // The bound itself, at the last size left and at the next.
  for (const std::uint64_t more : {0, 2}) {
    TaskRequest task{"equality", *equality.longest->last_possible + more};
    const Exclusion found =
        exclusion(*known_complexity(task, Protocol::two_way),
                  {ModelSize::Model::transformer_1, 64, 32, 12}, ProtocolCount::improved);
    CHECK(found.excluded == (more > 0));
  }
  // One number a token is no room for a vocabulary.
  const Json narrow = Json::parse(R"({"model_type": "separatrix", "precision_bits": 2,
    "layers": [{"kind": "softmax-deep", "count": 2, "width": 1, "heads": 1}]})");
  const auto few = context_limits(outline_of(narrow), {2, 512}, known_complexity, work);
  CHECK(limit_of(few, "index-lookup", 2).holds_everything);
  CHECK_FALSE(limit_of(few, "index-lookup", 512).holds_everything);
  check(limit_of(few, "index-lookup", 512).result, "test");
}

TEST_CASE("a token of the prefix adds no more bits than is said, and no fewer") {
  for (const std::string id : {"index-lookup", "equality", "associative-recall"})
    for (const std::uint64_t alphabet : {2, 3, 4, 5, 50257, 65536}) {
      TaskRequest task{id, 0, id == "associative-recall" ? 0 : alphabet};
      const std::uint64_t most = bits_per_prefix_token(task);
      bool less_is_enough = true;
      for (const std::uint64_t n :
           {std::uint64_t{2}, std::uint64_t{4}, std::uint64_t{64}, std::uint64_t{1000},
            std::uint64_t{1} << 20, std::uint64_t{1} << 40}) {
        task.n = n;
        const auto known = known_complexity(task, Protocol::one_way);
        REQUIRE(known);
        CHECK(known->lower_bits <= Integer(most) * prefix(*known));
        less_is_enough = less_is_enough && known->lower_bits <= Integer(most - 1) * prefix(*known);
      }
      CHECK_FALSE(less_is_enough);
    }
  CHECK_THROWS_AS(bits_per_prefix_token(TaskRequest{"parity"}), Error);
}

TEST_CASE("a model that is not causal has no bound here") {
  Work work;
  const ModelOutline outline = outline_of(example("perceiver"));
  REQUIRE(outline.not_causal);
  for (const ContextLimit& limit : context_limits(outline, {2}, known_complexity, work)) {
    check(limit.result, "test");
    CHECK(limit.result.reason == outline.not_causal);
  }
}

TEST_CASE("fields are used, known to be of no account, or named as unknown") {
  Json json = example("llama-7b");
  json["sliding_window"] = 128;  // no field of this model type
  json["new\nthing"] = Json::object();
  const ModelOutline outline = outline_of(json);
  CHECK(outline.unknown == std::vector<std::string>{"sliding_window", "new?thing"});
  CHECK(std::ranges::find(outline.used, "num_key_value_heads") != outline.used.end());
  CHECK(std::ranges::find(outline.not_used, "rope_scaling") != outline.not_used.end());
  CHECK(outline.used.size() + outline.not_used.size() + outline.unknown.size() == json.size());
  json.erase("num_key_value_heads");
  REQUIRE(outline_of(json).assumptions.size() == 2);  // head_dim is not given either
  CHECK(bits_after(outline_of(json), 7) == bits_after(outline, 7));
}

TEST_CASE("configurations that are refused, by field") {
  const auto with = [](const std::string& name, const std::string& field, const Json& value) {
    Json json = example(name);
    json[field] = value;
    return refusal(json.dump());
  };
  const auto without = [](const std::string& name, const std::string& field) {
    Json json = example(name);
    json.erase(field);
    return refusal(json.dump());
  };
  using Catch::Contains;
  using Catch::StartsWith;
  CHECK_THAT(refusal("{"), StartsWith("FILE | not JSON"));
  CHECK_THAT(refusal("[]"), StartsWith("FILE | not a configuration"));
  CHECK_THAT(refusal(R"({"a": {"x": 1, "x": 2}, "model_type": "lstm"})"), Contains("twice"));
  CHECK_THAT(refusal(R"({"model_type": "lstm\n"})"), Contains("\"lstm?\" is none of"));
  CHECK_THAT(with("llama-7b", "model_type", "bert"), Contains("llama, mistral, gpt2, mamba"));
  CHECK_THAT(with("llama-7b", "model_type", 3), StartsWith("config.model_type |"));
  CHECK_THAT(without("llama-7b", "model_type"), Contains("is missing"));
  CHECK_THAT(without("llama-7b", "torch_dtype"), Contains("give --precision"));
  CHECK_THAT(with("llama-7b", "torch_dtype", "auto"), StartsWith("config.torch_dtype |"));
  CHECK_THAT(with("llama-7b", "dtype", "float32"), Contains("contradicts"));
  CHECK(refusal(Json{{"model_type", "gru"}, {"hidden_size", 3}, {"num_layers", 1}}.dump(), 8) ==
        "");
  for (const Json& value : {Json(-1), Json(0), Json(2.5), Json("4096"), Json(true), Json(1e300),
                            Json((std::uint64_t{1} << 40) + 1), Json(nullptr)})
    CHECK_THAT(with("llama-7b", "hidden_size", value), StartsWith("config.hidden_size |"));
  CHECK_THAT(refusal(R"({"model_type": "gru", "dtype": "float32", "num_layers": 1,
                         "hidden_size": 99999999999999999999999})"),
             StartsWith("config.hidden_size |"));
  CHECK_THAT(with("llama-7b", "num_attention_heads", 31), Contains("equal heads"));
  CHECK_THAT(with("llama-7b", "num_key_value_heads", 5), StartsWith("config.num_key_value_heads"));
  CHECK_THAT(with("llama-7b", "is_encoder_decoder", true), Contains("encoder"));
  CHECK_THAT(without("mistral-7b", "sliding_window"), StartsWith("config.sliding_window"));
  CHECK_THAT(with("mamba-2.8b", "intermediate_size", 5121), Contains("expand * hidden_size"));
  CHECK_THAT(with("mamba2-2.7b", "num_heads", 81), Contains("expand * hidden_size"));
  CHECK_THAT(with("jamba-v0.1", "attn_layer_offset", 8), Contains("below attn_layer_period"));
  CHECK_THAT(with("lstm-2x1024", "bidirectional", true), Contains("suffix"));
  CHECK_THAT(with("lstm-2x1024", "bidirectional", 1), Contains("true or false"));
  CHECK_THAT(with("lstm-2x1024", "proj_size", 1024), StartsWith("config.proj_size"));
  CHECK_THAT(with("own-hybrid", "layers", Json::array()), Contains("at least one layer"));
  CHECK_THAT(with("own-hybrid", "layers", 3), StartsWith("config.layers"));
  CHECK_THAT(with("own-hybrid", "layers", {3}), Contains("config.layers[0]"));
  CHECK_THAT(with("own-hybrid", "layers", {{{"kind", "cnn"}, {"width", 3}}}), Contains("rnn, gru"));
  CHECK_THAT(with("own-hybrid", "layers",
                  {{{"kind", "softmax-1"}, {"width", 4}, {"heads", 2}, {"count", 2}}}),
             Contains("softmax-deep"));
  // A file without one of its fields is read or refused in one line; never anything else.
  std::size_t needed = 0;
  for (const std::string& name : kExamples) {
    const Json whole = example(name);
    for (const auto& item : whole.items()) {
      Json less = whole;
      less.erase(item.key());
      needed += !refusal(less.dump()).empty();
    }
  }
  CHECK(needed > 40);
  const Json huge = Json::parse(R"({"model_type": "rnn", "dtype": "float32",
    "num_layers": 1099511627776, "hidden_size": 1099511627776})");
  Work work;
  CHECK_THROWS_AS(context_limits(outline_of(huge), {2}, known_complexity, work), Error);
  CHECK_THROWS_AS(context_limits(outline_of(example("lstm-2x1024")), {1}, known_complexity, work),
                  Error);
}

TEST_CASE("projected LSTMs, null windows, infinities in texts and numbers") {
  Json lstm = example("lstm-2x1024");
  lstm["proj_size"] = 24;
  CHECK(bits_after(outline_of(lstm), 9) == 2 * (1024 + 24) * 32);
  Json full = example("mistral-7b");
  full["sliding_window"] = nullptr;
  CHECK(state_bits(outline_of(full)) == StateBits{0, 32 * 2 * 8 * 128 * 16});
  CHECK(outline_of(full).layers.front().kind == "softmax-deep");
  const Json read =
      config_json(R"({"a": [Infinity, -Infinity, NaN], "b": "NaN \" Infinity"})", "x");
  CHECK(read.at("a") == Json{nullptr, nullptr, nullptr});
  CHECK(read.at("b") == "NaN \" Infinity");
}
