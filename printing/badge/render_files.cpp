#include "printing/badge/render_files.h"

#include "core/base/file.h"
#include "core/base/text_fold.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace einlass::badge {
namespace {

using base::ErrorKind;
using base::Result;

bool names_field(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

auto cannot_render(std::string message) {
  return base::fail(ErrorKind::InvalidInput, std::move(message));
}

Result<void> add_image(BadgeContent& content, const std::string& key, const std::string& value) {
  if (!value.starts_with('@')) return cannot_render(fmt::format("The field {0} is a picture: write {0}=@FILE.", key));
  auto bytes = base::read_file(value.substr(1), 32U << 20U);
  if (!bytes) return tl::make_unexpected(bytes.error());
  content.images[key] = std::move(*bytes);
  return {};
}

Result<void> add_mark(BadgeContent& content, const std::string& key, const std::string& value) {
  if (value != "yes" && value != "no") return cannot_render(fmt::format("The mark {} is yes or no.", key));
  if (value == "yes") content.flags.insert(key);
  return {};
}

Result<void> add_pair(BadgeContent& content, const std::string& pair) {
  const auto sign = pair.find('=');
  if (sign == std::string::npos || sign == 0) {
    return cannot_render("A badge's field is written NAME=VALUE, such as company=Acme.");
  }
  const std::string key = pair.substr(0, sign), value = pair.substr(sign + 1);
  if (names_field(image_fields(), key)) return add_image(content, key, value);
  if (names_field(mark_fields(), key)) return add_mark(content, key, value);
  if (key == "code" || key == qr_field) {
    content.code = value;
  } else if (!base::is_valid_utf8(value)) {
    return cannot_render(fmt::format("The field {} is not UTF-8: type it in a terminal set to UTF-8.", key));
  } else if (names_field(text_fields(), key)) {
    content.fields[key] = value;
  } else {
    return cannot_render(fmt::format("No badge has a field {}: see docs/badges.md for the names.", key));
  }
  return {};
}

struct Output {
  std::string bytes;
  BadgeReport report;
};

Result<Output> draw_dots(Renderer& renderer, const RenderRequest& request, const BadgeTemplate& drawing,
                         const BadgeContent& content) {
  auto rendered = renderer.render_dots(drawing, content, static_cast<int>(std::lround(request.dpi)));
  if (!rendered) return tl::make_unexpected(rendered.error());
  auto png = png_of(rendered->dots);
  if (!png) return tl::make_unexpected(png.error());
  return Output{std::move(*png), std::move(rendered->report)};
}

Result<Output> draw(const RenderRequest& request, const BadgeTemplate& drawing, const BadgeContent& content) {
  auto fonts = FontSet::open(request.fonts_folder);
  if (!fonts) return tl::make_unexpected(fonts.error());
  Renderer renderer(std::move(*fonts));
  if (request.output.extension() == ".pdf") {
    auto pdf = renderer.render_pdf(drawing, content);
    if (!pdf) return tl::make_unexpected(pdf.error());
    return Output{std::move(pdf->pdf), std::move(pdf->report)};
  }
  if (request.black_and_white) return draw_dots(renderer, request, drawing, content);
  auto png = renderer.render_png(drawing, content, request.dpi);
  if (!png) return tl::make_unexpected(png.error());
  return Output{std::move(png->png), std::move(png->report)};
}

}  // namespace

Result<BadgeContent> content_from_pairs(const std::vector<std::string>& pairs) {
  BadgeContent content;
  for (const auto& pair : pairs) {
    if (auto added = add_pair(content, pair); !added) return tl::make_unexpected(added.error());
  }
  return content;
}

Result<BadgeReport> render_files(const RenderRequest& request) {
  const auto ending = request.output.extension();
  if (ending != ".pdf" && ending != ".png") {
    return cannot_render("A badge is rendered to PDF or PNG: let the output's name end in .pdf or .png.");
  }
  const auto content = content_from_pairs(request.fields);
  if (!content) return tl::make_unexpected(content.error());
  const auto drawing = BadgeTemplate::load(request.template_file);
  if (!drawing) return tl::make_unexpected(drawing.error());
  if (request.fields.empty())
    return cannot_render("The badge would be empty: give at least one field, such as name=Ada.");
  auto output = draw(request, *drawing, *content);
  if (!output) return tl::make_unexpected(output.error());
  // Private: a badge carries a guest's name.
  auto written = base::write_file(request.output, output->bytes, base::FileMode::Private);
  if (!written) return tl::make_unexpected(written.error());
  return std::move(output->report);
}

std::vector<std::string> describe(const BadgeReport& report) {
  std::vector<std::string> sentences;
  for (const auto& field : report.overflows) {
    sentences.push_back(fmt::format("{}: did not fit at its smallest size and is printed smaller.", field));
  }
  for (const auto& [field, count] : report.unknown_glyphs) {
    sentences.push_back(fmt::format("{}: {} in none of the packaged fonts.", field,
                                    count == 1 ? "1 character is" : fmt::format("{} characters are", count)));
  }
  for (const auto& field : report.low_contrast) {
    sentences.push_back(fmt::format("{}: stands out too little from what lies below it.", field));
  }
  // Many guests have no company or table; without name or code a badge is of no use.
  for (const std::string field : {"name", qr_field}) {
    if (names_field(report.empty_fields, field)) sentences.push_back(fmt::format("{}: is empty.", field));
  }
  if (report.smallest_qr_module_mm > 0 && report.smallest_qr_module_mm < least_qr_module_mm) {
    sentences.push_back(fmt::format("qr: a module measures {:.2f} mm, and below {} mm some scanners fail.",
                                    report.smallest_qr_module_mm, least_qr_module_mm));
  }
  return sentences;
}

}  // namespace einlass::badge
