#include "server/venue/own_history.h"

#include "core/base/text_fold.h"

#include <set>

namespace einlass::venue {
namespace {

// Empty: nobody can tell who it is.
std::string person_of(const report::AttendanceRow& guest) {
  const auto email = base::fold_text(guest.email);
  const auto name = base::fold_text(guest.name);
  return email.empty() || name.empty() ? std::string() : email + "\n" + name;
}

}  // namespace

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
        if (auto person = person_of(row); came && !person.empty()) persons.insert(std::move(person));
      }
    });
    if (!read) return base::failed(read);
    for (const auto& person : persons) ++history.events_[person];
    if (somebody_came && !somebody_is_named) history.is_whole_ = false;
  }
  return history;
}

std::optional<int> OwnHistory::earlier_events(const report::AttendanceRow& guest) const {
  const auto person = person_of(guest);
  if (person.empty()) return std::nullopt;
  const auto found = events_.find(person);
  if (found != events_.end()) return found->second;
  return is_whole_ ? std::optional(0) : std::nullopt;
}

}  // namespace einlass::venue
