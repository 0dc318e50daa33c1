// What persons decide, and what the desk refuses them.
#include "server/venue/staff_desk.h"

#include "db/guest_book.h"
#include "tests/server/venue/desk_fixture.h"

#include <functional>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using testing::HasSubstr;

class StaffDeskTest : public DeskFixture {
 protected:
  void open_doors(const std::string& preset = "summit") {
    create(new_event(preset));
    import("Attendee #,Name,Code,Status\n1,Ada Lovelace,A,\n2,Max Born,B,cancelled\n");
    kiosk_ = pair("Nord 1");
  }

  StaffAct act(rules::Decider decider = rules::Decider::Staff) const {
    return {.event = event_, .place = {.kiosk = {}, .name = "host page", .door = ""}, .decider = decider};
  }
  // In a batch of its own.
  template <typename Use>
  auto write(Use use) {
    value_of(desk().door().begin());
    auto written = use(desk().staff());
    value_of(desk().door().commit());
    return written;
  }

  rules::ScanRef come_in() {
    const auto reply = admit(kiosk_, scan("A"));
    EXPECT_EQ(outcome(reply), "admitted");
    return {reply.scan.scan, *reply.row.entry.ticket};
  }
  rules::TicketState state_of(rules::TicketId ticket) {
    return value_of(value_of(desk().event(event_))->store.journal().state_of(ticket));
  }

  store::KioskRecord kiosk_;
};

TEST_F(StaffDeskTest, UndoesAnAdmissionOnce) {
  open_doors();
  const auto came = come_in();
  const auto row = value_of(write([&](auto& staff) { return staff.undo(act(), came); }));
  EXPECT_EQ(row.entry.place.name, "host page");
  EXPECT_EQ(outcome(admit(kiosk_, scan("A", "again"))), "admitted");
  EXPECT_EQ(write([&](auto& staff) { return staff.undo(act(), came); }).error().kind, ErrorKind::AlreadyExists);
  const rules::ScanRef nobody{rules::ScanId::random(), came.ticket};
  EXPECT_EQ(write([&](auto& staff) { return staff.undo(act(), nobody); }).error().kind, ErrorKind::NotFound);
}

TEST_F(StaffDeskTest, TheDoorGreetsWhoComesInstead) {
  open_doors();
  const auto ticket =
      value_of(
          value_of(desk().event(event_))->store.guests().by_code(std::get<wire::CodeTarget>(scan("A").target).hash))
          .front()
          .ticket.id;
  const rules::Guest instead{.full_name = "Grace Hopper", .company = "Navy"};
  value_of(
      write([&](auto& staff) { return staff.transfer(act(), {.ticket = ticket, .instead = instead, .day = {}}); }));
  const auto greeted = admit(kiosk_, scan("A")).tickets.front().guest;
  ASSERT_TRUE(greeted);
  EXPECT_EQ(greeted->full_name, "Grace Hopper");
  EXPECT_EQ(greeted->company, "Navy");
}

TEST_F(StaffDeskTest, TheDoorGreetsByTheCorrectedName) {
  open_doors();
  rules::EntryDraft draft;
  draft.ticket = come_in().ticket;
  draft.guest = value_of(value_of(desk().event(event_))->store.guests().by_ticket(*draft.ticket))->ticket.guest;
  draft.fact = rules::GuestAmended{.fields = {"full_name"}};
  draft.private_content = R"({"full_name":"Ada King"})";
  write([&](auto&) { return desk().door().append(event_, draft); });
  EXPECT_EQ(admit(kiosk_, scan("A", "again")).tickets.front().guest->full_name, "Ada King");
}

TEST_F(StaffDeskTest, OverridesARefusalForTheNextStep) {
  open_doors();
  auto request = scan("B");
  ASSERT_EQ(outcome(admit(kiosk_, request)), "cancelled");
  const rules::SetRefusalAside overriding{.scan = request.scan.scan, .typed_reason = "Paid the invoice again"};
  const auto by_nobody = act(rules::Decider::SelfService);
  EXPECT_EQ(write([&](auto& staff) { return staff.override_refusal(by_nobody, overriding); }).error().kind,
            ErrorKind::Refused);
  const auto row = value_of(write([&](auto& staff) { return staff.override_refusal(act(), overriding); }));
  EXPECT_THAT(row.private_part->content, HasSubstr("again"));
  request.scan = *row.entry.scan;
  EXPECT_EQ(outcome(admit(kiosk_, request)), "admitted");
  EXPECT_EQ(write([&](auto& staff) { return staff.override_refusal(act(), overriding); }).error().kind,
            ErrorKind::NotFound);
}

TEST_F(StaffDeskTest, HandsATicketToAColleague) {
  open_doors();
  const auto ticket = *admit(kiosk_, scan("B")).row.entry.ticket;
  const rules::Guest instead{.full_name = "Emmy Noether"};
  const auto guest = value_of(
      write([&](auto& staff) { return staff.transfer(act(), {.ticket = ticket, .instead = instead, .day = {}}); }));
  EXPECT_EQ(state_of(ticket).holder_on({}), guest);
  const auto unknown = rules::TicketId::random();
  EXPECT_EQ(
      write([&](auto& staff) { return staff.transfer(act(), {.ticket = unknown, .instead = instead, .day = {}}); })
          .error()
          .kind,
      ErrorKind::NotFound);
  const auto by_nobody = act(rules::Decider::SelfService);
  EXPECT_EQ(
      write([&](auto& staff) { return staff.transfer(by_nobody, {.ticket = ticket, .instead = instead, .day = {}}); })
          .error()
          .kind,
      ErrorKind::Refused);
}

