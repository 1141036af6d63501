#include "recurrent_claim.hpp"

#include <algorithm>

namespace checker {
namespace {

void compare_measures(const Json& value, const RecurrentNet& net, const Numbers& numbers) {
  Fields measures(value, "measures");
  require(measures.count("width") == net.units() && measures.count("heads") == 0 &&
              measures.count("layers") == 1,
          "measures: not those of a recurrent net of as many units");
  require(measures.count("precision_bits") == numbers.precision_bits(),
          "measures.precision_bits: not those of the arithmetic");
  require(measures.integer("parameters") == net.parameters(),
          "measures.parameters: not as many as the net has");
  require(
      measures.integer("representation_bits") == net.representation_bits(numbers.precision_bits()),
      "measures.representation_bits: not those of the net");
  measures.finish();
}

void compare_construction(const Json& value, const std::string& id) {
  Fields construction(value, "construction");
  require(construction.text("id") == id, "construction.id: not the net's");
  construction["parameters"];
  construction.finish();
}

}  // namespace

RecurrentClaim read_recurrent_claim(Fields& certificate, const Json& result) {
  RecurrentClaim read;
  read.claim = read_claim(result);
  require_says_only(result, {"verify"},
                    {"construction", "arithmetic", "measures", "evidence", "bounds"});
  const Task& task = read.claim.task;
  require(read.claim.assumes.empty() && read.claim.bounds.empty(),
          "the certificate needs no citation");
  require(!task.alphabet && !task.dimension && !task.gamma && !task.sides,
          "task: fields that this task does not have");
  certificate.text("kind");
  require(certificate.text("task") == task.name, "task: not the result's");

  Fields arithmetic(certificate["arithmetic"], "arithmetic");
  const std::string name = arithmetic.text("name");
  const std::uint64_t n = std::max<std::uint64_t>(task.n, 2);
  Fields whole(result, "");
  require(whole.text("arithmetic") == name, "arithmetic: not the result's");
  if (name.starts_with("fixed:"))
    require(arithmetic.count("n") == n, "arithmetic.n: not the task's");
  if (arithmetic.has("exact")) read.exact_unit = arithmetic.text("exact");
  arithmetic.finish();
  read.numbers = Numbers(name, n);

  const RecurrentNet written = read_recurrent_net(certificate["model"]);
  if (written.task != task.name)
    throw NotChecked("the model says that it was made for " + written.task);
  require(certificate.text("net") == written.construction, "net: not the model's construction");
  require(certificate.count("units") == written.units(), "units: not as many as the model has");
  compare_construction(whole["construction"], written.construction);
  compare_measures(whole["measures"], written, read.numbers);
  Fields evidence(whole["evidence"], "evidence");
  evidence.finish();
  read.net = written.rounded(read.numbers);
  return read;
}

std::string not_covered() {
  return "; NOT COVERED: the theorem's id, the construction's parameters";
}

}  // namespace checker
