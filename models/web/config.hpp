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
};

inline constexpr std::size_t web_content_count = 5;

inline constexpr std::array<std::string_view, web_content_count> web_content_names = {
    "address_book_full", "address_book_delta", "group_expansion", "meeting_content",
    "device_update"};

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
  double share_bps = 0.0;  // that the file share delivers
  std::array<WebDownload, web_content_count> downloads{};
  double devices = 0.0;      // a user: telephones that look for an update
  Duration update_at{};      // when they are told of one
  Duration update_window{};  // in which they come, uniformly; 0: there is no update
};

/// Read from the file share before they are sent; group expansion asks directory and database.
[[nodiscard]] constexpr bool is_on_share(WebContent content) {
  return content != WebContent::group_expansion;
}

}  // namespace ocssim::models
