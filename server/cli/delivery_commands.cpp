#include "server/cli/commands.h"
#include "server/cli/dates.h"
#include "server/cli/text_table.h"

#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

struct CrmOptions {
  std::string event, target, place;
  std::vector<std::string> choose;
  bool confirm = false;
};

std::string outlet_counts(const json::value& outlet) {
  const auto& counts = outlet.at("counts");
  auto text = fmt::format("{} settled, {} due, {} without an answer yet, {} refused, {} waiting for a person",
                          number_of(counts, "settled"), number_of(counts, "due"), number_of(counts, "sent"),
                          number_of(counts, "parked"), number_of(counts, "waiting"));
  if (const auto absent = number_of(counts, "not_there"); absent > 0) {
    text += fmt::format(", {} not on the list there, or with a later event's outcome", absent);
  }
  const auto stopped = text_of(outlet, "stopped");
  if (const auto* away = outlet.at("packed_away").if_object(); away != nullptr) {
    const auto label = harmless(std::string(away->at("label").as_string()));
    text += label.empty() ? "; PACKED: another server writes" : fmt::format("; PACKED for {}, which writes", label);
  }
  if (const auto* trouble = outlet.at("trouble").if_object(); trouble != nullptr && stopped.empty()) {
    text +=
        fmt::format("; takes nothing since {} UTC and is tried again: {}", utc_minute(trouble->at("since").as_int64()),
                    harmless(std::string(trouble->at("words").as_string())));
  }
  return stopped.empty() ? text : text + fmt::format("; STOPPED: {}", stopped);
}

std::string proposal_text(const json::value& row) {
  const auto state = text_of(row, "state"), words = text_of(row, "words");
  if (flag_of(row, "left_out")) return "left out";
  if (!words.empty()) return state + ": " + words;
  const auto proposal = text_of(row, "proposal");
  if (state == "not_there" && proposal == "write") return "not on the list there";
  if (!state.empty() && proposal == "write") return state;
  if (proposal == "unknown_person") return "nobody knows who she is there";
  if (proposal == "ambiguous") return "not clear who she is there";
  if (proposal == "objects") return "not to be written";
  return proposal;
}

std::string notes_of(const json::value& row) {
  std::string notes = flag_of(row, "walk_in") ? "walk-in" : "";
  const auto add = [&](const std::string& note) { notes += (notes.empty() ? "" : ", ") + note; };
  if (flag_of(row, "new_person")) add("new person?");
  for (const auto& changed : row.at("changed").as_array()) {
    const auto field = text_of(changed, "field"), listed = text_of(changed, "listed");
    const auto before = listed.empty() ? std::string("nothing") : listed;
    add(field == "name" ? "listed as " + before
                        : fmt::format("{} {}, listed: {}", field, text_of(changed, "here"), before));
  }
  for (const auto& same : row.at("same_as").as_array()) {
    add(fmt::format("same {} as {}", text_of(same, "by") == "email" ? "e-mail" : "name",
                    flag_of(same, "walk_in") ? "another walk-in" : "a guest of the list"));
  }
  return notes;
}

std::string membership_text(const json::value& row) {
  if (flag_of(row, "no_member")) return "no";
  const auto kind = text_of(row, "membership");
  return kind.empty() ? "not known" : harmless(kind);
}

// At the door; of who did not come the day of which it is said, where an event has several.
std::string when_text(const json::value& row) {
  if (!row.at("first_in").is_null()) return utc_minute(number_of(row, "first_in"));
  return row.at("day").is_null() ? "" : text_of(row, "day");
}

std::string diff_text(const json::value& diff) {
  TextTable table({"TICKET", "NAME", "ORGANISATION", "MEMBER", "OUTCOME", "WHEN (UTC)", "THERE", "NOTES"});
  for (const auto& row : diff.at("rows").as_array()) {
    table.add({text_of(row, "ticket"), harmless(text_of(row, "name")), harmless(text_of(row, "company")),
               membership_text(row), text_of(row, "kind"), when_text(row), harmless(proposal_text(row)),
               harmless(notes_of(row))});
  }
  return table.text("Nobody came, and nobody was to come.\n") +
         fmt::format("{}: {}\n", text_of(diff, "target"), outlet_counts(diff));
}

base::Result<void> show_diff(Session& session, const CrmOptions& options) {
  const auto diff = session.run("crm.diff", {{"event", options.event}, {"target", options.target}});
  if (!diff) return base::failed(diff);
  return deliver(session.json() ? json::serialize(*diff) + "\n" : diff_text(*diff), {});
}

// What is due now, one batch after the other; a server that runs does the same, and then there is little left.
base::Result<json::value> deliver_now(Session& session, const CrmOptions& options) {
  while (true) {
    auto batch = session.run("crm.deliver", {{"event", options.event}, {"target", options.target}});
    if (!batch) return batch;
    if (number_of(*batch, "delivered") == 0) return batch->at("outlet");
  }
}

