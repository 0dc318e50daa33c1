// The handlers of what badges look like, before anybody prints one (docs/pages.md, Badges): drawings are tried on real
// guests and put into use by event.set. On the thread that owns the desk; drawing is a worker's.
//
// A trial, which all but badge.looks take: template_document? (SVG, or packaged?: the name of a packaged drawing),
// template_category? (whose it would be; without it all categories' that have none of their own), category_colours?
// {category: "#c00"; "": none}. Without them the event's own looks are shown.
#pragma once

#include "server/commands/handlers.h"

namespace einlass::commands {

// badge.looks {event} -> {prints, template: name or "", category_templates: {category: name}, category_colours, images:
//   [field], image_fields: [field], packaged: [{name, document}], categories: {key: {language: label}}}
Outcome tell_badge_looks(CommandContext& context, const boost::json::object& arguments);
// badge.preview {event, language, category?, ticket?, trial} -> {width_mm, height_mm of the first, checked: badges of
// the
//   event, badges: [{ticket, name, category, why, png: base64url, width_mm, height_mm, overflows: [field], glyphs:
//   [field], empty: [field], contrast: [field], problem: "" or why nothing is drawn}]}, six at most
base::Result<CommandRest> preview_badges(CommandContext& context, const boost::json::object& arguments);
// badge.preflight {event, language, trial} -> badge_findings.h, json_of
base::Result<CommandRest> preflight_badges(CommandContext& context, const boost::json::object& arguments);

}  // namespace einlass::commands
