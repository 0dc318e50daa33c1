#include "printing/badge/guest_badge.h"

#include "core/base/locale_text.h"
#include "core/base/venue_zone.h"
#include "core/rules/consents.h"

namespace einlass::badge {
namespace {

// In both languages, for whoever finds such a badge later.
constexpr const char* rehearsal_stamp = "PROBE · REHEARSAL";

// Whose photo consent counts as the mark on the badge.
constexpr const char* photo_consent = "photo";

std::string day_text(const rules::EventFrame& frame, const std::string& language) {
  const auto zone = base::VenueZone::open(frame.time_zone);
  if (!zone) return {};
  return base::date_text(zone->day_of(frame.starts), language);
}

std::string further(const rules::Guest& guest, const char* name) {
  const auto text = guest.extra.find(name);
  return text == guest.extra.end() ? std::string() : text->second;
}

// Where photos are asked for, whoever has not said yes has the mark: not asked, not answered and no are one. One person
// answers for herself only.
bool wants_no_photos(const rules::EventPolicy& policy, const BadgeBearer& bearer) {
  for (const auto& question : policy.questions) {
    if (!question.consent || question.id != photo_consent) continue;
    const auto* said = rules::said_to(question, bearer.consents);
    if (said == nullptr || !said->yes || bearer.place_number > 1) return true;
  }
  return false;
}

}  // namespace

BadgeContent content_for(const BadgeBearer& bearer) {
  BadgeContent content;
  auto& fields = content.fields;
  if (bearer.guest != nullptr) {
    const auto& guest = *bearer.guest;
    fields["name"] = guest.full_name;
    fields["first_name"] = guest.first_name;
    fields["last_name"] = guest.last_name;
    fields["company"] = guest.company;
    fields["table"] = guest.table;
    fields["position"] = further(guest, "position");
    // As she put it right herself.
    if (const auto name = further(guest, "badge_name"); !name.empty()) fields["name"] = name;
  }
  fields["category"] = bearer.ticket.category;
  return content;
}

BadgeContent content_for(const BadgeEvent& event, const BadgeBearer& bearer) {
  const bool speaks = bearer.guest != nullptr && !bearer.guest->language.empty();
  const std::string& language = speaks ? bearer.guest->language : event.language;
  auto content = content_for(bearer);
  content.category_colour = rules::colour_for(event.policy.badge, bearer.ticket.category);
  content.fields["event"] = event.frame.name;
  content.fields["event_date"] = day_text(event.frame, language);
  const auto labels = event.frame.categories.find(bearer.ticket.category);
  if (labels != event.frame.categories.end()) {
    const auto label = labels->second.find(language);
    if (label != labels->second.end()) content.fields["category_label"] = label->second;
  }
  content.images = event.images;
  if (event.frame.rehearses) content.stamp = rehearsal_stamp;
  if (wants_no_photos(event.policy, bearer)) content.flags.insert("no_photo");
  return content;
}

}  // namespace einlass::badge
