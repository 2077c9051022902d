#include "reports/store/fingerprint.hpp"

#include "reports/store/bytes.hpp"
#include "reports/store/hash.hpp"

namespace ocssim::reports {
namespace {

void write(ByteWriter& out, const Figure& figure) {
  out.optional_real(figure.value);
  out.optional_real(figure.half_width);
  out.flag(figure.exact);
}

void write(ByteWriter& out, const MetricResult& metric) {
  out.text(metric.name);
  out.text(metric.component);
  out.text(metric.unit);
  out.u8(static_cast<std::uint8_t>(metric.kind));
  out.u8(static_cast<std::uint8_t>(metric.state));
  out.real(metric.confidence);
  out.u64(metric.figures.size());
  for (const NamedFigure& named : metric.figures) {
    out.text(named.statistic);
    write(out, named.figure);
  }
}

void write(ByteWriter& out, const ObjectiveResult& objective) {
  out.text(objective.text);
  out.text(objective.component);
  out.optional_real(objective.limit_value);
  write(out, objective.measured);
  out.u8(static_cast<std::uint8_t>(objective.verdict));
  out.text(objective.reason);
  out.u64(objective.parts.size());
  for (const ObjectiveResult& part : objective.parts) write(out, part);
}

}  // namespace

std::string canonical_bytes(const Results& results) {
  ByteWriter out;
  out.u64(results.metrics.size());
  for (const MetricResult& metric : results.metrics) write(out, metric);
  out.u64(results.objectives.size());
  for (const ObjectiveResult& objective : results.objectives) write(out, objective);
  out.flag(results.has_objectives);
  out.u8(static_cast<std::uint8_t>(results.verdict));
  out.u64(results.event_fingerprints.size());
  for (const std::uint64_t value : results.event_fingerprints) out.u64(value);
  return std::move(out).bytes();
}

std::uint64_t fingerprint(const Results& results) {
  return hash_64(canonical_bytes(results));
}

std::uint64_t combined_fingerprint(std::span<const std::uint64_t> fingerprints) {
  ByteWriter out;
  for (const std::uint64_t value : fingerprints) out.u64(value);
  return hash_64(out.bytes());
}

}  // namespace ocssim::reports
