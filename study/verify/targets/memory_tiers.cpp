// Which memory a SQL Server uses: 8 GiB in five set-ups, at a tenth. What the buffer pool gets is
// seen by the hit ratio, which Che's approximation gives for the published limits of the address
// space.
#include "models/theory/che.hpp"
#include "study/verify/scenario_run.hpp"
#include "study/verify/targets/checks.hpp"

#include <string>

namespace ocssim::study {
namespace {

constexpr double page = 8192.0;
constexpr double mebibyte = 1024.0 * 1024.0;
constexpr std::uint32_t users = 10'000;
constexpr double data = users * 80.0 * 1024.0;  // bytes

struct Tier {
  const char* name;
  const char* architecture;
  const char* flag_3gb;
  const char* awe;
  const char* lock_pages;
  double pool;  // bytes, a tenth
};

constexpr double all = (819.0 - 102.0 - 0.0625 * 819.0) * mebibyte;  // less what others take
constexpr Tier tiers[] = {
    {"32-bit", "32-bit", "false", "false", "false", 160e6},
    {"32-bit, /3GB", "32-bit", "true", "false", "false", 260e6},
    {"32-bit, AWE without lock pages", "32-bit", "false", "true", "false", 160e6},
    {"32-bit, lock pages without AWE", "32-bit", "false", "false", "true", 160e6},
    {"32-bit, AWE and lock pages", "32-bit", "false", "true", "true", all},
    {"64-bit", "64-bit", "false", "false", "false", all},
};

double hit_ratio(const Tier& tier, const CheckContext& context) {
  const ScenarioRun run(
      "enterprise-100k",
      scaled(users) + lasting(context.pick("60 s", "300 s")) +
          Settings{"sql.memory=819 MiB", "sql.memory_reserved=102 MiB",
                   "sql.memory_reserved_share=6.25 %", "sql.data_per_user=80 KiB",
                   "sql.popularity=0.8", "sql.pool_limit_32bit=160 MB",
                   "sql.pool_limit_32bit_3gb=260 MB",
                   std::string("sql.architecture=") + tier.architecture,
                   std::string("sql.flag_3gb=") + tier.flag_3gb, std::string("sql.awe=") + tier.awe,
                   std::string("sql.lock_pages=") + tier.lock_pages,
                   // Disks that nobody waits for: the load is that of the users in every tier.
                   "sql.disks.data.read_time=1 us"},
      context.seed);
  return run.mean("sql.hit_ratio", "sql");
}

}  // namespace

Evidence verify_memory_tiers(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "memory that a back end uses, by architecture";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "SQL-MEM; guide, small and mid-range back ends; Che, Tung & Wang 2002";
  evidence.proves = "AWE takes effect with the right to lock pages only; the limits of 32 bits";
  evidence.limits = "a tenth; about 0.4 GB that the process itself takes is a placeholder";
  for (const Tier& tier : tiers) {
    const double theory =
        models::che_zipf(0.8, static_cast<std::uint64_t>(data / page), tier.pool / page).hit_ratio;
    evidence.rows.push_back(within_distance(std::string(tier.name) + ": hit ratio", "1", theory,
                                            hit_ratio(tier, context), 0.01));
  }
  return evidence;
}

}  // namespace ocssim::study
