// What must fit together in the block of conferences.
#include "scenarios/document/quantity_format.hpp"
#include "scenarios/model/cross_checks.hpp"

#include <string>
#include <utility>

namespace ocssim::scenarios {
namespace {

using Code = DiagnosticCode;
using models::MessageClass;

constexpr double rounding = 1e-9;

void check_sizes(const Draft& draft) {
  const models::ConferencingConfig& config = draft.scenario.conferencing;
  if (!draft.is_good({"/av/conferences/sizes"}) || config.sizes.empty()) return;
  double sum = 0.0;
  for (const models::ConferenceSize& size : config.sizes) sum += size.share;
  if (sum > 1.0 - rounding && sum < 1.0 + rounding) return;
  draft.fail(Code::out_of_range, "/av/conferences/sizes",
             "the shares of all sizes are " + format_fraction(sum) + " together", "100 %");
}

void check_durations(const Draft& draft) {
  const models::ConferencingConfig& config = draft.scenario.conferencing;
  if (!draft.is_good({"/av/conferences/duration", "/av/conferences/join_within"})) return;
  if (config.join_within <= config.mean_duration) return;
  draft.fail(Code::out_of_range, "/av/conferences/join_within",
             "participants join after the mean conference is over",
             "at most " + format_duration(config.mean_duration));
}

void check_pieces(const Draft& draft) {
  for (const auto& [message, pointer] :
       {std::pair{MessageClass::conference_mixing,
                  "/front_ends/messages/conference_mixing/megacycles"},
        std::pair{MessageClass::conference_data,
                  "/front_ends/messages/conference_data/megacycles"}}) {
    const models::MessageCost& cost = draft.scenario.front_ends.messages[models::index_of(message)];
    if (!draft.is_good({pointer}) || cost.megacycles > 0.0) continue;
    draft.fail(Code::out_of_range, pointer, "the work of conferences comes in pieces of nothing",
               "above 0");
  }
}

}  // namespace

void check_conferencing(const Draft& draft) {
  if (!draft.is_good({"/av/simulate"})) return;
  if (draft.scenario.conferencing.detail == models::ConferenceDetail::load) return;
  check_sizes(draft);
  check_durations(draft);
  check_pieces(draft);
}

}  // namespace ocssim::scenarios
