#include "server/commands/template_handlers.h"

#include "core/base/bytes.h"
#include "core/base/file.h"
#include "printing/badge/badge_content.h"
#include "server/commands/arguments.h"
#include "server/commands/badge_findings.h"
#include "server/commands/badge_samples.h"
#include "server/venue/desk.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::commands {

namespace json = boost::json;

namespace {

using base::ErrorKind;
using base::Result;

constexpr double longest_side_px = 900;
constexpr double least_dpi = 40, most_dpi = 300;

std::vector<std::filesystem::path> packaged_drawings(const std::filesystem::path& assets) {
  std::vector<std::filesystem::path> files;
  std::error_code none;
  for (const auto& file : std::filesystem::directory_iterator(assets / "badges", none)) {
    if (file.path().extension() == ".svg") files.push_back(file.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// By its name only, which is none of a path.
Result<std::string> packaged_drawing(const std::filesystem::path& assets, const std::string& name) {
  for (const auto& file : packaged_drawings(assets)) {
    if (file.stem() == name) return base::read_file(file);
  }
  return base::fail(ErrorKind::NotFound, "There is no packaged drawing of that name; look at the list of them.");
}

Result<venue::LooksOnTrial> trial_in(const CommandContext& context, Arguments& arguments) {
  venue::LooksOnTrial trial{.drawing = arguments.text_or("template_document", ""),
                            .category = arguments.text_or("template_category", ""),
                            .colours = arguments.texts("category_colours")};
  const auto packaged = arguments.text_or("packaged", "");
  if (auto done = arguments.done(); !done) return base::failed(done);
  for (auto& [category, colour] : trial.colours) {
    if (colour.empty()) continue;
    const auto hex = rules::hex_colour(colour);
    if (!hex) return base::fail(ErrorKind::InvalidInput, "That is no colour; write it as #cc0000.");
    colour = *hex;
  }
  if (packaged.empty()) return trial;
  auto drawing = packaged_drawing(context.desk.options().assets, packaged);
  if (!drawing) return base::failed(drawing);
  trial.drawing = *std::move(drawing);
  return trial;
}

struct Asked {
  venue::EventBadges badges;
  std::string language;
  std::filesystem::path fonts;
};

Result<BadgePress> press_of(const Asked& asked) {
  auto listing = list_badges(asked.badges, asked.language);
  if (!listing) return base::failed(listing);
  return BadgePress::open(*std::move(listing), asked.fonts);
}

json::object drawn(BadgePress& press, const BadgeSample& sample) {
  const auto& badge = *sample.badge;
  json::object shown{{"ticket", badge.ticket.text()},
                     {"name", badge.field("name")},
                     {"category", badge.category},
                     {"why", sample.why},
                     {"png", ""},
                     {"width_mm", 0},
                     {"height_mm", 0},
                     {"overflows", json::array()},
                     {"glyphs", json::array()},
                     {"empty", json::array()},
                     {"contrast", json::array()},
                     {"problem", ""}};
  const auto drawing = press.drawing_of(badge);
  if (!drawing) {
    shown["problem"] = drawing.error().message;
    return shown;
  }
  const double longer = std::max((*drawing)->width_mm(), (*drawing)->height_mm());
  const double dpi = std::clamp(longest_side_px / (longer / 25.4), least_dpi, most_dpi);
  const auto picture = press.renderer().render_png(**drawing, press.content_of(badge, proof_code), dpi);
  if (!picture) {
    shown["problem"] = picture.error().message;
    return shown;
  }
  shown["png"] = base::base64url(base::to_bytes(picture->png));
  shown["width_mm"] = (*drawing)->width_mm();
  shown["height_mm"] = (*drawing)->height_mm();
  shown["overflows"] = json::value_from(picture->report.overflows);
  json::array glyphs;
  for (const auto& [field, count] : picture->report.unknown_glyphs) glyphs.emplace_back(field);
  shown["glyphs"] = std::move(glyphs);
  shown["empty"] = json::value_from(picture->report.empty_fields);
  shown["contrast"] = json::value_from(picture->report.low_contrast);
  return shown;
}

CommandOutcome previewed(const Asked& asked, const SampleWish& wish) {
  auto press = press_of(asked);
  if (!press) return base::failed(press);
  json::array badges;
  for (const auto& sample : telling_badges(press->listing().badges, wish)) badges.push_back(drawn(*press, sample));
  return json::serialize(json::object{{"checked", press->listing().badges.size()}, {"badges", std::move(badges)}});
}

CommandOutcome checked(const Asked& asked) {
  auto press = press_of(asked);
  if (!press) return base::failed(press);
  std::vector<const ListedBadge*> badges;
  for (const auto& badge : press->listing().badges) badges.push_back(&badge);
  return check_badges(*press, badges).map([](const Findings& findings) { return json::serialize(json_of(findings)); });
}

// What of a venue a worker needs for it. A drawing that is none is said at once.
Result<Asked> asked_of(CommandContext& context, const std::string& event, const std::string& language,
                       const venue::LooksOnTrial& trial) {
  return context.desk.prints().of(event, trial).map([&](const venue::EventBadges& badges) {
    return Asked{badges, language, context.desk.options().assets / "fonts"};
  });
}

}  // namespace

Outcome tell_badge_looks(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto key = arguments.text("event");
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto event = context.desk.events().find(key).and_then(
      [&](const venue::EventSummary& found) { return context.desk.event(found.id); });
  if (!event) return base::failed(event);
  const auto documents = context.desk.events().documents((*event)->record.id);
  if (!documents) return base::failed(documents);
  json::array images;
  for (const auto& document : *documents) {
    if (document.kind == "image") images.emplace_back(document.name);
  }
  json::array packaged;
  for (const auto& file : packaged_drawings(context.desk.options().assets)) {
    const auto document = base::read_file(file);
    if (!document) return base::failed(document);
    packaged.push_back(json::object{{"name", file.stem().string()}, {"document", *document}});
  }
  const auto& badge = (*event)->policy.badge;
  return json::serialize(json::object{{"prints", badge.print},
                                      {"template", badge.template_name},
                                      {"category_templates", json::value_from(badge.category_templates)},
                                      {"category_colours", json::value_from(badge.category_colours)},
                                      {"images", std::move(images)},
                                      {"image_fields", json::value_from(badge::image_fields())},
                                      {"packaged", std::move(packaged)},
                                      {"categories", json::value_from((*event)->frame.categories)}});
}

Result<CommandRest> preview_badges(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto language = arguments.text("language");
  const SampleWish wish{.category = arguments.text_or("category", ""), .ticket = arguments.text_or("ticket", "")};
  const auto trial = trial_in(context, arguments);
  if (!trial) return base::failed(trial);
  return asked_of(context, event, language, *trial).map([&](const Asked& asked) -> CommandRest {
    return {.work = [asked, wish] { return previewed(asked, wish); }};
  });
}

Result<CommandRest> preflight_badges(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto language = arguments.text("language");
  const auto trial = trial_in(context, arguments);
  if (!trial) return base::failed(trial);
  return asked_of(context, event, language, *trial).map([](const Asked& asked) -> CommandRest {
    return {.work = [asked] { return checked(asked); }};
  });
}

}  // namespace einlass::commands
