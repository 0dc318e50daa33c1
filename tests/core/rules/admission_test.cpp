// One table per row of docs/product.md, "Admission": when a refusal is named, and when it is not.
#include "core/rules/admission.h"

#include "core/rules/words.h"
#include "tests/core/rules/world.h"

#include <functional>
#include <ostream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

using base::Milliseconds;
using testing::ElementsAre;

constexpr Milliseconds kHour{3'600'000};

// A confirmed, paid, listed ticket of one place at an open door; every case changes what it is about.
struct World {
  EventPolicy policy;
  std::vector<Candidate> candidates;
  AdmissionRequest request;
  Connectivity connectivity = Connectivity::Online;
  AdmissionDay day;
  bool list_is_complete = true;

  World() {
    policy.badge = {.print = true, .template_name = "card"};
    policy.re_entry = ReEntry::AfterDeparture;
    candidates.push_back({.ticket = {.id = named<TicketId>("ticket"),
                                     .event = named<EventId>("event"),
                                     .guest = named<GuestId>("guest"),
                                     .category = "member"},
                          .state = {}});
    request.scan = {named<ScanId>("now"), 0};
  }

  Ticket& ticket() { return candidates.front().ticket; }
  CapacityLeft& capacity() { return candidates.front().capacity; }
  TicketState& state() { return candidates.front().state; }
  void came(int persons, int still_inside) {
    state().days[day] = {.inside = still_inside, .admitted = persons};
    state().badges_due = persons;
  }
  void badge_out(int place) { state().badges.push_back({.place_number = place, .status = BadgeStatus::Printed}); }
  void override_now(Refusal refusal) { state().overrides.push_back({request.scan.scan, refusal}); }
  void override_earlier(Refusal refusal) { state().overrides.push_back({named<ScanId>("earlier"), refusal}); }
  void limit(int persons, CapKind kind, CapCounts counts, int left) {
    policy.cap = Cap{persons, kind, counts};
    capacity().event = left;
    capacity().seat = {SeatSource::Pool, {}};
  }

  Admission decide() const {
    return rules::decide(candidates, request,
                         {.event = named<EventId>("event"),
                          .policy = policy,
                          .connectivity = connectivity,
                          .now = kDoors,
                          .day = day,
                          .list_is_complete = list_is_complete});
  }

  std::string answer() const {
    const Admission admission = decide();
    if (const auto* granted = std::get_if<AdmissionGranted>(&admission)) {
      return "admitted " + std::to_string(granted->fact.persons);
    }
    if (const auto* refused = std::get_if<AdmissionRefused>(&admission)) return std::string(word(refused->refusal));
    return "announced";
  }
};

struct Case {
  std::string name;
  std::function<void(World&)> arrange;
  std::string answer;
};

void PrintTo(const Case& test, std::ostream* out) {
  *out << test.name;
}

class AdmissionTable : public testing::TestWithParam<Case> {};

TEST_P(AdmissionTable, AnswersAsTheTableSays) {
  World world;
  GetParam().arrange(world);
  EXPECT_EQ(world.answer(), GetParam().answer);
}

std::string case_name(const testing::TestParamInfo<Case>& info) {
  return info.param.name;
}

void table(World&) {}

#define EINLASS_TABLE(Name, ...) \
  INSTANTIATE_TEST_SUITE_P(Name, AdmissionTable, testing::ValuesIn(std::vector<Case>{__VA_ARGS__}), case_name)

EINLASS_TABLE(Row00Admitted, {"ConfirmedTicketComesIn", table, "admitted 1"},
              {"WholePartyByDefault", [](World& w) { w.ticket().places = 4; }, "admitted 4"},
              {"PartOfAParty", [](World& w) { w.ticket().places = 4, w.request.persons = 3; }, "admitted 3"},
              {"RestOfAParty", [](World& w) { w.ticket().places = 4, w.came(3, 3); }, "admitted 1"},
              {"NeverMoreThanPlaces", [](World& w) { w.ticket().places = 2, w.request.persons = 9; }, "admitted 2"});

EINLASS_TABLE(Row01UnknownCode, {"NoTicketMatches", [](World& w) { w.candidates.clear(); }, "unknown_code"},
              {"AlsoAlone", [](World& w) { w.candidates.clear(), w.connectivity = Connectivity::Alone; },
               "unknown_code"});

