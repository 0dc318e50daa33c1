#include "server/commands/closing_handlers.h"

#include "server/commands/arguments.h"
#include "server/commands/audience_work.h"
#include "server/commands/command_json.h"
#include "server/venue/desk.h"

#include <memory>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::commands {

namespace json = boost::json;

namespace {

// What closing an event goes by, the part that a worker reads from the journal filled in later.
struct ClosingWork {
  std::string event;
  venue::Closing closing;  // the last one of a closed event, else as it would be closed now
  venue::OpenMatters open;
  bool is_closed = false;
  bool is_kept = false;  // the figures are those of the last closing
  int late = 0;
  int inside = 0;  // persons who are in the house by the journal; nobody leaves by the closing
  std::string by_name;
};

template <typename Away>
json::array away_of(const std::vector<Away>& devices) {
  json::array away;
  for (const auto& each : devices) {
    away.push_back(json::object{{"name", each.name}, {"last_seen", each.last_seen.unix_ms()}});
  }
  return away;
}

json::object open_of(const venue::OpenMatters& open) {
  json::array behind;
  for (const auto& kiosk : open.kiosks_behind) {
    behind.push_back(json::object{{"name", kiosk.name}, {"entries", kiosk.entries}});
  }
  return {{"conflicts", open.conflicts},
          {"parked", open.parked},
          {"parked_at_kiosks", open.parked_at_kiosks},
          {"badges_in_doubt", open.badges_in_doubt},
          {"seats_out", open.seats_out},
          {"kiosks_away", away_of(open.kiosks_away)},
          {"kiosks_moved", away_of(open.kiosks_moved)},
          {"kiosks_behind", std::move(behind)},
          {"phones_away", away_of(open.phones_away)},
          {"packed_away", away_json(open.packed_away)}};
}

const char* state_of(const ClosingWork& work) {
  if (!work.is_closed) return "open";
  return work.late > 0 ? "reopened" : "closed";
}

std::string answer_of(const ClosingWork& work) {
  return json::serialize(json::object{{"state", state_of(work)},
                                      {"at", work.is_kept ? work.closing.at.unix_ms() : 0},
                                      {"by", work.by_name},
                                      {"late_entries", work.late},
                                      {"inside", work.inside},
                                      {"open", open_of(work.open)},
                                      {"figures", report::json_of(work.closing.figures)}});
}

std::string name_of(CommandContext& context, std::uint32_t number) {
  const auto person = context.desk.roster().find(number);
  return person ? person->name : std::string();
}

base::Result<ClosingWork> work_on(CommandContext& context, const std::string& key) {
  ClosingWork work{.event = key};
  const auto open = context.desk.closings().open_matters(key);
  if (!open) return base::failed(open);
  work.open = *open;
  work.closing.at = context.desk.now();
  work.closing.by = context.caller_number();
  const auto event = context.desk.events().find(key);
  if (!event) return base::failed(event);
  const auto house = context.desk.house().house();
  if (!house) return base::failed(house);
  for (const auto& each : house->events) {
    if (each.event == event->id) work.inside = each.inside + each.counted;
  }
  return work;
}

void take_figures(const venue::AttendanceReading& attendance, ClosingWork& work) {
  work.open.badges_in_doubt += attendance.head().totals.badges_in_doubt;
  if (work.is_kept) return;
  work.closing.figures = attendance.head().figures;
  work.closing.position = attendance.position();
  work.closing.parked = attendance.parked();
}

// With what the worker finds: the figures, and the badges that nobody knows of.
base::Result<void> read_figures(const venue::EventReports& reports, ClosingWork& work) {
  return reports.attendance().map([&](const auto& attendance) { take_figures(attendance, work); });
}

// The same, and who came, while its guests are known.
base::Result<void> read_all_figures(const venue::EventReports& reports, const AudienceWork& known, ClosingWork& work) {
  return count_attendance(known, [&](const auto& look) { return reports.attendance({}, look); })
      .map([&](const CountedAttendance& counted) {
        take_figures(counted.reading, work);
        work.closing.audience = counted.audience;
      });
}

std::string counted(std::size_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string what_is_open(const venue::OpenMatters& open) {
  std::string text;
  const auto add = [&](std::size_t count, const char* one, const char* many) {
    if (count > 0) text += (text.empty() ? "" : ", ") + counted(count, one, many);
  };
  add(static_cast<std::size_t>(open.conflicts), "conflict", "conflicts");
  add(static_cast<std::size_t>(open.parked), "entry that was put aside", "entries that were put aside");
  add(open.parked_at_kiosks, "entry that a kiosk put aside", "entries that kiosks put aside");
  add(static_cast<std::size_t>(open.badges_in_doubt), "badge in doubt", "badges in doubt");
  add(open.kiosks_away.size(), "kiosk that is not connected", "kiosks that are not connected");
  add(open.kiosks_moved.size(), "kiosk that has not taken its other event yet",
      "kiosks that have not taken their other event yet");
  add(open.kiosks_behind.size(), "kiosk with entries to hand over", "kiosks with entries to hand over");
  add(open.packed_away ? 1 : 0, "server that the event was packed for, from which nothing has come back", "");
  add(open.phones_away.size(), "phone that was not heard of lately", "phones that were not heard of lately");
  add(static_cast<std::size_t>(open.seats_out), "seat that a kiosk or phone still has",
      "seats that kiosks or phones still have");
  return text;
}

base::Result<void> check_nothing_open(const venue::OpenMatters& open) {
  if (open.empty()) return {};
  return base::fail(base::ErrorKind::Refused,
                    fmt::format("This is still open: {}. See to it, or confirm that the event is closed as it is.",
                                what_is_open(open)));
}

CommandOutcome close_now(CommandContext& context, ClosingWork& work) {
  if (auto closed = context.desk.closings().close(work.event, work.closing); !closed) return base::failed(closed);
  work.is_closed = true;
  work.is_kept = true;
  work.by_name = context.caller ? context.caller->name : std::string();
  return answer_of(work);
}

}  // namespace

base::Result<CommandRest> tell_closing(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto key = arguments.text("event");
  if (auto done = arguments.done(); !done) return base::failed(done);
  auto work = work_on(context, key);
  if (!work) return base::failed(work);
  const auto event = context.desk.events().find(key);
  if (!event) return base::failed(event);
  const auto opened = context.desk.event(event->id);
  if (!opened) return base::failed(opened);
  work->is_closed = (*opened)->record.closed;
  const auto last = context.desk.closings().closing_of(**opened);
  if (!last) return base::failed(last);
  if (*last) {
    const auto late = context.desk.closings().late_entries(**opened);
    if (!late) return base::failed(late);
    work->is_kept = true;
    work->closing = **last;
    work->late = *late;
    work->by_name = name_of(context, (*last)->by);
  }
  return context.desk.reports().of(key).map([&](const venue::EventReports& reports) -> CommandRest {
    return {.work = [reports, work = *work]() mutable -> CommandOutcome {
      return read_figures(reports, work).map([&] { return answer_of(work); });
    }};
  });
}

base::Result<CommandRest> close_event(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto key = arguments.text("event");
  const bool is_confirmed = arguments.flag("confirm");
  if (auto done = arguments.done(); !done) return base::failed(done);
  auto begun = work_on(context, key);
  if (!begun) return base::failed(begun);
  const auto reports = context.desk.reports().of(key);
  if (!reports) return base::failed(reports);
  auto known = audience_work(context, *reports);
  if (!known) return base::failed(known);
  const auto work = std::make_shared<ClosingWork>(*std::move(begun));
  return CommandRest{.work = [reports = *reports, known = *std::move(known), work, is_confirmed]() -> CommandOutcome {
                       if (auto read = read_all_figures(reports, known, *work); !read) return base::failed(read);
                       if (is_confirmed) return std::string();
                       return check_nothing_open(work->open).map([] { return std::string(); });
                     },
                     .close = [work](CommandContext& later, CommandOutcome outcome) -> CommandOutcome {
                       return outcome ? close_now(later, *work) : outcome;
                     }};
}

Outcome reopen_event(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto key = arguments.text("event");
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (auto reopened = context.desk.closings().reopen(key, context.caller_number()); !reopened)
    return base::failed(reopened);
  return context.desk.events().find(key).map([](const auto& event) { return json::serialize(json_of(event)); });
}

}  // namespace einlass::commands
