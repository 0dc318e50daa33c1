#include "server/venue/emergency_list.h"

#include "core/rules/objection.h"
#include "db/attendance_journal.h"
#include "db/event_snapshot.h"
#include "db/ticket_rows.h"
#include "server/guests/listed_name.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace einlass::venue {
namespace {

using rules::Refusal;

// Which refusals a person at the door may still answer, and how the paper says so.
constexpr std::array marked{std::pair(Refusal::AwaitingApproval, PaperMark::AwaitingApproval),
                            std::pair(Refusal::Waitlisted, PaperMark::Waitlisted),
                            std::pair(Refusal::Unpaid, PaperMark::Unpaid),
                            std::pair(Refusal::NotOnList, PaperMark::NotOnList)};

std::string label_of(const rules::EventFrame& frame, const std::string& category, const std::string& language) {
  const auto labels = frame.categories.find(category);
  if (labels == frame.categories.end()) return category;
  for (const auto& wanted : {language, std::string("en")}) {
    const auto label = labels->second.find(wanted);
    if (label != labels->second.end() && !label->second.empty()) return label->second;
  }
  return category;
}

void sort(std::vector<EmergencyRow>& rows) {
  const guests::ListOrder order;
  using Key = std::pair<std::string, rules::TicketId>;
  std::vector<std::pair<Key, EmergencyRow>> keyed;
  for (auto& row : rows) {
    Key key(order.key({.family = row.family_name, .name = row.name}), row.ticket);
    keyed.emplace_back(std::move(key), std::move(row));
  }
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  rows.clear();
  for (auto& [key, row] : keyed) rows.push_back(std::move(row));
}

}  // namespace

EmergencyPrint::EmergencyPrint(const OpenEvent& event, const VenueState& state, Caller who, int number,
                               std::string language)
    : event_(event.record.id),
      frame_(event.frame),
      policy_(event.policy),
      zone_(event.zone),
      day_(state.admission_day(event)),
      printed_(state.now()),
      file_(event.store.options()),
      who_(std::move(who)),
      number_(number),
      language_(std::move(language)) {}

EmergencyRow EmergencyPrint::row_of(const store::TicketAtDoor& found) const {
  const auto& [ticket, guest] = std::tie(found.row.ticket, found.row.guest);
  const auto listed = guests::listed_name(guest);
  EmergencyRow row{.ticket = ticket.id,
                   .family_name = listed.family,
                   .name = listed.name,
                   .company = guest.company,
                   .category = label_of(frame_, ticket.category, language_),
                   .table = guest.table,
                   .places = std::max(ticket.places, found.state.places),
                   .inside = 0,
                   .marks = {}};
  const auto today = found.state.days.find(day_);
  if (today != found.state.days.end()) row.inside = today->second.inside;
  for (const auto& [refusal, mark] : marked) {
    if (rules::is_kept_out_by(refusal, ticket, found.state, policy_)) row.marks.insert(mark);
  }
  if (found.state.excused) row.marks.insert(PaperMark::Excused);
  return row;
}

base::Result<EmergencyList> EmergencyPrint::read() const {
  const auto event = store::EventSnapshot::open(file_);
  if (!event) return base::failed(event);
  EmergencyList list{.number = number_,
                     .event_name = frame_.name,
                     .starts = frame_.starts,
                     .printed = printed_,
                     .only_some = who_.role == rules::Role::Host,
                     .rehearsal = frame_.rehearses.has_value(),
                     .departures = policy_.re_entry == rules::ReEntry::AfterDeparture,
                     .rows = {}};
  const auto read = store::each_ticket(*event, day_, [&](store::TicketAtDoor&& found) {
    const auto& ticket = found.row.ticket;
    const bool is_out = rules::is_kept_out_by(Refusal::Cancelled, ticket, found.state, policy_) ||
                        rules::is_kept_out_by(Refusal::Blocked, ticket, found.state, policy_);
    if (is_out || store::is_only_counted(found) || !who_.may_see_guest_of(found.row.guest.list_owner)) return;
    list.rows.push_back(row_of(found));
  });
  if (!read) return base::failed(read);
  sort(list.rows);
  return list;
}

}  // namespace einlass::venue
