// From a stand-in of a system to the guest list.
#include "tests/server/venue/pulls/pulls_fixture.h"

namespace einlass::venue {
namespace {

using guests::ChangeKind;
using rules::TicketStatus;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Pulls : public PullsFixture {};

TEST_F(Pulls, MakeGuestsOfTickets) {
  tickets_.generate(40);
  const auto report = pull_guests(true);
  ASSERT_TRUE(report.import);
  EXPECT_TRUE(report.import->written);
  EXPECT_THAT(book(), SizeIs(40));
  const auto kiosk = pair("Nord 1");
  EXPECT_EQ(outcome(admit(kiosk, scan(position(3, "secret")))), "admitted");
  const auto again = pull_guests(true);
  EXPECT_EQ(again.import->plan.count(ChangeKind::Unchanged), 40);
  EXPECT_THAT(book(), SizeIs(40));
}

TEST_F(Pulls, ShowWhatWouldChangeAndChangeNothing) {
  tickets_.generate(10);
  const auto report = pull_guests(true, true);
  EXPECT_EQ(report.import->plan.count(ChangeKind::Added), 10);
  EXPECT_THAT(book(), IsEmpty());
  EXPECT_EQ(pull_guests(true).import->plan.count(ChangeKind::Added), 10);
}

// A list that came as a file before.
TEST_F(Pulls, PutNobodyOnTheListTwiceWithoutAWord) {
  tickets_.generate(5);
  const auto list = "Name,Code,Table\nSomebody," + position(2, "secret") + ",7\n";
  import(list);
  const auto ticket = book().begin()->second.ticket.id;
  const DuePull wanted{.connector = "tickets", .event = "summit-2026", .full = true};
  const auto refused = pull(wanted);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("--dry-run"));
  EXPECT_THAT(book(), SizeIs(1));
  const auto look = value_of(pull(wanted, true));
  EXPECT_EQ(look.import->plan.count(ChangeKind::Added), 4);
  EXPECT_EQ(look.import->plan.count(ChangeKind::Changed), 1);
  EXPECT_TRUE(pull(wanted));
  const auto is_there_once = [&] {
    EXPECT_THAT(book(), SizeIs(5));
    const auto row = book().at(position(2));
    EXPECT_EQ(row.ticket.id, ticket) << "as whom she is known";
    EXPECT_EQ(row.source, "tickets");
    EXPECT_EQ(row.guest.table, "7");
  };
  is_there_once();
  EXPECT_EQ(outcome(admit(pair("Nord 1"), scan(position(2, "secret")))), "admitted");
  EXPECT_EQ(pull_guests(true).import->plan.count(ChangeKind::Unchanged), 5);
  import(list);
  is_there_once();
  tickets_.advance(600);
  update("positions", {{"id", tickets_.rows("positions").at(2).at("id")}, {"secret", "another"}});
  pull_guests(false);
  is_there_once();
}

// Neither in person nor as a second row, by whichever list, and her ticket is what its source says of it.
TEST_F(Pulls, NeverBringBackWhoWasErasedAfterTheyTookHerOver) {
  tickets_.generate(5);
  const auto list = "Name,Code,Table\nSomebody," + position(2, "secret") + ",7\n";
  import(list);
  pull_guests(true, true);
  pull_guests(true);
  const auto her = book().at(position(2));
  erase(her.guest.id);
  const auto row_of_hers = [&] {
    std::vector<rules::GuestRow> nameless;
    const auto rows = book();
    for (const auto& [id, row] : rows) {
      if (!row.guest.is_named()) nameless.push_back(row);
    }
    EXPECT_THAT(rows, SizeIs(5));
    EXPECT_THAT(nameless, SizeIs(1));
    return nameless.empty() ? rules::GuestRow() : nameless.front();
  };
  const auto bare = row_of_hers();
  EXPECT_EQ(bare.ticket.id, her.ticket.id);
  tickets_.advance(600);
  update("positions", {{"id", tickets_.rows("positions").at(2).at("id")}, {"attendee_name", "Ada King"}});
  const auto changes_nothing = [&](const PullReport& report) {
    EXPECT_EQ(report.figures, store::PullFigures());
    EXPECT_EQ(row_of_hers(), bare);
  };
  changes_nothing(pull_guests(false));
  changes_nothing(pull_guests(true));
  EXPECT_EQ(import(list).plan.count(ChangeKind::Unchanged), 1);
  EXPECT_EQ(row_of_hers(), bare);
  EXPECT_EQ(outcome(admit(pair("Nord 1"), scan(position(2, "secret")))), "unknown_code");
  tickets_.advance(600);
  update("positions", {{"id", tickets_.rows("positions").at(2).at("id")}, {"canceled", true}});
  pull_guests(false);
  pull_guests(true);
  EXPECT_EQ(row_of_hers().ticket.status, TicketStatus::Cancelled) << "her seat is somebody else's";
}

// Of the connector's own: her source goes on telling who she is.
TEST_F(Pulls, ChangeNothingOfWhoWasErased) {
  tickets_.generate(5);
  pull_guests(true);
  erase(book().at(position(2)).guest.id);
  EXPECT_EQ(pull_guests(true).figures, store::PullFigures());
  EXPECT_THAT(book(), SizeIs(5));
}

TEST_F(Pulls, WithdrawNobodyWhoseTicketCannotBeRead) {
  tickets_.generate(5);
  pull_guests(true);
  const auto id = [&](int index) { return tickets_.rows("positions").at(static_cast<std::size_t>(index)).at("id"); };
  const std::string too_long(501, 'x');
  update("positions", {{"id", id(1)}, {"secret", "4.71105E+23"}});
  update("positions", {{"id", id(2)}, {"company", too_long}});
  const auto report = pull_guests(true);
  EXPECT_THAT(report.import->preview.refused, SizeIs(2));
  for (const int index : {1, 2}) EXPECT_EQ(book().at(position(index)).ticket.status, TicketStatus::Confirmed);
}

// A company's order names nobody: its codes are as good as any, and the door asks.
TEST_F(Pulls, LetInWhomTheirSourceHasNoNameFor) {
  tickets_.generate(5);
  const auto order = tickets_.rows("positions").at(0).at("order");
  const auto unnamed = [&](int index) {
    update("positions", {{"id", tickets_.rows("positions").at(static_cast<std::size_t>(index)).at("id")},
                         {"attendee_name", nullptr}});
  };
  update("orders", {{"id", order}, {"invoice_address", json::object{{"company", "Muster GmbH"}}}});
  unnamed(1);
  unnamed(2);
  EXPECT_THAT(pull_guests(true).import->preview.refused, IsEmpty());
  EXPECT_FALSE(book().at(position(1)).guest.is_named());
  EXPECT_TRUE(book().at(position(1)).ticket.guest.is_nil()) << "what the kiosk tells it by";
  const auto kiosk = pair("Nord 1");
  EXPECT_EQ(outcome(admit(kiosk, scan(position(1, "secret")))), "admitted");

  // Who is named at the door stays it, and a name that comes later is the same guest's.
  const auto guest = book().at(position(1)).guest.id;
  tickets_.advance(600);
  update("positions", {{"id", tickets_.rows("positions").at(1).at("id")}, {"attendee_name", "Ada King"}});
  pull_guests(false);
  EXPECT_EQ(book().at(position(1)).guest.full_name, "Ada King");
  EXPECT_EQ(book().at(position(1)).ticket.guest, guest);
  tickets_.advance(600);
  unnamed(1);
  pull_guests(false);
  EXPECT_EQ(book().at(position(1)).guest.full_name, "Ada King");
}

// The order asked for the buyer alone, so that all its tickets bear her name and address.
TEST_F(Pulls, TakeSeveralTicketsOfOneNameForNobodyInTheCrm) {
  tickets_.generate(5);
  pull_guests(true);
  auto store = crm_store();
  keep_persons(store,
               {{.connector = "crm", .id = "1", .first_name = "Mara", .last_name = "One", .email = "mara@x.org"}});
  tickets_.advance(600);
  const auto bear_her_name = [&](int index) {
    update("positions", {{"id", tickets_.rows("positions").at(static_cast<std::size_t>(index)).at("id")},
                         {"attendee_name", "Mara One"},
                         {"attendee_email", "mara@x.org"}});
  };
  const auto matched = [&] {
    std::size_t count = 0;
    for (const auto& line : value_of(desk().crm().matches("summit-2026"))) count += store::is_settled(line.match);
    return count;
  };
  bear_her_name(1);
  pull_guests(false);
  EXPECT_EQ(matched(), 1U);
  tickets_.advance(600);
  bear_her_name(2);
  pull_guests(false);
  EXPECT_EQ(matched(), 0U);
  pull_guests(true);
  EXPECT_EQ(matched(), 0U);
}

TEST_F(Pulls, KeepWhenATicketIsValid) {
  tickets_.generate(5);
  update("positions", {{"id", tickets_.rows("positions").at(1).at("id")}, {"valid_from", "2099-01-01T00:00:00+01:00"}});
  pull_guests(true);
  const auto kiosk = pair("Nord 1");
  EXPECT_EQ(outcome(admit(kiosk, scan(position(1, "secret")))), "too_early");
  tickets_.advance(600);
  update("positions", {{"id", tickets_.rows("positions").at(1).at("id")}, {"valid_from", nullptr}});
  EXPECT_EQ(pull_guests(false).figures.changed, 1);
  EXPECT_EQ(outcome(admit(kiosk, scan(position(1, "secret"), "again"))), "admitted");
}

// At an evening of several hosts.
TEST_F(Pulls, MakeGuestsOfTheHostThatTheLinkNames) {
  tickets_.generate(5);
  value_of(desk().crm().link("summit-2026", "tickets", "fair", "Anna Berg"));
  pull_guests(true);
  EXPECT_EQ(book().at(position(1)).guest.list_owner, "Anna Berg");
  open();
  value_of(desk().crm().link("summit-2026", "tickets", "fair", "Lea Kurz"));
  EXPECT_EQ(value_of(desk().crm().status()).back().list, "Lea Kurz");
  pull_guests(true);
  EXPECT_EQ(book().at(position(1)).guest.list_owner, "Lea Kurz");
  EXPECT_EQ(desk().crm().link("summit-2026", "tickets", "fair", "Anna\nBerg").error().kind,
            base::ErrorKind::InvalidInput);
}

TEST_F(Pulls, WithdrawNobodyWhereTheSourceHasNobody) {
  tickets_.generate(5);
  pull_guests(true);
  tickets_.reset();
  EXPECT_FALSE(pull({.connector = "tickets", .event = "summit-2026", .full = true}));
  const auto rows = book();
  for (const auto& [id, row] : rows) EXPECT_EQ(row.ticket.status, TicketStatus::Confirmed);
}

TEST_F(Pulls, GoOnAfterTheServerWasKilled) {
  tickets_.generate(130);
  const auto job = value_of(desk().crm().begin_pull({.connector = "tickets", .event = "summit-2026", .full = true}));
  tickets_.fault({{"kind", "server_error"}, {"path", "page=2"}});
  EXPECT_FALSE(job.read(waiting_));
  open();  // no finish_pull: the process is another one
  tickets_.clear_faults();
  tickets_.clear_log();
  pull_guests(true);
  EXPECT_EQ(tickets_.calls("GET", "page=1&"), 0U);
  EXPECT_THAT(book(), SizeIs(130));
}

TEST_F(Pulls, AreOneAtATimeForEachConnector) {
  tickets_.generate(5);
  const DuePull wanted{.connector = "tickets", .event = "summit-2026", .full = true};
  const auto job = value_of(desk().crm().begin_pull(wanted));
  EXPECT_EQ(desk().crm().begin_pull(wanted).error().kind, base::ErrorKind::AlreadyExists);
  value_of(desk().crm().finish_pull(job, job.read(waiting_)));
  EXPECT_TRUE(desk().crm().begin_pull(wanted));
}

TEST_F(Pulls, AreDueByTheirSchedule) {
  tickets_.generate(5);
  people_.generate(5);
  EXPECT_THAT(value_of(desk().crm().due_pulls()), SizeIs(2));
  pull_guests(true);
  pull_people();
  EXPECT_THAT(value_of(desk().crm().due_pulls()), IsEmpty());
  clock_.advance(std::chrono::minutes(6));
  for (const auto& due : value_of(desk().crm().due_pulls())) EXPECT_FALSE(due.full);
  EXPECT_THAT(value_of(desk().crm().due_pulls()), SizeIs(2));
  clock_.advance(std::chrono::hours(36));
  for (const auto& due : value_of(desk().crm().due_pulls())) EXPECT_TRUE(due.full);
}

TEST_F(Pulls, TellHowManyCameChangedAndWent) {
  using Figures = store::PullFigures;
  const auto figures = [&](const char* connector) {
    for (const auto& status : value_of(desk().crm().status())) {
      if (status.pull.key.connector == connector) return status.pull.figures;
    }
    return std::optional<Figures>();
  };
  EXPECT_EQ(figures("tickets"), std::nullopt);
  tickets_.generate(10);
  pull_guests(true);
  EXPECT_EQ(figures("tickets"), (Figures{.came = 10}));
  tickets_.advance(600);
  update("positions", {{"id", tickets_.rows("positions").at(1).at("id")}, {"attendee_name", "Ada Countess"}});
  update("positions", {{"id", tickets_.rows("positions").at(2).at("id")}, {"canceled", true}});
  pull_guests(false, true);
  EXPECT_EQ(figures("tickets"), (Figures{.came = 10})) << "a dry run brings nothing";
  pull_guests(false);
  EXPECT_EQ(figures("tickets"), (Figures{.changed = 1, .went = 1}));

  auto store = crm_store();
  const rules::CrmPerson ada{.connector = "crm", .id = "1", .last_name = "One", .memberships = {{.kind = "member"}}};
  const rules::CrmPerson bea{.connector = "crm", .id = "2", .last_name = "Two"};
  auto wed = bea;
  wed.last_name = "Three";
  keep_persons(store, {ada, bea, ada});
  EXPECT_EQ(figures("crm"), (Figures{.came = 2})) << "pages move: who is seen twice came once";
  keep_persons(store, {ada, wed});
  EXPECT_EQ(figures("crm"), (Figures{.changed = 1}));
  auto left = ada;
  left.memberships.clear();
  keep_persons(store, {left});
  EXPECT_EQ(figures("crm"), (Figures{.changed = 1, .went = 1}));
}

// Each of another order: a delta does not see them again until somebody changes it there.
TEST_F(Pulls, TellHowManyTicketsCannotBeRead) {
  tickets_.generate(40);
  const auto write = [&](int index, const std::string& company) {
    update("positions",
           {{"id", tickets_.rows("positions").at(static_cast<std::size_t>(index)).at("id")}, {"company", company}});
    tickets_.advance(86'400);  // behind what a delta reads twice
  };
  const auto refused = [&] { return value_of(desk().crm().status()).back().pull.figures.value().refused; };
  const std::string too_long(501, 'x');
  write(10, too_long);
  write(20, too_long);
  EXPECT_EQ(pull_guests(true, true).figures.refused, 2);
  EXPECT_EQ(pull_guests(true).figures.refused, 2);
  EXPECT_EQ(refused(), 2);
  write(30, "Hafen 7");
  EXPECT_EQ(pull_guests(false).figures.refused, 0) << "these it did not see";
  EXPECT_EQ(refused(), 2);
  open();
  write(10, "Hafen 7");
  write(39, too_long);
  pull_guests(false, true);
  EXPECT_EQ(refused(), 2) << "a dry run changes nothing";
  pull_guests(false);
  EXPECT_EQ(refused(), 2) << "one can be read now, and another one cannot";
  tickets_.change({{"delete", json::object{{"positions", json::array{tickets_.rows("positions").at(20).at("id")}}}}});
  pull_guests(true);
  EXPECT_EQ(refused(), 1) << "who is gone there is refused no more";
  value_of(desk().crm().unlink("summit-2026", "tickets"));
  value_of(desk().crm().link("summit-2026", "tickets", "fair"));
  EXPECT_EQ(value_of(desk().crm().status()).back().pull.figures, std::nullopt);
}

TEST_F(Pulls, SayWhatStandsInTheWay) {
  tickets_.change({{"key", "another"}});
  EXPECT_FALSE(pull({.connector = "tickets", .event = "summit-2026", .full = true}));
  std::string trouble;
  for (const auto& status : value_of(desk().crm().status())) {
    if (status.event == "summit-2026") trouble = status.pull.trouble;
  }
  EXPECT_THAT(trouble, HasSubstr("does not take the key"));
}

TEST_F(Pulls, RefuseWhatCannotBeLinked) {
  using base::ErrorKind;
  auto& crm = desk().crm();
  EXPECT_EQ(crm.link("summit-2026", "nope", "1").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(crm.link("nope", "tickets", "1").error().kind, ErrorKind::NotFound);
  EXPECT_EQ(crm.link("summit-2026", "crm", "1").error().kind, ErrorKind::InvalidInput);
  EXPECT_EQ(crm.link("summit-2026", "tickets", "two words").error().kind, ErrorKind::InvalidInput);
  auto other = new_event();
  other.key = "other";
  value_of(desk().events().create(other));
  EXPECT_EQ(crm.link("other", "tickets", "fair").error().kind, ErrorKind::AlreadyExists);
  EXPECT_EQ(crm.begin_pull({.connector = "tickets", .event = "other"}).error().kind, ErrorKind::NotFound);
}

}  // namespace
}  // namespace einlass::venue