EINLASS_TABLE(
    Row02OtherEvent,
    {"TicketOfAnotherEvent", [](World& w) { w.ticket().event = named<EventId>("other"); }, "other_event"},
    {"TicketForAnotherDoor", [](World& w) { w.ticket().doors = {"balcony"}, w.request.door = "main"; }, "other_event"},
    {"TicketForThisDoor", [](World& w) { w.ticket().doors = {"main"}, w.request.door = "main"; }, "admitted 1"},
    {"TicketOfThisEventWins",
     [](World& w) {
       w.candidates.push_back(w.candidates.front());
       w.candidates.front().ticket.event = named<EventId>("other");
     },
     "admitted 1"},
    {"BeforeReplaced", [](World& w) { w.ticket().event = named<EventId>("other"), w.ticket().code_replaced = true; },
     "other_event"},
    {"AlsoForWhoIsIn", [](World& w) { w.came(1, 0), w.ticket().event = named<EventId>("other"); }, "other_event"});

EINLASS_TABLE(Row03Replaced, {"OldCode", [](World& w) { w.ticket().code_replaced = true; }, "replaced"},
              {"BadgeThatWasReissued", [](World& w) { w.candidates.front().badge_replaced = true; }, "replaced"},
              {"BeforeCancelled",
               [](World& w) { w.ticket().code_replaced = true, w.ticket().status = TicketStatus::Cancelled; },
               "replaced"},
              {"AlsoForWhoIsIn", [](World& w) { w.came(1, 1), w.ticket().code_replaced = true; }, "replaced"});

EINLASS_TABLE(Row04Ambiguous,
              {"SeveralTickets", [](World& w) { w.candidates.push_back(w.candidates.front()); }, "ambiguous"},
              {"AReplacedOneDoesNotCount",
               [](World& w) {
                 w.candidates.push_back(w.candidates.front());
                 w.candidates.front().ticket.code_replaced = true;
               },
               "admitted 1"},
              {"BeforeCancelled",
               [](World& w) {
                 w.ticket().status = TicketStatus::Cancelled;
                 w.candidates.push_back(w.candidates.front());
               },
               "ambiguous"});

EINLASS_TABLE(
    Row05Cancelled, {"Cancelled", [](World& w) { w.ticket().status = TicketStatus::Cancelled; }, "cancelled"},
    {"OverriddenInThisScan",
     [](World& w) { w.ticket().status = TicketStatus::Cancelled, w.override_now(Refusal::Cancelled); }, "admitted 1"},
    {"OverriddenEarlier",
     [](World& w) { w.ticket().status = TicketStatus::Cancelled, w.override_earlier(Refusal::Cancelled); },
     "admitted 1"},
    {"AnotherOverrideDoesNotHelp",
     [](World& w) { w.ticket().status = TicketStatus::Cancelled, w.override_now(Refusal::TooEarly); }, "cancelled"},
    {"AlsoForWhoReturns", [](World& w) { w.came(1, 0), w.ticket().status = TicketStatus::Cancelled; }, "cancelled"},
    {"BeforeUnpaid", [](World& w) { w.ticket().status = TicketStatus::Cancelled, w.ticket().payment = Payment::Open; },
     "cancelled"});

EINLASS_TABLE(Row06Blocked, {"Blocked", [](World& w) { w.ticket().status = TicketStatus::Blocked; }, "blocked"},
              {"HostOverrides",
               [](World& w) { w.ticket().status = TicketStatus::Blocked, w.override_now(Refusal::Blocked); },
               "admitted 1"},
              {"AlsoForWhoReturns", [](World& w) { w.came(1, 0), w.ticket().status = TicketStatus::Blocked; },
               "blocked"});

