#include "server/cli/commands.h"
#include "server/cli/export_file.h"
#include "server/cli/text_table.h"

#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

namespace einlass::cli {
namespace {

namespace json = boost::json;

struct ExportOptions {
  std::string event;
  std::string format = "csv";
  std::string language = "en";
  std::filesystem::path output;
};

base::Result<void> deliver_table(const json::value& answer, const std::string& format,
                                 const std::filesystem::path& output) {
  if (format == "xlsx") return deliver_binary(answer, output);
  return deliver_export(text_of(answer, "content"), output);
}

base::Result<void> export_attendance(Session& session, const ExportOptions& options) {
  const auto table = session.run("attendance.export",
                                 {{"event", options.event}, {"format", options.format}, {"lang", options.language}});
  if (!table) return tl::make_unexpected(table.error());
  return deliver_table(*table, options.format, options.output);
}

void add_format(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "csv for every program, xlsx for spreadsheets, json for programs")
      ->capture_default_str()
      ->check(CLI::IsMember({"csv", "xlsx", "json"}));
}

void add_event(CLI::App& command, std::string& event) {
  command.add_option("--event", event, "the event's key")->required()->type_name("KEY");
}

void add_output(CLI::App& command, std::filesystem::path& output) {
  command.add_option("--output", output, "file; standard output without it, or with -")->type_name("FILE");
}

void add_language(CLI::App& command, std::string& language, const char* what) {
  command.add_option("--lang", language, what)->capture_default_str()->check(CLI::IsMember({"de", "en"}));
}

void add_export(CLI::App& attendance, const Program& program) {
  const auto options = std::make_shared<ExportOptions>();
  auto& out = *attendance.add_subcommand("export", "One row per ticket and admission day");
  add_event(out, options->event);
  add_format(out, options->format);
  add_language(out, options->language, "of a spreadsheet's titles");
  add_output(out, options->output);
  on_run(out, program, [options, &session = program.session] { return export_attendance(session, *options); });
}

}  // namespace

void add_attendance_commands(const Program& program) {
  auto& attendance = *program.app.add_subcommand("attendance", "Who came");
  attendance.require_subcommand(1);
  add_export(attendance, program);
}

}  // namespace einlass::cli
