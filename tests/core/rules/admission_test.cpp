// One table per row of docs/product.md, "Admission": when a refusal is named, and when it is not.
#include "tests/core/rules/admission_world.h"

#include <functional>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

namespace einlass::rules {
namespace {

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
              {"ACancelledOneDoesNotCount",
               [](World& w) {
                 w.candidates.push_back(w.candidates.front());
                 w.candidates.front().ticket.status = TicketStatus::Cancelled;
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
              {"OnPaperNobodyWasAsked",
               [](World& w) {
                 w.policy.questions = {{.id = "diet", .required = true}};
                 w.request.how = How::Paper;
                 w.request.decider = Decider::Staff;
               },
               "admitted 1"},
              {"Answered",
               [](World& w) {
                 w.policy.questions = {{.id = "diet", .required = true}};
                 w.state().answered = {"diet"};
               },
               "admitted 1"},
              {"APartyThatWantsToSayHowManyAreHere",
               [](World& w) { w.ticket().places = 3, w.request.persons = ask_persons; }, "needs_answers"},
              {"APartyThatHasSaidIt", [](World& w) { w.ticket().places = 3, w.request.persons = 2; }, "admitted 2"},
              {"TheLastOneOfAPartyIsNotAsked",
               [](World& w) { w.ticket().places = 3, w.came(2, 2), w.request.persons = ask_persons; }, "admitted 1"},
              {"OnePersonIsNotAsked", [](World& w) { w.request.persons = ask_persons; }, "admitted 1"},
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

}  // namespace
}  // namespace einlass::rules
