// A host's page that was without the network: what it may hand over, and that no seat is given twice meanwhile.
#include "core/wire/entry_json.h"
#include "db/guest_book.h"
#include "tests/server/venue/desk_fixture.h"

#include <functional>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using rules::JournalRow;
using rules::MergeAnswer;
using testing::Each;
using testing::IsEmpty;

constexpr int seats = 20;  // of the preset

// As assets/web/src/offline writes it.
struct Page {
  PageJournal journal;
  rules::EventId event;
  std::uint64_t next = 1;
  base::Hash last{};

  JournalRow write(const rules::Fact& fact, std::optional<rules::TicketId> ticket, const std::string& content = {}) {
    JournalRow row;
    auto& entry = row.entry;
    entry.id = {journal.journal, event, next++};
    entry.place = {.kiosk = {}, .name = "host page", .door = {}};
    entry.ticket = ticket;
    entry.time = {.venue = base::Instant::from_unix_ms(1795456865250), .sure = true};
    entry.time.boot = rules::BootId::random();
    entry.operator_number = journal.author;
    entry.alone = true;
    entry.fact = fact;
    if (rules::is_attendance(fact)) entry.scan = rules::ScanStep{rules::ScanId::random(), 0};
    if (!content.empty()) row.private_part = rules::make_private_part(content);
    if (row.private_part) entry.private_hash = rules::private_part_hash(*row.private_part);
    entry.previous = last;
    last = wire::entry_hash(entry);
    return row;
  }
  PageRows handing(std::vector<JournalRow> rows) const { return {.page = journal, .rows = std::move(rows)}; }
};

class PageJournalTest : public DeskFixture {
 protected:
  void SetUp() override {
    create(new_event("lunch"));
    anna_ = join("Anna Berg", rules::Role::Host, {"Anna"});
    bernd_ = join("Bernd Cohn", rules::Role::Host, {"Bernd"});
    for (const auto* name : {"Ada Lovelace", "Max Born"}) expect(anna_, name, false);
    expect(bernd_, "Emmy Noether", false);
  }

  Caller join(const std::string& name, rules::Role role, const std::vector<std::string>& lists) {
    auto record = value_of(desk().roster().check({.name = name, .role = role, .events = {}, .lists = lists}));
    const auto member = value_of(desk().roster().add(record, base::blake2b(name)));
    return {.number = member.number, .name = name, .role = role, .events = {}, .lists = {lists.begin(), lists.end()}};
  }
  // On the caller's list, or a walk-in.
  rules::TicketId expect(const Caller& caller, const std::string& name, bool at_door) {
    const auto ticket = rules::TicketId::random();
    const rules::Guest guest{.id = {}, .full_name = name};
    value_of(desk().hosts().add(asks(caller),
                                {.ticket = ticket, .guest = guest, .category = {}, .places = 1, .at_door = at_door}));
    return ticket;
  }
  HostAsks asks(const Caller& caller) const { return {.event = event_.text(), .caller = caller}; }

  Page open(const Caller& caller) {
    return {.journal = value_of(desk().journals().open(asks(caller), {})).page, .event = event_};
  }
  std::vector<rules::Merged> merge(const Caller& caller, const PageRows& rows) {
    return value_of(desk().journals().merge(asks(caller), rows));
  }
  std::vector<std::string> answers(const Caller& caller, const PageRows& rows) {
    std::vector<std::string> words;
    for (const auto& each : merge(caller, rows)) {
      words.push_back(each.answer == MergeAnswer::Accepted ? "accepted"
                      : each.answer == MergeAnswer::Known  ? "known"
                                                           : each.reason);
    }
    return words;
  }

  rules::TicketId ticket(const std::string& name) {
    rules::TicketId found;
    value_of(value_of(desk().event(event_))->store.guests().each([&](const auto& row) {
      if (row.guest.full_name == name) found = row.ticket.id;
    }));
    return found;
  }
  store::EventTotals totals() { return value_of(value_of(desk().event(event_))->store.journal().totals()); }
  std::optional<store::OpenLease> lease(const Caller& caller, const Page& page) {
    return value_of(desk().journals().lease(asks(caller), page.journal,
                                            {.event = event_, .lease = rules::LeaseId::random(), .category = {}}));
  }
  static rules::Admitted admitted(const rules::Seat& seat = {}) {
    return {.persons = 1, .places = 1, .category = "guest", .seat = seat, .how = rules::How::Host};
  }
  static std::string walk_in(const std::string& name, const std::string& owner = "Anna") {
    return R"({"full_name":")" + name + R"(","list_owner":")" + owner + "\"}";
  }

  Caller anna_;
  Caller bernd_;
};

