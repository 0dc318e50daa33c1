// Lists of guests for the pages, and what is done to one guest of them.
#include "server/commands/host_handlers.h"

#include "server/commands/export_content.h"
#include "server/commands/host_arguments.h"
#include "server/commands/host_json.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

constexpr int usual_lines = 500;
constexpr int most_lines = 2000;
constexpr std::size_t most_tickets = 2000;

template <typename Value>
Outcome text_of(const base::Result<Value>& value) {
  return value.map([](const auto& known) { return json::serialize(json_of(known)); });
}

Outcome lines_text(const base::Result<venue::GuestLines>& lines) {
  return lines.map([](const venue::GuestLines& known) {
    auto result = json_of(known);
    result["all"] = known.all;
    return json::serialize(result);
  });
}

// What is done about one guest; `act_of` reads what it needs beside event and ticket.
template <typename ActOf>
Outcome act(CommandContext& context, const json::object& object, const ActOf& act_of) {
  HostArguments arguments(context, object);
  const auto ticket = arguments.ticket();
  const rules::StaffAct wanted = act_of(arguments, ticket);
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return text_of(context.desk.hosts().act(asks, ticket, wanted));
}

}  // namespace

Outcome list_host_guests(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto after = arguments.optional_id<rules::TicketId>("after").value_or(rules::TicketId());
  const int wished = arguments.number("limit");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto limit = static_cast<std::size_t>(std::min(wished == 0 ? usual_lines : wished, most_lines));
  auto& hosts = context.desk.hosts();
  const auto lines = hosts.list(asks, after, limit);
  if (!lines) return base::failed(lines);
  const auto event = hosts.event_of(asks);
  if (!event) return base::failed(event);
  auto result = json_of(*lines);
  result["event"] = json_of(**event, context.desk.now());
  result["you"] = json_of(venue::HostDesk::caller_of(asks), (*event)->policy);
  result["more"] = lines->more;
  return json::serialize(result);
}

Outcome list_changed_guests(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto since = arguments.plain().text("since");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return lines_text(context.desk.hosts().changed(asks, since));
}

Outcome list_guest_lines(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto tickets = arguments.ids<rules::TicketId>("tickets");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (tickets.size() > most_tickets) {
    return base::fail(base::ErrorKind::InvalidInput, "These are too many tickets at once; read the list anew.");
  }
  return lines_text(context.desk.hosts().lines(asks, tickets));
}

base::Result<CommandRest> export_host_guests(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto wish = export_wish(arguments.plain(), "csv");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (!wish) return base::failed(wish);
  return context.desk.hosts().begin_export(asks).map(
      [&](const venue::HostExport& job) -> CommandRest { return {.work = guests_from(job, *wish)}; });
}

Outcome tell_guest_sheet(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto ticket = arguments.ticket();
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto sheet = context.desk.hosts().sheet(asks, ticket);
  if (!sheet) return base::failed(sheet);
  const auto event = context.desk.hosts().event_of(asks);
  if (!event) return base::failed(event);
  return json::serialize(json_of(*sheet, (*event)->policy, venue::HostDesk::caller_of(asks).role));
}

Outcome add_guest(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  auto& plain = arguments.plain();
  venue::HostAdds adds{.ticket = arguments.ticket()};
  adds.guest.first_name = plain.text_or("first_name", "");
  adds.guest.last_name = plain.text_or("last_name", "");
  adds.guest.company = plain.text_or("company", "");
  adds.guest.email = plain.text_or("email", "");
  adds.guest.language = plain.text_or("language", "");
  adds.guest.list_owner = plain.text_or("list_owner", "");
  adds.category = plain.text_or("category", "");
  adds.places = static_cast<int>(std::clamp<std::int64_t>(plain.number_or("places", 1), 0, most_lines));
  if (object.contains("at_door")) adds.at_door = plain.flag("at_door");
  adds.with = arguments.optional_id<rules::TicketId>("with");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return text_of(context.desk.hosts().add(asks, adds));
}

Outcome amend_guest(CommandContext& context, const json::object& object) {
  return act(context, object, [](HostArguments& arguments, rules::TicketId ticket) {
    return rules::CorrectGuest{.ticket = ticket, .fields = arguments.plain().texts("fields")};
  });
}

