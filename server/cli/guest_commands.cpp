#include "core/base/bytes.h"
#include "core/base/file.h"
#include "server/cli/commands.h"
#include "server/cli/erasure_text.h"
#include "server/cli/import_report.h"
#include "server/cli/text_table.h"

#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kLargestList = 32U << 20U;  // 100,000 guests are some 15 MB

struct ImportOptions {
  std::filesystem::path file;
  std::string event;
  std::string source = "csv";
  std::string list;
  std::vector<std::string> categories;  // TYPE=KEY
  bool dry_run = false;
  bool withdraw_missing = false;
};

base::Result<json::object> ticket_types_of(const std::vector<std::string>& pairs) {
  json::object types;
  for (const auto& pair : pairs) {
    const auto equals = pair.rfind('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == pair.size()) {
      return base::fail(base::ErrorKind::InvalidInput,
                        fmt::format("\"{}\" names no category; write --category \"Ticket type=category\".", pair));
    }
    types[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  return types;
}

base::Result<void> import_guests(Session& session, const ImportOptions& options) {
  const auto content = base::read_file(options.file, kLargestList);
  if (!content) return tl::make_unexpected(content.error());
  const auto types = ticket_types_of(options.categories);
  if (!types) return tl::make_unexpected(types.error());
  const auto report = session.run("guests.import", {{"event", options.event},
                                                    {"content", base::base64url(base::to_bytes(*content))},
                                                    {"source", options.source},
                                                    {"list", options.list},
                                                    {"ticket_types", *types},
                                                    {"withdraw_missing", options.withdraw_missing},
                                                    {"dry_run", options.dry_run}});
  if (!report) {
    if (report.error().kind != base::ErrorKind::InvalidInput) return tl::make_unexpected(report.error());
    return base::fail(report.error().kind, fmt::format("{}: {}", options.file.string(), report.error().message));
  }
  const auto text = session.json() ? json::serialize(*report) + "\n" : import_report_text(*report);
  if (auto delivered = deliver(text, {}); !delivered) return delivered;
  if (number_of(*report, "rows") > 0) return {};
  return base::fail(base::ErrorKind::InvalidInput,
                    fmt::format("{}: every row was refused and nothing was imported; correct the list and import it "
                                "again.",
                                options.file.string()));
}

struct EraseOptions {
  std::string event;
  std::vector<std::string> guests;
};

base::Result<void> erase_guests(Session& session, const EraseOptions& options) {
  json::array guests;
  for (const auto& guest : options.guests) guests.emplace_back(guest);
  const auto erased = session.run("guests.erase", {{"event", options.event}, {"guests", std::move(guests)}});
  if (!erased) return tl::make_unexpected(erased.error());
  const auto rewritten = static_cast<std::int64_t>(array_of(*erased, "rewritten").size());
  const auto text = session.json() ? json::serialize(*erased) + "\n"
                                   : fmt::format("Erased {} here and in {}; kiosks follow as they connect.\n",
                                                 counted(number_of(*erased, "erased"), "guest", "guests"),
                                                 counted(rewritten, "backup", "backups")) +
                                         still_held_text(*erased);
  if (auto told = deliver(text, {}); !told) return told;
  return all_rewritten(*erased);
}

void add_erase_command(CLI::App& guests, const Program& program) {
  const auto options = std::make_shared<EraseOptions>();
  auto& erase = *guests.add_subcommand(
      "erase",
      "Erase persons for ever, here, on every kiosk and in the backups within reach; that they came still counts");
  erase.add_option("event", options->event, "the event's key")->required()->type_name("EVENT");
  erase.add_option("guests", options->guests, "ids, as in the attendance's column guest_id")
      ->required()
      ->type_name("GUEST");
  on_run(erase, program, [options, &session = program.session] { return erase_guests(session, *options); });
}

}  // namespace

void add_guest_commands(const Program& program) {
  auto& guests = *program.app.add_subcommand("guests", "Bring in guest lists, erase guests");
  guests.require_subcommand(1);
  const auto options = std::make_shared<ImportOptions>();
  auto& import = *guests.add_subcommand(
      "import",
      "Import a guest list from a CSV file, again and again: nothing is deleted, and what kiosks and hosts changed "
      "stays");
  import.add_option("file", options->file, "CSV with a header; comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252")
      ->required()
      ->type_name("FILE");
  import.add_option("--event", options->event, "the event's key")->required()->type_name("KEY");
  import.add_option("--source", options->source, "where the list comes from; lists of one source belong together")
      ->capture_default_str()
      ->type_name("WORD");
  import.add_option("--list", options->list, "whose guests they are, where the list has no column for it")
      ->type_name("OWNER");
  import.add_option("--category", options->categories, "which category a ticket type means; may be repeated")
      ->type_name("TYPE=KEY")
      ->allow_extra_args(false);
  import.add_flag("--dry-run", options->dry_run, "show what would change, and write nothing");
  import.add_flag("--withdraw-missing", options->withdraw_missing,
                  "cancel tickets of this source that the list does not have any more");
  import.footer(
      "Example:\n"
      "  einlass guests import guests.csv --event summit-2026 --category \"Early bird=member\" --dry-run\n"
      "docs/guest-lists.md says which columns are known and what happens to each row.\n");
  on_run(import, program, [options, &session = program.session] { return import_guests(session, *options); });
  add_erase_command(guests, program);
}

}  // namespace einlass::cli
