#include <cmath>
#include <sstream>

#include <catch2/catch.hpp>

#include "numerics/error.hpp"
#include "reports/plot.hpp"

using namespace separatrix;

namespace {

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> list;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) list.push_back(line);
  return list;
}

PlotFrame frame(std::size_t width, std::size_t height, bool logarithmic) {
  PlotFrame made;
  made.width = width;
  made.height = height;
  made.x_label = "N";
  made.y_label = "m";
  made.log_x = logarithmic;
  made.log_y = logarithmic;
  return made;
}

}  // namespace

TEST_CASE("a small plot, line by line") {
  const std::vector<PlotSeries> series{{"rnn", 'o', {{1, 2}, {10, 2}, {100, 20}, {1000, 200}}},
                                       {"other", 'x', {{1, 2}, {100, 2}, {1000, 20}}}};
  CHECK(text_plot(series, frame(40, 5, true)) ==
        "m (logarithmic)\n"
        "200 |                                  o\n"
        "    |\n"
        "    |                       o          x\n"
        "    |\n"
        "  2 |#          o           x\n"
        "    +-----------------------------------\n"
        "     1         N (logarithmic)      1000\n"
        "     o  rnn\n"
        "     x  other\n"
        "     #  several of these\n");
}

TEST_CASE("points are where the logarithms of the library put them, within a cell") {
  PlotSeries series{"s", '*', {}};
  for (std::uint64_t x = 3; x < 2'000'000; x = x * 7 / 3)
    series.points.emplace_back(x, Integer(x) * x + 5);
  for (const bool logarithmic : {false, true}) {
    const PlotFrame asked = frame(80, 30, logarithmic);
    for (const auto& point : series.points) {
      // One point between the ends, which fix the axes.
      const PlotSeries ends{"ends", 'e', {series.points.front(), series.points.back()}};
      const PlotSeries one{"one", '*', {point}};
      const auto rows = lines(text_plot({ends, one}, asked));
      std::optional<std::pair<double, double>> found;
      for (std::size_t row = 1; row <= 30; ++row) {
        const std::size_t bar = rows[row].find('|');
        const std::size_t at = rows[row].find_first_of("*#", bar + 1);
        if (at != std::string::npos)
          found = {static_cast<double>(at - bar - 1), static_cast<double>(30 - row)};
      }
      REQUIRE(found);
      const auto place = [&](const Integer& v, const Integer& low, const Integer& high,
                             double cells) {
        const auto scaled = [&](const Integer& i) {
          const auto value = i.convert_to<double>();
          return logarithmic ? std::log2(value) : value;
        };
        return (scaled(v) - scaled(low)) / (scaled(high) - scaled(low)) * (cells - 1);
      };
      const auto columns = static_cast<double>(rows[31].size() - rows[31].find('+') - 1);
      CAPTURE(logarithmic, point.first.str());
      CHECK(std::abs(found->first -
                     place(point.first, ends.points[0].first, ends.points[1].first, columns)) <= 1);
      CHECK(std::abs(found->second -
                     place(point.second, ends.points[0].second, ends.points[1].second, 30)) <= 1);
    }
  }
}

TEST_CASE("a changed value changes the drawing") {
  const auto drawn = [](std::uint64_t y) {
    return text_plot({{"s", 'o', {{1, 1}, {2, y}, {4, 64}}}}, frame(60, 20, true));
  };
  CHECK(drawn(8) == drawn(8));
  CHECK(drawn(8) != drawn(16));
}

TEST_CASE("a plot stays within its width, with ends of many digits") {
  const PlotSeries series{"a", 'o', {{1, 3}, {power(10, 20), power(10, 30)}}};
  for (const bool logarithmic : {false, true})
    for (const std::size_t width : {60U, 100U})
      for (const std::string& line : lines(text_plot({series}, frame(width, 12, logarithmic)))) {
        CHECK(line.size() <= width);
        for (const char c : line) CHECK((c >= 0x20 && c < 0x7F));
      }
  CHECK_THAT(text_plot({series}, frame(100, 12, true)),
             Catch::Contains(power(10, 30).str() + " |"));
}

TEST_CASE("zeros are counted where they have no place, drawn where they have one") {
  const PlotSeries series{"s", 'o', {{0, 5}, {1, 0}, {2, 3}, {3, 4}}};
  CHECK_THAT(text_plot({series}, frame(60, 5, true)), Catch::Contains("2 points at 0 not drawn"));
  CHECK_THAT(text_plot({series}, frame(60, 5, false)), !Catch::Contains("not drawn"));
}

TEST_CASE("one point is a plot") {
  const auto rows = lines(text_plot({{"s", 'o', {{7, 9}}}}, frame(40, 3, true)));
  CHECK(rows[3] == "9 |o");
  CHECK(rows[1] == "  |");
}

TEST_CASE("plot: bad arguments") {
  const std::vector<std::pair<Integer, Integer>> points{{1, 1}, {2, 2}};
  const PlotSeries good{"s", 'o', points};
  const PlotFrame fine = frame(60, 10, true);
  CHECK_NOTHROW(text_plot({good}, fine));
  CHECK_THROWS_AS(text_plot({}, fine), Error);
  CHECK_THROWS_AS(text_plot({{"s", 'o', {}}}, fine), Error);
  CHECK_THROWS_AS(text_plot({{"s", 'o', {{1, 0}}}}, fine), Error);
  CHECK_THROWS_AS(text_plot({{"s", 'o', {{-1, 1}}}}, fine), Error);
  CHECK_THROWS_AS(text_plot({{"s", '#', points}}, fine), Error);
  CHECK_THROWS_AS(text_plot({{"s", ' ', points}}, fine), Error);
  CHECK_THROWS_AS(text_plot({{"s", '\n', points}}, fine), Error);
  CHECK_THROWS_AS(text_plot({good, good}, fine), Error);
  CHECK_THROWS_AS(text_plot({{"two\nlines", 'o', points}}, fine), Error);
  CHECK_THROWS_AS(text_plot({{std::string(70, 'n'), 'o', points}}, fine), Error);
  CHECK_THROWS_AS(text_plot({good}, frame(39, 10, true)), Error);
  CHECK_THROWS_AS(text_plot({good}, frame(101, 10, true)), Error);
  CHECK_THROWS_AS(text_plot({good}, frame(60, 1, true)), Error);
  CHECK_THROWS_AS(text_plot({{"s", 'o', {{1, power(10, 50)}}}}, fine), Error);
}
