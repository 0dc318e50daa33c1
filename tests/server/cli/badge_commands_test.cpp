#include "db/attendance_journal.h"
#include "db/guest_book.h"
#include "server/venue/desk.h"
#include "tests/server/cli/desk_fixture.h"
#include "tests/support/printers/printer_process.h"

#include <algorithm>
#include <memory>
#include <set>
#include <sstream>
#include <vector>

namespace einlass::cli {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

constexpr const char* three_guests =
    "First Name,Last Name,Company,Category,Code\nAda,Lovelace,Works,member,A\nMax,Born,GU,guest,B\n"
    "Jürgen,Kowalski,Hafen,guest,C\n";

class BadgeCommands : public DeskFixture {
 protected:
  rules::TicketId ticket_of(const std::string& name) const {
    rules::TicketId ticket;
    at_the_desk([&](venue::Desk& desk, rules::EventId event) {
      const auto read = desk.event(event).value()->store.guests().each([&](const rules::GuestRow& row) {
        if (row.guest.full_name == name) ticket = row.ticket.id;
      });
      ASSERT_TRUE(read);
    });
    return ticket;
  }

  void write_to_journal(const rules::EntryDraft& draft) const {
    at_the_desk([&](venue::Desk& desk, rules::EventId event) {
      ASSERT_TRUE(desk.door().begin());
      ASSERT_TRUE(desk.door().append(event, draft));
      ASSERT_TRUE(desk.door().commit());
    });
  }

  // What is owed to her once she has come in.
  std::vector<int> owed_at_the_door(const std::string& name) const {
    const auto ticket = ticket_of(name);
    write_to_journal({.ticket = ticket,
                      .scan = rules::ScanStep{rules::ScanId::random(), 1},
                      .fact = rules::Admitted{.badges_due = 1, .category = "guest"}});
    std::vector<int> owed;
    at_the_desk([&](venue::Desk& desk, rules::EventId event) {
      owed = desk.event(event).value()->store.journal().state_of(ticket).value().owed_badges({});
    });
    return owed;
  }

  // As a killed program leaves it: in the journal, and nothing more.
  rules::BadgeSerial start_only(const std::string& name) const {
    const auto serial = rules::BadgeSerial::random();
    const auto ticket = ticket_of(name);
    at_the_desk([&](venue::Desk& desk, rules::EventId event) {
      const auto row = desk.event(event).value()->store.guests().by_ticket(ticket).value();
      const auto answers = desk.prints().start(
          "summit",
          {{.print = {.id = rules::PrintJobId::random(), .ticket = ticket, .serial = serial, .printer = "Desk"},
            .guest = row->guest.id}});
      ASSERT_TRUE(answers) << answers.error().message;
      ASSERT_EQ(answers->front(), venue::StartAnswer::Started);
    });
    return serial;
  }

  std::string output(const std::string& name) const { return (folder_ / name).string(); }

  // Read by zbar from every page.
  std::vector<std::string> codes_in(const std::string& pdf) const {
    const auto pictures = folder_ / "pages";
    fs::remove_all(pictures);
    fs::create_directories(pictures);
    test::output_of({"pdftoppm", "-r", "300", "-png", pdf, (pictures / "p").string()});
    std::vector<std::string> read{"zbarimg", "-q", "--nodbus", "--raw"};
    for (const auto& page : fs::directory_iterator(pictures)) read.push_back(page.path().string());
    std::istringstream lines(test::output_of(read));
    std::vector<std::string> codes;
    for (std::string line; std::getline(lines, line);) codes.push_back(line);
    return codes;
  }
};

TEST_F(BadgeCommands, DrawATestPage) {
  const auto page = output("page.pdf");
  EXPECT_EQ(run_plain({"badge", "test-page", "62x100", "--dpi", "300", "-o", page}).exit_code, 0);
  EXPECT_THAT(read(page), StartsWith("%PDF"));
  for (const auto& wrong : {std::vector<std::string>{"62", page}, {"5x5", page}, {"62x100", output("page.txt")}}) {
    const auto ran = run_plain({"badge", "test-page", wrong[0], "-o", wrong[1]});
    EXPECT_EQ(ran.exit_code, 1) << wrong[0];
    EXPECT_THAT(ran.errors, IsOneSentence());
  }
}

TEST_F(BadgeCommands, FindNothingWhereEveryBadgeIsAsItShouldBe) {
  create_event(three_guests);
  const auto ran = run({"badge", "preflight", "summit"});
  EXPECT_EQ(ran.exit_code, 0) << ran.errors;
  EXPECT_THAT(ran.output, HasSubstr("3 badges checked, 0 to look at.\n"));
}

TEST_F(BadgeCommands, ListWhatDoesNotFitAndWhichCharactersNoFontHas) {
  const std::string endless(190, 'W');
  create_event("Name,Company,Code\nAda Lovelace,Works,A\nMax \U00013000\U00013001,GU,B\nEva " + endless + ",Hafen,C\n");
  const auto ran = run({"badge", "preflight", "summit", "--csv", output("findings.csv")});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.errors, AllOf(IsOneSentence(), Not(HasSubstr("Max"))));
  EXPECT_THAT(ran.output, AllOf(HasSubstr("no font has U+13000, U+13001"), HasSubstr("does not fit"),
                                HasSubstr("3 badges checked, 2 to look at.\n"), Not(HasSubstr("Ada"))));
  EXPECT_THAT(read(output("findings.csv")),
              AllOf(HasSubstr(",glyphs,name,"), HasSubstr("U+13000 U+13001"), HasSubstr(",overflow,name,")));
}

