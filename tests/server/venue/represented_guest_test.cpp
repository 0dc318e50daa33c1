// An event of two days: Ada has a ticket, Grace comes instead on one of them.
#include "db/guest_book.h"
#include "server/venue/staff_desk.h"
#include "tests/server/venue/desk_fixture.h"

#include <algorithm>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using report::AttendanceStatus;
using testing::ElementsAre;
using testing::IsEmpty;

const rules::AdmissionDay kMonday = base::VenueDay{2026, 11, 23};
const rules::AdmissionDay kTuesday = base::VenueDay{2026, 11, 24};

class RepresentedGuestTest : public DeskFixture {
 protected:
  RepresentedGuestTest() {
    auto event = new_event("multi_day");
    event.ends = "2026-11-24T23:00";
    create(event);
    import("Attendee #,Name,Code,Status\n1,Ada Lovelace,A,\n2,Max Born,B,\n");
    kiosk_ = pair("Nord 1");
    ada_ = value_of(store().guests().by_code(std::get<wire::CodeTarget>(scan("A").target).hash)).front();
  }

  store::EventStore& store() { return value_of(desk().event(event_))->store; }

  template <typename Use>
  auto write(Use use) {
    value_of(desk().door().begin());
    auto written = use(desk().staff());
    value_of(desk().door().commit());
    return written;
  }
  StaffAct act() const {
    return {.event = event_, .place = {.kiosk = {}, .name = "host page", .door = ""}, .decider = rules::Decider::Staff};
  }
  rules::GuestId send_grace(const rules::AdmissionDay& day) {
    const rules::HandTicketOn transferring{
        .ticket = ada_.ticket.id, .instead = {.full_name = "Grace Hopper"}, .day = day};
    return value_of(write([&](auto& staff) { return staff.transfer(act(), transferring); }));
  }

  // Who is greeted, for whom a badge is printed; the badge is then started as the kiosk does it.
  wire::AdmitReply come(const std::string& scan_name) {
    auto reply = admit(kiosk_, scan("A", scan_name));
    const auto& granted = std::get<rules::AdmissionGranted>(reply.admission);
    for (const int place : granted.owed_badges) {
      rules::EntryDraft draft;
      draft.ticket = granted.ticket;
      draft.guest = reply.tickets.front().guest->id;
      draft.scan = reply.scan;
      draft.fact = rules::BadgeStarted{
          .serial = rules::BadgeSerial(base::keyed_id({}, scan_name)), .place_number = place, .replaces = {}};
      write([&](auto&) { return desk().door().append(event_, draft); });
    }
    return reply;
  }
  std::string scan_badge(const std::string& printed_at, const std::string& scan_name) {
    auto request = scan("", scan_name);
    request.target = wire::BadgeTarget{rules::BadgeSerial(base::keyed_id({}, printed_at))};
    return outcome(admit(kiosk_, request));
  }

  static std::string greeted(const wire::AdmitReply& reply) { return reply.tickets.front().guest->full_name; }
  static std::vector<int> printed(const wire::AdmitReply& reply) {
    return std::get<rules::AdmissionGranted>(reply.admission).owed_badges;
  }

  // "Grace Hopper attended 2026-11-23"; in the order of these words
  std::vector<std::string> rows_of_ada() {
    std::vector<std::string> rows;
    for (const auto& row : attendance().rows) {
      if (row.ticket != ada_.ticket.id.text()) continue;
      rows.push_back(row.name + " " + word(row.status) + (row.day ? " " + row.day->iso() : ""));
    }
    std::sort(rows.begin(), rows.end());
    return rows;
  }
  static std::string word(AttendanceStatus status) {
    if (status == AttendanceStatus::Attended) return "attended";
    return status == AttendanceStatus::Represented ? "represented" : "did not come";
  }
  Attendance attendance() { return attendance_of(value_of(desk().reports().of("summit-2026"))); }

  store::KioskRecord kiosk_;
  rules::GuestRow ada_;
};

TEST_F(RepresentedGuestTest, SomebodyComesInsteadOnTheFirstDayOnly) {
  const auto grace = send_grace(kMonday);
  const auto monday = come("monday");
  EXPECT_EQ(greeted(monday), "Grace Hopper");
  EXPECT_EQ(monday.row.entry.guest, grace);
  EXPECT_THAT(printed(monday), ElementsAre(1));
  EXPECT_EQ(scan_badge("monday", "back on monday"), "admitted");

  clock_.advance(std::chrono::hours(24));
  EXPECT_EQ(scan_badge("monday", "grace on tuesday"), "replaced");
  const auto tuesday = come("tuesday");
  EXPECT_EQ(greeted(tuesday), "Ada Lovelace");
  EXPECT_EQ(tuesday.row.entry.guest, ada_.guest.id);
  EXPECT_THAT(printed(tuesday), ElementsAre(1)) << "Grace's badge is none of hers";
  EXPECT_EQ(scan_badge("tuesday", "back on tuesday"), "admitted");
  EXPECT_THAT(rows_of_ada(), ElementsAre("Ada Lovelace attended 2026-11-24", "Ada Lovelace represented 2026-11-23",
                                         "Grace Hopper attended 2026-11-23"));
}