TEST_F(PageJournalTest, WhatWasDoneAloneIsTakenIn) {
  auto page = open(anna_);
  const auto somebody = rules::TicketId::random();
  std::vector<JournalRow> rows{
      page.write(admitted(), ticket("Ada Lovelace")), page.write(rules::Excused{true}, ticket("Max Born")),
      page.write(rules::Noted{rules::NoteKind::Access}, ticket("Max Born"), R"({"note":"Rollstuhl\nRampe"})"),
      page.write(rules::GuestRegistered{.category = "guest", .places = 1, .how = rules::How::Host}, somebody,
                 walk_in("Lise Meitner")),
      page.write(admitted(), somebody)};
  EXPECT_THAT(answers(anna_, page.handing(rows)), Each("accepted"));
  EXPECT_EQ(totals().admitted, 2);
  const auto line = value_of(desk().hosts().lines(asks(anna_), {somebody})).guests.at(0);
  EXPECT_EQ(line.name, "Lise Meitner");
  EXPECT_EQ(line.prior, (std::vector{rules::ScanRef{rows.back().entry.scan->scan, somebody}}));
  EXPECT_EQ(line.last_admission, (LastAdmission{rows.back().entry.scan->scan, 1}));
  EXPECT_THAT(answers(anna_, page.handing(rows)), Each("known"));
  EXPECT_EQ(totals().admitted, 2);
  const auto again = value_of(desk().journals().open(asks(anna_), page.journal));
  EXPECT_EQ(again.held, rows.size());
  EXPECT_EQ(again.last, page.last);
}

// The session in which it was written is over by then.
// Of an event whose names a phone may not keep, a name that was typed goes with its tab; her admission may come later.
TEST_F(PageJournalTest, WhoWasAddedByAPageThatForgotHerNameIsInTheHouse) {
  auto page = open(anna_);
  const auto somebody = rules::TicketId::random();
  auto registered = page.write(rules::GuestRegistered{.category = "guest", .places = 1, .how = rules::How::Host},
                               somebody, walk_in("Lise Meitner"));
  registered.private_part.reset();
  const auto let_in = page.write(admitted(), somebody);
  for (const auto& row : {registered, let_in}) EXPECT_THAT(answers(anna_, page.handing({row})), Each("accepted"));
  EXPECT_EQ(totals().inside, 1);
  auto other = open(bernd_);  // she is Anna's all the same
  EXPECT_THAT(answers(bernd_, other.handing({other.write(rules::Departed{1}, somebody)})), Each("not_signed_in"));
}

TEST_F(PageJournalTest, EachLineSaysWhomStaffKeepOutAlone) {
  const auto kept_out = [&](const std::string& name) {
    return value_of(desk().hosts().lines(asks(anna_), {ticket(name)})).guests.at(0).kept_out_alone;
  };
  value_of(desk().hosts().withdraw(asks(anna_), ticket("Ada Lovelace"), true));
  EXPECT_EQ(kept_out("Max Born"), std::nullopt);
  value_of(desk().events().set_policy({.event = event_.text(), .fields = R"({"alone":"refuse"})"}));
  EXPECT_EQ(kept_out("Ada Lovelace"), rules::Refusal::Cancelled) << "the reason that comes first";
  EXPECT_EQ(kept_out("Max Born"), rules::Refusal::NeedsServer);
}

TEST_F(PageJournalTest, WhoeverSignsInThereHandsOverWhatSomebodyElseWrote) {
  auto page = open(anna_);
  const std::vector rows{page.write(admitted(), ticket("Ada Lovelace"))};
  value_of(desk().roster().remove(anna_.number));
  reopen();
  EXPECT_THAT(answers(bernd_, page.handing(rows)), Each("accepted"));
}

TEST_F(PageJournalTest, AnotherOnesJournalIsRefusedAsAWhole) {
  auto annas = open(anna_);
  const auto bernds = open(bernd_);
  const auto row = annas.write(admitted(), ticket("Ada Lovelace"));
  auto as_bernd = row;
  as_bernd.entry.operator_number = bernd_.number;
  auto other_event = row;
  other_event.entry.id.event = rules::EventId::random();
  auto made_up = annas.journal;
  made_up.proof = base::blake2b("guessed");
  auto in_her_name = annas.journal;
  in_her_name.author = bernd_.number;
  const std::vector<PageRows> attempts{{.page = bernds.journal, .rows = {row}},
                                       {.page = annas.journal, .rows = {as_bernd}},
                                       {.page = annas.journal, .rows = {other_event}},
                                       {.page = made_up, .rows = {row}},
                                       {.page = in_her_name, .rows = {as_bernd}}};
  for (const auto& attempt : attempts) {
    const auto refused = desk().journals().merge(asks(bernd_), attempt);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
  }
  EXPECT_EQ(desk().journals().open(asks(bernd_), made_up).error().kind, ErrorKind::Refused);
  EXPECT_EQ(totals().admitted, 0);
  EXPECT_THAT(value_of(value_of(desk().event(event_))->store.journal().parked()), IsEmpty());
}

