// Rows of the SQL back end: memory tier, processor, disks.
#include "scenarios/model/schema.hpp"

namespace ocssim::scenarios {
namespace {

using Q = models::SqlConfig;
constexpr double mebibyte = 1024.0 * 1024.0;
constexpr double tebibyte = mebibyte * mebibyte;

template <auto... Members>
Field::Store sql() {
  return into<&Scenario::sql, Members...>();
}

std::vector<Field> machine_fields() {
  return {
      Field{"sql", Form::object, {}, "the back-end database server"},
      Field{"sql.version", Form::count, sql<&Q::version>(), "SQL Server 2005 or 2008"}
          .only({2005, 2008})
          .needed(Need::pool),
      Field{"sql.memory", Form::size, sql<&Q::memory>(), "memory of the server"}
          .between(64.0 * mebibyte, 64.0 * tebibyte)
          .needed(Need::pool),
      Field{"sql.architecture", Form::choice, sql<&Q::architecture>(),
            "what the database process can address"}
          .one_of({{"32-bit", 0}, {"64-bit", 1}})
          .needed(Need::pool),
      Field{"sql.flag_3gb", Form::boolean, sql<&Q::flag_3gb>(), "/3GB is set (32-bit)"}.needed(
          Need::pool),
      Field{"sql.awe", Form::boolean, sql<&Q::awe>(), "AWE is enabled (32-bit)"}.needed(Need::pool),
      Field{"sql.lock_pages", Form::boolean, sql<&Q::lock_pages>(),
            "the service may lock pages in memory; AWE needs it"}
          .needed(Need::pool),
      Field{"sql.trace_flag_4618", Form::boolean, sql<&Q::trace_flag_4618>(),
            "caps the token cache of SQL Server 2005"}
          .needed(Need::pool)
          .used(Simulated::rules_only),
      Field{"sql.separate_computer", Form::boolean, sql<&Q::separate_computer>(),
            "not on a server of the pool"}
          .needed(Need::pool)
          .used(Simulated::rules_only),
      Field{"sql.reachable", Form::boolean, sql<&Q::reachable>(),
            "TCP 1433, or the chosen port, is open from the Front Ends"}
          .needed(Need::pool)
          .used(Simulated::rules_only),
      Field{"sql.cores", Form::count, sql<&Q::cores>(), "processor cores"}.between(1, 1024).needed(
          Need::pool),
      Field{"sql.clock", Form::frequency, sql<&Q::clock_hz>(), "clock of a core"}
          .between(1e6, 1e11)
          .needed(Need::pool),
      Field{"sql.call_megacycles", Form::number, sql<&Q::call_megacycles>(),
            "mean processor work of a stored-procedure call [Mcycles]"}
          .between(0.0, 1e6)
          .needed(Need::pool),
  };
}

std::vector<Field> memory_fields() {
  return {
      Field{"sql.data_per_user", Form::size, sql<&Q::data_per_user>(),
            "RTC and RTCDYN together, for one user"}
          .between(1.0, 1024.0 * mebibyte)
          .needed(Need::pool),
      Field{"sql.pages_per_call", Form::count, sql<&Q::pages_per_call>(),
            "pages that a call touches"}
          .at_most(100000)
          .needed(Need::pool),
      Field{"sql.popularity", Form::number, sql<&Q::popularity>(),
            "Zipf exponent of page popularity; 0 is uniform"}
          .between(0.0, 3.0)
          .needed(Need::pool),
      Field{"sql.memory_reserved", Form::size, sql<&Q::memory_reserved>(),
            "memory that the buffer pool never gets"}
          .at_most(tebibyte)
          .needed(Need::pool),
      Field{"sql.memory_reserved_share", Form::share, sql<&Q::memory_reserved_share>(),
            "and this share of the server's memory"}
          .between(0.0, 0.95)
          .needed(Need::pool),
      Field{"sql.pool_limit_32bit", Form::size, sql<&Q::pool_limit_32bit>(),
            "most that a 32-bit server without AWE and /3GB can use"}
          .between(mebibyte, 4096.0 * mebibyte)
          .needed(Need::pool),
      Field{"sql.pool_limit_32bit_3gb", Form::size, sql<&Q::pool_limit_32bit_3gb>(),
            "and with /3GB"}
          .between(mebibyte, 4096.0 * mebibyte)
          .needed(Need::pool),
  };
}

std::vector<Field> disk_fields() {
  using D = Q::Disk;
  std::vector<Field> rows{
      Field{"sql.disks", Form::object, {}, "data and log devices"},
      Field{"sql.disks.shared", Form::boolean, sql<&Q::disks_shared>(),
            "data and log on one device"}
          .needed(Need::pool),
      Field{"sql.disks.data", Form::object, {}, "the device of the data files"},
      Field{"sql.disks.data.spindles", Form::count, sql<&Q::data, &D::spindles>(),
            "disks that read at a time"}
          .between(1, 10000)
          .needed(Need::pool),
      Field{"sql.disks.data.read_time", Form::duration, sql<&Q::data, &D::read_time>(),
            "mean time of one random page read"}
          .above(0.0)
          .at_most(60.0)
          .needed(Need::pool),
      Field{"sql.disks.log", Form::object, {}, "the device of the logs"},
      Field{"sql.disks.log.spindles", Form::count, sql<&Q::log, &D::spindles>(),
            "disks of the log's device; a log is written in order, so more do not speed it up"}
          .between(1, 10000)
          .needed(Need::pool)
          .used(Simulated::not_when_stated),
      Field{"sql.disks.log.write_cache", Form::boolean, sql<&Q::log, &D::write_cache>(),
            "whether a write is done when the controller has it"}
          .needed(Need::pool),
      Field{"sql.disks.log.write_time", Form::duration, sql<&Q::log, &D::write_time>(),
            "mean time of a log write with write cache"}
          .above(0.0)
          .at_most(60.0)
          .needed(Need::pool),
      Field{"sql.disks.log.write_time_uncached", Form::duration,
            sql<&Q::log, &D::write_time_uncached>(),
            "and without; commits that wait are written together"}
          .above(0.0)
          .at_most(60.0)
          .needed(Need::pool),
  };
  return rows;
}

}  // namespace

std::vector<Field> sql_fields() {
  std::vector<Field> rows;
  for (auto* part : {&machine_fields, &memory_fields, &disk_fields}) {
    std::vector<Field> block = part();
    rows.insert(rows.end(), block.begin(), block.end());
  }
  return rows;
}

}  // namespace ocssim::scenarios
