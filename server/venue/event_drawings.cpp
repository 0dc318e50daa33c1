#include "server/venue/event_drawings.h"

#include "server/venue/event_desk.h"
#include "server/venue/state_files.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;

base::Result<void> check_category(const rules::EventFrame& frame, const std::string& category) {
  if (frame.categories.contains(category)) return {};
  std::vector<std::string> known;
  for (const auto& [key, labels] : frame.categories) known.push_back(key);
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("The event has no category \"{}\"; use one of {}.", category, fmt::join(known, ", ")));
}

base::Result<void> colour(rules::BadgeRule& badge, const std::string& category, const std::string& text) {
  badge.category_colours.erase(category);
  if (text.empty()) return {};
  const auto hex = rules::hex_colour(text);
  if (!hex) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("\"{}\" is no colour for the category {}; write it as #cc0000.", text, category));
  }
  badge.category_colours.emplace(category, *hex);
  return {};
}

bool is_named(const rules::BadgeRule& badge, const std::string& name) {
  if (badge.template_name == name) return true;
  return std::any_of(badge.category_templates.begin(), badge.category_templates.end(),
                     [&](const auto& each) { return each.second == name; });
}

// Gives drawings their names beside those that the event has already.
class Naming {
 public:
  Naming(VenueState& state, Drawings taken) : state_(state), taken_(std::move(taken)) {}

  // A document has one name, whichever event it is for: a drawing that serves another event keeps that name in both.
  base::Result<std::string> name(const BadgeDrawing& drawing) {
    const auto known = state_.venue().document(base::sha256(drawing.svg));
    if (!known) return tl::make_unexpected(known.error());
    const bool serves = *known && (*known)->kind == "template";
    std::string name = serves ? (*known)->name : drawing.name;
    for (int copy = 2; is_taken(name, drawing.svg); ++copy) {
      if (serves) {
        return base::fail(ErrorKind::InvalidInput,
                          fmt::format("Two drawings of this event would both be called \"{}\"; change something in one "
                                      "of them, such as its title, and set it again.",
                                      name));
      }
      name = fmt::format("{}-{}", drawing.name, copy);
    }
    taken_[name] = fresh_[name] = drawing.svg;
    return name;
  }

  Drawings fresh() && { return std::move(fresh_); }

 private:
  bool is_taken(const std::string& name, const std::string& svg) const {
    const auto found = taken_.find(name);
    return found != taken_.end() && found->second != svg;
  }

  VenueState& state_;
  Drawings taken_;
  Drawings fresh_;
};

base::Result<void> look_at(const CategoryLooks& looks, const rules::EventFrame& frame, rules::BadgeRule& badge) {
  for (const auto& [category, text] : looks.colours) {
    if (auto known = check_category(frame, category); !known) return known;
    if (auto coloured = colour(badge, category, text); !coloured) return coloured;
  }
  for (const auto& [category, drawing] : looks.templates) {
    if (auto known = check_category(frame, category); !known) return known;
    badge.category_templates.erase(category);
  }
  return {};
}

}  // namespace

base::Result<Drawings> dress(VenueState& state, const std::optional<BadgeDrawing>& drawing, const CategoryLooks& looks,
                             const rules::EventFrame& frame, const Drawings& present, rules::BadgeRule& badge) {
  if (auto fits = look_at(looks, frame, badge); !fits) return tl::make_unexpected(fits.error());
  if (drawing) badge.template_name.clear();
  Drawings taken = present;
  std::erase_if(taken, [&](const auto& each) { return !is_named(badge, each.first); });
  Naming naming(state, std::move(taken));
  if (drawing) {
    const auto name = naming.name(*drawing);
    if (!name) return tl::make_unexpected(name.error());
    badge.template_name = *name;
    badge.print = true;
  }
  for (const auto& [category, own] : looks.templates) {
    if (own.svg.empty()) continue;
    const auto name = naming.name(own);
    if (!name) return tl::make_unexpected(name.error());
    badge.category_templates[category] = *name;
    badge.print = true;
  }
  return std::move(naming).fresh();
}

base::Result<Drawings> EventDesk::template_drawings(rules::EventId event) {
  const auto further = further_documents(event);
  if (!further) return tl::make_unexpected(further.error());
  Drawings drawings;
  for (const auto& hash : *further) {
    auto document = state_.venue().document(hash);
    if (!document) return tl::make_unexpected(document.error());
    if (*document && (*document)->kind == "template") {
      drawings[(*document)->name] = std::move((*document)->content);
    }
  }
  return drawings;
}

// Beside the templates that the policy still names: whatever fails after this, no badge loses its drawing.
base::Result<void> EventDesk::add_templates(rules::EventId event, const Drawings& drawings) {
  if (drawings.empty()) return {};
  auto further = further_documents(event);
  if (!further) return tl::make_unexpected(further.error());
  for (const auto& [name, svg] : drawings) {
    const auto put = state_.venue().put_document("template", name, svg);
    if (!put) return tl::make_unexpected(put.error());
    std::erase(*further, *put);
    further->push_back(*put);
  }
  return state_.venue().set_setting(documents_setting(event), lines_of(*further));
}

base::Result<void> EventDesk::leave_templates(rules::EventId event, const rules::BadgeRule& badge,
                                              const Drawings& drawings) {
  const auto further = further_documents(event);
  if (!further) return tl::make_unexpected(further.error());
  std::vector<base::Hash> left;
  for (const auto& hash : *further) {
    const auto document = state_.venue().document(hash);
    if (!document) return tl::make_unexpected(document.error());
    if (*document && (*document)->kind == "template") {
      const auto fresh = drawings.find((*document)->name);
      const bool replaced = fresh != drawings.end() && fresh->second != (*document)->content;
      if (replaced || !is_named(badge, (*document)->name)) continue;
    }
    left.push_back(hash);
  }
  return state_.venue().set_setting(documents_setting(event), lines_of(left));
}

}  // namespace einlass::venue