Outcome count_guest(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  auto& plain = arguments.plain();
  rules::CountIn tap;
  tap.scan = {arguments.id<rules::ScanId>("scan"), arguments.ticket()};
  tap.category = plain.text_or("category", "");
  const bool back = plain.flag("back");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  auto& hosts = context.desk.hosts();
  const auto written = back ? hosts.count_back(asks, tap.scan) : hosts.count_in(asks, tap);
  return written.map([] { return std::string("{}"); });
}

Outcome hand_guest_on(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto ticket = arguments.ticket();
  auto& plain = arguments.plain();
  rules::Guest instead{.id = arguments.id<rules::GuestId>("guest")};
  instead.first_name = plain.text_or("first_name", "");
  instead.last_name = plain.text_or("last_name", "");
  instead.company = plain.text_or("company", "");
  instead.email = plain.text_or("email", "");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return text_of(context.desk.hosts().hand_on(asks, ticket, instead));
}

Outcome excuse_guest(CommandContext& context, const json::object& object) {
  return act(context, object, [](HostArguments& arguments, rules::TicketId ticket) {
    return rules::Excuse{.ticket = ticket, .excused = arguments.plain().flag("excused")};
  });
}

Outcome note_guest(CommandContext& context, const json::object& object) {
  return act(context, object, [](HostArguments& arguments, rules::TicketId ticket) {
    return rules::TakeNote{
        .ticket = ticket, .kind = arguments.word<rules::NoteKind>("kind"), .text = arguments.plain().text("text")};
  });
}

Outcome settle_guest(CommandContext& context, const json::object& object) {
  return act(context, object, [](HostArguments& arguments, rules::TicketId ticket) {
    return rules::Settle{.ticket = ticket,
                         .settlement = arguments.word<rules::Settlement>("settlement"),
                         .reference = arguments.plain().text_or("reference", "")};
  });
}

Outcome undo_guest(CommandContext& context, const json::object& object) {
  return act(context, object, [](HostArguments& arguments, rules::TicketId ticket) {
    return rules::UndoScan{{.scan = arguments.id<rules::ScanId>("scan"), .ticket = ticket}};
  });
}

Outcome depart_guest(CommandContext& context, const json::object& object) {
  return act(context, object, [](HostArguments& arguments, rules::TicketId ticket) {
    return rules::SeeOff{.ticket = ticket, .persons = arguments.number("persons")};
  });
}

Outcome judge_guest(CommandContext& context, const json::object& object) {
  return act(context, object, [](HostArguments& arguments, rules::TicketId ticket) {
    rules::JudgeConflict judging;
    for (const auto scan : arguments.ids<rules::ScanId>("scans")) judging.verdict.scans.push_back({scan, ticket});
    judging.verdict.verdict = arguments.word<rules::Verdict>("verdict");
    if (const auto stands = arguments.optional_id<rules::ScanId>("stands")) judging.verdict.stands = {*stands, ticket};
    return judging;
  });
}

Outcome withdraw_guest(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto ticket = arguments.ticket();
  const bool back = arguments.plain().flag("back");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return text_of(context.desk.hosts().withdraw(asks, ticket, !back));
}

Outcome move_guest_up(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto ticket = arguments.ticket();
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return text_of(context.desk.hosts().move_up(asks, ticket));
}

Outcome release_seats(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const bool confirmed = arguments.plain().flag("confirm");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.hosts().release(asks, confirmed).map([&](const auto& released) {
    json::array seats;
    for (const auto& seat : released) {
      seats.push_back(json::object{{"line", json_of(seat.line)}, {"excused", seat.excused}});
    }
    return json::serialize(json::object{{"released", confirmed}, {"seats", std::move(seats)}});
  });
}

Outcome tell_arrivals(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  auto& hosts = context.desk.hosts();
  const auto event = hosts.event_of(asks);
  if (!event) return base::failed(event);
  const auto arrivals = hosts.arrivals(asks);
  if (!arrivals) return base::failed(arrivals);
  const auto totals = (*event)->store.journal().totals();
  if (!totals) return base::failed(totals);
  auto& kiosks = context.desk.kiosks();
  const auto listed = kiosks.list();
  if (!listed) return base::failed(listed);
  const auto stock = venue::labels_left(*listed, kiosks.told(), (*event)->record.id);
  const auto lanes = hosts.lanes(asks);
  if (!lanes) return base::failed(lanes);
  auto answer = json_of(*arrivals, **event, *totals, stock, context.desk.now());
  answer["lanes"] = json_of(*lanes);
  return json::serialize(answer);
}

}  // namespace einlass::commands
