// Targets of media packets: what codecs put on the wire, and what rings hold.
#include "study/verify/scenario_run.hpp"
#include "study/verify/targets/checks.hpp"

#include <string>

namespace ocssim::study {

Evidence verify_codecs(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "audio packet arithmetic";
  evidence.kind = EvidenceClass::arithmetic;
  evidence.source = "L13-NET, MEDIA";
  evidence.proves = "packets of a simulated window: payload, headers and intervals give the rates";
  evidence.limits = "whole bytes a packet: within 0.2 kbps a stream";
  struct Published {
    const char* codec;
    double kbps;
    double with_fec;
  };
  // By what one mixer sends to 1,000 listeners.
  for (const auto& [codec, kbps, with_fec] : {Published{"rtaudio_wideband", 57.0, 86.0},
                                              {"rtaudio_narrowband", 39.8, 51.6},
                                              {"g711", 92.0, 156.0},
                                              {"siren", 47.6, 63.6},
                                              {"g722", 95.6, 159.6}}) {
    for (const bool fec : {false, true}) {
      const ScenarioRun run(
          "mixers-in-step",
          Settings{std::string("av.codec=") + codec, "simulation.duration=1 s",
                   "av.packets.load.conferences=250", "av.packets.mixer_phase=per_conference",
                   fec ? "av.packets.fec=always" : "av.packets.fec=never"},
          context.seed);
      evidence.rows.push_back(within_distance(std::string(codec) + (fec ? " with FEC" : ""), "kbps",
                                              fec ? with_fec : kbps,
                                              run.mean("nic.tx.mbps", "server[0]"), 0.201));
    }
  }
  return evidence;
}

Evidence verify_ring_sweep(const CheckContext& context) {
  Evidence evidence;
  evidence.title = "rings of 256 and 768 descriptors at 250 Mbps with stalls of 10 to 25 ms";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "deployment guide; E1000";
  evidence.proves = "hold times of 9 and 27 ms decide: a ring holds packets";
  evidence.limits = "law and rate of the stalls are placeholders";
  const auto lost = [&](const char* descriptors) {
    const ScenarioRun run(
        "nic-rings",
        Settings{std::string("av.nic.rx_descriptors=") + descriptors,
                 "av.packets.load.rate=250 Mbps",
                 "simulation.duration=" + std::string(context.pick("20 s", "120 s"))},
        context.seed);
    return run.mean("nic.rx.loss", "server[0]");
  };
  evidence.rows = {at_least("256: loss", "1", 0.005, lost("x1")),
                   exactly("768: loss", "1", 0.0, lost("x3"))};
  return evidence;
}

Evidence verify_transmit_bursts(const CheckContext& context) {
  // 600 mixers send 4 packets each at the same instant of every 20 ms.
  constexpr double burst = 2400.0;
  constexpr double ring = 256.0;
  constexpr double backlog = 1000.0;
  Evidence evidence;
  evidence.title = "2,400 packets at once for 256 transmit descriptors";
  evidence.kind = EvidenceClass::mechanism;
  evidence.source = "by arithmetic";
  evidence.proves =
      "a full transmit ring makes packets wait; beyond the host's backlog they are "
      "lost, and no others";
  evidence.limits = "the backlog of 1,000 packets is a placeholder; no stalls";
  const Settings short_run{"simulation.duration=2 s"};
  const ScenarioRun step("mixers-in-step", short_run, context.seed);
  const ScenarioRun apart("mixers-in-step",
                          short_run + Settings{"av.packets.mixer_phase=per_conference"},
                          context.seed);
  const double lost = step.total("nic.tx.dropped", "server[0]");
  const double waited = step.total("nic.tx.waited_by_burst", "server[0]");
  evidence.rows = {
      exactly("share lost", "1", (burst - ring - backlog) / burst,
              step.mean("nic.tx.loss", "server[0]")),
      exactly("waited for each lost", "", backlog / (burst - ring - backlog), waited / lost),
      exactly("lost with mixers at phases of their own", "packets", 0.0,
              apart.total("nic.tx.dropped", "server[0]"))};
  return evidence;
}

}  // namespace ocssim::study
