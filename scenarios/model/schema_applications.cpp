// Rows of the applications beyond their ports, of the announcement service and of the Director.
#include "scenarios/model/schema.hpp"

#include <string>

namespace ocssim::scenarios {
namespace {

using At = models::AttendantConfig;
using An = models::AnnouncementsConfig;
using Ov = models::OutsideVoiceConfig;
using Di = models::DirectorConfig;

constexpr double year = 365.0 * 86400.0;

std::vector<Field> attendant_fields() {
  const auto row = [](const char* key, Form form, Field::Store store, const char* help) {
    return Field{std::string("conferencing_attendant.") + key, form, std::move(store), help}.needed(
        Need::pool);
  };
  return {
      row("wrong_code_share", Form::share, into<&Scenario::attendant, &At::wrong_code_share>(),
          "dialogs in which identity or pass code is not accepted: another one follows")
          .between(0.0, 0.95),
      row("early_share", Form::share, into<&Scenario::attendant, &At::early_share>(),
          "callers who hold their port until their leader comes")
          .between(0.0, 1.0),
      row("leader_wait", Form::duration, into<&Scenario::attendant, &At::leader_wait>(),
          "mean time of these until the leader comes, exponential")
          .at_most(year),
      row("scheduled_share", Form::share, into<&Scenario::attendant, &At::scheduled_share>(),
          "callers who come just after the start of a meeting")
          .between(0.0, 1.0),
      row("start_every", Form::duration, into<&Scenario::attendant, &At::start_every>(),
          "meetings start at its multiples")
          .from(least_interval)
          .at_most(year),
      row("start_window", Form::duration, into<&Scenario::attendant, &At::start_window>(),
          "time from a start in which its callers come; at most start_every")
          .above(0.0)
          .at_most(year),
  };
}

std::vector<Field> announcement_fields() {
  const auto row = [](const char* key, Form form, Field::Store store, const char* help) {
    return Field{std::string("announcement_service.") + key, form, std::move(store), help};
  };
  return {
      Field{"announcement_service",
            Form::object,
            {},
            "Conferencing Announcement Service: who comes and goes in a conference"},
      row("enabled", Form::boolean, into<&Scenario::announcements, &An::enabled>(),
          "whether there is such a service"),
      row("per_user", Form::user_rate, into<&Scenario::announcements, &An::per_user>(),
          "Poisson arrivals of announcements")
          .needed(Need::pool),
      row("rate", Form::rate, into<&Scenario::announcements, &An::rate>(),
          "and so many whatever the users"),
      row("conferences_per_user", Form::number,
          into<&Scenario::announcements, &An::conferences_per_user>(),
          "conferences with callers at a time; one clip plays in each")
          .between(0.0, 1.0)
          .needed(Need::pool),
      row("clip", Form::duration, into<&Scenario::announcements, &An::clip>(),
          "length of an announcement, constant")
          .above(0.0)
          .at_most(3600.0)
          .needed(Need::pool),
      row("servers", Form::count, into<&Scenario::announcements, &An::servers>(),
          "servers, which play together")
          .between(1, 4096)
          .needed(Need::pool),
      row("players", Form::count, into<&Scenario::announcements, &An::players>(),
          "announcements that one server plays at a time")
          .between(1, 1e6)
          .needed(Need::pool),
      row("listener", Form::count, into<&Scenario::announcements, &An::listener>(),
          "port of the pool's VIP that its connections come to")
          .between(1, 65535)
          .needed(Need::pool),
      row("cores", Form::count, into<&Scenario::announcements, &An::cores>(),
          "cores of a server; 0: they do not matter")
          .between(0, 1024)
          .needed(Need::pool),
      row("clock", Form::frequency, into<&Scenario::announcements, &An::clock_hz>(),
          "cycles a second of a core")
          .needed(Need::pool),
      row("clip_megacycles", Form::number, into<&Scenario::announcements, &An::clip_megacycles>(),
          "Mcycles a second that playing asks for")
          .needed(Need::pool),
      Field{"announcement_service.large_meeting",
            Form::object,
            {},
            "one large meeting beside the others, each of whose callers is announced"},
      row("large_meeting.callers", Form::count,
          into<&Scenario::announcements, &An::meeting_callers>(), "callers; 0: none")
          .at_most(1e5)
          .needed(Need::pool),
      row("large_meeting.at", Form::duration, into<&Scenario::announcements, &An::meeting_at>(),
          "when the first of them may come"),
      row("large_meeting.window", Form::duration,
          into<&Scenario::announcements, &An::meeting_window>(),
          "time in which all of them come, uniformly")
          .at_most(year)
          .needed(Need::pool),
  };
}

std::vector<Field> outside_voice_fields() {
  const auto row = [](const char* key, Form form, Field::Store store, const char* help) {
    return Field{std::string("outside_voice_control.") + key, form, std::move(store), help}.needed(
        Need::pool);
  };
  return {
      row("answer_time", Form::duration, into<&Scenario::outside_voice, &Ov::answer_time>(),
          "mean time until the user answers the call back, exponential; the gateway's port is held")
          .at_most(year),
      row("no_answer_share", Form::share, into<&Scenario::outside_voice, &Ov::no_answer_share>(),
          "calls back that nobody answers")
          .between(0.0, 1.0),
      row("no_answer_after", Form::duration, into<&Scenario::outside_voice, &Ov::no_answer_after>(),
          "then the service gives up")
          .at_most(year),
  };
}

std::vector<Field> director_fields() {
  const auto row = [](const char* key, Form form, Field::Store store, const char* help) {
    return Field{std::string("director.") + key, form, std::move(store), help};
  };
  return {
      Field{"director",
            Form::object,
            {},
            "Director: it authenticates remote users before their pool sees them"},
      row("enabled", Form::boolean, into<&Scenario::director, &Di::enabled>(),
          "whether there is a Director"),
      row("sign_ins_per_user", Form::user_rate, into<&Scenario::director, &Di::sign_ins_per_user>(),
          "Poisson sign-ins from outside")
          .needed(Need::pool),
      row("sign_ins", Form::rate, into<&Scenario::director, &Di::sign_ins>(),
          "and so many whatever the users"),
      row("servers", Form::count, into<&Scenario::director, &Di::servers>(),
          "servers; the one with the fewest sign-ins takes the next")
          .between(1, 4096)
          .needed(Need::pool),
      row("cores", Form::count, into<&Scenario::director, &Di::cores>(), "cores of a server")
          .between(1, 1024)
          .needed(Need::pool),
      row("clock", Form::frequency, into<&Scenario::director, &Di::clock_hz>(),
          "cycles a second of a core")
          .above(0.0)
          .needed(Need::pool),
      row("connections", Form::count, into<&Scenario::director, &Di::connections>(),
          "sign-ins that one server has under way at a time")
          .between(1, 1e6)
          .needed(Need::pool),
      row("retry_delay", Form::duration, into<&Scenario::director, &Di::retry_delay>(),
          "a user who was not signed in tries again after a uniform time up to this")
          .from(least_interval)
          .at_most(year)
          .needed(Need::pool),
      Field{"director.return",
            Form::object,
            {},
            "remote users who come back all at once: the way to them was away"},
      row("return.share", Form::share, into<&Scenario::director, &Di::return_share>(),
          "of users; 0: none")
          .between(0.0, 1.0)
          .needed(Need::pool),
      row("return.at", Form::duration, into<&Scenario::director, &Di::return_at>(),
          "when the way is there again"),
      row("return.window", Form::duration, into<&Scenario::director, &Di::return_window>(),
          "time in which all of them come, uniformly")
          .at_most(year)
          .needed(Need::pool),
  };
}

}  // namespace

std::vector<Field> application_fields() {
  std::vector<Field> rows;
  for (auto* part :
       {&attendant_fields, &announcement_fields, &outside_voice_fields, &director_fields}) {
    std::vector<Field> block = part();
    rows.insert(rows.end(), block.begin(), block.end());
  }
  return rows;
}

}  // namespace ocssim::scenarios
