// What admit() adds to decide(): folding, idempotency, capacity, the entry.
#include "core/wire/entry_json.h"
#include "tests/db/event_fixture.h"

#include <ostream>
#include <utility>

#include <gmock/gmock.h>

namespace einlass::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class AdmitTest : public EventFixture {
 protected:
  static const rules::AdmissionRefused* refusal(const AdmitOutcome& outcome) {
    return std::get_if<rules::AdmissionRefused>(&outcome.admission);
  }
  static bool granted(const AdmitOutcome& outcome) {
    return std::holds_alternative<rules::AdmissionGranted>(outcome.admission);
  }

  static void merge(EventStore& store, const std::vector<JournalRow>& rows) {
    auto transaction = value_of(store.begin());
    value_of(store.journal().merge(rows));
    value_of(transaction.commit());
  }

  GuestRow anna_ = guest_row("anna", {.name = "Anna Muster"});
  int kiosks_ = 0;
};

TEST_F(AdmitTest, AppendsWhatWasDecided) {
  auto store = open();
  put(store, {anna_});
  auto request = scan("s1", {anna_}, 3);
  request.operator_number = 4;
  request.context.connectivity = rules::Connectivity::Alone;
  const auto outcome = admit(store, request);
  ASSERT_TRUE(granted(outcome));
  const auto& entry = outcome.row.entry;
  EXPECT_EQ(entry.fact, rules::Fact(std::get<rules::AdmissionGranted>(outcome.admission).fact));
  EXPECT_EQ(entry.ticket, anna_.ticket.id);
  EXPECT_EQ(entry.guest, anna_.guest.id);
  EXPECT_EQ(entry.scan, request.request.scan);
  EXPECT_EQ(entry.place, request.place);
  EXPECT_EQ(entry.time, request.time);
  EXPECT_EQ(entry.operator_number, 4U);
  EXPECT_TRUE(entry.alone);
  EXPECT_FALSE(outcome.repeated);
  EXPECT_THAT(value_of(store.journal().entries_of_scan(request.request.scan.scan)), ElementsAre(outcome.row));
}

TEST_F(AdmitTest, RefusesTheSecondScanOfATicket) {
  auto store = open();
  admit(store, scan("s1", {anna_}));
  const auto again = admit(store, scan("s2", {anna_}, 1));
  ASSERT_NE(refusal(again), nullptr);
  EXPECT_EQ(refusal(again)->refusal, rules::Refusal::AlreadyIn);
  EXPECT_THAT(refusal(again)->owed_badges, ElementsAre(1));
  EXPECT_EQ(std::get<rules::Refused>(again.row.entry.fact).refusal, rules::Refusal::AlreadyIn);
}

TEST_F(AdmitTest, KeepsOfAnUnknownCodeItsKeyedHashOnly) {
  auto store = open();
  const auto outcome = admit(store, scan("s1", {}));
  EXPECT_EQ(refusal(outcome)->refusal, rules::Refusal::UnknownCode);
  EXPECT_EQ(outcome.row.entry.code_hash, base::blake2b("an unknown code"));
  EXPECT_EQ(outcome.row.entry.ticket, std::nullopt);
  EXPECT_EQ(outcome.row.private_part, std::nullopt);
}

TEST_F(AdmitTest, AnnouncesAtAClosedEvent) {
  policy_.admit_by = rules::AdmitBy::Person;
  auto store = open();
  const auto outcome = admit(store, scan("s1", {anna_}));
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionAnnounced>(outcome.admission));
  EXPECT_TRUE(std::holds_alternative<rules::HostAsked>(outcome.row.entry.fact));
  EXPECT_TRUE(value_of(store.journal().state_of(anna_.ticket.id)).waiting_for_host);
  EXPECT_TRUE(std::holds_alternative<rules::AdmissionAnnounced>(admit(store, scan("s1", {anna_})).admission));
}

