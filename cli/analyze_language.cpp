#include "cli/analyze_language.hpp"

#include <fmt/format.h>

#include "analysis/language_record.hpp"
#include "cli/read_file.hpp"
#include "languages/dfa_text.hpp"
#include "languages/dyck.hpp"
#include "languages/regex.hpp"
#include "numerics/error.hpp"
#include "reports/atomic_file.hpp"
#include "tasks/dyck.hpp"
#include "tasks/dyck_text.hpp"

namespace separatrix::cli {
namespace {

NamedDfa dyck_language(const std::string& id) {
  const auto task = make_dyck(id, 1, true);
  const auto types = task->parameters().at("types").get<std::size_t>();
  const auto depth = task->parameters().at("depth").get<std::size_t>();
  NamedDfa named{{}, dyck_automaton(types, depth)};
  for (Symbol a = 0; a < 2 * types; ++a)
    named.letters.push_back(bracket_text(std::vector<Symbol>{a}, types));
  return named;
}

/// `dyck:n:k`, the name of a .json file, or an expression.
NamedDfa read_language(const LanguageOptions& options) {
  const std::string& text = options.language;
  const bool dyck = text.starts_with("dyck:");
  const bool file = text.ends_with(".json");
  if (!dyck && !file) return parse_regex(text, options.alphabet);
  if (options.alphabet)
    throw Error("analyze", "--alphabet",
                "only an expression leaves the letters open; remove the option");
  return dyck ? dyck_language(text) : parse_dfa(read_file(text, "LANGUAGE"));
}

std::string answer(const LanguageReport& report, const std::optional<Witness>& broken) {
  if (!broken) return "yes";
  const auto& letters = report.least.letters;
  return fmt::format("no: x = {}, y = {}", spell(letters, report.monoid->word(broken->x)),
                     spell(letters, report.monoid->word(broken->y)));
}

void print_automaton(std::FILE* out, const LanguageReport& report) {
  const auto& letters = report.least.letters;
  fmt::print(out, "{}, letters {}\n", report.name, fmt::join(letters, " "));
  fmt::print(out, "minimal complete DFA     {} states, {} of them live; {} bits\n",
             report.least.dfa.states, report.live, report.state_bits);
  if (report.accepted)
    fmt::print(out, "shortest word            {}\n", spell(letters, *report.accepted));
  else
    fmt::print(out, "shortest word            none: the language is empty\n");
  constexpr std::size_t kShown = 12;
  std::string classes;
  for (std::size_t s = 0; s < std::min(kShown, report.access.size()); ++s)
    classes += (s > 0 ? ", " : "") + spell(letters, report.access[s]);
  fmt::print(out, "Myhill-Nerode classes    {}{}\n", classes,
             report.access.size() > kShown ? ", .." : "");
}

void print_monoid(std::FILE* out, const LanguageReport& report) {
  if (!report.monoid) {
    fmt::print(out, "syntactic monoid         more than {} elements: class undecided\n",
               report.most_elements);
    return;
  }
  const MonoidClass& c = report.classes;
  fmt::print(out, "syntactic monoid         {} elements\n", report.monoid->size());
  fmt::print(out, "  commutative            {}\n", answer(report, c.not_commutative));
  fmt::print(out, "  aperiodic (star-free)  {}\n",
             c.not_aperiodic
                 ? fmt::format("no: x = {}",
                               spell(report.least.letters, report.monoid->word(c.not_aperiodic->x)))
                 : "yes");
  fmt::print(out, "  piecewise testable     {}\n", answer(report, c.not_j_trivial));
  fmt::print(out, "  R-trivial              {}\n", answer(report, c.not_r_trivial));
  fmt::print(out, "  in DA                  {}\n", c.da() ? "yes" : "no");
  fmt::print(out, "  in DS                  {}\n", answer(report, c.not_ds));
  fmt::print(out, "  in DO                  {}\n", answer(report, c.not_do));
  fmt::print(out, "  groups abelian         {}\n", answer(report, c.nonabelian_group));
  fmt::print(out,
             "communication            {} (padded language, odd against even positions, "
             "deterministic{})\n",
             to_string(*report.growth),
             *report.growth == Communication::logarithmic ? "; upper bound by [TT05]" : "");
}

void print_gadget(std::FILE* out, const LanguageReport& report) {
  if (!report.gadget) return;
  const Gadget& gadget = *report.gadget;
  const auto& letters = report.least.letters;
  PaddedWord before = gadget.left;
  before.insert(before.end(), gadget.base.begin(), gadget.base.end());
  std::string answers;
  for (std::size_t k = 0; k < gadget.answers.size(); ++k)
    answers += fmt::format("{}{}", k > 0 ? ", " : "", gadget.answers[k] ? "in" : "out");
  const bool order = gadget.problem == Problem::order;
  fmt::print(out, "gadget                   {}; replayed for m = 1 to 4, facts checked for all m\n",
             problem_text(gadget));
  fmt::print(out, "  before, block, after   {}   ({})^m   {}\n", spell(letters, before),
             spell(letters, gadget.block), spell(letters, gadget.right));
  fmt::print(
      out,
      "                         - is the empty word; Alice writes her letters of block i (1st, "
      "3rd, ..) {}, Bob his (2nd, 4th, ..) {}\n",
      order ? "for her i only" : "if x_i = 1", order ? "for his j only" : "if y_i = 1");
  fmt::print(
      out, "  answers                {}: {}\n",
      order ? "i > j, i <= j"
      : gadget.problem == Problem::disjointness
          ? "no i with x_i = y_i = 1, some i"
          : fmt::format("number of i with x_i = y_i = 1 modulo {} = 0, 1, ..", gadget.modulus),
      answers);
}

void print_ranks(std::FILE* out, const char* title, const std::vector<LanguageRank>& ranks) {
  fmt::print(out, "{}\n  length", title);
  for (const LanguageRank& at : ranks) fmt::print(out, " {:>4}", at.length);
  fmt::print(out, "\n  rank  ");
  for (const LanguageRank& at : ranks) fmt::print(out, " {:>4}", at.rank);
  fmt::print(out, "\n  bits >=");
  for (const LanguageRank& at : ranks)
    fmt::print(out, "{}{:>4}", at.length > 0 ? " " : "", at.at_least);
  fmt::print(out, "\n  bits <=");
  for (const LanguageRank& at : ranks)
    fmt::print(out, "{}{:>4}", at.length > 0 ? " " : "", at.at_most);
  fmt::print(out, "\n");
}

void print(std::FILE* out, const LanguageReport& report) {
  print_automaton(out, report);
  print_monoid(out, report);
  print_gadget(out, report);
  print_ranks(out,
              "exact rational ranks of the padded language (odd against even positions; bits of "
              "protocols after which both know)",
              report.padded);
  print_ranks(out, "the same for the language itself, every position a letter", report.letters);
  for (const Verdict& verdict : verdicts(report))
    fmt::print(out, "{}:\n  {}\n", verdict.model, verdict.says);
}

}  // namespace

void LanguageOptions::add_to(CLI::App& app) {
  app.add_option("LANGUAGE", language,
                 "A regular expression, dyck:TYPES:DEPTH, or a .json file with an automaton")
      ->required();
  app.add_option("--alphabet", alphabet,
                 "The letters of the expression; by default those that occur in it")
      ->type_name("LETTERS");
  app.add_option("--n", longest, "Longest words whose matrices are looked at")
      ->check(CLI::Range(0, 64))
      ->type_name("N");
  app.add_option("--save", save, "Write the minimal automaton to FILE")->type_name("FILE");
  common.add_to(app);
  app.footer(
      "Expressions: r|s r&s rs ~r r* r+ r? () . [abc] [^abc] and \\ before a special character.\n"
      "Examples:\n  separatrix analyze language '(ab)*'\n"
      "  separatrix analyze language '.*aa.*&~(.*bb.*)' --alphabet abc\n"
      "  separatrix analyze language dyck:2:2 --save dyck.json");
}

ExitCode language_command(const LanguageOptions& options, const std::vector<std::string>& words) {
  if (!options.save.empty()) check_writable(options.save);
  const NamedDfa language = read_language(options);
  Command command(words, options.common);
  LanguageReport report;
  const auto results = command.run([&](Work& work) {
    report = report_language(options.language, language, LanguageEffort{.longest = options.longest},
                             work);
    return std::vector<Result>{to_result(report)};
  });
  print(options.common.text(), report);
  if (!options.save.empty()) write_whole(options.save, to_text(report.least));
  command.write(command.record(results));
  return exit_code(results, Asked::holds, command.interrupted());
}

}  // namespace separatrix::cli
