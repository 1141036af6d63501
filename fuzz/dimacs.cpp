// Formulas as DIMACS files, read as CNF and as DNF.
#include "fuzz/target.hpp"
#include "tasks/sparse_threshold.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace separatrix;
  const std::string text(fuzz::text_of(data, size));
  fuzz::refuses_or([&] { SparseThreshold task(parse_cnf(text, "file")); });
  fuzz::refuses_or([&] { SparseThreshold task(parse_dnf(text, "file", 3)); });
  return 0;
}