TEST_F(PageJournalTest, OnlyThoseOfTheTeamHaveAJournal) {
  const auto helper = join("Hanna Helfer", rules::Role::Helper, {});
  EXPECT_EQ(desk().journals().open(asks(helper), {}).error().kind, ErrorKind::Refused);
  EXPECT_EQ(desk().journals().open({.event = event_.text(), .caller = {}}, {}).error().kind, ErrorKind::Refused);
  auto elsewhere = anna_;
  elsewhere.events = {rules::EventId::random()};
  EXPECT_EQ(desk().journals().open(asks(elsewhere), {}).error().kind, ErrorKind::NotFound);
}

struct NotHers {
  std::string what;
  std::function<void(JournalRow&)> change;
};

class NotHersTest : public PageJournalTest, public testing::WithParamInterface<NotHers> {};

// Kept and visible, but it counts for nothing; what follows it is taken in.
TEST_P(NotHersTest, IsPutAside) {
  auto page = open(anna_);
  auto row = page.write(admitted(), ticket("Ada Lovelace"));
  GetParam().change(row);
  if (row.entry.ticket == rules::TicketId()) row.entry.ticket = ticket("Emmy Noether");
  page.last = wire::entry_hash(row.entry);
  const std::vector rows{row, page.write(admitted(), ticket("Max Born"))};
  const auto merged = merge(anna_, page.handing(rows));
  ASSERT_EQ(merged.size(), 2U);
  EXPECT_EQ(merged[0].id.sequence, 2U);
  EXPECT_EQ(merged[0].answer, MergeAnswer::Accepted);
  EXPECT_EQ(merged[1].reason, "not_signed_in");
  EXPECT_EQ(totals().admitted, 1);
  EXPECT_EQ(value_of(value_of(desk().event(event_))->store.journal().parked()).size(), 1U);
}

const rules::GuestRegistered registered{.category = "guest", .places = 1, .how = rules::How::Host};

INSTANTIATE_TEST_SUITE_P(
    Entries, NotHersTest,
    testing::Values(
        NotHers{"another_list", [](auto& row) { row.entry.ticket = rules::TicketId(); }},
        NotHers{"no_such_ticket", [](auto& row) { row.entry.ticket = rules::TicketId::random(); }},
        NotHers{"no_ticket", [](auto& row) { row.entry.ticket.reset(); }},
        NotHers{"at_a_kiosk", [](auto& row) { row.entry.place.kiosk = rules::KioskId::random(); }},
        NotHers{"online", [](auto& row) { row.entry.alone = false; }},
        NotHers{"scanned", [](auto& row) { std::get<rules::Admitted>(row.entry.fact).how = rules::How::Scan; }},
        NotHers{"nobody", [](auto& row) { std::get<rules::Admitted>(row.entry.fact).persons = 0; }},
        NotHers{"a_line_break", [](auto& row) { row.entry.place.name = "host\npage"; }},
        NotHers{"a_badge", [](auto& row) { row.entry.fact = rules::BadgePrinted{rules::BadgeSerial::random()}; }},
        NotHers{"an_erasure", [](auto& row) { row.entry.fact = rules::GuestErased{rules::GuestId::random()}; }},
        NotHers{"a_lease",
                [](auto& row) {
                  row.entry.fact = rules::LeaseGranted{
                      .lease = rules::LeaseId::random(), .holder = row.entry.id.journal, .seats = 9, .lasts_ms = 1};
                }},
        NotHers{"a_loss", [](auto& row) { row.entry.fact = rules::KioskLost{rules::JournalId::random()}; }},
        NotHers{"a_listed_guest", [](auto& row) { row.entry.fact = registered; }},
        NotHers{"on_another_list",
                [](auto& row) {
                  row.entry.ticket = rules::TicketId::random();
                  row.entry.fact = registered;
                  row.private_part = rules::make_private_part(R"({"full_name":"X","list_owner":"Bernd"})");
                  row.entry.private_hash = rules::private_part_hash(*row.private_part);
                }},
        NotHers{"a_long_note",
                [](auto& row) {
                  row.entry.fact = rules::Noted{rules::NoteKind::Other};
                  row.private_part = rules::make_private_part(R"({"note":")" + std::string(5000, 'x') + "\"}");
                  row.entry.private_hash = rules::private_part_hash(*row.private_part);
                }},
        NotHers{"an_undo_elsewhere",
                [](auto& row) {
                  row.entry.fact = rules::AdmissionUndone{{rules::ScanId::random(), rules::TicketId::random()}};
                }}),
    [](const auto& each) { return each.param.what; });

