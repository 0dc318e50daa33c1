#include "server/cli/commands.h"
#include "server/cli/dates.h"
#include "server/cli/text_table.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

// "Nord 1 (door main) let 2 in on seats that …"
std::string late_text(const json::value& late) {
  const auto door = text_of(late, "door");
  return fmt::format("{}{} let {} in on seats that had been given away, because it was declared lost",
                     text_of(late, "place"), door.empty() ? "" : fmt::format(" (door {})", door),
                     number_of(late, "persons"));
}

std::string over_text(const json::value& over) {
  const auto category = text_of(over, "category");
  const auto day = text_of(over, "day");
  auto text =
      fmt::format("  {} beyond the cap of {}{}{}", counted(number_of(over, "persons"), "person", "persons"),
                  number_of(over, "cap"), category.empty() ? "" : " for " + category, day.empty() ? "" : " on " + day);
  std::string separator = ": ";
  for (const auto& late : array_of(over, "late")) text += std::exchange(separator, "; ") + late_text(late);
  return text + "\n";
}

std::string closed_text(const json::value& event) {
  if (!flag_of(event, "closed")) return {};
  const auto late = number_of(event, "late_entries");
  return late > 0 ? fmt::format("; reopened by late entries: {} since closing", late) : "; closed";
}

// What of the systems around the server a person has to see to.
std::string systems_text(const json::value& event) {
  const auto& systems = event.at("systems");
  const auto key = text_of(event, "key");
  std::string text;
  for (const auto& target : array_of(systems, "stopped")) {
    text += fmt::format("  STOPPED: nothing goes to {} any more; einlass crm outbox {} says why\n",
                        std::string(target.as_string()), key);
  }
  for (const auto& outlet : array_of(systems, "unreached")) {
    text += fmt::format("  {} has taken nothing since {} UTC and is tried again; einlass crm outbox {} says why\n",
                        text_of(outlet, "target"), utc_minute(number_of(outlet, "since")), key);
  }
  if (const auto refused = number_of(systems, "refused"); refused > 0) {
    text += fmt::format("  {} of its attendance refused; einlass crm outbox {} says why\n",
                        counted(refused, "row", "rows"), key);
  }
  for (const auto& pull : array_of(systems, "failing")) {
    const auto when = pull.at("since").is_null() ? "yet" : "since " + utc_minute(number_of(pull, "since")) + " UTC";
    text +=
        fmt::format("  nothing has come from {} {}; einlass crm status says why\n", text_of(pull, "connector"), when);
  }
  for (const auto& warning : array_of(systems, "warnings")) text += "  " + harmless(text_of(warning, "words")) + "\n";
  return text;
}

std::string event_text(const json::value& event) {
  const auto problem = text_of(event, "problem");
  if (!problem.empty()) return fmt::format("{}\n  cannot be used: {}\n", text_of(event, "key"), problem);
  const auto& totals = event.at("totals");
  const auto total = [&](const char* name) { return number_of(totals, name); };
  const auto listed = number_of(event, "guests");
  const auto others = listed - total("expected_tickets");
  std::string text = fmt::format(
      "{} ({}{}{})\n"
      "  {}, {} expected with {}{}\n"
      "  {} admitted, {} inside, {} walk-ins, {} counted, {} refused\n"
      "  badges: {} printed, {} owed\n",
      text_of(event, "key"), flag_of(event, "rehearsal") ? "REHEARSAL of " : "", text_of(event, "name"),
      closed_text(event), counted(listed, "ticket", "tickets"), total("expected_tickets"),
      counted(total("expected_persons"), "place", "places"),
      others > 0 ? fmt::format(", {} cancelled or not confirmed", others) : std::string(), total("admitted"),
      total("inside"), total("walk_ins"), total("counted"), total("refused"), total("badges_printed"),
      total("badges_owed"));
  if (event.as_object().contains("organiser") && text_of(event, "organiser").empty())
    text += fmt::format("  no privacy notice at kiosks; einlass event set {} --organiser NAME adds it\n",
                        text_of(event, "key"));
  if (flag_of(event, "left_open"))
    text +=
        fmt::format("  over, and nobody has closed it, so that its guests are never erased; einlass event close {}\n",
                    text_of(event, "key"));
  for (const auto& over : array_of(event, "over_caps")) text += over_text(over);
  if (flag_of(event, "lacks_list"))
    text += fmt::format(
        "  a kiosk has a guest list that this server does not have; import the newest one with einlass guests import "
        "{} FILE\n",
        text_of(event, "key"));
  if (total("conflicts") > 0)
    text += fmt::format("  {} to be judged\n", counted(total("conflicts"), "conflict", "conflicts"));
  for (const auto& conflict : array_of(event, "conflicts")) {
    const auto& places = array_of(conflict, "places");
    text += fmt::format("    ticket {}: admitted at {} and, not knowing of that, at {}\n", text_of(conflict, "ticket"),
                        std::string(places.at(0).as_string()), std::string(places.at(1).as_string()));
  }
  if (const auto parked = static_cast<std::int64_t>(array_of(event, "parked").size()); parked > 0) {
    text += fmt::format("  {} put aside; einlass journal parked --event {} says why and what to do\n",
                        counted(parked, "entry was", "entries were"), text_of(event, "key"));
  }
  return text + systems_text(event);
}

std::string_view trouble_words(std::string_view trouble) {
  struct Known {
    std::string_view trouble, words;
  };
  static constexpr std::array known{Known{"", "ready"},
                                    Known{"off", "is off or out of reach"},
                                    Known{"media", "has no labels"},
                                    Known{"ribbon", "has no ribbon or ink"},
                                    Known{"cover", "is open"},
                                    Known{"jam", "is jammed"},
                                    Known{"full", "has no room for more badges"},
                                    Known{"paused", "is paused"},
                                    Known{"settings", "is set up wrongly"},
                                    Known{"stuck", "hangs at a badge"},
                                    Known{"wrong_media", "has other labels loaded"},
                                    Known{"gave_up", "gave a badge up"}};
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const auto& each) { return each.trouble == trouble; });
  return found == known.end() ? "needs a hand" : found->words;
}

