#include "server/venue/ceded.h"

#include "server/venue/door_desk.h"

namespace einlass::venue {

base::Result<std::vector<rules::KioskId>> kiosks_to_tell(VenueState& state, const OpenEvent& event) {
  std::vector<rules::KioskId> kiosks;
  const auto& policy = event.policy;
  const bool has_caps = policy.cap || !policy.category_caps.empty();
  const bool may_decide = policy.alone == rules::AloneRule::Admit && policy.seats == rules::SeatRule::Owned;
  if (!has_caps || !may_decide) return kiosks;
  const auto records = state.venue().kiosks();
  if (!records) return tl::make_unexpected(records.error());
  for (const auto& kiosk : *records) {
    if (kiosk.revoked) continue;
    const auto still = may_serve(state, kiosk.id, event.record.id);
    if (!still) return tl::make_unexpected(still.error());
    if (kiosk.event == event.record.id || *still) kiosks.push_back(kiosk.id);
  }
  return kiosks;
}

base::Result<bool> may_serve(VenueState& state, rules::KioskId kiosk, rules::EventId event) {
  return state.venue().setting(may_serve_setting(kiosk)).map([&](const std::optional<std::string>& earlier) {
    return earlier.value_or("").find(event.text()) != std::string::npos;
  });
}

base::Result<void> note_may_serve(VenueState& state, const store::KioskRecord& kiosk) {
  if (!kiosk.event) return {};
  const auto earlier = state.venue().setting(may_serve_setting(kiosk.id));
  if (!earlier) return tl::make_unexpected(earlier.error());
  const auto words = earlier->value_or("");
  if (words.find(kiosk.event->text()) != std::string::npos) return {};
  return state.venue().set_setting(may_serve_setting(kiosk.id), words + kiosk.event->text() + " ");
}

base::Result<void> note_serves_its_event(VenueState& state, rules::KioskId kiosk) {
  const auto earlier = state.venue().setting(may_serve_setting(kiosk));
  if (!earlier) return tl::make_unexpected(earlier.error());
  return *earlier ? state.venue().remove_setting(may_serve_setting(kiosk)) : base::Result<void>();
}

std::optional<store::CededSeat> ceded_seat(const rules::Ticket& before, const rules::Ticket& now) {
  if (!rules::owns_its_seat(before)) return std::nullopt;
  const bool keeps = rules::owns_its_seat(now) && now.category == before.category;
  const int places = keeps ? before.places - now.places : before.places;
  if (places <= 0) return std::nullopt;
  return store::CededSeat{.ticket = before.id, .category = before.category, .places = places};
}

base::Result<void> DoorDesk::cede_released(OpenEvent& event, const rules::JournalEntry& entry) {
  if (!std::holds_alternative<rules::SeatReleased>(entry.fact) || !entry.ticket) return {};
  const auto row = event.store.guests().by_ticket(*entry.ticket);
  if (!row) return tl::make_unexpected(row.error());
  if (!*row || !rules::owns_its_seat((*row)->ticket)) return {};
  const auto kiosks = kiosks_to_tell(state_, event);
  if (!kiosks) return tl::make_unexpected(kiosks.error());
  const auto& ticket = (*row)->ticket;
  return event.store.leases().cede({.ticket = ticket.id, .category = ticket.category, .places = ticket.places},
                                   *kiosks);
}

base::Result<void> DoorDesk::put_guests(rules::EventId id, const std::vector<store::GuestRow>& rows) {
  const auto event = take_part(id);
  if (!event) return tl::make_unexpected(event.error());
  const auto kiosks = kiosks_to_tell(state_, **event);
  if (!kiosks) return tl::make_unexpected(kiosks.error());
  for (const auto& row : rows) {
    const auto before = (*event)->store.guests().by_ticket(row.ticket.id);
    if (!before) return noted(base::Result<void>(tl::make_unexpected(before.error())));
    const auto seat = *before ? ceded_seat((*before)->ticket, row.ticket) : std::nullopt;
    if (!seat || kiosks->empty()) continue;
    if (auto ceded = noted((*event)->store.leases().cede(*seat, *kiosks)); !ceded) return ceded;
  }
  return noted((*event)->store.guests().put(rows));
}

void DoorDesk::acknowledge_seats(rules::EventId id, rules::KioskId kiosk) {
  const auto event = take_part(id);
  if (event) (void)noted((*event)->store.leases().acknowledge(kiosk));
}

}  // namespace einlass::venue
