// What was recorded, as files and as figures.
#include "core/base/clock.h"
#include "server/venue/desk.h"
#include "tests/server/cli/desk_fixture.h"

namespace einlass::cli {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

using Cli = CliFixture;

TEST_F(Cli, ExportsAttendanceToAFileOrToStandardOutput) {
  create_event();
  const auto file = folder_ / "attendance.csv";
  const auto ran = run({"attendance", "export", "--event", "summit", "--output", file.string()});
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.output, IsEmpty());
  EXPECT_EQ(read(file), run({"attendance", "export", "--event", "summit"}).output);
  EXPECT_EQ(read(file), run({"attendance", "export", "--event", "summit", "--output", "-"}).output);
  EXPECT_THAT(read(file), AllOf(StartsWith("\xEF\xBB\xBFname,"), HasSubstr("Ada Lovelace,Ada,Lovelace,")));
  const auto json = run({"attendance", "export", "--event", "summit", "--format", "json"});
  EXPECT_THAT(json.output, AllOf(StartsWith("{\"event\":"), HasSubstr("\"name\":\"Max Born\"")));
}

TEST_F(Cli, ExportsTheListOfOneOwner) {
  create_event();
  const auto list = write("joint.csv", "Name,Code,Invited by\nGrete Hermann,G,Anna Berg\n");
  ASSERT_EQ(run({"guests", "import", list.string(), "--event", "summit"}).exit_code, 0);
  const auto hers = run({"attendance", "export", "--event", "summit", "--list", "Anna Berg"});
  EXPECT_EQ(hers.exit_code, 0) << hers.errors;
  EXPECT_THAT(hers.output, AllOf(HasSubstr("Grete Hermann"), HasSubstr("(others)"), Not(HasSubstr("Ada Lovelace"))));
  const auto json = run({"attendance", "export", "--event", "summit", "--list", "Anna Berg", "--format", "json"});
  EXPECT_THAT(json.output, AllOf(HasSubstr("\"tickets\":1,"), Not(HasSubstr("Ada Lovelace"))));
  const auto summary = run({"attendance", "summary", "--event", "summit", "--list", "Anna Berg"});
  EXPECT_THAT(summary.output, StartsWith("%PDF-"));
  for (const auto* command : {"export", "summary"}) {
    const auto none = run({"attendance", command, "--event", "summit", "--list", "Berta Tal"});
    EXPECT_EQ(none.exit_code, 1);
    EXPECT_THAT(none.errors, AllOf(IsOneSentence(), HasSubstr("it has those of Anna Berg.")));
  }
}

TEST_F(Cli, ExportsAndVerifiesTheJournal) {
  create_event();
  const auto file = folder_ / "journal.jsonl";
  EXPECT_EQ(run({"journal", "export", "--event", "summit", "--output", file.string()}).exit_code, 0);
  const auto verified = run_plain({"journal", "verify", file.string()});
  EXPECT_EQ(verified.exit_code, 0);
  EXPECT_THAT(verified.output, HasSubstr("0 entries verified"));
  const auto cut = run_plain({"journal", "verify", write("cut.jsonl", "").string()});
  EXPECT_EQ(cut.exit_code, 1);
  EXPECT_THAT(cut.output, HasSubstr("end is missing"));
  EXPECT_THAT(cut.errors, AllOf(IsOneSentence(), HasSubstr("the first that is wrong is the end")));
  EXPECT_EQ(run_plain({"journal", "verify", file.string(), "--ends", file.string()}).exit_code, 0);
  const auto no_end = run_plain({"journal", "verify", file.string(), "--ends", write("none.jsonl", "").string()});
  EXPECT_EQ(no_end.exit_code, 1);
  EXPECT_THAT(no_end.errors, AllOf(IsOneSentence(), HasSubstr("closing line")));
}

class CliPhones : public DeskFixture {};

