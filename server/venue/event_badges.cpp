#include "server/venue/event_badges.h"

#include "core/base/locale_text.h"
#include "core/rules/guest_fields.h"
#include "db/event_snapshot.h"
#include "db/print_log.h"
#include "db/ticket_rows.h"
#include "server/venue/event_desk.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace einlass::venue {

const rules::Badge* BadgeTicket::badge_of(int place_number) const {
  const auto found = std::find_if(state.badges.rbegin(), state.badges.rend(), [&](const rules::Badge& badge) {
    return badge.place_number == place_number && badge.valid && badge.status != rules::BadgeStatus::Failed;
  });
  return found == state.badges.rend() ? nullptr : &*found;
}

namespace {

// Somebody may still say what became of it, also where its ticket was cancelled since.
bool has_one_in_doubt(const rules::TicketState& state) {
  return std::any_of(state.badges.begin(), state.badges.end(), [](const rules::Badge& badge) {
    return badge.valid && badge.status == rules::BadgeStatus::Unknown;
  });
}

}  // namespace

EventBadges::EventBadges(const OpenEvent& event, rules::AdmissionDay day)
    : frame_(event.frame), policy_(event.policy), day_(day), file_(event.store.options()) {}

void EventBadges::try_on(const LooksOnTrial& trial) {
  auto& badge = policy_.badge;
  for (const auto& [category, colour] : trial.colours) {
    badge.category_colours.erase(category);
    if (!colour.empty()) badge.category_colours.emplace(category, colour);
  }
  if (trial.drawing.empty()) return;
  templates_[LooksOnTrial::name] = trial.drawing;
  badge.print = true;
  if (trial.category.empty()) {
    badge.template_name = LooksOnTrial::name;
  } else {
    badge.category_templates[trial.category] = LooksOnTrial::name;
  }
}

base::Result<EventBadges> EventBadges::of(VenueState& state, const std::string& key, const LooksOnTrial& trial) {
  const auto event = state.event(key);
  if (!event) return tl::make_unexpected(event.error());
  if (!(*event)->policy.badge.print && trial.drawing.empty()) {
    return base::fail(base::ErrorKind::Refused,
                      fmt::format("{} prints no badges: its preset says so.", (*event)->record.key));
  }
  EventBadges badges(**event, state.admission_day(**event));
  for (const auto& prints : {(*event)->store.prints().open_records(), (*event)->store.prints().doubtful_records()}) {
    if (!prints) return tl::make_unexpected(prints.error());
    for (const auto& print : *prints) badges.printers_.emplace(print.serial, print.printer);
  }
  const auto documents = EventDesk(state).documents((*event)->record.id);
  if (!documents) return tl::make_unexpected(documents.error());
  for (const auto& document : *documents) {
    if (document.kind != "template" && document.kind != "image") continue;
    auto content = state.venue().document(document.hash);
    if (!content) return tl::make_unexpected(content.error());
    if (!*content) continue;
    auto& kept = document.kind == "template" ? badges.templates_ : badges.images_;
    kept[document.name] = std::move((*content)->content);
  }
  badges.try_on(trial);
  return badges;
}

std::string EventBadges::printer_of(rules::BadgeSerial serial) const {
  const auto found = printers_.find(serial);
  return found == printers_.end() ? std::string() : found->second;
}

base::Result<std::vector<BadgeTicket>> EventBadges::tickets() const {
  const auto event = store::EventSnapshot::open(file_);
  if (!event) return tl::make_unexpected(event.error());
  const base::Collation names("root");
  std::vector<std::pair<std::string, BadgeTicket>> sorted;
  const auto read = store::each_ticket(*event, day_, [&](store::TicketAtDoor&& found) {
    BadgeTicket ticket{.view = {.ticket = std::move(found.row.ticket), .guest = std::nullopt},
                       .state = std::move(found.state),
                       .external_id = std::move(found.row.external_id)};
    if (found.row.guest.is_named()) ticket.view.guest = std::move(found.row.guest);
    ticket.view.consents = ticket.state.consents;
    // Hers are those of whoever holds the ticket today.
    for (auto& badge : ticket.state.badges) badge.valid = badge.valid_on(day_);
    ticket.prospect = rules::badge_prospect(ticket.view.ticket, ticket.state, policy_);
    if (ticket.prospect == rules::BadgeProspect::None && !has_one_in_doubt(ticket.state)) return;
    const auto& guest = ticket.view.guest;
    auto key = guest ? names.sort_key(rules::family_name(*guest) + " " + guest->full_name) : std::string();
    sorted.emplace_back(std::move(key), std::move(ticket));
  });
  if (!read) return tl::make_unexpected(read.error());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.view.ticket.id) < std::tie(b.first, b.second.view.ticket.id);
  });
  std::vector<BadgeTicket> tickets;
  for (auto& [key, ticket] : sorted) tickets.push_back(std::move(ticket));
  return tickets;
}

}  // namespace einlass::venue
