// What staff do becomes entries, and what follows from these.
#include "db/staff_acts.h"

#include "core/wire/event_keys.h"
#include "db/candidates.h"
#include "db/guest_sheets.h"
#include "tests/db/event_fixture.h"

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using base::ErrorKind;
using rules::Decider;
using testing::ElementsAre;

class StaffActsTest : public EventFixture {
 protected:
  StaffActsTest() { put(store_, {ada_, max_}); }

  base::Result<std::vector<rules::EntryDraft>> drafts(const rules::StaffAct& act, Decider decider = Decider::Staff) {
    return entries_of(act, {.store = store_, .policy = policy_, .day = std::nullopt, .decider = decider});
  }
  void act(const rules::StaffAct& done, Decider decider = Decider::Staff) {
    for (const auto& draft : value_of(drafts(done, decider))) append(store_, draft, ++minute_);
  }
  AdmitOutcome come(const std::string& scan_name, const GuestRow& row) {
    return admit(store_, scan(scan_name, {row}, ++minute_));
  }
  static rules::ScanRef counted(const std::string& tap) {
    return {id_of<rules::ScanId>(tap), id_of<rules::TicketId>(tap)};
  }
  rules::GuestSheet sheet(rules::TicketId ticket) { return value_of(read_sheet(store_, ticket, std::nullopt)); }
  rules::BadgeSerial print_badge(const GuestRow& row) {
    rules::BadgeStarted started{.serial = id_of<rules::BadgeSerial>("serial")};
    auto printed = draft("", started);
    printed.ticket = row.ticket.id;
    printed.guest = row.ticket.guest;
    append(store_, printed, ++minute_);
    return started.serial;
  }

  EventStore store_ = open();
  GuestRow ada_ = guest_row("ada", {.name = "Ada Lovelace", .email = "ada@example.org"});
  GuestRow max_ = guest_row("max", {.name = "Max Born", .status = rules::TicketStatus::AwaitingApproval});
  int minute_ = 0;
};

TEST_F(StaffActsTest, AWalkInIsFoundByHerTicketAndLetInUnderHerName) {
  const rules::RegisterGuest registered{.ticket = id_of<rules::TicketId>("new"),
                                        .guest = {.id = id_of<rules::GuestId>("new"), .full_name = "Ida Rhodes"},
                                        .category = "guest",
                                        .places = 2};
  act(registered);
  const auto found =
      value_of(find_candidates(wire::TicketTarget{registered.ticket}, wire::EventKeys{}, store_, std::nullopt));
  ASSERT_EQ(found.candidates.size(), 1U);
  EXPECT_EQ(found.rows.front().guest.full_name, "Ida Rhodes");
  EXPECT_FALSE(found.candidates.front().ticket.owns_seat);
  const auto outcome = come("walk in", found.rows.front());
  const auto* granted = std::get_if<rules::AdmissionGranted>(&outcome.admission);
  ASSERT_NE(granted, nullptr);
  EXPECT_EQ(granted->fact.persons, 2);
  EXPECT_TRUE(value_of(drafts(registered)).empty()) << "asked twice, she is registered once";
  EXPECT_EQ(sheet(registered.ticket).guest->full_name, "Ida Rhodes");
  EXPECT_EQ(value_of(store_.journal().totals()).walk_ins, 2);
}

TEST_F(StaffActsTest, RegistersNobodyWhereThePolicyHasNoWalkInsButForTheHost) {
  policy_.walk_in = rules::WalkIn::No;
  const rules::RegisterGuest registered{.ticket = id_of<rules::TicketId>("new"),
                                        .guest = {.id = id_of<rules::GuestId>("new"), .full_name = "Ida Rhodes"}};
  EXPECT_EQ(drafts(registered).error().kind, ErrorKind::Refused);
  const auto by_host = value_of(drafts(registered, Decider::Host));
  EXPECT_EQ(std::get<rules::GuestRegistered>(by_host.front().fact).how, rules::How::Host);
}

