#include "server/web/kiosk_sessions.h"

#include "core/wire/entry_json.h"
#include "tests/server/web/kiosk_sessions_fixture.h"

#include <fmt/format.h>

namespace einlass::web {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_F(KioskSessionsTest, AdmitAGuestAndAnswerARepeatedQuestionAlike) {
  const auto kiosk = paired_and_joined("west");
  const auto request = admission(0);
  say(kiosk.session, request);
  const auto reply = next<wire::AdmitReply>(kiosk.session).value();
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(reply.admission));
  EXPECT_EQ(reply.scan, request.scan);
  EXPECT_EQ(reply.row.entry.place.name, "west");
  say(kiosk.session, request);
  const auto repeated = next<wire::AdmitReply>(kiosk.session).value();
  EXPECT_TRUE(repeated.repeated);
  EXPECT_EQ(repeated.row, reply.row);
  say(kiosk.session, admission(0));
  EXPECT_EQ(std::get<rules::AdmissionRefused>(next<wire::AdmitReply>(kiosk.session).value().admission).refusal,
            rules::Refusal::AlreadyIn);
}

TEST_F(KioskSessionsTest, TellAKioskWhenItsQuestionCannotBeServed) {
  const auto kiosk = paired_and_joined("west");
  auto request = admission(0);
  request.event = rules::EventId::random();
  say(kiosk.session, request);
  const auto report = next<wire::ErrorReport>(kiosk.session).value();
  EXPECT_EQ(report.scan, request.scan);
  EXPECT_EQ(report.kind, base::ErrorKind::NotFound);
}

TEST_F(KioskSessionsTest, ServeAKioskNoEventButItsOwn) {
  const auto kiosk = paired_and_joined("west");
  hello(kiosk);
  const auto evening = event_id;
  create_another("matinee");
  const auto matinee = std::exchange(event_id, evening);
  ASSERT_TRUE(desk->kiosks().assign("west", "matinee", std::nullopt));
  sent[kiosk.session].messages.clear();

  const auto request = admission(0);
  say(kiosk.session, request);
  const auto report = next<wire::ErrorReport>(kiosk.session);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->kind, base::ErrorKind::Refused);
  EXPECT_EQ(report->scan, request.scan);
  EXPECT_EQ(desk->door().totals(evening)->admitted, 0);

  say(kiosk.session, wire::GuestListRequest{.event = evening});
  EXPECT_FALSE(next<wire::GuestList>(kiosk.session));
  say(kiosk.session, wire::GuestListRequest{.event = matinee});
  EXPECT_TRUE(next<wire::GuestList>(kiosk.session));
}

TEST_F(KioskSessionsTest, TakeNothingInAStrangersNameFromAKiosksOwnJournal) {
  const auto kiosk = paired_and_joined("west");
  const auto own = rules::JournalId::random();
  const auto other = rules::JournalId::random();
  std::vector<rules::JournalRow> rows;
  const auto write = [&](rules::JournalId journal, rules::Fact fact, std::uint32_t operator_number = 0) {
    auto& entry = rows.emplace_back().entry;
    if (rows.size() > 1 && journal == own) entry.previous = wire::entry_hash(rows[rows.size() - 2].entry);
    entry.id = {.journal = journal, .event = event_id, .sequence = journal == own ? rows.size() : 1};
    entry.fact = std::move(fact);
    entry.operator_number = operator_number;
  };
  write(own, rules::HelpAsked{});
  write(own, rules::Overridden{.refusal = rules::Refusal::Cancelled});
  write(own, rules::GuestErased{rules::GuestId::random()});
  write(own, rules::EventClosed{});
  write(own, rules::BadgePrinted{rules::BadgeSerial::random()}, 7);
  write(own, rules::HelpAnswered{});
  const auto record = desk->roster().check({.name = "Ada", .role = rules::Role::Host, .events = {}}).value();
  const auto ada = desk->roster().add(record, base::blake2b("her PIN")).value().number;
  write(own, rules::Overridden{.refusal = rules::Refusal::Cancelled}, ada);
  write(own, rules::EventClosed{}, ada);
  ASSERT_TRUE(desk->roster().remove(ada));
  write(own, rules::HelpAnswered{}, ada);
  write(other, rules::HostDecided{.approved = true, .reason = {}});
  say(kiosk.session, wire::Hello{.journal = own, .held = {}});
  say(kiosk.session, wire::Entries{.batch = 1, .rows = rows});
  const auto answer = next<wire::EntriesAnswer>(kiosk.session);
  ASSERT_TRUE(answer);
  std::map<std::pair<rules::JournalId, std::uint64_t>, std::string> reasons;
  for (const auto& merged : answer->answers) reasons[{merged.id.journal, merged.id.sequence}] = merged.reason;
  EXPECT_EQ((reasons[{own, 1}]), "");
  for (const std::uint64_t sequence : {2U, 3U, 4U, 5U}) EXPECT_EQ((reasons[{own, sequence}]), "not_signed_in");
  EXPECT_EQ((reasons[{own, 6}]), "") << "what is parked holds up nothing";
  EXPECT_EQ((reasons[{own, 7}]), "") << "she is of the roster";
  EXPECT_EQ((reasons[{own, 8}]), "not_signed_in") << "what only a server writes, nobody says at a kiosk";
  EXPECT_EQ((reasons[{own, 9}]), "") << "she may have written it before she was let go";
  EXPECT_EQ((reasons[{other, 1}]), "") << "a server that lost its disk gets the host's word back";
  EXPECT_THAT(*desk->door().held(event_id), testing::Contains(wire::Held{event_id, own, 9}));
  EXPECT_EQ(desk->reports().status()->events.front().parked.size(), 5U);
}