EINLASS_TABLE(Row07NotConfirmed,
              {"AwaitingApproval", [](World& w) { w.ticket().status = TicketStatus::AwaitingApproval; },
               "awaiting_approval"},
              {"Waitlisted", [](World& w) { w.ticket().status = TicketStatus::Waitlisted; }, "waitlisted"},
              {"HostApproved",
               [](World& w) { w.ticket().status = TicketStatus::AwaitingApproval, w.state().host_approved = true; },
               "admitted 1"},
              {"MovedUp", [](World& w) { w.ticket().status = TicketStatus::Waitlisted, w.state().moved_up = true; },
               "admitted 1"},
              {"NotAskedOfWhoReturns",
               [](World& w) { w.came(1, 0), w.ticket().status = TicketStatus::AwaitingApproval; }, "admitted 1"},
              {"BeforeTooEarly",
               [](World& w) {
                 w.ticket().status = TicketStatus::Waitlisted;
                 w.ticket().valid_from = kDoors + kHour;
               },
               "waitlisted"});

EINLASS_TABLE(
    Row08Time, {"BeforeValidity", [](World& w) { w.ticket().valid_from = kDoors + kHour; }, "too_early"},
    {"FromValidityOn", [](World& w) { w.ticket().valid_from = kDoors; }, "admitted 1"},
    {"AtTheEndOfValidity", [](World& w) { w.ticket().valid_until = kDoors; }, "too_late"},
    {"BeforeDoorsOpen",
     [](World& w) {
       w.policy.doors_hours = {{kDoors + kHour, kDoors + 2 * kHour}};
     },
     "too_early"},
    {"AfterDoorsClose",
     [](World& w) {
       w.policy.doors_hours = {{kDoors - kHour, kDoors}};
     },
     "too_late"},
    {"BetweenTwoDays",
     [](World& w) {
       w.policy.doors_hours = {{kDoors - 2 * kHour, kDoors - kHour}, {kDoors + kHour, kDoors + 2 * kHour}};
     },
     "too_early"},
    {"WithinHours",
     [](World& w) {
       w.policy.doors_hours = {{kDoors, kDoors + kHour}};
     },
     "admitted 1"},
    {"OverriddenInThisScan",
     [](World& w) { w.ticket().valid_from = kDoors + kHour, w.override_now(Refusal::TooEarly); }, "admitted 1"},
    {"YesterdaysOverrideIsOver",
     [](World& w) { w.ticket().valid_from = kDoors + kHour, w.override_earlier(Refusal::TooEarly); }, "too_early"},
    {"NotAskedOfWhoReturns", [](World& w) { w.came(1, 0), w.ticket().valid_until = kDoors - kHour; }, "admitted 1"});

EINLASS_TABLE(
    Row09AlreadyIn, {"EverybodyIsIn", [](World& w) { w.came(1, 1); }, "already_in"},
    {"WholePartyIsIn", [](World& w) { w.ticket().places = 3, w.came(3, 3); }, "already_in"},
    {"ReturnsAfterDeparture", [](World& w) { w.came(1, 0); }, "admitted 1"},
    {"NoReturnWhereThereIsNoReEntry", [](World& w) { w.policy.re_entry = ReEntry::None, w.came(1, 0); }, "already_in"},
    {"FreeReEntryNeedsNoDeparture", [](World& w) { w.policy.re_entry = ReEntry::Free, w.came(1, 1); }, "admitted 1"},
    {"OneOfTwoWhomAVerdictLetStandReturns", [](World& w) { w.came(2, 1), w.state().days[w.day].extra = 1; },
     "admitted 1"},
    {"BothWhomAVerdictLetStandAreIn", [](World& w) { w.came(2, 2), w.state().days[w.day].extra = 1; }, "already_in"},
    {"AnotherDayIsAnotherAdmission", [](World& w) { w.day = day_number(23), w.came(1, 1), w.day = day_number(24); },
     "admitted 1"},
    {"BeforeUnpaid", [](World& w) { w.came(1, 1), w.ticket().payment = Payment::Open; }, "already_in"});

EINLASS_TABLE(
    Row10Unpaid, {"PaymentOpen", [](World& w) { w.ticket().payment = Payment::Open; }, "unpaid"},
    {"SettledElsewhere", [](World& w) { w.ticket().payment = Payment::Open, w.state().settled = true; }, "admitted 1"},
    {"NotAskedOfWhoReturns", [](World& w) { w.came(1, 0), w.ticket().payment = Payment::Open; }, "admitted 1"},
    {"BeforeNotOnList", [](World& w) { w.ticket().payment = Payment::Open, w.ticket().listed = false; }, "unpaid"});

