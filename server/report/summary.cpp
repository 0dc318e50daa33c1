#include "server/report/summary.h"

#include "server/report/attendance_shares.h"
#include "server/report/person_key.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string_view>

namespace einlass::report {
namespace {

std::string field(const AttendanceRow& row, const char* name) {
  const auto found = row.extra.find(name);
  return found == row.extra.end() ? std::string() : found->second;
}

std::string trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

bool is_one_of(const std::string& word, std::initializer_list<std::string_view> words) {
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  return std::any_of(words.begin(), words.end(), [&](std::string_view each) {
    return std::equal(word.begin(), word.end(), each.begin(), each.end(), same);
  });
}

// Each once; "" alone where there is none.
std::set<std::string> each_of(const std::string& text) {
  std::set<std::string> found;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const auto end = std::min(text.find_first_of(";,", begin), text.size());
    if (auto each = trimmed(std::string_view(text).substr(begin, end - begin)); !each.empty()) found.insert(each);
    begin = end + 1;
  }
  if (found.empty()) found.emplace();
  return found;
}

}  // namespace

Membership membership_of(const AttendanceRow& row) {
  const auto said = trimmed(field(row, "membership"));
  if (is_one_of(said, {"yes", "ja", "member", "mitglied", "true", "1"})) return Membership::Member;
  if (is_one_of(said, {"no", "nein", "not_yet", "prospect", "false", "0"})) return Membership::NotYet;
  if (row.category == "member") return Membership::Member;
  return row.category == "prospect" ? Membership::NotYet : Membership::Unknown;
}

void SummaryCount::take(const std::vector<AttendanceRow>& rows) {
  AttendanceHead head;
  count_in(head, rows);
  if (!rows.empty()) lists_[rows.back().list_owner] += head.figures.all;
}

void SummaryCount::take_row(const AttendanceRow& row) {
  const bool came = row.status == AttendanceStatus::Attended && row.admitted > 0;
  if (!came || row.name.empty() || row.ticket.empty()) return;
  if (seen_.insert(std::hash<std::string>()(person_of(row))).second) take_guest(row);
}

rules::Profile SummaryCount::profile_of(const AttendanceRow& guest) const {
  rules::Profile profile{.sector = trimmed(field(guest, "sector")),
                         .club = trimmed(field(guest, "club")),
                         .topics = trimmed(field(guest, "topics"))};
  const auto known = systems_.profiles.find(guest.guest);
  if (known != systems_.profiles.end()) rules::complete(profile, known->second);
  return profile;
}

void SummaryCount::take_guest(const AttendanceRow& guest) {
  ++audience_.guests;
  const auto listed = membership_of(guest);
  const bool is_found = listed == Membership::Unknown && systems_.members.contains(guest.guest);
  ++audience_.membership[is_found ? Membership::Member : listed];
  const auto earlier = history_.earlier_events(guest);
  ++(!earlier ? audience_.of_unknown_history : *earlier > 0 ? audience_.returners : audience_.first_timers);
  const auto profile = profile_of(guest);
  ++audience_.sectors[profile.sector];
  for (const auto& club : each_of(profile.club)) ++audience_.clubs[club];
  for (const auto& topic : each_of(profile.topics)) ++audience_.topics[topic];
}

}  // namespace einlass::report