TEST_F(KioskSessionsTest, TakeOfAnotherEventOnlyWhatAKioskWroteItself) {
  const auto kiosk = paired_and_joined("west");
  rules::JournalRow own;
  own.entry.id = {.journal = rules::JournalId::random(), .event = event_id, .sequence = 1};
  own.entry.fact = rules::HelpAsked{};
  auto foreign = own;
  foreign.entry.id.journal = rules::JournalId::random();
  say(kiosk.session, wire::Hello{.journal = own.entry.id.journal, .held = {}});
  create_another("matinee");
  ASSERT_TRUE(desk->kiosks().assign("west", "matinee", std::nullopt));
  say(kiosk.session, wire::Entries{.batch = 1, .rows = {foreign, own}});
  const auto answer = next<wire::EntriesAnswer>(kiosk.session);
  ASSERT_TRUE(answer);
  EXPECT_THAT(answer->answers, testing::UnorderedElementsAre(
                                   rules::Merged{own.entry.id, rules::MergeAnswer::Accepted, ""},
                                   rules::Merged{foreign.entry.id, rules::MergeAnswer::Parked, "not_assigned"}));
}

TEST_F(KioskSessionsTest, WriteTheDoorAtWhichTheOrganiserPutTheKiosk) {
  const auto kiosk = paired_and_joined("west");
  ASSERT_TRUE(desk->kiosks().assign("west", "evening", "Door 2"));
  auto request = admission(0);
  request.door = "Door 9";
  say(kiosk.session, request);
  const auto reply = next<wire::AdmitReply>(kiosk.session);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->row.entry.place.door, "Door 2");
}

TEST_F(KioskSessionsTest, TellOtherKiosksWhatOneWrote) {
  const auto west = paired_and_joined("west");
  const auto east = paired_and_joined("east");
  hello(west);
  hello(east);
  say(west.session, admission(0));
  EXPECT_FALSE(next<wire::Entries>(east.session));  // not at once: many at a time
  clock.advance(KioskSessions::telling_pause);
  run_turn();
  const auto told = next<wire::Entries>(east.session);
  ASSERT_TRUE(told);
  ASSERT_THAT(told->rows, SizeIs(1));
  EXPECT_EQ(told->rows[0].entry.ticket, tickets[0]);
  EXPECT_TRUE(next<wire::Entries>(west.session));  // its reply may have been lost, and the row with it
}

TEST_F(KioskSessionsTest, TakeEntriesOverAndAnswerEach) {
  const auto kiosk = paired_and_joined("west");
  hello(kiosk);
  rules::JournalRow row;
  row.entry.id = {.journal = rules::JournalId::random(), .event = event_id, .sequence = 1};
  row.entry.place = {.kiosk = kiosk.id, .name = "west"};
  row.entry.time.venue = clock.wall();
  row.entry.fact = rules::HelpAsked{};
  say(kiosk.session, wire::Entries{.batch = 7, .rows = {row}});
  const auto answer = next<wire::EntriesAnswer>(kiosk.session).value();
  EXPECT_EQ(answer.batch, 7U);
  ASSERT_THAT(answer.answers, SizeIs(1));
  EXPECT_EQ(answer.answers[0].answer, rules::MergeAnswer::Accepted);
}

