#include "core/base/file.h"
#include "printing/badge/paper_size.h"
#include "printing/badge/test_page.h"
#include "server/cli/badge_commands.h"
#include "server/cli/dates.h"

#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

struct TestPageOptions {
  std::string size, printer;
  double dpi = 0;
  std::filesystem::path output, fonts_folder;
};

constexpr double png_dpi = 300;

base::Result<std::string> drawn(const TestPageOptions& options) {
  const auto ending = options.output.extension();
  if (ending != ".pdf" && ending != ".png") {
    return base::fail(base::ErrorKind::InvalidInput,
                      "A test page is drawn as PDF or PNG: let the output's name end in .pdf or .png.");
  }
  const auto size = badge::paper_size(options.size);
  if (!size) return tl::make_unexpected(size.error());
  const auto fonts = badge::FontSet::open(options.fonts_folder);
  if (!fonts) return tl::make_unexpected(fonts.error());
  const badge::TestPage page{.width_mm = size->width_mm,
                             .height_mm = size->height_mm,
                             .dpi = options.dpi,
                             .printer = options.printer,
                             .date = today()};
  if (ending == ".pdf") return badge::test_page_pdf(page, *fonts);
  return badge::test_page_png(page, *fonts, options.dpi > 0 ? options.dpi : png_dpi);
}

}  // namespace

void add_test_page(CLI::App& badges, const Program& program) {
  const auto options = std::make_shared<TestPageOptions>();
  auto& page = *badges.add_subcommand("test-page", "Draw a page that shows what a printer cuts off and how fine it is");
  page.add_option("size", options->size, "of what is loaded, width and height in millimetres, such as 86x54")
      ->required()
      ->type_name("SIZE");
  page.add_option("-o,--output", options->output, "a .pdf or .png file")->required()->type_name("FILE");
  page.add_option("--dpi", options->dpi, "dots per inch of the printer: codes and lines become whole dots of it")
      ->check(CLI::Range(20, 1200));
  page.add_option("--printer", options->printer, "its name, to be printed on the page")->type_name("NAME");
  page.add_option("--fonts", options->fonts_folder, "folder of the packaged fonts")->type_name("DIR");
  page.footer(
      "Example:\n"
      "  einlass badge test-page 86x54 --dpi 300 --printer \"Door A\" -o page.pdf\n");
  on_run(page, program, [options, &session = program.session]() -> base::Result<void> {
    if (options->fonts_folder.empty()) options->fonts_folder = session.assets() / "fonts";
    const auto bytes = drawn(*options);
    if (!bytes) return tl::make_unexpected(bytes.error());
    auto written = base::write_file(options->output, *bytes, base::FileMode::Shared);
    if (!written) return written;
    return deliver(fmt::format("Wrote {}.\n", options->output.string()), {});
  });
}

}  // namespace einlass::cli
