#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "reports/summary.hpp"
#include "reports/terminal.hpp"
#include "samples.hpp"

using namespace separatrix;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> lines(const std::string& block) {
  std::vector<std::string> list;
  std::istringstream in(block);
  for (std::string line; std::getline(in, line);) list.push_back(line);
  return list;
}

std::size_t characters(const std::string& line) {
  std::size_t count = 0;
  for (const char c : line) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

/// The text without its line breaks and alignment.
std::string joined(const std::string& block) {
  std::string text;
  std::istringstream in(block);
  for (std::string word; in >> word;) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// The words that bash passes on for a command line, each followed by a bar.
std::string echoed(const std::string& words) {
  const fs::path script =
      fs::temp_directory_path() / ("separatrix-words-" + std::to_string(::getpid()));
  std::ofstream(script) << "printf '%s|' " << words << "\n";
  std::FILE* pipe = ::popen(("bash " + script.string()).c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  for (int c = 0; (c = std::fgetc(pipe)) != EOF;) output += static_cast<char>(c);
  ::pclose(pipe);
  fs::remove(script);
  return output;
}

}  // namespace

TEST_CASE("theorem lines are aligned, short, and show rows without evidence") {
  const Record record = samples::record();
  for (const EvidenceRow& row : evidence_rows(record)) {
    const std::string text = theorem_lines(row);
    INFO(text);
    CHECK(text.ends_with('\n'));
    const std::vector<std::string> both = lines(text);
    REQUIRE(both.size() == (row.audits.empty() ? 1 : 2));
    for (const std::string& line : both) {
      CHECK(line.size() <= 100);
      CHECK(line[52] == ' ');
      CHECK(line[53] != ' ');
    }
    CHECK(text.starts_with(row.theorem->id));
    CHECK(text.substr(6, row.theorem->title.size()) == row.theorem->title);
    CHECK((row.results.empty() && row.audits.empty()) == both[0].ends_with("no evidence yet"));
  }
  CHECK(theorem_lines(evidence_rows(record)[16]).substr(53) == "certified 1\n");
  CHECK(theorem_lines(evidence_rows(record)[0]).substr(53) ==
        "refuted undecided certified exhaustive sampled\n");
}

TEST_CASE("an audit that refutes a constant does not count as a result of its theorem") {
  Record record = samples::record();
  const auto row_of = [&](std::string_view id) {
    for (const EvidenceRow& row : evidence_rows(record))
      if (row.theorem->id == id) return row;
    throw std::runtime_error("no such row");
  };
  CHECK(status_summary(row_of("T6")) == "audited below");
  CHECK(lines(theorem_lines(row_of("T6")))[1].substr(0, 64) ==
        "        audit                                        refuted 1");
  Result certified = samples::certified();
  certified.theorem = "T6";
  record.results.push_back(certified);
  CHECK(status_summary(row_of("T6")) == "certified 1");
  CHECK(lines(theorem_lines(row_of("T6")))[1].ends_with("  refuted 1"));
  record.results.clear();
  CHECK(status_summary(row_of("T6")) == "no evidence yet");
}

TEST_CASE("a result block begins with the status and stays within 100 columns") {
  Record record = samples::record();
  record.results[4].reason =
      std::string(250, 'w') + " " + std::string(95, 'v') + " \u00e9\n\x1b[31m";
  for (const Result& result : record.results) {
    const std::string block = result_block(result);
    INFO(block);
    CHECK(block.starts_with(to_string(result.status)));
    CHECK(block.ends_with('\n'));
    CHECK(block.find('\x1b') == std::string::npos);
    for (const std::string& line : lines(block)) CHECK(characters(line) <= 100);
  }
}

TEST_CASE("a result block shows every part") {
  const std::string sampled = joined(result_block(samples::sampled()));
  CHECK(lines(result_block(samples::sampled()))[0] == "sampled  T1  Index lookup, one layer");
  CHECK_THAT(sampled, Catch::Contains("index-lookup, n = 20, alphabet 2, every length up to n"));
  CHECK_THAT(sampled, Catch::Contains("10000 of 3402823669... (39 digits) inputs run, 0 failures"));
  CHECK_THAT(sampled, Catch::Contains("failure rate at most 3/10000"));
  CHECK_THAT(sampled, Catch::Contains("width 33, 1 head, 1 layer, 26 bits per number"));
  CHECK_THAT(sampled, Catch::Contains("inner products from -1/2 to 1/4"));
  CHECK_THAT(sampled, !Catch::Contains("verified"));
  CHECK_THAT(joined(result_block(samples::certified())), Catch::Contains("[DG75]"));
  CHECK_THAT(joined(result_block(samples::undecided())),
             Catch::Contains("interrupted after 3 of 20"));
  CHECK_THAT(
      result_block(samples::bound()),
      Catch::Contains("communication, two-way, both know the answer, odd-even: at least 17"));
  CHECK_THAT(joined(result_block(samples::bound())),
             Catch::Contains("at 32 bits: width at least 1"));
  CHECK_THAT(joined(result_block(samples::audit())), Catch::Contains("fails from N = 16 on"));
  CHECK_THAT(joined(result_block(samples::atlas())),
             Catch::Contains("no bound known to this program"));
  CHECK_THAT(joined(result_block(samples::refuted())),
             Catch::Contains("separatrix run index-lookup --query 2 --text 'it'\\''s a b'"));
}

TEST_CASE("a long replay command stays one command when it is pasted") {
  Result refuted = samples::refuted();
  for (int i = 0; i < 60; ++i) {
    refuted.counterexample->replay.push_back("word " + std::to_string(i));
  }
  const std::string block = result_block(refuted);
  const std::string pasted = block.substr(block.find("replay") + 6);
  CHECK(lines(pasted).size() > 3);
  CHECK(echoed(pasted) == echoed(shell_command(refuted.counterexample->replay)));
}

TEST_CASE("quoted words pass through a shell unchanged") {
  const std::vector<std::string> words{"plain",  "",     "two words", "it's",    "a\\b",
                                       "$HOME",  "*",    "\"",        "\x01'\\", "line\nbreak",
                                       "\u00e9", "-x=1", "~",         "#",       "!"};
  std::string wanted;
  for (const std::string& word : words) wanted += word + "|";
  CHECK(echoed(shell_command(words)) == wanted);
}

TEST_CASE("numbers are shortened in the safe direction") {
  CHECK(number_text(Rational(1, 4), Toward::below) == "1/4");
  const Rational rate = Rational(Integer(1234567), Integer("1000000000001"));
  CHECK(number_text(rate, Toward::above) == "1.24e-6");
  CHECK(number_text(rate, Toward::below) == "1.23e-6");
  CHECK(number_text(-rate, Toward::above) == "-1.23e-6");
  CHECK(number_text(-rate, Toward::below) == "-1.24e-6");
  const Rational nines = Rational(Integer("99999999999999"), Integer("1000000000000"));
  CHECK(number_text(nines, Toward::above) == "1.00e2");
  CHECK(number_text(nines, Toward::below) == "9.99e1");
  CHECK(number_text(Rational(Integer("1234567890123")), Toward::above) == "1.24e12");
  CHECK(count_text(Integer(1) << 90) == "1237940039285380274899124224");
  CHECK(count_text(Integer(1) << 100) == "1267650600... (31 digits)");
}

TEST_CASE("results without a theorem are not lost") {
  const Record record = samples::record();
  std::size_t shown = other_results(record).size();
  CHECK(shown == 2);
  for (const EvidenceRow& row : evidence_rows(record))
    shown += row.results.size() + row.audits.size();
  CHECK(shown == record.results.size());
}