TEST_F(KioskSessionsTest, SendARevokedKioskAwayAtOnceAndWhenItComesAgain) {
  auto kiosk = paired_and_joined("west");
  const auto other = paired_and_joined("east");
  ASSERT_TRUE(desk->kiosks().revoke("west"));
  sessions->refresh();
  const auto bye = next<wire::Bye>(kiosk.session).value();
  EXPECT_EQ(bye.reason, wire::ByeReason::Revoked);
  EXPECT_THAT(bye.message, HasSubstr("revoked"));
  EXPECT_EQ(sent[kiosk.session].closed, bye.message);
  EXPECT_FALSE(sent[other.session].closed);
  sessions->closed(kiosk.session);
  join(kiosk);
  EXPECT_EQ(next<wire::Bye>(kiosk.session).value().reason, wire::ByeReason::Revoked);
}

TEST_F(KioskSessionsTest, TellAKioskWhenItsAssignmentChangesAndOnlyThen) {
  const auto kiosk = paired_and_joined("west");
  ASSERT_TRUE(next<wire::Assignment>(kiosk.session));
  sessions->refresh();
  EXPECT_THAT(sent[kiosk.session].messages, IsEmpty());
  ASSERT_TRUE(desk->kiosks().assign("west", "evening", "Door 2"));
  sessions->refresh();
  EXPECT_EQ(next<wire::Assignment>(kiosk.session).value().door, "Door 2");
}

TEST_F(KioskSessionsTest, TellAKioskWhereTheServerIsAndWhenThatChanges) {
  sessions->use_hosts({"192.168.10.5"});
  const auto kiosk = paired_and_joined("west");
  EXPECT_THAT(next<wire::Assignment>(kiosk.session).value().hosts, ElementsAre("192.168.10.5"));
  sessions->use_hosts({"10.0.0.7", "laptop.local"});
  EXPECT_THAT(next<wire::Assignment>(kiosk.session).value().hosts, ElementsAre("10.0.0.7", "laptop.local"));
}

TEST_F(KioskSessionsTest, EndTheOlderConnectionOfTheSameKiosk) {
  auto kiosk = paired_and_joined("west");
  const auto older = kiosk.session;
  join(kiosk);
  EXPECT_EQ(next<wire::Bye>(older).value().reason, wire::ByeReason::Replaced);
  EXPECT_TRUE(sent[older].closed);
  EXPECT_TRUE(next<wire::Welcome>(kiosk.session));
  EXPECT_FALSE(sent[kiosk.session].closed);
}

TEST_F(KioskSessionsTest, KnowWhichKiosksAreThere) {
  auto kiosk = paired_and_joined("west");
  const auto is_there = [&] { return desk->kiosks().told().at(kiosk.id).connected; };
  EXPECT_TRUE(is_there());
  EXPECT_EQ(desk->kiosks().told().at(kiosk.id).software, "einlass-kiosk test");
  const auto older = kiosk.session;
  join(kiosk);
  sessions->closed(older);
  EXPECT_TRUE(is_there()) << "it has come back before its old connection was gone";
  sessions->closed(kiosk.session);
  EXPECT_FALSE(is_there());
}

TEST_F(KioskSessionsTest, KeepTheLastReportWithCleanTexts) {
  const auto kiosk = paired_and_joined("west");
  wire::KioskReport report{.to_hand_over = 1, .font_set = "9f2d"};
  report.printing.printers.resize(100, {.name = "Door\n\x1B[31mA"});
  say(kiosk.session, report);
  const auto& told = desk->kiosks().told().at(kiosk.id);
  ASSERT_TRUE(told.report);
  EXPECT_EQ(told.report->to_hand_over, 1U);
  EXPECT_EQ(told.report->printing.printers.size(), 32U);
  EXPECT_EQ(told.report->printing.printers.front().name, "Door [31mA");
  EXPECT_EQ(told.reported, desk->now());
}

// They still go by the old journal and would send none of its entries.
TEST_F(KioskSessionsTest, EndEveryOtherConnectionWhereTheServersJournalWasBehind) {
  const auto west = paired_and_joined("west");
  const auto east = paired_and_joined("east");
  hello(east);
  const auto before = desk->journal();
  say(west.session, wire::Hello{.journal = rules::JournalId::random(), .held = {{event_id, before, 7}}});
  const auto answer = next<wire::Hello>(west.session);
  ASSERT_TRUE(answer);
  EXPECT_NE(answer->journal, before);
  EXPECT_EQ(answer->journal, desk->journal());
  EXPECT_FALSE(sent[west.session].closed);
  EXPECT_TRUE(sent[east.session].closed);
}