TEST_F(StaffActsTest, ACompanionComesAlongWithAGuestWhoseTicketStands) {
  policy_.walk_in = rules::WalkIn::No;
  const auto companion = [](const std::string& name, rules::TicketId with) {
    return rules::RegisterGuest{.ticket = id_of<rules::TicketId>(name),
                                .guest = {.id = id_of<rules::GuestId>(name), .full_name = "Ida Rhodes"},
                                .category = "assistant",
                                .with = with};
  };
  EXPECT_EQ(drafts(companion("of nobody", id_of<rules::TicketId>("nobody"))).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(drafts(companion("of max", max_.ticket.id)).error().kind, ErrorKind::Refused) << "he waits for approval";
  auto two = companion("two", ada_.ticket.id);
  two.places = 2;
  EXPECT_EQ(drafts(two).error().kind, ErrorKind::InvalidInput);
  const auto first = companion("first", ada_.ticket.id);
  act(first);
  EXPECT_TRUE(value_of(drafts(first)).empty()) << "asked twice, she is registered once";
  EXPECT_EQ(drafts(companion("second", ada_.ticket.id)).error().kind, ErrorKind::Refused) << "one per guest";
  policy_.companions.per_guest = 2;
  EXPECT_TRUE(drafts(companion("second", ada_.ticket.id)));
  const auto of_first = companion("of a companion", first.ticket);
  EXPECT_EQ(drafts(of_first).error().kind, ErrorKind::Refused);
  const auto found =
      value_of(find_candidates(wire::TicketTarget{first.ticket}, wire::EventKeys{}, store_, std::nullopt));
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(come("assistant", found.rows.front()).admission));
  EXPECT_EQ(value_of(store_.journal().totals()).inside, 1) << "counted like everybody";
}

TEST_F(StaffActsTest, WhomAHostRegistersHasHerWordAlready) {
  policy_.host_approves_walk_ins = true;
  const auto walk_in = [](const std::string& name) {
    return rules::RegisterGuest{.ticket = id_of<rules::TicketId>(name),
                                .guest = {.id = id_of<rules::GuestId>(name), .full_name = "Ida Rhodes"},
                                .category = "guest"};
  };
  const auto outcome_of = [&](const std::string& name, Decider decider) {
    const auto registered = walk_in(name);
    act(registered, decider);
    const auto found =
        value_of(find_candidates(wire::TicketTarget{registered.ticket}, wire::EventKeys{}, store_, std::nullopt));
    return come(name + " comes", found.rows.front()).admission;
  };
  const auto by_staff = outcome_of("by staff", Decider::Staff);
  const auto* refused = std::get_if<rules::AdmissionRefused>(&by_staff);
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->refusal, rules::Refusal::AwaitingApproval);
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(outcome_of("by host", Decider::Host)));
}

TEST_F(StaffActsTest, ACorrectedNameIsTheSamePersons) {
  act(rules::CorrectGuest{ada_.ticket.id, {{"last_name", "King"}, {"first_name", "Ada"}}});
  const auto corrected = sheet(ada_.ticket.id);
  EXPECT_EQ(corrected.guest->id, ada_.guest.id);
  EXPECT_EQ(corrected.guest->full_name, "Ada King");
  EXPECT_EQ(drafts(rules::CorrectGuest{ada_.ticket.id, {{"gender", "x"}}}).error().kind, ErrorKind::InvalidInput);
  EXPECT_EQ(drafts(rules::CorrectGuest{ada_.ticket.id, {{"full_name", ""}}}).error().kind, ErrorKind::InvalidInput);
}

TEST_F(StaffActsTest, NotesStandOnTheSheetOldestFirst) {
  act(rules::TakeNote{ada_.ticket.id, rules::NoteKind::Access, "Wheelchair"});
  act(rules::TakeNote{ada_.ticket.id, rules::NoteKind::Diet, "No nuts"});
  act(rules::TakeNote{ada_.ticket.id, rules::NoteKind::Arrival, ""});  // the kind says it
  const auto notes = sheet(ada_.ticket.id).notes;
  ASSERT_EQ(notes.size(), 3U);
  EXPECT_EQ(notes[0].text, "Wheelchair");
  EXPECT_EQ(notes[1].kind, rules::NoteKind::Diet);
  EXPECT_EQ(notes[2].kind, rules::NoteKind::Arrival);
  EXPECT_EQ(notes[2].text, "");
  EXPECT_EQ(drafts(rules::TakeNote{ada_.ticket.id, rules::NoteKind::Other, ""}).error().kind, ErrorKind::InvalidInput);
}

TEST_F(StaffActsTest, SettledElsewhereAnOpenPaymentIsNoObstacle) {
  ada_.ticket.payment = rules::Payment::Open;
  put(store_, {ada_});
  const auto refused = come("unpaid", ada_);
  EXPECT_EQ(std::get<rules::AdmissionRefused>(refused.admission).refusal, rules::Refusal::Unpaid);
  EXPECT_EQ(sheet(ada_.ticket.id).last_refusal->refusal, rules::Refusal::Unpaid);
  act(rules::Settle{ada_.ticket.id, rules::Settlement::Reference, "R-17"});
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(come("paid", ada_).admission));
  EXPECT_FALSE(sheet(ada_.ticket.id).last_refusal);
}

