#include "printing/badge/tagged_pdf.h"

#include <charconv>
#include <optional>
#include <string_view>

#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/format.h>

namespace einlass::badge {
namespace {

using Place = std::string_view::size_type;

std::optional<std::size_t> number_at(std::string_view text, Place at) {
  std::size_t number = 0;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r')) ++at;
  const auto read = std::from_chars(text.data() + at, text.data() + text.size(), number);
  return read.ec == std::errc() ? std::optional(number) : std::nullopt;
}

// What follows a word, in the last place where it stands.
std::optional<std::size_t> last_number_after(std::string_view text, std::string_view word) {
  const auto at = text.rfind(word);
  return at == std::string_view::npos ? std::nullopt : number_at(text, at + word.size());
}

// The dictionary of an object, from << to the >> that closes it.
std::optional<std::string_view> dictionary_of(std::string_view pdf, std::size_t object) {
  const auto begin = fmt::format("\n{} 0 obj", object);
  const auto at = pdf.rfind(begin);
  if (at == std::string_view::npos) return std::nullopt;
  const auto open = pdf.find("<<", at);
  const auto end = pdf.find("endobj", at);
  if (open == std::string_view::npos || end == std::string_view::npos || open > end) return std::nullopt;
  const auto close = pdf.rfind(">>", end);
  return close == std::string_view::npos || close < open ? std::nullopt
                                                         : std::optional(pdf.substr(open + 2, close - open - 2));
}

}  // namespace

void begin_tag(_cairo* canvas, const char* element) {
  cairo_tag_begin(canvas, element, nullptr);
}

void end_tag(_cairo* canvas, const char* element) {
  cairo_tag_end(canvas, element);
}

PdfTag::PdfTag(_cairo* canvas, const char* element) : canvas_(canvas), element_(element) {
  begin_tag(canvas_, element_);
}

PdfTag::~PdfTag() {
  end_tag(canvas_, element_);
}

void set_document_title(_cairo* canvas, const std::string& title) {
  cairo_pdf_surface_set_metadata(cairo_get_target(canvas), CAIRO_PDF_METADATA_TITLE, title.c_str());
}

std::string with_document_language(std::string pdf, const std::string& language) {
  const auto trailer = pdf.rfind("\ntrailer");
  if (trailer == std::string::npos) return pdf;
  const auto end = std::string_view(pdf).substr(trailer);
  const auto before = last_number_after(end, "startxref");
  const auto size = last_number_after(end, "/Size");
  const auto root = last_number_after(end, "/Root");
  const auto info = last_number_after(end, "/Info");
  if (!before || !size || !root || !info) return pdf;
  const auto catalogue = dictionary_of(pdf, *root);
  if (!catalogue) return pdf;
  const auto object =
      fmt::format("{} 0 obj\n<<{}   /Lang ({})\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n", *root,
                  *catalogue, language);
  if (pdf.back() != '\n') pdf += '\n';
  const auto at = pdf.size();
  pdf += object;
  const auto table = pdf.size();
  pdf += fmt::format(
      "xref\n{} 1\n{:010} 00000 n \ntrailer\n<< /Size {}\n   /Root {} 0 R\n   /Info {} 0 R\n   /Prev "
      "{}\n>>\nstartxref\n{}\n%%EOF\n",
      *root, at, *size, *root, *info, *before, table);
  return pdf;
}

}  // namespace einlass::badge
