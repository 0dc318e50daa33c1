#include "server/cli/badge_findings.h"

#include "core/base/text_fold.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::cli {

using base::Result;

namespace {

// Without it a badge is of no use; many guests have no company or table.
constexpr const char* needed_field = "name";

std::string code_point(char32_t character) {
  return fmt::format("U+{:04X}", static_cast<std::uint32_t>(character));
}

class Check {
 public:
  explicit Check(BadgePress& press) : press_(press) {}

  Result<void> take(const web::ListedBadge& badge) {
    const auto drawing = press_.drawing_of(badge);
    if (!drawing) return tl::make_unexpected(drawing.error());
    const auto report = press_.renderer().check(**drawing, press_.content_of(badge, proof_code));
    if (!report) return tl::make_unexpected(report.error());
    ++findings_.checked;
    note_texts(badge, *report);
    note_empty(badge, *report);
    note_code(badge.template_name, *report);
    note_contrast(badge, *report);
    return {};
  }

  Findings findings() { return std::move(findings_); }

 private:
  void note_texts(const web::ListedBadge& badge, const badge::BadgeReport& report) {
    for (const auto& text : report.texts) {
      if (text.overflowed) {
        add(badge, {.kind = "overflow",
                    .field = text.field,
                    .text = fmt::format("does not fit at its smallest size; is printed at {:.1f} pt", text.size_pt)});
      }
      if (text.unknown_glyphs > 0) note_glyphs(badge, text);
    }
  }

  void note_glyphs(const web::ListedBadge& badge, const badge::TextOutcome& text) {
    BadgeFinding finding{.kind = "glyphs", .field = text.field};
    for (const char32_t character : press_.fonts().missing_in(fmt::format("{}", fmt::join(text.lines, " ")))) {
      finding.characters.push_back(code_point(character));
    }
    finding.text = finding.characters.empty() ? fmt::format("{} characters are in no font", text.unknown_glyphs)
                                              : fmt::format("no font has {}", fmt::join(finding.characters, ", "));
    add(badge, std::move(finding));
  }

  void note_empty(const web::ListedBadge& badge, const badge::BadgeReport& report) {
    for (const auto& field : report.empty_fields) ++findings_.empty[field];
    const auto& empty = report.empty_fields;
    if (std::find(empty.begin(), empty.end(), needed_field) == empty.end()) return;
    add(badge, {.kind = "empty", .field = needed_field, .text = "is empty"});
  }

  void note_code(const std::string& template_name, const badge::BadgeReport& report) {
    const double module = report.smallest_qr_module_mm;
    if (module <= 0 || module >= badge::least_qr_module_mm) return;
    note_of_template(template_name, fmt::format("a module of the code measures {:.2f} mm, and below {} mm some "
                                                "scanners fail: make its box larger",
                                                module, badge::least_qr_module_mm));
  }

  // Of a template and a category's colour, not of her who bears the badge.
  void note_contrast(const web::ListedBadge& badge, const badge::BadgeReport& report) {
    for (const auto& field : report.low_contrast) {
      note_of_template(badge.template_name,
                       fmt::format("{} of the category {} has too little contrast to its ground to be read", field,
                                   badge.field("category")));
    }
  }

  void note_of_template(const std::string& name, std::string what) {
    auto& known = findings_.templates[name];
    if (std::find(known.begin(), known.end(), what) == known.end()) known.push_back(std::move(what));
  }

  void add(const web::ListedBadge& badge, BadgeFinding finding) {
    finding.badge = &badge;
    findings_.badges.push_back(std::move(finding));
  }

  BadgePress& press_;
  Findings findings_;
};

}  // namespace

Result<Findings> check_badges(BadgePress& press, const std::vector<const web::ListedBadge*>& badges) {
  Check check(press);
  for (const auto* badge : badges) {
    if (auto taken = check.take(*badge); !taken) return tl::make_unexpected(taken.error());
  }
  return check.findings();
}

}  // namespace einlass::cli
