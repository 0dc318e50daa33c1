#include "core/base/clock.h"
#include "core/base/file.h"
#include "server/cli/commands.h"
#include "server/cli/export_file.h"
#include "server/cli/text_table.h"
#include "server/report/journal_lines.h"

#include <algorithm>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

struct JournalExportOptions {
  std::string event;
  std::filesystem::path output;
};

base::Result<void> export_journal(Session& session, const JournalExportOptions& options) {
  return run_export(session, {"journal.export", {{"event", options.event}}}, options.output);
}

// What happened, what to do; by the words of docs/journal.md, Sync.
std::string parked_advice(const std::string& reason) {
  if (reason == "forked") {
    return "Another entry has the same number: a disk was copied or put back to an earlier state, or an entry was "
           "changed. The machine goes on in a new journal by itself; compare what was written there with the "
           "attendance "
           "by hand.";
  }
  if (reason == "broken_chain") {
    return "It does not follow the entry before it, so one of the two was changed or damaged: compare what was written "
           "there with the attendance by hand.";
  }
  if (reason == "unknown_fact") {
    return "A newer version wrote it: install that version on the server, which then takes it in by itself.";
  }
  if (reason == "not_signed_in") {
    return "A kiosk wrote what only a person may decide, and nobody can sign in there, or a host's page wrote what is "
           "not "
           "hers to say: look into that kiosk or phone; the entry counts for nothing.";
  }
  if (reason == "other_event") {
    return "It is about another event than the one it was sent for: look into that kiosk; the entry counts for "
           "nothing.";
  }
  return "Install the same version on server and command line, which then can say more.";
}

// Of what a kiosk put aside. It came from this server, which therefore has it.
std::string kiosk_advice(const std::string& reason) {
  if (reason == "unknown_fact") {
    return "A newer version wrote them: install that version on the kiosk, which then takes them in by itself.";
  }
  if (reason == "forked" || reason == "broken_chain") {
    return "The kiosk has other entries in their place: a disk was copied or put back to an earlier state, or an entry "
           "was changed. What the server has counts; alone, the kiosk decides without these: give it an empty state "
           "directory and pair it anew once it has handed everything over.";
  }
  return parked_advice(reason);
}

// What the kiosks put aside of an event: [{kiosk, reason, entries}].
json::array parked_at_kiosks(const json::value& status, const std::string& event) {
  json::array found;
  for (const auto& kiosk : array_of(status, "kiosks")) {
    for (const auto& parked : array_of(kiosk, "parked")) {
      if (text_of(parked, "event") != event) continue;
      found.push_back(json::object{{"kiosk", text_of(kiosk, "name")},
                                   {"reason", text_of(parked, "reason")},
                                   {"entries", number_of(parked, "entries")}});
    }
  }
  return found;
}

base::Result<void> list_parked(Session& session, const std::string& event) {
  const auto status = session.run("status", {});
  if (!status) return tl::make_unexpected(status.error());
  const auto& events = array_of(*status, "events");
  const auto found =
      std::find_if(events.begin(), events.end(), [&](const auto& each) { return text_of(each, "key") == event; });
  if (found == events.end()) {
    return base::fail(base::ErrorKind::NotFound,
                      fmt::format("There is no event \"{}\"; einlass event list names them.", event));
  }
  const auto& parked = array_of(*found, "parked");
  const auto at_kiosks = parked_at_kiosks(*status, event);
  if (session.json()) {
    auto all = parked;
    all.insert(all.end(), at_kiosks.begin(), at_kiosks.end());
    return deliver(json::serialize(all) + "\n", {});
  }
  std::string text;
  for (const auto& entry : parked) {
    const auto place = text_of(entry, "place");
    text += fmt::format("Entry {} of journal {}, {}: {}\n  {}\n", number_of(entry, "sequence"),
                        text_of(entry, "journal"), place.empty() ? "place unknown" : "written at " + place,
                        text_of(entry, "reason"), parked_advice(text_of(entry, "reason")));
  }
  for (const auto& each : at_kiosks) {
    text += fmt::format("{} at {}: {}\n  {}\n", counted(number_of(each, "entries"), "entry", "entries"),
                        text_of(each, "kiosk"), text_of(each, "reason"), kiosk_advice(text_of(each, "reason")));
  }
  return deliver(text.empty() ? "No entry of this event was put aside.\n" : text, {});
}

struct VerifyOptions {
  std::filesystem::path file;
  std::filesystem::path ends;
};

tl::unexpected<base::Error> cut_short(const std::filesystem::path& file) {
  return base::fail(base::ErrorKind::Storage,
                    fmt::format("{} could not be read to its end; try another copy.", file.string()));
}

