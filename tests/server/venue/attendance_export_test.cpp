// The attendance as files: who is named to whom, how much memory it takes, who came before.
#include "server/report/attendance_columns.h"
#include "server/venue/host_export.h"
#include "server/venue/own_history.h"
#include "tests/server/venue/desk_fixture.h"
#include "tests/support/peak_memory.h"

#include <set>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class AttendanceExport : public DeskFixture {
 protected:
  EventReports reports(const std::string& event = "summit-2026") { return value_of(desk().reports().of(event)); }

  std::string file(const ExportWish& wish) {
    std::string content;
    value_of(reports().write_attendance(wish, [&](std::string_view piece) { content += piece; }));
    return content;
  }

  std::string ticket_of(const std::string& name) {
    for (const auto& row : attendance_of(reports()).rows) {
      if (row.name == name) return row.ticket;
    }
    throw std::runtime_error("nobody of that name");
  }
};

TEST_F(AttendanceExport, NamesAHostsOwnGuestsOnly) {
  create(new_event());
  import("Name,Company,Code,Quantity\nAda Lovelace,Works,A,1\nMax Born,GU,B,3\n");
  const auto kiosk = pair("Nord 1");
  admit(kiosk, scan("A"));
  admit(kiosk, scan("B"));
  const std::set<std::string> hers{ticket_of("Ada Lovelace")};
  std::string csv;
  value_of(HostExport(reports(), hers).write({}, [&](std::string_view piece) { csv += piece; }));
  EXPECT_THAT(csv, AllOf(HasSubstr("Ada Lovelace"), HasSubstr("\r\n(others),"), Not(HasSubstr("Max"))));
  const auto reading = value_of(reports().attendance(hers));
  EXPECT_EQ(reading.head().figures.all.admitted, 1);
  ASSERT_TRUE(reading.others());
  EXPECT_EQ(reading.others()->places, 3);
}

TEST_F(AttendanceExport, CountsTheOthersOnceHoweverManyDaysTheyCame) {
  auto event = new_event("multi_day");
  event.ends = "2026-11-25T18:00";
  create(event);
  import("Name,Code,Quantity,Status\nAda Lovelace,A,1,\nMax Born,B,3,\nLise Meitner,C,1,storniert\n");
  const auto kiosk = pair("Nord 1");
  admit(kiosk, scan("B", "first day"));
  clock_.advance(std::chrono::hours(24));
  admit(kiosk, scan("B", "second day"));
  const auto reading = value_of(reports().attendance(std::set<std::string>{ticket_of("Ada Lovelace")}));
  ASSERT_TRUE(reading.others());
  EXPECT_EQ(reading.others()->admitted, 3) << "the party, on either day";
  EXPECT_EQ(reading.others()->places, 3) << "a cancelled ticket has none";
}

TEST_F(AttendanceExport, HasTheSameRowsHoweverOftenItIsRead) {
  create(new_event());
  import("Name,Code\nZoe,A\nÄnne,B\nMax,C\n");
  auto reading = value_of(reports().attendance());
  for (int time = 0; time < 2; ++time) {
    std::vector<std::string> names;
    value_of(reading.each([&](const auto& row) { names.push_back(row.name); }));
    EXPECT_THAT(names, testing::ElementsAre("Änne", "Max", "Zoe"));
  }
}

// One line per row, and the sums over them.
std::string text_of(AttendanceReading reading) {
  std::string text;
  value_of(
      reading.each([&](const report::AttendanceRow& row) { text += fmt::format("{} {}\n", row.name, row.admitted); }));
  const auto& totals = reading.head().totals;
  return text + fmt::format("{} tickets, {} in", totals.tickets, totals.persons_admitted);
}

std::string expected(int guests, const std::set<int>& in) {
  std::string text;
  for (int i = 0; i < guests; ++i) text += fmt::format("Guest {:04} {}\n", i, in.contains(i) ? 1 : 0);
  return text + fmt::format("{} tickets, {} in", guests, in.size());
}

