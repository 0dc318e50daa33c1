#include "core/wire/canonical_json.h"
#include "core/wire/entry_json.h"
#include "server/report/journal_lines.h"
#include "tests/server/report/verified_text.h"
#include "tests/server/venue/desk_fixture.h"

#include <latch>
#include <thread>

#include <boost/json.hpp>

namespace einlass::venue {
namespace {

using report::AttendanceRow;
using report::AttendanceStatus;
using testing::SizeIs;

class ReportDeskTest : public DeskFixture {
 protected:
  void open_doors(const NewEvent& event) {
    create(event);
    import(
        "Name,Company,Code,Quantity,Status,Kategorie,Invited by\nAda Lovelace,Works,A,1,,Mitglied,Anna Berg\n"
        "Max Born,GU,B,3,,Gast,\nLise Meitner,KWI,C,1,storniert,Gast,\nÄnne Burda,AB,D,1,,Presse,\n");
    kiosk_ = pair("Nord 1");
  }

  Attendance attendance() { return attendance_of(value_of(desk().reports().of("summit-2026"))); }

  static const AttendanceRow& row_of(const Attendance& attendance, const std::string& name) {
    for (const auto& row : attendance.rows) {
      if (row.name == name) return row;
    }
    throw std::runtime_error("nobody of that name");
  }

