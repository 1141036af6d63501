// What each model type keeps between two tokens, from the fields of its config.json.
//
// Derivations. Only what later tokens can read counts; c tokens stand before the cut.
//  Softmax attention (llama, mistral, gpt2, attention layers of jamba) reads, of an earlier token,
//    its key and its value: num_key_value_heads vectors of head_dim numbers each, as query heads
//    that share a key share the cached one. 2 num_key_value_heads head_dim c numbers. With a
//    sliding window only the last tokens are read: min(c, window) in the place of c. (One fewer is
//    enough where the window counts the reading token; implementations differ.)
//  Mamba [mamba]: with d = expand hidden_size channels, each channel a recurrence
//    s_t = A_t s_(t-1) + B_t x_t of state_size numbers, where A_t and B_t are computed from token
//    t: d state_size. Its input comes through a causal convolution of conv_kernel positions, which
//    reads the last conv_kernel - 1 inputs of the d channels.
//  Mamba-2 [mamba-2]: the same recurrence in num_heads heads of head_dim channels each. The
//    convolution also runs over B and C, of n_groups state_size numbers each.
//  RWKV [rwkv]: per channel of the time mixing a numerator, a denominator and the running maximum
//    of the exponents, by which both are scaled; time mixing and channel mixing each look at the
//    token before: one token shift of hidden_size numbers for each.
//  RetNet [retnet]: per head S_t = gamma S_(t-1) + k_t^T v_t, (key width) x (value width) numbers.
//    The scale of public implementations depends on the position only, so it is no state.
//  RNN, GRU: h. LSTM: h and c; with proj_size, h is that narrow and c is not.
//  Perceiver: each latent reads all tokens at once, and the attention's weights are divided by a
//    sum over all of them. The model is not causal: no state sums up a prefix.
#include "analysis/model_families.hpp"

#include <array>

