#include "server/commands/badge_findings.h"

#include "core/base/text_fold.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::commands {

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

  Result<void> take(const ListedBadge& badge) {
    const auto drawing = press_.drawing_of(badge);
    if (!drawing) return tl::make_unexpected(drawing.error());
    const auto report = press_.renderer().check(**drawing, press_.content_of(badge, proof_code));
    ++findings_.checked;
    if (report) {
      note(badge, *report);
    } else {
      add(badge, {.kind = "undrawable", .field = {}, .text = report.error().message});
    }
    return {};
  }

  Findings findings() { return std::move(findings_); }

 private:
  void note(const ListedBadge& badge, const badge::BadgeReport& report) {
    note_texts(badge, report);
    note_empty(badge, report);
    note_code(badge, report);
    note_contrast(badge, report);
  }

  void note_texts(const ListedBadge& badge, const badge::BadgeReport& report) {
    for (const auto& text : report.texts) {
      if (text.overflowed) {
        add(badge, {.kind = "overflow",
                    .field = text.field,
                    .text = fmt::format("does not fit at its smallest size; is printed at {:.1f} pt", text.size_pt)});
      }
      if (text.unknown_glyphs > 0) note_glyphs(badge, text);
    }
  }

  void note_glyphs(const ListedBadge& badge, const badge::TextOutcome& text) {
    BadgeFinding finding{.kind = "glyphs", .field = text.field};
    for (const char32_t character : press_.fonts().missing_in(fmt::format("{}", fmt::join(text.lines, " ")))) {
      finding.characters.push_back(code_point(character));
    }
    finding.text = finding.characters.empty() ? fmt::format("{} characters are in no font", text.unknown_glyphs)
                                              : fmt::format("no font has {}", fmt::join(finding.characters, ", "));
    add(badge, std::move(finding));
  }

  void note_empty(const ListedBadge& badge, const badge::BadgeReport& report) {
    for (const auto& field : report.empty_fields) findings_.empty[field].push_back(&badge);
    const auto& empty = report.empty_fields;
    if (std::find(empty.begin(), empty.end(), needed_field) == empty.end()) return;
    add(badge, {.kind = "empty", .field = needed_field, .text = "is empty"});
  }

  void note_code(const ListedBadge& badge, const badge::BadgeReport& report) {
    const double module = report.smallest_qr_module_mm;
    if (module <= 0 || module >= badge::least_qr_module_mm) return;
    note_of_template(
        badge, "code", "qr",
        fmt::format("a module of the code measures {:.2f} mm, and below {} mm some scanners fail: make its "
                    "box larger",
                    module, badge::least_qr_module_mm));
  }

  // Of a template and a category's colour rather than of her who bears the badge.
  void note_contrast(const ListedBadge& badge, const badge::BadgeReport& report) {
    for (const auto& field : report.low_contrast) {
      note_of_template(badge, "contrast", field,
                       fmt::format("{} of the category {} has too little contrast to its ground to be read", field,
                                   badge.field("category")));
    }
  }

  void note_of_template(const ListedBadge& badge, const char* kind, const std::string& field, std::string text) {
    auto& all = findings_.templates;
    auto known = std::find_if(all.begin(), all.end(), [&](const TemplateFinding& each) {
      return each.template_name == badge.template_name && each.text == text;
    });
    if (known == all.end()) {
      known = all.insert(known, {.template_name = badge.template_name, .kind = kind, .field = field, .text = text});
    }
    known->badges.push_back(&badge);
  }

  void add(const ListedBadge& badge, BadgeFinding finding) {
    finding.badge = &badge;
    findings_.badges.push_back(std::move(finding));
  }

  BadgePress& press_;
  Findings findings_;
};

}  // namespace

Result<Findings> check_badges(BadgePress& press, const std::vector<const ListedBadge*>& badges) {
  Check check(press);
  for (const auto* badge : badges) {
    if (auto taken = check.take(*badge); !taken) return tl::make_unexpected(taken.error());
  }
  return check.findings();
}

}  // namespace einlass::commands
