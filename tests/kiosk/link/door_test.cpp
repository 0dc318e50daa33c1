// What somebody signed in at a kiosk asks and does, with the server and without.
#include "tests/kiosk/link/door_fixture.h"

#include <gmock/gmock.h>

namespace einlass::link {
namespace {

using base::ErrorKind;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_F(DoorTest, KnowsWhosePinItIsAlsoAloneAndAfterARestart) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  EXPECT_TRUE(check("408193").no_staff);
  const auto ada = take_on("Ada", "host");
  EXPECT_EQ(sign_in(kiosk, ada).role, rules::Role::Host);
  venue.stop();
  kiosk.await<Alone>();
  EXPECT_EQ(check(ada.pin).member->name, "Ada");
  kiosk.stop();
  kiosk.start();
  kiosk.await<Assigned>();
  EXPECT_EQ(check(ada.pin).member->number, ada.member.number);
  EXPECT_FALSE(check(ada.pin == "408193" ? "408194" : "408193").member);
}

TEST_F(DoorTest, WaitsAfterFiveWrongPinsAlsoAfterARestart) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto ada = take_on("Ada");
  sign_in(kiosk, ada);
  for (int miss = 1; miss <= 4; ++miss) EXPECT_EQ(check("99999x").wait.count(), 0) << miss;
  EXPECT_EQ(check("99999x").wait, seconds(30));
  const auto locked = check(ada.pin);
  EXPECT_FALSE(locked.member) << "the right one is not looked at either";
  EXPECT_GT(locked.wait, seconds(20));
  kiosk.stop();
  kiosk.start();
  kiosk.await<Assigned>();
  EXPECT_GT(check(ada.pin).wait, seconds(20)) << "a restart forgives nothing";
  kiosk.clock().pass(seconds(31));
  EXPECT_EQ(check("99999x").wait, seconds(60));
  kiosk.clock().pass(seconds(61));
  EXPECT_TRUE(check(ada.pin).member);
  EXPECT_GT(check("99999x").wait, seconds(60)) << "who knows one PIN guesses at the others no faster";
  kiosk.clock().pass(std::chrono::hours(1));
  EXPECT_TRUE(check(ada.pin).member);
  EXPECT_EQ(check("99999x").wait.count(), 0) << "once an hour a right one makes misses free again";
  for (int miss = 2; miss <= 4; ++miss) check("99999x");
  EXPECT_TRUE(check(ada.pin).member);
  EXPECT_GT(check("99999x").wait.count(), 0);
}

TEST_F(DoorTest, NoScanWaitsForAPin) {
  pair(kiosk, "Left");
  kiosk.decide_alone_as_soon_as_at_a_door();  // PINs are no quicker than a busy server
  kiosk.start_and_join();
  sign_in(kiosk, take_on("Ada"));
  for (int typed = 0; typed < 4; ++typed)
    kiosk.link().ask(100 + static_cast<std::uint64_t>(typed), rules::CheckPin{"99999x"});
  EXPECT_TRUE(is_granted(kiosk.admit("TICKET-0001")));
  kiosk.await<DoorAnswered>([](const auto& each) { return each.token == 103; });  // it came after the scan's answer
}

TEST_F(DoorTest, WhoeverWasLetGoDoesNothingMore) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto ada = take_on("Ada");
  const auto member = sign_in(kiosk, ada);
  take_on("Max");
  const auto ticket = *kiosk.admit("TICKET-0001").tickets.begin();
  ASSERT_TRUE(act(kiosk, member, rules::TakeNote{ticket.ticket.id, rules::NoteKind::Diet, "No nuts"}));
  venue.command("staff.remove", R"({"number":)" + std::to_string(member.number) + "}");
  base::Result<void> done;
  for (int tries = 0; tries < 3'000 && done; ++tries) {
    done = act(kiosk, member, rules::TakeNote{ticket.ticket.id, rules::NoteKind::Diet, "No fish"});
    std::this_thread::sleep_for(milliseconds(20));
  }
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, ErrorKind::Refused);
  EXPECT_FALSE(check(ada.pin).member);
  for (const rules::DoorQuestion& question :
       {rules::DoorQuestion(rules::ReadSheet{.ticket = ticket.ticket.id, .by = member.number}),
        rules::DoorQuestion(rules::FindGuests{.text = "a", .by = member.number}),
        rules::DoorQuestion(rules::ReadConflicts{.by = member.number})}) {
    const auto answer = ask(kiosk, question);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, ErrorKind::Refused);
  }
  kiosk.link().admit(tap(ticket.ticket.id, member));
  kiosk.await<AdmissionImpossible>();
  EXPECT_EQ(parked(), 0U) << "what she wrote before stays";
  EXPECT_GE(venue.count("noted"), 1);
}