TEST_F(BadgeCommands, CheckTheNamesThatGuestsHaveByNowAndWhoWasRegisteredAtTheDoor) {
  create_event(three_guests);
  const auto ticket = ticket_of("Ada Lovelace");
  at_the_desk([&](venue::Desk& desk, rules::EventId event) {
    const venue::StaffAct by{.event = event, .place = {.name = "test"}, .decider = rules::Decider::Host};
    rules::Guest walk_in{.id = rules::GuestId::random(), .full_name = "Walk \U00013002", .company = {}};
    ASSERT_TRUE(desk.door().begin());
    ASSERT_TRUE(
        desk.staff().act(by, rules::CorrectGuest{.ticket = ticket, .fields = {{"full_name", "Ada \U00013003"}}}));
    const auto registered = desk.staff().act(
        by, rules::RegisterGuest{.ticket = rules::TicketId::random(), .guest = walk_in, .category = "guest"});
    ASSERT_TRUE(registered) << registered.error().message;
    ASSERT_TRUE(desk.door().commit());
  });
  const auto ran = run({"badge", "preflight", "summit"});
  EXPECT_THAT(ran.output,
              AllOf(HasSubstr("U+13002"), HasSubstr("U+13003"), HasSubstr("4 badges checked, 2 to look at.")));
}

TEST_F(BadgeCommands, DrawProofsThatOpenNothingAndLeaveNoTrace) {
  create_event(three_guests);
  const auto sheets = output("proof.pdf");
  const auto ran = run({"badge", "sheet", "summit", "-o", sheets});
  EXPECT_EQ(ran.exit_code, 0) << ran.errors;
  EXPECT_THAT(test::output_of({"pdfinfo", sheets}),
              AllOf(HasSubstr("Pages:           1\n"), HasSubstr("Page size:       595.276 x 841.89 pts (A4)")));
  const auto codes = codes_in(sheets);
  EXPECT_THAT(codes, SizeIs(3));
  EXPECT_THAT(codes, Each(StartsWith("EINLASS PROOF")));
  EXPECT_THAT(run({"journal", "export", "--event", "summit"}).output, Not(HasSubstr("badge_started")));
}

TEST_F(BadgeCommands, PrintBadgesForRealOnceAndNoDoorOwesAnother) {
  create_event(three_guests);
  const auto first = run({"badge", "print", "summit", "-o", output("badges.pdf")});
  EXPECT_EQ(first.exit_code, 0) << first.errors;
  const auto codes = codes_in(output("badges.pdf"));
  EXPECT_THAT(std::set(codes.begin(), codes.end()), SizeIs(3));
  EXPECT_THAT(codes, Each(StartsWith("EB1:")));
  EXPECT_THAT(test::output_of({"pdfinfo", output("badges.pdf")}), HasSubstr("Pages:           3\n"));
  EXPECT_THAT(owed_at_the_door("Ada Lovelace"), IsEmpty());
  const auto again = run({"badge", "print", "summit", "-o", output("more.pdf")});
  EXPECT_EQ(again.exit_code, 0) << again.errors;
  EXPECT_THAT(again.output, HasSubstr("nothing was written"));
  EXPECT_FALSE(fs::exists(output("more.pdf")));
}

