// Commands that need no venue: what is in a picture, how a badge looks.
#include "printing/badge/render_files.h"
#include "scanner/scan_files.h"
#include "server/cli/commands.h"

#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

base::Result<void> render_badge(const badge::RenderRequest& request) {
  const auto report = badge::render_files(request);
  if (!report) return tl::make_unexpected(report.error());
  for (const auto& finding : badge::describe(*report)) std::cerr << finding << '\n';
  return deliver(fmt::format("Wrote {}.\n", request.output.string()), {});
}

void add_badge_commands(const Program& program) {
  auto& badges = *program.app.add_subcommand("badge", "Try badge templates");
  badges.require_subcommand(1);
  const auto request = std::make_shared<badge::RenderRequest>();
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
  render.add_option("--fonts", request->fonts_folder, "folder of the packaged fonts")->type_name("DIR");
  render.footer(
      "Example:\n"
      "  einlass badge render card.svg name=\"Ada Lovelace\" company=\"Analytical Engines\" -o ada.png\n");
  on_run(render, program, [request, &session = program.session] {
    if (request->fonts_folder.empty()) request->fonts_folder = session.assets() / "fonts";
    return render_badge(*request);
  });
}

}  // namespace

void add_file_commands(const Program& program) {
  add_badge_commands(program);
  const auto files = std::make_shared<std::vector<std::filesystem::path>>();
  auto& scan = *program.app.add_subcommand(
      "scan", "Print the codes in pictures (PNG, JPEG, WebP): file, format and text, separated by tabs");
  scan.add_option("files", *files, "pictures")->required()->type_name("FILE");
  scan.callback(
      [files, &exit_code = program.exit_code] { exit_code = einlass::scan::scan_files(*files, std::cout, std::cerr); });
}

}  // namespace einlass::cli
