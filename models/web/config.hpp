// What describes the Web Components of a pool: what is downloaded, the file share and the link.
#pragma once

#include "engine/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ocssim::models {

enum class WebContent : std::uint8_t {
  address_book_full,
  address_book_delta,
  group_expansion,
  meeting_content,
  device_update,
  meeting_metadata,  // who may see what, written and read at its file share only
  compliance_copy,   // of what was shown in a meeting, written to its file share only
};

inline constexpr std::size_t web_content_count = 7;

inline constexpr std::array<std::string_view, web_content_count> web_content_names = {
    "address_book_full", "address_book_delta", "group_expansion", "meeting_content",
    "device_update",     "meeting_metadata",   "compliance_copy"};

/// Where the files lie (guide: Create the Pool): one device for all, or one for each.
enum class FileShare : std::uint8_t { address_book, content, metadata, compliance, updates };

inline constexpr std::size_t file_share_count = 5;

inline constexpr std::array<std::string_view, file_share_count> file_share_names = {
    "address_book", "content", "metadata", "compliance", "updates"};

[[nodiscard]] constexpr std::size_t index_of(WebContent content) {
  return static_cast<std::size_t>(content);
}

/// One kind of download.
struct WebDownload {
  double per_user = 0.0;   // Poisson [1/s] a user
  std::uint64_t size = 0;  // mean [B], exponential
};

struct WebConfig {
  bool enabled = false;
  double link_bps = 0.0;   // of the Web Components towards clients, all servers
  double share_bps = 0.0;  // that the one device of all file shares delivers
  bool shares_apart = false;
  std::array<double, file_share_count> shares_bps{};  // apart: of each
  std::array<WebDownload, web_content_count> downloads{};
  double devices = 0.0;      // a user: telephones that look for an update
  Duration update_at{};      // when they are told of one
  Duration update_window{};  // in which they come, uniformly; 0: there is no update
};

/// Read from a file share before they are sent; group expansion asks directory and database.
[[nodiscard]] constexpr bool is_on_share(WebContent content) {
  return content != WebContent::group_expansion;
}

/// Sent to clients; the rest stays on its file share.
[[nodiscard]] constexpr bool is_on_link(WebContent content) {
  return content != WebContent::meeting_metadata && content != WebContent::compliance_copy;
}

/// Requires that it is on one.
[[nodiscard]] constexpr FileShare share_of(WebContent content) {
  switch (content) {
    case WebContent::meeting_content:
      return FileShare::content;
    case WebContent::device_update:
      return FileShare::updates;
    case WebContent::meeting_metadata:
      return FileShare::metadata;
    case WebContent::compliance_copy:
      return FileShare::compliance;
    case WebContent::address_book_full:
    case WebContent::address_book_delta:
    case WebContent::group_expansion:
      break;
  }
  return FileShare::address_book;
}

}  // namespace ocssim::models