EINLASS_TABLE(
    Row11NotOnList, {"NotListed", [](World& w) { w.ticket().listed = false; }, "not_on_list"},
    {"SignedTicketIsEnough", [](World& w) { w.ticket().listed = false, w.policy.listed_only = false; }, "admitted 1"},
    {"NotInTheHalfOfTheListThatIsHere", [](World& w) { w.ticket().listed = false, w.list_is_complete = false; },
     "needs_server"},
    {"SignedTicketIsEnoughWithHalfAList",
     [](World& w) { w.ticket().listed = false, w.list_is_complete = false, w.policy.listed_only = false; },
     "admitted 1"},
    {"ExcludedCategory", [](World& w) { w.policy.excluded_categories = {"member"}; }, "not_on_list"},
    {"CategoryNotAdmitted", [](World& w) { w.policy.admitted_categories = {"press"}; }, "not_on_list"},
    {"CategoryAdmitted", [](World& w) { w.policy.admitted_categories = {"member"}; }, "admitted 1"},
    {"HostApproved", [](World& w) { w.ticket().listed = false, w.state().host_approved = true; }, "admitted 1"},
    {"HostOverrides", [](World& w) { w.policy.excluded_categories = {"member"}, w.override_now(Refusal::NotOnList); },
     "admitted 1"},
    {"NotAskedOfWhoReturns", [](World& w) { w.came(1, 0), w.policy.excluded_categories = {"member"}; }, "admitted 1"});

EINLASS_TABLE(
    Row12Full,
    {"AConfirmedTicketOwnsItsSeat", [](World& w) { w.limit(10, CapKind::Hard, CapCounts::Admitted, 0); }, "admitted 1"},
    {"AnUnownedSeat",
     [](World& w) { w.limit(10, CapKind::Hard, CapCounts::Admitted, 0), w.ticket().owns_seat = false; }, "full"},
    {"WhoWaitsOwnsNoneWhateverTheHostSays",
     [](World& w) {
       w.limit(10, CapKind::Hard, CapCounts::Admitted, 0);
       w.ticket().status = TicketStatus::Waitlisted;
       w.override_now(Refusal::Waitlisted);
     },
     "full"},
    {"FirstComeFirstServed",
     [](World& w) { w.limit(10, CapKind::Hard, CapCounts::Admitted, 0), w.policy.seats = SeatRule::FirstCome; },
     "full"},
    {"AReleasedSeat",
     [](World& w) { w.limit(10, CapKind::Soft, CapCounts::Admitted, 0), w.state().seat_released = true; }, "full"},
    {"AWaitingGuestWhomTheHostApproved",
     [](World& w) {
       w.limit(20, CapKind::Hard, CapCounts::Admitted, 0);
       w.ticket().status = TicketStatus::Waitlisted;
       w.state().host_approved = true;
     },
     "full"},
    {"AWaitingGuestWhoWasMovedUp",
     [](World& w) {
       w.limit(20, CapKind::Hard, CapCounts::Admitted, 0);
       w.ticket().status = TicketStatus::Waitlisted;
       w.state().moved_up = true;
     },
     "full"},
    {"AMovedUpGuestTakesASeatThatNobodyOwns",
     [](World& w) {
       w.limit(20, CapKind::Hard, CapCounts::Admitted, 1);
       w.ticket().status = TicketStatus::Waitlisted;
       w.state().moved_up = true;
     },
     "admitted 1"},
    {"AnApprovalMakesNoSeat",
     [](World& w) {
       w.limit(20, CapKind::Hard, CapCounts::Admitted, 0);
       w.ticket().status = TicketStatus::AwaitingApproval;
       w.state().host_approved = true;
     },
     "full"},
    {"ACancelledTicketThatIsOverriddenHasLostItsSeat",
     [](World& w) {
       w.limit(20, CapKind::Hard, CapCounts::Admitted, 0);
       w.ticket().status = TicketStatus::Cancelled;
       w.override_now(Refusal::Cancelled);
     },
     "full"},
    {"WhoIsInsideNeedsNoSeatToBeScannedAgain",
     [](World& w) {
       w.limit(10, CapKind::Hard, CapCounts::Inside, 0);
       w.policy.re_entry = ReEntry::Free;
       w.ticket().owns_seat = false;
       w.came(1, 1);
     },
     "admitted 1"},
    {"WhoLeftNeedsOneWithFreeReEntryToo",
     [](World& w) {
       w.limit(10, CapKind::Hard, CapCounts::Inside, 0);
       w.policy.re_entry = ReEntry::Free;
       w.ticket().owns_seat = false;
       w.came(1, 0);
     },
     "full"},
    {"TheLastSeat", [](World& w) { w.limit(10, CapKind::Hard, CapCounts::Admitted, 1), w.ticket().owns_seat = false; },
     "admitted 1"},
    {"APartyLargerThanWhatIsLeft",
     [](World& w) {
       w.limit(10, CapKind::Hard, CapCounts::Admitted, 1);
       w.ticket().owns_seat = false;
       w.ticket().places = 2;
     },
     "full"},
    {"CapOfTheCategory",
     [](World& w) {
       w.policy.category_caps["member"] = {5, CapKind::Hard, CapCounts::Admitted};
       w.capacity().category = 0;
       w.ticket().owns_seat = false;
     },
     "full"},
    {"SeatsAreThoseOfTheTicketThatIsDecided",
     [](World& w) {
       w.limit(10, CapKind::Hard, CapCounts::Admitted, 3);
       w.ticket().owns_seat = false;
       w.candidates.insert(w.candidates.begin(), w.candidates.front());
       w.ticket().code_replaced = true;
       w.capacity().event = 0;
     },
     "admitted 1"},
    {"SoftCapYieldsToTheHost",
     [](World& w) {
       w.limit(10, CapKind::Soft, CapCounts::Admitted, 0);
       w.ticket().owns_seat = false;
       w.override_now(Refusal::Full);
     },
     "admitted 1"},
    {"HardCapYieldsToNobody",
     [](World& w) {
       w.limit(10, CapKind::Hard, CapCounts::Admitted, 0);
       w.ticket().owns_seat = false;
       w.override_now(Refusal::Full);
     },
     "full"},
    {"WhoReturnsNeedsNoSeatWhereAdmittedCount",
     [](World& w) {
       w.limit(10, CapKind::Hard, CapCounts::Admitted, 0);
       w.ticket().owns_seat = false;
       w.came(1, 0);
     },
     "admitted 1"},
    {"WhoReturnsNeedsASeatWherePersonsInsideCount",
     [](World& w) {
       w.limit(10, CapKind::Hard, CapCounts::Inside, 0);
       w.ticket().owns_seat = false;
       w.came(1, 0);
     },
     "full"});

