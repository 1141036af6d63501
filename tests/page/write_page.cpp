// write_page FOLDER [RECORD]: writes index.html and record.json of that record, or of a sample with
// results of every kind and models of many sizes. What the browser test looks at.
#include <fstream>
#include <iostream>
#include <iterator>

#include "../reports/samples.hpp"
#include "numerics/error.hpp"
#include "reports/atomic_file.hpp"
#include "reports/html.hpp"

namespace {

using namespace separatrix;

Record sample() {
  Record record = samples::record();
  for (std::uint64_t n = 16; n <= 4096; n *= 2) {
    for (const std::string construction : {"paper", "quadratic"}) {
      Result r = samples::verified(Status::certified);
      r.task->n = n;
      r.construction->id = construction;
      r.measures->width = construction == "paper" ? n / 4 + 7 : 13;
      // Markup in a text, a number that no double holds, and fields whose order matters.
      r.certificate = nlohmann::ordered_json{{"kind", "index-lookup"},
                                             {"remark", "</script><!-- <b> & \"'"},
                                             {"seed", 18446744073709551615u},
                                             {"order", {{"b", 1}, {"10", 2}, {"9", 3}}}};
      record.results.push_back(std::move(r));
    }
  }
  for (Result& cell : samples::atlas_cells()) record.results.push_back(std::move(cell));
  return record;
}

Record read(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  return parse_record(std::string(std::istreambuf_iterator<char>(file), {}));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  try {
    const std::string folder = argv[1];
    const Record record = argc > 2 ? read(argv[2]) : sample();
    write_whole(folder + "/index.html", html_page(record));
    write_whole(folder + "/record.json", to_text(record));
  } catch (const Error& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
