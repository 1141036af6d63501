// Kind "atlas-cell": the least width that a task forces on an architecture over one cut.
//
// Statement. Let models of the architecture with the sizes of the row compute their output over the
// cut in B(m) bits, B given by the row's formula, and let the task need D bits over it. Then the
// width m is at least the least m with B(m) >= D. (`limited` names another size than m where the
// row has it so: the rank of a transition.)
//
// What is proved. D is what this program's own closed form says of that cut (atlas_task.hpp), and
// the tree "bits needed" at this n. The tree "bits that cross" is the row's formula at the sizes
// named. It does not decrease in m, by its structure, so B(m - 1) < D <= B(m) makes m the least.
// Where B does not name m, there is no least m: B < D shows that no width is enough, if p, of which
// the claim says nothing, does not occur either.
// TAKEN AS GIVEN: the row's formula, and beyond small sizes the theorem behind the closed form.
#include "atlas_claim.hpp"
#include "kinds.hpp"

namespace checker {
namespace {

/// c of "prefix:c".
std::uint64_t prefix_of(const std::string& partition) {
  const std::string word = "prefix:";
  Json digits;
  digits.type = Json::Type::text;
  digits.text = partition.starts_with(word) ? partition.substr(word.size()) : "";
  const mpz_class prefix = integer(digits, "partition");
  require(prefix >= 0 && mpz_sizeinbase(prefix.get_mpz_t(), 2) <= 53, "partition: no such prefix");
  return prefix.get_ui();
}

/// Sizes n, 2n, 4n, .. at which some cut of the task must need as many bits as the tree says.
void check_larger_sizes(const Expression& needed, Task task, bool one_way) {
  constexpr std::uint64_t kLast = std::uint64_t{1} << 30;
  for (; task.n <= kLast; task.n *= 2) {
    const mpz_class most = one_way ? needed_one_way(task) : needed_two_way(task);
    require(evaluate(needed, {{"n", mpz_class(task.n)}}) <= most,
            "result.formulas: bits needed: more than " + most.get_str() +
                " at n = " + std::to_string(task.n));
  }
}

struct Cut {
  bool one_way = false;
  std::string partition;
  std::uint64_t prefix = 0;  // 0: no prefix cut
};

Cut read_cut(Fields& fields, const Task& task) {
  const std::string& protocol = fields.text("protocol");
  require(protocol == "one-way" || protocol == "two-way", "protocol: neither one-way nor two-way");
  Cut cut{protocol == "one-way", fields.text("partition"), 0};
  require(cut.one_way || cut.partition == two_way_partition(task),
          "partition: no two-way bound of the task over it is proved");
  if (cut.partition != "odd-even") cut.prefix = prefix_of(cut.partition);
  return cut;
}

void check_stated_bound(const AtlasClaim& cell, const Cut& cut, const mpz_class& needed) {
  require(cell.claim.bounds.size() == 1, "result.bounds: not one");
  const Bound& bound = cell.claim.bounds.front();
  require(bound.quantity == "communication", "result.bounds: not of communication");
  require(bound.convention == (cut.one_way ? "one-way, the receiver answers"
                                           : "two-way, both know the answer, which is sent back"),
          "result.bounds: another convention than that of the protocol");
  require(bound.partition == cut.partition, "result.bounds: another partition");
  require(bound.lower == needed, "result.bounds: the lower bound is not " + needed.get_str());
  require(!bound.upper, "result.bounds: an upper bound is not proved");
}

/// hidden_size speaks of m alone.
void check_stated_width(const Json& result, const AtlasClaim& cell, const std::string& limited,
                        const mpz_class& precision, const mpz_class& least) {
  require(cell.lower == limited + " >= " + least.get_str(), "result.lower: another size");
  const Json* claimed = result.find("hidden_size");
  require((claimed != nullptr) == (limited == "m"), "result.hidden_size: of m alone");
  if (claimed == nullptr) return;
  Fields hidden(*claimed, "result.hidden_size");
  require(hidden.text("model") == cell.architecture, "result.hidden_size.model: another one");
  require(hidden.integer("precision") == precision, "result.hidden_size.precision: another one");
  require(hidden.integer("min_width") == least, "result.hidden_size.min_width: another one");
  hidden.finish();
}

/// B at m and one below it, against the certificate. In words.
std::string check_least(Fields& fields, const Expression& bits, const std::string& limited,
                        Values at, const mpz_class& least, const mpz_class& needed) {
  require(least >= 1, "least: no such size");
  const auto bits_at = [&](const mpz_class& m) {
    at[limited] = m;
    return evaluate(bits, at);
  };
  require(nondecreasing(bits, limited, at),
          "result.formulas: bits that cross: not seen to grow with " + limited);
  bits_at(1);  // defined there, and so at every width up to the least
  const mpz_class enough = bits_at(least);
  require(enough >= needed, "least: too small");
  require(fields.integer("bits_at_least") == enough, "bits_at_least: not " + enough.get_str());
  require(fields.has("bits_below") == (least > 1), "bits_below: of no smaller width");
  if (least == 1) return needed.get_str() + " <= " + enough.get_str() + " bits";
  const mpz_class below = bits_at(least - 1);
  require(below < needed, "least: a smaller width is not excluded");
  require(fields.integer("bits_below") == below, "bits_below: not " + below.get_str());
  return below.get_str() + " < " + needed.get_str() + " <= " + enough.get_str() + " bits";
}

/// B, in which m does not occur, against D. In words.
std::string check_at_any_width(Fields& fields, const Json& result, const AtlasClaim& cell,
                               const Values& at, const mpz_class& needed) {
  const mpz_class crossing = evaluate(cell.formulas[0], at);
  require(fields.integer("bits") == crossing, "bits: not " + crossing.get_str());
  if (cell.lower != "impossible") {
    require(crossing >= needed, "result.lower: not what is proved");
    check_stated_width(result, cell, "m", at.at("p"), 1);
    return needed.get_str() + " <= " + crossing.get_str() + " bits at any width";
  }
  require(crossing < needed, "result.lower: not what is proved");
  require(result.find("hidden_size") == nullptr, "result.hidden_size: no width is enough");
  return crossing.get_str() + " < " + needed.get_str() + " bits at any width";
}

}  // namespace

std::string check_atlas_cell(const Json& certificate, const Json& result) {
  Fields fields(certificate, "");
  fields["kind"];
  const std::string& limited = fields.text("limited");
  // A row may have a field that reaches far enough.
  const bool field = has_formula(result, "receptive field");
  // A row may name no width.
  const bool sized = has_formula(result, "least " + limited);
  std::vector<std::string> names{"bits that cross", "bits needed"};
  if (sized) names.push_back("least " + limited);
  names.emplace_back("tokens");
  if (fields.text("partition") != "odd-even") names.emplace_back("prefix");
  if (field) names.emplace_back("receptive field");
  const AtlasClaim cell = read_atlas_claim(result, names, true);
  const Task& task = cell.claim.task;
  require(fields.text("architecture") == cell.architecture, "architecture: not the result's");
  const Cut cut = read_cut(fields, task);
  require(limited != "p" && limited != "n", "limited: no size of the architecture");
  const AtlasRow row = read_atlas_row(fields, cell, cut.prefix, {limited, "p"});
  Values at{{"n", mpz_class(task.n)}};
  if (cell.lower != "impossible") at["p"] = fields.integer("p");
  require(!at.contains("p") || at["p"] >= 1, "p: below 1");

  const Expression& bits = cell.formulas[0];
  const Expression& needs = cell.formulas[1];
  require(sized == variables(bits).contains(limited),
          "result.formulas: least " + limited + ": of bits that it changes, and only of those");
  require(!sized || cell.formulas[2] == Expression{"least", limited, 0, {bits, needs}},
          "result.formulas: least " + limited + ": not of the bits that cross and those needed");
  const mpz_class needed = fields.integer("needed_bits");
  const mpz_class most = cut.one_way ? needed_one_way(task, cut.prefix) : needed_two_way(task);
  require(needed == most, "needed_bits: not " + most.get_str());
  require(needed == evaluate(needs, {{"n", mpz_class(task.n)}}),
          "result.formulas: bits needed: not " + needed.get_str());
  check_stated_bound(cell, cut, needed);

  const Values n{{"n", mpz_class(task.n)}};
  require(cut.prefix == 0 || evaluate(cell.formulas[sized ? 4 : 3], n) == mpz_class(cut.prefix),
          "result.formulas: prefix: not that of the cut");
  std::string inequality;
  if (sized) {
    require(at.contains("p"), "result.lower: not what is proved");
    const mpz_class least = fields.integer("least");
    inequality = check_least(fields, bits, limited, at, least, needed);
    check_stated_width(result, cell, limited, at.at("p"), least);
  } else {
    require(limited == "m", "limited: bits that it does not change speak of m alone");
    inequality = check_at_any_width(fields, result, cell, at, needed);
  }
  fields.finish();
  check_larger_sizes(needs, task, cut.one_way);
  return cell.lower + " (" + inequality +
         "); bits needed: " + compared_with_tables(task, cut.one_way) + "; that " +
         cell.architecture + " computes its output over " + cut.partition + " " +
         (cut.one_way ? "one-way" : "two-way") + " in " + row_line(row) + " bits: TAKEN AS GIVEN" +
         left_out(cell) + (field ? ", the receptive field" : "");
}

}  // namespace checker
