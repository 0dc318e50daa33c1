#include "server/cli/commands.h"
#include "server/cli/passphrase.h"
#include "server/cli/text_table.h"

#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr const char* thing = "the packed event";

struct PackOptions {
  std::string event;
  std::string label;
  fs::path output;
  fs::path passphrase_file;
};

struct UnpackOptions {
  fs::path file;
  std::string key;
  fs::path passphrase_file;
};

// The server's working directory is another one.
std::string whole_path(const fs::path& path) {
  return fs::absolute(path).lexically_normal().string();
}

std::string seats_notice(const json::value& packed) {
  const auto seats = number_of(packed, "seats_held");
  if (seats == 0) return {};
  return fmt::format(
      "{} held by kiosks and pages here and given to nobody else there; assign these kiosks to another event first to "
      "have them back.\n",
      counted(seats, "seat is", "seats are"));
}

base::Result<void> pack(Session& session, const PackOptions& options) {
  const auto passphrase = new_passphrase(options.passphrase_file, thing);
  if (!passphrase) return failed(passphrase);
  const auto packed = session.run("event.pack", {{"event", options.event},
                                                 {"label", options.label},
                                                 {"passphrase", *passphrase},
                                                 {"output", whole_path(options.output)}});
  if (!packed) return failed(packed);
  if (session.json()) return deliver(json::serialize(*packed) + "\n", {});
  return deliver(
      fmt::format("Packed {} with {} and {} into {}.\n"
                  "It holds the guests' names and the event's keys: keep the passphrase away from it, and destroy it "
                  "once it is unpacked. Entries may be made on both servers; pack it there and unpack it here to have "
                  "them together.\n{}",
                  text_of(*packed, "event"), counted(number_of(*packed, "guests"), "ticket", "tickets"),
                  counted(number_of(*packed, "entries"), "entry", "entries"), options.output.string(),
                  seats_notice(*packed)),
      {});
}

std::string numbers_in(const json::value& object, const char* name) {
  std::string text;
  for (const auto& number : array_of(object, name)) {
    text += (text.empty() ? "" : ", ") + std::to_string(number.to_number<std::int64_t>());
  }
  return text;
}

std::string notices(const json::value& unpacked) {
  std::string text;
  if (const auto aside = number_of(unpacked, "put_aside"); aside > 0) {
    text += fmt::format("{} put aside; see einlass journal parked --event {}.\n",
                        counted(aside, "entry was", "entries were"), text_of(unpacked, "event"));
  }
  if (const auto differing = number_of(unpacked, "differing"); differing > 0) {
    text += fmt::format("{} changed on both servers and stayed as here; import the newest list once more.\n",
                        counted(differing, "ticket was", "tickets were"));
  }
  if (const auto beyond = number_of(unpacked, "beyond_cap"); beyond > 0) {
    text += fmt::format(
        "{} more {} a seat, or came, than a hard cap allows; put some on the waiting list, or raise the cap.\n",
        counted(beyond, "person", "persons"), beyond == 1 ? "owns" : "own");
  }
  if (flag_of(unpacked, "settings_differ")) {
    text += "The event's times, policy, texts or badges differ there; those here stayed.\n";
  }
  const bool is_closed_there = flag_of(unpacked, "closed_there"), is_closed_here = flag_of(unpacked, "closed_here");
  if (is_closed_there && !is_closed_here) {
    text += "It is closed there and open here; close it here as well once nothing more is to come.\n";
  }
  if (is_closed_here && !is_closed_there) {
    text += "It is closed here and open there; what was recorded there shows as late entries.\n";
  }
  if (const auto numbers = numbers_in(unpacked, "people_left_out"); !numbers.empty()) {
    text += fmt::format(
        "Numbers that mean somebody else on the other server: {}. Entries of that server under them "
        "are not of the people here.\n",
        numbers);
  }
  if (const auto numbers = numbers_in(unpacked, "people_without_pin"); !numbers.empty()) {
    text += fmt::format("Without a PIN here, until einlass staff pin gives one: {}.\n", numbers);
  }
  return text;
}

base::Result<void> unpack(Session& session, const UnpackOptions& options) {
  const auto passphrase = known_passphrase(options.passphrase_file, thing);
  if (!passphrase) return failed(passphrase);
  json::object arguments{{"file", whole_path(options.file)}, {"passphrase", *passphrase}};
  if (!options.key.empty()) arguments["key"] = options.key;
  const auto unpacked = session.run("event.unpack", arguments);
  if (!unpacked) return failed(unpacked);
  if (session.json()) return deliver(json::serialize(*unpacked) + "\n", {});
  const auto what = fmt::format("{} and {}", counted(number_of(*unpacked, "guests"), "ticket", "tickets"),
                                counted(number_of(*unpacked, "entries"), "entry", "entries"));
  const auto done = flag_of(*unpacked, "is_new")
                        ? fmt::format("Unpacked {} ({}) with {}. Pair kiosks here to let guests in.\n",
                                      text_of(*unpacked, "event"), text_of(*unpacked, "name"), what)
                        : fmt::format("{} was here; {} were new.\n", text_of(*unpacked, "event"), what);
  return deliver(done + notices(*unpacked), {});
}

void add_pack(CLI::App& event, const Program& program) {
  const auto options = std::make_shared<PackOptions>();
  auto& command = *event.add_subcommand("pack", "Pack an event into one sealed file, for another server");
  command.add_option("event", options->event, "the event's key")->required()->type_name("EVENT");
  command.add_option("-o,--output", options->output, "the file to be made; the server writes it")
      ->required()
      ->type_name("FILE");
  command.add_option("--label", options->label, "for whom it is, to be read in the event's history")->type_name("TEXT");
  command.add_option("--passphrase-file", options->passphrase_file, passphrase_help)->type_name("FILE");
  command.footer(
      "Example:\n"
      "  einlass event pack summit-2026 --output /media/stick/summit.einlass --label \"laptop, foyer\"\n");
  on_run(command, program, [options, &session = program.session] { return pack(session, *options); });
}

void add_unpack(CLI::App& event, const Program& program) {
  const auto options = std::make_shared<UnpackOptions>();
  auto& command = *event.add_subcommand(
      "unpack", "Take in a packed event, or what was recorded on another server since it was packed here");
  command.add_option("file", options->file, "the file that einlass event pack wrote")->required()->type_name("FILE");
  command.add_option("--key", options->key, "for an event that is new here, where another one has its key")
      ->type_name("KEY");
  command.add_option("--passphrase-file", options->passphrase_file, passphrase_help)->type_name("FILE");
  command.footer(
      "Example:\n"
      "  einlass event unpack /media/stick/summit.einlass\n");
  on_run(command, program, [options, &session = program.session] { return unpack(session, *options); });
}

}  // namespace

void add_event_packs(CLI::App& event, const Program& program) {
  add_pack(event, program);
  add_unpack(event, program);
}

}  // namespace einlass::cli