TEST_F(AttendanceExport, HasEveryGuestOnceWhetherOneThreadReadsItOrTwo) {
  constexpr int guests = 1200;  // many more than are read at once
  create(new_event());
  std::string csv = "Name,Code\n";
  for (int i = 0; i < guests; ++i) csv += fmt::format("Guest {:04},CODE-{}\n", i, i);
  import(csv);
  const auto kiosk = pair("Nord 1");
  const auto options = value_of(desk().event(event_))->store.options();
  std::set<int> in;
  for (const int step : {guests + 1, guests / 2, 151, 7}) {  // nobody, two, a few, many
    for (int i = step; i <= guests; i += step) {
      if (in.insert(i - 1).second) admit(kiosk, scan(fmt::format("CODE-{}", i - 1).c_str()));
    }
    const auto two = value_of(store::EventSnapshot::open_two(options));
    for (const auto* beside : {static_cast<const store::EventSnapshot*>(nullptr), &two.second}) {
      std::size_t looked = 0;
      const WhatToRead what{
          .head = {}, .absent = report::AttendanceStatus::NoShow, .only = {}, .look = [&](const auto& rows) {
            looked += rows.size();
          }};
      EXPECT_EQ(text_of(value_of(AttendanceReading::of(two.first, what, beside))), expected(guests, in)) << step;
      EXPECT_EQ(looked, std::size_t{guests});
    }
  }
}

TEST_F(AttendanceExport, OfAHundredThousandGuestsIsFlat) {
  create(new_event());
  std::string csv = "First name,Last name,Company,E-mail,Code\n";
  for (int i = 0; i < 100'000; ++i) {
    csv += fmt::format(
        "Guest {0:06},Of The Evening {0:06},Company {1} of Hamburg,guest.{0:06}@example.org,CODE-{0:06}\n", i, i % 997);
  }
  import(csv);
  csv = {};
  const auto kiosk = pair("Nord 1");
  for (int i = 0; i < 50; ++i) admit(kiosk, scan(fmt::format("CODE-{:06}", i * 1999).c_str()));  // two threads read
  const auto all = reports();
  for (const auto format : {ExportFormat::Csv, ExportFormat::Json, ExportFormat::Xlsx}) {
    const support::PeakMemory memory;
    std::size_t bytes = 0;
    value_of(all.write_attendance({.format = format}, [&](std::string_view piece) { bytes += piece.size(); }));
    EXPECT_GT(bytes, 3'000'000U);
    EXPECT_LT(memory.grown_mib(), 64);  // the guests as values are more than 150
  }
}

TEST_F(AttendanceExport, KnowsWhoCameBeforeByNameAndAddress) {
  auto earlier = new_event();
  earlier.key = "lecture";
  earlier.starts = "2026-11-23T18:00";
  create(earlier);
  import("Name,E-mail,Code\nAda Lovelace,ada@example.org,A\nMax Born,max@example.org,B\nLise Meitner,,C\n", "lecture");
  const auto kiosk = pair("Nord 1", "lecture");
  for (const auto* code : {"A", "C"}) admit(kiosk, scan(code));
  const auto history = value_of(OwnHistory::of({reports("lecture")}, false));
  const auto times = [&](const OwnHistory& known, const std::string& name, const std::string& email) {
    return known.earlier_events({.name = name, .email = email});
  };
  EXPECT_EQ(times(history, "ada  LOVELACE", "Ada@Example.org"), 1);
  EXPECT_EQ(times(history, "Max Born", "max@example.org"), 0) << "was invited, and did not come";
  EXPECT_EQ(times(history, "Somebody Else", "ada@example.org"), 0) << "an address that is borne by two names";
  EXPECT_EQ(times(history, "Lise Meitner", ""), std::nullopt);
  const auto with_gaps = value_of(OwnHistory::of({reports("lecture")}, true));
  EXPECT_EQ(times(with_gaps, "Ada Lovelace", "ada@example.org"), 1);
  EXPECT_EQ(times(with_gaps, "Max Born", "max@example.org"), std::nullopt)
      << "she may have been at the one that is lost";
}

}  // namespace
}  // namespace einlass::venue