// Every kind of answer, asked for twice.
TEST_F(AdmitTest, AnswersARepeatedStepAsBefore) {
  auto store = open();
  auto early = anna_;
  early.ticket.id = id_of<rules::TicketId>("early");
  early.ticket.valid_from = at(600);
  auto questioned = policy_;
  questioned.questions.push_back({.id = "diet", .text = {}, .required = true});
  std::vector<Admit> requests{scan("granted", {anna_}), scan("early", {early}), scan("unknown", {}),
                              scan("choice", {guest_row("b", {.name = "B"}), guest_row("c", {.name = "C"})}),
                              scan("again", {anna_}, 1)};
  auto asks = scan("asks", {guest_row("d", {.name = "D"})});
  requests.push_back({.candidates = asks.candidates,
                      .request = asks.request,
                      .context = {.event = event_, .policy = questioned, .now = at(0)},
                      .place = asks.place,
                      .time = asks.time});
  std::vector<AdmitOutcome> answers;
  for (const auto& request : requests) answers.push_back(admit(store, request));
  append(store, draft("anna", rules::BadgeStarted{.serial = id_of<rules::BadgeSerial>("badge")}));

  auto later = open();  // also after a restart
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const auto repeated = admit(later, requests[i]);
    EXPECT_TRUE(repeated.repeated);
    EXPECT_EQ(repeated.row, answers[i].row);
    ASSERT_EQ(repeated.admission.index(), answers[i].admission.index());
    if (const auto* refused = refusal(answers[i])) {
      EXPECT_EQ(refusal(repeated)->refusal, refused->refusal);
      EXPECT_EQ(refusal(repeated)->ticket, refused->ticket);
      EXPECT_EQ(refusal(repeated)->choices, refused->choices);
      EXPECT_EQ(refusal(repeated)->questions, refused->questions);
      EXPECT_EQ(refusal(repeated)->owed_badges, refused->owed_badges);
      EXPECT_EQ(refusal(repeated)->opens_at, refused->opens_at);
    } else {
      const auto& first = std::get<rules::AdmissionGranted>(answers[i].admission);
      EXPECT_EQ(std::get<rules::AdmissionGranted>(repeated.admission).fact, first.fact);
      EXPECT_EQ(std::get<rules::AdmissionGranted>(repeated.admission).owed_badges, first.owed_badges);
    }
  }
  EXPECT_EQ(value_of(later.journal().held()).at(later.journal().own()), requests.size() + 1);
}

// A kiosk refused alone, lost its memory and asks the server for the same step: the guest has seen the refusal, and it
// is what counts in the fold.
TEST_F(AdmitTest, AnswersAStepAsTheDeviceDecidedIt) {
  auto kiosk = open("kiosk.db", "kiosk");
  auto alone = scan("s1", {anna_});
  policy_.alone = rules::AloneRule::Refuse;
  alone.context.connectivity = rules::Connectivity::Alone;
  const auto shown = admit(kiosk, alone);
  ASSERT_EQ(refusal(shown)->refusal, rules::Refusal::NeedsServer);

  auto server = open();
  put(server, {anna_});
  admit(server, scan("s1", {anna_}));  // its reply never arrived
  merge(server, {shown.row});
  const auto again = admit(server, scan("s1", {anna_}));
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.row, shown.row);
  ASSERT_NE(refusal(again), nullptr);
  EXPECT_EQ(refusal(again)->refusal, rules::Refusal::NeedsServer);
}

// The other way round: the server let her in, and the kiosk is asked for the same step once it is alone.
TEST_F(AdmitTest, AnswersAStepAsTheServerDecidedIt) {
  auto server = open();
  put(server, {anna_});
  const auto shown = admit(server, scan("s1", {anna_}));
  auto kiosk = open("kiosk.db", "kiosk");
  merge(kiosk, {shown.row});
  policy_.alone = rules::AloneRule::Refuse;
  auto alone = scan("s1", {anna_});
  alone.context.connectivity = rules::Connectivity::Alone;
  const auto again = admit(kiosk, alone);
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.row, shown.row);
  ASSERT_TRUE(granted(again));
  EXPECT_THAT(std::get<rules::AdmissionGranted>(again.admission).owed_badges, ElementsAre(1));
}

// Of a party of two one is in, and her badge did not come out: what keeps the other out at a kiosk that is alone is no
// reason not to print it, whoever is asked once more.
TEST_F(AdmitTest, PrintsOwedBadgesWithARefusalOfAnotherAuthorToo) {
  const auto again_at_server = [&](rules::Payment payment, rules::TicketStatus status) {
    auto party = guest_row("party", {.name = "Pia", .places = 2, .status = status});
    party.ticket.payment = payment;
    const auto name = "kiosk " + std::to_string(++kiosks_);
    auto kiosk = open(name + ".db", name);
    auto first = scan("one of two", {guest_row("party", {.name = "Pia", .places = 2})});
    first.request.persons = 1;
    const auto in = admit(kiosk, first);
    const auto shown = admit(kiosk, scan("the other", {party}));
    auto server = open("server of " + name + ".db");
    merge(server, {in.row, shown.row});
    const auto again = admit(server, scan("the other", {party}));
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(refusal(again)->owed_badges, refusal(shown)->owed_badges);
    return refusal(again)->owed_badges;
  };
  EXPECT_THAT(again_at_server(rules::Payment::Open, rules::TicketStatus::Confirmed), ElementsAre(1));
  EXPECT_THAT(again_at_server(rules::Payment::Settled, rules::TicketStatus::Waitlisted), ElementsAre(1));
  EXPECT_THAT(again_at_server(rules::Payment::Settled, rules::TicketStatus::Blocked), IsEmpty());
}