TEST_F(StaffActsTest, ARefusalThatIsSetAsideLeadsOnInTheSameScan) {
  ada_.ticket.status = rules::TicketStatus::Cancelled;
  put(store_, {ada_});
  come("scan", ada_);
  const auto refusal = *sheet(ada_.ticket.id).last_refusal;
  act(rules::SetRefusalAside{refusal.scan, rules::ReasonKind::SourceWrong, "It was rebooked"});
  auto next = scan("scan", {ada_}, ++minute_);
  next.request.scan.step = refusal.step + 1;
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(admit(store_, next).admission));
}

TEST_F(StaffActsTest, TheHostsWordLeadsInWhoWaitedForIt) {
  EXPECT_EQ(std::get<rules::AdmissionRefused>(come("early", max_).admission).refusal, rules::Refusal::AwaitingApproval);
  act(rules::DecideForHost{max_.ticket.id, true, {}}, Decider::Host);
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(come("approved", max_).admission));
}

TEST_F(StaffActsTest, ALostBadgeOpensNothingAndANewOneIsOwed) {
  come("scan", ada_);
  const auto serial = print_badge(ada_);
  EXPECT_FALSE(value_of(read_sheet(store_, ada_.ticket.id, std::nullopt)).order.front().badge_owed);
  act(rules::VoidBadge{ada_.ticket.id, serial, rules::VoidReason::Lost});
  const auto state = sheet(ada_.ticket.id).state;
  EXPECT_FALSE(state.badges.front().valid_on(std::nullopt));
  EXPECT_THAT(state.owed_badges(std::nullopt), ElementsAre(1));
  EXPECT_TRUE(value_of(drafts(rules::VoidBadge{ada_.ticket.id, serial})).empty());
  EXPECT_EQ(drafts(rules::VoidBadge{ada_.ticket.id, id_of<rules::BadgeSerial>("other")}).error().kind,
            ErrorKind::NotFound);
}

TEST_F(StaffActsTest, OfABadgeInDoubtAPersonSaysWhetherItCameOut) {
  come("scan", ada_);
  const auto serial = print_badge(ada_);
  const rules::JudgeBadge gone{ada_.ticket.id, serial, false};
  EXPECT_TRUE(value_of(drafts(gone)).empty()) << "it is on its way; nobody has doubts";
  auto doubt = draft("", rules::BadgeUnknown{serial});
  doubt.ticket = ada_.ticket.id;
  append(store_, doubt, ++minute_);
  act(gone);
  EXPECT_EQ(sheet(ada_.ticket.id).state.badges.front().status, rules::BadgeStatus::Failed);
  EXPECT_THAT(sheet(ada_.ticket.id).state.owed_badges(std::nullopt), ElementsAre(1));
  EXPECT_TRUE(value_of(drafts(rules::JudgeBadge{ada_.ticket.id, serial, true})).empty()) << "somebody looked first";
}

TEST_F(StaffActsTest, UndoAndTransferVoidTheBadge) {
  const auto came = come("scan", ada_);
  print_badge(ada_);
  act(rules::UndoScan{{came.row.entry.scan->scan, ada_.ticket.id}});
  EXPECT_FALSE(sheet(ada_.ticket.id).state.badges.front().valid_on(std::nullopt));
  come("again", ada_);
  act(rules::HandTicketOn{ada_.ticket.id, {.full_name = "Ida Rhodes"}, {}});
  const auto handed_on = sheet(ada_.ticket.id);
  EXPECT_EQ(handed_on.guest->full_name, "Ida Rhodes");
  for (const auto& badge : handed_on.state.badges) EXPECT_FALSE(badge.valid_on(std::nullopt));
}

TEST_F(StaffActsTest, ATransferThatIsTakenBackTakesWhoeverCameInsteadWithIt) {
  act(rules::HandTicketOn{ada_.ticket.id, {.full_name = "Ida Rhodes"}, {}});
  const auto handed_on = sheet(ada_.ticket.id);
  ASSERT_TRUE(handed_on.instead);
  EXPECT_EQ(handed_on.instead->of, "Ada Lovelace");
  EXPECT_EQ(handed_on.order.front().name, "Ida Rhodes");
  EXPECT_EQ(handed_on.order.front().instead_of, "Ada Lovelace");
  come("ida", ada_);
  auto printed = draft("", rules::BadgeStarted{.serial = id_of<rules::BadgeSerial>("ida's")});
  printed.ticket = ada_.ticket.id;
  printed.guest = handed_on.guest->id;
  append(store_, printed, ++minute_);

  const rules::UndoScan back{handed_on.instead->transfer};
  act(back);
  const auto given_back = sheet(ada_.ticket.id);
  EXPECT_FALSE(given_back.instead);
  EXPECT_EQ(given_back.guest->full_name, "Ada Lovelace");
  EXPECT_EQ(given_back.state.inside_on(std::nullopt), 0);
  EXPECT_FALSE(given_back.state.badges.front().valid_on(std::nullopt));
  EXPECT_EQ(drafts(back).error().kind, ErrorKind::AlreadyExists);
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionGranted>(come("ada", ada_).admission)) << "she is expected again";
}

