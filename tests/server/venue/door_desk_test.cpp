#include "core/wire/entry_json.h"
#include "core/wire/messages.h"
#include "core/wire/sealed_part.h"
#include "db/guest_book.h"
#include "tests/server/venue/door_desk_fixture.h"

#include <functional>
#include <map>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(DoorDeskTest, AdmitsAndSaysWhoItWas) {
  open_doors();
  const auto reply = admit(kiosk_, scan("A"));
  EXPECT_EQ(outcome(reply), "admitted");
  ASSERT_THAT(reply.tickets, SizeIs(1));
  EXPECT_EQ(reply.tickets.front().guest->full_name, "Ada Lovelace");
  EXPECT_EQ(reply.row.entry.id.journal, desk().journal());
  EXPECT_EQ(reply.row.entry.place, (rules::Place{kiosk_.id, "Nord 1", "north"}));
  EXPECT_FALSE(reply.row.entry.alone);
  EXPECT_EQ(reply.template_name, value_of(desk().event(event_))->policy.badge.template_name);
}

TEST_F(DoorDeskTest, OpensPrivatePartsThatAKioskSealedForIt) {
  open_doors();
  const auto journal = rules::JournalId::random();
  value_of(desk().kiosks().hello(kiosk_.id, {.journal = journal, .held = {}}));
  rules::JournalRow row;
  row.entry.id = {journal, event_, 1};
  row.entry.fact = rules::BadgeFailed{.serial = rules::BadgeSerial::random()};
  const auto part = rules::make_private_part(R"({"reason":"The name of Ada Lovelace"})");
  row.entry.private_hash = rules::private_part_hash(part);
  row.sealed_part = wire::seal_private_part(value_of(desk().event(event_))->keys.part_key, part);
  auto foreign = row;
  foreign.entry.id.sequence = 2;
  foreign.entry.previous = wire::entry_hash(row.entry);
  foreign.sealed_part = wire::seal_private_part(base::sealing_pair_from(base::SecretKey{3}).open, part);

  value_of(desk().door().begin());
  const auto merged = value_of(desk().door().merge_from(kiosk_.id, {.batch = 1, .rows = {row, foreign}}));
  value_of(desk().door().commit());
  for (const auto& each : merged) EXPECT_EQ(each.answer, rules::MergeAnswer::Accepted);
  const auto rows = value_of(desk().door().rows({event_, journal, 0, 10}));
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_EQ(rows[0].private_part, part);
  EXPECT_EQ(rows[1].private_part, std::nullopt) << "of a venue whose keys are lost";
  const auto told = desk().door().take_written();
  ASSERT_THAT(told, SizeIs(2));
  EXPECT_EQ(told[0].private_part, part) << "other kiosks get it as it is";
  EXPECT_EQ(told[0].sealed_part, std::nullopt);
}

TEST_F(DoorDeskTest, GivesARepeatedStepTheSameAnswer) {
  open_doors();
  const auto first = admit(kiosk_, scan("A"));
  const auto again = admit(kiosk_, scan("A"));
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.row, first.row);
  EXPECT_EQ(outcome(again), "admitted");
}

TEST_F(DoorDeskTest, RefusesASecondScanOfTheSameTicketAtAnotherKiosk) {
  open_doors();
  const auto other = pair("Nord 2");
  EXPECT_EQ(outcome(admit(kiosk_, scan("A", "first"))), "admitted");
  EXPECT_EQ(outcome(admit(other, scan("A", "second"))), "already_in");
}

TEST_F(DoorDeskTest, RefusesAnUnknownCodeAndKeepsOnlyItsHash) {
  open_doors();
  const auto reply = admit(kiosk_, scan("no such code"));
  EXPECT_EQ(outcome(reply), "unknown_code");
  EXPECT_TRUE(reply.row.entry.code_hash);
  EXPECT_THAT(reply.tickets, IsEmpty());
}

