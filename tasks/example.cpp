#include "tasks/example.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

#include "numerics/error.hpp"
#include "tasks/dyck.hpp"
#include "tasks/recall.hpp"
#include "tasks/unit_vectors.hpp"

namespace separatrix {
namespace {

using Json = nlohmann::ordered_json;

/// Tokens and coordinates of one input: some 200 MB while it is drawn and written.
constexpr std::uint64_t kMostNumbers = std::uint64_t{1} << 22;

void require_small(const Task& task) {
  std::uint64_t features = 0;
  for (const TokenKind& kind : task.vocabulary())
    features = std::max<std::uint64_t>(features, kind.features);
  if (task.max_length() > kMostNumbers / (1 + features))
    throw Error("ExampleSource", "--n",
                "an example would have more than 2^22 tokens and coordinates; choose a smaller "
                "--n");
}

/// The number of the first value of each kind, and at the end how many numbers there are.
std::vector<std::uint64_t> first_numbers(const Task& task) {
  std::vector<std::uint64_t> first{0};
  for (const TokenKind& kind : task.vocabulary()) first.push_back(first.back() + kind.values);
  return first;
}

Json points_of(const Input& input) {
  Json points = Json::array();
  for (const Token& token : input) {
    Json coordinates = Json::array();
    for (const Rational& x : token.features) {
      const Rational units = x * kGridOne;
      if (denominator(units) != 1)
        throw Error("ExampleSource::example", "sampler",
                    "a coordinate is no multiple of 2^-24; report this as a bug");
      coordinates.push_back(numerator(units).convert_to<std::int64_t>());
    }
    points.push_back(std::move(coordinates));
  }
  return points;
}

Json number_of(const Answer& answer) {
  Integer number = 0;
  for (const bool digit : answer) number = 2 * number + (digit ? 1 : 0);
  return number.convert_to<std::uint64_t>();
}

/// A sampled input of mqar is a prefix that ends with a query. The rest: its label, and the other
/// queries with theirs, in random order, without the label of the last one. Then all queries
/// together permute the keys, and a model may be asked at each of them.
Input all_queries(const Input& prefix, std::size_t keys, Random& random) {
  std::unordered_set<std::uint64_t> asked;
  for (std::size_t i = 2 * keys; i < prefix.size(); i += 2) asked.insert(prefix[i].value);
  std::vector<std::size_t> rest;  // places of keys not asked for
  std::size_t last = 0;           // place of the key that the prefix ends with
  for (std::size_t i = 0; i < 2 * keys; i += 2) {
    if (!asked.contains(prefix[i].value)) rest.push_back(i);
    if (prefix[i].value == prefix.back().value) last = i;
  }
  Input input = prefix;
  for (; !rest.empty(); rest.pop_back()) {
    input.push_back(prefix[last + 1]);
    std::swap(rest[random.below(rest.size())], rest.back());
    last = rest.back();
    input.push_back(prefix[last]);
  }
  return input;
}

void add_answers_of_queries(Json& json, const Input& input, std::size_t keys, bool last) {
  Json positions = Json::array();
  Json answers = Json::array();
  for (std::size_t i = 2 * keys; i < input.size(); i += 2) {
    positions.push_back(i);
    answers.push_back(i + 1 < input.size() ? input[i + 1].value : (last ? 1U : 0U));
  }
  json["positions"] = std::move(positions);
  json["answer"] = std::move(answers);
}

}  // namespace

ExampleSource::ExampleSource(const Task& task, const std::string& sampler, std::uint64_t seed)
    : task_(task), sampler_(sampler), seed_(seed) {
  require_small(task);
  const std::vector<std::string> names = task.samplers();
  if (names.empty())
    throw Error("ExampleSource", "--sampler", task.id() + " has no sampler at this --n");
  if (sampler_.empty()) sampler_ = names.front();
  if (std::ranges::find(names, sampler_) != names.end()) return;
  std::string known;
  for (const std::string& name : names) known += (known.empty() ? "" : ", ") + name;
  throw Error("ExampleSource", "--sampler",
              task.id() + " has no sampler '" + sampler_ + "' at this --n; there are: " + known);
}

Json ExampleSource::example(std::uint64_t index) const {
  Random random(seed_, index);
  Input input = task_.sample(sampler_, random);
  const bool many_queries = task_.id() == "mqar";
  const std::size_t keys = task_.n() / 2;
  if (many_queries) input = all_queries(input, keys, random);
  const Answer answer = task_.reference(input);  // and an Error if it is not of the domain

  const std::vector<std::uint64_t> first = first_numbers(task_);
  Json json{{"task", task_.id()}, {"n", task_.n()}, {"sampler", sampler_},
            {"seed", seed_},      {"index", index}, {"vocabulary", first.back()}};
  Json tokens = Json::array();
  bool has_points = false;
  for (const Token& token : input) {
    tokens.push_back(first[token.kind] + token.value);
    has_points = has_points || !token.features.empty();
  }
  json["tokens"] = std::move(tokens);
  if (has_points) json["points"] = points_of(input);
  const Json shown = task_.show(input);
  if (shown.size() == 1 && shown.front().is_string()) json["text"] = shown.front();
  if (many_queries)
    add_answers_of_queries(json, input, keys, answer.front());
  else if (dynamic_cast<const DyckNext*>(&task_) != nullptr)
    json["answer"] = std::vector<unsigned>(answer.begin(), answer.end());
  else
    json["answer"] = number_of(answer);
  return json;
}

}  // namespace separatrix
