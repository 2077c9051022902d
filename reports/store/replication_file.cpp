#include "reports/store/replication_file.hpp"

#include "reports/store/bytes.hpp"
#include "reports/store/hash.hpp"

#include <span>

namespace ocssim::reports {
namespace {

constexpr std::string_view magic = "ocssim unit 2\n";
constexpr std::size_t checksum_length = 32;

void write(ByteWriter& out, const Histogram& histogram) {
  const std::vector<Histogram::Bin> bins = histogram.bins();
  out.real(histogram.ticks_per_unit());
  out.u64(bins.size());
  for (const Histogram::Bin& bin : bins) {
    out.u32(bin.index);
    out.u64(bin.count);
  }
}

Histogram read_histogram(ByteReader& in) {
  const double ticks_per_unit = in.real();
  std::vector<Histogram::Bin> bins(in.count(12));
  for (std::size_t i = 0; i < bins.size(); ++i) {
    bins[i].index = in.u32();
    bins[i].count = in.u64();
    const bool ascending = i == 0 || bins[i - 1].index < bins[i].index;
    if (!ascending || bins[i].index >= Histogram::bin_count) in.fail();
  }
  if (!(ticks_per_unit > 0.0)) in.fail();
  return in.is_good() ? Histogram(ticks_per_unit, bins) : Histogram();
}

void write(ByteWriter& out, const Observation& observation) {
  out.text(observation.metric);
  out.text(observation.component);
  out.u8(static_cast<std::uint8_t>(observation.kind));
  out.u64(observation.count);
  out.real(observation.sum);
  out.real(observation.weight);
  out.real(observation.min);
  out.real(observation.max);
  out.real(observation.up_time);
  out.flag(observation.exact);
  write(out, observation.histogram);
}

Observation read_observation(ByteReader& in) {
  Observation observation;
  observation.metric = in.text();
  observation.component = in.text();
  const std::uint8_t kind = in.u8();
  if (kind > static_cast<std::uint8_t>(MetricKind::instant)) in.fail();
  observation.kind = MetricKind{kind};
  observation.count = in.u64();
  observation.sum = in.real();
  observation.weight = in.real();
  observation.min = in.real();
  observation.max = in.real();
  observation.up_time = in.real();
  observation.exact = in.flag();
  observation.histogram = read_histogram(in);
  return observation;
}

void write(ByteWriter& out, const Series& series) {
  out.text(series.name);
  out.text(series.component);
  out.text(series.unit);
  out.i64(series.slice.count());
  out.u64(series.values.size());
  for (const double value : series.values) out.real(value);
}

Series read_series(ByteReader& in) {
  Series series;
  series.name = in.text();
  series.component = in.text();
  series.unit = in.text();
  series.slice = Duration{in.i64()};
  series.values.resize(in.count(8));
  for (double& value : series.values) value = in.real();
  return series;
}

void write(ByteWriter& out, const TimelineEntry& entry) {
  out.i64(entry.at.time_since_epoch().count());
  out.text(entry.component);
  out.text(entry.kind);
  out.text(entry.text);
}

TimelineEntry read_timeline_entry(ByteReader& in) {
  TimelineEntry entry;
  entry.at = SimTime{Duration{in.i64()}};
  entry.component = in.text();
  entry.kind = in.text();
  entry.text = in.text();
  return entry;
}

void write(ByteWriter& out, const LittleIdentity& identity) {
  out.text(identity.component);
  out.real(identity.number_integral_s);
  out.real(identity.sojourn_total_s);
  out.u64(identity.arrivals);
  out.i64(identity.residual_ns);
}

LittleIdentity read_identity(ByteReader& in) {
  LittleIdentity identity;
  identity.component = in.text();
  identity.number_integral_s = in.real();
  identity.sojourn_total_s = in.real();
  identity.arrivals = in.u64();
  identity.residual_ns = in.i64();
  return identity;
}

void write(ByteWriter& out, const ShareObservation& share) {
  out.text(share.whole);
  out.text(share.part);
  out.real(share.sum);
  out.u64(share.count);
}

ShareObservation read_share(ByteReader& in) {
  ShareObservation share;
  share.whole = in.text();
  share.part = in.text();
  share.sum = in.real();
  share.count = in.u64();
  return share;
}

template <class Record>
void write_list(ByteWriter& out, const std::vector<Record>& records) {
  out.u64(records.size());
  for (const Record& record : records) write(out, record);
}

template <class Record>
void read_list(ByteReader& in, std::vector<Record>& records, Record (*read)(ByteReader&)) {
  // Every record holds at least one text or integer of 8 bytes.
  const std::uint64_t count = in.count(8);
  for (std::uint64_t i = 0; i < count && in.is_good(); ++i) records.push_back(read(in));
}

}  // namespace

std::string write_observations(std::string_view unit_name, const Observations& observations) {
  ByteWriter out;
  for (const char letter : magic) out.u8(static_cast<std::uint8_t>(letter));
  out.text(unit_name);
  out.u32(observations.replication);
  out.real(observations.window_begin_s);
  out.real(observations.window_end_s);
  out.real(observations.warm_up_cut_s);
  out.flag(observations.settled);
  out.u64(observations.events_processed);
  out.u64(observations.event_fingerprint);
  out.text(observations.stop_reason);
  write_list(out, observations.metrics);
  write_list(out, observations.series);
  write_list(out, observations.histories);
  write_list(out, observations.timeline);
  write_list(out, observations.identities);
  write_list(out, observations.shares);
  return out.bytes() + hash_128_hex(out.bytes());
}

std::optional<Observations> read_observations(std::string_view unit_name, std::string_view bytes) {
  if (bytes.size() < magic.size() + checksum_length || !bytes.starts_with(magic)) return {};
  const std::string_view content = bytes.substr(0, bytes.size() - checksum_length);
  if (hash_128_hex(content) != bytes.substr(content.size())) return {};
  ByteReader in(content.substr(magic.size()));
  if (in.text() != unit_name) return {};
  Observations observations;
  observations.replication = in.u32();
  observations.window_begin_s = in.real();
  observations.window_end_s = in.real();
  observations.warm_up_cut_s = in.real();
  observations.settled = in.flag();
  observations.events_processed = in.u64();
  observations.event_fingerprint = in.u64();
  observations.stop_reason = in.text();
  read_list(in, observations.metrics, read_observation);
  read_list(in, observations.series, read_series);
  read_list(in, observations.histories, read_series);
  read_list(in, observations.timeline, read_timeline_entry);
  read_list(in, observations.identities, read_identity);
  read_list(in, observations.shares, read_share);
  if (!in.is_good() || !in.at_end()) return {};
  return observations;
}

}  // namespace ocssim::reports