TEST_F(BadgeCommands, WriteSheetsForRealOfThoseSelectedAndOverNoFile) {
  create_event(three_guests);
  const auto ran = run({"badge", "sheet", "summit", "--from", "B", "--to", "K", "--record", "-o", output("b-k.pdf")});
  EXPECT_EQ(ran.exit_code, 0) << ran.errors;
  EXPECT_THAT(codes_in(output("b-k.pdf")), AllOf(SizeIs(2), Each(StartsWith("EB1:"))));
  const auto over = run({"badge", "sheet", "summit", "--record", "-o", output("b-k.pdf")});
  EXPECT_EQ(over.exit_code, 1);
  EXPECT_THAT(over.errors, IsOneSentence());
  const auto members = run({"badge", "sheet", "summit", "--category", "member", "--record", "-o", output("m.pdf")});
  EXPECT_THAT(members.output, HasSubstr("Wrote 1 badge "));
  const auto nobody = run({"badge", "sheet", "summit", "--category", "nobody", "-o", output("n.pdf")});
  EXPECT_EQ(nobody.exit_code, 1);
  EXPECT_THAT(nobody.errors, IsOneSentence());
}

// A badge that cannot be drawn keeps no other from its place, and its guest still has none.
TEST_F(BadgeCommands, WriteAllOthersWhereOneBadgeCannotBeDrawn) {
  create_event("First Name,Last Name,Code\nAda,Lovelace,A\n" + endless_name() + ",B\n");
  const auto is_told =
      AllOf(HasSubstr("Wrote 1 badge "), HasSubstr("NOT PRINTED"), HasSubstr("is too long for a badge"));
  const auto proof = run({"badge", "sheet", "summit", "-o", output("proof.pdf")});
  EXPECT_EQ(proof.exit_code, 1);
  EXPECT_THAT(proof.errors, HasSubstr("einlass: Some badges cannot be drawn"));
  EXPECT_THAT(proof.output, is_told);
  const auto ran = run({"badge", "print", "summit", "-o", output("badges.pdf")});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.errors, HasSubstr("einlass: Not every badge is there yet"));
  EXPECT_THAT(ran.output, is_told);
  EXPECT_THAT(codes_in(output("badges.pdf")), SizeIs(1));
  EXPECT_THAT(run({"badge", "settle", "summit"}).output, HasSubstr("No badge is in doubt"));
  const auto again = run({"badge", "print", "summit", "-o", output("more.pdf")});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.output, AllOf(StartsWith("Nothing was written.\n"), HasSubstr("is too long for a badge")));
}

TEST_F(BadgeCommands, SayHowFarAFileIs) {
  create_event(three_guests);
  const auto ran = run({"badge", "print", "summit", "-o", output("badges.pdf")});
  EXPECT_THAT(ran.errors, AllOf(StartsWith("0 of 3 drawn\n"), HasSubstr("3 of 3 drawn")));
  const auto proof = run({"--json", "badge", "sheet", "summit", "-o", output("proof.pdf")});
  EXPECT_EQ(proof.errors, "");
}

// The paper may lie there all the same, and it says who knows.
TEST_F(BadgeCommands, ListWhatIsInDoubtOfATicketThatWasCancelledSince) {
  create_event(three_guests);
  const auto serial = start_only("Max Born").text();
  const auto list =
      write("fewer.csv", "First Name,Last Name,Company,Category,Status,Code\nMax,Born,GU,guest,cancelled,B\n");
  const auto imported = run({"guests", "import", list.string(), "--event", "summit"});
  ASSERT_EQ(imported.exit_code, 0) << imported.errors;
  EXPECT_THAT(run({"badge", "settle", "summit"}).output, AllOf(HasSubstr(serial), HasSubstr("Max Born")));
  EXPECT_THAT(run({"badge", "preflight", "summit"}).output, HasSubstr("2 badges checked"));
  EXPECT_THAT(run({"badge", "print", "summit", "-o", output("badges.pdf")}).output, HasSubstr("Wrote 2 badges "));
  EXPECT_EQ(run({"badge", "settle", "summit", "--not-printed", "all"}).exit_code, 0);
  EXPECT_THAT(run({"badge", "settle", "summit"}).output, HasSubstr("No badge is in doubt"));
}