TEST_F(DoorTest, AHelperOnlyAnswersCalls) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto helper = sign_in(kiosk, take_on("Kim", "helper"));
  const auto decided = kiosk.admit("TICKET-0001");
  const rules::ScanRef came{decided.scan.scan, decided.tickets.front().ticket.id};
  EXPECT_EQ(act(kiosk, helper, rules::UndoScan{came}).error().kind, ErrorKind::Refused);
  auto as_staff = helper;
  as_staff.role = rules::Role::Organiser;
  EXPECT_EQ(act(kiosk, as_staff, rules::UndoScan{came}).error().kind, ErrorKind::Refused)
      << "what she is says the roster, not who asks";
  EXPECT_EQ(act(kiosk, {}, rules::UndoScan{came}).error().kind, ErrorKind::Refused) << "nobody is signed in";
}

TEST_F(DoorTest, AWalkInIsRegisteredFoundAndLetInAloneAndHandedOver) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto staff = sign_in(kiosk, take_on("Ada"));
  venue.stop();
  kiosk.await<Alone>();
  const auto ida = walk_in("Ida Rhodes");
  ASSERT_TRUE(act(kiosk, staff, ida));
  ASSERT_TRUE(act(kiosk, staff, ida)) << "asked twice";
  const auto found = answer<rules::GuestsFound>(rules::FindGuests{.text = "rohdes", .by = staff.number});
  ASSERT_EQ(found.guests.size(), 1U);
  EXPECT_EQ(found.guests.front().ticket, ida.ticket);
  const auto decided = kiosk.admit(tap(ida.ticket, staff, rules::How::WalkIn));
  EXPECT_TRUE(decided.alone);
  ASSERT_TRUE(is_granted(decided));
  EXPECT_EQ(decided.tickets.front().guest->full_name, "Ida Rhodes");
  EXPECT_EQ(std::get<rules::AdmissionGranted>(decided.admission).owed_badges.size(), 1U);
  venue.start();
  kiosk.await<Totals>(all_handed_over);
  EXPECT_EQ(parked(), 0U);
  EXPECT_EQ(venue.count("guest_registered"), 1);
  EXPECT_EQ(venue.count("admitted"), 1);
  EXPECT_EQ(venue.rows("admitted").front().entry.operator_number, staff.number);
}

TEST_F(DoorTest, TheServerLetsAWalkInInAtOnce) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto staff = sign_in(kiosk, take_on("Ada"));
  const auto ida = walk_in("Ida Rhodes");
  ASSERT_TRUE(act(kiosk, staff, ida));
  const auto decided = kiosk.admit(tap(ida.ticket, staff, rules::How::WalkIn));
  EXPECT_FALSE(decided.alone);
  ASSERT_TRUE(is_granted(decided));
  EXPECT_EQ(decided.tickets.front().guest->full_name, "Ida Rhodes");
}

TEST_F(DoorTest, AGuestRegistersHerselfWhereThePolicyLetsHer) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto ida = walk_in("Ida Rhodes");
  ASSERT_TRUE(act(kiosk, {}, ida));
  auto request = tap(ida.ticket, {}, rules::How::WalkIn);
  EXPECT_TRUE(is_granted(kiosk.admit(request)));
  EXPECT_EQ(parked(), 0U);
}

TEST_F(DoorTest, SetsARefusalAsideAndTheSameScanGoesOnWithTheServerAndWithout) {
  import("Code,First name,Last name,Status\nTICKET-0004,Ida,Rhodes,cancelled\nTICKET-0005,Kay,McNulty,cancelled\n");
  pair(kiosk, "Left");
  kiosk.start();
  kiosk.await<Assigned>();
  kiosk.await<Totals>([](const auto& each) { return each.time_is_sure; });
  const auto staff = sign_in(kiosk, take_on("Ada"));
  for (const char* code : {"TICKET-0004", "TICKET-0005"}) {
    const bool alone = std::string(code) == "TICKET-0005";
    if (alone) venue.stop();
    if (alone) kiosk.await<Alone>();
    const auto refused = kiosk.admit(code);
    ASSERT_EQ(refusal(refused), rules::Refusal::Cancelled);
    const auto ticket = refused.tickets.front().ticket.id;
    const auto sheet = answer<rules::GuestSheet>(rules::ReadSheet{.ticket = ticket, .by = staff.number});
    ASSERT_TRUE(sheet.last_refusal);
    ASSERT_TRUE(act(kiosk, staff, rules::SetRefusalAside{sheet.last_refusal->scan}));
    auto next = tap(ticket, staff);
    next.scan = {sheet.last_refusal->scan, sheet.last_refusal->step + 1};
    const auto decided = kiosk.admit(next);
    EXPECT_EQ(decided.alone, alone);
    EXPECT_TRUE(is_granted(decided));
  }
  venue.start();
  kiosk.await<Totals>(all_handed_over);
  EXPECT_EQ(parked(), 0U);
}