namespace separatrix {
namespace {

constexpr std::uint64_t kScanBits = 32;

std::uint64_t divided(const ConfigFields& config, const std::string& field, std::uint64_t width,
                      std::uint64_t heads) {
  if (width % heads != 0) config.refuse(field, "does not divide the width into equal heads");
  return width / heads;
}

/// Heads of llama, mistral and jamba.
LayerOutline attention_layers(ConfigFields& config, ModelOutline& outline, std::uint64_t count,
                              std::uint64_t key_value_heads) {
  const std::uint64_t heads = config.size("num_attention_heads");
  const std::uint64_t width = config.size("hidden_size");
  auto head = config.optional_size("head_dim");
  if (!head) {
    head = divided(config, "num_attention_heads", width, heads);
    outline.assumptions.push_back("head_dim = hidden_size / num_attention_heads, as none is given");
  }
  if (heads % key_value_heads != 0)
    config.refuse("num_key_value_heads", "must divide num_attention_heads");
  return {"softmax",
          count,
          {{"keys and values", 2 * var("num_key_value_heads") * var("head_dim") * var("c")}},
          {{"num_key_value_heads", key_value_heads}, {"head_dim", *head}},
          AttentionHeads{heads, *head}};
}

void read_llama(ConfigFields& config, ModelOutline& outline) {
  auto key_value_heads = config.optional_size("num_key_value_heads");
  if (!key_value_heads) {
    key_value_heads = config.size("num_attention_heads");
    outline.assumptions.push_back(
        "num_key_value_heads = num_attention_heads, the model type's default, as none is given");
  }
  outline.layers.push_back(
      attention_layers(config, outline, config.size("num_hidden_layers"), *key_value_heads));
}

void read_mistral(ConfigFields& config, ModelOutline& outline) {
  LayerOutline layer = attention_layers(config, outline, config.size("num_hidden_layers"),
                                        config.size("num_key_value_heads"));
  if (!config.has("sliding_window"))
    config.refuse("sliding_window",
                  "is missing; add its number of tokens, or null for attention to all of them");
  if (const auto window = config.optional_size("sliding_window")) {
    layer.kind = "sliding-window";
    layer.attention.reset();
    layer.window = *window;
    layer.sizes["sliding_window"] = *window;
    layer.state.front().numbers =
        layer.state.front().numbers.with({{"c", min(var("c"), var("sliding_window"))}});
  }
  outline.layers.push_back(std::move(layer));
}

void read_gpt2(ConfigFields& config, ModelOutline& outline) {
  const std::uint64_t width = config.size("n_embd");
  const std::uint64_t heads = config.size("n_head");
  outline.layers.push_back({"softmax",
                            config.size("n_layer"),
                            {{"keys and values", 2 * var("n_embd") * var("c")}},
                            {{"n_embd", width}},
                            AttentionHeads{heads, divided(config, "n_head", width, heads)}});
}

void assume_type(ModelOutline& outline, const char* assumption) {
  if (!outline.one_precision) outline.assumptions.emplace_back(assumption);
}

void assume_scan(ModelOutline& outline) {
  assume_type(
      outline,
      "the state-space state has 32 bits a number: the public scans keep float32 from token "
      "to token");
}

void read_mamba(ConfigFields& config, ModelOutline& outline) {
  const std::uint64_t width = config.size("hidden_size");
  const std::uint64_t expand = config.size("expand");
  const auto inner = config.optional_size("intermediate_size");
  if (inner && Integer(*inner) != Integer(width) * expand)
    config.refuse("intermediate_size", "is not expand * hidden_size");
  const Expression channels = var("expand") * var("hidden_size");
  outline.layers.push_back({"mamba",
                            config.size("num_hidden_layers"),
                            {{"state-space state", channels * var("state_size"), kScanBits},
                             {"convolution inputs", channels * (var("conv_kernel") - 1)}},
                            {{"expand", expand},
                             {"hidden_size", width},
                             {"state_size", config.size("state_size")},
                             {"conv_kernel", config.size("conv_kernel")}}});
  assume_scan(outline);
}

void read_mamba2(ConfigFields& config, ModelOutline& outline) {
  const std::uint64_t width = config.size("hidden_size");
  const std::uint64_t expand = config.size("expand");
  const std::uint64_t heads = config.size("num_heads");
  const std::uint64_t head = config.size("head_dim");
  if (Integer(heads) * head != Integer(width) * expand)
    config.refuse("num_heads", "num_heads * head_dim is not expand * hidden_size");
  const Expression channels = var("num_heads") * var("head_dim");
  outline.layers.push_back(
      {"mamba-2",
       config.size("num_hidden_layers"),
       {{"state-space state", channels * var("state_size"), kScanBits},
        {"convolution inputs",
         (channels + 2 * var("n_groups") * var("state_size")) * (var("conv_kernel") - 1)}},
       {{"num_heads", heads},
        {"head_dim", head},
        {"state_size", config.size("state_size")},
        {"n_groups", config.size("n_groups")},
        {"conv_kernel", config.size("conv_kernel")}}});
  assume_scan(outline);
}

/// Layer i is attention if i = attn_layer_offset modulo attn_layer_period, else Mamba.
void read_jamba(ConfigFields& config, ModelOutline& outline) {
  const std::uint64_t layers = config.size("num_hidden_layers");
  const std::uint64_t period = config.size("attn_layer_period");
  const std::uint64_t offset = config.size("attn_layer_offset", 0);
  if (offset >= period) config.refuse("attn_layer_offset", "must be below attn_layer_period");
  const std::uint64_t attention = offset < layers ? (layers - offset - 1) / period + 1 : 0;
  const LayerOutline full =
      attention_layers(config, outline, attention, config.size("num_key_value_heads"));
  if (attention > 0) outline.layers.push_back(full);
  const Expression channels = var("mamba_expand") * var("hidden_size");
  const LayerOutline mamba{"mamba",
                           layers - attention,
                           {{"state-space state", channels * var("mamba_d_state"), kScanBits},
                            {"convolution inputs", channels * (var("mamba_d_conv") - 1)}},
                           {{"mamba_expand", config.size("mamba_expand")},
                            {"hidden_size", config.size("hidden_size")},
                            {"mamba_d_state", config.size("mamba_d_state")},
                            {"mamba_d_conv", config.size("mamba_d_conv")}}};
  if (attention == layers) return;
  outline.layers.push_back(mamba);
  assume_scan(outline);
}

void read_rwkv(ConfigFields& config, ModelOutline& outline) {
  const std::uint64_t width = config.size("hidden_size");
  const auto mixing = config.optional_size("attention_hidden_size");
  if (!mixing)
    outline.assumptions.push_back(
        "attention_hidden_size = hidden_size, the model type's default, as none is given");
  outline.layers.push_back(
      {"rwkv",
       config.size("num_hidden_layers"),
       {{"sums and maximum", 3 * var("attention_hidden_size"), kScanBits},
        {"token shifts", 2 * var("hidden_size")}},
       {{"attention_hidden_size", mixing.value_or(width)}, {"hidden_size", width}}});
  assume_type(outline,
              "numerator, denominator and maximum of the time mixing have 32 bits each, as the "
              "public implementation keeps them in float32");
}

void read_retnet(ConfigFields& config, ModelOutline& outline) {
  const std::uint64_t heads = config.size("decoder_retention_heads");
  const std::uint64_t keys = config.size("decoder_embed_dim");
  const std::uint64_t values = config.size("decoder_value_embed_dim");
  outline.layers.push_back(
      {"retnet",
       config.size("decoder_layers"),
       {{"retention state", var("heads") * var("key_dim") * var("value_dim")}},
       {{"heads", heads},
        {"key_dim", divided(config, "decoder_retention_heads", keys, heads)},
        {"value_dim", divided(config, "decoder_retention_heads", values, heads)}}});
}

/// One direction only: the backward half of a bidirectional net reads the suffix first.
std::uint64_t recurrent_layers(ConfigFields& config) {
  if (config.flag("bidirectional"))
    config.refuse("bidirectional",
                  "must be false: the backward half reads the suffix first, so no state sums up a "
                  "prefix");
  return config.size("num_layers");
}

void read_simple(ConfigFields& config, ModelOutline& outline) {
  outline.layers.push_back({outline.model_type,
                            recurrent_layers(config),
                            {{"h", var("hidden_size")}},
                            {{"hidden_size", config.size("hidden_size")}}});
}

void read_lstm(ConfigFields& config, ModelOutline& outline) {
  const std::uint64_t width = config.size("hidden_size");
  const std::uint64_t projected = config.optional_size("proj_size", 0).value_or(0);
  if (projected >= width && projected > 0)
    config.refuse("proj_size", "must be below hidden_size; 0 for none");
  LayerOutline layer{"lstm", recurrent_layers(config), {}, {{"hidden_size", width}}};
  if (projected > 0) {
    layer.state.push_back({"h and c", var("proj_size") + var("hidden_size")});
    layer.sizes["proj_size"] = projected;
  } else {
    layer.state.push_back({"h and c", 2 * var("hidden_size")});
  }
  outline.layers.push_back(std::move(layer));
}

void read_perceiver(ConfigFields& config, ModelOutline& outline) {
  config.size("num_latents");
  config.size("d_latents");
  outline.not_causal =
      "a Perceiver's latents read all tokens at once, so no state sums up a prefix";
}

}  // namespace

std::span<const ModelFamily> model_families() {
  static constexpr std::array kFamilies{
      ModelFamily{"llama", read_llama},         ModelFamily{"mistral", read_mistral},
      ModelFamily{"gpt2", read_gpt2},           ModelFamily{"mamba", read_mamba},
      ModelFamily{"mamba2", read_mamba2},       ModelFamily{"jamba", read_jamba},
      ModelFamily{"rwkv", read_rwkv},           ModelFamily{"retnet", read_retnet},
      ModelFamily{"rnn", read_simple},          ModelFamily{"gru", read_simple},
      ModelFamily{"lstm", read_lstm},           ModelFamily{"perceiver", read_perceiver},
      ModelFamily{"separatrix", read_own_model}};
  return kFamilies;
}

}  // namespace separatrix
