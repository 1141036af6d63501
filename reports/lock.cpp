#include "reports/lock.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "reports/bibliography.hpp"
#include "reports/digest.hpp"
#include "reports/json_values.hpp"
#include "reports/result_key.hpp"
#include "reports/summary.hpp"

namespace separatrix {
namespace {

using json_values::fail;
using json_values::Fields;
using json_values::Json;

std::string bound_name(std::string_view side, const Bound& bound) {
  std::string name = fmt::format("{} on {}, {}", side, bound.quantity, bound.convention);
  if (!bound.partition.empty()) name += ", " + bound.partition;
  return name;
}

/// The strongest one stands where one result has several of one name.
void raise(std::map<std::string, Integer>& numbers, const std::string& name, const Integer& value) {
  const auto [place, fresh] = numbers.emplace(name, value);
  if (!fresh) place->second = std::max(place->second, value);
}
void lower(std::map<std::string, Integer>& numbers, const std::string& name, const Integer& value) {
  const auto [place, fresh] = numbers.emplace(name, value);
  if (!fresh) place->second = std::min(place->second, value);
}

LockEntry entry_of(const Result& result, Json key) {
  LockEntry entry{.key = std::move(key),
                  .status = result.status,
                  .at_least = {},
                  .at_most = {},
                  .assumes = result.assumes,
                  .verdict = result.verdict};
  std::sort(entry.assumes.begin(), entry.assumes.end());
  for (const Bound& bound : result.bounds) {
    if (bound.lower_bits)
      raise(entry.at_least, bound_name("lower bound", bound), *bound.lower_bits);
    if (bound.upper_bits) lower(entry.at_most, bound_name("upper bound", bound), *bound.upper_bits);
  }
  if (result.hidden_size)
    raise(entry.at_least, "least width of " + result.hidden_size->model,
          result.hidden_size->min_width);
  if (const auto& m = result.measures) {
    entry.at_most["width"] = Integer(m->width);
    entry.at_most["heads"] = Integer(m->heads);
    entry.at_most["layers"] = Integer(m->layers);
    entry.at_most["bits per number"] = Integer(m->precision_bits);
    entry.at_most["parameters"] = m->parameters;
    entry.at_most["representation bits"] = m->representation_bits;
  }
  if (result.vectors)
    entry.at_most["dimension of the vectors"] = Integer(result.vectors->dimension);
  if (result.evidence && result.status == Status::sampled)
    entry.failure_rate_upper = result.evidence->failure_rate_upper;
  if (result.certificate) entry.certificate = digest(result.certificate->dump());
  return entry;
}

bool holds(Status status) {
  return status == Status::certified || status == Status::exhaustive || status == Status::sampled;
}

/// Height among the statuses of a claim that holds; undecided is below them.
int height(Status status) {
  switch (status) {
    case Status::certified:
      return 3;
    case Status::exhaustive:
      return 2;
    case Status::sampled:
      return 1;
    case Status::refuted:
    case Status::undecided:
      return 0;
  }
  return 0;
}

bool weaker_status(const LockEntry& before, const LockEntry& now) {
  if (before.status == now.status || before.status == Status::undecided) return false;
  if (before.status == Status::refuted)
    return height(now.status) < height(Status::exhaustive) ||
           before.key.value("kind", "") == "audit";
  return now.status == Status::refuted || height(now.status) < height(before.status);
}

/// Collects what differs between the two entries of one key.
class Comparison {
 public:
  explicit Comparison(std::vector<LockNote>& notes) : notes_(notes) {}

