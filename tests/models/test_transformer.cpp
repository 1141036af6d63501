#include <functional>

#include <catch2/catch.hpp>

#include "constructions/addresses/digit_addresses.hpp"
#include "models/transformer.hpp"
#include "numerics/error.hpp"
#include "small_models.hpp"

using namespace separatrix;
using Catch::Matchers::Contains;
using small_models::random_model;

namespace {

struct Misfit {
  const char* what;
  std::function<void(Transformer&)> plant;
  const char* said;
};

EmbeddingTerm& term(Transformer& model, std::uint32_t kind, const std::string& subspace) {
  for (EmbeddingTerm& t : model.embedding)
    if (t.kind == kind && t.subspace == subspace) return t;
  throw std::logic_error("no such term");
}

Head& head(Transformer& model) { return model.layers[1].heads[1]; }

const std::vector<Misfit>& misfits() {
  using M = Transformer;
  using small_models::kLetter;
  using small_models::kMark;
  using small_models::kName;
  static const std::vector<Misfit> all{
      {"no vocabulary", [](M& m) { m.vocabulary.clear(); }, "vocabulary"},
      {"two kinds of one name", [](M& m) { m.vocabulary[1].name = "letter"; }, "letter"},
      {"no length", [](M& m) { m.max_length = 0; }, "max_length"},
      {"a kind outside the vocabulary", [](M& m) { m.embedding[0].kind = 4; }, "kind of token"},
      {"an unknown subspace", [](M& m) { m.embedding[0].subspace = "elsewhere"; }, "'elsewhere'"},
      {"a value row missing",
       [](M& m) { std::get<ValueTable>(term(m, kLetter, "content").source).rows.pop_back(); },
       "embedding of letter into content: the table needs a row per token value"},
      {"a value row too many", [](M& m) { m.vocabulary[kLetter].values = 2; },
       "embedding of letter into content: the table needs a row per token value"},
      {"a short value row",
       [](M& m) { std::get<ValueTable>(term(m, kLetter, "content").source).rows[1].pop_back(); },
       "embedding of letter into content: a row has the wrong number"},
      {"no position row",
       [](M& m) { std::get<PositionTable>(term(m, kLetter, "place").source).rows.clear(); },
       "embedding of letter into place: the runs of positions must start at 0 and rise"},
      {"position rows out of order",
       [](M& m) { std::get<PositionTable>(term(m, kLetter, "place").source).rows[1].first = 0; },
       "embedding of letter into place: the runs of positions must start at 0 and rise"},
      {"a long position row",
       [](M& m) {
         std::get<PositionTable>(term(m, kLetter, "place").source).rows[2].entries.emplace_back(1);
       },
       "embedding of letter into place: a row has the wrong number"},
      {"a short constant",
       [](M& m) { std::get<ConstantVector>(term(m, kMark, "content").source).entries.pop_back(); },
       "embedding of mark into content: the constant"},
      {"an unknown code",
       [](M& m) { std::get<AddressOf>(term(m, kName, "address").source).code = "J"; }, "'J'"},
      {"a code of another dimension",
       [](M& m) { m.codes["H"] = std::make_shared<DigitAddresses>(8, 2); }, "dimension 5"},
      {"a code with too few addresses",
       [](M& m) { m.codes["H"] = std::make_shared<DigitAddresses>(7, 1); }, "address"},
      {"a map that starts late",
       [](M& m) { std::get<AddressOf>(term(m, kMark, "address").source).map.front().first = 1; },
       "the runs of the map must start at 0 and rise"},
      {"a map beyond the code",
       [](M& m) { std::get<AddressOf>(term(m, kMark, "address").source).map.back().target = 8; },
       "an address that the code does not have"},
      {"a map whose run leaves the code",
       [](M& m) {
         std::get<AddressOf>(term(m, kMark, "address").source).map = {{0, 3, 1}};
       },
       "an address that the code does not have"},
      {"a map that rises by two",
       [](M& m) {
         std::get<AddressOf>(term(m, kMark, "address").source).map = {{0, 0, 2}};
       },
       "an address that the code does not have"},
      {"features that the tokens lack", [](M& m) { term(m, kMark, "content").source = Features{}; },
       "0 features"},
      {"a map that is not used",
       [](M& m) {
         std::get<AddressOf>(term(m, kName, "address").source).map = {{0, 0, 1}};
       },
       "a map is given but not used"},
      {"a subspace written twice", [](M& m) { m.embedding.push_back(m.embedding[3]); },
       "mark writes content twice"},
      {"no layer", [](M& m) { m.layers.clear(); }, "no layer"},
      {"no head", [](M& m) { m.layers[1].heads.clear(); }, "layer 2: there is no head"},
      {"a query from another stream",
       [](M& m) {
         head(m).query.in = Layout{{"content", 3}, {"address", 3}, {"place", 2}};
       },
       "head 'second'"},
      {"a key from another stream",
       [](M& m) {
         head(m).key.in = Layout{{"content", 3}};
       },
       "head 'second'"},
      {"a value from another stream",
       [](M& m) {
         head(m).value.in = Layout{{"content", 3}};
       },
       "head 'second'"},
      {"a key in another space",
       [](M& m) {
         head(m).key.out = Layout{{"other", 2}};
       },
       "query and key must share"},
      {"an output from another space",
       [](M& m) {
         head(m).output.in = Layout{{"content", 2}};
       },
       "output must read the value space"},
      {"an output into another space",
       [](M& m) {
         head(m).output.out = Layout{{"content", 3}};
       },
       "output must write the attended space"},
      {"a query block of the wrong shape",
       [](M& m) { head(m).query.blocks[0].coefficients = Dense{{1}}; }, "query: block"},
      {"a key block of the wrong shape",
       [](M& m) { head(m).key.blocks[0].coefficients = Dense{{1}}; }, "key: block"},
      {"a value block of the wrong shape",
       [](M& m) { head(m).value.blocks[0].coefficients = Dense{{1}}; }, "value: block"},
      {"an output block of the wrong shape",
       [](M& m) { head(m).output.blocks[0].coefficients = Dense{{1}}; }, "output: block"},
      {"an output with a bias",
       [](M& m) {
         head(m).output.biases.push_back({"content", {1, 0, 0}});
       },
       "output must not have a bias"},
      {"a short bias", [](M& m) { head(m).query.biases[0].values.pop_back(); }, "query: the bias"},
      {"a residual between different spaces",
       [](M& m) {
         m.layers[1].attended = Layout{{"content", 3}};
         for (Head& h : m.layers[1].heads) h.output = {h.value.out, m.layers[1].attended, {}, {}};
         m.layers[1].mlp.reset();
       },
       "layer 2: a residual connection"},
      {"a ReLU network that reads another space",
       [](M& m) {
         m.layers[0].mlp->hidden.in = Layout{{"content", 3}};
       },
       "layer 1: the ReLU network"},
      {"a ReLU output that reads another space",
       [](M& m) {
         m.layers[0].mlp->output.in = Layout{{"content", 4}};
       },
       "layer 1: the ReLU network"},
      {"a ReLU residual between different spaces",
       [](M& m) {
         Mlp& mlp = *m.layers[1].mlp;
         mlp.output = {mlp.hidden.out, Layout{{"content", 3}}, {}, {}};
       },
       "layer 2: a residual connection"},
      {"a hidden bias of the wrong shape",
       [](M& m) { m.layers[1].mlp->hidden.biases[0].values.pop_back(); },
       "layer 2: ReLU network, hidden"},
      {"a ReLU output block of the wrong shape",
       [](M& m) { m.layers[1].mlp->output.blocks[0].coefficients = Scale{1}; },
       "layer 2: ReLU network, output"},
      {"a readout of nothing", [](M& m) { m.readout.subspace = "answer"; }, "'answer'"},
      {"thresholds that meet", [](M& m) { m.readout.low = m.readout.high; }, "low threshold"}};
  return all;
}

}  // namespace

