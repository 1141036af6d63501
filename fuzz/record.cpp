// Records and locks: what is read is written in one form, and read back as the same.
#include "reports/record.hpp"

#include "fuzz/target.hpp"
#include "reports/html.hpp"
#include "reports/latex.hpp"
#include "reports/lock.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace separatrix;
  fuzz::refuses_or([&] {
    const Record record = parse_record(fuzz::text_of(data, size));
    fuzz::must(parse_record(to_text(record)) == record);
    html_page(record);
    latex_report(record);
    fuzz::must(to_text(parse_lock(to_text(lock_of(record)))) == to_text(lock_of(record)));
  });
  fuzz::refuses_or([&] {
    const std::string text = to_text(parse_lock(fuzz::text_of(data, size)));
    fuzz::must(to_text(parse_lock(text)) == text);
  });
  return 0;
}
