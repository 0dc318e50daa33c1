// What the door would say, without writing it down.
#include "core/rules/ticket_code.h"
#include "db/candidates.h"
#include "db/guest_book.h"
#include "server/venue/door_desk.h"

#include <algorithm>

namespace einlass::venue {
namespace {

std::optional<FullScan> full_scan(const rules::Admission& admission, const store::Candidates& found, int persons) {
  const auto* refused = std::get_if<rules::AdmissionRefused>(&admission);
  if (refused == nullptr || refused->refusal != rules::Refusal::Full) return std::nullopt;
  const auto ticket = std::find_if(found.candidates.begin(), found.candidates.end(),
                                   [&](const auto& candidate) { return candidate.ticket.id == refused->ticket; });
  if (ticket == found.candidates.end()) return std::nullopt;
  return FullScan{.category = ticket->ticket.category, .persons = persons > 0 ? persons : ticket->ticket.places};
}

}  // namespace

bool DoorDesk::is_unknown(const wire::AdmitRequest& request) {
  const auto event = state_.event(request.event);
  const auto* target = std::get_if<wire::CodeTarget>(&request.target);
  if (!event || target == nullptr || target->hash != rules::code_hash((*event)->keys.code_key, target->code)) {
    return false;
  }
  const auto listed = (*event)->store.guests().by_code(target->hash);
  if (!listed || !listed->empty()) return false;
  const auto elsewhere = find_elsewhere(request);
  return elsewhere && !*elsewhere;
}

base::Result<std::optional<FullScan>> DoorDesk::would_be_full(rules::KioskId kiosk, const wire::AdmitRequest& request) {
  if (!check_assigned(kiosk, request.event)) return std::nullopt;
  const auto record = state_.venue().kiosk(kiosk);
  if (!record) return tl::make_unexpected(record.error());
  return would_be_full_at(place_of(*record), request);
}

base::Result<std::optional<FullScan>> DoorDesk::would_be_full_at(const rules::Place& place,
                                                                 const wire::AdmitRequest& request) {
  const auto event = state_.event(request.event);
  if (!event) return tl::make_unexpected(event.error());
  const auto day = state_.admission_day(**event);
  const auto found = store::find_candidates(request.target, (*event)->keys, (*event)->store, day);
  if (!found) return tl::make_unexpected(found.error());
  if (found->candidates.empty()) return std::nullopt;
  const Asked asked{.place = place, .request = request, .time = state_.entry_time()};
  const auto admission = (*event)->store.journal().preview(admission_of(**event, asked, *found));
  if (!admission) return tl::make_unexpected(admission.error());
  if (!*admission) return std::nullopt;
  return full_scan(**admission, *found, request.persons);
}

}  // namespace einlass::venue
