// The table of units (SI prefixes; IEC 80000-13 binary prefixes for sizes).
#include "scenarios/document/unit.hpp"

#include <algorithm>
#include <array>

namespace ocssim::scenarios {
namespace {

using D = Dimension;
constexpr std::uint64_t kibi = 1024;
constexpr std::uint64_t minute = 60;
constexpr std::uint64_t hour = 3600;
constexpr std::uint64_t day = 86400;

constexpr std::array table{
    // time, in nanoseconds
    Unit{"ns", D::duration, 1, 0, 1, true},
    Unit{"us", D::duration, 1'000, 0, 1, true},
    Unit{"µs", D::duration, 1'000, 0, 1, false},
    Unit{"μs", D::duration, 1'000, 0, 1, false},
    Unit{"ms", D::duration, 1'000'000, 0, 1, true},
    Unit{"s", D::duration, 1'000'000'000, 0, 1, true},
    Unit{"sec", D::duration, 1'000'000'000, 0, 1, false},
    Unit{"second", D::duration, 1'000'000'000, 0, 1, false},
    Unit{"seconds", D::duration, 1'000'000'000, 0, 1, false},
    Unit{"min", D::duration, minute * 1'000'000'000, 0, 1, true},
    Unit{"minute", D::duration, minute * 1'000'000'000, 0, 1, false},
    Unit{"minutes", D::duration, minute * 1'000'000'000, 0, 1, false},
    Unit{"h", D::duration, hour * 1'000'000'000, 0, 1, true},
    Unit{"hour", D::duration, hour * 1'000'000'000, 0, 1, false},
    Unit{"hours", D::duration, hour * 1'000'000'000, 0, 1, false},
    Unit{"d", D::duration, day * 1'000'000'000, 0, 1, true},
    Unit{"day", D::duration, day * 1'000'000'000, 0, 1, false},
    Unit{"days", D::duration, day * 1'000'000'000, 0, 1, false},
    // sizes, in bytes: SI and IEC apart
    Unit{"B", D::size, 1, 0, 1, true},
    Unit{"kB", D::size, 1'000, 0, 1, true},
    Unit{"MB", D::size, 1'000'000, 0, 1, true},
    Unit{"GB", D::size, 1'000'000'000, 0, 1, true},
    Unit{"TB", D::size, 1'000'000'000'000, 0, 1, true},
    Unit{"KiB", D::size, kibi, 0, 1, true},
    Unit{"MiB", D::size, kibi* kibi, 0, 1, true},
    Unit{"GiB", D::size, kibi* kibi* kibi, 0, 1, true},
    Unit{"TiB", D::size, kibi* kibi* kibi* kibi, 0, 1, true},
    // counts
    Unit{"k", D::count, 1'000, 0, 1, true},
    Unit{"M", D::count, 1'000'000, 0, 1, true},
    Unit{"G", D::count, 1'000'000'000, 0, 1, true},
    // shares
    Unit{"%", D::fraction, 1, -2, 1, true},
    // rates, per second
    Unit{"/ s", D::rate, 1, 0, 1, true},
    Unit{"/ min", D::rate, 1, 0, minute, true},
    Unit{"/ hour", D::rate, 1, 0, hour, true},
    Unit{"/ day", D::rate, 1, 0, day, true},
    Unit{"/ user / s", D::user_rate, 1, 0, 1, true},
    Unit{"/ user / min", D::user_rate, 1, 0, minute, true},
    Unit{"/ user / hour", D::user_rate, 1, 0, hour, true},
    Unit{"/ user / day", D::user_rate, 1, 0, day, true},
    // frequencies
    Unit{"Hz", D::frequency, 1, 0, 1, true},
    Unit{"kHz", D::frequency, 1, 3, 1, true},
    Unit{"MHz", D::frequency, 1, 6, 1, true},
    Unit{"GHz", D::frequency, 1, 9, 1, true},
    // bandwidths, in bits
    Unit{"bps", D::bandwidth, 1, 0, 1, true},
    Unit{"bit/s", D::bandwidth, 1, 0, 1, false},
    Unit{"kbps", D::bandwidth, 1, 3, 1, true},
    Unit{"kbit/s", D::bandwidth, 1, 3, 1, false},
    Unit{"Mbps", D::bandwidth, 1, 6, 1, true},
    Unit{"Mbit/s", D::bandwidth, 1, 6, 1, false},
    Unit{"Gbps", D::bandwidth, 1, 9, 1, true},
    Unit{"Gbit/s", D::bandwidth, 1, 9, 1, false},
    // byte rates (disks)
    Unit{"B/s", D::byte_rate, 1, 0, 1, true},
    Unit{"kB/s", D::byte_rate, 1, 3, 1, true},
    Unit{"MB/s", D::byte_rate, 1, 6, 1, true},
    Unit{"GB/s", D::byte_rate, 1, 9, 1, true},
    Unit{"KiB/s", D::byte_rate, kibi, 0, 1, true},
    Unit{"MiB/s", D::byte_rate, kibi* kibi, 0, 1, true},
    Unit{"GiB/s", D::byte_rate, kibi* kibi* kibi, 0, 1, true},
    // processor work
    Unit{"cycles", D::cycles, 1, -6, 1, true},
    Unit{"kcycles", D::cycles, 1, -3, 1, true},
    Unit{"Mcycles", D::cycles, 1, 0, 1, true},
    Unit{"Gcycles", D::cycles, 1, 3, 1, true},
    // key lengths
    Unit{"bit", D::key_bits, 1, 0, 1, true},
    Unit{"bits", D::key_bits, 1, 0, 1, false},
};

}  // namespace

std::span<const Unit> units() {
  return table;
}

const Unit* find_unit(std::string_view name) {
  const auto* found = std::find_if(table.begin(), table.end(),
                                   [name](const Unit& unit) { return unit.name == name; });
  return found == table.end() ? nullptr : found;
}

const Unit* find_unit(std::string_view name, Dimension dimension) {
  const Unit* unit = find_unit(name);
  return unit != nullptr && unit->dimension == dimension ? unit : nullptr;
}

bool needs_no_unit(Dimension dimension) {
  return dimension == D::count || dimension == D::key_bits || dimension == D::number;
}

std::string_view to_string(Dimension dimension) {
  switch (dimension) {
    case D::duration:
      return "a time";
    case D::size:
      return "a size in bytes";
    case D::count:
      return "a count";
    case D::fraction:
      return "a percentage";
    case D::rate:
      return "a rate";
    case D::user_rate:
      return "a rate per user";
    case D::frequency:
      return "a frequency";
    case D::bandwidth:
      return "a bandwidth in bits per second";
    case D::byte_rate:
      return "a throughput in bytes per second";
    case D::cycles:
      return "processor work";
    case D::key_bits:
      return "a key length";
    case D::number:
      return "a number";
  }
  return "";
}

std::string expected_text(Dimension dimension) {
  if (dimension == D::count) return "a whole number, alone or with k, M or G";
  if (dimension == D::number) return "a number without a unit";
  std::string text = std::string(to_string(dimension)) + ": a number and ";
  bool first = true;
  for (const Unit& unit : table) {
    if (unit.dimension != dimension || !unit.preferred) continue;
    text += (first ? "" : ", ") + std::string(unit.name);
    first = false;
  }
  return text;
}

std::string_view example_of(Dimension dimension) {
  switch (dimension) {
    case D::duration:
      return "20 min";
    case D::size:
      return "4 GiB";
    case D::count:
      return "10k";
    case D::fraction:
      return "5 %";
    case D::rate:
      return "120 / s";
    case D::user_rate:
      return "2 / user / hour";
    case D::frequency:
      return "2.33 GHz";
    case D::bandwidth:
      return "250 Mbps";
    case D::byte_rate:
      return "60 MB/s";
    case D::cycles:
      return "150 Mcycles";
    case D::key_bits:
      return "2048 bits";
    case D::number:
      return "3.5";
  }
  return "";
}

}  // namespace ocssim::scenarios