TEST_F(PageJournalTest, ACopiedPhoneIsSeen) {
  auto page = open(anna_);
  const std::vector first{page.write(admitted(), ticket("Ada Lovelace"))};
  auto copy = page;
  const std::vector mine{page.write(rules::Excused{true}, ticket("Max Born"))};
  const std::vector copied{copy.write(rules::Excused{false}, ticket("Max Born"))};
  EXPECT_THAT(answers(anna_, page.handing(first)), Each("accepted"));
  EXPECT_THAT(answers(anna_, page.handing(mine)), Each("accepted"));
  EXPECT_THAT(answers(anna_, copy.handing(copied)), Each("forked"));
}

TEST_F(PageJournalTest, AGapIsFilledLaterAndAWrongChainIsSeen) {
  auto page = open(anna_);
  const auto one = page.write(admitted(), ticket("Ada Lovelace"));
  const auto two = page.write(rules::Excused{true}, ticket("Max Born"));
  page.last = base::blake2b("something else");
  const auto three = page.write(rules::Excused{false}, ticket("Max Born"));
  EXPECT_THAT(answers(anna_, page.handing({two})), Each("accepted"));
  EXPECT_EQ(value_of(desk().journals().open(asks(anna_), page.journal)).held, 0U);
  EXPECT_THAT(answers(anna_, page.handing({three})), Each("broken_chain"));
  EXPECT_THAT(answers(anna_, page.handing({one})), Each("accepted"));
  EXPECT_EQ(value_of(desk().journals().open(asks(anna_), page.journal)).held, 3U);
}

TEST_F(PageJournalTest, AThousandEntriesComeInParts) {
  auto page = open(anna_);
  std::vector<JournalRow> rows;
  for (int i = 0; i < 1000; ++i) rows.push_back(page.write(rules::Excused{i % 2 == 0}, ticket("Max Born")));
  EXPECT_EQ(desk().journals().merge(asks(anna_), page.handing(rows)).error().kind, ErrorKind::InvalidInput);
  const auto half = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
  EXPECT_THAT(answers(anna_, page.handing({rows.begin(), half})), Each("accepted"));
  EXPECT_THAT(answers(anna_, page.handing({half, rows.end()})), Each("accepted"));
  EXPECT_EQ(value_of(desk().journals().open(asks(anna_), page.journal)).held, rows.size());
}

// Twenty seats, three of them owned. While the page is away the pool is emptied by another; nobody exceeds the cap.
TEST_F(PageJournalTest, SeatsThatThePageHoldsAreGivenToNobodyElse) {
  auto page = open(anna_);
  const auto leased = lease(anna_, page);
  ASSERT_TRUE(leased);
  ASSERT_GT(leased->unused(rules::CapCounts::Admitted), 0);
  EXPECT_FALSE(lease(anna_, page)) << "it has unused ones";

  int online = 0;
  for (int i = 0; i < seats; ++i) {
    const auto ticket = expect(bernd_, "Gast " + std::to_string(i), true);
    const auto answer =
        value_of(desk().hosts().admit(asks(bernd_), {.ticket = ticket, .scan = {rules::ScanId::random(), 0}}));
    if (answer.outcome == HostAdmission::Outcome::Admitted) ++online;
  }
  const int held = leased->unused(rules::CapCounts::Admitted);
  EXPECT_EQ(online, seats - 3 - held);

  std::vector<JournalRow> rows;
  for (int i = 0; i < held; ++i) {
    const auto ticket = rules::TicketId::random();
    rows.push_back(page.write(registered, ticket, walk_in("Alleine " + std::to_string(i))));
    rows.push_back(page.write(admitted({rules::SeatSource::Lease, leased->lease}), ticket));
  }
  for (const auto* name : {"Ada Lovelace", "Max Born"}) rows.push_back(page.write(admitted(), ticket(name)));
  EXPECT_THAT(answers(anna_, page.handing(rows)), Each("accepted"));
  value_of(
      desk().hosts().admit(asks(bernd_), {.ticket = ticket("Emmy Noether"), .scan = {rules::ScanId::random(), 0}}));
  EXPECT_EQ(totals().admitted, seats);
  const auto& policy = value_of(desk().event(event_))->policy;
  EXPECT_THAT(value_of(value_of(desk().event(event_))->store.leases().overruns(policy)), IsEmpty());
}

