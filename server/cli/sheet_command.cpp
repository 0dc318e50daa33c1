#include "printing/badge/paper_size.h"
#include "server/cli/badge_commands.h"
#include "server/cli/badge_document.h"
#include "server/cli/badge_record.h"
#include "server/cli/badge_selection.h"
#include "server/cli/text_table.h"

#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;

struct SheetOptions {
  PressOptions press;
  BadgeSelection selection;
  std::string paper = "A4";
  badge::SheetLayout layout;
  std::filesystem::path output;
  bool record = false;
};

std::string text_of(const WrittenProof& proof, const std::filesystem::path& file) {
  const auto missing = missing_text(proof.undrawable);
  if (proof.badges == 0) return "Nothing was written.\n" + missing;
  return fmt::format("Wrote {} to {} as a proof: their codes open nothing. --record makes them badges.\n",
                     counted(static_cast<std::int64_t>(proof.badges), "badge", "badges"), file.string()) +
         missing;
}

base::Result<void> tell(const Session& session, const std::filesystem::path& file, const WrittenProof& proof) {
  const json::object fields{{"file", proof.badges == 0 ? std::string() : file.string()},
                            {"badges", proof.badges},
                            {"recorded", false},
                            {"failed", json_of_missing(proof.undrawable)}};
  const auto told = deliver(session.json() ? json::serialize(fields) + "\n" : text_of(proof, file), {});
  if (!told || proof.undrawable.empty()) return told;
  return base::fail(base::ErrorKind::InvalidInput, "Some badges cannot be drawn; the lines above say why.");
}

base::Result<void> make_sheets(Session& session, const SheetOptions& given) {
  SheetOptions options = given;
  const auto paper = badge::paper_size(options.paper);
  if (!paper) return tl::make_unexpected(paper.error());
  options.layout.paper = *paper;
  if (options.record) {
    return record_badges(session, options.press, options.selection, options.layout, options.output);
  }
  auto press = open_press(session, options.press);
  if (!press) return tl::make_unexpected(press.error());
  const auto badges = selected(press->listing().badges, options.selection);
  if (!badges) return tl::make_unexpected(badges.error());
  const auto proof = write_proof(*press, *badges, options.layout, options.output, drawing_progress(session.json()));
  if (!proof) return tl::make_unexpected(proof.error());
  return tell(session, options.output, *proof);
}

}  // namespace

void add_sheet(CLI::App& badges, const Program& program) {
  const auto options = std::make_shared<SheetOptions>();
  auto& sheet = *badges.add_subcommand("sheet", "Several badges on each sheet of paper, with marks along which to cut");
  add_press_options(sheet, options->press);
  add_selection(sheet, options->selection);
  sheet.add_option("-o,--output", options->output, "a .pdf file")->required()->type_name("FILE");
  sheet.add_option("--paper", options->paper, "its size, such as A4 or 210x297")
      ->capture_default_str()
      ->type_name("SIZE");
  sheet.add_option("--margin", options->layout.margin_mm, "least margin in millimetres; the marks stand there")
      ->capture_default_str()
      ->check(CLI::Range(0, 100));
  sheet.add_option("--gap", options->layout.gap_mm, "millimetres between two badges")
      ->capture_default_str()
      ->check(CLI::Range(0, 100));
  sheet.add_flag(
      "--record", options->record,
      "badges for real, of guests who have none yet: each is her badge from then on, and no door prints one");
  sheet.footer(
      "Without --record it is a proof to look at. Print it at 100 %, without fitting it to the paper.\n\n"
      "Example:\n"
      "  einlass badge sheet summit-2026 --from A --to K --record -o badges.pdf\n");
  on_run(sheet, program, [options, &session = program.session] { return make_sheets(session, *options); });
}

}  // namespace einlass::cli
