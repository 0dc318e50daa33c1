#include "server/commands/badge_press.h"

#include <utility>

#include <fmt/format.h>

namespace einlass::commands {

using base::Result;

namespace {

// A template travels as one document with its pictures inside.
Result<std::string> refuse_files(const std::string& /*href*/) {
  return base::fail(base::ErrorKind::InvalidInput, "A template of an event cannot refer to files.");
}

}  // namespace

Result<BadgePress> BadgePress::open(BadgeListing listing, const std::filesystem::path& fonts) {
  auto opened = badge::FontSet::open(fonts);
  if (!opened) return tl::make_unexpected(opened.error());
  BadgePress press;
  press.listing_ = std::move(listing);
  press.fonts_ = *std::move(opened);
  press.renderer_ = std::make_unique<badge::Renderer>(press.fonts_);
  for (const auto& [name, svg] : press.listing_.templates) {
    auto drawing = badge::BadgeTemplate::parse(svg, name, refuse_files);
    if (!drawing) return tl::make_unexpected(drawing.error());
    press.drawings_.emplace(name, *std::move(drawing));
  }
  return press;
}

Result<const badge::BadgeTemplate*> BadgePress::drawing_of(const ListedBadge& badge) const {
  const auto found = drawings_.find(badge.template_name);
  if (found != drawings_.end()) return &found->second;
  return base::fail(base::ErrorKind::NotFound,
                    fmt::format("The badge template \"{}\" is missing; set it with einlass event set --badge-template.",
                                badge.template_name));
}

badge::BadgeContent BadgePress::content_of(const ListedBadge& badge, std::string code) const {
  auto content = badge.content;
  content.images = listing_.images;
  content.code = std::move(code);
  return content;
}

}  // namespace einlass::commands