  void entry(const LockEntry& before, const LockEntry& now) {
    result_ = key_text(before.key);
    if (before.status != now.status)
      say(weaker_status(before, now),
          fmt::format("{} before, {} now", to_string(before.status), to_string(now.status)));
    // Numbers of a model that fails, or of a search that was cut short, are no evidence.
    if (holds(before.status) && holds(now.status)) {
      numbers(before.at_least, now.at_least,
              [](const Integer& was, const Integer& is) { return is < was; });
      numbers(before.at_most, now.at_most,
              [](const Integer& was, const Integer& is) { return is > was; });
      if (before.failure_rate_upper && now.failure_rate_upper &&
          *before.failure_rate_upper != *now.failure_rate_upper)
        say(*now.failure_rate_upper > *before.failure_rate_upper,
            fmt::format("bound on the failure rate: {} before, {} now",
                        number_text(*before.failure_rate_upper, Toward::above),
                        number_text(*now.failure_rate_upper, Toward::above)));
      assumptions(before, now);
    }
    if (before.certificate && !now.certificate) say(true, "the certificate is gone");
    if (!before.certificate && now.certificate) say(false, "has a certificate now");
    if (before.certificate && now.certificate && *before.certificate != *now.certificate)
      say(false, "another certificate of the same claim");
    if (before.verdict != now.verdict)
      say(false, fmt::format("verdict: \"{}\" before, \"{}\" now", before.verdict.value_or(""),
                             now.verdict.value_or("")));
  }

 private:
  void say(bool weaker, std::string text) { notes_.push_back({weaker, result_, std::move(text)}); }

  template <class Worse>
  void numbers(const std::map<std::string, Integer>& before,
               const std::map<std::string, Integer>& now, Worse worse) {
    for (const auto& [name, was] : before) {
      const auto found = now.find(name);
      if (found == now.end())
        say(true, fmt::format("{}: {} before, gone now", name, was.str()));
      else if (found->second != was)
        say(worse(was, found->second),
            fmt::format("{}: {} before, {} now", name, was.str(), found->second.str()));
    }
    for (const auto& [name, is] : now)
      if (!before.contains(name)) say(false, fmt::format("{}: {}, new", name, is.str()));
  }

  void assumptions(const LockEntry& before, const LockEntry& now) {
    const auto missing = [](const std::string& key, const std::vector<std::string>& keys) {
      return std::find(keys.begin(), keys.end(), key) == keys.end();
    };
    for (const std::string& key : now.assumes)
      if (missing(key, before.assumes)) say(true, fmt::format("assumes [{}] besides", key));
    for (const std::string& key : before.assumes)
      if (missing(key, now.assumes)) say(false, fmt::format("no longer assumes [{}]", key));
  }

