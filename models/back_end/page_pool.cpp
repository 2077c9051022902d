#include "models/back_end/page_pool.hpp"

#include <algorithm>

namespace ocssim::models {

LruPages::LruPages(std::uint32_t frames, std::uint32_t pages)
    : frames_(std::min(frames, pages)), end_(pages) {
  OCSSIM_CHECK(frames >= 1 && pages >= 1 && pages < no_page);
  links_ = {std::size_t{pages} + 1, Link{.previous = no_page, .next = no_page}};
  clear();
}

void LruPages::clear() {
  links_.fill({.previous = no_page, .next = no_page});
  links_[end_] = {.previous = end_, .next = end_};
  resident_ = 0;
}

ClockPages::ClockPages(std::uint32_t frames, std::uint32_t pages) {
  OCSSIM_CHECK(frames >= 1 && pages >= 1 && pages < no_page);
  frames_ = {std::min(frames, pages), Frame{}};
  frame_of_ = {pages, no_page};
}

void ClockPages::clear() {
  frames_.fill({});
  frame_of_.fill(no_page);
  resident_ = 0;
  hand_ = 0;
}

}  // namespace ocssim::models