TEST_F(DoorTest, UndoneAndHandedOnTheOthersGreetWhoComesInstead) {
  Kiosk other;
  pair(kiosk, "Left");
  pair(other, "Right");
  kiosk.start_and_join();
  other.start_and_join();
  const auto staff = sign_in(kiosk, take_on("Ada"));
  const auto came = kiosk.admit("TICKET-0002");
  const auto ticket = came.tickets.front().ticket.id;
  ASSERT_TRUE(act(kiosk, staff, rules::UndoScan{{came.scan.scan, ticket}}));
  EXPECT_EQ(act(kiosk, staff, rules::UndoScan{{came.scan.scan, ticket}}).error().kind, ErrorKind::AlreadyExists);
  ASSERT_TRUE(act(kiosk, staff, rules::HandTicketOn{ticket, {.full_name = "Grace Hopper"}, {}}));
  kiosk.await<Totals>(all_handed_over);
  const auto instead = other.admit("TICKET-0002");
  ASSERT_TRUE(is_granted(instead));
  EXPECT_EQ(instead.tickets.front().guest->full_name, "Grace Hopper");
}

TEST_F(DoorTest, ALookUpTakesAsLongWhetherOrNotThereIsSuchAGuest) {
  import("Code,First name,Last name,Email\nTICKET-0004,Ida,Rhodes,ida@example.org\n");
  pair(kiosk, "Left");
  kiosk.start();
  kiosk.await<Totals>([](const auto& each) { return each.totals.expected_tickets >= 1 && each.time_is_sure; });
  const auto timed = [&](const rules::LookUpGuest& question, std::size_t tickets) {
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(answer<rules::GuestLookedUp>(question).tickets.size(), tickets);
    const auto took = std::chrono::steady_clock::now() - start;
    EXPECT_GE(took, milliseconds(390));
  };
  timed({.last_name = "rhodes", .second = "IDA@example.org"}, 1);
  timed({.last_name = "rhodes", .second = "ida@example.com"}, 0);
  timed({.last_name = "nobody", .second = "ida@example.org"}, 0);
}

TEST_F(DoorTest, LookUpsLockAfterFiveMissesAlsoAfterARestartWhileScanningGoesOn) {
  import("Code,First name,Last name,Email\nTICKET-0004,Ida,Rhodes,ida@example.org\n");
  pair(kiosk, "Left");
  kiosk.start();
  kiosk.await<Totals>([](const auto& each) { return each.totals.expected_tickets >= 1 && each.time_is_sure; });
  const auto look_up = [&](const char* surname) {
    return answer<rules::GuestLookedUp>(rules::LookUpGuest{.last_name = surname, .second = "ida@example.org"});
  };
  EXPECT_EQ(look_up("Rhodes").tickets.size(), 1U);
  for (int miss = 1; miss <= 4; ++miss) {
    EXPECT_EQ(look_up("Nobody").wait.count(), 0);
    EXPECT_EQ(look_up("Rhodes").tickets.size(), 1U) << "that she finds herself again wins her no guesses";
  }
  EXPECT_EQ(look_up("Nobody").wait, seconds(30));
  EXPECT_GT(look_up("Rhodes").wait, seconds(20));
  kiosk.stop();
  kiosk.start();
  kiosk.await<Assigned>();
  EXPECT_GT(look_up("Rhodes").wait, seconds(15));
  EXPECT_TRUE(is_granted(kiosk.admit("TICKET-0004")));
  kiosk.clock().pass(seconds(31));
  EXPECT_EQ(look_up("Rhodes").tickets.size(), 1U);
}

TEST_F(DoorTest, ACoupleThatSharesAnAddressIsNoMissButAWrongFirstNameIs) {
  import(
      "Code,First name,Last name,Email\nTICKET-0004,Ida,Rhodes,ida@example.org\n"
      "TICKET-0005,Cecil,Rhodes,ida@example.org\n");
  pair(kiosk, "Left");
  kiosk.start();
  kiosk.await<Totals>([](const auto& each) { return each.totals.expected_tickets >= 2 && each.time_is_sure; });
  const auto look_up = [&](const char* first_name) {
    return answer<rules::GuestLookedUp>(
        rules::LookUpGuest{.last_name = "Rhodes", .second = "ida@example.org", .first_name = first_name});
  };
  for (int time = 1; time <= 7; ++time) {
    const auto both = look_up("");
    EXPECT_TRUE(both.several);
    EXPECT_EQ(both.wait.count(), 0);
  }
  EXPECT_EQ(look_up("Cecil").tickets.size(), 1U);
  for (int miss = 1; miss <= 4; ++miss) EXPECT_EQ(look_up("Kay").wait.count(), 0);
  EXPECT_EQ(look_up("Kay").wait, seconds(30));
}