TEST_F(BadgeCommands, LeaveWhatAKilledRunBeganToAPersonsWord) {
  create_event(three_guests);
  const auto serial = start_only("Max Born").text();
  const auto others = run({"badge", "print", "summit", "-o", output("others.pdf")});
  EXPECT_EQ(others.exit_code, 1);
  EXPECT_THAT(others.errors, HasSubstr("einlass: Not every badge is there yet"));
  EXPECT_THAT(others.output, AllOf(HasSubstr("Wrote 2 badges "), HasSubstr("IN DOUBT"), HasSubstr(serial)));
  EXPECT_THAT(codes_in(output("others.pdf")), SizeIs(2));
  EXPECT_THAT(run({"badge", "settle", "summit"}).output, AllOf(HasSubstr(serial), HasSubstr("Max Born")));
  const auto none = run({"badge", "sheet", "summit", "--record", "-o", output("none.pdf")});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.output, AllOf(StartsWith("Nothing was written.\n"), HasSubstr(serial)));
  EXPECT_FALSE(fs::exists(output("none.pdf")));
  for (const auto& other : {serial, std::string("01ARZ3NDEKTSV4RRFFQ69G5FAV")}) {
    const auto half = run({"badge", "settle", "summit", "--printed", serial, "--not-printed", other});
    EXPECT_EQ(half.exit_code, 1);
    EXPECT_THAT(half.errors, AllOf(HasSubstr(other), HasSubstr("nothing was settled")));
    EXPECT_THAT(run({"badge", "settle", "summit"}).output, HasSubstr(serial));
  }
  EXPECT_EQ(run({"badge", "settle", "summit", "--not-printed", "EB1:" + serial}).exit_code, 0);
  EXPECT_EQ(run({"badge", "print", "summit", "-o", output("last.pdf")}).exit_code, 0);
  EXPECT_THAT(codes_in(output("last.pdf")), AllOf(SizeIs(1), Not(testing::Contains("EB1:" + serial))));
  const auto gone = run({"badge", "settle", "summit", "--printed", serial});
  EXPECT_EQ(gone.exit_code, 1);
  EXPECT_THAT(gone.errors, IsOneSentence());
}

TEST_F(BadgeCommands, SayHowManyHaveNoNameYet) {
  create_event("Name,Code\nAda Lovelace,A\nMax Born,B\n");
  for (int i = 0; i < 2; ++i) put_unnamed_ticket();
  const auto first = run({"badge", "print", "summit", "-o", output("named.pdf")});
  EXPECT_EQ(first.exit_code, 0) << first.errors;
  EXPECT_THAT(first.output, AllOf(HasSubstr("Wrote 2 badges "), HasSubstr("2 have no name yet and were left out.\n")));
  const auto again = run({"badge", "print", "summit", "-o", output("more.pdf")});
  EXPECT_EQ(again.output, "Nothing was written.\n2 have no name yet and were left out.\n");
}

TEST_F(BadgeCommands, TakeAPersonsWordThatABadgeIsThere) {
  create_event(three_guests);
  start_only("Max Born");
  EXPECT_EQ(run({"badge", "settle", "summit", "--printed", "all"}).exit_code, 0);
  EXPECT_THAT(run({"badge", "settle", "summit"}).output, HasSubstr("No badge is in doubt"));
  EXPECT_THAT(owed_at_the_door("Max Born"), IsEmpty());
}

TEST_F(BadgeCommands, PrintNothingForAnotherEventsNameOrWithoutAPrinter) {
  create_event(three_guests);
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{"badge", "print", "nope", "-o", output("x.pdf")},
                                             {"badge", "preflight", "nope"},
                                             {"badge", "sheet", "nope", "-o", output("x.pdf")},
                                             {"badge", "sheet", "summit", "-o", output("x.png")},
                                             {"badge", "settle", "nope"},
                                             {"badge", "print", "summit"},
                                             {"badge", "print", "summit", "--printer", "Desk"}}) {
    const auto ran = run(arguments);
    EXPECT_EQ(ran.exit_code, 1) << arguments[1];
    EXPECT_THAT(ran.errors, IsOneSentence()) << arguments[1];
  }
}

}  // namespace
}  // namespace einlass::cli
