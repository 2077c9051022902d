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
            "limits the token cache of SQL Server 2005"}
          .needed(Need::pool),
      Field{"sql.trace_flag_4610", Form::boolean, sql<&Q::trace_flag_4610>(),
            "with trace flag 4618: at a larger size"}
          .needed(Need::pool),
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
      Field{"sql.pages_per_update", Form::count, sql<&Q::pages_per_update>(),
            "of them, those that a call changes that updates"}
          .at_most(100000)
          .needed(Need::pool),
      Field{"sql.popularity", Form::number, sql<&Q::popularity>(),
            "Zipf exponent of page popularity; 0 is uniform"}
          .between(0.0, 3.0)
          .needed(Need::pool),
      Field{"sql.buffer_pool", Form::choice, sql<&Q::buffer_pool>(),
            "how pages leave a full buffer pool: least recently used, or a clock sweep with usage "
            "counts; che: no pages, Che's approximation of the first, never cold"}
          .one_of({{"lru", 0}, {"clock", 1}, {"che", 2}})
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

std::vector<Field> token_fields() {
  using T = Q::TokenCache;
  return {
      Field{"sql.token_cache", Form::object, {}, "TokenAndPermUserStore"},
      Field{"sql.token_cache.entries_per_call", Form::number,
            sql<&Q::token_cache, &T::entries_per_call>(), "entries that a call leaves behind"}
          .between(0.0, 1e6)
          .needed(Need::pool),
      Field{"sql.token_cache.slowdown", Form::number, sql<&Q::token_cache, &T::slowdown>(),
            "of a call's processor work by a million entries; 0.5 is half as much again"}
          .between(0.0, 1e6)
          .needed(Need::pool),
      Field{"sql.token_cache.limit_4618", Form::count, sql<&Q::token_cache, &T::limit_4618>(),
            "entries with trace flag 4618, and with SQL Server 2008"}
          .needed(Need::pool),
      Field{"sql.token_cache.limit_4618_4610", Form::count,
            sql<&Q::token_cache, &T::limit_4618_4610>(), "entries with 4618 and 4610"}
          .needed(Need::pool),
      Field{"sql.token_cache.entry_size", Form::size, sql<&Q::token_cache, &T::entry_size>(),
            "memory of an entry; without a trace flag the buffer pool's memory is the limit"}
          .between(1.0, mebibyte)
          .needed(Need::pool),
      Field{"sql.token_cache.entries_at_start", Form::count,
            sql<&Q::token_cache, &T::entries_at_start>(),
            "without a trace flag; with one the cache is full at the start"}
          .needed(Need::pool),
      Field{"sql.token_cache.flush_interval", Form::duration,
            sql<&Q::token_cache, &T::flush_interval>(),
            "a job that empties it (DBCC FREESYSTEMCACHE); 0 s: none"}
          .zero_or_from(least_interval)
          .at_most(365.0 * 86400.0)
          .needed(Need::pool),
  };
}

std::vector<Field> checkpoint_fields() {
  return {
      Field{"sql.checkpoint", Form::object, {}, "writes of changed pages to the data files"},
      Field{"sql.checkpoint.interval", Form::duration, sql<&Q::checkpoint_interval>(),
            "between two checkpoints; 0 s: none"}
          .zero_or_from(least_interval)
          .at_most(86400.0)
          .needed(Need::pool),
      Field{"sql.checkpoint.write_latency", Form::duration, sql<&Q::checkpoint_write_latency>(),
            "a checkpoint has no more writes on their way than end within this time"}
          .at_most(60.0)
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
      Field{"sql.disks.data.write_time", Form::duration, sql<&Q::data, &D::write_time>(),
            "mean time of one random page write, and of a commit when logs share the device"}
          .above(0.0)
          .at_most(60.0)
          .needed(Need::pool),
      Field{"sql.disks.log", Form::object, {}, "the device of the logs, or each of them"},
      Field{"sql.disks.log.per_database", Form::boolean, sql<&Q::logs_apart>(),
            "the logs of RTC and RTCDYN have a device each"}
          .needed(Need::pool),
      Field{"sql.disks.log.persistent_share", Form::share, sql<&Q::persistent_share>(),
            "of commits that go to the log of RTC, the others to that of RTCDYN"}
          .between(0.0, 1.0)
          .needed(Need::pool),
      Field{"sql.disks.log.spindles", Form::count, sql<&Q::log, &D::spindles>(),
            "disks of the log's device; a log is written in order, so more do not speed it up"}
          .between(1, 10000)
          .needed(Need::pool)
          .used(Simulated::not_when_stated),
      Field{"sql.disks.log.write_cache", Form::boolean, sql<&Q::log, &D::write_cache>(),
            "whether a write is done when the controller has it"}
          .needed(Need::pool),
      Field{"sql.disks.log.write_time", Form::duration, sql<&Q::log, &D::write_time>(),
            "time of a log write with write cache"}
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
  for (auto* part :
       {&machine_fields, &memory_fields, &token_fields, &checkpoint_fields, &disk_fields}) {
    std::vector<Field> block = part();
    rows.insert(rows.end(), block.begin(), block.end());
  }
  return rows;
}

}  // namespace ocssim::scenarios