TEST_F(DoorDeskTest, AnswersACodeThatWasReplacedAsReplaced) {
  open_doors();
  import("Order #,Attendee #,Name,Company,Code\nO,1,Ada Lovelace,Works,NEW\n");
  EXPECT_EQ(outcome(admit(kiosk_, scan("A"))), "replaced");
  EXPECT_EQ(outcome(admit(kiosk_, scan("NEW"))), "admitted");
}

TEST_F(DoorDeskTest, AdmitsWithASignedTicketOfItsOwn) {
  open_doors();
  const auto tickets = value_of(desk().guests().issue_tickets("summit-2026", false));
  ASSERT_THAT(tickets, SizeIs(2));
  auto request = scan("signed");
  request.target = wire::SignedTarget{tickets.front().code};
  const auto reply = admit(kiosk_, request);
  EXPECT_EQ(outcome(reply), "admitted");
  EXPECT_EQ(reply.tickets.front().ticket.id, tickets.front().ticket);
}

TEST_F(DoorDeskTest, KnowsTheCodesOfItsOtherEventsAndNamesThoseThatArePublic) {
  const auto public_name = [&](const std::string& preset) {
    const auto* event = value_of(desk().event(event_));
    const bool hidden = event->policy.discreet || event->policy.admit_by == rules::AdmitBy::Person;
    return hidden ? std::string() : preset;
  };
  std::map<std::string, std::string> names;
  for (const std::string preset : {"lecture", "private_club", "club_evening"}) {
    auto other = new_event(preset);
    other.key = preset;
    std::replace(other.key.begin(), other.key.end(), '_', '-');
    other.name = preset;
    create(other);
    import("Name,Code\nAda Lovelace," + preset + "\n", other.key);
    names[preset] = public_name(preset);
  }
  EXPECT_EQ(names["lecture"], "lecture");
  EXPECT_EQ(names["private_club"], "");
  open_doors();
  for (const auto& [code, name] : names) {
    auto request = scan(code);
    std::get<wire::CodeTarget>(request.target).code = code;
    const auto reply = admit(kiosk_, request);
    EXPECT_EQ(outcome(reply), "other_event") << code;
    EXPECT_EQ(reply.other_event, name) << code;
    EXPECT_THAT(reply.tickets, IsEmpty()) << "nothing else of that ticket";
    EXPECT_FALSE(reply.row.entry.guest);
  }
  EXPECT_EQ(outcome(admit(kiosk_, scan("nowhere"))), "unknown_code");
}

TEST_F(DoorDeskTest, KeepsOnlyTheHashOfASignedCodeThatNoEventSigned) {
  auto other = new_event();
  other.key = "other";
  const auto known = create(other);
  open_doors();
  const auto forger = base::make_signing_pair();
  for (const auto& event : {event_, known, rules::EventId::random()}) {
    const rules::SignedTicket ticket{
        .event = event, .ticket = rules::TicketId::random(), .category = "guest", .key_id = 1};
    auto request = scan("forged " + event.text());
    request.target = wire::SignedTarget{rules::signed_ticket_code(ticket, forger.secret)};
    const auto reply = admit(kiosk_, request);
    EXPECT_EQ(outcome(reply), "unknown_code");
    EXPECT_FALSE(reply.row.entry.ticket) << "nobody chooses ids for our journal";
    EXPECT_TRUE(reply.row.entry.code_hash);
  }
}

TEST_F(DoorDeskTest, RefusesASignedTicketOfAnotherEvent) {
  auto other = new_event();
  other.key = "other";
  create(other);
  import("Name\nAda Lovelace\n", "other");
  const auto foreign = value_of(desk().guests().issue_tickets("other", false)).front().code;
  open_doors();
  auto request = scan("signed");
  request.target = wire::SignedTarget{foreign};
  const auto reply = admit(kiosk_, request);
  EXPECT_EQ(outcome(reply), "other_event");
  EXPECT_EQ(reply.other_event, "Future Summit");
}

