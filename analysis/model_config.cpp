#include "analysis/model_config.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/model_families.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

/// Fields of published configurations that do not change what crosses a cut.
constexpr std::array kOfNoAccount{"_name_or_path",
                                  "activation_function",
                                  "architectures",
                                  "attention_bias",
                                  "attention_dropout",
                                  "attention_probs_dropout_prob",
                                  "attn_pdrop",
                                  "batch_first",
                                  "bias",
                                  "bos_token_id",
                                  "chunk_size",
                                  "context_length",
                                  "decoder_ffn_embed_dim",
                                  "dropout",
                                  "embd_pdrop",
                                  "eos_token_id",
                                  "expert_layer_offset",
                                  "expert_layer_period",
                                  "hidden_act",
                                  "initializer_range",
                                  "input_size",
                                  "intermediate_size",
                                  "layer_norm_eps",
                                  "layer_norm_epsilon",
                                  "layernorm_eps",
                                  "mamba_conv_bias",
                                  "mamba_dt_rank",
                                  "mamba_proj_bias",
                                  "max_position_embeddings",
                                  "mlp_bias",
                                  "n_ctx",
                                  "n_inner",
                                  "n_positions",
                                  "nonlinearity",
                                  "num_experts",
                                  "num_experts_per_tok",
                                  "num_logits_to_keep",
                                  "output_router_logits",
                                  "pad_token_id",
                                  "pretraining_tp",
                                  "quantization_config",
                                  "reorder_and_upcast_attn",
                                  "rescale_every",
                                  "rescale_prenorm_residual",
                                  "resid_pdrop",
                                  "residual_in_fp32",
                                  "rms_norm",
                                  "rms_norm_eps",
                                  "rope_scaling",
                                  "rope_theta",
                                  "router_aux_loss_coef",
                                  "scale_attn_by_inverse_layer_idx",
                                  "scale_attn_weights",
                                  "summary_activation",
                                  "summary_first_dropout",
                                  "summary_proj_to_labels",
                                  "summary_type",
                                  "summary_use_proj",
                                  "task_specific_params",
                                  "tie_word_embeddings",
                                  "time_step_floor",
                                  "time_step_init_scheme",
                                  "time_step_limit",
                                  "time_step_max",
                                  "time_step_min",
                                  "time_step_rank",
                                  "time_step_scale",
                                  "torchscript",
                                  "transformers_version",
                                  "use_bias",
                                  "use_cache",
                                  "use_conv_bias",
                                  "use_mamba_kernels"};

constexpr std::array<std::pair<std::string_view, std::uint64_t>, 6> kTypes{{{"float64", 64},
                                                                            {"float32", 32},
                                                                            {"float16", 16},
                                                                            {"bfloat16", 16},
                                                                            {"float8_e4m3fn", 8},
                                                                            {"float8_e5m2", 8}}};

std::uint64_t bits_of_type(const ConfigFields& config, const std::string& field,
                           std::string_view name) {
  if (name.starts_with("torch.")) name.remove_prefix(6);
  const auto found =
      std::ranges::find(kTypes, name, &std::pair<std::string_view, std::uint64_t>::first);
  if (found == kTypes.end())
    config.refuse(field, fmt::format("\"{}\" is no type that this program knows; use float64, "
                                     "float32, float16, bfloat16, float8_e4m3fn or float8_e5m2, or "
                                     "give --precision",
                                     printable(name)));
  return found->second;
}

void read_precision(ConfigFields& config, ModelOutline& outline) {
  // A type that the user overrides may be one that this program does not know.
  const bool given = outline.precision > 0;
  for (const char* field : {"torch_dtype", "dtype"}) {
    const auto type = config.optional_text(field);
    if (!type || given) continue;
    const std::uint64_t bits = bits_of_type(config, field, *type);
    if (outline.precision > 0 && outline.precision != bits)
      config.refuse(field, "contradicts torch_dtype; leave one of them");
    outline.precision = bits;
    outline.precision_from = fmt::format("{} {}", field, *type);
  }
  const auto own = config.optional_size("precision_bits");
  if (own && *own > UINT32_MAX) config.refuse("precision_bits", "must be less than 2^32");
  if (own && !given) {
    if (outline.precision > 0 && outline.precision != *own)
      config.refuse("precision_bits", "contradicts the type; leave one of them");
    outline.precision = *own;
    outline.precision_from = "precision_bits";
  }
  if (outline.precision == 0)
    config.refuse("torch_dtype",
                  "is missing, and so are dtype and precision_bits; give --precision BITS");
}

