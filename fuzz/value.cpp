// Values of the command line: numbers, arithmetics, names of tasks with their parameters.
#include "fuzz/target.hpp"
#include "numerics/format.hpp"
#include "tasks/catalogue.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace separatrix;
  if (size > 200) return 0;
  const std::string text(fuzz::text_of(data, size));
  fuzz::refuses_or([&] {
    fuzz::must(parse_integer(parse_integer(text, "").str(), "") == parse_integer(text, ""));
  });
  fuzz::refuses_or([&] {
    fuzz::must(parse_rational(to_string(parse_rational(text, "")), "") == parse_rational(text, ""));
  });
  fuzz::refuses_or(
      [&] { fuzz::must(parse_format(to_string(parse_format(text))) == parse_format(text)); });
  fuzz::refuses_or([&] {
    TaskRequest request;
    request.id = text;
    request.n = 8;
    request.dimension = 2;
    request.gamma = Rational(1, 2);
    make_task(request)->domain_size();
  });
  return 0;
}
