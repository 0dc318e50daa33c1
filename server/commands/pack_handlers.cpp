#include "server/commands/pack_handlers.h"

#include "core/base/bytes.h"
#include "core/base/file.h"
#include "server/commands/arguments.h"
#include "server/venue/desk.h"

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::commands {

namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

using base::ErrorKind;

constexpr std::uint64_t largest_on_a_page = 24U << 20U;  // as base64url it is what a page may upload
constexpr const char* ending = ".einlass";

// A file that is gone when the last one lets go of it.
std::shared_ptr<const fs::path> passing_file(fs::path path) {
  return {new fs::path(std::move(path)), [](const fs::path* file) {
            std::error_code left_over;
            fs::remove(*file, left_over);
            delete file;
          }};
}

base::Result<void> check_path(const CommandContext& context, const fs::path& path) {
  if (context.caller) {
    return base::fail(ErrorKind::Refused, "Files on the server's own disk are not named by pages.");
  }
  if (path.is_absolute()) return {};
  return base::fail(ErrorKind::InvalidInput, "The file must be named with its whole path.");
}

base::Result<std::string> content_of(const fs::path& file, std::uint64_t bytes) {
  if (bytes > largest_on_a_page) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("The packed event has {} MiB, too much for a page; pack it with einlass event pack, "
                                  "on the server's machine.",
                                  bytes >> 20U));
  }
  return base::read_file(file).map([](const std::string& content) { return base::base64url(base::to_bytes(content)); });
}

CommandOutcome packed(const venue::PackJob& job, const fs::path& output, const std::string& passphrase, bool is_kept) {
  const auto figures = job.write(output, passphrase);
  if (!figures) return failed(figures);
  const auto content = is_kept ? base::Result<std::string>("") : content_of(output, figures->bytes);
  if (!content) return failed(content);
  return json::serialize(json::object{{"event", job.key()},
                                      {"name", job.key() + ending},
                                      {"content", *content},
                                      {"entries", figures->entries},
                                      {"guests", figures->guests},
                                      {"bytes", figures->bytes},
                                      {"seats_held", job.seats_held()}});
}

json::array numbers_in(const std::vector<std::uint32_t>& numbers) {
  json::array array;
  for (const auto number : numbers) array.emplace_back(number);
  return array;
}

std::string json_of(const venue::Unpacked& unpacked) {
  return json::serialize(json::object{{"event", unpacked.event.key},
                                      {"name", unpacked.event.name},
                                      {"is_new", unpacked.is_new},
                                      {"entries", unpacked.entries},
                                      {"put_aside", unpacked.put_aside},
                                      {"guests", unpacked.guests},
                                      {"differing", unpacked.differing},
                                      {"beyond_cap", unpacked.beyond_cap},
                                      {"settings_differ", unpacked.settings_differ},
                                      {"closed_there", unpacked.closed_there},
                                      {"closed_here", unpacked.closed_here},
                                      {"people_left_out", numbers_in(unpacked.people.left_out)},
                                      {"people_without_pin", numbers_in(unpacked.people.without_pin)}});
}

// What a page sent, as a file.
base::Result<std::shared_ptr<const fs::path>> file_with(const std::string& content, const fs::path& place) {
  const auto bytes = base::from_base64url(content);
  if (!bytes) return base::fail(ErrorKind::InvalidInput, "The argument \"content\" must be base64url.");
  return base::write_file(place, base::as_text(*bytes), base::FileMode::Private).map([&] {
    return passing_file(place);
  });
}

}  // namespace

base::Result<CommandRest> pack_event(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const venue::PackOrder order{
      .event = arguments.text("event"), .label = arguments.text_or("label", ""), .by = context.caller_number()};
  const auto passphrase = arguments.text("passphrase");
  const auto output = arguments.optional_text("output");
  if (auto done = arguments.done(); !done) return failed(done);
  if (output) {
    if (auto fits = check_path(context, *output); !fits) return failed(fits);
  }
  const auto job = context.desk.packs().begin(order);
  if (!job) return failed(job);
  const auto passing = output ? nullptr : passing_file(context.desk.packs().folder_for_one());
  const auto place = output ? fs::path(*output) : *passing;
  return CommandRest{.work = [job = *job, place, passing, passphrase,
                              is_kept = output.has_value()] { return packed(job, place, passphrase, is_kept); },
                     .close = [job = *job, order](CommandContext& later, CommandOutcome outcome) -> CommandOutcome {
                       if (!outcome) return outcome;
                       const auto noted = later.desk.packs().note_packed(job, order);
                       return noted ? outcome : CommandOutcome(failed(noted));
                     }};
}

base::Result<CommandRest> unpack_event(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const venue::UnpackOrder order{.key = arguments.text_or("key", ""), .by = context.caller};
  const auto passphrase = arguments.text("passphrase");
  const auto content = arguments.optional_text("content");
  const auto named = arguments.optional_text("file");
  if (auto done = arguments.done(); !done) return failed(done);
  if (content.has_value() == named.has_value()) {
    return base::fail(ErrorKind::InvalidInput, "Either the argument \"content\" or \"file\" must be given.");
  }
  if (named) {
    if (auto fits = check_path(context, *named); !fits) return failed(fits);
  }
  const auto opened = std::make_shared<std::optional<venue::OpenedPack>>();
  const auto work = [opened, content, named, passphrase, folder = context.desk.packs().folder_for_one(),
                     upload = context.desk.packs().folder_for_one()]() -> CommandOutcome {
    const auto file = named ? base::Result<std::shared_ptr<const fs::path>>(std::make_shared<const fs::path>(*named))
                            : file_with(*content, upload);
    if (!file) return failed(file);
    return venue::open_pack(**file, passphrase, folder).map([&](venue::OpenedPack pack) {
      *opened = std::move(pack);
      return std::string();
    });
  };
  const auto close = [opened, order](CommandContext& later, CommandOutcome outcome) -> CommandOutcome {
    if (!outcome) return outcome;
    return later.desk.packs().take(**opened, order).map(&json_of);
  };
  return CommandRest{.work = work, .close = close};
}

Outcome tell_packs(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  if (auto done = arguments.done(); !done) return failed(done);
  const auto history = context.desk.packs().history(event);
  if (!history) return failed(history);
  json::array packed;
  for (const auto& note : history->packed) {
    packed.push_back(json::object{{"at", note.at.unix_ms()}, {"by", note.by}, {"label", note.label}});
  }
  json::array unpacked;
  for (const auto& note : history->unpacked) {
    unpacked.push_back(json::object{{"at", note.at.unix_ms()},
                                    {"by", note.by},
                                    {"packed", note.packed.unix_ms()},
                                    {"label", note.label},
                                    {"entries", note.entries},
                                    {"guests", note.guests},
                                    {"is_from_here", context.desk.packs().is_this_server(note.server)}});
  }
  return json::serialize(json::object{{"came_packed", history->came_packed},
                                      {"away", context.desk.packs().is_away(*history)},
                                      {"packed", std::move(packed)},
                                      {"unpacked", std::move(unpacked)}});
}

}  // namespace einlass::commands
