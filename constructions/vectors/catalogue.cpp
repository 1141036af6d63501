#include "constructions/vectors/catalogue.hpp"

#include <fmt/format.h>

#include "constructions/vectors/delsarte_goethals.hpp"
#include "constructions/vectors/dual_bch.hpp"
#include "constructions/vectors/hypercube.hpp"
#include "constructions/vectors/linear_code.hpp"
#include "constructions/vectors/random_sign.hpp"
#include "constructions/vectors/reed_solomon.hpp"
#include "constructions/vectors/table.hpp"
#include "numerics/error.hpp"

namespace separatrix::vectors {

namespace {

/// One row of the catalogue: how a family is described, chosen for a request, and read from JSON.
struct Entry {
  FamilyInfo info;
  std::unique_ptr<SignFamily> (*make)(const Request&, Work&);  // null: only from_json
  std::unique_ptr<SignFamily> (*read)(std::uint64_t n, const nlohmann::json&);
};

template <class T>
T field(const nlohmann::json& json, const char* name) {
  const auto at = json.find(name);
  if (at == json.end())
    throw Error("vectors::from_json", name,
                fmt::format("vectors: the field '{}' is missing", name));
  if (!at->is_number_unsigned() || at->get<std::uint64_t>() > std::numeric_limits<T>::max())
    throw Error("vectors::from_json", name,
                fmt::format("vectors: the field '{}' must be a number from 0 to {}", name,
                            std::numeric_limits<T>::max()));
  return at->get<T>();
}

std::string text_field(const nlohmann::json& json, const char* name) {
  const auto at = json.find(name);
  if (at == json.end() || !at->is_string())
    throw Error("vectors::from_json", name,
                fmt::format("vectors: the field '{}' must be a string", name));
  return at->get<std::string>();
}

Sides sides_field(const nlohmann::json& json) {
  return parse_sides(text_field(json, "sides"), "sides");
}

ReedSolomonShape shape_fields(const nlohmann::json& json) {
  return {field<unsigned>(json, "s"), field<unsigned>(json, "n0"), field<unsigned>(json, "K")};
}

std::unique_ptr<SignFamily> rows_field(std::uint64_t, const nlohmann::json& json) {
  const auto rows = json.find("rows");
  if (rows == json.end() || !rows->is_array())
    throw Error("vectors::from_json", "rows",
                "vectors: the field 'rows' must be an array of strings");
  std::string text;
  for (const auto& row : *rows) {
    if (!row.is_string())
      throw Error("vectors::from_json", "rows", "vectors: a row must be a string of + and -");
    text += row.get<std::string>() + '\n';
  }
  return read_table(text);
}

const std::vector<Entry>& entries() {
  using Json = nlohmann::json;
  using N = std::uint64_t;
  static const std::vector<Entry> all{
      {{"random-sign", "independent random signs (Lemma L2)", "BHBK24", "table, N k bits"},
       [](const Request& r, Work&) {
         const std::size_t k = r.dimension ? *r.dimension : random_sign_dimension(r.n, r.gamma);
         return random_sign(r.n, k, r.seed);
       },
       [](N n, const Json& j) {
         return random_sign(n, field<std::size_t>(j, "dimension"), field<N>(j, "seed"));
       }},
      {{"linear-code", "codewords of a random linear code", "", "generator, log2(N) k bits"},
       [](const Request& r, Work& work) {
         return find_linear_code(r.n, r.gamma, r.sides, r.dimension, r.seed, work);
       },
       [](N n, const Json& j) {
         return linear_code(n, field<std::size_t>(j, "dimension"), sides_field(j),
                            field<N>(j, "seed"));
       }},
      {{"dual-bch", "dual of the extended BCH code", "MS77", "generator, log2(N) k bits"},
       [](const Request& r, Work& work) {
         return find_dual_bch(r.n, r.gamma, r.sides, r.dimension, work);
       },
       [](N n, const Json& j) {
         return dual_bch(n, field<unsigned>(j, "r"), field<unsigned>(j, "t"), sides_field(j));
       }},
      {{"kerdock", "Kerdock set, gamma = 1/sqrt k", "HKCSS94", "Z4 generator, 2 bits an entry"},
       [](const Request& r, Work&) { return find_kerdock(r.n, r.gamma, r.sides, r.dimension); },
       [](N n, const Json& j) { return kerdock(n, field<unsigned>(j, "m"), sides_field(j)); }},
      {{"delsarte-goethals", "Delsarte-Goethals set DG(m, d), gamma = 2^-d", "HKCSS94",
        "Z4 generator, 1 or 2 bits an entry"},
       [](const Request& r, Work&) {
         return find_delsarte_goethals(r.n, r.gamma, r.sides, r.dimension);
       },
       [](N n, const Json& j) {
         return delsarte_goethals(n, field<unsigned>(j, "m"), field<unsigned>(j, "d"),
                                  sides_field(j));
       }},
      {{"rs-biorthogonal", "Reed-Solomon code over biorthogonal codes", "",
        "generator, log2(N) k bits"},
       [](const Request& r, Work&) {
         return find_reed_solomon(InnerCode::biorthogonal, r.n, r.gamma, r.sides, r.dimension);
       },
       [](N n, const Json& j) {
         return reed_solomon(InnerCode::biorthogonal, n, shape_fields(j), sides_field(j));
       }},
      {{"rs-hadamard", "Reed-Solomon code over Hadamard codes", "", "generator, log2(N) k bits"},
       [](const Request& r, Work&) {
         return find_reed_solomon(InnerCode::hadamard, r.n, r.gamma, r.sides, r.dimension);
       },
       [](N n, const Json& j) {
         return reed_solomon(InnerCode::hadamard, n, shape_fields(j), Sides::two);
       }},
      {{"hypercube", "binary digits as signs, gamma = 1 - 2/k", "", "generator, log2(N) k bits"},
       [](const Request& r, Work&) { return find_hypercube(r.n, r.gamma, r.sides, r.dimension); },
       [](N n, const Json& j) { return hypercube(n, sides_field(j)); }},
      {{"table", "explicit rows read from a file", "", "table, N k bits"}, nullptr, rows_field}};
  return all;
}

const Entry& find_entry(const char* function, const std::string& id) {
  std::string known;
  for (const Entry& entry : entries()) {
    if (entry.info.id == id) return entry;
    known += (known.empty() ? "" : ", ") + entry.info.id;
  }
  throw Error(function, "family", fmt::format("there is no family '{}'; known: {}", id, known));
}

}  // namespace

const std::vector<FamilyInfo>& families() {
  static const std::vector<FamilyInfo> infos = [] {
    std::vector<FamilyInfo> list;
    for (const Entry& entry : entries())
      if (entry.make != nullptr) list.push_back(entry.info);
    return list;
  }();
  return infos;
}

std::unique_ptr<SignFamily> make_family(const Request& request, Work& work) {
  const Entry& entry = find_entry("make_family", request.family);
  if (entry.make == nullptr)
    throw Error("make_family", "family", "table is read from rows, not built from n and gamma");
  if (request.n == 0)
    throw Error("make_family", "n", "n = 0 asks for no vector at all; ask for at least 1");
  if (request.gamma <= 0 || request.gamma >= 1)
    throw Error(
        "make_family", "gamma",
        fmt::format("gamma = {} must lie strictly between 0 and 1", to_string(request.gamma)));
  return entry.make(request, work);
}

std::unique_ptr<SignFamily> from_json(const nlohmann::json& json) {
  if (!json.is_object()) throw Error("vectors::from_json", "json", "vectors: must be an object");
  const Entry& entry = find_entry("vectors::from_json", text_field(json, "family"));
  auto family = entry.read(field<std::uint64_t>(json, "n"), json);
  if (to_json(*family) != json)
    throw Error("vectors::from_json", "json",
                fmt::format("vectors: the fields do not belong together; rebuilt from them, {} has "
                            "other or further fields",
                            entry.info.id));
  return family;
}

}  // namespace separatrix::vectors