TEST_F(StaffActsTest, ATransferThatIsTakenBackLeavesTheAdmissionOfTheGuestHerself) {
  come("ada", ada_);
  act(rules::HandTicketOn{ada_.ticket.id, {.full_name = "Ida Rhodes"}, {}});
  act(rules::UndoScan{sheet(ada_.ticket.id).instead->transfer});
  EXPECT_EQ(sheet(ada_.ticket.id).state.inside_on(std::nullopt), 1);
}

TEST_F(StaffActsTest, WhoMayNotHandOnTakesNoTransferBack) {
  act(rules::HandTicketOn{ada_.ticket.id, {.full_name = "Ida Rhodes"}, {}});
  policy_.transfer = rules::TransferRule::Host;
  const rules::UndoScan back{sheet(ada_.ticket.id).instead->transfer};
  EXPECT_EQ(drafts(back).error().kind, ErrorKind::Refused);
  EXPECT_EQ(value_of(drafts(back, Decider::Host)).size(), 1U);
}

TEST_F(StaffActsTest, ACallForHelpIsAnsweredByItsScan) {
  auto call = draft("ada", rules::HelpAsked{});
  call.scan = rules::ScanStep{id_of<rules::ScanId>("visit"), 2};
  append(store_, call, 1);
  const auto answer = value_of(drafts(rules::AnswerCall{call.scan->scan}));
  EXPECT_EQ(answer.front().scan, call.scan);
  EXPECT_EQ(drafts(rules::AnswerCall{id_of<rules::ScanId>("nobody")}).error().kind, ErrorKind::NotFound);
}

TEST_F(StaffActsTest, CountsNobodyInUnderAHardCap) {
  act(rules::CountIn{counted("tap"), 3, "guest"});
  EXPECT_EQ(value_of(store_.journal().totals()).counted, 3);
  policy_.cap = rules::Cap{.persons = 10, .kind = rules::CapKind::Hard};
  EXPECT_EQ(drafts(rules::CountIn{counted("next"), 1, "guest"}).error().kind, ErrorKind::Refused);
}

TEST_F(StaffActsTest, CountsEachTapOnceAndTakesItBackOnce) {
  EXPECT_EQ(drafts(rules::CountIn{{}, 1, "guest"}).error().kind, ErrorKind::InvalidInput);
  act(rules::CountIn{counted("first"), 1, "guest"});
  act(rules::CountIn{counted("second"), 1, "guest"});
  EXPECT_TRUE(value_of(drafts(rules::CountIn{counted("second"), 1, "guest"})).empty()) << "asked twice";
  act(rules::UndoScan{counted("second")});
  EXPECT_EQ(value_of(store_.journal().totals()).counted, 1);
  EXPECT_EQ(value_of(store_.journal().totals()).inside, 1);
  EXPECT_EQ(drafts(rules::UndoScan{counted("second")}).error().kind, ErrorKind::AlreadyExists);
  EXPECT_EQ(drafts(rules::UndoScan{counted("nobody")}).error().kind, ErrorKind::NotFound);
}

TEST_F(StaffActsTest, AnOrderIsListedByName) {
  std::vector<GuestRow> rows;
  for (const std::string name : {"Zoe", "Änne", "Bo"}) {
    rows.push_back(guest_row(name, {.name = name}));
    rows.back().order_ref = "ORDER-7";
  }
  put(store_, rows);
  std::vector<std::string> names;
  for (const auto& guest : sheet(rows.front().ticket.id).order) names.push_back(guest.name);
  EXPECT_THAT(names, ElementsAre("Änne", "Bo", "Zoe"));
}

TEST_F(StaffActsTest, ASheetMasksNothingButSearchLinesDo) {
  const auto shown = sheet(ada_.ticket.id);
  EXPECT_EQ(shown.guest->email, "ada@example.org");
  EXPECT_EQ(shown.order.front().masked_email, "a…@example.org");
  EXPECT_EQ(read_sheet(store_, id_of<rules::TicketId>("nobody"), std::nullopt).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(masked_email("ü@x.de"), "ü…@x.de");
  EXPECT_EQ(masked_email("no address"), "");
}

}  // namespace
}  // namespace einlass::store
