// Certificates of attendance, as they are read.
#include "server/report/certificate_pdf.h"
#include "tests/server/report/seen_by_others.h"

namespace einlass::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::string pages_of(const CertifiedEvent& event, const std::vector<Certificate>& certificates) {
  const auto pdf = certificates_pdf(event, certificates, packaged_fonts());
  if (!pdf) throw std::runtime_error(pdf.error().message);
  keep("certificates.pdf", *pdf);
  EXPECT_THAT(seen_by("qpdf --check", *pdf), HasSubstr("No syntax or stream encoding errors found"));
  return seen_by("pdftotext -layout", *pdf, "-");
}

const CertifiedEvent summit{.name = "Future Summit 2026",
                            .organiser = "Digitale Wirtschaft Hafenstadt e. V.",
                            .first_day = {2026, 11, 23},
                            .last_day = {2026, 11, 25},
                            .issued = {2026, 11, 26},
                            .language = "de"};

TEST(Certificates, SpeakEachGuestsLanguage) {
  const auto text = pages_of(
      summit,
      {{.name = "Jürgen Weiß", .company = "Hafen & Elbe", .days = {{2026, 11, 23}, {2026, 11, 25}}, .language = "de"},
       {.name = "Ada Lovelace", .company = "", .days = {}, .language = "en"},
       {.name = "Dr. Anna-Katharina Freifrau von Mustermann-Beispielhausen zu Hohenlohe-Langenburg",
        .company =
            "Gesellschaft für die Förderung der digitalen Wirtschaft und Verwaltung in Norddeutschland mbH & Co. KG",
        .days = {{2026, 11, 24}},
        .language = "de"}});
  EXPECT_THAT(text, AllOf(HasSubstr("Teilnahmebestätigung"), HasSubstr("Jürgen Weiß"), HasSubstr("Hafen & Elbe"),
                          HasSubstr("am 23. November 2026 und 25. November 2026")));
  EXPECT_THAT(text, AllOf(HasSubstr("Certificate of attendance"), HasSubstr("Ada Lovelace"),
                          HasSubstr("from 23 November 2026 to 25 November 2026")));
  EXPECT_THAT(text, AllOf(HasSubstr("Hohenlohe-Langenburg"), HasSubstr("am 24. November 2026")));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\f'), 3);
}

TEST(Certificates, OfNobodyAreNone) {
  EXPECT_FALSE(certificates_pdf(summit, {}, packaged_fonts()));
}

}  // namespace
}  // namespace einlass::report