/// One layer of softmax attention is another row of the atlas than many.
void name_softmax_layers(ModelOutline& outline) {
  for (LayerOutline& layer : outline.layers)
    if (layer.attention) layer.kind = outline.layer_count() == 1 ? "softmax-1" : "softmax-deep";
}

const ModelFamily& family_of(ConfigFields& config) {
  const std::string known = fmt::format("{}", fmt::join(known_model_types(), ", "));
  const auto type = config.optional_text("model_type");
  if (!type) config.refuse("model_type", "is missing; give one of " + known);
  const auto families = model_families();
  const auto found = std::ranges::find_if(
      families, [&](const ModelFamily& family) { return *type == family.model_type; });
  if (found == families.end())
    config.refuse("model_type", fmt::format("\"{}\" is none of those that this program knows: {}",
                                            printable(*type), known));
  return *found;
}

}  // namespace

std::uint64_t ModelOutline::layer_count() const {
  std::uint64_t sum = 0;
  for (const LayerOutline& layer : layers) sum += layer.count;
  return sum;
}

Integer numbers_of(const StatePart& part, const LayerOutline& layer, const Integer& c) {
  Assignment values = layer.sizes;
  values["c"] = c;
  return part.numbers.evaluate(values);
}

std::uint64_t bits_of(const StatePart& part, const ModelOutline& outline) {
  return outline.one_precision ? outline.precision : part.own_bits.value_or(outline.precision);
}

StateBits growth_of(const StatePart& part, const LayerOutline& layer) {
  // Windows are at most 2^40 tokens, so beyond 2^41 only what is linear in c still grows.
  const Integer far = Integer(1) << 42;
  const Integer at_far = numbers_of(part, layer, far);
  const Integer growth = at_far - numbers_of(part, layer, far - 1);
  return {at_far - growth * far, growth};
}

StateBits state_bits(const ModelOutline& outline) {
  StateBits sum;
  for (const LayerOutline& layer : outline.layers)
    for (const StatePart& part : layer.state) {
      const StateBits numbers = growth_of(part, layer);
      const Integer factor = Integer(layer.count) * bits_of(part, outline);
      sum.fixed_bits += factor * numbers.fixed_bits;
      sum.bits_per_token += factor * numbers.bits_per_token;
    }
  return sum;
}

std::optional<Integer> last_tokens_seen(const ModelOutline& outline) {
  if (outline.layers.empty()) return std::nullopt;
  Integer seen = 1;
  for (const LayerOutline& layer : outline.layers) {
    if (!layer.window) return std::nullopt;
    seen += Integer(layer.count) * *layer.window;
  }
  return seen;
}

Expression state_formula(const ModelOutline& outline) {
  Expression sum = 0;
  bool first = true;
  for (const LayerOutline& layer : outline.layers) {
    std::map<std::string, Expression, std::less<>> values;
    for (const auto& [name, value] : layer.sizes) values.emplace(name, Expression(value));
    for (const StatePart& part : layer.state) {
      const bool own = part.own_bits && !outline.one_precision;
      const Expression bits = own ? Expression(Integer(*part.own_bits)) : Expression::variable("p");
      const Expression term = Expression(Integer(layer.count)) * part.numbers.with(values) * bits;
      sum = first ? term : sum + term;
      first = false;
    }
  }
  return sum;
}

std::vector<std::string> known_model_types() {
  std::vector<std::string> names;
  for (const ModelFamily& family : model_families()) names.emplace_back(family.model_type);
  return names;
}

ModelOutline parse_model_config(std::string_view text, std::optional<std::uint64_t> precision,
                                std::string_view where) {
  const nlohmann::ordered_json json = config_json(text, where);
  ConfigFields config(json, "config");
  const ModelFamily& family = family_of(config);
  ModelOutline outline;
  outline.model_type = family.model_type;
  if (precision) {
    outline.precision = *precision;
    outline.precision_from = "--precision";
    outline.one_precision = true;
  }
  read_precision(config, outline);
  outline.vocabulary = config.optional_size("vocab_size");
  if (config.flag("is_encoder_decoder"))
    config.refuse("is_encoder_decoder",
                  "an encoder reads all tokens at once, so no state sums up a prefix; describe the "
                  "decoder alone");
  family.read(config, outline);
  name_softmax_layers(outline);
  outline.used = config.used();
  for (const std::string& name : config.unused()) {
    const bool known = std::ranges::find(kOfNoAccount, name) != kOfNoAccount.end();
    (known ? outline.not_used : outline.unknown).push_back(printable(name));
  }
  return outline;
}

}  // namespace separatrix
