// The checker's reader and its checks of every kind, on whole records.
#include <cstdint>
#include <string_view>

#include "checker/kinds.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace checker;
  try {
    const Json record = read_json({reinterpret_cast<const char*>(data), size});
    const Json* results = record.find("results");
    if (results == nullptr) return 0;
    for (const Json& result : results->entries) {
      const Json* certificate = result.find("certificate");
      const Json* name = certificate == nullptr ? nullptr : certificate->find("kind");
      if (name == nullptr) continue;
      for (const Kind& kind : kinds())
        if (kind.name == name->text) try {
            kind.check(*certificate, result);
          } catch (const Rejected&) {
          } catch (const NotChecked&) {
          }
    }
  } catch (const Unreadable&) {
  }
  return 0;
}