TEST_F(DoorTest, NamesakesOfOneOrderAreOfferedNoTicketsOfEachOther) {
  import(
      "Code,First name,Last name,Email,Order number,Ticket type\n"
      "TICKET-0004,Max,Rhodes,max@example.org,ORDER-9,Summit\n"
      "TICKET-0005,Max,Rhodes,junior@example.org,ORDER-9,Dinner\n"
      "TICKET-0006,Ida,Rhodes,ida@example.org,ORDER-8,Summit\n"
      "TICKET-0007,Ida,Rhodes,ida@example.org,ORDER-8,Dinner\n");
  pair(kiosk, "Left");
  kiosk.start();
  kiosk.await<Totals>([](const auto& each) { return each.totals.expected_tickets >= 4 && each.time_is_sure; });
  const auto look_up = [&](const char* order, const char* first_name) {
    return answer<rules::GuestLookedUp>(
        rules::LookUpGuest{.last_name = "Rhodes", .second = order, .first_name = first_name});
  };
  for (const char* first_name : {"", "Max"}) {
    const auto both = look_up("ORDER-9", first_name);
    EXPECT_TRUE(both.several);
    EXPECT_TRUE(both.tickets.empty());
  }
  EXPECT_THAT(look_up("ORDER-8", "").ticket_types, testing::UnorderedElementsAre("Dinner", "Summit"))
      << "both are hers";
}

TEST_F(DoorTest, ACallForHelpRingsElsewhereUntilSomebodyAnswers) {
  Kiosk other;
  pair(kiosk, "Left");
  pair(other, "Right");
  kiosk.start_and_join();
  other.start_and_join();
  const auto helper = sign_in(other, take_on("Kim", "helper"));
  rules::EntryDraft call;
  call.scan = rules::ScanStep{rules::ScanId::random(), 0};
  call.fact = rules::HelpAsked{};
  kiosk.link().write({.token = 1, .event = venue.event(), .draft = call, .print = {}});
  const auto rings = other.await<DoorNews>([](const auto& each) { return !each.news.calls.empty(); });
  EXPECT_EQ(rings.news.calls.front().scan, call.scan->scan);
  EXPECT_EQ(rings.news.calls.front().kiosk, "Left");
  ASSERT_TRUE(act(other, helper, rules::AnswerCall{call.scan->scan}));
  EXPECT_EQ(kiosk.await<HelpIsComing>().scan, call.scan->scan);
  other.await<DoorNews>([](const auto& each) { return each.news.calls.empty(); });
}

TEST_F(DoorTest, TotalsTellHowOldTheListIsAndWhenTheServerWasHeard) {
  pair(kiosk, "Left");
  kiosk.start_and_join();
  const auto totals = kiosk.await<Totals>([](const auto& each) { return each.list_taken && each.server_heard; });
  EXPECT_LT(kiosk.clock().wall() - *totals.list_taken, std::chrono::minutes(1));
  kiosk.stop();
  venue.stop();
  kiosk.start();
  const auto alone = kiosk.await<Totals>();
  EXPECT_EQ(alone.list_taken, totals.list_taken);
  EXPECT_FALSE(alone.server_heard);
}

TEST_F(DoorTest, AsksNoLongerAboutABadgeOfWhichAnotherKioskSaysThatItCameOut) {
  Kiosk other;
  pair(kiosk, "Left");
  pair(other, "Right");
  kiosk.start_and_join();
  other.start_and_join();
  const auto ticket = std::get<rules::AdmissionGranted>(kiosk.admit("TICKET-0002").admission).ticket;
  const auto serial = rules::BadgeSerial::random();
  const auto write = [&](Kiosk& at, rules::Fact fact) {
    rules::EntryDraft draft;
    draft.ticket = ticket;
    draft.fact = std::move(fact);
    at.link().write({.token = 7, .event = venue.event(), .draft = draft, .print = std::nullopt});
    ASSERT_TRUE(at.await<Written>().row);
  };
  write(kiosk, rules::BadgeStarted{.serial = serial, .place_number = 1});
  write(kiosk, rules::BadgeUnknown{serial});
  write(other, rules::BadgePrinted{serial});
  EXPECT_EQ(kiosk.await<BadgeLookedFor>().serial, serial);
}

}  // namespace
}  // namespace einlass::link
