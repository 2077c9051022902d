#include "reports/names.hpp"

#include "engine/check.hpp"

namespace ocssim::reports {

std::string_view to_string(MetricKind kind) {
  switch (kind) {
    case MetricKind::count:
      return "count";
    case MetricKind::tally:
      return "tally";
    case MetricKind::time_average:
      return "time_average";
    case MetricKind::ratio:
      return "ratio";
    case MetricKind::instant:
      return "instant";
  }
  OCSSIM_CHECK(false);
}

std::string_view to_string(Better better) {
  switch (better) {
    case Better::lower:
      return "lower";
    case Better::higher:
      return "higher";
    case Better::none:
      return "none";
  }
  OCSSIM_CHECK(false);
}

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return "met";
    case Verdict::not_met:
      return "not_met";
    case Verdict::inconclusive:
      return "inconclusive";
  }
  OCSSIM_CHECK(false);
}

std::string_view to_string(DifferenceVerdict verdict) {
  switch (verdict) {
    case DifferenceVerdict::better:
      return "better";
    case DifferenceVerdict::worse:
      return "worse";
    case DifferenceVerdict::different:
      return "different";
    case DifferenceVerdict::no_difference:
      return "no_difference";
  }
  OCSSIM_CHECK(false);
}

std::string_view headline_word(Verdict verdict) {
  switch (verdict) {
    case Verdict::met:
      return "MET";
    case Verdict::not_met:
      return "NOT MET";
    case Verdict::inconclusive:
      return "INCONCLUSIVE";
  }
  OCSSIM_CHECK(false);
}

}  // namespace ocssim::reports