// Only categories have templates, and the server does not find the ticket any more: what the badge looks like goes by
// the category she was let in as.
TEST_F(AdmitTest, PrintsOwedBadgesOfATicketThatIsNoCandidateAnyMore) {
  policy_.badge.category_templates = {{anna_.ticket.category, std::exchange(policy_.badge.template_name, {})}};
  auto kiosk = open("kiosk.db", "kiosk");
  const auto shown = admit(kiosk, scan("s1", {anna_}));
  auto server = open();
  merge(server, {shown.row});
  const auto again = admit(server, scan("s1", {}));
  EXPECT_EQ(again.row, shown.row);
  ASSERT_TRUE(granted(again));
  EXPECT_THAT(std::get<rules::AdmissionGranted>(again.admission).owed_badges, ElementsAre(1));
}

TEST_F(AdmitTest, DecidesAnewAtTheNextStep) {
  auto store = open();
  auto first = scan("s1", {guest_row("b", {.name = "B"}), anna_});
  EXPECT_EQ(refusal(admit(store, first))->refusal, rules::Refusal::Ambiguous);
  auto chosen = scan("s1", {anna_});
  chosen.request.scan.step = 1;
  EXPECT_TRUE(granted(admit(store, chosen)));
}

// A kiosk let the guest in alone and asks for the scan's next step with its own entry: the guest is not "already in".
TEST_F(AdmitTest, LeavesOutAdmissionsOfTheSameScan) {
  auto kiosk = open("kiosk.db", "kiosk");
  auto server = open();
  const auto alone = admit(kiosk, scan("s1", {anna_}));
  merge(server, {alone.row});
  auto next = scan("s1", {anna_});
  next.request.scan.step = 1;
  EXPECT_TRUE(granted(admit(server, next)));
  const auto state = value_of(server.journal().state_of(anna_.ticket.id));
  EXPECT_EQ(state.inside_on(std::nullopt), 1);
  EXPECT_FALSE(state.has_open_conflict());
}

TEST_F(AdmitTest, TheSeatThatThisScanHoldsIsNotTakenTwice) {
  policy_.cap = rules::Cap{.persons = 1, .kind = rules::CapKind::Hard, .counts = rules::CapCounts::Admitted};
  policy_.seats = rules::SeatRule::FirstCome;
  auto store = open();
  EXPECT_TRUE(granted(admit(store, scan("s1", {anna_}))));
  auto next = scan("s1", {anna_}, 1);
  next.request.scan.step = 1;
  EXPECT_TRUE(granted(admit(store, next)));
  EXPECT_EQ(refusal(admit(store, scan("s2", {guest_row("b", {.name = "B"})})))->refusal, rules::Refusal::Full);
}

struct CapCase {
  const char* name;
  rules::SeatRule seats;
  rules::CapCounts counts;
  int cap;
  int admitted_owners;
  int admitted_others;
  bool one_left;  // after them all have departed again
  bool full;      // for one more without a seat of her own

  friend void PrintTo(const CapCase& c, std::ostream* out) { *out << c.name; }
};

class CapTest : public AdmitTest, public ::testing::WithParamInterface<CapCase> {};

INSTANTIATE_TEST_SUITE_P(
    Caps, CapTest,
    ::testing::Values(
        CapCase{"OwnedSeatsAreTakenFromTheStart", rules::SeatRule::Owned, rules::CapCounts::Admitted, 4, 0, 0, false,
                true},
        CapCase{"OneSeatIsLeftBesideOwners", rules::SeatRule::Owned, rules::CapCounts::Admitted, 5, 4, 0, false, false},
        CapCase{"TheLastSeatIsDrawn", rules::SeatRule::Owned, rules::CapCounts::Admitted, 5, 4, 1, false, true},
        CapCase{"FirstComeCountsWhoCame", rules::SeatRule::FirstCome, rules::CapCounts::Admitted, 4, 3, 0, false,
                false},
        CapCase{"FirstComeIsFull", rules::SeatRule::FirstCome, rules::CapCounts::Admitted, 4, 4, 0, false, true},
        CapCase{"WhoLeftStillCountsAsAdmitted", rules::SeatRule::FirstCome, rules::CapCounts::Admitted, 4, 4, 0, true,
                true},
        CapCase{"WhoLeftIsNotInside", rules::SeatRule::FirstCome, rules::CapCounts::Inside, 4, 4, 0, true, false},
        CapCase{"OwnersKeepTheirSeatsWhenTheyLeave", rules::SeatRule::Owned, rules::CapCounts::Inside, 4, 4, 0, true,
                true}),
    [](const auto& c) { return std::string(c.param.name); });

