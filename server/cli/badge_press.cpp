#include "server/cli/badge_press.h"

#include <utility>

#include <fmt/format.h>

namespace einlass::cli {

using base::Result;

namespace {

// A template travels as one document with its pictures inside.
Result<std::string> refuse_files(const std::string& /*href*/) {
  return base::fail(base::ErrorKind::InvalidInput, "A template of an event cannot refer to files.");
}

}  // namespace

void add_press_options(CLI::App& command, PressOptions& options) {
  command.add_option("event", options.event, "the event's key")->required()->type_name("EVENT");
  command.add_option("--language", options.language, "of dates and categories, for guests whose own is not known")
      ->capture_default_str()
      ->type_name("CODE");
  command.add_option("--fonts", options.fonts, "folder of the fonts; else the server's")->type_name("DIR");
}

Result<BadgePress> BadgePress::open(Session& session, const PressOptions& options) {
  const auto answer = session.run("badge.list", {{"event", options.event}, {"language", options.language}});
  if (!answer) return tl::make_unexpected(answer.error());
  auto listing = commands::read_badge_listing(*answer);
  if (!listing) return tl::make_unexpected(listing.error());
  const auto assets = session.venue_assets();
  if (!assets) return tl::make_unexpected(assets.error());
  auto fonts = badge::FontSet::open(options.fonts.empty() ? *assets / "fonts" : options.fonts);
  if (!fonts) return tl::make_unexpected(fonts.error());
  BadgePress press;
  press.listing_ = *std::move(listing);
  press.fonts_ = *std::move(fonts);
  press.renderer_ = std::make_unique<badge::Renderer>(press.fonts_);
  for (const auto& [name, svg] : press.listing_.templates) {
    auto drawing = badge::BadgeTemplate::parse(svg, name, refuse_files);
    if (!drawing) return tl::make_unexpected(drawing.error());
    press.drawings_.emplace(name, *std::move(drawing));
  }
  return press;
}

Result<const badge::BadgeTemplate*> BadgePress::drawing_of(const commands::ListedBadge& badge) const {
  const auto found = drawings_.find(badge.template_name);
  if (found != drawings_.end()) return &found->second;
  return base::fail(base::ErrorKind::NotFound,
                    fmt::format("The badge template \"{}\" is missing; set it with einlass event set --badge-template.",
                                badge.template_name));
}

badge::BadgeContent BadgePress::content_of(const commands::ListedBadge& badge, std::string code) const {
  auto content = badge.content;
  content.images = listing_.images;
  content.code = std::move(code);
  return content;
}

}  // namespace einlass::cli
