// Commands that need no venue: what is in a picture, how a badge looks.
#include "printing/badge/render_files.h"
#include "scanner/scan_files.h"
#include "server/cli/badge_commands.h"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

base::Result<void> render_badge(const badge::RenderRequest& request, bool strict) {
  const auto report = badge::render_files(request);
  if (!report) return tl::make_unexpected(report.error());
  const auto findings = badge::describe(*report);
  for (const auto& finding : findings) std::cerr << finding << '\n';
  if (auto told = deliver(fmt::format("Wrote {}.\n", request.output.string()), {}); !told) return told;
  if (!strict || findings.empty()) return {};
  return base::fail(base::ErrorKind::InvalidInput, "The badge is not as it should be: see the findings above.");
}

void add_badge_commands(const Program& program) {
  auto& badges = *program.app.add_subcommand("badge", "Try badge templates");
  badges.require_subcommand(1);
  const auto request = std::make_shared<badge::RenderRequest>();
  const auto strict = std::make_shared<bool>(false);
  auto& render = *badges.add_subcommand("render", "Draw one badge and say what did not fit");
  render.add_option("template", request->template_file, "SVG drawing; docs/badges.md says how to make one")
      ->required()
      ->type_name("FILE");
  render.add_option("fields", request->fields, "name=\"Ada Lovelace\", company=…, code=EB1:…, logo=@file.png")
      ->type_name("KEY=VALUE");
  render.add_option("-o,--output", request->output, "a .pdf or .png file")->required()->type_name("FILE");
  render.add_option("--dpi", request->dpi, "dots per inch of the PNG")
      ->capture_default_str()
      ->check(CLI::Range(20, 1200));
  render.add_flag("--black-and-white", request->black_and_white,
                  "a PNG as a label printer of that resolution prints it");
  render.add_option("--fonts", request->fonts_folder, "folder of the packaged fonts")->type_name("DIR");
  render.add_flag("--strict", *strict, "fail where something did not fit or no font has a character");
  render.footer(
      "Example:\n"
      "  einlass badge render card.svg name=\"Ada Lovelace\" company=\"Analytical Engines\" -o ada.png\n");
  on_run(render, program, [request, strict, &session = program.session] {
    if (request->fonts_folder.empty()) request->fonts_folder = session.assets() / "fonts";
    return render_badge(*request, *strict);
  });
  add_test_page(badges, program);
  add_preflight(badges, program);
  add_sheet(badges, program);
  add_print(badges, program);
  add_settle(badges, program);
  add_lint(badges, program);
}

}  // namespace

void add_file_commands(const Program& program) {
  add_badge_commands(program);
  const auto files = std::make_shared<std::vector<std::filesystem::path>>();
  auto& scan = *program.app.add_subcommand(
      "scan", "Print the codes in pictures (PNG, JPEG, WebP): file, format and text, separated by tabs");
  scan.add_option("files", *files, "pictures")->required()->type_name("FILE");
  scan.callback([files, &session = program.session, &exit_code = program.exit_code] {
    const auto scan = session.json() ? &einlass::scan::scan_files_as_json : &einlass::scan::scan_files;
    exit_code = scan(*files, std::cout, std::cerr);
  });
}

}  // namespace einlass::cli
