// Output files that are either whole or not there.
#pragma once

#include <filesystem>
#include <string_view>

namespace separatrix {

/// Writes `bytes` to `path`, replacing a regular file of that name (its permissions stay): first
/// to a temporary file in the same folder, flushed to the disk, then renamed. Error (argument: the
/// path) on any failure; then the target is untouched and no temporary file is left. A symbolic
/// link is followed; a folder or a device is refused.
void write_whole(const std::filesystem::path& path, std::string_view bytes);

/// Error (argument: the path) unless `write_whole` could begin: the folder exists, a file can be
/// made in it, and the target, if it is there, is a writable regular file. Leaves everything as it
/// was. To be called before a long computation.
void check_writable(const std::filesystem::path& path);

}  // namespace separatrix
