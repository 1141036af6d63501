// Kind "projection-all-pairs": a matrix of signs changes no inner product of N points by more than
// eps.
//
// Statement. A has k rows of d signs: entry (r, c) is -1 if bit c % 64 of word c / 64 of stream r
// of the generator (philox.hpp) is set. For all i <= j, |<A x_i, A x_j> / k - <x_i, x_j>| <= eps;
// the largest change, and the pair that shows it, are as stated. The points are drawn again and
// all pairs are compared in integers, the points times one denominator.
// Points, `points.family`:
//   standard   the unit vectors, N = d;
//   signs      of point i, entry c is -1 / divisor if the lowest bit of word c of stream i is 0,
//              else 1 / divisor, divisor^2 = d;
//   sphere     v_c is the sum of the twelve 16-bit parts of three words in a row of stream i, less
//              6 * 65535. With s = floor(sqrt(2^24 sum v_c^2)) the entry is the integer nearest to
//              2^36 v_c / s (halves upwards), over 2^24. If the squared norm is not within 2^-16
//              of 1, the point is drawn again from the words that follow.
// That these are the points which the result speaks of is a matter of the name in the certificate.
#include "claim.hpp"
#include "kinds.hpp"
#include "philox.hpp"

namespace checker {
namespace {

constexpr std::int64_t kGrid = std::int64_t{1} << 24;
constexpr double kMostSteps = 4e9;

using Point = std::vector<std::int64_t>;

/// Points times one denominator.
struct Points {
  std::string family;
  std::vector<Point> entries;
  mpz_class denominator;
};

mpz_class wide(std::int64_t x) { return mpz_class(static_cast<long>(x)); }

Point sphere_point(std::uint64_t seed, std::uint64_t stream, std::size_t d) {
  for (std::uint64_t word = 0;;) {
    Point v(d);
    mpz_class square = 0;
    for (std::int64_t& entry : v) {
      entry = -6 * 65535;
      for (int words = 0; words < 3; ++words, ++word)
        for (unsigned part = 0; part < 4; ++part)
          entry +=
              static_cast<std::int64_t>(philox_word(seed, stream, word) >> (16 * part) & 65535);
      square += wide(entry) * wide(entry);
    }
    if (square == 0) continue;
    const mpz_class norm = sqrt(mpz_class(square << 24));
    mpz_class length = 0;
    for (std::int64_t& entry : v) {
      const mpz_class above = (wide(entry) << 37) + norm;
      const mpz_class below = 2 * norm;
      mpz_class nearest;
      mpz_fdiv_q(nearest.get_mpz_t(), above.get_mpz_t(), below.get_mpz_t());
      entry = nearest.get_si();
      length += nearest * nearest;
    }
    if (abs(length - wide(kGrid) * wide(kGrid)) <= wide(kGrid) << 8) return v;
  }
}

Points read_points(const Json& value, std::uint64_t n, std::uint64_t d) {
  Fields fields(value, "points");
  const std::string& family = fields.text("family");
  Points points{family, {}, 1};
  if (family == "standard") {
    require(n == d, "points: not as many unit vectors as dimensions");
    points.entries.assign(n, Point(d, 0));
    for (std::size_t i = 0; i < n; ++i) points.entries[i][i] = 1;
  } else if (family == "signs") {
    const std::uint64_t divisor = fields.count("divisor");
    require(divisor < (1U << 20) && divisor * divisor == d, "points.divisor: not the root of d");
    const std::uint64_t seed = fields.count("seed");
    points.denominator = divisor;
    for (std::size_t i = 0; i < n; ++i) {
      points.entries.emplace_back();
      for (std::size_t c = 0; c < d; ++c)
        points.entries.back().push_back((philox_word(seed, i, c) & 1) != 0 ? 1 : -1);
    }
  } else {
    require(family == "sphere", "points.family: not one of this program");
    const std::uint64_t seed = fields.count("seed");
    points.denominator = wide(kGrid);
    for (std::size_t i = 0; i < n; ++i) points.entries.push_back(sphere_point(seed, i, d));
  }
  fields.finish();
  return points;
}

/// A x. |x_c| <= 2^24 and d < 2^20, so nothing overflows.
Point projected(const Point& x, const std::vector<std::vector<std::uint64_t>>& rows) {
  Point image;
  for (const auto& row : rows) {
    std::int64_t sum = 0;
    for (std::size_t c = 0; c < x.size(); ++c)
      sum += (row[c / 64] >> (c % 64) & 1) != 0 ? -x[c] : x[c];
    image.push_back(sum);
  }
  return image;
}

/// <x, y>, the squared norms of both below 2^62: by Cauchy-Schwarz so is every partial sum.
std::int64_t product(const Point& x, const Point& y) {
  std::int64_t sum = 0;
  for (std::size_t c = 0; c < x.size(); ++c) sum += x[c] * y[c];
  return sum;
}

void require_short(const std::vector<Point>& points) {
  for (const Point& x : points) {
    mpz_class square = 0;
    for (const std::int64_t entry : x) square += wide(entry) * wide(entry);
    if ((square >> 62) != 0) throw NotChecked("points too long for 64-bit products");
  }
}

/// |<A x, A y> - k <x, y>|, for vectors times the denominator, and its pair, counted from 1.
struct Change {
  mpz_class size = -1;
  std::size_t i = 0, j = 0;
};

/// The largest change, by rows of the pairs i <= j; of equal ones that of the first j, then i.
Change largest_change(const std::vector<Point>& before, const std::vector<Point>& after,
                      std::uint64_t k) {
  Change most;
  for (std::size_t j = 0; j < before.size(); ++j)
    for (std::size_t i = 0; i <= j; ++i) {
      const mpz_class moved = abs(wide(product(after[i], after[j])) -
                                  mpz_class(k) * wide(product(before[i], before[j])));
      if (moved > most.size) most = {moved, i + 1, j + 1};
    }
  return most;
}

}  // namespace

std::string check_projection_all_pairs(const Json& certificate, const Json& result) {
  const Claim claim = read_claim(result);
  Fields claimed(result, "result");
  require(claimed.text("kind") == "analyze", "result.kind: not analyze");
  for (const char* name : {"theorem", "task", "status", "assumes", "certificate"}) claimed[name];
  for (const char* name : {"notes", "seconds"}) claimed.optional(name);
  Fields construction(claimed["construction"], "construction");
  claimed.finish();
  require(construction.text("id") == "jl", "construction.id: not jl");
  Fields parameters(construction["parameters"], "construction.parameters");
  construction.finish();
  const std::uint64_t k = parameters.count("dimension");
  const std::uint64_t seed = parameters.count("seed");
  parameters.finish();
  const Task& task = claim.task;
  require(task.name == "random-projection" && task.lengths == "exact" && !task.alphabet &&
              !task.sides && task.dimension && task.gamma && claim.assumes.empty(),
          "task: not a projection of points");
  Fields fields(certificate, "");
  fields["kind"];
  const mpq_class eps = fields.fraction("eps");
  require(eps == *task.gamma, "eps: not the task's gamma");
  const std::uint64_t n = task.n;
  const std::uint64_t d = *task.dimension;
  require(n >= 1 && d >= 1 && k >= 1, "task: no points, or no rows");
  const double steps =
      static_cast<double>(n) * (static_cast<double>(k) * static_cast<double>(d) +
                                static_cast<double>(n) * static_cast<double>(k + d));
  if (steps > kMostSteps || d >= 1U << 20 || k >= 1U << 20)
    throw NotChecked("more points than this program compares");
  const Points points = read_points(fields["points"], n, d);
  std::vector<std::vector<std::uint64_t>> rows(k);
  for (std::size_t r = 0; r < k; ++r)
    for (std::size_t w = 0; w < (d + 63) / 64; ++w) rows[r].push_back(philox_word(seed, r, w));
  std::vector<Point> images;
  for (const Point& x : points.entries) images.push_back(projected(x, rows));
  require_short(points.entries);
  require_short(images);
  const Change most = largest_change(points.entries, images, k);
  mpq_class change(most.size, mpz_class(k) * points.denominator * points.denominator);
  change.canonicalize();
  require(fields.fraction("largest_change") == change, "largest_change: not " + change.get_str());
  const std::vector<Json>& pair = fields.list("pair");
  fields.finish();
  require(pair.size() == 2 && count(pair[0], "pair") == most.i && count(pair[1], "pair") == most.j,
          "pair: not the first of the largest change");
  require(change <= eps, "largest_change: exceeds eps");
  return std::to_string(n * (n + 1) / 2) + " pairs of " + points.family +
         " points, k = " + std::to_string(k) + ": no product moves by more than " +
         change.get_str();
}

}  // namespace checker
