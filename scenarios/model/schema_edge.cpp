// Rows of the reverse proxy; the roles of Edge Servers hold sessions and stand in schema_voice.cpp.
#include "scenarios/model/schema.hpp"

namespace ocssim::scenarios {
namespace {

using P = models::ReverseProxyConfig;

template <auto Member>
Field row(const char* key, Form form, const char* help) {
  return Field{std::string("reverse_proxy.") + key, form, into<&Scenario::reverse_proxy, Member>(),
               help};
}

}  // namespace

std::vector<Field> edge_fields() {
  return {
      Field{"reverse_proxy",
            Form::object,
            {},
            "reverse proxy: downloads of remote users from the Web Components"},
      row<&P::enabled>("enabled", Form::boolean,
                       "whether remote users download; needs web.enabled to have an effect"),
      row<&P::remote_share>("remote_share", Form::share,
                            "of the downloads of the Web Components, device updates apart")
          .between(0.0, 1.0)
          .needed(Need::pool),
      row<&P::servers>("servers", Form::count,
                       "servers; the one with the fewest connections takes a download")
          .between(1.0, 4096.0)
          .needed(Need::pool),
      row<&P::connections>("connections", Form::count, "of remote users that one server holds")
          .between(1.0, 1e6)
          .needed(Need::pool),
      row<&P::ports>("ports", Form::count, "of one server towards the Web Components")
          .between(1.0, 65535.0)
          .needed(Need::pool),
      row<&P::time_wait>("time_wait", Form::duration, "that such a port rests after its connection")
          .at_most(86400.0)
          .needed(Need::pool),
      row<&P::cores>("cores", Form::count, "cores of a server")
          .between(1.0, 1024.0)
          .needed(Need::pool),
      row<&P::clock_hz>("clock", Form::frequency, "cycles a second of a core")
          .above(0.0)
          .needed(Need::pool),
      row<&P::connect_megacycles>("connect_megacycles", Form::number, "Mcycles of a TLS handshake")
          .needed(Need::pool),
      row<&P::link_bps>("link", Form::bandwidth,
                        "of a server towards remote users; downloads share it equally")
          .above(0.0)
          .needed(Need::pool),
  };
}

}  // namespace ocssim::scenarios
