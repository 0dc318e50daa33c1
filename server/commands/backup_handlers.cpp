#include "server/commands/arguments.h"
#include "server/commands/handlers.h"
#include "server/venue/desk.h"

#include <algorithm>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

json::array keys_of(const std::vector<std::string>& keys) {
  json::array array;
  for (const auto& key : keys) array.emplace_back(key);
  return array;
}

Outcome written(const venue::BackupJob& job) {
  const auto manifest = job.write();
  if (!manifest) return tl::make_unexpected(manifest.error());
  std::uint64_t entries = 0;
  std::uint64_t guests = 0;
  for (const auto& event : manifest->events) {
    entries += event.entries;
    guests += event.guests;
  }
  return json::serialize(json::object{{"folder", job.folder().string()},
                                      {"events", manifest->events.size()},
                                      {"entries", entries},
                                      {"guests", guests},
                                      {"left_out", keys_of(job.left_out())}});
}

json::object json_of(const venue::ListedBackup& backup, const std::vector<venue::EventSummary>& events) {
  std::vector<std::string> keys;
  for (const auto& event : events) {
    const auto& held = backup.record.events;
    if (std::find(held.begin(), held.end(), event.id) != held.end()) keys.push_back(event.key);
  }
  return {{"folder", backup.record.folder},
          {"made", backup.record.made.unix_ms()},
          {"events", keys_of(keys)},
          {"within_reach", backup.within_reach}};
}

}  // namespace

base::Result<CommandRest> make_backup(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto output = arguments.text("output");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return context.desk.backups().begin(output).map([](const venue::BackupJob& job) -> CommandRest {
    const auto close = [id = job.id()](CommandContext& later, CommandOutcome outcome) -> CommandOutcome {
      if (outcome) return outcome;
      if (auto forgotten = later.desk.backups().forget(id); !forgotten) return tl::make_unexpected(forgotten.error());
      return outcome;
    };
    return {.work = [job] { return written(job); }, .close = close};
  });
}

Outcome list_backups(CommandContext& context, const json::object& object) {
  if (auto done = Arguments(object).done(); !done) return tl::make_unexpected(done.error());
  const auto events = context.desk.events().list();
  if (!events) return tl::make_unexpected(events.error());
  return context.desk.backups().list().map([&](const std::vector<venue::ListedBackup>& backups) {
    json::array result;
    for (const auto& backup : backups) result.push_back(json_of(backup, *events));
    return json::serialize(result);
  });
}

base::Result<CommandRest> seal_recovery_kit(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto passphrase = arguments.text("passphrase");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  return context.desk.backups().kit_secrets().map([&](const wire::KitSecrets& secrets) -> CommandRest {
    return {.work = [secrets, passphrase, made = context.desk.now()] {
      return wire::sealed_kit(secrets, passphrase, made).map([](const std::string& kit) {
        return json::serialize(json::object{{"content", kit}});
      });
    }};
  });
}

Outcome note_recovery_kit(CommandContext& context, const json::object& object) {
  if (auto done = Arguments(object).done(); !done) return tl::make_unexpected(done.error());
  return context.desk.backups().note_kit_saved().map([] { return std::string("{}"); });
}

}  // namespace einlass::commands