EINLASS_TABLE(Row13NeedsAnswers,
              {"RequiredQuestionOpen", [](World& w) { w.policy.questions = {{.id = "diet", .required = true}}; },
               "needs_answers"},
              {"Answered",
               [](World& w) {
                 w.policy.questions = {{.id = "diet", .required = true}};
                 w.state().answered = {"diet"};
               },
               "admitted 1"},
              {"OptionalQuestion", [](World& w) { w.policy.questions = {{.id = "diet"}}; }, "admitted 1"},
              {"AConsentNeverHoldsAnybody",
               [](World& w) { w.policy.questions = {{.id = "photo", .required = true, .consent = true}}; },
               "admitted 1"},
              {"NotAskedOfWhoReturns",
               [](World& w) { w.came(1, 0), w.policy.questions = {{.id = "diet", .required = true}}; }, "admitted 1"});

EINLASS_TABLE(
    Row14NeedsServer, {"AloneAndAllowed", [](World& w) { w.connectivity = Connectivity::Alone; }, "admitted 1"},
    {"AloneAndRefusing", [](World& w) { w.connectivity = Connectivity::Alone, w.policy.alone = AloneRule::Refuse; },
     "needs_server"},
    {"AloneStaffOnly", [](World& w) { w.connectivity = Connectivity::Alone, w.policy.alone = AloneRule::Staff; },
     "needs_server"},
    {"AloneWithStaff",
     [](World& w) {
       w.connectivity = Connectivity::Alone;
       w.policy.alone = AloneRule::Staff;
       w.request.decider = Decider::Staff;
     },
     "admitted 1"},
    {"AlsoForWhoReturns",
     [](World& w) { w.came(1, 0), w.connectivity = Connectivity::Alone, w.policy.alone = AloneRule::Refuse; },
     "needs_server"},
    {"LeaseUsedUp",
     [](World& w) {
       w.limit(10, CapKind::Hard, CapCounts::Admitted, 0);
       w.ticket().owns_seat = false;
       w.connectivity = Connectivity::Alone;
     },
     "needs_server"},
    {"LeaseWithASeat",
     [](World& w) {
       w.limit(10, CapKind::Hard, CapCounts::Admitted, 1);
       w.ticket().owns_seat = false;
       w.connectivity = Connectivity::Alone;
     },
     "admitted 1"},
    {"AfterNeedsAnswers",
     [](World& w) {
       w.connectivity = Connectivity::Alone;
       w.policy.alone = AloneRule::Refuse;
       w.policy.questions = {{.id = "diet", .required = true}};
     },
     "needs_answers"});

