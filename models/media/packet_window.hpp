// A window of a server's media, packet by packet: streams to packets, rings, losses, quality.
//
// The population does not change within a window of about a second. Packets are made a slice of
// 20 ms at a time, put into order and run through the rings (nic.hpp); nothing stands in an event
// set. The window begins with a lead-in that is not counted, so that stalls and bursts that reach
// into it are there. Whose luck it is: phases and who speaks are drawn from the conference's
// number, stalls from the server's name and the number of the window; so neither descriptors nor
// other conferences re-deal anything.
//
//   participant ──audio while speaking, video frames──▶ receive ring ─▶ mixer
//   mixer ──a packet for each listener every tick, copies of each video packet──▶ transmit ring
#pragma once

#include "engine/random/stream.hpp"
#include "models/media/config.hpp"
#include "models/media/host_stalls.hpp"
#include "models/media/nic.hpp"
#include "models/media/packet_tally.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace ocssim::models {

/// What one conference sends and receives at a server.
struct MediaGroup {
  std::uint64_t conference = 0;       // its number: whose luck
  std::uint32_t receivers = 0;        // get the mixed audio, one packet a tick
  std::uint32_t talkers = 0;          // open microphones; each sends while its participant speaks
  std::uint32_t codec = 0;            // index into MediaConfig::codecs
  std::uint32_t video_senders = 0;    // inbound video streams
  std::uint32_t video_receivers = 0;  // get a copy of each
  bool fec = false;                   // forward error correction is on
};

class PacketWindow {
 public:
  /// `media` must outlive it; `server` is the name whose stalls these are.
  PacketWindow(const MediaConfig& media, std::string_view server);
  /// Before the first run.
  void prepare(std::uint64_t seed, std::uint32_t replication);

  /// Window `number` of the server with these conferences, of length media.packets.window, while
  /// this share of the mixers' ticks comes too late and is skipped. The tally is overwritten by the
  /// next run. Allocates only while there are more streams than ever.
  const PacketTally& run(std::span<const MediaGroup> active, std::uint64_t number,
                         double late_ticks = 0.0);

  /// Begins, in ns from the begin of the window's lead-in, for tests.
  [[nodiscard]] std::int64_t lead_in() const { return lead_in_; }
  [[nodiscard]] const std::vector<Stall>& stalls(std::size_t queue) const { return stalls_[queue]; }

 private:
  /// Packets at one instant, one for each of `count` streams: a participant's or a mixer's.
  struct Source {
    std::int64_t next = 0;      // instant of the next packet [ns]
    std::int64_t interval = 0;  // of packets, or of frames [ns]
    std::int64_t spacing = 0;   // of the packets of a frame [ns]
    std::uint32_t packets = 1;  // of a frame
    std::uint32_t made = 0;     // of the present frame
    std::uint32_t sent = 0;     // of the present frame, when run through the ring
    std::uint32_t first_stream = 0;
    std::uint32_t count = 1;
    std::uint32_t bytes = 0;       // of a packet
    std::uint32_t last_bytes = 0;  // of the last of a frame
    std::int32_t sequence = 0;
    std::int32_t counted = 0;  // packets of a stream in the window proper
    std::uint32_t queue = 0;
    bool is_audio = true;
  };
  /// Ticks of a mixer that were skipped.
  struct MixTicks {
    std::uint64_t conference = 0;
    std::int32_t last = -2;  // sequence of the last one
    LossRuns skipped;        // in the window proper
  };
  struct StreamState {
    std::int64_t transit = -1;  // of the last packet that came through
    std::int32_t last_lost = -2;
    std::uint32_t lost = 0;
    std::uint32_t runs = 0;
    std::uint32_t long_runs = 0;
  };
  /// One direction: its sources, streams and the order of a slice.
  struct Side {
    std::vector<Source> sources;
    std::vector<StreamState> streams;
    std::vector<std::uint64_t> order;  // instant in the slice << 32 | source
    std::vector<std::uint64_t> spare;
  };
  /// Where a group's streams stand.
  struct GroupPlace {
    std::uint32_t first_talker = 0;  // source of the receive side
    std::uint32_t talkers = 0;       // that speak
    std::uint32_t mix = 0;           // source of the transmit side
    bool has_mix = false;
  };

  void draw_all_stalls(std::uint64_t number);
  void place_streams(std::span<const MediaGroup> active, std::uint64_t number);
  void place_audio(const MediaGroup& group, std::uint64_t number);
  void place_video(const MediaGroup& group);
  void place_constant();
  Source& add_source(Side& side, std::uint32_t count);
  void gather(Side& side, std::int64_t begin, std::int64_t end) const;
  void receive(std::int64_t slice);
  void transmit(std::int64_t slice);
  void lose(DirectionTally& tally, Side& side, Source& source, std::uint32_t stream);
  [[nodiscard]] bool skips_tick(std::uint32_t mix, std::int32_t sequence, bool counts);
  void note_overrun(std::uint32_t queue, std::int64_t now);
  void judge(std::span<const MediaGroup> active);
  void judge_group(const MediaGroup& group, const GroupPlace& place, double delay);
  [[nodiscard]] LossRuns runs_of(const Side& side, const Source& source,
                                 std::uint32_t stream) const;
  [[nodiscard]] std::int64_t link_time(std::uint32_t bytes) const;
  /// From begin to end in the window proper.
  [[nodiscard]] bool is_within(const Stall& stall) const {
    return stall.begin >= lead_in_ && stall.end <= lead_in_ + length_;
  }

  const MediaConfig* media_;        // config
  std::uint64_t server_;            // config: hash of the name
  std::int64_t length_ = 0;         // config: of the window [ns]
  std::int64_t lead_in_ = 0;        // config [ns]
  double ns_per_byte_ = 0.0;        // config: of the link
  std::int64_t drain_ns_ = 0;       // config
  std::int64_t jitter_buffer_ = 0;  // config [ns]
  Stream phases_;    // (conference, participant): [0] audio [1] receive queue [2] video; mixer: [0]
  Stream activity_;  // (conference, window · 2^20 + participant): [0] speaks
  Stream ticks_;     // (conference, window · 2^20 + tick): [0] is late
  Stream stall_luck_;  // (server, window · 2^24 + queue · 2^16 + n): host_stalls.hpp
  std::vector<std::vector<Stall>> stalls_;  // state: by queue
  std::vector<ReceiveRing> rx_rings_;       // state
  TransmitRing tx_ring_;                    // state
  std::int64_t rx_link_free_ = 0;           // state: the switch's port [ns]
  Side rx_;                                 // state
  Side tx_;                                 // state
  std::vector<GroupPlace> places_;          // state
  std::vector<std::size_t> overrun_;        // state: by queue, 1 + the last stall that overran it
  std::vector<MixTicks> mix_ticks_;         // state: by source of the transmit side
  std::uint64_t number_ = 0;                // state: of the window
  double late_ticks_ = 0.0;                 // state: of the window
  PacketTally tally_;                       // statistic
};

}  // namespace ocssim::models
