// Files by their name in a folder that is held open. No link that is planted there is followed when
// something is written: neither in place of a file nor in place of a folder.
#pragma once

#include "reports/store/descriptor.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ocssim::reports {

/// A name in an open folder.
struct Place {
  int folder;                   // its descriptor
  std::string name;             // without slashes
  std::filesystem::path shown;  // the whole path, for messages
};

/// The folder, which may be a link. All throw FileError.
[[nodiscard]] Descriptor open_folder(const std::filesystem::path& path);
/// A folder in it, made when it is not there; a link is refused.
[[nodiscard]] Descriptor folder_within(const Place& place);

enum class Standing : unsigned char { nothing, file, folder, other };
/// What has this name now; a link counts as what it leads to when it is read.
[[nodiscard]] Standing standing_at(const Place& place);

/// Nothing when there is no such file.
[[nodiscard]] std::optional<std::string> read_whole(const Place& place);
/// A fresh file, whatever stood there.
void write_whole(const Place& place, std::string_view bytes);
void rename_within(const Place& from, const Place& to);
void write_through(const Place& place);
/// Names in a folder, sorted.
[[nodiscard]] std::vector<std::string> names_in(const Place& folder);

}  // namespace ocssim::reports
