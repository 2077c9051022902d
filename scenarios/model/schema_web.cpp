// Rows of the Web Components.
#include "scenarios/model/schema.hpp"

#include <string>

namespace ocssim::scenarios {
namespace {

using W = models::WebConfig;
using models::WebContent;

template <auto Member>
Field::Store web() {
  return into<&Scenario::web, Member>();
}

void add_download(WebContent content, const char* help, std::vector<Field>& rows) {
  const std::size_t index = models::index_of(content);
  const std::string block = "web." + std::string(models::web_content_names[index]);
  rows.push_back(Field{block, Form::object, {}, help});
  if (content != WebContent::device_update) {
    rows.push_back(Field{block + ".per_user", Form::user_rate,
                         [index](Scenario& scenario, const Scalar& scalar) {
                           scenario.web.downloads[index].per_user = scalar.number;
                         },
                         "Poisson requests"}
                       .needed(Need::pool));
  }
  rows.push_back(Field{block + ".size", Form::size,
                       [index](Scenario& scenario, const Scalar& scalar) {
                         scenario.web.downloads[index].size = scalar.count;
                       },
                       "mean size, exponential"}
                     .above(0.0)
                     .needed(Need::pool));
}

}  // namespace

std::vector<Field> web_fields() {
  std::vector<Field> rows = {
      Field{"web", Form::object, {}, "Web Components on 443: files for clients and devices"},
      Field{"web.enabled", Form::boolean, web<&W::enabled>(), "whether downloads are simulated"},
      Field{"web.link", Form::bandwidth, web<&W::link_bps>(),
            "of all servers together towards clients; downloads share it equally"}
          .above(0.0)
          .needed(Need::pool),
      Field{"web.file_share", Form::bandwidth, web<&W::share_bps>(),
            "that the one device of all file shares delivers; downloads share it equally"}
          .above(0.0)
          .needed(Need::pool),
      Field{"web.shares", Form::object, {}, "file shares on devices of their own"},
      Field{"web.shares.apart", Form::boolean, web<&W::shares_apart>(),
            "each file share has a device of its own, instead of web.file_share for all"},
  };
  for (std::size_t share = 0; share < models::file_share_count; ++share) {
    rows.push_back(Field{"web.shares." + std::string(models::file_share_names[share]),
                         Form::bandwidth,
                         [share](Scenario& scenario, const Scalar& scalar) {
                           scenario.web.shares_bps[share] = scalar.number;
                         },
                         "that its device delivers, when apart"}
                       .above(0.0)
                       .needed(Need::pool));
  }
  add_download(WebContent::address_book_full, "the whole address book", rows);
  add_download(WebContent::address_book_delta, "changes of the address book", rows);
  add_download(WebContent::group_expansion, "members of a distribution group", rows);
  add_download(WebContent::meeting_content, "slides and handouts of a meeting", rows);
  add_download(WebContent::device_update, "software of telephones", rows);
  add_download(WebContent::meeting_metadata, "rights and polls of a meeting, at its share only",
               rows);
  add_download(WebContent::compliance_copy, "copies of what was shown, at their share only", rows);
  rows.push_back(Field{"web.device_update.devices_per_user", Form::number, web<&W::devices>(),
                       "telephones that look for an update"}
                     .between(0.0, 100.0)
                     .needed(Need::pool));
  rows.push_back(Field{"web.device_update.at", Form::duration, web<&W::update_at>(),
                       "when an update is there"});
  rows.push_back(Field{"web.device_update.window", Form::duration, web<&W::update_window>(),
                       "time in which all of them come, uniformly; 0: there is no update"}
                     .at_most(365.0 * 86400.0)
                     .needed(Need::pool));
  return rows;
}

}  // namespace ocssim::scenarios
