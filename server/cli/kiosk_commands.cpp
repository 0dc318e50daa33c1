#include "core/base/file.h"
#include "printing/badge/qr_picture.h"
#include "server/cli/commands.h"
#include "server/cli/terminal_qr.h"
#include "server/cli/text_table.h"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

struct PairOptions {
  std::string name, door, event;
  int minutes = 30;
  bool takes_event = false;
  std::filesystem::path qr;
  std::vector<std::string> addresses;
  int port = 0;
};

base::Result<void> write_qr(const std::filesystem::path& file, const std::string& code) {
  if (file.empty()) return {};
  const auto picture = file.extension() == ".svg" ? badge::qr_svg(code) : badge::qr_png(code);
  if (!picture) return tl::make_unexpected(picture.error());
  return base::write_file(file, *picture, base::FileMode::Private);
}

// It has an identity, so that it takes no code that is held up to it.
std::string words_for_a_paired_kiosk(const json::value& offer, const PairOptions& options) {
  return fmt::format(
      "Stop einlass-kiosk on the machine that brings its event along, and type there:\n\n"
      "  einlass-kiosk --hand-over --pair \"{}\"\n\n"
      "If the kiosk is started with --config FILE, give the same --config here. Then start it again.\n"
      "The code works once and for {} minutes.\n",
      text_of(offer, "readable"), options.minutes);
}

base::Result<void> pair_kiosk(Session& session, const PairOptions& options) {
  session.set_reach(options.addresses, options.port);
  const auto offer = session.run("kiosk.pair", {{"name", options.name},
                                                {"door", options.door},
                                                {"event", options.event},
                                                {"minutes", options.minutes},
                                                {"takes_event", options.takes_event}});
  if (!offer) return tl::make_unexpected(offer.error());
  const auto code = text_of(*offer, "code");
  if (auto written = write_qr(options.qr, code); !written) return written;
  if (session.json()) return deliver(json::serialize(*offer) + "\n", {});
  if (options.takes_event) return deliver(words_for_a_paired_kiosk(*offer, options), {});
  const auto symbol = badge::QrSymbol::encode(code);
  if (!symbol) return tl::make_unexpected(symbol.error());
  std::cout << terminal_qr(*symbol, isatty(STDOUT_FILENO) == 1);
  return deliver(fmt::format("\nHold this code up to the new kiosk \"{}\", or to its hand scanner. Or type there:\n\n"
                             "  einlass-kiosk --pair \"{}\"\n\n"
                             "If the kiosk is started with --config FILE, give the same --config here.\n"
                             "The code works once and for {} minutes.\n",
                             options.name, text_of(*offer, "readable"), options.minutes),
                 {});
}

base::Result<void> list_kiosks(Session& session) {
  const auto kiosks = session.run("kiosk.list", {});
  if (!kiosks) return tl::make_unexpected(kiosks.error());
  if (session.json()) return deliver(json::serialize(*kiosks) + "\n", {});
  const auto now = base::SystemClock().wall().unix_ms();
  TextTable table({"NAME", "DOOR", "EVENT", "SEEN", "ID"});
  for (const auto& kiosk : kiosks->as_array()) {
    const auto seen = number_of(kiosk, "last_seen");
    const auto state = flag_of(kiosk, "revoked") ? "revoked" : seen == 0 ? "never" : ago(seen, now);
    table.add({text_of(kiosk, "name"), text_of(kiosk, "door"), text_of(kiosk, "event"), state, text_of(kiosk, "id")});
  }
  return deliver(table.text("No kiosk is paired yet; einlass kiosk pair makes a code.\n"), {});
}

struct AssignOptions {
  std::string kiosk, event;
  std::string door;
  bool has_door = false;
  std::string name;
};

base::Result<void> assign_kiosk(Session& session, const AssignOptions& options) {
  json::object arguments{{"kiosk", options.kiosk}, {"event", options.event}};
  if (options.has_door) arguments["door"] = options.door;
  if (!options.name.empty()) arguments["name"] = options.name;
  const auto kiosk = session.run("kiosk.assign", arguments);
  if (!kiosk) return tl::make_unexpected(kiosk.error());
  if (session.json()) return deliver(json::serialize(*kiosk) + "\n", {});
  return deliver(fmt::format("{} now works for {}.\n", text_of(*kiosk, "name"), text_of(*kiosk, "event")), {});
}

base::Result<void> revoke_kiosk(Session& session, const std::string& name) {
  const auto kiosk = session.run("kiosk.revoke", {{"kiosk", name}});
  if (!kiosk) return tl::make_unexpected(kiosk.error());
  if (session.json()) return deliver(json::serialize(*kiosk) + "\n", {});
  return deliver(fmt::format("{} is revoked; the server refuses it from now on.\n", text_of(*kiosk, "name")), {});
}

struct MessageOptions {
  std::string german, english, event;
  int minutes = 60;
  bool withdraw = false;
};

