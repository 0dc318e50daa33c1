// A badge that was printed again, lost, undone or transferred opens nothing any more: at the kiosk where that happened,
// connected or alone, and everywhere once the others have heard of it.
#include "core/rules/words.h"
#include "core/wire/event_keys.h"
#include "db/candidates.h"
#include "db/staff_acts.h"
#include "tests/db/event_fixture.h"

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using rules::Connectivity;

enum class Way { Reprint, Lost, Undo, Transfer };

// A server and two kiosks, as far as their journals go; Ada is in, with her badge.
class VoidBadges : public EventFixture, public testing::WithParamInterface<Way> {
 protected:
  VoidBadges() {
    policy_.badge = {.print = true, .template_name = "card"};
    for (auto* store : {&server_, &north_, &south_}) put(*store, {ada_});
    admit(server_, scan("first", {ada_}, 1));
    print(server_, "old", {}, "first");
    meet();
  }

  // All entries of each to all others.
  void meet() {
    for (auto* from : {&server_, &north_, &south_}) {
      std::vector<JournalRow> rows;
      value_of(from->journal().each_row([&](const JournalRow& row) { rows.push_back(row); }));
      for (auto* to : {&server_, &north_, &south_}) {
        if (to == from) continue;
        auto transaction = value_of(to->begin());
        value_of(to->journal().merge(rows));
        value_of(transaction.commit());
      }
    }
  }

  static rules::BadgeSerial serial(const std::string& name) { return id_of<rules::BadgeSerial>(name); }

  void print(EventStore& at, const std::string& name, const std::string& replaces, const std::string& scan_name,
             rules::PrintReason reason = rules::PrintReason::First) {
    rules::BadgeStarted started{.serial = serial(name), .place_number = 1, .replaces = {}, .reason = reason};
    if (!replaces.empty()) started.replaces = serial(replaces);
    auto entry = draft("ada", started);
    entry.guest = ada_.ticket.guest;
    entry.scan = rules::ScanStep{id_of<rules::ScanId>(scan_name), 0};
    append(at, entry, ++minute_);
    entry.fact = rules::BadgePrinted{serial(name)};
    append(at, entry, ++minute_);
  }

  void act(EventStore& at, const rules::StaffAct& done) {
    for (const auto& entry : value_of(entries_of(
             done, {.store = at, .policy = policy_, .day = std::nullopt, .decider = rules::Decider::Host}))) {
      append(at, entry, ++minute_);
    }
  }

  void void_badge(EventStore& at, Way way, const std::string& new_badge) {
    switch (way) {
      case Way::Reprint:
        return print(at, new_badge, "old", "first", rules::PrintReason::Damaged);
      case Way::Lost:
        return act(at, rules::VoidBadge{.ticket = ada_.ticket.id, .serial = serial("old")});
      case Way::Undo:
        return act(at, rules::UndoScan{{id_of<rules::ScanId>("first"), ada_.ticket.id}});
      case Way::Transfer:
        return act(at,
                   rules::HandTicketOn{.ticket = ada_.ticket.id,
                                       .instead = {.id = id_of<rules::GuestId>("grace"), .full_name = "Grace Hopper"},
                                       .day = std::nullopt});
    }
  }

  // What a scan of this badge is answered by whoever decides over that journal.
  std::string scan_badge(EventStore& at, const std::string& name, Connectivity connectivity = Connectivity::Online) {
    const auto found = value_of(find_candidates(wire::BadgeTarget{serial(name)}, wire::EventKeys{}, at, std::nullopt));
    ++minute_;
    auto request = scan("look " + std::to_string(minute_), {}, minute_);
    request.candidates = found.candidates;
    request.context.connectivity = connectivity;
    const auto decided = value_of(at.journal().preview(request));
    const auto* refused = std::get_if<rules::AdmissionRefused>(&*decided);
    const bool opens = refused == nullptr || refused->refusal == rules::Refusal::AlreadyIn;
    return opens ? "opens" : std::string(rules::word(refused->refusal));
  }
  void expect_replaced_everywhere() {
    for (auto* store : {&server_, &north_, &south_}) {
      EXPECT_EQ(scan_badge(*store, "old"), "replaced");
      EXPECT_EQ(scan_badge(*store, "old", Connectivity::Alone), "replaced");
    }
  }
  static int valid_badges(EventStore& at, rules::TicketId ticket) {
    int valid = 0;
    for (const auto& badge : value_of(at.journal().state_of(ticket)).badges) valid += badge.valid ? 1 : 0;
    return valid;
  }

  GuestRow ada_ = guest_row("ada", {.name = "Ada Lovelace"});
  EventStore server_ = open("server.db", "server");
  EventStore north_ = open("north.db", "north");
  EventStore south_ = open("south.db", "south");
  int minute_ = 10;
};