  std::vector<LockNote>& notes_;
  std::string result_;
};

}  // namespace

Lock lock_of(const Record& record) {
  Lock lock{record.tool, {}};
  const std::vector<Json> keys = result_keys(record.results);
  for (std::size_t i = 0; i < keys.size(); ++i)
    lock.entries.push_back(entry_of(record.results[i], keys[i]));
  std::sort(lock.entries.begin(), lock.entries.end(),
            [](const LockEntry& a, const LockEntry& b) { return a.key.dump() < b.key.dump(); });
  return lock;
}

std::vector<LockNote> compare(const Lock& before, const Lock& now) {
  std::map<std::string, const LockEntry*> fresh;
  for (const LockEntry& entry : now.entries) fresh.emplace(entry.key.dump(), &entry);
  std::vector<LockNote> notes;
  for (const LockEntry& entry : before.entries) {
    const auto found = fresh.find(entry.key.dump());
    if (found == fresh.end()) {
      notes.push_back({true, key_text(entry.key),
                       fmt::format("{} before, no such result now", to_string(entry.status))});
      continue;
    }
    Comparison(notes).entry(entry, *found->second);
    fresh.erase(found);
  }
  for (const LockEntry& entry : now.entries)
    if (fresh.contains(entry.key.dump()))
      notes.push_back(
          {false, key_text(entry.key), fmt::format("{}, new", to_string(entry.status))});
  std::stable_partition(notes.begin(), notes.end(), [](const LockNote& n) { return n.weaker; });
  return notes;
}

// Reading and writing.

namespace {

Json numbers_json(const std::map<std::string, Integer>& numbers) {
  Json json = Json::object();
  for (const auto& [name, value] : numbers) json[name] = json_values::write_integer(value);
  return json;
}

std::map<std::string, Integer> read_numbers(const Json& json, const std::string& path) {
  if (!json.is_object() || json.empty()) fail(path, "must be an object that is not empty");
  std::map<std::string, Integer> numbers;
  for (const auto& [name, value] : json.items())
    numbers[name] = json_values::read_count(value, path + "." + name);
  return numbers;
}

LockEntry read_entry(const Json& json, const std::string& path) {
  Fields fields(json, path);
  LockEntry entry;
  entry.key = fields.need("result");
  if (!entry.key.is_object()) fail(fields.path("result"), "must be an object");
  Fields key(entry.key, fields.path("result"));
  parse_kind(json_values::read_text(key.need("kind"), key.path("kind")), key.path("kind"));
  entry.status = parse_status(json_values::read_text(fields.need("status"), fields.path("status")),
                              fields.path("status"));
  if (const Json* value = fields.find("at_least"))
    entry.at_least = read_numbers(*value, fields.path("at_least"));
  if (const Json* value = fields.find("at_most"))
    entry.at_most = read_numbers(*value, fields.path("at_most"));
  if (const Json* value = fields.find("failure_rate_upper"))
    entry.failure_rate_upper =
        json_values::read_fraction(*value, fields.path("failure_rate_upper"));
  if (const Json* value = fields.find("assumes")) {
    entry.assumes = json_values::read_texts(*value, fields.path("assumes"));
    for (const std::string& citation : entry.assumes)
      if (!has_key(citation))
        fail(fields.path("assumes"), fmt::format("\"{}\" is not a citation key", citation));
  }
  if (const Json* value = fields.find("verdict"))
    entry.verdict = json_values::read_name(*value, fields.path("verdict"));
  if (const Json* value = fields.find("certificate"))
    entry.certificate = json_values::read_name(*value, fields.path("certificate"));
  fields.finish();
  return entry;
}

}  // namespace

std::string to_text(const Lock& lock) {
  const Json tool{{"name", lock.tool.name}, {"version", lock.tool.version}};
  std::string text = fmt::format("{{\n\"schema\": \"{}\",\n\"tool\": {},\n\"results\": [",
                                 lock_version, tool.dump());
  bool first = true;
  for (const LockEntry& entry : lock.entries) {
    Json json{{"result", entry.key}, {"status", to_string(entry.status)}};
    if (!entry.at_least.empty()) json["at_least"] = numbers_json(entry.at_least);
    if (!entry.at_most.empty()) json["at_most"] = numbers_json(entry.at_most);
    if (entry.failure_rate_upper)
      json["failure_rate_upper"] = json_values::write_fraction(*entry.failure_rate_upper);
    if (!entry.assumes.empty()) json["assumes"] = entry.assumes;
    if (entry.verdict) json["verdict"] = *entry.verdict;
    if (entry.certificate) json["certificate"] = *entry.certificate;
    text += (first ? "\n" : ",\n") + json.dump();
    first = false;
  }
  return text + "\n]\n}\n";
}

Lock parse_lock(std::string_view text) {
  const Json json = json_values::parse(text);
  Fields fields(json, "$");
  const std::string version = json_values::read_text(fields.need("schema"), "$.schema");
  if (version != lock_version)
    fail("$.schema", fmt::format("\"{}\" is not \"{}\", the version that this program reads",
                                 version, lock_version));
  Lock lock;
  Fields tool(fields.need("tool"), "$.tool");
  lock.tool = {json_values::read_name(tool.need("name"), "$.tool.name"),
               json_values::read_name(tool.need("version"), "$.tool.version")};
  tool.finish();
  const Json& results = fields.need("results");
  if (!results.is_array()) fail("$.results", "must be an array");
  std::string last;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const std::string path = fmt::format("$.results[{}]", i);
    lock.entries.push_back(read_entry(results[i], path));
    const std::string key = lock.entries.back().key.dump();
    if (key <= last)
      fail(path, key == last ? "the same result stands twice" : "not in the order of the results");
    last = key;
  }
  fields.finish();
  return lock;
}

}  // namespace separatrix
