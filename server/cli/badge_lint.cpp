// einlass badge lint: what is wrong with a template, before anything is printed on it. Needs no venue.
#include "core/base/file.h"
#include "core/wire/canonical_json.h"
#include "printing/badge/template_lint.h"
#include "server/cli/badge_commands.h"

#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::cli {
namespace {

namespace json = boost::json;
namespace fs = std::filesystem;

constexpr std::size_t largest_drawing = 32U << 20U;

struct LintRequest {
  std::vector<fs::path> files;
  fs::path fonts;
  bool thermal = false;
  bool strict = false;
};

struct Linted {
  std::string lines;
  json::array entries;
  int errors = 0, others = 0;
};

void note(const fs::path& file, const badge::Finding& finding, Linted& linted) {
  const auto words = badge::in_words(file.string(), finding);
  linted.lines += words + "\n";
  linted.entries.push_back({{"file", file.string()},
                            {"line", finding.line},
                            {"severity", badge::word_of(finding.severity)},
                            {"sentence", finding.sentence}});
  ++(finding.severity == badge::Severity::Error ? linted.errors : linted.others);
}

// The packaged ones: which event a drawing is for, nobody has said.
base::Result<std::vector<std::string>> usual_categories(const fs::path& assets) {
  const auto text = base::read_file(assets / "events" / "categories.json");
  if (!text) return tl::make_unexpected(text.error());
  const auto value = wire::parse_json(*text);
  if (!value) return tl::make_unexpected(value.error());
  std::vector<std::string> categories;
  for (const auto& label : value->at("labels").as_object()) categories.emplace_back(label.key());
  return categories;
}

base::Result<Linted> lint_all(const Session& session, const LintRequest& request) {
  auto categories = usual_categories(session.assets());
  if (!categories) return tl::make_unexpected(categories.error());
  const badge::LintOptions options{.thermal = request.thermal, .categories = *std::move(categories)};
  const auto fonts = badge::FontSet::open(request.fonts);
  if (!fonts) return tl::make_unexpected(fonts.error());
  Linted linted;
  for (const auto& file : request.files) {
    const auto svg = base::read_file(file, largest_drawing);
    if (!svg) return tl::make_unexpected(svg.error());
    const auto findings = badge::lint(*svg, badge::images_beside(file.parent_path()), *fonts, options);
    for (const auto& finding : findings) note(file, finding, linted);
  }
  return linted;
}

base::Result<void> lint(const Session& session, const LintRequest& request) {
  const auto linted = lint_all(session, request);
  if (!linted) return tl::make_unexpected(linted.error());
  const auto text = session.json() ? json::serialize(linted->entries) + "\n" : linted->lines;
  if (auto told = deliver(text, {}); !told) return told;
  if (linted->errors == 0 && (!request.strict || linted->others == 0)) return {};
  return base::fail(base::ErrorKind::InvalidInput,
                    linted->errors > 0 ? "Not every drawing can be a badge template: see the errors above."
                                       : "The drawings are not as they should be: see the findings above.");
}

}  // namespace

void add_lint(CLI::App& badges, const Program& program) {
  const auto request = std::make_shared<LintRequest>();
  auto& command = *badges.add_subcommand("lint", "Say what is wrong with badge templates, and in which line");
  command.add_option("files", request->files, "SVG drawings; docs/badges.md says how to make one")
      ->required()
      ->type_name("FILE");
  command.add_option("--fonts", request->fonts, "folder of the packaged fonts")->type_name("DIR");
  command.add_flag("--thermal", request->thermal,
                   "for a printer that prints black dots only: point out grey and colour");
  command.add_flag("--strict", request->strict, "fail on warnings and hints, too");
  command.footer(
      "Example:\n"
      "  einlass badge lint card.svg press.svg\n");
  on_run(command, program, [request, &session = program.session] {
    if (request->fonts.empty()) request->fonts = session.assets() / "fonts";
    return lint(session, *request);
  });
}

}  // namespace einlass::cli
