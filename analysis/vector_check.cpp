#include "analysis/vector_check.hpp"

#include "bounds/dimension_bound.hpp"
#include "constructions/vectors/additive_code.hpp"
#include "constructions/vectors/coherence.hpp"
#include "models/json_fields.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

TaskInstance describe_task(const vectors::SignFamily& family, const Rational& gamma, Sides sides) {
  TaskInstance task;
  task.name = "nearly-orthogonal-vectors";
  task.n = family.size();
  task.gamma = gamma;
  task.sides = sides;
  return task;
}

void add_bound(Result& result, const vectors::SignFamily& family, const Rational& gamma,
               Sides bounded, bool reached, Work& work) {
  if (work.stopped()) return;
  const DimensionBound least = lower_bound_dimension(family.size(), gamma, bounded, work);
  const std::string sided = std::string(to_string(bounded)) + "-sided";
  Bound bound;
  bound.quantity =
      "dimension of " + std::to_string(family.size()) + " vectors, gamma " + to_string(gamma);
  bound.convention = sided;
  bound.lower_bits = Integer(least.dimension);
  bound.method = "Delsarte linear program, Welch, counting; each smaller dimension excluded";
  if (reached) bound.upper_bits = Integer(family.dimension());
  result.bounds.push_back(bound);
  if (reached && least.dimension == family.dimension())
    result.notes.push_back("dimension " + std::to_string(family.dimension()) + " is optimal (" +
                           sided + "): every smaller one is excluded");
  (*result.certificate)["dimension_" + std::string(to_string(bounded)) + "_sided"] = to_json(least);
}

/// The rows from which a stranger can list the first n vectors of a code: digits of Z_4, a row of
/// order 4 (with an odd digit) being named by two bits of the index.
Json generators(const vectors::AdditiveCode& code, std::uint64_t n) {
  Json rows = Json::array();
  for (unsigned b = 0; b < ceil_log2(n); b += code.odd_bit(b) ? 2 : 1) {
    std::string digits;
    for (const std::uint8_t entry : code.bit_entries(b)) digits += static_cast<char>('0' + entry);
    rows.push_back(std::move(digits));
  }
  return {{"signs", code.quaternary() ? "gray" : "binary"}, {"rows", std::move(rows)}};
}

/// The command that builds and checks the family again; vectors of a file keep their place in it.
std::vector<std::string> replay(const vectors::SignFamily& family, const Rational& gamma,
                                Sides sides) {
  const auto parameters = vectors::to_json(family);
  std::vector<std::string> words{"separatrix",  "vectors",
                                 "--family",    family.id() == "table" ? "table:FILE" : family.id(),
                                 "--n",         std::to_string(family.size()),
                                 "--gamma",     to_string(gamma),
                                 "--sides",     std::string(to_string(sides)),
                                 "--dimension", std::to_string(family.dimension())};
  if (parameters.contains("seed")) {
    words.push_back("--seed");
    words.push_back(std::to_string(parameters["seed"].get<std::uint64_t>()));
  }
  return words;
}

std::string show_pair(const vectors::SignFamily& family, const vectors::IndexPair& pair) {
  return "vectors " + std::to_string(pair.i + 1) + " and " + std::to_string(pair.j + 1) +
         " have inner product " +
         to_string(Rational(Integer(family.product(pair.i, pair.j)), Integer(family.dimension())));
}

}  // namespace

Result check_vectors(const vectors::SignFamily& family, const Rational& gamma, Sides sides,
                     Work& work) {
  const Integer k = family.dimension();
  const vectors::Coherence coherence = vectors::coherence(family, work);
  const vectors::Within within = vectors::within(coherence, family.dimension(), gamma, sides);
  Result result;
  result.kind = Kind::vectors;
  result.theorem = family.id() == "random-sign" ? "C8.1" : "L2";
  result.task = describe_task(family, gamma, sides);
  result.assumes = coherence.assumes;
  Vectors vectors;
  vectors.family = family.id();
  vectors.dimension = family.dimension();
  const auto parameters = vectors::to_json(family);
  if (parameters.contains("seed")) vectors.seed = parameters["seed"].get<std::uint64_t>();
  if (family.size() > 1 && coherence.complete) {
    vectors.max_inner_product = Rational(Integer(coherence.max_product), k);
    vectors.min_inner_product = Rational(Integer(coherence.min_product), k);
  }
  result.vectors = vectors;
  if (!coherence.exact)
    result.notes.push_back("the inner products are bounds of a cited theorem, not attained values");
  Json described = parameters;
  result.construction = Construction{family.id(), described};
  switch (within.holds) {
    case Tri::yes:
      result.status = Status::certified;
      result.certificate = Json{{"kind", "sign-vectors"},
                                {"family", described},
                                {"gamma", to_json_number(gamma)},
                                {"sides", std::string(to_string(sides))},
                                {"max_product", coherence.max_product},
                                {"min_product", coherence.min_product},
                                {"method", coherence.method}};
      if (family.additive() != nullptr && family.size() > 1)
        (*result.certificate)["generators"] = generators(*family.additive(), family.size());
      // A two-sided family is one-sided too, so its dimension answers both questions.
      add_bound(result, family, gamma, Sides::two, sides == Sides::two, work);
      add_bound(result, family, gamma, Sides::one, true, work);
      break;
    case Tri::no:
      result.status = Status::refuted;
      result.counterexample =
          Counterexample{show_pair(family, *within.pair),
                         Json{{"i", within.pair->i + 1},
                              {"j", within.pair->j + 1},
                              {"product", family.product(within.pair->i, within.pair->j)},
                              {"dimension", family.dimension()}},
                         replay(family, gamma, sides)};
      break;
    case Tri::unknown:
      result.status = Status::undecided;
      result.reason = within.reason;
      break;
  }
  return result;
}

}  // namespace separatrix