base::Result<void> verify_journal(const VerifyOptions& options) {
  const auto& file = options.file;
  auto lines = base::open_file(file);
  if (!lines) return base::failed(lines);
  std::optional<std::ifstream> earlier;
  if (!options.ends.empty()) {
    auto read = base::open_file(options.ends);
    if (!read) return base::failed(read);
    earlier = *std::move(read);
  }
  const auto verified = report::verify_journal_lines(*lines, earlier ? &*earlier : nullptr);
  if (lines->bad()) return cut_short(file);
  if (earlier && earlier->bad()) return cut_short(options.ends);
  if (!verified) {
    return base::fail(verified.error().kind, fmt::format("{}: {}", file.string(), verified.error().message));
  }
  for (const auto& parked : verified->parked) std::cout << parked << '\n';
  for (const auto& finding : verified->findings) std::cout << finding << '\n';
  if (!verified->findings.empty()) {
    return base::fail(
        base::ErrorKind::InvalidInput,
        fmt::format("{} is not the journal as it was written: the first that is wrong is {}; take the original, or "
                    "export it again.",
                    file.string(), verified->first_broken));
  }
  return deliver(fmt::format("{} verified, {} erased.\n",
                             counted(static_cast<std::int64_t>(verified->entries), "entry", "entries"),
                             counted(static_cast<std::int64_t>(verified->erased), "private part", "private parts")),
                 {});
}

base::Result<void> list_phones(Session& session, const std::string& event) {
  const auto phones = session.run("journal.list", {{"event", event}});
  if (!phones) return tl::make_unexpected(phones.error());
  if (session.json()) return deliver_json(*phones);
  const auto now = base::SystemClock().wall().unix_ms();
  TextTable table({"JOURNAL", "OF", "LAST HEARD", "ENTRIES", "SEATS"});
  for (const auto& each : phones->as_array()) {
    table.add({text_of(each, "journal"), harmless(text_of(each, "name")), ago(number_of(each, "met"), now),
               std::to_string(number_of(each, "held")), std::to_string(number_of(each, "seats"))});
  }
  return deliver(table.text("No phone writes a journal of this event.\n"), {});
}

struct LostPhone {
  std::string event;
  std::string journal;
};

base::Result<void> give_phone_up(Session& session, const LostPhone& phone) {
  const auto done = session.run("journal.lost", {{"event", phone.event}, {"journal", phone.journal}});
  if (!done) return tl::make_unexpected(done.error());
  return deliver("That phone is given up: nobody waits for it, and what it hands over all the same is kept.\n", {});
}

void add_phone_commands(CLI::App& journal, const Program& program) {
  const auto event = std::make_shared<std::string>();
  auto& phones =
      *journal.add_subcommand("phones", "Phones of hosts that write a journal of their own without a network");
  phones.add_option("--event", *event, "the event's key")->required()->type_name("KEY");
  on_run(phones, program, [event, &session = program.session] { return list_phones(session, *event); });

  const auto phone = std::make_shared<LostPhone>();
  auto& lost = *journal.add_subcommand("lost", "Give up a phone that will not come back, with the seats that it holds");
  lost.add_option("journal", phone->journal, "as journal phones names it")->required()->type_name("JOURNAL");
  lost.add_option("--event", phone->event, "the event's key")->required()->type_name("KEY");
  on_run(lost, program, [phone, &session = program.session] { return give_phone_up(session, *phone); });
}

}  // namespace

void add_journal_commands(const Program& program) {
  auto& journal =
      *program.app.add_subcommand("journal", "Export and verify the journal of an event, list what was put aside");
  journal.require_subcommand(1);
  const auto options = std::make_shared<JournalExportOptions>();
  auto& out = *journal.add_subcommand("export", "Every entry as a line of JSON, with hashes and private parts");
  out.add_option("--event", options->event, "the event's key")->required()->type_name("KEY");
  out.add_option("--output", options->output, "file; standard output without it, or with -")->type_name("FILE");
  on_run(out, program, [options, &session = program.session] { return export_journal(session, *options); });

  const auto event = std::make_shared<std::string>();
  auto& parked = *journal.add_subcommand("parked", "Entries that the server could not take in, why, and what to do");
  parked.add_option("--event", *event, "the event's key")->required()->type_name("KEY");
  on_run(parked, program, [event, &session = program.session] { return list_parked(session, *event); });
  add_phone_commands(journal, program);

  const auto check = std::make_shared<VerifyOptions>();
  auto& verify = *journal.add_subcommand("verify", "Check the hashes of an exported journal; needs no server");
  verify.add_option("file", check->file, "as journal export wrote it")->required()->type_name("FILE");
  verify
      .add_option("--ends", check->ends, "an earlier export, or its last line: what it ends with must be in this one")
      ->type_name("FILE");
  on_run(verify, program, [check] { return verify_journal(*check); });
}

}  // namespace einlass::cli