TEST_P(CapTest, CountsPersonsAsTheCapSays) {
  const auto& c = GetParam();
  policy_.seats = c.seats;
  policy_.cap = rules::Cap{.persons = c.cap, .kind = rules::CapKind::Hard, .counts = c.counts};
  auto store = open();
  std::vector<GuestRow> owners;
  for (int i = 0; i < 4; ++i) owners.push_back(guest_row("owner" + std::to_string(i), {.name = "O"}));
  put(store, owners);
  for (int i = 0; i < c.admitted_owners; ++i) {
    const auto& owner = owners[static_cast<std::size_t>(i)];
    ASSERT_TRUE(granted(admit(store, scan(owner.external_id, {owner}))));
    if (c.one_left) append(store, draft(owner.external_id, rules::Departed{.persons = 1, .day = std::nullopt}), 1);
  }
  for (int i = 0; i < c.admitted_others; ++i) {
    const auto other = guest_row("other" + std::to_string(i), {.name = "X", .owns_seat = false});
    ASSERT_TRUE(granted(admit(store, scan(other.external_id, {other}))));
  }
  const auto one_more = admit(store, scan("more", {guest_row("more", {.name = "M", .owns_seat = false})}, 2));
  EXPECT_EQ(granted(one_more), !c.full);
  if (granted(one_more)) {
    EXPECT_EQ(std::get<rules::Admitted>(one_more.row.entry.fact).seat.source, rules::SeatSource::Pool);
  }
}

TEST_F(AdmitTest, CapsACategoryByItself) {
  policy_.seats = rules::SeatRule::FirstCome;
  policy_.category_caps["press"] = {.persons = 1, .kind = rules::CapKind::Hard, .counts = rules::CapCounts::Admitted};
  auto store = open();
  EXPECT_TRUE(granted(admit(store, scan("1", {guest_row("p1", {.name = "P", .category = "press"})}))));
  EXPECT_FALSE(granted(admit(store, scan("2", {guest_row("p2", {.name = "P", .category = "press"})}))));
  EXPECT_TRUE(granted(admit(store, scan("3", {anna_}))));
}

TEST_F(AdmitTest, UsesTheCapacityThatWasHandedIn) {
  policy_.cap = rules::Cap{.persons = 100, .kind = rules::CapKind::Hard, .counts = rules::CapCounts::Admitted};
  auto store = open();
  auto request = scan("s1", {guest_row("x", {.name = "X", .owns_seat = false})});
  request.context.connectivity = rules::Connectivity::Alone;
  request.capacity_given = true;
  request.candidates.front().capacity.event = 0;
  EXPECT_EQ(refusal(admit(store, request))->refusal, rules::Refusal::NeedsServer);
}

TEST_F(AdmitTest, WhoIsAskedAQuestionKeepsTheSeatForTwoMinutes) {
  policy_.seats = rules::SeatRule::FirstCome;
  policy_.cap = rules::Cap{.persons = 1, .kind = rules::CapKind::Hard, .counts = rules::CapCounts::Admitted};
  policy_.questions.push_back({.id = "diet", .text = {}, .required = true});
  auto store = open();
  const auto other = guest_row("bert", {.name = "B"});
  const auto refused_as = [&](const Admit& request) { return refusal(admit(store, request))->refusal; };
  EXPECT_EQ(refused_as(scan("s1", {anna_}, 0)), rules::Refusal::NeedsAnswers);
  EXPECT_EQ(refused_as(scan("s2", {other}, 1)), rules::Refusal::Full);
  EXPECT_EQ(refused_as(scan("s3", {other}, 2)), rules::Refusal::NeedsAnswers) << "she has gone away";
  auto second = scan("s1", {anna_}, 3);
  second.request.scan.step = 1;
  EXPECT_EQ(refused_as(second), rules::Refusal::Full);
}

