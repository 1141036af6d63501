#include "cli/analyze_hidden.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/hidden_curve.hpp"
#include "analysis/longest_size.hpp"
#include "cli/task_options.hpp"
#include "numerics/error.hpp"
#include "reports/plot.hpp"
#include "reports/terminal.hpp"

namespace separatrix::cli {
namespace {

using Model = ModelSize::Model;

struct HiddenOptions {
  CommonOptions common;
  TaskOptions task;
  std::string model;  // empty: both
  std::uint64_t width = 0;
  std::uint64_t precision = 0;
  std::uint64_t heads = 0;  // 0: one
  std::uint64_t from = 0;
  std::uint64_t to = 0;

  bool curve() const { return from > 0 || to > 0; }
};

[[noreturn]] void refuse(const char* option, const std::string& message) {
  throw Error("analyze hidden", option, message);
}

void check_options(const HiddenOptions& o) {
  if (o.heads > 0 && o.model == "rnn")
    refuse("--heads", "a recurrent model has no heads; remove the option");
  if (!o.curve()) {
    if (o.width == 0)
      refuse("--width",
             "is missing; give --width M for the longest N, or --from A --to B for the "
             "least width by N");
    if (o.model.empty()) refuse("--model", "is missing; give --model rnn or transformer-1");
    return;
  }
  if (o.width > 0)
    refuse("--width", "the curve asks for the least width; remove --width, or --from and --to");
  if (o.from == 0) refuse("--from", "is missing; give the smallest N of the curve");
  if (o.to < o.from) refuse("--to", "must be given and not be less than --from");
}

TaskRequest family_of(const HiddenOptions& options) {
  TaskOptions task = options.task;
  task.n = 1;  // the family is asked for at many sizes; this one is not looked at
  return task.request(false);
}

ExitCode longest_command(const HiddenOptions& o, const std::vector<std::string>& words) {
  const TaskRequest family = family_of(o);
  const ModelSize size{o.model == "rnn" ? Model::rnn : Model::transformer_1, o.width, o.precision,
                       std::max<std::uint64_t>(1, o.heads)};
  Command command(words, o.common);
  const auto results = command.run([&](Work& work) {
    return std::vector<Result>{analyze_longest_size(family, size, known_complexity, work)};
  });
  fmt::print(o.common.text(), "{}", result_block(results.front()));
  command.write(command.record(results));
  return exit_code(results, Asked::holds, command.interrupted());
}

/// A row for each N, a column for each series; two lines of heading keep it within 100 columns.
std::string table(const std::vector<std::uint64_t>& sizes, const HiddenCurve& curve) {
  std::string models = fmt::format("{:>14}", "");
  std::string counts = fmt::format("{:>14}", "N");
  for (const CurveSeries& series : curve.series) {
    const bool rnn = series.model == Model::rnn;
    models += fmt::format("  {:>18}", rnn ? "rnn" : "transformer-1");
    counts += fmt::format("  {:>18}", rnn ? "" : to_string(series.count));
  }
  std::string text = models + "\n" + counts + "\n";
  for (const std::uint64_t n : sizes) {
    text += fmt::format("{:>14}", n);
    for (const CurveSeries& series : curve.series) {
      const auto point = std::ranges::find(series.points, n, &CurvePoint::n);
      text += fmt::format("  {:>18}", point == series.points.end() ? "-" : point->width.str());
    }
    text += "\n";
  }
  return text;
}

char mark_of(const CurveSeries& series) {
  if (series.model == Model::rnn) return 'o';
  switch (series.count) {
    case ProtocolCount::claimed:
      return 'c';
    case ProtocolCount::counted:
      return '+';
    case ProtocolCount::improved:
      return 'x';
  }
  throw Error("analyze hidden", "count", "the value lies outside the enumeration");
}

std::string plot(const HiddenCurve& curve) {
  std::vector<PlotSeries> series;
  for (const CurveSeries& one : curve.series) {
    PlotSeries drawn{one.name(), mark_of(one), {}};
    for (const CurvePoint& point : one.points) drawn.points.emplace_back(point.n, point.width);
    series.push_back(std::move(drawn));
  }
  return text_plot(series, {.x_label = "N", .y_label = "least width m"});
}

ExitCode curve_command(const HiddenOptions& o, const std::vector<std::string>& words) {
  CurveRequest request;
  request.family = family_of(o);
  request.precision = o.precision;
  request.heads = std::max<std::uint64_t>(1, o.heads);
  request.sizes = doubling_sizes(o.from, o.to, size_step(request.family.id));
  if (!o.model.empty()) request.model = o.model == "rnn" ? Model::rnn : Model::transformer_1;
  Command command(words, o.common);
  HiddenCurve curve;
  const auto results = command.run([&](Work& work) {
    curve = hidden_curve(request, known_complexity, work);
    return std::vector<Result>{curve_result(request, curve, known_complexity)};
  });
  fmt::print(o.common.text(), "{}", result_block(results.front()));
  if (!curve.series.empty())
    fmt::print(o.common.text(), "\nleast width at {} bits a number\n{}\n{}", o.precision,
               table(request.sizes, curve), plot(curve));
  command.write(command.record(results));
  return exit_code(results, Asked::holds, command.interrupted());
}

}  // namespace

Subcommand add_analyze_hidden(CLI::App& analyze) {
  CLI::App* app = analyze.add_subcommand(
      "hidden", "The longest input that a width allows, or the least width by length");
  const auto o = std::make_shared<HiddenOptions>();
  app->add_option("--task", o->task.id, "Task (see `separatrix list`), as dyck:2:2")
      ->required()
      ->type_name("TASK");
  app->add_option("--alphabet", o->task.alphabet, "Number of symbols (default 2) or of keys")
      ->type_name("S");
  app->add_option("--partition", o->task.partition,
                  "permuted-equality: halves, odd-even (default) or random:SEED")
      ->type_name("P");
  app->add_option("--dimension", o->task.dimension, "nearest-neighbour: coordinates of a point")
      ->type_name("D");
  app->add_option("--gamma", o->task.gamma, "nearest-neighbour: lead of the nearest point")
      ->type_name("G");
  app->add_option("--model", o->model, "Kind of model (a curve shows both by default)")
      ->check(CLI::IsMember({"rnn", "transformer-1"}));
  app->add_option("--width", o->width,
                  "Numbers of the hidden state (an LSTM has two per unit); of a Transformer, rows "
                  "of each head's value map")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40))
      ->type_name("M");
  app->add_option("--precision", o->precision, "Bits of one number")
      ->required()
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{0xFFFFFFFF}))
      ->type_name("BITS");
  app->add_option("--heads", o->heads, "Heads of the Transformer (default 1)")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 40))
      ->type_name("H");
  const auto sizes = CLI::Range(std::uint64_t{1}, kLargestSize);
  app->add_option("--from", o->from, "Smallest N of the curve")->check(sizes)->type_name("A");
  app->add_option("--to", o->to, "Largest N of the curve; N doubles from A to B")
      ->check(sizes)
      ->type_name("B");
  o->common.add_to(*app);
  app->footer(
      "Examples:\n"
      "  separatrix analyze hidden --task index-lookup --model rnn --width 128 --precision 64\n"
      "  separatrix analyze hidden --task dyck:2:2 --model transformer-1 --width 64 --precision "
      "32\n"
      "  separatrix analyze hidden --task equality --from 16 --to 1048576 --precision 32");
  return {app, [o](const std::vector<std::string>& words) {
            check_options(*o);
            return o->curve() ? curve_command(*o, words) : longest_command(*o, words);
          }};
}

}  // namespace separatrix::cli