TEST_F(CliPhones, AreListedAndGivenUp) {
  create_event();
  const auto phones = [&] { return run({"journal", "phones", "--event", "summit"}).output; };
  EXPECT_EQ(phones(), "No phone writes a journal of this event.\n");
  EXPECT_EQ(run({"staff", "add", "Anna Berg", "--role", "host"}).exit_code, 0);
  std::string journal;
  at_the_desk([&](venue::Desk& desk, rules::EventId event) {
    const venue::Caller anna{.number = 1, .name = "Anna Berg", .role = rules::Role::Host};
    const auto opened = desk.journals().open({.event = event.text(), .caller = anna}, std::nullopt);
    journal = opened.value().page.journal.text();
  });
  EXPECT_THAT(phones(), AllOf(HasSubstr(journal), HasSubstr("Anna Berg")));
  EXPECT_EQ(run({"journal", "lost", journal, "--event", "summit"}).exit_code, 0);
  EXPECT_EQ(phones(), "No phone writes a journal of this event.\n");
  const auto again = run({"journal", "lost", journal, "--event", "summit"});
  EXPECT_EQ(again.exit_code, 1);
  EXPECT_THAT(again.errors, IsOneSentence());
}

TEST_F(Cli, ListsWhatWasPutAsideAndAcceptsTheClock) {
  create_event();
  EXPECT_EQ(run({"journal", "parked", "--event", "summit"}).output, "No entry of this event was put aside.\n");
  EXPECT_EQ(run({"venue-time", "accept"}).output,
            "Venue time and the clock of this computer agree; nothing was changed.\n");
}

// A kiosk's lease was forfeited when it was declared lost, and then its entries came after all.
void let_in_beyond_the_cap(const fs::path& state) {
  const base::SystemClock clock;
  const auto desk =
      venue::Desk::open(
          {.state_directory = state, .assets = fs::path(EINLASS_BINARY_DIR) / "share" / "einlass", .clock = &clock})
          .value();
  const auto event = desk->events().find("lunch").value().id;
  const auto kiosk = rules::JournalId::random();
  const auto lease = rules::LeaseId::random();
  ASSERT_TRUE(desk->door().begin());
  for (const auto& fact :
       std::vector<rules::Fact>{rules::LeaseGranted{.lease = lease, .holder = kiosk, .seats = 4, .lasts_ms = 3'600'000},
                                rules::KioskLost{kiosk}, rules::LeaseForfeited{lease}}) {
    ASSERT_TRUE(desk->door().append(event, {.place = {.name = "venue server"}, .fact = fact}));
  }
  rules::JournalRow row;
  row.entry.id = {.journal = kiosk, .event = event, .sequence = 1};
  row.entry.place = {.kiosk = rules::KioskId::random(), .name = "Nord 1", .door = "main"};
  row.entry.ticket = rules::TicketId::random();
  row.entry.fact = rules::Admitted{
      .persons = 22, .places = 22, .category = "guest", .seat = {.source = rules::SeatSource::Lease, .lease = lease}};
  ASSERT_TRUE(desk->door().merge({row}));
  ASSERT_TRUE(desk->door().commit());
}

TEST_F(Cli, SaysWhoLetPersonsInBeyondACap) {
  ASSERT_EQ(run({"event", "create", "--preset", "lunch", "--key", "lunch", "--name", "Lunch", "--starts",
                 "2026-11-23T12:00", "--ends", "2026-11-23T14:00"})
                .exit_code,
            0);
  let_in_beyond_the_cap(state_);
  EXPECT_THAT(run({"status"}).output,
              HasSubstr("\n  2 persons beyond the cap of 20: Nord 1 (door main) let 22 in on seats that had been given "
                        "away, because it was declared lost\n"));
}

TEST_F(Cli, LeavesTheOldExportWhereTheNewOneFindsNoRoom) {
  create_event();
  const auto file = write("attendance.csv", "the old export");
  const auto ran = run_on_full_disk({"attendance", "export", "--event", "summit", "--output", file.string()}, 0);
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_EQ(read(file), "the old export");
}

}  // namespace
}  // namespace einlass::cli