TEST_F(StaffDeskTest, JudgesOnlyWhatIsDisputed) {
  open_doors();
  const auto came = come_in();
  auto elsewhere = value_of(value_of(desk().event(event_))->store.journal().entries_of_ticket(came.ticket)).front();
  elsewhere.entry.id.journal = rules::JournalId::random();
  elsewhere.entry.id.sequence = 1;
  elsewhere.entry.previous = {};
  elsewhere.entry.scan = rules::ScanStep{rules::ScanId::random(), 1};
  value_of(desk().door().begin());
  value_of(desk().door().merge({elsewhere}));
  value_of(desk().door().commit());
  const auto conflict = state_of(came.ticket).conflicts.at(0);

  rules::ConflictJudged verdict{.scans = {conflict.stands, conflict.disputed}, .verdict = rules::Verdict::Stands};
  EXPECT_EQ(write([&](auto& staff) { return staff.judge(act(), verdict); }).error().kind, ErrorKind::InvalidInput);
  verdict.stands = conflict.disputed;
  value_of(write([&](auto& staff) { return staff.judge(act(), verdict); }));
  EXPECT_FALSE(state_of(came.ticket).has_open_conflict());
  verdict.scans = {came, {rules::ScanId::random(), came.ticket}};
  verdict.stands = came;
  EXPECT_EQ(write([&](auto& staff) { return staff.judge(act(), verdict); }).error().kind, ErrorKind::NotFound);
}

TEST_F(StaffDeskTest, ErasesAGuestFromTheListThatKiosksFetch) {
  open_doors();
  const auto reply = admit(kiosk_, scan("A"));
  const auto before = value_of(desk().kiosks().assignment(kiosk_.id)).guest_list;
  value_of(write([&](auto& staff) { return staff.erase(act(), {*reply.row.entry.guest}); }));
  EXPECT_NE(value_of(desk().kiosks().assignment(kiosk_.id)).guest_list, before);
  for (const auto& part : value_of(desk().door().guest_list({.event = event_, .have = {}}))) {
    for (const auto& row : part.rows) EXPECT_NE(row.guest.full_name, "Ada Lovelace");
  }
}

TEST_F(StaffDeskTest, ErasesNobodyWhereOneOfThemIsUnknown) {
  open_doors();
  const auto ada = *admit(kiosk_, scan("A")).row.entry.guest;
  const auto refused = write([&](auto& staff) { return staff.erase(act(), {ada, rules::GuestId::random()}); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::NotFound);
  const auto rows = value_of(value_of(desk().event(event_))->store.guests().by_guest(ada));
  EXPECT_EQ(rows.at(0).guest.full_name, "Ada Lovelace");
}

TEST_F(StaffDeskTest, ErasesWhomOnlyAnEntryNames) {
  open_doors();
  const auto ticket = *admit(kiosk_, scan("B")).row.entry.ticket;
  const auto emmy = value_of(write([&](auto& staff) {
    return staff.transfer(act(), {.ticket = ticket, .instead = {.full_name = "Emmy Noether"}, .day = {}});
  }));
  value_of(write([&](auto& staff) { return staff.erase(act(), {emmy}); }));
  value_of(value_of(desk().event(event_))->store.journal().each_row([&](const rules::JournalRow& row) {
    EXPECT_FALSE(row.entry.guest == emmy && row.private_part);
  }));
}

TEST_F(StaffDeskTest, SeesOffAPartyInParts) {
  create(new_event("multi_day"));  // who left may come back
  import("Attendee #,Name,Code,Quantity\n1,Ada Lovelace,A,3\n");
  kiosk_ = pair("Nord 1");
  const auto came = come_in();
  const auto day = state_of(came.ticket).days.begin()->first;
  ASSERT_TRUE(day) << "admissions count by the day";
  const auto one = value_of(write([&](auto& staff) { return staff.depart(act(), came.ticket, 1); }));
  EXPECT_EQ(std::get<rules::Departed>(one.entry.fact), (rules::Departed{.persons = 1, .day = day}));
  EXPECT_EQ(one.entry.place.name, "host page");
  EXPECT_EQ(state_of(came.ticket).inside_on(day), 2);
  value_of(write([&](auto& staff) { return staff.depart(act(), came.ticket); }));
  EXPECT_EQ(state_of(came.ticket).inside_on(day), 0);
  EXPECT_EQ(state_of(came.ticket).persons_admitted(), 3);
  EXPECT_EQ(write([&](auto& staff) { return staff.depart(act(), came.ticket); }).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(outcome(admit(kiosk_, scan("A", "back"))), "admitted");
}

TEST_F(StaffDeskTest, SeesNobodyOffWhoNeverCame) {
  open_doors();
  const auto refused = admit(kiosk_, scan("B"));
  EXPECT_EQ(write([&](auto& staff) { return staff.depart(act(), *refused.row.entry.ticket, 1); }).error().kind,
            ErrorKind::NotFound);
}

}  // namespace
}  // namespace einlass::venue
