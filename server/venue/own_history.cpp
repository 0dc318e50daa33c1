#include "server/venue/own_history.h"

#include "server/report/person_key.h"

#include <set>

namespace einlass::venue {

base::Result<OwnHistory> OwnHistory::of(const std::vector<EventReports>& earlier, bool some_are_missing) {
  OwnHistory history;
  history.is_whole_ = !some_are_missing;
  for (const auto& reports : earlier) {
    std::set<std::string> persons;
    bool somebody_came = false, somebody_is_named = false;
    const auto read = reports.attendance({}, [&](const std::vector<report::AttendanceRow>& rows) {
      for (const auto& row : rows) {
        const bool came = row.status == report::AttendanceStatus::Attended;
        somebody_came = somebody_came || came;
        somebody_is_named = somebody_is_named || !row.name.empty();
        if (auto person = report::person_key(row.name, row.email); came && person) persons.insert(*std::move(person));
      }
    });
    if (!read) return base::failed(read);
    for (const auto& person : persons) ++history.events_[person];
    if (somebody_came && !somebody_is_named) history.is_whole_ = false;
  }
  return history;
}

std::optional<int> OwnHistory::earlier_events(const report::AttendanceRow& guest) const {
  const auto person = report::person_key(guest.name, guest.email);
  if (!person) return std::nullopt;
  const auto found = events_.find(*person);
  if (found != events_.end()) return found->second;
  return is_whole_ ? std::optional(0) : std::nullopt;
}

}  // namespace einlass::venue
