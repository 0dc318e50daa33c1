// What is handed on after an event, asked for as the pages ask.
#include "core/base/bytes.h"
#include "core/base/file.h"
#include "tests/server/commands/host_fixture.h"

#include <array>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace einlass::commands {
namespace {

using base::ErrorKind;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Summaries : public HostFixture {
 protected:
  void evening() {
    create("club_evening");
    pair("North");
    for (const auto* name : {"Ada", "Alba"}) add(name, "anna");
    add("Bea", "berta");
    go_to("18:30");
    for (const auto* name : {"Ada", "Bea"}) scan_at_kiosk(name);
  }

  // Twelve guests, half of them members, all of one sector.
  void hold_with_members() {
    create("club_evening");
    std::string list = "Name;Mitglied;Branche;Club;Themenfelder\n";
    for (int i = 0; i < 12; ++i)
      list += fmt::format("Gast {};{};Handel;Segelclub;Wasser, Wind\n", i, i < 6 ? "ja" : "nein");
    const auto imported = ask("guests.import", {{"content", base::base64url(base::to_bytes(list))}}, organiser_);
    ASSERT_FALSE(imported.error) << imported.text;
    go_to("18:30");
    const auto listed = ask("guests.list", {}, organiser_);
    ASSERT_FALSE(listed.error) << listed.text;
    for (const auto& guest : listed.at("guests").as_array()) {
      const auto ticket = std::string(guest.at("ticket").as_string());
      const auto admitted = ask("guest.admit", {{"ticket", ticket}, {"scan", scan_id(ticket)}}, organiser_);
      ASSERT_FALSE(admitted.error) << admitted.text;
    }
  }

  // Of the whole venue, so no event is named.
  base::Result<std::string> year(int number) {
    CommandContext context{.desk = *desk_, .reach = reach_};
    const json::object arguments{{"year", number}, {"format", "csv"}};
    return run(context, {.name = "year.figures", .arguments = json::serialize(arguments)});
  }

  // As pdftotext reads it.
  std::string text_of(const Answer& answer) {
    EXPECT_FALSE(answer.error) << answer.text;
    const auto bytes = base::from_base64url(answer.word("content")).value();
    const auto file = folder_ / "paper.pdf";
    EXPECT_TRUE(base::write_file(file, base::as_text(bytes)));
    std::string text;
    auto* pipe = ::popen(("pdftotext -layout " + file.string() + " -").c_str(), "r");
    std::array<char, 4096> piece{};
    while (const auto size = std::fread(piece.data(), 1, piece.size(), pipe)) text.append(piece.data(), size);
    EXPECT_EQ(::pclose(pipe), 0);
    return text;
  }
};

TEST_F(Summaries, HaveFiguresAndNoNames) {
  evening();
  const auto text = text_of(ask("attendance.summary", {{"language", "de"}}, organiser_));
  EXPECT_THAT(text, AllOf(HasSubstr("Auswertung"), HasSubstr("Gästelisten"), HasSubstr("weniger als 5")));
  EXPECT_THAT(text, AllOf(Not(HasSubstr("Ada")), Not(HasSubstr("Bea"))));
}

TEST_F(Summaries, CountWhatColumnsOfTheListSay) {
  hold_with_members();
  const auto said_of = [&] { return text_of(ask("attendance.summary", {{"language", "de"}}, organiser_)); };
  const auto text = said_of();
  for (const auto* said : {"Handel", "Segelclub", "Wasser", "Wind"}) EXPECT_THAT(text, HasSubstr(said));
  EXPECT_THAT(text, testing::ContainsRegex("Mitglieder +6"));
  EXPECT_THAT(year(2026).value(), HasSubstr(",open,12,12,12,0,0,0,0,,,,,"));
  ASSERT_FALSE(ask("event.close", {{"confirm", true}}, organiser_).error);
  ASSERT_TRUE(desk_->privacy().begin_purge(event_.text(), 0));
  const auto later = said_of();
  for (const auto* said : {"Handel", "Segelclub", "Wasser", "Wind"}) EXPECT_THAT(later, HasSubstr(said));
  EXPECT_THAT(later, testing::ContainsRegex("Mitglieder +6"));
  EXPECT_THAT(year(2026).value(), HasSubstr(",closed,12,12,12,0,0,0,0,12,6,6,"));
}

TEST_F(Summaries, OfAHostAreOfHerLists) {
  evening();
  const auto text = text_of(ask("guests.summary", {}, anna_));
  EXPECT_THAT(text, AllOf(HasSubstr("fewer than 5 persons came on the lists of others"), Not(HasSubstr("berta"))));
}

TEST_F(Summaries, OfOneListAreTheHosts) {
  evening();
  const auto of = [&](const char* list) { return ask("attendance.summary", {{"list", list}}, organiser_); };
  EXPECT_EQ(text_of(of("anna")), text_of(ask("guests.summary", {}, anna_)));
  EXPECT_EQ(of("nobody").error, ErrorKind::NotFound);
}

TEST_F(Summaries, CertifyWhoCameAndNobodyElse) {
  evening();
  const auto text = text_of(ask("attendance.certificates", {}, organiser_));
  EXPECT_THAT(text, AllOf(HasSubstr("Certificate of attendance"), HasSubstr("Ada"), HasSubstr("Bea")));
  EXPECT_THAT(text, Not(HasSubstr("Alba")));
  const auto one = text_of(ask("attendance.certificates", {{"ticket", id("Bea")}, {"language", "de"}}, organiser_));
  EXPECT_THAT(one, AllOf(HasSubstr("Teilnahmebestätigung"), HasSubstr("Bea"), Not(HasSubstr("Ada"))));
  EXPECT_EQ(ask("attendance.certificates", {{"ticket", id("Alba")}}, organiser_).error, ErrorKind::NotFound);
}

TEST_F(Summaries, KeepAYearsFiguresAsTheyWereWhenItsEventsWereClosed) {
  evening();
  EXPECT_THAT(year(2026).value(), HasSubstr(",club_evening,1,open,3,3,2,1,0,0,0"));
  ASSERT_FALSE(ask("event.close", {{"confirm", true}}, organiser_).error);
  EXPECT_THAT(year(2026).value(), HasSubstr(",club_evening,1,closed,3,3,2,1,0,0,0"));
  EXPECT_THAT(year(2026).value(), HasSubstr("year,,,2026,,1,,3,3,2,1,0,0,0"));
  EXPECT_THAT(year(2025).value(), Not(HasSubstr("The Evening")));
  EXPECT_EQ(year(26).error().kind, ErrorKind::InvalidInput);
}

TEST_F(Summaries, AskForWordsTheyKnow) {
  evening();
  EXPECT_EQ(ask("attendance.summary", {{"language", "fr"}}, organiser_).error, ErrorKind::InvalidInput);
  EXPECT_EQ(ask("attendance.export", {{"format", "pdf"}}, organiser_).error, ErrorKind::InvalidInput);
}

}  // namespace
}  // namespace einlass::commands