TEST_F(PageJournalTest, ReturnedSeatsAreThereForOthers) {
  auto page = open(anna_);
  const auto before = value_of(desk().hosts().list(asks(anna_), {}, 10)).seats->left;
  const auto leased = lease(anna_, page);
  ASSERT_TRUE(leased);
  const int held = leased->unused(rules::CapCounts::Admitted);
  EXPECT_EQ(value_of(desk().hosts().list(asks(anna_), {}, 10)).seats->left, before - held);
  const auto row = page.write(rules::LeaseReturned{.lease = leased->lease, .seats = held}, std::nullopt);
  EXPECT_THAT(answers(anna_, page.handing({row})), Each("accepted"));
  EXPECT_EQ(value_of(desk().hosts().list(asks(anna_), {}, 10)).seats->left, before);
}

// A phone that fell into the river: its seats are free once it can give none away any more, like a lost kiosk's.
TEST_F(PageJournalTest, AJournalThatIsGivenUpFreesItsSeatsOnceTheirLeaseIsOver) {
  const auto olga = join("Olga Orga", rules::Role::Organiser, {});
  const auto page = open(anna_);
  const auto before = value_of(desk().hosts().list(asks(anna_), {}, 10)).seats->left;
  const auto leased = lease(anna_, page);
  ASSERT_TRUE(leased);
  const auto known = value_of(desk().journals().list(asks(olga)));
  ASSERT_EQ(known.size(), 1U);
  EXPECT_EQ(known.front().name, "Anna Berg");
  EXPECT_EQ(known.front().seats, leased->unused(rules::CapCounts::Admitted));

  EXPECT_EQ(desk().journals().give_up(asks(anna_), page.journal.journal).error().kind, ErrorKind::Refused);
  value_of(desk().journals().give_up(asks(olga), page.journal.journal));
  EXPECT_EQ(desk().journals().give_up(asks(olga), page.journal.journal).error().kind, ErrorKind::AlreadyExists);
  EXPECT_THAT(value_of(desk().journals().list(asks(olga))), IsEmpty());
  const auto left = [&] {
    value_of(desk().door().begin());
    value_of(desk().leases().settle(event_));
    value_of(desk().door().commit());
    return value_of(desk().hosts().list(asks(anna_), {}, 10)).seats->left;
  };
  EXPECT_EQ(left(), before - known.front().seats) << "it may still give them away";
  clock_.advance(base::Milliseconds(LeaseDesk::lasts) + base::Milliseconds(LeaseDesk::forfeited_after) +
                 base::Milliseconds(1));
  EXPECT_EQ(left(), before);
}

TEST_F(PageJournalTest, AJournalThatHoldsSeatsIsNotForgotten) {
  const auto olga = join("Olga Orga", rules::Role::Organiser, {});
  auto page = open(anna_);
  const auto leased = lease(anna_, page);
  ASSERT_TRUE(leased);
  value_of(desk().journals().retire(asks(anna_), page.journal));
  EXPECT_EQ(value_of(desk().journals().list(asks(olga))).size(), 1U) << "nobody else has its seats yet";
  const int held = leased->unused(rules::CapCounts::Admitted);
  const auto row = page.write(rules::LeaseReturned{.lease = leased->lease, .seats = held}, std::nullopt);
  EXPECT_THAT(answers(anna_, page.handing({row})), Each("accepted"));
  value_of(desk().journals().retire(asks(anna_), page.journal));
  EXPECT_THAT(value_of(desk().journals().list(asks(olga))), IsEmpty());
}

TEST_F(PageJournalTest, WhatAGivenUpPhoneBringsAllTheSameIsTakenInAndItGoesOnAnew) {
  const auto olga = join("Olga Orga", rules::Role::Organiser, {});
  auto page = open(anna_);
  value_of(desk().journals().give_up(asks(olga), page.journal.journal));
  EXPECT_EQ(desk().journals().open(asks(anna_), page.journal).error().kind, ErrorKind::Refused);
  EXPECT_THAT(answers(anna_, page.handing({page.write(admitted(), ticket("Ada Lovelace"))})), Each("accepted"));
  EXPECT_EQ(desk().journals().give_up(asks(olga), rules::JournalId::random()).error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace einlass::venue
