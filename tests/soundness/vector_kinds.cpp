// Faults of vectors and of certificates of dimensions. The truth: all pairs of vectors, and the
// conditions of the bounds by their definitions.
#include <bit>

#include "analysis/vector_check.hpp"
#include "bound_faults.hpp"
#include "bounds/dimension_bound.hpp"
#include "bounds/dimension_certificate.hpp"
#include "constructions/vectors/table.hpp"

namespace separatrix::soundness {
namespace {

/// The codewords of the extended Hamming code [8,4,4] that begin with 0, signs for bits: all inner
/// products are 0.
BoundFault flipped_signs(Random& random) {
  std::vector<std::vector<std::uint64_t>> rows;
  for (const std::uint64_t row : {0x00U, 0x0fU, 0x33U, 0x3cU, 0x55U, 0x5aU, 0x66U, 0x69U})
    rows.push_back({row});
  BoundFault fault{"a sign of a vector", ""};
  for (std::uint64_t i = 1 + random.below(4); i > 0; --i) {
    const std::size_t r = random.below(rows.size()), c = random.below(8);
    rows[r][0] ^= std::uint64_t{1} << c;
    fault.detail += std::to_string(r) + "," + std::to_string(c) + " ";
  }
  const int gamma = static_cast<int>(random.below(4));  // in eighths
  fault.detail += "at " + std::to_string(gamma) + "/8";
  fault.holds = true;
  for (std::size_t i = 0; i < rows.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const int product = 8 - 2 * std::popcount(rows[i][0] ^ rows[j][0]);
      fault.holds = fault.holds && std::abs(product) <= gamma;
    }
  Work work;
  const Result result =
      check_vectors(*vectors::table(8, rows), Rational(gamma, 8), Sides::two, work);
  fault.accepted = result.status == Status::certified;
  if (result.status == Status::refuted) {
    const auto& pair = result.counterexample->data;
    const auto row = [&](const char* name) {
      return rows[pair.at(name).get<std::size_t>() - 1][0];
    };
    fault.unfounded = std::abs(8 - 2 * std::popcount(row("i") ^ row("j"))) <= gamma;
  }
  return fault;
}

using Json = nlohmann::ordered_json;

Integer choose(std::uint64_t n, std::uint64_t k) {
  Integer result = k <= n ? 1 : 0;
  for (std::uint64_t i = 0; i < k && result != 0; ++i) result = result * (n - i) / (i + 1);
  return result;
}

/// sum_i (-1)^i C(w, i) C(n - w, j - i).
Integer krawtchouk(std::uint64_t n, std::uint64_t j, std::uint64_t w) {
  Integer sum = 0;
  for (std::uint64_t i = 0; i <= j; ++i)
    sum += (i % 2 == 0 ? 1 : -1) * choose(w, i) * choose(n - w, j - i);
  return sum;
}

/// The distances that matter and the length at which the polynomial is taken: where a coordinate of
/// parity makes all distances even (bounds/distance_window.hpp), the even ones at that length.
struct Distances {
  std::uint64_t length;
  std::vector<std::uint64_t> allowed;
};

Distances distances(std::uint64_t k, const Rational& gamma, bool two) {
  std::uint64_t least = 0;
  while (Rational(Integer(k) - 2 * Integer(least)) > gamma * k) ++least;
  const bool lengthened = least % 2 == 1 && (!two || k % 2 == 1);
  const bool even = !two || k % 2 == least % 2;
  Distances found{lengthened ? k + 1 : k, {}};
  const std::uint64_t most = two ? k - least : found.length;
  for (std::uint64_t w = lengthened ? least + 1 : least; w <= most; ++w)
    if (!even || w % 2 == 0) found.allowed.push_back(w);
  return found;
}

/// Does the entry exclude N vectors in dimension k?
bool excludes(const Json& entry, std::uint64_t k, const Integer& vectors, const Rational& gamma,
              bool two) {
  const std::string method = entry.at("method");
  if (method == "counting")
    return power(Integer(2), static_cast<unsigned>(two ? k - 1 : k)) < vectors;
  if (method == "welch") {
    const auto s = entry.at("moment").get<unsigned>();
    const Rational sum = (Rational(vectors) / choose(k + s - 1, s) - 1) / (vectors - 1);
    Rational moment = 1;
    for (unsigned i = 0; i < 2 * s; ++i) moment *= gamma;
    return two && s > 0 && moment < sum;
  }
  const Distances window = distances(k, gamma, two);
  const auto value = [&](std::uint64_t w) {
    Rational sum = 1;
    for (const Json& term : entry.at("terms"))
      sum +=
          parse_rational(term[1].get<std::string>(), "f") * krawtchouk(window.length, term[0], w);
    return sum;
  };
  for (const Json& term : entry.at("terms"))
    if (parse_rational(term[1].get<std::string>(), "f") < 0) return false;
  for (const std::uint64_t w : window.allowed)
    if (value(w) > 0) return false;
  const Rational at_zero = value(0);
  return floor(at_zero) < vectors &&
         floor(at_zero) == parse_integer(entry.at("at_most").get<std::string>(), "at_most");
}

bool proves(const Json& c) {
  std::uint64_t next = 1;
  for (const Json& entry : c.at("exclusions")) {
    if (entry.at("first") != next) return false;
    for (; next <= entry.at("last"); ++next)
      if (!excludes(entry, next, parse_integer(c.at("vectors").get<std::string>(), "vectors"),
                    parse_rational(c.at("gamma").get<std::string>(), "gamma"),
                    c.at("sides") == "two"))
        return false;
  }
  return c.at("dimension") == next;
}

BoundFault faulty_dimension(Random& random) {
  static const Json good[] = {
      [] {
        Work work;
        return to_json(lower_bound_dimension(256, Rational(1, 4), Sides::two, work));
      }(),
      [] {
        Work work;
        return to_json(lower_bound_dimension(256, Rational(1, 4), Sides::one, work));
      }()};
  Json c = good[random.below(2)];
  const auto shift = [&](Json& number) {
    number = number.get<std::uint64_t>() + (random.coin() ? 1 : std::uint64_t(-1));
  };
  std::string place;
  Json& entry = c["exclusions"][random.below(c["exclusions"].size())];
  switch (random.below(entry["method"] == "counting" ? 4 : 7)) {
    case 0:
      place = "the dimension";
      shift(c["dimension"]);
      break;
    case 1: {
      place = "the number of vectors";
      const std::uint64_t others[] = {2, 255, 257, 128, 512};
      c["vectors"] = std::to_string(others[random.below(5)]);
      break;
    }
    case 2: {
      place = "gamma";
      const char* const others[] = {"1/8", "1/3", "1/2", "1/5"};
      c["gamma"] = others[random.below(4)];
      break;
    }
    case 3:
      place = "an excluded dimension";
      shift(entry[random.coin() ? "first" : "last"]);
      break;
    default:
      if (entry["method"] == "welch") {
        place = "Welch's moment";
        entry["moment"] = 1 + random.below(8);
      } else if (random.below(5) == 0) {
        place = "what the polynomial admits";
        entry["at_most"] =
            to_string(Rational(entry["at_most"].get<std::string>()) + (random.coin() ? 1 : -1));
      } else {
        Json& term = entry["terms"][random.below(entry["terms"].size())];
        const Rational old = parse_rational(term[1].get<std::string>(), "f");
        const Rational unit(1, power(Integer(10), 1 + static_cast<unsigned>(random.below(12))));
        place = "a coefficient";
        const std::uint64_t how = random.below(4);
        term[1] = to_string(how == 0   ? Rational(old + unit)
                            : how == 1 ? Rational(old - unit)
                            : how == 2 ? Rational(-old)
                                       : Rational(old * 2));
      }
  }
  bool changed = true;
  for (const Json& original : good) changed = changed && c != original;
  if (!changed) return {};
  return {place, place + ": " + c.dump(), proves(c), verify(c).valid};
}

}  // namespace

std::vector<Kind> vector_kinds() {
  return {bound_kind("nearly orthogonal vectors: signs", "check_vectors", true, flipped_signs),
          bound_kind("dimension: a field of the certificate", "verify(dimension certificate)", true,
                     faulty_dimension)};
}

}  // namespace separatrix::soundness