TEST_F(AdmitTest, WhoIsAskedTwiceKeepsOneSeat) {
  policy_.seats = rules::SeatRule::FirstCome;
  policy_.cap = rules::Cap{.persons = 2, .kind = rules::CapKind::Hard, .counts = rules::CapCounts::Admitted};
  policy_.questions.push_back({.id = "diet", .text = {}, .required = true});
  auto store = open();
  const auto bert = guest_row("bert", {.name = "B"});
  const auto clara = guest_row("clara", {.name = "C"});
  put(store, {anna_, bert, clara});
  const auto refused_as = [&](const Admit& request) { return refusal(admit(store, request))->refusal; };
  // Anna tries both kiosks.
  EXPECT_EQ(refused_as(scan("s1", {anna_})), rules::Refusal::NeedsAnswers);
  EXPECT_EQ(refused_as(scan("s2", {anna_})), rules::Refusal::NeedsAnswers);
  EXPECT_EQ(refused_as(scan("s3", {bert})), rules::Refusal::NeedsAnswers);
  EXPECT_EQ(refused_as(scan("s4", {clara})), rules::Refusal::Full);
  // What she holds stands in nobody's way, not even her own.
  EXPECT_EQ(refused_as(scan("s5", {anna_})), rules::Refusal::NeedsAnswers);
  // At one of them she answers and is in: the other visit holds nothing more.
  append(store, draft("anna", rules::AnswersGiven{.questions = {"diet"}, .consents = {}}));
  append(store, draft("clara", rules::AnswersGiven{.questions = {"diet"}, .consents = {}}));
  auto answered = scan("s1", {anna_});
  answered.request.scan.step = 1;
  EXPECT_TRUE(granted(admit(store, answered)));
  policy_.cap->persons = 3;
  EXPECT_TRUE(granted(admit(store, scan("s6", {clara}))));
}

// Waitlisted by an import, then approved or moved up: the twenty-first guest of a cap of twenty.
TEST_F(AdmitTest, AHardCapHoldsAgainstWhoeverWaited) {
  policy_.cap = rules::Cap{.persons = 1, .kind = rules::CapKind::Hard, .counts = rules::CapCounts::Admitted};
  const std::pair<rules::TicketStatus, rules::Fact> cases[] = {
      {rules::TicketStatus::Waitlisted, rules::HostDecided{.approved = true, .reason = {}}},
      {rules::TicketStatus::Waitlisted, rules::MovedUp{}},
      {rules::TicketStatus::AwaitingApproval, rules::HostDecided{.approved = true, .reason = {}}},
      {rules::TicketStatus::Cancelled, rules::Overridden{.refusal = rules::Refusal::Cancelled}}};
  auto store = open();
  put(store, {anna_});
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    const auto name = "waiting" + std::to_string(i);
    const auto late = guest_row(name, {.name = "L", .status = cases[i].first});
    put(store, {late});
    append(store, draft(name, cases[i].second));
    EXPECT_EQ(refusal(admit(store, scan(name, {late})))->refusal, rules::Refusal::Full) << i;
  }
  EXPECT_TRUE(granted(admit(store, scan("anna", {anna_})))) << "her seat was kept for her";
}

TEST_F(AdmitTest, WhoHasGivenHerSeatBackHoldsOneWhileSheIsAsked) {
  policy_.cap = rules::Cap{.persons = 1, .kind = rules::CapKind::Hard, .counts = rules::CapCounts::Admitted};
  policy_.questions.push_back({.id = "diet", .text = {}, .required = true});
  auto store = open();
  put(store, {anna_});
  append(store, draft("anna", rules::SeatReleased{}));
  EXPECT_EQ(refusal(admit(store, scan("s1", {anna_})))->refusal, rules::Refusal::NeedsAnswers);
  const auto other = guest_row("x", {.name = "X", .owns_seat = false});
  EXPECT_EQ(refusal(admit(store, scan("s2", {other}, 1)))->refusal, rules::Refusal::Full);
}

TEST_F(AdmitTest, AReleasedSeatGoesBackToThePool) {
  policy_.cap = rules::Cap{.persons = 1, .kind = rules::CapKind::Hard, .counts = rules::CapCounts::Admitted};
  auto store = open();
  put(store, {anna_});
  const auto other = guest_row("x", {.name = "X", .owns_seat = false});
  EXPECT_FALSE(granted(admit(store, scan("s1", {other}))));
  append(store, draft("anna", rules::SeatReleased{}), 1);
  EXPECT_TRUE(granted(admit(store, scan("s2", {other}, 2))));
}

}  // namespace
}  // namespace einlass::store