EINLASS_TABLE(ClosedEvent,
              {"TheScanIsOnlyAnnounced", [](World& w) { w.policy.admit_by = AdmitBy::Person; }, "announced"},
              {"StaffAdmit", [](World& w) { w.policy.admit_by = AdmitBy::Person, w.request.decider = Decider::Staff; },
               "admitted 1"},
              {"HostAdmits", [](World& w) { w.policy.admit_by = AdmitBy::Person, w.request.decider = Decider::Host; },
               "admitted 1"});

// One of a party of two came in at a kiosk that was alone, both at another one: the fold counts the first, but three
// are in, and the second place is not free. Nor is it where the count says that the first has left.
TEST(Admission, NobodyElseComesInWhileATicketIsDisputed) {
  const struct {
    AdmissionDay disputed;
    int still_inside;
    bool admitted;
  } cases[] = {
      {day_number(23), 1, false}, {day_number(23), 0, false}, {AdmissionDay(), 1, false}, {day_number(24), 1, true}};
  for (const auto& test : cases) {
    World world;
    world.day = day_number(23);
    world.ticket().places = 2;
    world.came(1, test.still_inside);
    world.state().conflicts.push_back({.day = test.disputed});
    EXPECT_EQ(world.answer(), test.admitted ? "admitted 1" : "already_in");
    world.state().conflicts.front().judged = true;
    EXPECT_NE(world.answer(), "already_in");
  }
}

TEST(Admission, PrintsAnOwedBadgeForWhoIsAlreadyIn) {
  World world;
  world.came(1, 1);
  const auto refused = std::get<AdmissionRefused>(world.decide());
  EXPECT_EQ(refused.refusal, Refusal::AlreadyIn);
  EXPECT_THAT(refused.owed_badges, ElementsAre(1));
}

// Whoever is owed a badge has only the "always" rows in front of her.
TEST(Admission, PrintsAnOwedBadgeThoughTheRestOfThePartyMayNotComeIn) {
  const struct {
    const char* refusal;
    std::function<void(World&)> arrange;
    bool prints;
  } cases[] = {
      {"too_late", [](World& w) { w.ticket().valid_until = kDoors; }, true},
      {"too_early", [](World& w) { w.ticket().valid_from = kDoors + kHour; }, true},
      {"waitlisted", [](World& w) { w.ticket().status = TicketStatus::Waitlisted; }, true},
      {"awaiting_approval", [](World& w) { w.ticket().status = TicketStatus::AwaitingApproval; }, true},
      {"unpaid", [](World& w) { w.ticket().payment = Payment::Open; }, true},
      {"not_on_list", [](World& w) { w.ticket().listed = false; }, true},
      {"full", [](World& w) { w.limit(1, CapKind::Hard, CapCounts::Admitted, 0), w.ticket().owns_seat = false; }, true},
      {"needs_answers", [](World& w) { w.policy.questions = {{.id = "diet", .required = true}}; }, true},
      {"cancelled", [](World& w) { w.ticket().status = TicketStatus::Cancelled; }, false},
      {"blocked", [](World& w) { w.ticket().status = TicketStatus::Blocked; }, false},
      {"needs_server", [](World& w) { w.connectivity = Connectivity::Alone, w.policy.alone = AloneRule::Refuse; },
       false},
  };
  for (const auto& test : cases) {
    World world;
    world.ticket().places = 2;
    world.came(1, 1);
    test.arrange(world);
    const auto refused = std::get<AdmissionRefused>(world.decide());
    EXPECT_EQ(word(refused.refusal), test.refusal);
    EXPECT_EQ(refused.owed_badges, test.prints ? std::vector{1} : std::vector<int>{}) << test.refusal;
  }
}

