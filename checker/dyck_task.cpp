#include "dyck_task.hpp"

#include <algorithm>

namespace checker {

Dyck read_dyck(const Task& task) {
  Dyck dyck;
  dyck.next = task.name.starts_with("dyck-next:");
  require(dyck.next || task.name.starts_with("dyck:"), "task: no Dyck language");
  const std::size_t first = task.name.find(':');
  const std::size_t second = task.name.find(':', first + 1);
  require(second != std::string::npos, "task: no Dyck language");
  const auto number = [](const std::string& digits) {
    Json value;
    value.type = Json::Type::text;
    value.text = digits;
    const mpz_class size = integer(value, "task");
    require(size >= 1 && size <= 1L << 30, "task: no such Dyck language");
    return size.get_ui();
  };
  dyck.types = number(task.name.substr(first + 1, second - first - 1));
  dyck.depth = number(task.name.substr(second + 1));
  dyck.length = task.n;
  require(!task.alphabet && !task.dimension && !task.gamma && !task.sides && task.n >= 1,
          "task: not a Dyck language's");
  require(task.lengths == "exact", "task: an empty string is no input of a Transformer");
  return dyck;
}

namespace {

/// (2n)^N strings; or the prefixes of members, counted by depth.
mpz_class domain_size(const Dyck& dyck) {
  mpz_class size;
  if (!dyck.next) {
    mpz_ui_pow_ui(size.get_mpz_t(), 2 * dyck.types, dyck.length);
    return size;
  }
  const std::uint64_t depth = std::min(dyck.depth, dyck.length);
  std::vector<mpz_class> ways(depth + 2);
  ways[0] = 1;
  for (std::uint64_t t = 0; t < dyck.length; ++t) {
    std::vector<mpz_class> longer(depth + 2);
    for (std::uint64_t s = 0; s <= depth; ++s) {
      if (s > 0) longer[s] += ways[s - 1] * mpz_class(dyck.types);
      if (s < depth) longer[s] += ways[s + 1];
    }
    ways = std::move(longer);
  }
  for (const mpz_class& each : ways) size += each;
  return size;
}

}  // namespace

void compare_domain(const Dyck& dyck, const Json& result) {
  Fields fields(result, "");
  Fields evidence(fields["evidence"], "evidence");
  if (evidence.has("domain_size"))
    require(evidence.integer("domain_size") == domain_size(dyck), "evidence.domain_size: another");
  evidence.finish();
}

}  // namespace checker
