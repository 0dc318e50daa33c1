#include "server/report/certificate_pdf.h"

#include "core/base/locale_text.h"
#include "core/base/wording.h"
#include "printing/badge/measured_pen.h"
#include "printing/badge/surface.h"
#include "printing/badge/tagged_pdf.h"
#include "server/report/report_colours.h"

#include <fmt/format.h>

namespace einlass::report {
namespace {

using badge::PdfTag;
using badge::Weight;
using base::Wording;

constexpr Wording title{"Teilnahmebestätigung", "Certificate of attendance"};
constexpr Wording of_whom{"Hiermit bestätigen wir, dass", "This is to certify that"};
constexpr Wording took_part{"an der Veranstaltung", "attended the event"};
constexpr Wording to_the_end{"teilgenommen hat.", ""};
constexpr Wording organised_by{"Veranstaltet von", "Organised by"};
constexpr Wording issued_on{"Ausgestellt am {}", "Issued on {}"};
constexpr Wording signature{"Für den Veranstalter", "For the organiser"};
constexpr Wording on_day{"am {}", "on {}"};
constexpr Wording from_to{"vom {} bis {}", "from {} to {}"};
constexpr Wording and_word{" und ", " and "};

constexpr double sheet_width = 210, sheet_height = 297;
constexpr double left = 34, room = sheet_width - left - 24;
constexpr double band = 8;  // along the left edge
constexpr double signature_line = 70;

std::string long_date(const base::VenueDay& day, const std::string& language) {
  return fmt::format("{} {}", base::day_and_month_text(day, language), day.year);
}

class CertificatePages {
 public:
  CertificatePages(const CertifiedEvent& event, const badge::Typesetter& typesetter)
      : event_(event), surface_(sheet_width, sheet_height), pen_(surface_.canvas(), typesetter, {}) {
    badge::set_document_title(surface_.canvas(), fmt::format("{}: {}", title.in(event.language), event.name));
  }

  base::Result<std::string> pdf(const std::vector<Certificate>& certificates) {
    {
      const PdfTag document(surface_.canvas(), "Document");
      for (std::size_t i = 0; i < certificates.size(); ++i) {
        draw(certificates[i]);
        if (i + 1 < certificates.size()) surface_.end_page();
      }
    }
    surface_.end_page();
    return surface_.finish().map(
        [&](std::string pdf) { return badge::with_document_language(std::move(pdf), event_.language); });
  }

 private:
  struct Style {
    double size_pt = 12;
    Weight weight = Weight::Regular;
    double below_mm = 6;
    const char* element = "P";
    badge::Colour colour = badge::black;
  };

  void draw(const Certificate& certificate) const {
    const auto& language = certificate.language;
    const PdfTag page(surface_.canvas(), "Sect");
    pen_.fill(0, 0, band, sheet_height, accent);
    double y = 58;
    y = write(title.in(language), y,
              {.size_pt = 30, .weight = Weight::Bold, .below_mm = 9, .element = "H1", .colour = accent});
    pen_.fill(left, y, 40, 0.8, accent);
    y = write(of_whom.in(language), y + 18, {.below_mm = 8});
    y = write(certificate.name, y, {.size_pt = 24, .weight = Weight::Bold, .below_mm = 4});
    y = write(certificate.company, y, {.size_pt = 13, .below_mm = 4});
    y = write(took_part.in(language), y + 8, {.below_mm = 8});
    y = write(event_.name, y, {.size_pt = 18, .weight = Weight::Bold, .below_mm = 5});
    y = write(when(certificate), y, {.size_pt = 13});
    y = write(to_the_end.in(language), y + 2, {});
    if (!event_.organiser.empty()) {
      y = write(organised_by.in(language), y + 8, {.below_mm = 4});
      y = write(event_.organiser, y, {.size_pt = 13, .weight = Weight::Bold});
    }
    draw_foot(language);
  }

  void draw_foot(const std::string& language) const {
    constexpr double y = sheet_height - 42;
    write(issued_on.with(language, long_date(event_.issued, language)), y + 3, {.size_pt = 10});
    const PdfTag tag(surface_.canvas(), "P");
    pen_.fill(left + room - signature_line, y, signature_line, 0.3, 0.2);
    pen_.write(left + room - signature_line, y + 3, signature.in(language),
               {.size_pt = 10, .widest_mm = signature_line});
  }

  // Where the next one begins.
  double write(const std::string& text, double y, const Style& style) const {
    if (text.empty()) return y;
    const PdfTag tag(surface_.canvas(), style.element);
    const auto block = pen_.paragraph(text, {.size_pt = style.size_pt, .weight = style.weight, .widest_mm = room}, 3);
    pen_.write(left, y, block, style.colour);
    return y + block.height_mm + style.below_mm;
  }

  std::string when(const Certificate& certificate) const {
    const auto& language = certificate.language;
    if (certificate.days.empty() && event_.first_day != event_.last_day) {
      return from_to.with(language, long_date(event_.first_day, language), long_date(event_.last_day, language));
    }
    const auto days = certificate.days.empty() ? std::vector{event_.first_day} : certificate.days;
    std::string text;
    for (std::size_t i = 0; i < days.size(); ++i) {
      if (i > 0) text += i + 1 == days.size() ? std::string(and_word.in(language)) : ", ";
      text += long_date(days[i], language);
    }
    return on_day.with(language, text);
  }

  const CertifiedEvent& event_;
  badge::PdfSurface surface_;
  badge::MeasuredPen pen_;
};

}  // namespace

base::Result<std::string> certificates_pdf(const CertifiedEvent& event, const std::vector<Certificate>& certificates,
                                           const std::shared_ptr<const badge::FontSet>& fonts) {
  if (certificates.empty()) {
    return base::fail(base::ErrorKind::NotFound,
                      "Nobody who is known by name has come, so there is nothing to certify.");
  }
  const badge::Typesetter typesetter(fonts);
  return CertificatePages(event, typesetter).pdf(certificates);
}

}  // namespace einlass::report