TEST_F(KioskSessionsTest, SendALongGuestListAsFastAsTheKioskReadsIt) {
  std::string csv = "Code,First name,Last name\n";
  for (int n = 0; n < 1200; ++n) csv += fmt::format("LONG-{0:05},Given{0},Family{0}\n", n);
  ASSERT_TRUE(desk->guests().import({.event = "evening", .content = csv}));
  const auto kiosk = paired_and_joined("west");
  say(kiosk.session, wire::GuestListRequest{.event = event_id});
  std::size_t rows = 0;
  for (std::uint32_t number = 1; number <= 3; ++number) {
    const auto part = next<wire::GuestList>(kiosk.session);
    ASSERT_TRUE(part);
    EXPECT_EQ(part->part, number);
    EXPECT_EQ(part->parts, 3U);
    rows += part->rows.size();
    EXPECT_FALSE(next<wire::GuestList>(kiosk.session));  // until the line has taken this one
    unsent.front()();
    unsent.pop_front();
    run_turn();
  }
  EXPECT_EQ(rows, 1203U);
  EXPECT_FALSE(next<wire::GuestList>(kiosk.session));
}

TEST_F(KioskSessionsTest, OneEventsFullDiskTouchesNoOther) {
  desk.reset();
  std::filesystem::remove_all(folder.path() / "state");
  vfs = disk.emplace("event files").name();
  open_desk();
  create_another("breakfast");
  const auto breakfast = event_id;
  create_event();
  make_sessions();
  const auto west = paired_and_joined("west");
  const auto west_too = paired_and_joined("west too");
  hello(west_too);
  auto east = pair("east");
  ASSERT_TRUE(desk->kiosks().assign("east", "breakfast", {}));
  join(east);
  // Which of both files is written first is not ours to choose: each is the full one once.
  for (const auto& full : {breakfast, event_id}) {
    disk->fill(full.text());
    const bool evening_is_full = full == event_id;
    auto there = admission(0);
    there.event = breakfast;
    there.target = wire::CodeTarget{};
    sessions->received(east.session, there);
    sessions->received(west.session, admission(evening_is_full ? 1 : 0));
    run_turn();
    const auto failed = evening_is_full ? west.session : east.session;
    const auto served = evening_is_full ? east.session : west.session;
    EXPECT_EQ(next<wire::ErrorReport>(failed).value().kind, base::ErrorKind::Storage);
    EXPECT_FALSE(next<wire::AdmitReply>(failed));
    EXPECT_FALSE(next<wire::AdmitReply>(served).value().repeated) << "it was written once";
  }
  disk->fill("");
  EXPECT_EQ(desk->door().totals(event_id).value().admitted, 1);
  EXPECT_EQ(desk->door().totals(breakfast).value().refused, 1);
  clock.advance(KioskSessions::telling_pause);
  run_turn();
  EXPECT_THAT(next<wire::Entries>(west_too.session).value().rows, SizeIs(1)) << "others hear of what was written";
}

TEST_F(KioskSessionsTest, AnswerEntriesOfSeveralEventsOnceAllAreWritten) {
  const auto kiosk = paired_and_joined("west");
  hello(kiosk);
  rules::JournalRow row;
  row.entry.id = {.journal = rules::JournalId::random(), .event = event_id, .sequence = 1};
  row.entry.fact = rules::HelpAsked{};
  auto foreign = row;
  foreign.entry.id.event = rules::EventId::random();
  say(kiosk.session, wire::Entries{.batch = 7, .rows = {row, foreign}});
  const auto answer = next<wire::EntriesAnswer>(kiosk.session).value();
  EXPECT_THAT(answer.answers, testing::UnorderedElementsAre(
                                  rules::Merged{row.entry.id, rules::MergeAnswer::Accepted, ""},
                                  rules::Merged{foreign.entry.id, rules::MergeAnswer::Parked, "unknown_event"}));
}

// The kiosk went away while its admission was being committed.
TEST_F(KioskSessionsTest, OutliveAKioskThatLeavesBeforeItsAnswer) {
  const auto kiosk = paired_and_joined("west");
  sessions->received(kiosk.session, admission(0));
  sessions->closed(kiosk.session);
  run_turn();
  EXPECT_EQ(desk->door().totals(event_id).value().admitted, 1);
}

}  // namespace
}  // namespace einlass::web