std::string printer_text(const json::value& printer) {
  auto text = fmt::format("    printer {}: {}", text_of(printer, "name"), trouble_words(text_of(printer, "trouble")));
  const auto& labels = printer.at("labels_left");
  if (labels.is_number())
    text += fmt::format(", {} left", counted(number_of(printer, "labels_left"), "label", "labels"));
  return text + "\n";
}

// What a person would have to see to, and each printer.
std::string report_text(const json::value& kiosk, std::int64_t now) {
  if (!kiosk.as_object().contains("reported")) return {};
  constexpr std::int64_t much_off_ms = 5'000;
  std::string text;
  if (flag_of(kiosk, "stale")) text += fmt::format("    as it said {}:\n", ago(number_of(kiosk, "reported"), now));
  const auto off = number_of(kiosk, "clock_off_ms");
  if (!kiosk.at("clock_off_ms").is_number()) text += "    nobody vouches for the time there\n";
  if (std::abs(off) >= much_off_ms)
    text += fmt::format("    its clock is {} {}\n", span_text(off), off > 0 ? "ahead" : "behind");
  if (const auto pending = number_of(kiosk, "pending"); pending > 0) {
    text += fmt::format("    {} to hand over, for {}\n", counted(pending, "entry", "entries"),
                        span_text(number_of(kiosk, "sync_lag_ms")));
  }
  if (const auto badges = number_of(kiosk, "badges_waiting"); badges > 0)
    text += fmt::format("    {} printed or waiting\n", counted(badges, "badge is being", "badges are being"));
  for (const auto& printer : array_of(kiosk, "printers")) text += printer_text(printer);
  return text;
}

// "connected, version 0.1.0" or "last seen 3 minutes ago".
std::string presence_text(const json::value& kiosk, std::int64_t now) {
  if (flag_of(kiosk, "revoked")) return "revoked";
  const auto version = text_of(kiosk, "version");
  const auto as = version.empty() ? "" : fmt::format(", version {}", version);
  if (flag_of(kiosk, "connected")) return "connected" + as;
  const auto seen = number_of(kiosk, "last_seen");
  return seen == 0 ? "never connected" : "last seen " + ago(seen, now) + as;
}

std::string kiosk_text(const json::value& kiosk, std::int64_t now) {
  const auto event = text_of(kiosk, "event");
  auto text = fmt::format("  {}: {}, {}\n", text_of(kiosk, "name"), event.empty() ? "no event" : event,
                          presence_text(kiosk, now));
  text += report_text(kiosk, now);
  for (const auto& parked : array_of(kiosk, "parked")) {
    text += fmt::format("    put {} of {} aside ({}); einlass journal parked --event {} says what to do\n",
                        counted(number_of(parked, "entries"), "entry", "entries"), text_of(parked, "event"),
                        text_of(parked, "reason"), text_of(parked, "event"));
  }
  return text;
}

std::string clock_text(std::int64_t off_ms) {
  if (off_ms == 0) return {};
  return fmt::format(
      "The clock of this computer is {} {} venue time, which goes on as before: correct the clock, or if it is right, "
      "say so with einlass venue-time accept.\n",
      span_text(off_ms), off_ms > 0 ? "ahead of" : "behind");
}

base::Result<void> accept_clock(Session& session) {
  const auto accepted = session.run("venue_time.accept", {});
  if (!accepted) return tl::make_unexpected(accepted.error());
  if (session.json()) return deliver(json::serialize(*accepted) + "\n", {});
  const auto off = number_of(*accepted, "clock_off_ms");
  if (off == 0) return deliver("Venue time and the clock of this computer agree; nothing was changed.\n", {});
  return deliver(fmt::format("Venue time is now that of this computer's clock: {} {} than before.\n", span_text(off),
                             off > 0 ? "later" : "earlier"),
                 {});
}

base::Result<void> tell_status(Session& session) {
  const auto status = session.run("status", {});
  if (!status) return tl::make_unexpected(status.error());
  if (session.json()) return deliver(json::serialize(*status) + "\n", {});
  std::string text;
  for (const auto& event : array_of(*status, "events")) text += event_text(event);
  if (text.empty()) text = "There is no event yet; make one with einlass event create.\n";
  if (const auto house = session.run("house.status", {}); house && number_of(*house, "inside") > 0)
    text += house_text(*house);
  const auto& kiosks = array_of(*status, "kiosks");
  if (!kiosks.empty()) text += "Kiosks\n";
  for (const auto& kiosk : kiosks) text += kiosk_text(kiosk, number_of(*status, "time"));
  text += clock_text(number_of(*status, "clock_off_ms"));
  if (!flag_of(*status, "recovery_kit")) {
    text += "No recovery kit is saved: make one with einlass recovery-kit --output FILE and keep it elsewhere.\n";
  }
  return deliver(text, {});
}

}  // namespace

void add_status_command(const Program& program) {
  auto& status = *program.app.add_subcommand("status", "Events, counts and kiosks at a glance");
  on_run(status, program, [&session = program.session] { return tell_status(session); });
  auto& time = *program.app.add_subcommand("venue-time", "The time that counts for entries and kiosks");
  time.require_subcommand(1);
  auto& accept = *time.add_subcommand("accept", "The clock of the server's computer is right: follow it");
  on_run(accept, program, [&session = program.session] { return accept_clock(session); });
}

}  // namespace einlass::cli