TEST(Admission, OwesNothingOnceTheBadgeIsOut) {
  World world;
  world.came(1, 1);
  world.badge_out(1);
  EXPECT_THAT(std::get<AdmissionRefused>(world.decide()).owed_badges, testing::IsEmpty());
}

TEST(Admission, OwesABadgePerPersonOfAParty) {
  World world;
  world.ticket().places = 3;
  const auto granted = std::get<AdmissionGranted>(world.decide());
  EXPECT_EQ(granted.fact.badges_due, 3);
  EXPECT_THAT(granted.owed_badges, ElementsAre(1, 2, 3));
}

TEST(Admission, OwesTheLatecomersOfAPartyTheirBadgesOnly) {
  World world;
  world.ticket().places = 3;
  world.came(2, 2);
  world.badge_out(1);
  world.badge_out(2);
  const auto granted = std::get<AdmissionGranted>(world.decide());
  EXPECT_EQ(granted.fact.badges_due, 1);
  EXPECT_THAT(granted.owed_badges, ElementsAre(3));
}

TEST(Admission, PrintsNoSecondBadgeOnTheSecondDay) {
  World world;
  world.day = day_number(23);
  world.came(1, 1);
  world.badge_out(1);
  world.day = day_number(24);
  const auto granted = std::get<AdmissionGranted>(world.decide());
  EXPECT_EQ(granted.fact.badges_due, 0);
  EXPECT_THAT(granted.owed_badges, testing::IsEmpty());
}

TEST(Admission, OwesNoBadgeWhereTheEventPrintsNone) {
  World world;
  world.policy.badge.print = false;
  EXPECT_EQ(std::get<AdmissionGranted>(world.decide()).fact.badges_due, 0);
}

TEST(Admission, SaysWhenTheDoorsOpen) {
  World world;
  world.policy.doors_hours = {{kDoors + 3 * kHour, kDoors + 4 * kHour}, {kDoors + kHour, kDoors + 2 * kHour}};
  EXPECT_EQ(std::get<AdmissionRefused>(world.decide()).opens_at, kDoors + kHour);
}

TEST(Admission, NamesTheTicketsToChooseFrom) {
  World world;
  world.candidates.push_back(world.candidates.front());
  world.candidates.back().ticket.id = named<TicketId>("second");
  const auto refused = std::get<AdmissionRefused>(world.decide());
  EXPECT_THAT(refused.choices, ElementsAre(named<TicketId>("ticket"), named<TicketId>("second")));
}

TEST(Admission, DrawsAnUnownedSeatFromWhereItMay) {
  World world;
  world.limit(10, CapKind::Hard, CapCounts::Admitted, 3);
  world.ticket().owns_seat = false;
  EXPECT_EQ(std::get<AdmissionGranted>(world.decide()).fact.seat.source, SeatSource::Pool);
  world.ticket().owns_seat = true;
  EXPECT_EQ(std::get<AdmissionGranted>(world.decide()).fact.seat.source, SeatSource::Own);
}

TEST(UnknownCode, IsNotSaidBeforeTheListIsComplete) {
  const EventPolicy policy;
  for (const bool complete : {true, false}) {
    const auto admission = decide({}, {}, {.event = {}, .policy = policy, .list_is_complete = complete});
    const auto& refused = std::get<AdmissionRefused>(admission);
    EXPECT_EQ(refused.refusal, complete ? Refusal::UnknownCode : Refusal::NeedsServer);
    EXPECT_FALSE(refused.ticket);
  }
}

