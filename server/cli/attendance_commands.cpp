#include "server/cli/commands.h"
#include "server/cli/export_file.h"

#include <memory>

#include <CLI/CLI.hpp>

namespace einlass::cli {
namespace {

struct ExportOptions {
  std::string event;
  std::string list;
  std::string format = "csv";
  std::string language = "en";
  std::filesystem::path output;
};

ContentKind kind_of(const std::string& format) {
  return format == "xlsx" ? ContentKind::Binary : ContentKind::Text;
}

base::Result<void> export_attendance(Session& session, const ExportOptions& options) {
  return run_export(
      session,
      {"attendance.export",
       {{"event", options.event}, {"list", options.list}, {"format", options.format}, {"language", options.language}},
       kind_of(options.format)},
      options.output);
}

void add_format(CLI::App& command, std::string& format) {
  command.add_option("--format", format, "csv for every program, xlsx for spreadsheets, json for programs")
      ->capture_default_str()
      ->check(CLI::IsMember({"csv", "xlsx", "json"}));
}

void add_event(CLI::App& command, std::string& event) {
  command.add_option("--event", event, "the event's key")->required()->type_name("KEY");
}

void add_list(CLI::App& command, std::string& list) {
  command.add_option("--list", list, "of this owner's guest list, and how many came on others")->type_name("OWNER");
}

void add_output(CLI::App& command, std::filesystem::path& output) {
  command.add_option("--output", output, "file; standard output without it, or with -")->type_name("FILE");
}

void add_language(CLI::App& command, std::string& language, const char* what) {
  command.add_option("--language", language, what)->capture_default_str()->check(CLI::IsMember({"de", "en"}));
}

void add_export(CLI::App& attendance, const Program& program) {
  const auto options = std::make_shared<ExportOptions>();
  auto& out = *attendance.add_subcommand("export", "One row per ticket and admission day");
  add_event(out, options->event);
  add_list(out, options->list);
  add_format(out, options->format);
  add_language(out, options->language, "of a spreadsheet's titles");
  add_output(out, options->output);
  on_run(out, program, [options, &session = program.session] { return export_attendance(session, *options); });
}

struct PdfOptions {
  std::string event;
  std::string list;
  std::string ticket;
  std::string language = "en";
  std::filesystem::path output;
};

void add_summary(CLI::App& attendance, const Program& program) {
  const auto options = std::make_shared<PdfOptions>();
  auto& summary = *attendance.add_subcommand("summary", "Figures and charts as a PDF, without persons");
  add_event(summary, options->event);
  add_list(summary, options->list);
  add_language(summary, options->language, "of the PDF");
  add_output(summary, options->output);
  on_run(summary, program, [options, &session = program.session] {
    return run_export(session,
                      {"attendance.summary",
                       {{"event", options->event}, {"list", options->list}, {"language", options->language}},
                       ContentKind::Binary},
                      options->output);
  });
}

void add_certificates(CLI::App& attendance, const Program& program) {
  const auto options = std::make_shared<PdfOptions>();
  auto& certificates =
      *attendance.add_subcommand("certificates", "Certificates of attendance as a PDF, a page for each guest who came");
  add_event(certificates, options->event);
  certificates.add_option("--ticket", options->ticket, "of this guest only: ticket_id of the export")->type_name("ID");
  add_language(certificates, options->language, "where a guest's is not known");
  add_output(certificates, options->output);
  on_run(certificates, program, [options, &session = program.session] {
    return run_export(session,
                      {"attendance.certificates",
                       {{"event", options->event}, {"ticket", options->ticket}, {"language", options->language}},
                       ContentKind::Binary},
                      options->output);
  });
}

struct YearOptions {
  int year = 0;
  std::string format = "csv";
  std::string language = "en";
  std::filesystem::path output;
};

void add_year(const Program& program) {
  const auto options = std::make_shared<YearOptions>();
  auto& year = *program.app.add_subcommand("year", "The figures of a year's events, by kind of event");
  year.add_option("year", options->year, "such as 2026")->required()->type_name("YEAR");
  add_format(year, options->format);
  add_language(year, options->language, "of a spreadsheet's titles");
  add_output(year, options->output);
  on_run(year, program, [options, &session = program.session] {
    return run_export(session,
                      {"year.figures",
                       {{"year", options->year}, {"format", options->format}, {"language", options->language}},
                       kind_of(options->format)},
                      options->output);
  });
}

}  // namespace

void add_attendance_commands(const Program& program) {
  auto& attendance = *program.app.add_subcommand("attendance", "Who came");
  attendance.require_subcommand(1);
  add_export(attendance, program);
  add_summary(attendance, program);
  add_certificates(attendance, program);
  add_year(program);
}

}  // namespace einlass::cli
