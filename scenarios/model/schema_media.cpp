// Rows of media traffic and of the network adapters that carry it.
#include "scenarios/model/schema.hpp"

namespace ocssim::scenarios {
namespace {

using models::Codec;
using C = models::PacketsConfig;
using M = models::MediaConfig;
using N = models::NicConfig;
using V = models::VideoStream;

template <auto... Members>
Field::Store media() {
  return into<&Scenario::media, Members...>();
}

std::vector<Field> adapter_fields() {
  constexpr auto nic = &M::nic;
  constexpr auto most_descriptors = 65536;
  return {
      Field{"av.nic", Form::object, {}, "network adapters of conferencing servers"},
      Field{"av.nic.link", Form::bandwidth, media<nic, &N::link>(), "speed of the link, each way"}
          .between(1e5, 1e12)
          .needed(Need::pool),
      Field{"av.nic.default_descriptors", Form::count, media<nic, &N::default_descriptors>(),
            "receive descriptors of the adapter as delivered"}
          .between(1, most_descriptors)
          .needed(Need::pool),
      Field{"av.nic.rx_descriptors", Form::count, media<nic, &N::rx_descriptors>(),
            "receive descriptors of each queue: a number, or a multiple of the profile's default "
            "such as x3"}
          .between(1, most_descriptors)
          .needed(Need::pool)
          .or_multiple(),
      Field{"av.nic.tx_descriptors", Form::count, media<nic, &N::tx_descriptors>(),
            "transmit descriptors: a number, or a multiple of the profile's default such as x3"}
          .between(1, most_descriptors)
          .needed(Need::pool)
          .or_multiple(),
      Field{"av.nic.rx_queues", Form::count, media<nic, &N::rx_queues>(),
            "receive-side scaling: queues, each with its descriptors and a core; 1: off"}
          .between(1, 64)
          .needed(Need::pool),
      Field{"av.nic.interrupt_interval", Form::duration, media<nic, &N::interrupt_interval>(),
            "least time between two interrupts"}
          .at_most(0.1)
          .needed(Need::pool),
      Field{"av.nic.drain_time", Form::duration, media<nic, &N::drain_time>(),
            "time that the driver spends on a received packet"}
          .above(0.0)
          .at_most(0.1)
          .needed(Need::pool),
      Field{"av.nic.host_backlog", Form::count, media<nic, &N::host_backlog>(),
            "packets that wait in the host for a transmit descriptor; more are lost"}
          .at_most(1e7)
          .needed(Need::pool),
      Field{"av.nic.descriptor_size", Form::size, media<nic, &N::descriptor_bytes>(),
            "memory of a descriptor"}
          .at_most(65536)
          .needed(Need::pool),
      Field{"av.nic.buffer_size", Form::size, media<nic, &N::buffer_bytes>(),
            "memory of a descriptor's packet buffer"}
          .at_most(65536)
          .needed(Need::pool),
      Field{"av.nic.frame_gap", Form::size, media<nic, &N::gap_bytes>(),
            "preamble and gap between frames: time on the link, no traffic"}
          .at_most(1000)
          .needed(Need::pool),
  };
}

std::vector<Field> stall_fields() {
  constexpr auto nic = &M::nic;
  constexpr auto stalls = &N::stalls;
  using S = models::HostStalls;
  return {
      Field{"av.nic.stalls",
            Form::object,
            {},
            "times in which the host neither empties nor fills rings, of uniform length"},
      Field{"av.nic.stalls.rate", Form::rate, media<nic, stalls, &S::rate>(),
            "so many on each core; 0: none"}
          .at_most(1e4)
          .needed(Need::pool),
      Field{"av.nic.stalls.shortest", Form::duration, media<nic, stalls, &S::shortest>(),
            "shortest"}
          .at_most(10.0)
          .needed(Need::pool),
      Field{"av.nic.stalls.apart", Form::duration, media<nic, stalls, &S::apart>(),
            "the host is awake for at least so long between two"}
          .at_most(3600.0)
          .needed(Need::pool),
      Field{"av.nic.stalls.longest", Form::duration, media<nic, stalls, &S::longest>(), "longest"}
          .at_most(10.0)
          .needed(Need::pool),
  };
}

std::vector<Field> packet_fields() {
  constexpr auto packets = &M::packets;
  constexpr auto load = &C::load;
  using L = models::ConstantLoad;
  return {
      Field{"av.packets", Form::object, {}, "media as packets"},
      Field{"av.packets.window", Form::duration, media<packets, &C::window>(),
            "simulated packet by packet at a time"}
          .between(0.001, 3600.0)
          .needed(Need::pool),
      Field{"av.packets.every", Form::duration, media<packets, &C::every>(),
            "from the begin of a window to the begin of the next; equal to the window: all is "
            "simulated"}
          .between(0.001, 86400.0)
          .needed(Need::pool),
      Field{"av.packets.mixer_phase", Form::choice, media<packets, &C::mixer_phase>(),
            "when the mixers of a server send: each conference at a phase of its own, or all at "
            "once"}
          .one_of({{"per_conference", 0}, {"common", 1}})
          .needed(Need::pool),
      Field{"av.packets.fec", Form::choice, media<packets, &C::fec>(),
            "forward error correction: raised when loss is seen, always or never"}
          .one_of({{"adaptive", 0}, {"always", 1}, {"never", 2}})
          .needed(Need::pool),
      Field{"av.packets.fec_on_loss", Form::share, media<packets, &C::fec_on_loss>(),
            "adaptive: on when more of a server's packets is lost in a window"}
          .between(0.0, 1.0)
          .needed(Need::pool),
      Field{"av.packets.fec_hold", Form::duration, media<packets, &C::fec_hold>(),
            "adaptive: off again when nothing was lost for so long"}
          .at_most(86400.0)
          .needed(Need::pool),
      Field{"av.packets.mouth_to_ear", Form::duration, media<packets, &C::mouth_to_ear>(),
            "one-way delay without the adapter, for the quality of speech"}
          .at_most(10.0)
          .needed(Need::pool),
      Field{"av.packets.jitter_buffer", Form::duration, media<packets, &C::jitter_buffer>(),
            "audio that comes later than this is not heard"}
          .at_most(10.0)
          .needed(Need::pool),
      Field{"av.packets.load", Form::object, {}, "traffic that does not change, both ways"},
      Field{"av.packets.load.rate", Form::bandwidth, media<packets, load, &L::rate>(),
            "of packets of one size, each way; 0: none"}
          .at_most(1e12)
          .needed(Need::pool),
      Field{"av.packets.load.packet", Form::size, media<packets, load, &L::packet_bytes>(),
            "length of its packets, all headers"}
          .between(1, 65536)
          .needed(Need::pool),
      Field{"av.packets.load.conferences", Form::count, media<packets, load, &L::conferences>(),
            "conferences on each server"}
          .at_most(100000)
          .needed(Need::pool),
      Field{"av.packets.load.participants", Form::count, media<packets, load, &L::participants>(),
            "participants of each, all with audio"}
          .between(1, 10000)
          .needed(Need::pool),
      Field{"av.packets.load.video_senders", Form::count, media<packets, load, &L::video_senders>(),
            "participants of each who send video to the others"}
          .at_most(10000)
          .needed(Need::pool),
      Field{"av.packets.load.servers", Form::count, media<packets, load, &L::servers>(),
            "servers that carry it"}
          .between(1, 1000)
          .needed(Need::pool),
  };
}

std::vector<Field> codec_fields(std::size_t index) {
  const std::string path = "av.codecs." + std::string(models::codec_names[index]);
  const auto row = [&](const char* key, Form form, auto member, const char* help) {
    return Field{path + "." + key, form,
                 [index, member](Scenario& scenario, const Scalar& scalar) {
                   detail::assign(scenario.media.codecs[index].*member, scalar);
                 },
                 help}
        .needed(Need::pool);
  };
  return {
      Field{path, Form::object, {}, "on the wire and in the ear"},
      row("payload", Form::bandwidth, &Codec::payload_rate, "of its payload").between(1.0, 1e8),
      row("fec_payload", Form::bandwidth, &Codec::fec_payload_rate,
          "more with forward error correction")
          .between(0.0, 1e8),
      row("packet_interval", Form::duration, &Codec::packet_interval, "from packet to packet")
          .between(0.001, 1.0),
      row("overhead", Form::size, &Codec::overhead_bytes, "all headers of a packet").at_most(1000),
      row("activity", Form::share, &Codec::activity,
          "share of the time in which a participant's stream sends")
          .between(0.0, 1.0),
      row("impairment", Form::number, &Codec::impairment, "Ie of ITU-T G.107, or Ie,WB of G.107.1")
          .between(0.0, 95.0),
      row("loss_robustness", Form::number, &Codec::loss_robustness, "Bpl of ITU-T G.107 [%]")
          .above(0.0)
          .at_most(1000.0),
      row("wideband", Form::boolean, &Codec::wideband, "judged by ITU-T G.107.1"),
  };
}

std::vector<Field> stream_fields() {
  constexpr auto video = &M::video;
  std::vector<Word> names;
  for (std::uint32_t i = 0; i < models::codec_count; ++i)
    names.push_back({models::codec_names[i], i});
  return {
      Field{"av.codec", Form::choice, media<&M::codec>(), "codec of conferences, a key of codecs"}
          .one_of(std::move(names))
          .needed(Need::pool),
      Field{"av.codecs", Form::object, {}, "audio codecs"},
      Field{"av.video", Form::object, {}, "a video stream: frames that leave packet after packet"},
      Field{"av.video.payload", Form::bandwidth, media<video, &V::payload_rate>(), "of its payload"}
          .at_most(1e9)
          .needed(Need::pool),
      Field{"av.video.frame_rate", Form::rate, media<video, &V::frame_rate>(), "frames"}
          .between(1.0, 240.0)
          .needed(Need::pool),
      Field{"av.video.packet_payload", Form::size, media<video, &V::packet_payload>(),
            "payload of a full packet"}
          .between(1, 65536)
          .needed(Need::pool),
      Field{"av.video.overhead", Form::size, media<video, &V::overhead_bytes>(),
            "all headers of a packet"}
          .at_most(1000)
          .needed(Need::pool),
      Field{"av.video.sender_link", Form::bandwidth, media<video, &V::sender_rate>(),
            "link of the sender: how close the packets of a frame come"}
          .between(1e5, 1e12)
          .needed(Need::pool),
      Field{"av.video.fec", Form::share, media<video, &V::fec_share>(),
            "packets more with forward error correction"}
          .between(0.0, 1.0)
          .needed(Need::pool),
  };
}

}  // namespace

std::vector<Field> media_fields() {
  std::vector<Field> rows;
  const auto join = [&rows](std::vector<Field> block) {
    rows.insert(rows.end(), block.begin(), block.end());
  };
  for (auto* part : {&adapter_fields, &stall_fields, &packet_fields, &stream_fields}) {
    join(part());
  }
  for (std::size_t index = 0; index < models::codec_count; ++index) join(codec_fields(index));
  return rows;
}

}  // namespace ocssim::scenarios
