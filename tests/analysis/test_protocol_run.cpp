#include <catch2/catch.hpp>

#include "analysis/protocol_run.hpp"
#include "numerics/error.hpp"
#include "tasks/catalogue.hpp"

using namespace separatrix;
using Catch::Contains;

namespace {

ProtocolRequest request_for(const Task& task, const std::string& partition,
                            const std::string& format = "fixed:3:down") {
  ProtocolRequest request;
  request.partition = partition;
  request.format = parse_format(format);
  request.plan = {task.samplers().front(), 20, 1};
  return request;
}

}  // namespace

TEST_CASE("a one-layer Transformer speaks its answer, in fewer bits by the improved protocol") {
  const auto task = make_task({.id = "index-lookup", .n = 8});
  Work work;
  const AnyModel model = build_model(*task, {}, work);
  ProtocolRequest request = request_for(*task, "odd-even");
  const ProtocolRun improved = run_protocol(model, *task, request, work);
  request.attention = AttentionProtocol::paper;
  const ProtocolRun paper = run_protocol(model, *task, request, work);
  for (const ProtocolRun* run : {&improved, &paper}) {
    CHECK_NOTHROW(check(run->result, "result"));
    CHECK(run->result.status == Status::sampled);
    CHECK(run->result.theorem == "T4");
    CHECK(run->result.evidence->inputs_run == Integer(20));
    REQUIRE(run->first);
    CHECK(run->first->partition == "ABABABABA");
    std::uint64_t bits = 0;
    for (const Message& message : run->first->messages) bits += message.bits.size();
    CHECK(Integer(bits) == *run->result.bounds.front().upper_bits);
    CHECK_THAT(run->result.notes.back(), Contains("20 of 20"));
  }
  CHECK(*improved.result.bounds.front().upper_bits < *paper.result.bounds.front().upper_bits);
}

TEST_CASE("recurrent models speak one way") {
  Work work;
  const auto dyck = make_task({.id = "dyck:2:2", .n = 8});
  const AnyModel net = build_net(*dyck, {});
  const ProtocolRun run = run_protocol(net, *dyck, request_for(*dyck, "prefix:3"), work);
  CHECK(run.result.status == Status::sampled);
  CHECK(run.result.theorem == "T2");
  CHECK(run.first->messages.size() == 1);
  const AnyModel table = build_finite(*dyck, "automaton");
  const ProtocolRun short_run = run_protocol(table, *dyck, request_for(*dyck, "halves"), work);
  CHECK(*short_run.result.bounds.front().upper_bits == 3);
  CHECK_THROWS_AS(run_protocol(table, *dyck, request_for(*dyck, "odd-even"), work), Error);
}

TEST_CASE("what has no protocol is refused") {
  Work work;
  const auto equality = make_task({.id = "equality", .n = 8});
  const AnyModel two_layers = build_model(*equality, {}, work);
  CHECK_THROWS_WITH(run_protocol(two_layers, *equality, request_for(*equality, "halves"), work),
                    Contains("2"));
  const auto lookup = make_task({.id = "index-lookup", .n = 8});
  const AnyModel model = build_model(*lookup, {}, work);
  CHECK_THROWS_WITH(run_protocol(model, *lookup, request_for(*lookup, "odd-even", "float32"), work),
                    Contains("fixed:Kc"));
  CHECK_THROWS_WITH(run_protocol(model, *lookup, request_for(*lookup, "prefix:12"), work),
                    Contains("prefix"));
}

TEST_CASE("a run that is stopped is undecided") {
  Work work;
  const auto lookup = make_task({.id = "index-lookup", .n = 8});
  const AnyModel model = build_model(*lookup, {}, work);
  work.request_stop();
  const ProtocolRun run = run_protocol(model, *lookup, request_for(*lookup, "odd-even"), work);
  CHECK(run.result.status == Status::undecided);
  CHECK_FALSE(run.first);
  CHECK_NOTHROW(check(run.result, "result"));
}

TEST_CASE("the model of a protocol is run with sums that are wide enough") {
  // 200 hidden units of 2^31 each: their sum of products passes 2^127, so machine integers would
  // wrap round. By itself and by its players the net says 1 of every word.
  const auto task = make_task({.id = "language:(ab)*", .n = 2});
  const Rational large = power(Integer(2), 31);
  BuiltNet built = build_net(*task, {});
  RecurrentNetwork& net = built.net;
  net.input = Layout{{"symbol", 1}};
  net.state = Layout{{"u", 1}};
  net.embedding = {{{1}, {1}}};
  net.initial = {large};
  net.cell = SimpleCell{Activation::relu,
                        {net.joined(), net.state, {{"u", "symbol", Dense{{large}}}}, {}}};
  const Layout wide{{"w", 200}};
  const Layout answer{{"answer", 1}};
  net.readout.hidden =
      AffineMap{net.state, wide, {{"w", "u", Dense{std::vector<Rational>(200, Rational(1))}}}, {}};
  net.readout.output =
      AffineMap{wide, answer, {{"answer", "w", Dense{std::vector<Rational>(200, large)}}}, {}};
  net.validate();
  Work work;
  const ProtocolRun run =
      run_protocol(AnyModel(built), *task, request_for(*task, "prefix:1", "fixed:31:down"), work);
  CHECK(run.result.status == Status::sampled);
  CHECK(run.first->answer == "1");
}

TEST_CASE("inputs whose streams do not fit the memory are refused") {
  Work work;
  const auto lookup = make_task({.id = "index-lookup", .n = 65536});
  const AnyModel model = build_model(*lookup, {}, work);
  CHECK_THROWS_WITH(run_protocol(model, *lookup, request_for(*lookup, "halves"), work),
                    Contains("numbers"));
}