TEST_CASE("A model whose parts fit is accepted") {
  CHECK_NOTHROW(random_model({}, 1).validate());
  CHECK_NOTHROW(small_models::tiny_model().validate());
}

TEST_CASE("Every misfit is refused and named") {
  for (const Misfit& misfit : misfits()) {
    Transformer model = random_model({}, 1);
    misfit.plant(model);
    INFO(misfit.what);
    CHECK_THROWS_AS(model.validate(), Error);
    CHECK_THROWS_WITH(model.validate(), Contains(misfit.said));
  }
}

TEST_CASE("Streams between the layers") {
  const Transformer model = small_models::tiny_model();
  CHECK(model.stream_before(0) == model.stream);
  CHECK(model.stream_before(1) == Layout{{"x", 1}});
}

TEST_CASE("Inputs outside the model are refused") {
  const Transformer model = random_model({}, 1);
  CHECK_NOTHROW(model.validate_input(Input(6, Token{2, 7})));
  CHECK_THROWS_WITH(model.validate_input({}), Contains("empty"));
  CHECK_THROWS_WITH(model.validate_input(Input(7, Token{0, 0})), Contains("7 tokens"));
  CHECK_THROWS_AS(model.validate_input({{0, 3}}), Error);
  CHECK_THROWS_AS(model.validate_input({{0, 0}, {3, 0}}), Error);
}

TEST_CASE("An address is chosen by position, value or map") {
  const Token token{0, 9};
  CHECK(address_index({"T", AddressOf::Index::position, {}}, token, 4) == 4);
  CHECK(address_index({"T", AddressOf::Index::value, {}}, token, 4) == 9);
  CHECK(address_index({"T", AddressOf::Index::map, address_runs({8, 7, 6, 5, 2})}, token, 4) == 2);
}

TEST_CASE("Runs of addresses give back every entry of the table they came from") {
  const std::vector<std::vector<std::uint64_t>> tables{
      {0}, {4, 5, 6, 7}, {3, 3, 3}, {0, 1, 2, 0, 1, 2}, {9, 9, 10, 11, 0, 0, 0, 5}};
  const std::vector<std::size_t> runs{1, 1, 1, 2, 4};
  for (std::size_t t = 0; t < tables.size(); ++t) {
    const auto map = address_runs(tables[t]);
    CHECK(map.size() == runs[t]);
    for (std::uint64_t i = 0; i < tables[t].size(); ++i)
      CHECK(mapped_address(map, i) == tables[t][i]);
  }
}

TEST_CASE("A token brings as many features as its kind has") {
  Transformer model = small_models::tiny_model();
  model.vocabulary[0].features = 2;
  CHECK_NOTHROW(model.validate_input({{0, 0, {1, 2}}}));
  CHECK_THROWS_AS(model.validate_input({{0, 0}}), Error);
}
