// The canonical form of entries is fixed for ever: every entry of tests/core/wire/golden must come out byte by byte.
#include "core/wire/entry_json.h"

#include "core/base/file.h"
#include "core/wire/canonical_json.h"
#include "tests/core/rules/world.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace einlass::wire {
namespace {

namespace fs = std::filesystem;
using namespace rules;  // NOLINT: nearly every name below is a fact

std::vector<Fact> every_fact() {
  const auto serial = named<BadgeSerial>("serial");
  const auto lease = named<LeaseId>("lease");
  const ScanRef first = scan_ref("first");
  const ScanRef second = scan_ref("second");
  return {Admitted{.persons = 2,
                   .places = 3,
                   .badges_due = 2,
                   .category = "member",
                   .day = day_number(23),
                   .re_entry = ReEntry::AfterDeparture,
                   .seat = {SeatSource::Lease, lease},
                   .how = How::Scan},
          Refused{Refusal::NotOnList},
          Departed{1, day_number(23)},
          AdmissionUndone{first},
          Overridden{Refusal::Cancelled, ReasonKind::SourceWrong},
          GuestRegistered{"guest", 2, How::WalkIn},
          GuestAmended{{"first_name", "last_name"}},
          TicketTransferred{named<GuestId>("old"), named<GuestId>("new"), {}},
          Counted{1, "guest", {}, {SeatSource::Pool, {}}},
          AnswersGiven{{"diet"}, {{"photo", 2, "de", false}}},
          SettledElsewhere{Settlement::InvoiceFollows},
          HostAsked{},
          HostDecided{false, DeclineReason::NotInvited},
          Noted{NoteKind::Access},
          Excused{true},
          SeatReleased{1},
          MovedUp{1},
          BadgeStarted{serial, 1, named<BadgeSerial>("old"), PrintReason::Damaged},
          BadgePrinted{serial},
          BadgeFailed{serial, BadgeFault::PrinterFault},
          BadgeUnknown{serial},
          BadgeVoided{serial, VoidReason::Lost},
          LeaseGranted{lease, named<JournalId>("kiosk"), "guest", day_number(23), 5, 600'000},
          LeaseReturned{lease, 2},
          LeaseForfeited{lease},
          ConflictJudged{{first, second}, Verdict::Stands, second},
          HelpAsked{},
          HelpAnswered{},
          KioskLost{named<JournalId>("kiosk")},
          GuestErased{named<GuestId>("guest")},
          EventClosed{},
          EventReopened{}};
}

JournalEntry entry_of(Fact fact) {
  Pen pen("kiosk", true);
  pen.knows({"first"}).at(12).by(7).guest("guest");
  auto entry = pen.write("scan", std::move(fact), 1);
  entry.place = {named<KioskId>("kiosk"), "Halle 1", "main"};
  entry.time.device_wall = kDoors;
  entry.time.boot = named<BootId>("boot");
  entry.time.offset_ms = -250;
  entry.time.uncertainty_ms = 12;
  entry.private_hash = base::blake2b("private");
  entry.previous = base::blake2b("previous");
  return entry;
}

fs::path golden_file(const Fact& fact) {
  return fs::path(EINLASS_SOURCE_DIR) / "tests/core/wire/golden" / (std::string(fact_kind(fact)) + ".json");
}

TEST(EntryJson, EveryFactHasItsGoldenText) {
  for (const auto& fact : every_fact()) {
    const auto entry = entry_of(fact);
    const auto golden = base::read_file(golden_file(fact));
    if (!golden && std::getenv("EINLASS_WRITE_GOLDEN") != nullptr) {
      ASSERT_TRUE(base::write_file(golden_file(fact), canonical_entry(entry) + "\n"));
      continue;
    }
    ASSERT_TRUE(golden) << "missing golden entry for " << fact_kind(fact);
    EXPECT_EQ(canonical_entry(entry) + "\n", *golden);
    EXPECT_EQ(parse_entry(*golden), entry) << fact_kind(fact);
  }
}

TEST(EntryJson, NoFactIsForgotten) {
  std::set<std::size_t> seen;
  for (const auto& fact : every_fact()) seen.insert(fact.index());
  EXPECT_EQ(seen.size(), std::variant_size_v<Fact>);
}

TEST(EntryJson, AnEntryWithNothingOptionalReadsBack) {
  JournalEntry entry;
  entry.fact = HelpAsked{};
  EXPECT_EQ(parse_entry(canonical_entry(entry)), entry);
}

TEST(EntryJson, TheHashChangesWithEveryField) {
  const auto entry = entry_of(Refused{Refusal::Full});
  auto changed = entry;
  changed.time.offset_ms += 1;
  EXPECT_NE(entry_hash(entry), entry_hash(changed));
  EXPECT_EQ(entry_hash(entry), entry_hash(parse_entry(canonical_entry(entry)).value()));
}

TEST(EntryJson, SaysWhatIsWrong) {
  const std::string good = canonical_entry(entry_of(Refused{Refusal::Full}));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return parse_entry(text);
  };
  const auto missing = with("\"alone\":true,", "");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("\"alone\""), std::string::npos);
  const auto unknown = with("\"operator\":7,", "\"operator\":7,\"operater\":7,");
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("\"operater\""), std::string::npos);
  EXPECT_FALSE(with("\"operator\":7", "\"operator\":7.5"));
  EXPECT_FALSE(with("\"operator\":7", "\"operator\":-1"));
  EXPECT_EQ(with("\"kind\":\"refused\"", "\"kind\":\"teleported\"").error().kind, base::ErrorKind::Incompatible);
  EXPECT_EQ(with("\"format\":1", "\"format\":2").error().kind, base::ErrorKind::Incompatible);
  EXPECT_EQ(parse_entry("{").error().kind, base::ErrorKind::InvalidInput);
  EXPECT_EQ(parse_entry("[]").error().kind, base::ErrorKind::InvalidInput);
}