TEST_P(VoidBadges, AreReplacedForBothKiosksThatAreConnected) {
  EXPECT_EQ(scan_badge(server_, "old"), "opens");
  void_badge(north_, GetParam(), "new");
  meet();
  expect_replaced_everywhere();
}

TEST_P(VoidBadges, AreReplacedAtTheKioskThatIsAloneAndThenAtTheOther) {
  void_badge(north_, GetParam(), "new");
  EXPECT_EQ(scan_badge(north_, "old", Connectivity::Alone), "replaced");
  EXPECT_EQ(scan_badge(south_, "old", Connectivity::Alone), "opens") << "nobody has told it yet";
  meet();
  expect_replaced_everywhere();
}

TEST_P(VoidBadges, AreReplacedOnceTwoKiosksThatWereAloneHaveMet) {
  void_badge(north_, GetParam(), "new at north");
  void_badge(south_, GetParam(), "new at south");
  for (auto* kiosk : {&north_, &south_}) EXPECT_EQ(scan_badge(*kiosk, "old", Connectivity::Alone), "replaced");
  meet();
  expect_replaced_everywhere();
  EXPECT_LE(valid_badges(server_, ada_.ticket.id), 1);
}

TEST_P(VoidBadges, ThatWerePrintedAheadAreReplacedButForAnUndo) {
  GuestRow bea = guest_row("bea", {.name = "Bea"});
  ada_ = bea;
  for (auto* store : {&server_, &north_, &south_}) put(*store, {bea});
  auto entry = draft(
      "bea", rules::BadgeStarted{
                 .serial = serial("ahead"), .place_number = 1, .replaces = {}, .reason = rules::PrintReason::Ahead});
  entry.guest = bea.ticket.guest;
  append(server_, entry, ++minute_);
  meet();
  EXPECT_EQ(scan_badge(south_, "ahead", Connectivity::Alone), "opens");
  const auto came = admit(south_, scan("bea comes", {bea}, ++minute_));
  EXPECT_THAT(std::get<rules::AdmissionGranted>(came.admission).owed_badges, testing::IsEmpty());
  meet();
  switch (GetParam()) {
    case Way::Reprint: {
      auto again = entry;
      again.scan = rules::ScanStep{value_of(north_.journal().state_of(bea.ticket.id)).badges.front().admission.scan, 0};
      again.fact = rules::BadgeStarted{.serial = serial("again"),
                                       .place_number = 1,
                                       .replaces = serial("ahead"),
                                       .reason = rules::PrintReason::Damaged};
      append(north_, again, ++minute_);
      break;
    }
    case Way::Lost:
      act(north_, rules::VoidBadge{.ticket = bea.ticket.id, .serial = serial("ahead")});
      break;
    case Way::Undo:
      act(north_, rules::UndoScan{{id_of<rules::ScanId>("bea comes"), bea.ticket.id}});
      break;
    case Way::Transfer:
      void_badge(north_, Way::Transfer, {});
      break;
  }
  meet();
  const auto expected = GetParam() == Way::Undo ? "opens" : "replaced";
  for (auto* store : {&server_, &north_, &south_})
    EXPECT_EQ(scan_badge(*store, "ahead", Connectivity::Alone), expected);
}

std::string name_of(const testing::TestParamInfo<Way>& tested) {
  constexpr const char* names[] = {"Reprint", "Lost", "Undo", "Transfer"};
  return names[static_cast<int>(tested.param)];
}

INSTANTIATE_TEST_SUITE_P(Ways, VoidBadges, testing::Values(Way::Reprint, Way::Lost, Way::Undo, Way::Transfer), name_of);

// --- decided without admitting --------------------------------------------------------------------------------------

class BadgeDeskTest : public VoidBadges {};

TEST_F(BadgeDeskTest, AScanIsNoRefusalAndARepeatedOneIsAnsweredAlike) {
  policy_.badge.desks = {"Badge desk"};
  GuestRow bea = guest_row("bea", {.name = "Bea"});
  put(server_, {bea});
  auto request = scan("at the desk", {bea}, ++minute_);
  request.request.door = "Badge desk";
  const auto first = admit(server_, request);
  const auto again = admit(server_, request);
  for (const auto& outcome : {first, again}) {
    const auto& refused = std::get<rules::AdmissionRefused>(outcome.admission);
    EXPECT_EQ(refused.refusal, rules::Refusal::BadgeDesk);
    EXPECT_THAT(refused.badges_ahead, testing::ElementsAre(1));
  }
  EXPECT_TRUE(again.repeated);
  const auto totals = value_of(server_.journal().totals());
  EXPECT_EQ(totals.refused, 0);
  EXPECT_EQ(totals.admitted, 1) << "Ada";
}

}  // namespace
}  // namespace einlass::store