  store::KioskRecord kiosk_;
};

// A kiosk of a newer version wrote the second of three entries.
TEST_F(ReportDeskTest, ExportsWhatWasPutAsideSoThatTheJournalVerifies) {
  open_doors(new_event());
  rules::JournalRow first;
  first.entry.id = {rules::JournalId::random(), event_, 1};
  first.entry.place.name = "Nord 9";
  first.entry.fact = rules::HelpAsked{};
  const auto canonical =
      wire::canonical_json(boost::json::object{{"event", event_.text()},
                                               {"format", 9},
                                               {"journal", first.entry.id.journal.text()},
                                               {"place", boost::json::object{{"name", "Nord 9"}}},
                                               {"previous", base::hex(wire::entry_hash(first.entry))},
                                               {"sequence", 2}});
  auto third = first;
  third.entry.id.sequence = 3;
  third.entry.previous = base::blake2b(canonical);
  value_of(desk().door().begin());
  value_of(desk().door().merge({first, third}, {{{first.entry.id.journal, event_, 2}, canonical, {}}}));
  value_of(desk().door().commit());
  std::string lines;
  value_of(value_of(desk().reports().of("summit-2026")).journal([&](const auto& line) { lines += line + "\n"; }));
  const auto verified = value_of(report::verified_text(lines));
  EXPECT_THAT(verified.findings, testing::IsEmpty());
  EXPECT_THAT(verified.parked, SizeIs(1));
  EXPECT_EQ(verified.entries, 3U);
  EXPECT_EQ(value_of(desk().reports().status()).events.front().parked.front().place, "Nord 9");
}

// A kiosk was put back to its first entry and went on under numbers that the server had seen: all that it brings is in
// the export, so nothing is left to doubt. Of the other one the server lacks what its second entry names.
TEST_F(ReportDeskTest, ExportsAForkThatVerifiesOnceBothSidesAreThere) {
  open_doors(new_event());
  const auto row = [&](const rules::JournalRow* before, bool alone) {
    rules::JournalRow next;
    next.entry.id = {before == nullptr ? rules::JournalId::random() : before->entry.id.journal, event_,
                     before == nullptr ? 1 : before->entry.id.sequence + 1};
    next.entry.alone = alone;
    next.entry.fact = rules::HelpAsked{};
    if (before != nullptr) next.entry.previous = wire::entry_hash(before->entry);
    return next;
  };
  const auto verified = [&](const std::vector<rules::JournalRow>& rows) {
    value_of(desk().door().begin());
    value_of(desk().door().merge(rows, {}));
    value_of(desk().door().commit());
    std::string lines;
    value_of(value_of(desk().reports().of("summit-2026")).journal([&](const auto& line) { lines += line + "\n"; }));
    return value_of(report::verified_text(lines));
  };
  const auto first = row(nullptr, false);
  const auto second = row(&first, false);
  const auto other_second = row(&first, true);
  const auto third = row(&other_second, true);
  const auto fourth = row(&third, true);
  const auto half = verified({first, second, third, fourth});
  EXPECT_THAT(half.findings, testing::ElementsAre(testing::HasSubstr("Entry 3 of journal")));
  EXPECT_THAT(half.parked, SizeIs(1));
  const auto whole = verified({first, other_second, third, fourth});
  EXPECT_THAT(whole.findings, testing::IsEmpty());
  EXPECT_THAT(whole.parked, testing::ElementsAre(testing::HasSubstr("forked"), testing::HasSubstr("broken_chain")));
}

TEST_F(ReportDeskTest, HasOneRowForEveryTicketSortedByName) {
  open_doors(new_event());
  std::vector<std::string> names;
  for (const auto& row : attendance().rows) names.push_back(row.name);
  EXPECT_THAT(names, testing::ElementsAre("Max Born", "Änne Burda", "Ada Lovelace", "Lise Meitner"));
}

TEST_F(ReportDeskTest, SaysWhoCameWhenAndWhere) {
  open_doors(new_event());
  clock_.advance(std::chrono::minutes(7));
  auto part = scan("B");
  part.persons = 2;
  admit(kiosk_, part);
  admit(kiosk_, scan("A"));
  const auto table = attendance();
  const auto& max = row_of(table, "Max Born");
  EXPECT_EQ(max.status, AttendanceStatus::Attended);
  EXPECT_EQ(max.places, 3);
  EXPECT_EQ(max.admitted, 2);
  EXPECT_EQ(max.first_in, clock_.wall());
  EXPECT_EQ(max.place, "Nord 1");
  EXPECT_EQ(max.door, "north");
  EXPECT_EQ(max.how, "scan");
  EXPECT_EQ(row_of(table, "Änne Burda").status, AttendanceStatus::Expected);
  EXPECT_EQ(row_of(table, "Lise Meitner").status, AttendanceStatus::Cancelled);
  EXPECT_EQ(table.totals.persons_admitted, 3);
  EXPECT_EQ(table.totals.persons_expected, 5);
  EXPECT_EQ(table.totals.persons_expected, table.figures.all.expected) << "one word, one figure";
  EXPECT_EQ(table.totals.expected, 1);
  EXPECT_EQ(table.totals.no_shows, 0);
  EXPECT_EQ(table.totals.persons_admitted, value_of(desk().door().totals(event_)).admitted);
}

TEST_F(ReportDeskTest, CallsNobodyANoShowBeforeTheEnd) {
  auto event = new_event();
  event.ends = "2026-11-23T23:00";
  open_doors(event);
  admit(kiosk_, scan("A"));
  const auto expected_places = attendance().totals.persons_expected;
  EXPECT_EQ(row_of(attendance(), "Max Born").status, AttendanceStatus::Expected);
  clock_.advance(std::chrono::hours(24));
  const auto table = attendance();
  EXPECT_EQ(row_of(table, "Max Born").status, AttendanceStatus::NoShow);
  EXPECT_EQ(row_of(table, "Ada Lovelace").status, AttendanceStatus::Attended);
  EXPECT_EQ(row_of(table, "Lise Meitner").status, AttendanceStatus::Cancelled);
  EXPECT_EQ(table.totals.no_shows, 2);
  EXPECT_EQ(table.totals.expected, 0);
  EXPECT_EQ(table.totals.persons_expected, expected_places);
}

TEST_F(ReportDeskTest, CallsWhoeverIsMissingANoShowOnceTheEventIsClosed) {
  auto event = new_event();
  event.ends = "2026-11-23T23:00";
  open_doors(event);
  admit(kiosk_, scan("A"));
  auto& open = *value_of(desk().event(event_));
  open.record.closed = true;
  const auto table = attendance();
  EXPECT_EQ(row_of(table, "Max Born").status, AttendanceStatus::NoShow);
  EXPECT_EQ(table.totals.no_shows, 2);
  EXPECT_EQ(table.totals.no_shows, table.figures.all.no_shows);
}

// Nobody is missed who came, and was sent away.
TEST_F(ReportDeskTest, CallsNoWalkInWhoWasTurnedAwayANoShow) {
  open_doors(new_event());
  const auto registers = [&](rules::How how, const char* name) {
    const auto ticket = rules::TicketId::random();
    value_of(desk().door().append(event_, {.ticket = ticket,
                                           .guest = rules::GuestId::random(),
                                           .fact = rules::GuestRegistered{.category = "guest", .how = how},
                                           .private_content = fmt::format(R"({{"full_name":"{}"}})", name)}));
    return ticket;
  };
  value_of(desk().door().begin());
  const auto paula = registers(rules::How::WalkIn, "Paula Passant");
  value_of(desk().door().append(event_, {.ticket = paula, .fact = rules::Excused{}}));
  registers(rules::How::Host, "Hedwig Host");  // put on the list by a host
  value_of(desk().door().commit());
  clock_.advance(std::chrono::hours(24));
  const auto table = attendance();
  EXPECT_EQ(row_of(table, "Paula Passant").status, AttendanceStatus::NotAdmitted);
  EXPECT_EQ(row_of(table, "Hedwig Host").status, AttendanceStatus::NoShow);
  EXPECT_EQ(table.figures.all.no_shows, 4) << "Ada, Max, Änne and Hedwig";
}

TEST_F(ReportDeskTest, HasARowForEachDayOfAnEventOfSeveralDays) {
  auto event = new_event("multi_day");
  event.ends = "2026-11-25T18:00";
  open_doors(event);
  ASSERT_EQ(outcome(admit(kiosk_, scan("A", "first day"))), "admitted");
  clock_.advance(std::chrono::hours(24));
  ASSERT_EQ(outcome(admit(kiosk_, scan("A", "second day"))), "admitted");
  std::vector<std::string> days;
  for (const auto& row : attendance().rows) {
    if (row.name == "Ada Lovelace") days.push_back(row.day->iso());
  }
  EXPECT_THAT(days, testing::ElementsAre("2026-11-23", "2026-11-24"));
}

TEST_F(ReportDeskTest, KnowsWhoCameWithASignedTicketAlone) {
  auto event = new_event("lecture");  // open to whoever has a valid ticket
  open_doors(event);
  const rules::SignedTicket ticket{
      .event = event_, .ticket = rules::TicketId::random(), .category = "guest", .places = 2, .key_id = 1};
  // As the desk itself would sign it: the seed is the venue's.
  const auto seed = base::from_base64url(base::read_file(folder_ / "venue.seed").value()).value();
  base::SecretKey key{};
  std::copy(seed.begin(), seed.end(), key.begin());
  const auto pair = base::signing_pair_from(base::derive_key(key, "ticket-signing/" + event_.text()));
  auto request = scan("signed");
  request.target = wire::SignedTarget{rules::signed_ticket_code(ticket, pair.secret)};
  ASSERT_EQ(outcome(admit(kiosk_, request)), "admitted");
  const auto table = attendance();
  EXPECT_EQ(table.rows.size(), 5U);
  const auto& row = row_of(table, "");
  EXPECT_EQ(row.ticket, ticket.ticket.text());
  EXPECT_EQ(row.category, "guest");
  EXPECT_EQ(row.admitted, 2);
}

TEST_F(ReportDeskTest, CountsRefusedScansOfUnknownCodesAsNobody) {
  open_doors(new_event());
  admit(kiosk_, scan("no such code"));
  EXPECT_THAT(attendance().rows, SizeIs(4));
  EXPECT_EQ(value_of(desk().reports().status()).events.front().totals.refused, 1);
}

TEST_F(ReportDeskTest, TakesAnonymousGuestsTogether) {
  open_doors(new_event());
  value_of(desk().door().begin());
  for (int i = 0; i < 3; ++i) {
    value_of(desk().door().append(event_, {.place = {kiosk_.id, "Nord 1", ""}, .fact = rules::Counted{.persons = 2}}));
  }
  value_of(desk().door().commit());
  const auto table = attendance();
  EXPECT_EQ(table.rows.back().how, "counted");
  EXPECT_EQ(table.rows.back().admitted, 6);
  EXPECT_EQ(table.totals.counted, 6);
}

TEST_F(ReportDeskTest, LeavesOutWhoWasCountedByMistake) {
  open_doors(new_event());
  value_of(desk().door().begin());
  const auto counted = value_of(
      desk().door().append(event_, {.place = {kiosk_.id, "Nord 1", ""}, .fact = rules::Counted{.persons = 2}}));
  value_of(desk().door().append(event_, {.place = {kiosk_.id, "Nord 1", ""}, .fact = rules::Counted{.persons = 1}}));
  value_of(desk().door().append(
      event_, {.fact = rules::AdmissionUndone{.undone = {counted.entry.scan->scan, counted.entry.ticket.value()}}}));
  value_of(desk().door().commit());
  EXPECT_EQ(attendance().totals.counted, 1);
  EXPECT_EQ(attendance().totals.counted, value_of(desk().door().totals(event_)).counted);
}

TEST_F(ReportDeskTest, ShowsWhoCameInsteadAndWhomSheRepresented) {
  open_doors(new_event());
  const auto refused = admit(kiosk_, scan("C"));  // to learn of a ticket without admitting anybody
  ASSERT_EQ(outcome(refused), "cancelled");
  std::optional<rules::GuestRow> ada;
  value_of(value_of(desk().event(event_))->store.guests().each([&](const auto& row) {
    if (row.guest.full_name == "Ada Lovelace") ada = row;
  }));
  const auto colleague = rules::GuestId::random();
  value_of(desk().door().begin());
  value_of(desk().door().append(event_,
                                {.ticket = ada->ticket.id,
                                 .guest = colleague,
                                 .fact = rules::GuestRegistered{.category = "member", .how = rules::How::Transferred},
                                 .private_content = "{\"full_name\":\"Mary Somerville\"}"}));
  value_of(desk().door().append(
      event_, {.ticket = ada->ticket.id, .fact = rules::TicketTransferred{ada->ticket.guest, colleague, {}}}));
  value_of(desk().door().commit());
  EXPECT_EQ(row_of(attendance(), "Mary Somerville").status, AttendanceStatus::Expected);
  ASSERT_EQ(outcome(admit(kiosk_, scan("A"))), "admitted");
  const auto table = attendance();
  EXPECT_EQ(row_of(table, "Mary Somerville").status, AttendanceStatus::Attended);
  EXPECT_EQ(row_of(table, "Mary Somerville").guest, colleague.text());
  EXPECT_EQ(row_of(table, "Mary Somerville").list_owner, "Anna Berg") << "she is of the same list";
  EXPECT_EQ(row_of(table, "Ada Lovelace").status, AttendanceStatus::Represented);
  EXPECT_EQ(row_of(table, "Ada Lovelace").admitted, 0);
  EXPECT_EQ(table.totals.tickets, 4);
  EXPECT_EQ(table.totals.persons_admitted, 1);
  EXPECT_EQ(table.totals.persons_expected, 5) << "one place, whoever sits on it";
}

TEST_F(ReportDeskTest, LaysAmendedNamesOverTheList) {
  open_doors(new_event());
  const auto ada = admit(kiosk_, scan("A")).row.entry;
  value_of(desk().door().begin());
  value_of(desk().door().append(event_, {.ticket = ada.ticket,
                                         .guest = ada.guest,
                                         .fact = rules::GuestAmended{.fields = {"full_name"}},
                                         .private_content = "{\"full_name\":\"Ada King\"}"}));
  value_of(desk().door().commit());
  EXPECT_EQ(row_of(attendance(), "Ada King").company, "Works");
}

TEST_F(ReportDeskTest, ExportsAJournalThatVerifies) {
  open_doors(new_event());
  for (const auto* code : {"A", "B", "C", "no such code"}) admit(kiosk_, scan(code));
  std::string lines;
  value_of(
      value_of(desk().reports().of("summit-2026")).journal([&](const std::string& line) { lines += line + "\n"; }));
  const auto verified = value_of(report::verified_text(lines));
  EXPECT_EQ(verified.entries, 4U);
  EXPECT_THAT(verified.findings, SizeIs(0));
}

TEST_F(ReportDeskTest, AdmitsGuestsWhileAnExportIsReadWhichDoesNotHaveThem) {
  open_doors(new_event());
  for (const auto* code : {"A", "D"}) admit(kiosk_, scan(code));
  const auto reports = value_of(desk().reports().of("summit-2026"));
  std::latch reading(1);
  std::latch go_on(1);
  std::string lines;
  std::thread worker([&] {
    const auto read = reports.journal([&](const std::string& line) {
      if (lines.empty()) {
        reading.count_down();
        go_on.wait();
      }
      lines += line + "\n";
    });
    EXPECT_TRUE(read);
  });
  reading.wait();
  EXPECT_EQ(outcome(admit(kiosk_, scan("B"))), "admitted");  // committed while the export stands still
  go_on.count_down();
  worker.join();
  EXPECT_EQ(value_of(report::verified_text(lines)).entries, 2U);
  EXPECT_EQ(row_of(attendance(), "Max Born").status, AttendanceStatus::Attended);
}

TEST_F(ReportDeskTest, NamesBothPlacesOfAConflict) {
  open_doors(new_event());
  const auto first = admit(kiosk_, scan("A")).row;
  auto elsewhere = first;  // decided by a kiosk that was alone
  elsewhere.entry.id = {rules::JournalId::random(), first.entry.id.event, 1};
  elsewhere.entry.previous = {};
  elsewhere.entry.place.name = "Süd 1";
  elsewhere.entry.scan = rules::ScanStep{rules::ScanId::random(), 0};
  elsewhere.entry.time.venue = first.entry.time.venue + std::chrono::minutes(2);
  value_of(desk().door().begin());
  value_of(desk().door().merge({elsewhere}));
  value_of(desk().door().commit());
  const auto status = value_of(desk().reports().status()).events.front();
  ASSERT_THAT(status.conflicts, SizeIs(1));
  EXPECT_EQ(status.conflicts.front().ticket, *first.entry.ticket);
  EXPECT_EQ(status.conflicts.front().first_place, "Nord 1");
  EXPECT_EQ(status.conflicts.front().second_place, "Süd 1");
  const auto table = attendance();
  EXPECT_EQ(row_of(table, "Ada Lovelace").admitted, 1);
  EXPECT_EQ(row_of(table, "Ada Lovelace").conflicts, 1);
  EXPECT_THAT(row_of(table, "Ada Lovelace").conflict_places, testing::ElementsAre("Nord 1", "Süd 1"));
  EXPECT_EQ(table.totals.conflicts, 1);
}

TEST_F(ReportDeskTest, ShowsEventsKiosksAndCountsAtAGlance) {
  open_doors(new_event());
  admit(kiosk_, scan("A"));
  const auto status = value_of(desk().reports().status());
  ASSERT_THAT(status.events, SizeIs(1));
  EXPECT_EQ(status.events.front().guests, 4U);
  EXPECT_EQ(status.events.front().totals.admitted, 1);
  EXPECT_THAT(status.kiosks, SizeIs(1));
}

}  // namespace
}  // namespace einlass::venue
