// Partitions: a length, then the partition's text.
#include "bounds/communication/partition.hpp"

#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace separatrix;
  if (size == 0) return 0;
  const std::size_t length = data[0];
  fuzz::refuses_or([&] {
    const Split split = parse_partition(fuzz::text_of(data + 1, size - 1), length).split;
    fuzz::must(split.alice.size() + split.bob.size() == length);
    fuzz::must(partition_word(parse_partition(partition_word(split), length).split) ==
               partition_word(split));
  });
  return 0;
}
