// The badges of an event, ready to be checked or drawn in this process: listed by the server, which goes on with its
// doors, and set in the server's fonts. One thread.
#pragma once

#include "printing/badge/renderer.h"
#include "server/cli/session.h"
#include "server/commands/badge_listing.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include <CLI/App.hpp>

namespace einlass::cli {

struct PressOptions {
  std::string event;
  std::string language = "de";  // of guests whose own is not known
  std::filesystem::path fonts;  // empty: the server's
};

void add_press_options(CLI::App& command, PressOptions& options);

// In place of a badge's code where none is printed for real: as long as one, and no kiosk takes it for a badge.
inline constexpr const char* proof_code = "EINLASS PROOF: IS NOT A BADGE.";

class BadgePress {
 public:
  // The errors of the server, of a template, of the fonts.
  static base::Result<BadgePress> open(Session& session, const PressOptions& options);

  const commands::BadgeListing& listing() const { return listing_; }
  const badge::FontSet& fonts() const { return *fonts_; }
  badge::Renderer& renderer() { return *renderer_; }

  // NotFound: the event has no template of that name.
  base::Result<const badge::BadgeTemplate*> drawing_of(const commands::ListedBadge& badge) const;
  badge::BadgeContent content_of(const commands::ListedBadge& badge, std::string code) const;

 private:
  BadgePress() = default;

  commands::BadgeListing listing_;
  std::map<std::string, badge::BadgeTemplate> drawings_;
  std::shared_ptr<const badge::FontSet> fonts_;
  std::unique_ptr<badge::Renderer> renderer_;
};

}  // namespace einlass::cli