TEST(Overrides, OfAHardCapHelpNobodyWhicheverCapIsReached) {
  const struct {
    const char* what;
    CapKind event;
    CapKind category;
    int event_left;
    int category_left;
    bool admitted;
  } cases[] = {
      {"both soft", CapKind::Soft, CapKind::Soft, 0, 0, true},
      {"only the soft one is reached", CapKind::Soft, CapKind::Hard, 0, 1, true},
      {"only the soft one is reached", CapKind::Hard, CapKind::Soft, 1, 0, true},
      {"both are reached, the category's is hard", CapKind::Soft, CapKind::Hard, 0, 0, false},
      {"both are reached, the event's is hard", CapKind::Hard, CapKind::Soft, 0, 0, false},
      {"both hard", CapKind::Hard, CapKind::Hard, 0, 1, false},
  };
  for (const auto& test : cases) {
    World w;
    w.ticket().owns_seat = false;
    w.limit(10, test.event, CapCounts::Admitted, test.event_left);
    w.policy.category_caps["member"] = Cap{5, test.category, CapCounts::Admitted};
    w.capacity().category = test.category_left;
    w.override_now(Refusal::Full);
    EXPECT_EQ(std::holds_alternative<AdmissionGranted>(w.decide()), test.admitted) << test.what;
  }
}

TEST(MayComeBy, FollowsDeciderAndPolicy) {
  EventPolicy open;
  open.walk_in = WalkIn::Self;
  EventPolicy closed;
  closed.admit_by = AdmitBy::Person;
  closed.walk_in = WalkIn::No;
  closed.transfer = TransferRule::Host;
  EventPolicy counting;
  counting.walk_in = WalkIn::CountOnly;
  const struct {
    How how;
    const EventPolicy& policy;
    bool self_service;
    bool staff;
    bool host;
  } cases[] = {
      {How::Scan, open, true, true, true},         {How::Search, open, true, true, true},
      {How::Search, closed, false, true, true},    {How::List, open, false, true, true},
      {How::Paper, open, false, true, true},       {How::Host, open, false, false, true},
      {How::WalkIn, open, true, true, true},       {How::WalkIn, EventPolicy{}, false, true, true},
      {How::WalkIn, closed, false, false, false},  {How::WalkIn, counting, false, false, false},
      {How::Transferred, open, false, true, true}, {How::Transferred, closed, false, false, true},
  };
  for (const auto& test : cases) {
    EXPECT_EQ(may_come_by(test.how, Decider::SelfService, test.policy), test.self_service) << word(test.how);
    EXPECT_EQ(may_come_by(test.how, Decider::Staff, test.policy), test.staff) << word(test.how);
    EXPECT_EQ(may_come_by(test.how, Decider::Host, test.policy), test.host) << word(test.how);
  }
}

// The last column of the table: who may set which refusal aside.
TEST(MayOverride, FollowsTheTable) {
  EventPolicy soft;
  soft.cap = Cap{10, CapKind::Soft, CapCounts::Admitted};
  EventPolicy hard;
  hard.cap = Cap{10, CapKind::Hard, CapCounts::Admitted};
  for (const Refusal refusal : {Refusal::Cancelled, Refusal::TooEarly, Refusal::TooLate}) {
    EXPECT_TRUE(may_override(refusal, Decider::Staff, soft)) << word(refusal);
    EXPECT_TRUE(may_override(refusal, Decider::Host, soft)) << word(refusal);
    EXPECT_FALSE(may_override(refusal, Decider::SelfService, soft)) << word(refusal);
  }
  for (const Refusal refusal : {Refusal::Blocked, Refusal::NotOnList, Refusal::AwaitingApproval, Refusal::Full}) {
    EXPECT_FALSE(may_override(refusal, Decider::Staff, soft)) << word(refusal);
    EXPECT_TRUE(may_override(refusal, Decider::Host, soft)) << word(refusal);
  }
  EXPECT_FALSE(may_override(Refusal::Full, Decider::Host, hard));
  EXPECT_FALSE(may_override(Refusal::Full, Decider::Host, EventPolicy{}));
  hard.category_caps["member"] = {5, CapKind::Soft, CapCounts::Admitted};
  EXPECT_TRUE(may_override(Refusal::Full, Decider::Host, hard));
  for (const Refusal refusal : {Refusal::UnknownCode, Refusal::OtherEvent, Refusal::Replaced, Refusal::AlreadyIn,
                                Refusal::Unpaid, Refusal::NeedsAnswers, Refusal::NeedsServer}) {
    EXPECT_FALSE(may_override(refusal, Decider::Host, soft)) << word(refusal);
  }
}

}  // namespace
}  // namespace einlass::rules
