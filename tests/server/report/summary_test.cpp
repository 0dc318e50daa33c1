// The summary that is handed on: what is counted, what is suppressed, what stands on its pages.
#include "server/report/summary.h"

#include "core/rules/guest_email.h"
#include "server/report/summary_pdf.h"
#include "tests/server/report/attendance_example.h"
#include "tests/server/report/seen_by_others.h"

#include <fmt/format.h>

namespace einlass::report {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

// By first name: how often she came.
class KnownHistory final : public History {
 public:
  std::optional<int> earlier_events(const AttendanceRow& guest) const override {
    const auto found = times_.find(guest.first_name);
    return found == times_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::string, int> times_{{"Ada", 2}, {"Max", 0}};
};

AttendanceRow came(const std::string& first_name, const std::string& category = "guest") {
  return {.ticket = first_name,
          .guest = first_name,
          .name = first_name + " Beispiel",
          .first_name = first_name,
          .category = category,
          .status = AttendanceStatus::Attended,
          .admitted = 1};
}

AttendanceRow with(AttendanceRow row, const std::string& field, const std::string& value) {
  row.extra[field] = value;
  return row;
}

TEST(Membership, IsNotNoWhereNobodyKnows) {
  EXPECT_EQ(membership_of(came("Ada", "member")), Membership::Member);
  EXPECT_EQ(membership_of(came("Ada", "prospect")), Membership::NotYet);
  EXPECT_EQ(membership_of(came("Ada", "speaker")), Membership::Unknown);
  EXPECT_EQ(membership_of(with(came("Ada", "speaker"), "membership", "Ja")), Membership::Member);
  EXPECT_EQ(membership_of(with(came("Ada", "member"), "membership", "no")), Membership::NotYet);
  EXPECT_EQ(membership_of(with(came("Ada", "speaker"), "membership", "perhaps")), Membership::Unknown);
}

void take(SummaryCount& count, const std::vector<AttendanceRow>& rows) {
  count.take(rows);
  for (const auto& row : rows) count.take_row(row);
}

TEST(SummaryCount, CountsEachGuestWhoCameOnce) {
  const KnownHistory history;
  SummaryCount count(history);
  auto second_day = with(came("Ada", "member"), "club", "Women's Club; IT-Executive Club");
  second_day.day = base::VenueDay{2026, 11, 24};
  take(count, {second_day, second_day});
  take(count, {came("Max")});
  take(count, {with(came("Lise"), "sector", "business")});
  auto absent = came("Emmy");
  absent.status = AttendanceStatus::NoShow;
  absent.admitted = 0;
  take(count, {absent});
  auto nameless = came("");
  nameless.name = "";
  take(count, {nameless});
  const auto& audience = count.audience();
  EXPECT_EQ(audience.guests, 3);
  EXPECT_EQ(audience.returners, 1);
  EXPECT_EQ(audience.first_timers, 1);
  EXPECT_EQ(audience.of_unknown_history, 1);
  EXPECT_THAT(audience.sectors, ElementsAre(Pair("", 2), Pair("business", 1)));
  EXPECT_THAT(audience.clubs, ElementsAre(Pair("", 2), Pair("IT-Executive Club", 1), Pair("Women's Club", 1)));
}

TEST(SummaryCount, CountsAPersonWithTwoTicketsOnce) {
  const KnownHistory history;
  SummaryCount count(history);
  const auto ticket = [](const char* name, const char* category, const char* email) {
    auto row = came("Ada", category);
    row.ticket = row.guest = name;
    row.email = email;
    return row;
  };
  take(count, {ticket("T1", "member", "ada@example.org")});
  take(count, {ticket("T2", "workshop", "Ada@Example.org")});
  take(count, {ticket("T3", "member", "another.ada@example.org")});
  take(count, {ticket("T4", "guest", "")});
  take(count, {ticket("T5", "guest", "")});
  EXPECT_EQ(count.audience().guests, 4) << "whoever left no address may be anybody";
  EXPECT_THAT(count.audience().membership, ElementsAre(Pair(Membership::Member, 2), Pair(Membership::Unknown, 2)));
}

TEST(SummaryCount, TakesColleaguesOnTheirBuyersAddressForThemselves) {
  const KnownHistory history;
  SummaryCount count(history);
  for (const auto* ticket : {"T1", "T2", "T3", "T4", "T5"}) {
    auto row = with(came("Olga"), rules::email_of, rules::buyer);
    row.ticket = row.guest = ticket;
    row.email = "office@example.org";
    take(count, {row});
  }
  EXPECT_EQ(count.audience().guests, 5);
}

TEST(SummaryCount, AsksTheMembershipSystemWhereTheListDoesNotSay) {
  const KnownHistory history;
  SummaryCount count(history, {.members = {"Ada", "Max"}});
  take(count, {came("Ada")});
  take(count, {came("Max", "prospect")});
  take(count, {came("Lise")});
  EXPECT_THAT(count.audience().membership,
              ElementsAre(Pair(Membership::Member, 1), Pair(Membership::NotYet, 1), Pair(Membership::Unknown, 1)));
}

// Field by field: who has a sector on the list may have her topics from the CRM.
TEST(SummaryCount, AsksTheCrmForWhatTheListDoesNotSay) {
  const KnownHistory history;
  SummaryCount count(history, {.profiles = {{"Ada", {.sector = "Trade", .club = "Sailing;Chess", .topics = "Water"}},
                                            {"Max", {.sector = "Trade", .club = {}, .topics = {}}}}});
  take(count, {with(came("Ada"), "sector", "Energy")});
  take(count, {with(came("Max"), "club", "Rowing")});
  take(count, {came("Lise")});
  const auto& audience = count.audience();
  EXPECT_THAT(audience.sectors, ElementsAre(Pair("", 1), Pair("Energy", 1), Pair("Trade", 1)));
  EXPECT_THAT(audience.clubs, ElementsAre(Pair("", 1), Pair("Chess", 1), Pair("Rowing", 1), Pair("Sailing", 1)));
  EXPECT_THAT(audience.topics, ElementsAre(Pair("", 2), Pair("Water", 1)));
}

Summary evening() {
  Summary summary{.head = {.event_key = "summit", .event_name = "Future Summit 2026", .time_zone = "Europe/Berlin"},
                  .organiser = "Digitale Wirtschaft Hafenstadt e. V.",
                  .starts = at("2026-11-23T18:00"),
                  .ends = at("2026-11-23T23:00"),
                  .categories = {{"member", "Mitglied"}, {"guest", "Gast"}, {"press", "Presse"}}};
  auto& head = summary.head;
  head.exported = at("2026-11-24T09:30");
  head.figures.all = {
      .tickets = 640, .expected = 652, .admitted = 571, .no_shows = 88, .excused = 14, .walk_ins = 31, .counted = 6};
  head.figures.by_category["member"] = {
      .tickets = 300, .expected = 310, .admitted = 281, .no_shows = 33, .walk_ins = 8};
  head.figures.by_category["guest"] = {
      .tickets = 330, .expected = 332, .admitted = 283, .no_shows = 53, .walk_ins = 23};
  head.figures.by_category["press"] = {.tickets = 10, .expected = 10, .admitted = 7, .no_shows = 2};
  const int by_five[] = {2, 9, 31, 64, 102, 121, 88, 54, 37, 21, 14, 9, 7, 4, 3, 0, 2, 1, 0, 2};
  auto minute = at("2026-11-23T17:30").unix_ms() / 60'000;
  for (const int persons : by_five) {
    if (persons > 0) head.arrivals[minute]["guest"] = persons;
    minute += 5;
  }
  summary.audience = {
      .guests = 560,
      .membership = {{Membership::Member, 281}, {Membership::NotYet, 203}, {Membership::Unknown, 76}},
      .first_timers = 214,
      .returners = 297,
      .of_unknown_history = 49,
      .sectors = {{"business", 301},
                  {"research_education", 74},
                  {"government", 33},
                  {"marketing_communication", 61},
                  {"intermediaries", 21},
                  {"Fischerei", 2},
                  {"", 68}},
      .clubs = {{"Women's Club", 120},
                {"IT-Executive Club", 44},
                {"Agile HR Club", 31},
                {"Hackers & Founders", 3},
                {"", 380}},
      .topics = {{"Künstliche Intelligenz in der Verwaltung und im Gesundheitswesen der Metropolregion", 90},
                 {"Cloud", 41},
                 {"Quanten", 4},
                 {"", 430}}};
  summary.lists["Anna Berg"] = {.tickets = 300, .expected = 310, .admitted = 281, .no_shows = 33, .walk_ins = 8};
  summary.lists[""] = {.tickets = 340, .expected = 342, .admitted = 290, .no_shows = 55, .walk_ins = 23};
  return summary;
}

std::string pdf_of(const Summary& summary, const std::string& language) {
  auto pdf = summary_pdf(summary, berlin(), language, packaged_fonts());
  if (!pdf) throw std::runtime_error(pdf.error().message);
  return *std::move(pdf);
}

// With a space for every line's end and for all that parts columns.
std::string text_of(const Summary& summary, const std::string& language) {
  const auto pdf = pdf_of(summary, language);
  keep("summary-" + language + ".pdf", pdf);
  std::string text;
  for (const char letter : seen_by("pdftotext -layout", pdf, "-")) {
    const bool parts = letter == ' ' || letter == '\n' || letter == '\f';
    if (!parts) text += letter;
    if (parts && !text.ends_with(' ')) text += ' ';
  }
  return text;
}

TEST(SummaryPdf, IsDatedByTheCalendarAfterMidnight) {
  auto summary = evening();
  summary.head.exported = at("2026-11-24T00:30");
  EXPECT_THAT(text_of(summary, "de"), HasSubstr("Stand 24.11.2026, 00:30"));
}

TEST(SummaryPdf, SaysTheFiguresInBothLanguages) {
  EXPECT_THAT(
      text_of(evening(), "de"),
      AllOf(HasSubstr("Future Summit 2026"), HasSubstr("652"), HasSubstr("571"), HasSubstr("23.11.2026"),
            HasSubstr("Die meisten kamen von 17:55 bis 18:00 Uhr: 121 Personen. Ein Viertel war um 17:55 Uhr da"),
            HasSubstr("Noch nicht Mitglieder"), HasSubstr("Forschung und Bildung"), HasSubstr("Anna Berg"),
            HasSubstr("nicht bekannt"), HasSubstr("Seite 1 von")));
  EXPECT_THAT(text_of(evening(), "en"),
              AllOf(HasSubstr("Summary"), HasSubstr("Most came from 17:55 to 18:00: 121 persons."),
                    HasSubstr("Not-yet-members"), HasSubstr("Research and education"), HasSubstr("Page 1 of")));
}

TEST(SummaryPdf, ShowsNoCellUnderFive) {
  auto small = evening();
  small.head.figures.by_category = {{"press", {.tickets = 9, .expected = 9, .admitted = 3}},
                                    {"guest", {.tickets = 77, .expected = 77, .admitted = 66}},
                                    {"member", {.tickets = 88, .expected = 88, .admitted = 71}}};
  const auto text = text_of(small, "en");
  EXPECT_THAT(text, AllOf(HasSubstr("fewer than 5"), HasSubstr("not shown"), HasSubstr("71"), Not(HasSubstr("66"))));
  EXPECT_THAT(text, AllOf(Not(HasSubstr("Fischerei")), Not(HasSubstr("Hackers")), Not(HasSubstr("Quanten"))));
}

TEST(SummaryPdf, OfNobodyIsWhole) {
  Summary empty;
  EXPECT_THAT(text_of(empty, "en"), HasSubstr("Nobody came."));
}

TEST(SummaryPdf, IsTaggedAndSaysTitleAndLanguage) {
  const auto pdf = pdf_of(evening(), "de");
  EXPECT_THAT(seen_by("qpdf --check", pdf), HasSubstr("No syntax or stream encoding errors found"));
  EXPECT_THAT(seen_by("pdfinfo", pdf),
              AllOf(HasSubstr("Auswertung: Future Summit 2026"), testing::ContainsRegex("Tagged: +yes")));
  EXPECT_THAT(pdf, AllOf(HasSubstr("/Lang (de)"), HasSubstr("/DisplayDocTitle true")));
  const auto structure = seen_by("pdfinfo -struct", pdf);
  EXPECT_THAT(structure, AllOf(HasSubstr("Document"), HasSubstr("H1"), HasSubstr("Table"), HasSubstr("TH")));
}

TEST(SummaryPdf, KeepsLongLabelsWhole) {
  EXPECT_THAT(text_of(evening(), "de"), AllOf(HasSubstr("Künstliche Intelligenz"), HasSubstr("Metropolregion")));
}

}  // namespace
}  // namespace einlass::report
