#include "reports/digest.hpp"

#include <array>

#include <fmt/format.h>
#include <openssl/evp.h>

#include "numerics/error.hpp"

namespace separatrix {

std::string digest(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), value.data(), &size, EVP_sha256(), nullptr) != 1)
    throw Error("digest", "bytes", "the SHA-256 of libcrypto failed; check its installation");
  std::string text = "sha256:";
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", value[i]);
  return text;
}

}  // namespace separatrix
