#include <catch2/catch.hpp>

#include "reports/reproduce.hpp"
#include "samples.hpp"

using namespace separatrix;

namespace {

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a run of all theorems is narrowed to the result's own") {
  Record record = samples::record();
  record.command = {"separatrix", "paper", "--full", "--out", "somewhere", "--threads", "2"};
  CHECK(reproducing_command(record, samples::bound()) ==
        Words{"separatrix", "paper", "--full", "--only", "L1", "--out", "reproduced-L1"});
  record.command = {"separatrix", "paper"};
  CHECK(reproducing_command(record, samples::bound()) ==
        Words{"separatrix", "paper", "--quick", "--only", "L1", "--out", "reproduced-L1"});
  // No theorem, nothing to narrow by.
  CHECK(reproducing_command(record, samples::atlas()) == record.command);
}

TEST_CASE("an audited claim is repeated by the audit, by its row where that is named") {
  Record record = samples::record();
  record.command = {"separatrix", "paper", "--full"};
  Result audit = samples::audit();
  CHECK(reproducing_command(record, audit) == Words{"separatrix", "audit", "--full"});
  audit.counterexample = Counterexample{"N = 4", {}, {"separatrix", "audit", "--row", "T6-scale"}};
  CHECK(reproducing_command(record, audit) ==
        Words{"separatrix", "audit", "--full", "--row", "T6-scale"});
  audit.counterexample->replay.pop_back();
  CHECK(reproducing_command(record, audit) == Words{"separatrix", "audit", "--full"});
}

TEST_CASE("any other record was written by the command it names") {
  Record record = samples::record();
  record.command = {"separatrix", "verify", "index-lookup", "--n", "20"};
  CHECK(reproducing_command(record, samples::certified()) == record.command);
}