TEST_F(DoorDeskTest, AnnouncesGuestsOfAClosedEventInsteadOfAdmittingThem) {
  open_doors("private_club");
  EXPECT_EQ(outcome(admit(kiosk_, scan("A"))), "announced");
}

TEST_F(DoorDeskTest, CommitsABatchTogether) {
  open_doors();
  value_of(desk().door().begin());
  value_of(desk().door().admit(kiosk_.id, scan("A")));
  value_of(desk().door().admit(kiosk_.id, scan("B")));
  EXPECT_THAT(desk().door().take_written(), IsEmpty());
  value_of(desk().door().commit());
  EXPECT_THAT(desk().door().take_written(), SizeIs(2));
  EXPECT_THAT(desk().door().take_written(), IsEmpty());
  EXPECT_EQ(value_of(desk().door().totals(event_)).admitted, 4);
}

TEST_F(DoorDeskTest, WritesNothingOfABatchThatIsNotCommitted) {
  open_doors();
  value_of(desk().door().begin());
  value_of(desk().door().admit(kiosk_.id, scan("A")));
  reopen();  // the power fails
  EXPECT_EQ(value_of(desk().door().totals(event_)).admitted, 0);
  EXPECT_EQ(outcome(admit(kiosk_, scan("A", "again"))), "admitted");
}

