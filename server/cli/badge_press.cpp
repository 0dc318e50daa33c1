#include "server/cli/badge_press.h"

#include <utility>

namespace einlass::cli {

void add_press_options(CLI::App& command, PressOptions& options) {
  command.add_option("event", options.event, "the event's key")->required()->type_name("EVENT");
  command.add_option("--language", options.language, "of dates and categories, for guests whose own is not known")
      ->capture_default_str()
      ->type_name("CODE");
  command.add_option("--fonts", options.fonts, "folder of the fonts; else the server's")->type_name("DIR");
}

base::Result<BadgePress> open_press(Session& session, const PressOptions& options) {
  const auto answer = session.run("badge.list", {{"event", options.event}, {"language", options.language}});
  if (!answer) return tl::make_unexpected(answer.error());
  auto listing = commands::read_badge_listing(*answer);
  if (!listing) return tl::make_unexpected(listing.error());
  const auto assets = session.venue_assets();
  if (!assets) return tl::make_unexpected(assets.error());
  return BadgePress::open(*std::move(listing), options.fonts.empty() ? *assets / "fonts" : options.fonts);
}

}  // namespace einlass::cli