std::string without(std::string text, const std::string& piece) {
  return text.erase(text.find(piece), piece.size());
}

TEST(EntryJson, WhatHasNoValueIsLeftOut) {
  auto entry = entry_of(Admitted{.category = "member"});
  const std::string full = canonical_entry(entry);
  entry.place = {{}, "command line", ""};
  entry.operator_number = 0;
  entry.previous = {};
  std::string text = full;
  for (const std::string piece :
       {R"("door":"main",)", R"("operator":7,)", R"("kiosk":"2V14P26WE87T4JG9Z5N1ZXMCFJ",)"}) {
    text = without(text, piece);
  }
  text = without(text, R"("previous":")" + base::hex(base::blake2b("previous")) + R"(",)");
  text.replace(text.find("Halle 1"), 7, "command line");
  EXPECT_EQ(canonical_entry(entry), text);
  EXPECT_EQ(parse_entry(text), entry);
  EXPECT_EQ(text.find("lease"), std::string::npos);
}

// An entry with two forms would have two hashes.
TEST(EntryJson, NoEntryHasASecondForm) {
  const auto admitted = canonical_entry(entry_of(Admitted{}));
  const auto leased = canonical_entry(entry_of(Admitted{.seat = {SeatSource::Lease, named<LeaseId>("lease")}}));
  const auto judged = canonical_entry(entry_of(ConflictJudged{{scan_ref("a")}, Verdict::Both, {}}));
  const auto declined = canonical_entry(entry_of(HostDecided{false, {}}));
  const auto granted =
      canonical_entry(entry_of(LeaseGranted{named<LeaseId>("lease"), named<JournalId>("kiosk"), "", {}, 5, 1}));
  const std::string id = named<LeaseId>("lease").text();
  const std::string nil = LeaseId().text();
  const struct {
    const std::string& entry;
    std::string from;
    std::string to;
  } forms[] = {
      {admitted, R"({"source":"own"})", R"({"lease":")" + nil + R"(","source":"own"})"},
      {admitted, R"({"source":"own"})", R"({"lease":")" + id + R"(","source":"own"})"},
      {admitted, R"({"source":"own"})", R"({"source":"lease"})"},
      {leased, R"("source":"lease")", R"("source":"pool")"},
      {leased, id, "5zyenhg94hdcq0019003ya119j"},
      {judged, R"("verdict":"both")", R"("verdict":"stands")"},
      {declined, R"("kind")", R"("reason":"none","kind")"},
      {granted, R"("kind")", R"("category":"","kind")"},
      {admitted, R"("operator":7)", R"("operator":0)"},
      {admitted, R"("sequence":1,"ticket":")" + named<TicketId>("ticket").text(), R"("sequence":1,"ticket":")" + nil},
      {admitted, R"("door":"main")", R"("door":"")"},
      {admitted, R"("kiosk":"2V14P26WE87T4JG9Z5N1ZXMCFJ")", R"("kiosk":")" + nil + "\""},
      {admitted, base::hex(base::blake2b("previous")), base::hex(base::Hash{})},
      {admitted, "c7bac5", "C7BAC5"},
  };
  for (const auto& form : forms) {
    std::string text = form.entry;
    ASSERT_TRUE(parse_entry(text));
    ASSERT_NE(text.find(form.from), std::string::npos) << form.from;
    text.replace(text.find(form.from), form.from.size(), form.to);
    EXPECT_FALSE(parse_entry(text)) << form.to;
  }
}

// RFC 8785 §3.2.2 and §3.2.3.
TEST(CanonicalJson, SortsKeysAndEscapesAsTheRfcSays) {
  const auto value =
      parse_json(R"({"b": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "a": [1, true, null], "A": {}})");
  ASSERT_TRUE(value);
  EXPECT_EQ(canonical_json(*value), R"({"A":{},"a":[1,true,null],"b":"€$\u000f\nA'B\"\\\\\"/"})");
}

TEST(CanonicalJson, HoldsWholeNumbersOnly) {
  EXPECT_THROW(canonical_json(parse_json("1.5").value()), std::invalid_argument);
}

}  // namespace
}  // namespace einlass::wire