TEST_F(DoorDeskTest, GoesOnAfterARequestThatItCannotServe) {
  open_doors();
  value_of(desk().door().begin());
  auto unknown = scan("A");
  unknown.event = rules::EventId::random();
  EXPECT_EQ(desk().door().admit(kiosk_.id, unknown).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(desk().door().admit(rules::KioskId::random(), scan("A")).error().kind, ErrorKind::NotFound);
  value_of(desk().door().admit(kiosk_.id, scan("A")));
  value_of(desk().door().commit());
  EXPECT_EQ(value_of(desk().door().totals(event_)).admitted, 1);
}

TEST_F(DoorDeskTest, ExchangesEntriesWithAnotherJournal) {
  open_doors();
  admit(kiosk_, scan("A"));
  const auto held = value_of(desk().door().held(event_));
  EXPECT_THAT(held, ElementsAre(wire::Held{event_, desk().journal(), 1}));
  const auto rows =
      value_of(desk().door().rows({.event = event_, .journal = desk().journal(), .after = 0, .limit = 9}));
  ASSERT_THAT(rows, SizeIs(1));
  value_of(desk().door().begin());
  const auto known = value_of(desk().door().merge(rows));
  value_of(desk().door().commit());
  EXPECT_EQ(known.front().answer, rules::MergeAnswer::Known);
  EXPECT_THAT(value_of(desk().door().rows({.event = event_, .journal = desk().journal(), .after = 1, .limit = 9})),
              IsEmpty());
}

TEST_F(DoorDeskTest, ParksRowsOfAnEventThatItDoesNotKnowAndTakesTheOthers) {
  open_doors();
  rules::JournalRow foreign;
  foreign.entry.id = {rules::JournalId::random(), rules::EventId::random(), 1};
  foreign.entry.fact = rules::HelpAsked{};
  rules::JournalRow own = foreign;
  own.entry.id.event = event_;
  value_of(desk().door().begin());
  EXPECT_THAT(value_of(desk().door().merge({foreign})),
              ElementsAre(rules::Merged{foreign.entry.id, rules::MergeAnswer::Parked, "unknown_event"}));
  EXPECT_THAT(value_of(desk().door().merge({own})),
              ElementsAre(rules::Merged{own.entry.id, rules::MergeAnswer::Accepted, ""}));
  value_of(desk().door().commit());
  EXPECT_THAT(desk().door().take_written(), ElementsAre(own));
}

TEST_F(DoorDeskTest, WritesToOneEventPerBatch) {
  open_doors();
  const auto first = event_;
  auto another = new_event();
  another.key = "another";
  create(another);
  const auto other = scan("A");
  event_ = first;
  value_of(desk().door().begin());
  value_of(desk().door().admit(kiosk_.id, scan("A")));
  EXPECT_EQ(desk().door().admit(kiosk_.id, other).error().kind, ErrorKind::InvalidInput);
  value_of(desk().door().commit());
  EXPECT_EQ(value_of(desk().door().totals(first)).admitted, 1);
  EXPECT_EQ(value_of(desk().door().totals(other.event)).refused, 0);
}

TEST_F(DoorDeskTest, RefusesWhatNobodySignedInCouldHaveAskedFor) {
  open_doors();
  rules::JournalRow word;
  word.entry.id = {rules::JournalId::random(), event_, 1};
  word.entry.fact = rules::Overridden{.refusal = rules::Refusal::Cancelled};
  const struct {
    const char* what;
    std::function<void(wire::AdmitRequest&)> change;
    bool served;
  } cases[] = {
      {"a scan", [](auto&) {}, true},
      {"as staff", [](auto& r) { r.decider = rules::Decider::Staff; }, false},
      {"as host", [](auto& r) { r.decider = rules::Decider::Host; }, false},
      {"as staff with a number", [](auto& r) { r.decider = rules::Decider::Staff, r.operator_number = 3; }, false},
      {"under somebody's number", [](auto& r) { r.operator_number = 3; }, false},
      {"by tap", [](auto& r) { r.how = rules::How::Host; }, false},
      {"from a list", [](auto& r) { r.how = rules::How::List; }, false},
      {"as a walk-in", [](auto& r) { r.how = rules::How::WalkIn; }, false},
      {"with an override", [&](auto& r) { r.own_entries = {word}; }, false},
  };
  for (const auto& test : cases) {
    auto request = scan("A", test.what);
    test.change(request);
    value_of(desk().door().begin());
    const auto reply = desk().door().admit(kiosk_.id, request);
    value_of(desk().door().commit());
    EXPECT_EQ(bool(reply), test.served) << test.what;
    EXPECT_TRUE(reply || reply.error().kind == ErrorKind::Refused) << test.what;
  }
  EXPECT_EQ(value_of(desk().door().held(event_)).size(), 1U) << "of whom was refused nothing was merged";
}

TEST_F(DoorDeskTest, DecidesAsWhoeverIsSignedInMayAndNoLongerOnceShePackedUp) {
  open_doors();
  const auto take_on = [&](rules::Role role, std::vector<std::string> events = {}) {
    const store::StaffRecord record =
        value_of(desk().roster().check({.name = "Ada", .role = role, .events = std::move(events)}));
    return value_of(desk().roster().add(record, base::blake2b(std::to_string(++pins_)))).number;
  };
  const auto helper = take_on(rules::Role::Helper);
  const auto staff = take_on(rules::Role::Staff);
  const auto host = take_on(rules::Role::Host);
  const auto gone = take_on(rules::Role::Host);
  value_of(desk().roster().remove(gone));
  auto elsewhere_event = new_event("summit");
  elsewhere_event.key = "elsewhere";
  const auto here = event_;
  create(elsewhere_event);
  event_ = here;
  const auto elsewhere = take_on(rules::Role::Host, {"elsewhere"});
  const auto words = [&](std::uint32_t by) {
    rules::JournalRow row;
    row.entry.id = {rules::JournalId::random(), event_, 1};
    row.entry.fact = rules::Overridden{.refusal = rules::Refusal::Cancelled};
    row.entry.ticket = rules::TicketId::random();
    row.entry.operator_number = by;
    return row;
  };
  const struct {
    const char* what;
    std::uint32_t by;
    rules::Decider as;
    std::vector<rules::JournalRow> own;
    bool served;
  } cases[] = {{"a helper scans", helper, rules::Decider::SelfService, {}, true},
               {"a helper as staff", helper, rules::Decider::Staff, {}, false},
               {"staff", staff, rules::Decider::Staff, {}, true},
               {"staff as host", staff, rules::Decider::Host, {}, false},
               {"a host", host, rules::Decider::Host, {}, true},
               {"one who was let go", gone, rules::Decider::Staff, {}, false},
               {"one of another event", elsewhere, rules::Decider::Staff, {}, false},
               {"with what one who was let go wrote before", staff, rules::Decider::Staff, {words(gone)}, true},
               {"with what a stranger wrote", staff, rules::Decider::Staff, {words(99)}, false}};
  for (const auto& test : cases) {
    auto request = scan("A", test.what);
    request.operator_number = test.by;
    request.decider = test.as;
    request.own_entries = test.own;
    value_of(desk().door().begin());
    const auto reply = desk().door().admit(kiosk_.id, request);
    value_of(desk().door().commit());
    EXPECT_EQ(bool(reply), test.served) << test.what;
    EXPECT_TRUE(reply || reply.error().kind == ErrorKind::Refused) << test.what;
  }
}

// Whatever holds up the exchange of entries.
TEST_F(DoorDeskTest, AdmitsNobodyAgainWhomTheKioskLetInWithAnotherScan) {
  open_doors();
  auto request = scan("A");
  auto& event = *value_of(desk().event(event_));
  const auto code = std::get<wire::CodeTarget>(request.target).hash;
  const auto ticket = value_of(event.store.guests().by_code(code)).front().ticket;
  auto& own = request.own_entries.emplace_back().entry;
  own.id = {rules::JournalId::random(), event_, 7};
  own.ticket = ticket.id;
  own.scan = rules::ScanStep{rules::ScanId::random(), 0};
  own.alone = true;
  own.fact = rules::Admitted{.persons = ticket.places,
                             .places = ticket.places,
                             .category = ticket.category,
                             .day = event.zone.day_of(clock_.wall())};
  EXPECT_EQ(outcome(admit(kiosk_, request)), "already_in");
}

TEST_F(DoorDeskTest, TakesNoEntriesOfAnotherEventWithAScan) {
  open_doors();
  auto request = scan("A");
  request.own_entries.emplace_back().entry.id = {rules::JournalId::random(), rules::EventId::random(), 1};
  value_of(desk().door().begin());
  EXPECT_EQ(desk().door().admit(kiosk_.id, request).error().kind, ErrorKind::InvalidInput);
  value_of(desk().door().commit());
  EXPECT_EQ(value_of(desk().door().totals(event_)).admitted, 0);
}

TEST_F(DoorDeskTest, ParksWhatItCannotReadAndTakesTheOthers) {
  open_doors();
  rules::JournalRow before;
  before.entry.id = {rules::JournalId::random(), event_, 1};
  before.entry.fact = rules::HelpAsked{};
  auto after = before;
  after.entry.id.sequence = 3;
  const rules::UnreadableEntry unreadable{{before.entry.id.journal, event_, 2}, R"({"format":9})", {}};
  const rules::UnreadableEntry foreign{{before.entry.id.journal, rules::EventId::random(), 1}, R"({"format":9})", {}};
  const rules::Merged parked{unreadable.id, rules::MergeAnswer::Parked, "unknown_fact"};
  value_of(desk().door().begin());
  auto answers = value_of(desk().door().merge({before, after}, {unreadable}));
  answers.push_back(value_of(desk().door().merge({}, {foreign})).front());
  value_of(desk().door().commit());
  EXPECT_THAT(answers, ElementsAre(rules::Merged{before.entry.id, rules::MergeAnswer::Accepted, ""},
                                   rules::Merged{after.entry.id, rules::MergeAnswer::Accepted, ""}, parked,
                                   rules::Merged{foreign.id, rules::MergeAnswer::Parked, "unknown_event"}));
  EXPECT_THAT(value_of(desk().door().held(event_)), testing::Contains(wire::Held{event_, before.entry.id.journal, 3}));
  const auto status = value_of(desk().reports().status()).events.front().parked;
  ASSERT_EQ(status.size(), 1U);
  EXPECT_EQ(status.front().id, parked.id);
  EXPECT_EQ(status.front().reason, parked.reason);
}

}  // namespace
}  // namespace einlass::venue
