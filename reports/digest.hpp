// Digests: one short word that stands for many bytes. They tell whether two texts are the same; no
// secret is kept by them.
#pragma once

#include <string>
#include <string_view>

namespace separatrix {

/// "sha256:" and 64 hexadecimal digits, computed by OpenSSL's libcrypto.
std::string digest(std::string_view bytes);

}  // namespace separatrix
