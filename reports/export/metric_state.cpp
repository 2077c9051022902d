#include "reports/export/metric_state.hpp"

#include "engine/check.hpp"

namespace ocssim::reports {

std::string_view to_string(MetricState state) {
  switch (state) {
    case MetricState::ok:
      return "ok";
    case MetricState::unstable:
      return "unstable";
    case MetricState::not_settled:
      return "not_settled";
    case MetricState::too_few:
      return "too_few";
    case MetricState::absent:
      return "absent";
  }
  OCSSIM_CHECK(false);
}

}  // namespace ocssim::reports
