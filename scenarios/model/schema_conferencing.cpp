// Rows of conferences, meeting policy and conferencing servers.
#include "scenarios/model/schema.hpp"

namespace ocssim::scenarios {
namespace {

using C = models::ConferencingConfig;
using M = models::MediaMixConfig;
using P = models::MeetingPolicyConfig;
using U = models::McuConfig;
using S = models::ConferenceSize;
using G = models::MeetingConfig;

constexpr double day = 86400.0;

template <auto... Members>
Field::Store conferencing() {
  return into<&Scenario::conferencing, Members...>();
}

template <auto Member>
Field::Store into_size() {
  return [](Scenario& scenario, const Scalar& scalar) {
    detail::assign(scenario.conferencing.sizes.back().*Member, scalar);
  };
}

template <auto Member>
Field::Store into_meeting() {
  return [](Scenario& scenario, const Scalar& scalar) {
    detail::assign(scenario.conferencing.meetings.back().*Member, scalar);
  };
}

Field share_of(const char* path, Field::Store store, const char* help) {
  return Field{path, Form::share, std::move(store), help}.between(0.0, 1.0).needed(Need::pool);
}

std::vector<Field> conference_fields() {
  return {
      Field{"av", Form::object, {}, "audio, video and Web conferencing"},
      Field{"av.simulate", Form::choice, conferencing<&C::detail>(),
            "load: conferences are part of the clients' background work; conferences: each "
            "conference, join and conferencing server; packets: and windows of their traffic"}
          .one_of({{"load", 0}, {"conferences", 1}, {"packets", 2}})
          .needed(Need::pool),
      share_of("av.background_share", conferencing<&C::background_share>(),
               "share of the background work that stands for conferences: left out when they are "
               "simulated"),
      Field{"av.conferences", Form::object, {}, "who is in a conference, for how long, with what"},
      Field{"av.conferences.start", Form::choice, conferencing<&C::start>(),
            "at time 0, when clients.start is steady: the conferences of the steady state, or none"}
          .one_of({{"stationary", 0}, {"empty", 1}})
          .needed(Need::pool),
      share_of("av.conferences.users_in_conference", conferencing<&C::users_in_conference>(),
               "share of users in a conference at an instant, the mean of working hours"),
      Field{"av.conferences.peak_factor", Form::number, conferencing<&C::peak_factor>(),
            "times that mean"}
          .at_most(100.0)
          .needed(Need::pool),
      share_of("av.conferences.scheduled", conferencing<&C::scheduled>(),
               "share of conferences on the calendar; the others meet now"),
      Field{"av.conferences.scheduled_every", Form::duration, conferencing<&C::scheduled_every>(),
            "those on the calendar begin at multiples of this; 0: at any time"}
          .zero_or_from(least_interval)
          .at_most(day)
          .needed(Need::pool),
      Field{"av.conferences.join_within", Form::duration, conferencing<&C::join_within>(),
            "participants join U(0, this) after the begin"}
          .at_most(day)
          .needed(Need::pool),
      Field{"av.conferences.duration", Form::duration, conferencing<&C::mean_duration>(),
            "mean duration, lognormal"}
          .from(least_interval)
          .at_most(day)
          .needed(Need::pool),
      Field{"av.conferences.duration_sigma", Form::number, conferencing<&C::duration_sigma>(),
            "standard deviation of its logarithm; 0: all alike"}
          .at_most(3.0)
          .needed(Need::pool),
      Field{"av.conferences.sizes[]", Form::object,
            [](Scenario& scenario, const Scalar&) { scenario.conferencing.sizes.emplace_back(); },
            "how large conferences are"},
      Field{"av.conferences.sizes[].participants", Form::count, into_size<&S::participants>(),
            "participants, the organizer among them"}
          .between(1, 100000)
          .needed(Need::always),
      Field{"av.conferences.sizes[].share", Form::share, into_size<&S::share>(),
            "share of all conferences; together 100 %"}
          .between(0.0, 1.0)
          .needed(Need::always),
  };
}

std::vector<Field> media_mix_fields() {
  constexpr auto media = &C::media;
  return {
      Field{"av.conferences.media", Form::object, {}, "what conferences have beside messages"},
      share_of("av.conferences.media.audio", conferencing<media, &M::audio>(),
               "share of conferences with audio"),
      share_of("av.conferences.media.web", conferencing<media, &M::web>(),
               "share of conferences that are Web conferences"),
      share_of("av.conferences.media.application_sharing",
               conferencing<media, &M::application_sharing>(),
               "share of Web conferences with a shared application"),
      share_of("av.conferences.media.data", conferencing<media, &M::data>(),
               "share of Web conferences with shared content"),
      share_of("av.conferences.media.video", conferencing<media, &M::video>(),
               "share of Web conferences with video"),
      share_of("av.conferences.media.anonymous", conferencing<media, &M::anonymous>(),
               "share of participants who are not of the organization"),
  };
}

std::vector<Field> meeting_fields() {
  return {
      Field{
          "av.conferences.meetings[]", Form::object,
          [](Scenario& scenario, const Scalar&) { scenario.conferencing.meetings.emplace_back(); },
          "meetings at a given time, beside the random ones"},
      Field{"av.conferences.meetings[].at", Form::duration, into_meeting<&G::at>(),
            "when it begins"}
          .needed(Need::always),
      Field{"av.conferences.meetings[].participants", Form::count, into_meeting<&G::participants>(),
            "participants"}
          .between(1, 100000)
          .needed(Need::always),
      Field{"av.conferences.meetings[].join_within", Form::duration,
            into_meeting<&G::join_within>(), "participants join U(0, this) after the begin"}
          .at_most(day),
      Field{"av.conferences.meetings[].duration", Form::duration, into_meeting<&G::duration>(),
            "how long it takes"}
          .above(0.0)
          .at_most(day)
          .needed(Need::always),
      Field{"av.conferences.meetings[].audio", Form::share, into_meeting<&G::audio>(),
            "share of its participants with audio; left out: all"}
          .between(0.0, 1.0),
      Field{"av.conferences.meetings[].data", Form::boolean, into_meeting<&G::data>(),
            "whether it has shared content; left out: it has"},
      Field{"av.conferences.meetings[].video", Form::boolean, into_meeting<&G::video>(),
            "whether it has video; left out: it has not"},
  };
}

std::vector<Field> policy_fields() {
  constexpr auto policy = &C::policy;
  const auto allows = [](const char* key, Field::Store store, const char* help) {
    return Field{std::string("av.meeting_policy.") + key, Form::boolean, std::move(store), help}
        .needed(Need::pool);
  };
  return {
      Field{"av.meeting_policy", Form::object, {}, "what the organizer's meeting policy allows"},
      allows("web_conferencing", conferencing<policy, &P::web_conferencing>(),
             "whether it allows Web conferencing: shared content and applications"),
      allows("ip_audio", conferencing<policy, &P::ip_audio>(), "whether it allows IP audio"),
      allows("ip_video", conferencing<policy, &P::ip_video>(), "whether it allows IP video"),
      allows("anonymous_participants", conferencing<policy, &P::anonymous_participants>(),
             "whether it allows participants who are not of the organization"),
      share_of("av.meeting_policy.permitted_organizers",
               conferencing<policy, &P::permitted_organizers>(),
               "share of users who have a policy of their own that allows everything"),
  };
}

std::vector<Field> mcu_fields() {
  constexpr auto mcu = &C::mcu;
  const auto cost = [](const char* key, Field::Store store, const char* help) {
    return Field{std::string("av.mcu.") + key, Form::number, std::move(store), help}
        .at_most(1e6)
        .needed(Need::pool);
  };
  return {
      Field{"av.mcu", Form::object, {}, "conferencing servers (MCUs), and what users cost them"},
      Field{"av.mcu.av_servers", Form::count, conferencing<mcu, &U::av_servers>(),
            "A/V Conferencing Servers of an expanded pool; 0: on the Front Ends"}
          .at_most(1000)
          .needed(Need::pool),
      Field{"av.mcu.web_servers", Form::count, conferencing<mcu, &U::web_servers>(),
            "Web Conferencing Servers of an expanded pool; 0: on the Front Ends"}
          .at_most(1000)
          .needed(Need::pool),
      Field{"av.mcu.cores", Form::count, conferencing<mcu, &U::cores>(),
            "processor cores of such a server"}
          .between(1, 1024)
          .needed(Need::pool),
      Field{"av.mcu.clock", Form::frequency, conferencing<mcu, &U::clock_hz>(),
            "clock of its cores"}
          .between(1e6, 1e11)
          .needed(Need::pool),
      cost("audio", conferencing<mcu, &U::audio>(), "of a participant with audio [Mcycle/s]"),
      cost("video", conferencing<mcu, &U::video>(),
           "of a participant of a conference with video [Mcycle/s]"),
      cost("data", conferencing<mcu, &U::data>(),
           "of a participant of one with shared content [Mcycle/s]"),
      cost("application_sharing", conferencing<mcu, &U::application_sharing>(),
           "of a participant of one with a shared application [Mcycle/s]"),
      cost("instant_messages", conferencing<mcu, &U::instant_messages>(),
           "of any participant, for instant messages [Mcycle/s]"),
      Field{"av.mcu.tick", Form::duration, conferencing<mcu, &U::tick>(),
            "the mixer sends each participant a packet so often; work that waits longer is skipped"}
          .from(least_interval)
          .at_most(60.0)
          .needed(Need::pool),
      Field{"av.mcu.health_interval", Form::duration, conferencing<mcu, &U::health_interval>(),
            "how often a server looks at its processor to say how it is"}
          .from(least_interval)
          .at_most(3600.0)
          .needed(Need::pool),
      Field{"av.mcu.loaded_at", Form::share, conferencing<mcu, &U::loaded_at>(),
            "utilization from which on a server says that it is loaded"}
          .at_most(10.0)
          .needed(Need::pool),
      Field{"av.mcu.full_at", Form::share, conferencing<mcu, &U::full_at>(),
            "utilization from which on it says that it is full and gets no new conference; above "
            "100 %: never"}
          .at_most(10.0)
          .needed(Need::pool),
      Field{"av.mcu.content_size", Form::size, conferencing<mcu, &U::content_size>(),
            "shared content that a joining client fetches"}
          .at_most(1e12)
          .needed(Need::pool),
      Field{"av.mcu.content_rate", Form::bandwidth, conferencing<mcu, &U::content_rate>(),
            "rate at which a server hands content out"}
          .above(0.0)
          .needed(Need::pool),
  };
}

}  // namespace

std::vector<Field> conferencing_fields() {
  std::vector<Field> rows;
  for (auto* part :
       {&conference_fields, &media_mix_fields, &meeting_fields, &policy_fields, &mcu_fields}) {
    std::vector<Field> block = part();
    rows.insert(rows.end(), block.begin(), block.end());
  }
  return rows;
}

}  // namespace ocssim::scenarios
