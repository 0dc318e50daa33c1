#include "core/base/file.h"
#include "printing/badge/qr_picture.h"
#include "server/cli/commands.h"
#include "server/cli/text_table.h"
#include "server/report/csv_text.h"

#include <memory>
#include <system_error>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

struct IssueOptions {
  std::string event;
  fs::path output;
  std::string format = "png";
  bool without_code_only = false;
};

base::Result<void> make_folder(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (!failed) return {};
  return base::fail(base::ErrorKind::Storage, fmt::format("The folder {} cannot be made ({}); choose another one.",
                                                          folder.string(), failed.message()));
}

// Not synced one by one, which would take a minute for hundreds; without the list after them they count for nothing.
base::Result<void> write_picture(const IssueOptions& options, const std::string& name, const std::string& code) {
  const auto picture = options.format == "svg" ? badge::qr_svg(code) : badge::qr_png(code);
  if (!picture) return tl::make_unexpected(picture.error());
  return base::write_file(options.output / name, *picture, base::FileMode::Private, base::Sync::Later);
}

// The list for the mailing tool comes last: when it is there, all its pictures are.
base::Result<void> issue_tickets(Session& session, const IssueOptions& options) {
  const auto tickets =
      session.run("tickets.issue", {{"event", options.event}, {"without_code_only", options.without_code_only}});
  if (!tickets) return tl::make_unexpected(tickets.error());
  if (auto folder = make_folder(options.output); !folder) return folder;
  std::string list = report::csv_byte_order_mark +
                     report::csv_row({"name", "email", "category", "places", "code", "file", "ticket_id"});
  for (const auto& ticket : tickets->as_array()) {
    const auto file = text_of(ticket, "ticket") + "." + options.format;
    if (auto written = write_picture(options, file, text_of(ticket, "code")); !written) return written;
    list += report::csv_row({text_of(ticket, "name"), text_of(ticket, "email"), text_of(ticket, "category"),
                             std::to_string(number_of(ticket, "places")), text_of(ticket, "code"), file,
                             text_of(ticket, "ticket")});
  }
  const auto list_file = options.output / "tickets.csv";
  if (auto written = base::write_file(list_file, list, base::FileMode::Private); !written) return written;
  const auto count = static_cast<std::int64_t>(tickets->as_array().size());
  if (session.json()) {
    return deliver(json::serialize(json::object{{"tickets", count}, {"list", list_file.string()}}) + "\n", {});
  }
  return deliver(
      fmt::format("Issued {}; the list for mailing is {}.\n", counted(count, "ticket", "tickets"), list_file.string()),
      {});
}

}  // namespace

void add_ticket_commands(const Program& program) {
  auto& tickets = *program.app.add_subcommand("tickets", "Issue tickets of our own");
  tickets.require_subcommand(1);
  const auto options = std::make_shared<IssueOptions>();
  auto& issue = *tickets.add_subcommand(
      "issue",
      "Make signed ticket codes for all confirmed guests: a QR picture each, and tickets.csv for the mailing tool. "
      "The same guest gets the same code every time");
  issue.add_option("--event", options->event, "the event's key")->required()->type_name("KEY");
  issue.add_option("--output", options->output, "folder for pictures and list")->required()->type_name("FOLDER");
  issue.add_option("--format", options->format, "of the pictures")
      ->capture_default_str()
      ->check(CLI::IsMember({"png", "svg"}));
  issue.add_flag("--without-code-only", options->without_code_only, "only for guests whose list had no code");
  issue.footer(
      "Example:\n"
      "  einlass tickets issue --event summit-2026 --output tickets --without-code-only\n");
  on_run(issue, program, [options, &session = program.session] { return issue_tickets(session, *options); });
}

}  // namespace einlass::cli
