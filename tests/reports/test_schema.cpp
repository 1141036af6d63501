#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "mutations.hpp"
#include "numerics/error.hpp"
#include "reports/record.hpp"
#include "reports/schema.hpp"
#include "samples.hpp"

using namespace separatrix;
using nlohmann::ordered_json;
namespace fs = std::filesystem;

namespace {

/// The command of Debian's package python3-jsonschema.
const fs::path validator = "/usr/bin/jsonschema";

/// Which of the documents the validator accepts; one start of the validator for all of them.
std::vector<bool> validate(const std::vector<ordered_json>& documents) {
  const fs::path folder =
      fs::temp_directory_path() / ("separatrix-schema-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::ofstream(folder / "schema.json") << record_schema();
  std::string command = "cd " + folder.string() + " && " + validator.string() + " --output pretty";
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const std::string name = std::to_string(i) + ".json";
    std::ofstream(folder / name) << documents[i].dump();
    command += " -i " + name;
  }
  command += " schema.json 2>&1";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string output;
  std::array<char, 4096> buffer{};
  for (std::size_t read = 0; (read = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    output.append(buffer.data(), read);
  }
  ::pclose(pipe);
  fs::remove_all(folder);
  std::vector<bool> accepted;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const std::string name = "(" + std::to_string(i) + ".json)";
    const bool success = output.find("===[SUCCESS]===" + name) != std::string::npos;
    const bool failure = output.find("===[ValidationError]===" + name) != std::string::npos;
    INFO(output.substr(0, 2000));
    REQUIRE(success != failure);
    accepted.push_back(success);
  }
  return accepted;
}

bool validator_missing() {
  if (fs::exists(validator)) return false;
  WARN("skipped: python3-jsonschema is not installed");
  return true;
}

bool reader_accepts(const ordered_json& json) {
  try {
    record_from_json(json);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

TEST_CASE("the schema in the program is the published file") {
  std::ifstream file(fs::path(SEPARATRIX_SOURCE_DIR) / "reports/schema/record-1.schema.json");
  std::stringstream text;
  text << file.rdbuf();
  CHECK(text.str() == record_schema());
  CHECK(ordered_json::parse(record_schema())["properties"]["schema"]["const"] == record_version);
}

TEST_CASE("no object of the schema lets unknown fields through") {
  const ordered_json schema = ordered_json::parse(record_schema());
  std::size_t objects = 0;
  const auto look = [&](const ordered_json& at, const std::string&, const auto& self) -> void {
    if (at.is_object() && at.value("type", ordered_json()) == "object") {
      ++objects;
      INFO(at.dump());
      CHECK(at.contains("additionalProperties"));
      CHECK((at["additionalProperties"] == false ||
             at["additionalProperties"].value("$ref", "") == "#/$defs/exact"));
    }
    for (const auto& [name, inner] : at.items()) {
      if (inner.is_structured()) self(inner, name, self);
    }
  };
  look(schema, "", look);
  CHECK(objects >= 14);
}

TEST_CASE("an existing validator accepts a record of every kind, and each result alone") {
  if (validator_missing()) return;
  const Record all = samples::record();
  std::vector<ordered_json> documents{to_json(all)};
  for (const Result& result : all.results) {
    Record one = all;
    one.results = {result};
    documents.push_back(to_json(one));
  }
  for (const bool accepted : validate(documents)) CHECK(accepted);
}

TEST_CASE("validator and reader refuse the same spoiled records") {
  if (validator_missing()) return;
  const ordered_json json = to_json(samples::record());
  std::vector<mutations::Mutation> all;
  for (const auto& list : {mutations::wrong_types(json), mutations::unknown_fields(json),
                           mutations::missing_fields(json)}) {
    all.insert(all.end(), list.begin(), list.end());
  }
  std::vector<ordered_json> documents;
  for (const mutations::Mutation& mutation : all) documents.push_back(mutation.json);
  const std::vector<bool> accepted = validate(documents);
  std::size_t refused = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    INFO(all[i].what);
    CHECK(accepted[i] == reader_accepts(all[i].json));
    if (!accepted[i]) ++refused;
  }
  CHECK(refused > 400);
}

TEST_CASE("the validator refuses wrong words, numbers and parts of other kinds") {
  if (validator_missing()) return;
  const ordered_json good = to_json(samples::record());
  std::vector<std::pair<const char*, ordered_json>> changes{
      {"/schema", "separatrix/record/2"},
      {"/results/0/status", "verified"},
      {"/results/0/status", "exhaustive"},
      {"/results/0/kind", "run"},
      {"/results/0/kind", "atlas"},
      {"/results/0/kind", "audit"},
      {"/results/0/task/lengths", "some"},
      {"/results/0/task/name", ""},
      {"/results/0/measures/width", "33"},
      {"/results/0/measures/width", -1},
      {"/results/0/measures/width", 1.5},
      {"/results/0/vectors/max_inner_product", {1, 0}},
      {"/results/0/vectors/max_inner_product", {1, 4, 1}},
      {"/results/0/vectors/max_inner_product", 0.25},
      {"/results/0/reason", "because"},
      {"/results/0/verdict", "holds"},
      {"/results/0/upper", "O(1)"},
      {"/results/0/bounds", good["results"][6]["bounds"]},
      {"/results/0/hidden_size", good["results"][6]["hidden_size"]},
      {"/results/0/counterexample", good["results"][3]["counterexample"]},
      {"/results/0/certificate/margins", 0.5},
      {"/results/0/construction/parameters/eta", 2.5},
      {"/results/0/notes", ordered_json::array()},
      {"/results/0/seconds", -1},
      {"/results/1/evidence/domain_size", 39845890},
      {"/results/1/evidence/failures", 1},
      {"/results/2/evidence/failures", 1},
      {"/results/2/evidence/inputs_run", 0},
      {"/results/3/counterexample/data/weight", 0.5},
      {"/results/3/counterexample/replay", ordered_json::array()},
  };
  std::vector<ordered_json> documents;
  for (const auto& [pointer, value] : changes) {
    documents.push_back(good);
    documents.back()[ordered_json::json_pointer(pointer)] = value;
  }
  const std::vector<bool> accepted = validate(documents);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    INFO(changes[i].first << " " << changes[i].second.dump());
    CHECK_FALSE(accepted[i]);
    CHECK_FALSE(reader_accepts(documents[i]));
  }
}
