// What a folded ticket says when asked.
#include "core/rules/attendance.h"

#include <algorithm>
#include <map>
#include <set>

namespace einlass::rules {

int TicketState::persons_admitted() const {
  int persons = 0;
  for (const auto& [day, counts] : days) persons += counts.admitted;
  return persons;
}

int TicketState::inside_on(const AdmissionDay& day) const {
  const auto found = days.find(day);
  return found == days.end() ? 0 : found->second.inside;
}

std::optional<GuestId> TicketState::holder_on(const AdmissionDay& day) const {
  const auto of_day = holders.find(day);
  const auto holder = of_day == holders.end() ? holders.find(std::nullopt) : of_day;
  return holder == holders.end() ? std::nullopt : std::optional(holder->second);
}

const StandingTransfer* TicketState::transfer_on(const AdmissionDay& day) const {
  const auto last = std::find_if(transfers.rbegin(), transfers.rend(),
                                 [&](const StandingTransfer& each) { return !each.day || each.day == day; });
  return last == transfers.rend() ? nullptr : &*last;
}

bool Badge::valid_on(const AdmissionDay& day) const {
  const auto of_day = valid_by_day.find(day);
  return of_day == valid_by_day.end() ? valid : of_day->second;
}

std::vector<int> TicketState::owed_badges(const AdmissionDay& day) const {
  std::set<int> taken;
  std::map<int, int> standing_badges;  // by place number
  for (const auto& badge : badges) {
    if (!badge.valid_on(day) || badge.status == BadgeStatus::Failed) continue;
    taken.insert(badge.place_number);
    const bool stands =
        std::any_of(standing.begin(), standing.end(), [&](const auto& one) { return one.scan == badge.admission; });
    if (stands) ++standing_badges[badge.place_number];
  }
  int spare = 0;
  for (const auto& [place, count] : standing_badges) spare += count - 1;
  std::vector<int> owed;
  for (int place = 1; place <= badges_due; ++place) {
    if (taken.contains(place)) continue;
    if (spare-- <= 0) owed.push_back(place);
  }
  return owed;
}

bool TicketState::has_open_conflict() const {
  return std::any_of(conflicts.begin(), conflicts.end(), [](const Conflict& conflict) { return !conflict.judged; });
}

bool TicketState::is_disputed_on(const AdmissionDay& day) const {
  return std::any_of(conflicts.begin(), conflicts.end(), [&](const Conflict& conflict) {
    return !conflict.judged && (!conflict.day || conflict.day == day);
  });
}

}  // namespace einlass::rules
