// The badges of an event, ready to be checked or drawn in this process: by the command line, from what the server
// listed, or by a worker of the server, for the pages. One thread.
#pragma once

#include "printing/badge/renderer.h"
#include "server/commands/badge_listing.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace einlass::commands {

// In place of a badge's code where none is printed for real: as long as one, and no kiosk takes it for a badge.
inline constexpr const char* proof_code = "EINLASS PROOF: IS NOT A BADGE.";

class BadgePress {
 public:
  // `fonts`: the packaged ones' folder. The errors of a template, of the fonts.
  static base::Result<BadgePress> open(BadgeListing listing, const std::filesystem::path& fonts);

  const BadgeListing& listing() const { return listing_; }
  const badge::FontSet& fonts() const { return *fonts_; }
  badge::Renderer& renderer() { return *renderer_; }

  // NotFound: the event has no template of that name.
  base::Result<const badge::BadgeTemplate*> drawing_of(const ListedBadge& badge) const;
  badge::BadgeContent content_of(const ListedBadge& badge, std::string code) const;

 private:
  BadgePress() = default;

  BadgeListing listing_;
  std::map<std::string, badge::BadgeTemplate> drawings_;
  std::shared_ptr<const badge::FontSet> fonts_;
  std::unique_ptr<badge::Renderer> renderer_;
};

}  // namespace einlass::commands