base::Result<void> send_message(Session& session, const MessageOptions& options) {
  json::object arguments;
  if (!options.event.empty()) arguments["event"] = options.event;
  if (!options.withdraw) {
    arguments["de"] = options.german;
    arguments["en"] = options.english;
    arguments["minutes"] = options.minutes;
  }
  const auto answer = session.run(options.withdraw ? "message.withdraw" : "message.put", arguments);
  if (!answer) return tl::make_unexpected(answer.error());
  if (session.json()) return deliver(json::serialize(*answer) + "\n", {});
  const auto whose =
      options.event.empty() ? "All kiosks of this venue" : fmt::format("All kiosks of {}", options.event);
  if (options.withdraw) return deliver(fmt::format("{} show the message no longer.\n", whose), {});
  return deliver(fmt::format("{} show the message for {}, or until it is withdrawn.\n", whose,
                             counted(options.minutes, "minute", "minutes")),
                 {});
}

void add_message(CLI::App& kiosk, const Program& program) {
  const auto options = std::make_shared<MessageOptions>();
  auto& message = *kiosk.add_subcommand("message", "Show a message on all kiosks, or withdraw it");
  auto* withdraw = message.add_flag("--withdraw", options->withdraw, "show no message any more");
  auto* german = message.add_option("german", options->german, "the text in German, at most 160 letters");
  auto* english = message.add_option("english", options->english, "the same in English");
  german->type_name("TEXT_DE")->excludes(withdraw);
  english->type_name("TEXT_EN")->excludes(withdraw);
  message.add_option("--event", options->event, "only on the kiosks of this event")->type_name("KEY");
  message.add_option("--minutes", options->minutes, "for how long, at most three days")
      ->type_name("N")
      ->capture_default_str();
  message.footer(
      "Example:\n"
      "  einlass kiosk message \"Der Beginn verschiebt sich auf 19:30 Uhr.\" \\\n"
      "      \"The start is put off until 7:30 p.m.\" --event summit-2026\n");
  on_run(message, program, [options, &session = program.session] { return send_message(session, *options); });
}

void add_pair(CLI::App& kiosk, const Program& program) {
  const auto options = std::make_shared<PairOptions>();
  auto& pair = *kiosk.add_subcommand("pair", "Make a one-time code with which a new kiosk joins this venue");
  pair.add_option("name", options->name, "the kiosk's name, as staff call it")->required()->type_name("NAME");
  auto* event = pair.add_option("--event", options->event, "the event that it works for")->type_name("KEY");
  pair.add_flag("--takes-event", options->takes_event,
                "for a kiosk that served a lost server: take its event, guests and entries from it")
      ->excludes(event);
  pair.add_option("--door", options->door, "the door at which it stands");
  pair.add_option("--minutes", options->minutes, "how long the code works")->capture_default_str()->type_name("N");
  pair.add_option("--qr", options->qr,
                  "write the code as a picture, too (.png or .svg), to be printed or shown on a phone")
      ->type_name("FILE");
  pair.add_option("--address", options->addresses,
                  "where the kiosk finds the server; only without a running server, may be repeated")
      ->type_name("HOST")
      ->allow_extra_args(false);
  pair.add_option("--port", options->port, "the server's port; likewise")->type_name("N")->check(CLI::Range(1, 65535));
  pair.footer(
      "Example:\n"
      "  einlass kiosk pair \"Nord 1\" --event summit-2026 --door north --qr nord-1.png\n");
  on_run(pair, program, [options, &session = program.session] { return pair_kiosk(session, *options); });
}

void add_assign(CLI::App& kiosk, const Program& program) {
  const auto options = std::make_shared<AssignOptions>();
  auto& assign = *kiosk.add_subcommand("assign", "Let a kiosk work for an event");
  assign.add_option("kiosk", options->kiosk, "name or id")->required()->type_name("KIOSK");
  assign.add_option("--event", options->event, "the event's key")->required()->type_name("KEY");
  auto* door = assign.add_option("--door", options->door, "the door at which it stands");
  assign.add_option("--name", options->name, "what it is called from now on")->type_name("NAME");
  on_run(assign, program, [options, door, &session = program.session] {
    options->has_door = door->count() > 0;
    return assign_kiosk(session, *options);
  });
}

}  // namespace

void add_kiosk_commands(const Program& program) {
  auto& kiosk = *program.app.add_subcommand("kiosk", "Pair, assign and revoke kiosks, and show a message on them");
  kiosk.require_subcommand(1);
  add_pair(kiosk, program);
  auto& list = *kiosk.add_subcommand("list", "List all kiosks, and when they were last seen");
  on_run(list, program, [&session = program.session] { return list_kiosks(session); });
  add_assign(kiosk, program);
  add_message(kiosk, program);
  const auto name = std::make_shared<std::string>();
  auto& revoke = *kiosk.add_subcommand("revoke", "Lock a kiosk out, for example one that was lost");
  revoke.add_option("kiosk", *name, "name or id")->required()->type_name("KIOSK");
  on_run(revoke, program, [name, &session = program.session] { return revoke_kiosk(session, *name); });
}

}  // namespace einlass::cli
