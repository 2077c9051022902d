#include "scenarios/topology/media_load.hpp"

#include "scenarios/topology/conference_load.hpp"

#include <algorithm>
#include <cmath>

namespace ocssim::scenarios {
namespace {

/// [bit/s] of one video stream, all headers.
double video_rate(const models::VideoStream& video) {
  const double bytes = video.frame_bytes();
  const double packets = std::ceil(bytes / video.packet_payload);
  return 8.0 * video.frame_rate * (bytes + packets * video.overhead_bytes);
}

/// Servers that carry media: the Front Ends, unless there are some of their own.
double media_servers(const Scenario& scenario) {
  const bool expanded = scenario.front_ends.configuration == models::PoolConfiguration::expanded;
  const std::uint32_t own = expanded ? scenario.conferencing.mcu.av_servers : 0;
  return std::max(1u, own > 0 ? own : scenario.front_ends.count);
}

}  // namespace

MediaLoad media_load(const Scenario& scenario) {
  const models::MediaConfig& media = scenario.media;
  const models::Codec& codec = media.codecs[media.codec];
  const double audio = codec.wire_rate(media.packets.fec == models::FecMode::always);
  const double video = video_rate(media.video);
  const models::ConstantLoad& constant = media.packets.load;
  const double own = constant.conferences;
  MediaLoad load{.received = constant.rate, .sent = constant.rate};
  load.received +=
      own * (constant.participants * codec.activity * audio + constant.video_senders * video);
  load.sent +=
      own * (constant.participants * audio +
             (constant.participants - constant.video_senders) * constant.video_senders * video);
  const bool simulated =
      scenario.has_pool && scenario.conferencing.detail != models::ConferenceDetail::load;
  if (!simulated) return load;
  const ConferenceLoad conferences =
      conference_load(scenario.conferencing, static_cast<double>(scenario.clients.users));
  const double servers = media_servers(scenario);
  load.received +=
      (conferences.with_audio * codec.activity * audio + conferences.videos * video) / servers;
  load.sent += (conferences.with_audio * audio + conferences.with_video * video) / servers;
  return load;
}

}  // namespace ocssim::scenarios
