#include "study/unit.hpp"

#include "reports/store/bytes.hpp"
#include "reports/store/hash.hpp"

namespace ocssim::study {

std::string unit_name(const UnitKey& key) {
  reports::ByteWriter out;
  out.u32(key.model_version);
  out.text(key.physical_scenario);
  out.u64(key.seed);
  out.u32(key.replication);
  out.text(key.fidelity);
  return reports::hash_128_hex(out.bytes());
}

}  // namespace ocssim::study
