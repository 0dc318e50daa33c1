#include "server/commands/audience_work.h"

#include "server/venue/desk.h"
#include "server/venue/known_history.h"
#include "server/venue/own_history.h"

#include <utility>

namespace einlass::commands {
namespace {

base::Result<void> add_crm(CommandContext& context, rules::EventId event, AudienceWork& work) {
  for (const auto& connector : context.desk.options().connectors) {
    const auto known = context.desk.crm().known_persons(event, connector.name);
    if (!known) return base::failed(known);
    for (const auto& [guest, person] : *known) {
      if (!person.membership.empty()) work.members.insert(guest.text());
    }
    const auto profiles = context.desk.crm().profiles(event, connector.name);
    if (!profiles) return base::failed(profiles);
    for (const auto& [guest, profile] : *profiles) {
      const auto person = known->find(guest);
      const bool objects = person != known->end() && person->second.objects;
      if (!objects) rules::complete(work.profiles[guest.text()], profile);
    }
  }
  const auto by_crm = context.desk.crm().earlier_events(event);
  if (!by_crm) return base::failed(by_crm);
  for (const auto& [guest, events] : *by_crm) work.by_crm.emplace(guest.text(), events);
  return {};
}

}  // namespace

base::Result<AudienceWork> audience_work(CommandContext& context, const venue::EventReports& reports) {
  const auto events = context.desk.events().list();
  if (!events) return base::failed(events);
  AudienceWork work;
  for (const auto& event : *events) {
    if (event.key == reports.frame().key) {
      if (auto added = add_crm(context, event.id, work); !added) return base::failed(added);
      continue;
    }
    if (event.rehearsal) continue;
    auto earlier = context.desk.reports().of(event.id.text());
    work.some_are_missing = work.some_are_missing || !earlier;
    if (earlier && earlier->frame().starts < reports.frame().starts) work.earlier.push_back(*std::move(earlier));
  }
  return work;
}

base::Result<CountedAttendance> count_attendance(const AudienceWork& work, const ReadAttendance& read) {
  const auto own = venue::OwnHistory::of(work.earlier, work.some_are_missing);
  if (!own) return base::failed(own);
  const venue::KnownHistory history(*own, work.by_crm);
  report::SummaryCount count(history, {.members = work.members, .profiles = work.profiles});
  auto reading = read([&](const auto& rows) { count.take(rows); });
  if (!reading) return base::failed(reading);
  if (auto rows = reading->each([&](const auto& row) { count.take_row(row); }); !rows) return base::failed(rows);
  return CountedAttendance{.reading = *std::move(reading), .audience = count.audience(), .lists = count.lists()};
}

}  // namespace einlass::commands
