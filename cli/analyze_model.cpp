#include "cli/analyze_model.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "analysis/context_limit.hpp"
#include "cli/read_file.hpp"
#include "numerics/error.hpp"

namespace separatrix::cli {
namespace {

struct ModelFileOptions {
  CommonOptions common;
  std::string file;
  std::uint64_t precision = 0;  // 0: as the file says
  std::vector<std::uint64_t> alphabets;
};

/// "8,192", as numbers of state are long.
std::string grouped(const Integer& value) {
  std::string text = value.str();
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

std::string growing(const StateBits& bits) {
  if (bits.bits_per_token == 0) return grouped(bits.fixed_bits);
  const std::string slope = grouped(bits.bits_per_token) + " c";
  return bits.fixed_bits == 0 ? slope : grouped(bits.fixed_bits) + " + " + slope;
}

/// Words on lines of at most 100 columns, the first behind `label`.
std::string wrapped(const std::string& label, const std::vector<std::string>& words) {
  constexpr std::size_t kColumns = 100;
  constexpr std::size_t kIndent = 12;
  std::string text = fmt::format("{:<{}}", label, kIndent);
  std::size_t column = kIndent;
  for (const std::string& word : words) {
    if (column > kIndent && column + 1 + word.size() > kColumns) {
      text += fmt::format("\n{:{}}", "", kIndent);
      column = kIndent;
    }
    if (column > kIndent) {
      text += ' ';
      ++column;
    }
    text += word;
    column += word.size();
  }
  return text + "\n";
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ')
      words.emplace_back();
    else
      words.back() += c;
  }
  return words;
}

std::string names(const std::string& label, const std::vector<std::string>& fields) {
  return fields.empty() ? "" : wrapped(label, words_of(fmt::format("{}", fmt::join(fields, ", "))));
}

std::string layer_table(const ModelOutline& outline) {
  std::string text = fmt::format("{:>6}  {:<20}  {:<18}  {:>22} {:>4} {:>22}\n", "layers", "kind",
                                 "state", "numbers in a layer", "bits", "bits in all layers");
  for (const LayerOutline& layer : outline.layers) {
    bool first = true;
    for (const StatePart& part : layer.state) {
      const StateBits numbers = growth_of(part, layer);
      const Integer factor = Integer(layer.count) * bits_of(part, outline);
      text += fmt::format("{:>6}  {:<20}  {:<18}  {:>22} {:>4} {:>22}\n",
                          first ? fmt::to_string(layer.count) : "", first ? layer.kind : "",
                          part.what, growing(numbers), bits_of(part, outline),
                          growing({factor * numbers.fixed_bits, factor * numbers.bits_per_token}));
      text += wrapped("", words_of("= " + part.numbers.text()));
      first = false;
    }
  }
  return text + fmt::format("\nstate across a cut after c tokens: {} bits\n",
                            growing(state_bits(outline)));
}

std::string answer(const ContextLimit& limit) {
  if (limit.holds_everything) return "no limit (1)";
  if (limit.within_windows) return grouped(Integer(*limit.within_windows)) + " (2)";
  if (!limit.longest || limit.longest->reason) return "not known";
  if (!limit.longest->last_possible) return "none";
  if (!limit.longest->first_excluded) return "2^40, as far as asked";
  return grouped(Integer(*limit.longest->last_possible));
}

std::string limit_table(const std::vector<ContextLimit>& limits) {
  std::string text = fmt::format("{:<20} {:>10}  {:<9} {:>26} {:>22}\n", "task", "alphabet",
                                 "bound", "longest N not excluded", "tokens of such inputs");
  for (const ContextLimit& limit : limits) {
    const std::string alphabet = limit.task.id == "associative-recall" ? "N keys"
                                 : limit.task.id.starts_with("dyck:")
                                     ? "-"
                                     : fmt::to_string(limit.task.alphabet);
    const std::string bound = limit.within_windows                  ? "windows"
                              : limit.protocol == Protocol::one_way ? "one-way"
                                                                    : "two-way";
    text += fmt::format("{:<20} {:>10}  {:<9} {:>26} {:>22}\n", limit.task.id, alphabet, bound,
                        answer(limit),
                        limit.tokens > 0 && (limit.within_windows || limit.longest->first_excluded)
                            ? grouped(Integer(limit.tokens))
                            : "-");
  }
  return text;
}

std::string remarks(const ModelOutline& outline, const std::vector<ContextLimit>& limits) {
  std::string text;
  if (std::ranges::any_of(limits, &ContextLimit::holds_everything))
    text += wrapped("(1)", words_of(fmt::format(
                               "the key-value caches grow by {} bits a token, enough for all that "
                               "a token of the prefix may add to what is needed: no N is "
                               "excluded by one-way communication",
                               grouped(state_bits(outline).bits_per_token))));
  for (const ContextLimit& limit : limits)
    if (!limit.holds_everything && limit.result.reason) {
      text += wrapped("not known", words_of(*limit.result.reason));
      break;
    }
  const auto seen = last_tokens_seen(outline);
  if (std::ranges::any_of(limits, [](const auto& l) { return l.within_windows.has_value(); }))
    text += wrapped("(2)", words_of(fmt::format(
                               "the windows see the last {} tokens at most: what depends on an "
                               "earlier one is beyond every model of such windows, at any "
                               "width, though its state may hold it (recall does without its "
                               "first token)",
                               grouped(*seen))));
  const auto any_of = [&](Protocol protocol) {
    return std::ranges::any_of(limits, [&](const ContextLimit& limit) {
      return limit.protocol == protocol && !limit.within_windows && limit.longest &&
             limit.longest->first_excluded;
    });
  };
  if (any_of(Protocol::one_way))
    text += wrapped("one-way", words_of("a longer input is beyond every model with so many bits of "
                                        "state, whatever its weights are and whatever the bits "
                                        "mean"));
  if (any_of(Protocol::two_way))
    text += wrapped("two-way",
                    words_of("a longer input is beyond every model of one layer of softmax "
                             "attention with as many heads, value coordinates and bits per number, "
                             "on a fixed-point grid; of floating point, and of other models with "
                             "so large a state, nothing is claimed"));
  text += wrapped("not said",
                  words_of("that a model of this size does the task, or learns it: sizes up to the "
                           "limits are not ruled out by this, no more."));
  for (const std::string& line : outline.assumptions) text += wrapped("assumed", words_of(line));
  text += names("used", outline.used);
  text += names("not used", outline.not_used);
  text += names("unknown", outline.unknown);
  if (!outline.unknown.empty() && !outline.not_causal)
    text += wrapped(
        "", words_of("The count holds only if the unknown fields do not change the state."));
  return text;
}

/// The alphabets asked for: those of the command line, else 2 and the vocabulary.
std::vector<std::uint64_t> alphabets_of(const ModelFileOptions& options,
                                        const ModelOutline& outline) {
  std::vector<std::uint64_t> alphabets = options.alphabets;
  if (alphabets.empty()) {
    alphabets = {2};
    if (outline.vocabulary && *outline.vocabulary > 2) alphabets.push_back(*outline.vocabulary);
  }
  std::ranges::sort(alphabets);
  alphabets.erase(std::ranges::unique(alphabets).begin(), alphabets.end());
  return alphabets;
}

ExitCode model_command(const ModelFileOptions& options, const std::vector<std::string>& words) {
  const ModelOutline outline = parse_model_config(
      read_file(options.file, "FILE"),
      options.precision > 0 ? std::optional(options.precision) : std::nullopt, "FILE");
  Command command(words, options.common);
  std::vector<ContextLimit> limits;
  const auto results = command.run([&](Work& work) {
    limits = context_limits(outline, alphabets_of(options, outline), known_complexity, work);
    std::vector<Result> all;
    for (const ContextLimit& limit : limits) all.push_back(limit.result);
    return all;
  });
  std::FILE* out = options.common.text();
  fmt::print(out, "{}: p = {} bits a number ({})\n\n", outline.model_type, outline.precision,
             outline.precision_from);
  if (!outline.not_causal) fmt::print(out, "{}\n", layer_table(outline));
  fmt::print(out, "{}\n{}", limit_table(limits), remarks(outline, limits));
  command.write(command.record(results));
  return exit_code(results, Asked::processed, command.interrupted());
}

}  // namespace

Subcommand add_analyze_model(CLI::App& analyze) {
  CLI::App* app = analyze.add_subcommand(
      "model", "The state of a model from its config.json, and the longest contexts for it");
  const auto o = std::make_shared<ModelFileOptions>();
  app->add_option("FILE", o->file, "A config.json, of a published model or of the plain form")
      ->required();
  app->add_option("--precision", o->precision, "Bits of every number, whatever the file says")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{0xFFFFFFFF}))
      ->type_name("BITS");
  app->add_option("--alphabet", o->alphabets,
                  "Number of symbols; may be given again (default: 2 and the vocabulary)")
      ->check(CLI::Range(std::uint64_t{2}, std::uint64_t{1} << 40))
      ->allow_extra_args(false)
      ->type_name("S");
  o->common.add_to(*app);
  app->footer(
      "Examples:\n"
      "  separatrix analyze model config.json\n"
      "  separatrix analyze model config.json --alphabet 2 --alphabet 64 --precision 8");
  return {app, [o](const std::vector<std::string>& words) { return model_command(*o, words); }};
}

}  // namespace separatrix::cli
