// Records: what is read is written in one form, and read back as the same record.
#include "reports/record.hpp"

#include "fuzz/target.hpp"
#include "reports/html.hpp"
#include "reports/latex.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace separatrix;
  fuzz::refuses_or([&] {
    const Record record = parse_record(fuzz::text_of(data, size));
    fuzz::must(parse_record(to_text(record)) == record);
    html_page(record);
    latex_table(record);
  });
  return 0;
}
