// The general recurrent model as JSON: `separatrix/finite-recurrence/1`.
#include "models/finite_recurrence.hpp"
#include "models/json_fields.hpp"
#include "numerics/error.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "separatrix/finite-recurrence/1";

std::string item(const std::string& path, std::size_t i) {
  return path + "[" + std::to_string(i) + "]";
}

Error malformed(const std::string& path, const std::string& problem) {
  return Error("finite_recurrence_from_json", path, path + ": " + problem);
}

std::string write_answer(const Answer& answer) {
  std::string digits;
  for (const bool digit : answer) digits += digit ? '1' : '0';
  return digits;
}

Answer read_answer(const Json& json, const std::string& path) {
  if (!json.is_string() || json.get<std::string>().find_first_not_of("01") != std::string::npos)
    throw malformed(path, "must be the digits of an answer, as \"01\"");
  Answer answer;
  for (const char digit : json.get<std::string>()) answer.push_back(digit == '1');
  return answer;
}

std::uint32_t read_state(const Json& json, const std::string& path) {
  const std::uint64_t state = json_count(json, path);
  if (state >= std::uint64_t{1} << 32) throw malformed(path, "a state is a number below 2^32");
  return static_cast<std::uint32_t>(state);
}

std::uint32_t read_kind(const Json& json, const std::vector<TokenKind>& vocabulary,
                        const std::string& path) {
  if (!json.is_string()) throw malformed(path, "must be the name of a kind of token");
  for (std::uint32_t k = 0; k < vocabulary.size(); ++k)
    if (vocabulary[k].name == json.get<std::string>()) return k;
  throw malformed(path, "there is no token kind '" + json.get<std::string>() + "'");
}

}  // namespace

Json to_json(const FiniteRecurrence& model) {
  Json vocabulary = Json::array();
  for (const TokenKind& kind : model.vocabulary)
    vocabulary.push_back(Json{{"name", kind.name}, {"values", kind.values}});
  Json steps = Json::array();
  for (const FiniteStep& step : model.steps)
    steps.push_back(Json{
        {"kind", model.vocabulary[step.kind].name}, {"states", step.states}, {"next", step.next}});
  Json answers = Json::array();
  for (const std::vector<Answer>& read : model.answers) {
    Json list = Json::array();
    for (const Answer& answer : read) list.push_back(write_answer(answer));
    answers.push_back(std::move(list));
  }
  Json json{{"format", kFormat},
            {"construction", model.construction},
            {"task", model.task},
            {"vocabulary", std::move(vocabulary)},
            {"bits", model.bits},
            {"initial", model.initial},
            {"stationary", model.stationary},
            {"steps", std::move(steps)}};
  if (model.last_kind) json["last_kind"] = model.vocabulary[*model.last_kind].name;
  json["answers"] = std::move(answers);
  return json;
}

FiniteRecurrence finite_recurrence_from_json(const Json& json) {
  JsonFields fields(json, "model");
  if (const std::string format = fields.text("format"); format != kFormat)
    throw malformed("model.format", "is '" + format + "'; this function reads '" + kFormat + "'");
  FiniteRecurrence model;
  model.construction = fields.text("construction");
  model.task = fields.text("task");
  const Json& vocabulary = fields.list("vocabulary");
  for (std::size_t k = 0; k < vocabulary.size(); ++k) {
    JsonFields kind(vocabulary[k], item("model.vocabulary", k));
    model.vocabulary.push_back({kind.text("name"), kind.count("values")});
    kind.finish();
  }
  const std::uint64_t bits = fields.count("bits");
  if (bits > 32) throw malformed("model.bits", "a state has at most 32 bits here");
  model.bits = static_cast<unsigned>(bits);
  model.initial = read_state(fields.at("initial"), "model.initial");
  model.stationary = fields.flag("stationary");
  const Json& steps = fields.list("steps");
  for (std::size_t t = 0; t < steps.size(); ++t) {
    JsonFields step(steps[t], item("model.steps", t));
    FiniteStep g{
        read_kind(step.at("kind"), model.vocabulary, step.path("kind")), step.count("states"), {}};
    const Json& next = step.list("next");
    for (std::size_t i = 0; i < next.size(); ++i)
      g.next.push_back(read_state(next[i], item(step.path("next"), i)));
    step.finish();
    model.steps.push_back(std::move(g));
  }
  if (fields.has("last_kind"))
    model.last_kind = read_kind(fields.at("last_kind"), model.vocabulary, "model.last_kind");
  const Json& answers = fields.list("answers");
  for (std::size_t t = 0; t < answers.size(); ++t) {
    const std::string path = item("model.answers", t);
    if (!answers[t].is_array()) throw malformed(path, "must be a list of answers");
    std::vector<Answer>& read = model.answers.emplace_back();
    for (std::size_t i = 0; i < answers[t].size(); ++i)
      read.push_back(read_answer(answers[t][i], item(path, i)));
  }
  fields.finish();
  model.validate();
  return model;
}

}  // namespace separatrix