TEST_F(RepresentedGuestTest, SomebodyComesInsteadOnTheSecondDayOnly) {
  EXPECT_EQ(greeted(come("monday")), "Ada Lovelace");
  send_grace(kTuesday);
  const auto again = come("monday again");
  EXPECT_EQ(greeted(again), "Ada Lovelace");
  EXPECT_THAT(printed(again), IsEmpty());

  clock_.advance(std::chrono::hours(24));
  EXPECT_EQ(scan_badge("monday", "ada on tuesday"), "replaced");
  const auto tuesday = come("tuesday");
  EXPECT_EQ(greeted(tuesday), "Grace Hopper");
  EXPECT_THAT(printed(tuesday), ElementsAre(1));
  EXPECT_THAT(rows_of_ada(), ElementsAre("Ada Lovelace attended 2026-11-23", "Ada Lovelace represented 2026-11-24",
                                         "Grace Hopper attended 2026-11-24"));
  const auto totals = attendance().totals;
  EXPECT_EQ(totals.tickets, 2);
  EXPECT_EQ(totals.persons_expected, 2) << "one place each, whoever sits on it";
  EXPECT_EQ(totals.persons_admitted, 2) << "one on each day";
}

TEST_F(RepresentedGuestTest, SaysWhoDidNotComeInstead) {
  send_grace(kMonday);
  EXPECT_THAT(rows_of_ada(),
              ElementsAre("Ada Lovelace represented 2026-11-23", "Grace Hopper did not come 2026-11-23"));
  EXPECT_EQ(attendance().totals.expected, 2) << "Max's ticket, and this one";
  clock_.advance(std::chrono::hours(24));
  come("tuesday");
  EXPECT_THAT(rows_of_ada(), ElementsAre("Ada Lovelace attended 2026-11-24", "Ada Lovelace represented 2026-11-23",
                                         "Grace Hopper did not come 2026-11-23"));
  EXPECT_EQ(attendance().totals.expected, 1) << "somebody came on this one";
  EXPECT_EQ(attendance().totals.persons_expected, 2);
}

TEST_F(RepresentedGuestTest, OnAllDaysTheOtherOneIsRepresentedOnce) {
  send_grace(std::nullopt);
  EXPECT_EQ(greeted(come("monday")), "Grace Hopper");
  clock_.advance(std::chrono::hours(24));
  const auto tuesday = come("tuesday");
  EXPECT_EQ(greeted(tuesday), "Grace Hopper");
  EXPECT_THAT(printed(tuesday), IsEmpty());
  EXPECT_THAT(rows_of_ada(), ElementsAre("Ada Lovelace represented", "Grace Hopper attended 2026-11-23",
                                         "Grace Hopper attended 2026-11-24"));
}

TEST_F(RepresentedGuestTest, UndoingTheTransferGivesTheTicketBack) {
  send_grace(kMonday);
  rules::ScanRef handed_on;
  for (const auto& row : value_of(store().journal().entries_of_ticket(ada_.ticket.id))) {
    if (std::holds_alternative<rules::TicketTransferred>(row.entry.fact)) {
      handed_on = {row.entry.scan->scan, ada_.ticket.id};
    }
  }
  value_of(write([&](auto& staff) { return staff.undo(act(), handed_on); }));
  EXPECT_EQ(write([&](auto& staff) { return staff.undo(act(), handed_on); }).error().kind, ErrorKind::AlreadyExists);
  EXPECT_EQ(greeted(come("monday")), "Ada Lovelace");
  EXPECT_THAT(rows_of_ada(), ElementsAre("Ada Lovelace attended 2026-11-23"));
}

// A kiosk that was alone let Ada in on Monday, and nobody knew of it who sent Grace.
TEST_F(RepresentedGuestTest, AConflictStandsInTheRowOfItsDay) {
  clock_.advance(std::chrono::hours(24));
  come("tuesday");
  auto elsewhere = value_of(store().journal().entries_of_ticket(ada_.ticket.id)).front();
  clock_.advance(std::chrono::minutes(1));
  send_grace(std::nullopt);
  elsewhere.entry.id = {rules::JournalId::random(), event_, 1};
  elsewhere.entry.previous = {};
  elsewhere.entry.scan = rules::ScanStep{rules::ScanId::random(), 1};
  elsewhere.entry.place.name = "Nord 2";
  std::get<rules::Admitted>(elsewhere.entry.fact).day = kMonday;
  value_of(write([&](auto&) { return desk().door().merge({elsewhere}); }));
  for (const auto& row : attendance().rows) {
    EXPECT_EQ(row.conflicts, row.day == kMonday ? 1 : 0);
    const auto places =
        row.day == kMonday ? std::vector<std::string>{"Nord 2", "host page"} : std::vector<std::string>{};
    EXPECT_EQ(row.conflict_places, places);
  }
  EXPECT_EQ(attendance().totals.conflicts, 1);
}

// Two hosts, each on her own: about no day, and so in the ticket's first row.
TEST_F(RepresentedGuestTest, AConflictOfTwoTransfersStandsInOneRow) {
  send_grace(std::nullopt);
  for (auto& row : value_of(store().journal().entries_of_ticket(ada_.ticket.id))) {
    if (!std::holds_alternative<rules::TicketTransferred>(row.entry.fact)) continue;
    row.entry.id = {rules::JournalId::random(), event_, 1};
    row.entry.previous = {};
    row.entry.scan = rules::ScanStep{rules::ScanId::random(), 1};
    value_of(write([&](auto&) { return desk().door().merge({row}); }));
  }
  EXPECT_EQ(attendance().totals.conflicts, 1);
}

TEST_F(RepresentedGuestTest, NamesNoDayWhereAnAdmissionCountsForTheEvent) {
  auto event = new_event("lecture");
  event.key = "other-2026";
  create(event);
  import("Attendee #,Name,Code,Status\n1,Ada Lovelace,A,\n", "other-2026");
  const rules::HandTicketOn transferring{
      .ticket = ada_.ticket.id, .instead = {.full_name = "Grace Hopper"}, .day = kMonday};
  EXPECT_EQ(write([&](auto& staff) { return staff.transfer(act(), transferring); }).error().kind,
            ErrorKind::InvalidInput);
}

}  // namespace
}  // namespace einlass::venue
