#include "claim.hpp"

#include <algorithm>

namespace checker {
namespace {

Task read_task(const Json& value) {
  Fields fields(value, "task");
  Task task;
  task.name = fields.text("name");
  task.n = fields.count("n");
  if (fields.has("alphabet")) task.alphabet = fields.count("alphabet");
  if (fields.has("lengths")) task.lengths = fields.text("lengths");
  require(task.lengths == "exact" || task.lengths == "all" || task.lengths == "unbounded",
          "task.lengths: not a word of records");
  if (fields.has("dimension")) task.dimension = fields.count("dimension");
  if (fields.has("gamma")) task.gamma = fields.fraction("gamma");
  if (fields.has("sides")) task.sides = fields.text("sides");
  fields.finish();
  const bool vectors = task.name == "nearly-orthogonal-vectors";
  const bool points = task.name == "nearest-neighbour" || task.name == "random-projection";
  require(
      (!task.dimension || points) && (!task.gamma || points || vectors) && (!task.sides || vectors),
      "task: a field of another task");
  return task;
}

Bound read_bound(const Json& value) {
  Fields fields(value, "bounds");
  Bound bound;
  bound.quantity = fields.text("quantity");
  bound.convention = fields.text("convention");
  bound.partition = fields.text("partition");
  if (fields.has("lower_bits")) bound.lower = fields.integer("lower_bits");
  if (fields.has("upper_bits")) bound.upper = fields.integer("upper_bits");
  bound.method = fields.text("method");
  fields.finish();
  return bound;
}

}  // namespace

Claim read_claim(const Json& result) {
  Fields fields(result, "");
  Claim claim;
  claim.status = fields.text("status");
  claim.task = read_task(fields["task"]);
  if (fields.has("bounds"))
    for (const Json& bound : fields.list("bounds")) claim.bounds.push_back(read_bound(bound));
  for (const Json& citation : fields.list("assumes"))
    claim.assumes.push_back(text(citation, "assumes"));
  return claim;
}

void require_says_only(const Json& result, std::initializer_list<std::string_view> kinds,
                       std::initializer_list<std::string_view> read) {
  Fields fields(result, "result");
  require(std::ranges::find(kinds, fields.text("kind")) != kinds.end(),
          "result.kind: not one that this certificate proves");
  for (const char* name : {"theorem", "task", "status", "assumes", "certificate"}) fields[name];
  for (const char* name : {"notes", "seconds"}) fields.optional(name);
  for (const std::string_view name : read) fields.optional(name);
  fields.finish();
}

std::string task_line(const Json& result) {
  const Json* task = result.find("task");
  const Json* name = task == nullptr ? nullptr : task->find("name");
  const Json* n = task == nullptr ? nullptr : task->find("n");
  return name == nullptr || n == nullptr ? "" : name->text + ", n = " + n->text;
}

}  // namespace checker
