#include "engine/experiment/least_search.hpp"

#include "engine/check.hpp"

#include <algorithm>
#include <utility>

namespace ocssim {
namespace {

/// a has at least as much of everything.
bool is_as_much(const LevelPoint& a, const LevelPoint& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] < b[i]) return false;
  }
  return true;
}

}  // namespace

LeastSearch::LeastSearch(LeastSearchConfig config) : config_(std::move(config)) {
  OCSSIM_CHECK(!config_.levels.empty());
  for (const std::size_t levels : config_.levels) OCSSIM_CHECK(levels >= 1);
  LevelPoint top;
  for (const std::size_t levels : config_.levels) top.push_back(levels - 1);
  if (config_.all_minimal) {
    std::fill(top.begin(), top.end() - 1, 0);
    begin_line(std::move(top), config_.levels.size() - 1);
  } else {
    begin_line(std::move(top), 0);
  }
  plan();
}

void LeastSearch::begin_line(LevelPoint point, std::size_t resource) {
  line_ = std::move(point);
  resource_ = resource;
  asked_ = 0;
}

void LeastSearch::end(SearchStatus status) {
  status_ = status;
  next_.clear();
}

void LeastSearch::tell(const std::vector<ProbeOutcome>& outcomes) {
  OCSSIM_CHECK(!next_.empty() && outcomes.size() == next_.size());
  const std::vector<LevelPoint> asked = std::move(next_);
  next_.clear();
  for (std::size_t i = 0; i < asked.size(); ++i) take(asked[i], outcomes[i]);
  if (contradictory_) return end(SearchStatus::inconclusive);
  plan();
}

void LeastSearch::take(const LevelPoint& point, ProbeOutcome outcome) {
  for (const Probe& probe : probes_) {
    const bool refuted = outcome == ProbeOutcome::met && probe.outcome == ProbeOutcome::not_met &&
                         is_as_much(probe.point, point);
    const bool refutes = outcome == ProbeOutcome::not_met && probe.outcome == ProbeOutcome::met &&
                         is_as_much(point, probe.point);
    contradictory_ = contradictory_ || refuted || refutes;
  }
  probes_.push_back({point, outcome});
}

const LeastSearch::Probe* LeastSearch::refuted_by(const LevelPoint& point) const {
  const auto found = std::find_if(probes_.begin(), probes_.end(), [&](const Probe& probe) {
    return probe.outcome == ProbeOutcome::not_met && is_as_much(probe.point, point);
  });
  return found == probes_.end() ? nullptr : &*found;
}

const LeastSearch::Probe* LeastSearch::probe_at(const LevelPoint& point) const {
  const auto found = std::find_if(probes_.begin(), probes_.end(),
                                  [&](const Probe& probe) { return probe.point == point; });
  return found == probes_.end() ? nullptr : &*found;
}

LevelPoint LeastSearch::on_line(std::ptrdiff_t level) const {
  LevelPoint point = line_;
  point[resource_] = static_cast<std::size_t>(level);
  return point;
}

LeastSearch::Span LeastSearch::known_span() const {
  const auto levels = static_cast<std::ptrdiff_t>(config_.levels[resource_]);
  Span span{-1, levels};
  for (const Probe& probe : probes_) {
    const auto level = static_cast<std::ptrdiff_t>(probe.point[resource_]);
    if (probe.outcome == ProbeOutcome::not_met && is_as_much(probe.point, on_line(level))) {
      span.low = std::max(span.low, level);
    }
    if (probe.outcome == ProbeOutcome::met && is_as_much(on_line(level), probe.point)) {
      span.high = std::min(span.high, level);
    }
  }
  return span;
}

/// Between what is met and what is not, and not asked before.
std::vector<std::ptrdiff_t> LeastSearch::open_levels(Span span) const {
  std::vector<std::ptrdiff_t> open;
  for (std::ptrdiff_t level = span.low + 1; level < span.high; ++level) {
    if (probe_at(on_line(level)) == nullptr) open.push_back(level);
  }
  return open;
}

/// The least level at which closed forms expect it to hold; the top if nowhere, the middle if they
/// say nothing.
std::ptrdiff_t LeastSearch::expected_level() const {
  const auto levels = static_cast<std::ptrdiff_t>(config_.levels[resource_]);
  if (!config_.expected) return (levels - 1) / 2;
  std::ptrdiff_t low = -1;
  std::ptrdiff_t high = levels - 1;
  while (high - low > 1) {
    const std::ptrdiff_t middle = low + (high - low) / 2;
    (config_.expected(on_line(middle)) ? high : low) = middle;
  }
  return high;
}