base::Result<void> show_outlet(Session& session, const json::value& outlet) {
  if (session.json()) return deliver(json::serialize(outlet) + "\n", {});
  return deliver(
      fmt::format("{} at {}: {}\n", text_of(outlet, "event"), text_of(outlet, "target"), outlet_counts(outlet)), {});
}

base::Result<void> write_event(Session& session, const CrmOptions& options) {
  json::object arguments{
      {"event", options.event}, {"target", options.target}, {"place", options.place}, {"confirm", options.confirm}};
  if (!options.choose.empty()) arguments["tickets"] = json::array(options.choose.begin(), options.choose.end());
  if (const auto written = session.run("crm.write", arguments); !written) return base::failed(written);
  return deliver_now(session, options).and_then([&](const auto& outlet) { return show_outlet(session, outlet); });
}

base::Result<void> undo_event(Session& session, const CrmOptions& options) {
  const auto undone =
      session.run("crm.undo", {{"event", options.event}, {"target", options.target}, {"confirm", options.confirm}});
  if (!undone) return base::failed(undone);
  return deliver_now(session, options).and_then([&](const auto& outlet) { return show_outlet(session, outlet); });
}

base::Result<void> show_outlets(Session& session, const base::Result<json::value>& outlets) {
  if (!outlets) return base::failed(outlets);
  if (session.json()) return deliver(json::serialize(*outlets) + "\n", {});
  std::string text;
  for (const auto& outlet : outlets->as_array()) {
    text += fmt::format("{} at {}: {}\n", text_of(outlet, "event"), text_of(outlet, "target"), outlet_counts(outlet));
    for (const auto& row : outlet.at("parked").as_array()) {
      const auto ticket = text_of(row, "ticket");
      text += fmt::format("  {}  {}\n", ticket.empty() ? "person " + harmless(text_of(row, "person")) : ticket,
                          harmless(text_of(row, "words")));
    }
  }
  return deliver(text, {});
}

CLI::App& add_for_event(CLI::App& crm, const std::shared_ptr<CrmOptions>& options, const char* name,
                        const char* description) {
  auto& command = *crm.add_subcommand(name, description);
  command.add_option("event", options->event, "the event's key")->required()->type_name("EVENT");
  command.add_option("--to", options->target, "name of the connector")->required()->type_name("TARGET");
  return command;
}

}  // namespace

void add_crm_delivery(CLI::App& crm, const Program& program) {
  const auto options = std::make_shared<CrmOptions>();
  auto& session = program.session;
  auto& diff = add_for_event(crm, options, "diff", "What would be written of an event, and what was");
  diff.get_option("--to")->required(false)->description("name of the connector; where there is but one, that");
  on_run(diff, program, [options, &session] { return show_diff(session, *options); });

  auto& write = add_for_event(crm, options, "write", "Write an event's attendance, and correct it from then on");
  write.add_option("--list", options->place, "what the target calls the event: pretix EVENT/LIST, a subscriber list")
      ->type_name("LIST");
  write.add_option("--choose", options->choose, "these tickets only, beside those that were written before")
      ->type_name("TICKET");
  const char* confirm_text = "although the event is packed and away";
  write.add_flag("--confirm", options->confirm, fmt::format("{}, or nobody knows yet who objects", confirm_text));
  write.footer(
      "What leaves the house: to Pimcore, of whoever came, event, time at the door and category, and the event's\n"
      "segment; to pretix a check-in with the time at the door; to Campaign Monitor the event, and who attended,\n"
      "was excused, was represented or did not come. What the target refused is tried again.\n\n"
      "Examples:\n"
      "  einlass crm diff summit-2026 --to pimcore\n"
      "  einlass crm write summit-2026 --to pimcore\n"
      "  einlass crm write summit-2026 --to tickets --list summit26/12\n");
  on_run(write, program, [options, &session] { return write_event(session, *options); });

  auto& undo = add_for_event(crm, options, "undo", "Take back what was written of an event");
  undo.add_flag("--confirm", options->confirm, confirm_text);
  on_run(undo, program, [options, &session] { return undo_event(session, *options); });

  auto& outbox = *crm.add_subcommand("outbox", "What is on its way, and what was refused, with the target's words");
  outbox.add_option("event", options->event, "the event's key; all without it")->type_name("EVENT");
  on_run(outbox, program, [options, &session] {
    return show_outlets(session, session.run("crm.outbox", {{"event", options->event}}));
  });

  auto& start = *crm.add_subcommand("start", "Go on with a target that stopped, once its key or address is right");
  start.add_option("target", options->target, "name of the connector")->required()->type_name("TARGET");
  start.add_option("--event", options->event, "key of the event for which; all without it")->type_name("EVENT");
  on_run(start, program, [options, &session] {
    return show_outlets(session, session.run("crm.start", {{"target", options->target}, {"event", options->event}}));
  });
}

}  // namespace einlass::cli
