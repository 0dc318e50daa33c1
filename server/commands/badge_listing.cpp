#include "server/commands/badge_listing.h"

#include "core/base/bytes.h"
#include "core/rules/guest_fields.h"
#include "printing/badge/guest_badge.h"
#include "server/venue/event_badges.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <boost/json.hpp>

namespace einlass::commands {
namespace {

namespace json = boost::json;

std::string status_of(const rules::Badge* badge) {
  if (badge == nullptr) return "none";
  switch (badge->status) {
    case rules::BadgeStatus::Started:
      return "started";
    case rules::BadgeStatus::Printed:
      return "printed";
    case rules::BadgeStatus::Failed:
      return "none";
    case rules::BadgeStatus::Unknown:
      return "unknown";
  }
  return "none";
}

struct ProspectWord {
  rules::BadgeProspect prospect;
  std::string_view word;
};
constexpr std::array<ProspectWord, 3> prospect_words{
    {{rules::BadgeProspect::None, "none"}, {rules::BadgeProspect::Open, "open"}, {rules::BadgeProspect::Due, "due"}}};

std::string_view word_of(rules::BadgeProspect prospect) {
  return std::find_if(prospect_words.begin(), prospect_words.end(),
                      [&](const ProspectWord& each) { return each.prospect == prospect; })
      ->word;
}

rules::BadgeProspect prospect_from(std::string_view word) {
  const auto* found = std::find_if(prospect_words.begin(), prospect_words.end(),
                                   [&](const ProspectWord& each) { return each.word == word; });
  if (found == prospect_words.end()) throw std::invalid_argument("prospect");
  return found->prospect;
}

// With those of persons beyond the ticket's places who were let in all the same.
int last_place(const venue::BadgeTicket& ticket) {
  int last = ticket.view.ticket.places;
  for (const auto& badge : ticket.state.badges) last = std::max(last, badge.place_number);
  return last;
}

bool is_listed(const venue::BadgeTicket& ticket, int place_number) {
  const auto* badge = ticket.badge_of(place_number);
  if (place_number > ticket.view.ticket.places && badge == nullptr) return false;
  if (ticket.prospect != rules::BadgeProspect::None) return true;
  return badge != nullptr && badge->status == rules::BadgeStatus::Unknown;
}

ListedBadge listed(const venue::BadgeTicket& ticket, int place_number, const badge::BadgeEvent& event) {
  const auto& view = ticket.view;
  const auto* badge = ticket.badge_of(place_number);
  ListedBadge listed{.ticket = view.ticket.id,
                     .guest = view.guest ? view.guest->id : rules::GuestId(),
                     .place_number = place_number,
                     .places = view.ticket.places,
                     .family_name = view.guest ? rules::family_name(*view.guest) : std::string(),
                     .external_id = ticket.external_id,
                     .category = view.ticket.category,
                     .is_in = ticket.is_in(),
                     .prospect = ticket.prospect,
                     .template_name = rules::template_for(event.policy.badge, view.ticket.category),
                     .status = status_of(badge),
                     .serial = std::nullopt,
                     .printed_at = {},
                     .content = badge::content_for(event, {.ticket = view.ticket,
                                                           .guest = view.guest ? &*view.guest : nullptr,
                                                           .consents = view.consents,
                                                           .place_number = place_number})};
  listed.content.images.clear();
  if (badge == nullptr) return listed;
  listed.serial = badge->serial;
  listed.printed_at = badge->place.name;
  return listed;
}

json::object texts_of(const std::map<std::string, std::string>& texts) {
  json::object object;
  for (const auto& [name, text] : texts) object[name] = text;
  return object;
}

json::object json_of(const ListedBadge& badge) {
  json::array flags;
  for (const auto& flag : badge.content.flags) flags.emplace_back(flag);
  return {{"ticket", badge.ticket.text()},
          {"guest", badge.guest.is_nil() ? std::string() : badge.guest.text()},
          {"place_number", badge.place_number},
          {"places", badge.places},
          {"family_name", badge.family_name},
          {"external_id", badge.external_id},
          {"category", badge.category},
          {"in", badge.is_in},
          {"prospect", word_of(badge.prospect)},
          {"template", badge.template_name},
          {"status", badge.status},
          {"serial", badge.serial ? badge.serial->text() : std::string()},
          {"printed_at", badge.printed_at},
          {"colour", badge.content.category_colour},
          {"fields", texts_of(badge.content.fields)},
          {"flags", std::move(flags)}};
}

std::map<std::string, std::string> read_texts(const json::value& value) {
  std::map<std::string, std::string> texts;
  for (const auto& [name, text] : value.as_object()) texts[name] = text.as_string();
  return texts;
}

ListedBadge read_badge(const json::object& object) {
  const auto text = [&](const char* name) { return std::string(object.at(name).as_string()); };
  ListedBadge badge{.ticket = rules::TicketId::parse(text("ticket")).value(),
                    .guest = rules::GuestId::parse(text("guest")).value_or(rules::GuestId()),
                    .place_number = json::value_to<int>(object.at("place_number")),
                    .places = json::value_to<int>(object.at("places")),
                    .family_name = text("family_name"),
                    .external_id = text("external_id"),
                    .category = text("category"),
                    .is_in = object.at("in").as_bool(),
                    .prospect = prospect_from(text("prospect")),
                    .template_name = text("template"),
                    .status = text("status"),
                    .serial = rules::BadgeSerial::parse(text("serial")),
                    .printed_at = text("printed_at"),
                    .content = {}};
  badge.content.category_colour = text("colour");
  badge.content.fields = read_texts(object.at("fields"));
  for (const auto& flag : object.at("flags").as_array()) badge.content.flags.emplace(flag.as_string());
  return badge;
}

}  // namespace

std::string ListedBadge::field(std::string_view name) const {
  const auto found = content.fields.find(std::string(name));
  return found == content.fields.end() ? std::string() : found->second;
}

base::Result<BadgeListing> list_badges(const venue::EventBadges& event, const std::string& language) {
  const auto tickets = event.tickets();
  if (!tickets) return tl::make_unexpected(tickets.error());
  const badge::BadgeEvent look{
      .frame = event.frame(), .policy = event.policy(), .images = event.images(), .language = language};
  BadgeListing listing{.event = event.frame().key,
                       .event_name = event.frame().name,
                       .templates = event.templates(),
                       .images = event.images(),
                       .badges = {}};
  for (const auto& ticket : *tickets) {
    for (int place = 1; place <= last_place(ticket); ++place) {
      if (!is_listed(ticket, place)) continue;
      auto& badge = listing.badges.emplace_back(listed(ticket, place, look));
      const auto printer = badge.serial ? event.printer_of(*badge.serial) : std::string();
      if (!printer.empty()) badge.printed_at += ", " + printer;
    }
  }
  return listing;
}

json::value json_of(const BadgeListing& listing) {
  json::array badges;
  badges.reserve(listing.badges.size());
  for (const auto& badge : listing.badges) badges.push_back(json_of(badge));
  json::object images;
  for (const auto& [name, bytes] : listing.images) images[name] = base::base64url(base::to_bytes(bytes));
  return json::object{{"event", listing.event},
                      {"event_name", listing.event_name},
                      {"templates", texts_of(listing.templates)},
                      {"images", std::move(images)},
                      {"badges", std::move(badges)}};
}

base::Result<BadgeListing> read_badge_listing(const json::value& value) {
  try {
    const auto& object = value.as_object();
    BadgeListing listing{.event = std::string(object.at("event").as_string()),
                         .event_name = std::string(object.at("event_name").as_string()),
                         .templates = read_texts(object.at("templates")),
                         .images = read_texts(object.at("images")),
                         .badges = {}};
    for (auto& [name, bytes] : listing.images) bytes = base::as_text(base::from_base64url(bytes).value());
    for (const auto& badge : object.at("badges").as_array()) listing.badges.push_back(read_badge(badge.as_object()));
    return listing;
  } catch (const std::exception&) {
    return base::fail(base::ErrorKind::Incompatible, "The server answers in another way; update both programs.");
  }
}

}  // namespace einlass::commands