std::ptrdiff_t LeastSearch::next_level(Span span, const std::vector<std::ptrdiff_t>& open) const {
  const auto levels = static_cast<std::ptrdiff_t>(config_.levels[resource_]);
  // One round has been asked where the search began: its first step away is one level.
  const std::ptrdiff_t stride = std::ptrdiff_t{1} << std::min(20U, asked_ - 2);
  std::ptrdiff_t target = span.low + (span.high - span.low) / 2;
  if (span.high == levels) {
    target = std::max(span.low, std::ptrdiff_t{0}) + stride;
  } else if (span.low == -1) {
    target = span.high - stride;
  }
  return *std::min_element(open.begin(), open.end(), [&](std::ptrdiff_t a, std::ptrdiff_t b) {
    return std::abs(a - target) < std::abs(b - target);
  });
}

std::vector<LevelPoint> LeastSearch::ask_line() {
  const Span span = known_span();
  const std::vector<std::ptrdiff_t> open = open_levels(span);
  if (open.empty()) return {};
  ++asked_;
  if (asked_ > 1) return {on_line(next_level(span, open))};
  const std::ptrdiff_t start = std::clamp(expected_level(), open.front(), open.back());
  std::vector<LevelPoint> points;
  for (const std::ptrdiff_t level : {start, start - 1}) {
    if (std::find(open.begin(), open.end(), level) != open.end()) points.push_back(on_line(level));
  }
  if (points.empty()) points.push_back(on_line(open.front()));
  return points;
}

void LeastSearch::plan() {
  if (config_.all_minimal) {
    plan_all_minimal();
  } else {
    plan_lexicographic();
  }
  if (status_ != SearchStatus::searching || probes_.size() + next_.size() <= config_.probes) return;
  // What is met so far is the best known.
  if (config_.all_minimal) {
    drop_undercut();
  } else {
    const Span span = known_span();
    if (span.high < static_cast<std::ptrdiff_t>(config_.levels[resource_])) {
      least_ = {on_line(span.high)};
    }
  }
  end(SearchStatus::inconclusive);
}

void LeastSearch::plan_lexicographic() {
  for (;;) {
    next_ = ask_line();
    if (!next_.empty()) return;
    const Span span = known_span();
    const auto levels = static_cast<std::ptrdiff_t>(config_.levels[resource_]);
    if (span.high == levels) {
      return end(span.low == levels - 1 ? SearchStatus::infeasible : SearchStatus::inconclusive);
    }
    open_end_ = open_end_ || span.high - span.low > 1;
    LevelPoint point = on_line(span.high);
    if (resource_ + 1 == config_.levels.size()) {
      least_ = {std::move(point)};
      return end(open_end_ ? SearchStatus::inconclusive : SearchStatus::found);
    }
    begin_line(std::move(point), resource_ + 1);
  }
}

/// The next setting of all resources but the last, last of them fastest.
bool LeastSearch::next_line() {
  LevelPoint point = line_;
  for (std::size_t i = point.size() - 1; i-- > 0;) {
    if (++point[i] < config_.levels[i]) {
      begin_line(std::move(point), resource_);
      return true;
    }
    point[i] = 0;
  }
  return false;
}

void LeastSearch::plan_all_minimal() {
  for (;;) {
    next_ = ask_line();
    if (!next_.empty()) return;
    const Span span = known_span();
    const bool is_met = span.high < static_cast<std::ptrdiff_t>(config_.levels[resource_]);
    open_end_ = open_end_ || span.high - span.low > 1;
    if (is_met) least_.push_back(on_line(span.high));
    if (next_line()) continue;
    drop_undercut();
    if (open_end_) return end(SearchStatus::inconclusive);
    return end(least_.empty() ? SearchStatus::infeasible : SearchStatus::found);
  }
}

void LeastSearch::drop_undercut() {
  std::vector<LevelPoint> kept;
  for (const LevelPoint& point : least_) {
    const bool undercut = std::any_of(least_.begin(), least_.end(), [&](const LevelPoint& other) {
      return other != point && is_as_much(point, other);
    });
    if (!undercut) kept.push_back(point);
  }
  least_ = std::move(kept);
}

}  // namespace ocssim
