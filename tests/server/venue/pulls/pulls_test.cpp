// From a stand-in of a system to the guest list and back to the people of the CRM.
#include "tests/server/venue/pulls/pulls_fixture.h"

#include <algorithm>
#include <set>

namespace einlass::venue {
namespace {

namespace json = boost::json;
using guests::ChangeKind;
using rules::TicketStatus;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
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
  import("Name,Code\nSomebody," + position(2, "secret") + "\n");
  const DuePull wanted{.connector = "tickets", .event = "summit-2026", .full = true};
  const auto refused = pull(wanted);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("--dry-run"));
  EXPECT_THAT(book(), SizeIs(1));
  value_of(pull(wanted, true));
  EXPECT_TRUE(pull(wanted));
}

TEST_F(Pulls, WithdrawWhatWasCancelledAndNothingElse) {
  tickets_.generate(30);
  pull_guests(true);
  tickets_.advance(600);
  const auto gone = position(2);
  update("positions", {{"id", tickets_.rows("positions").at(2).at("id")}, {"canceled", true}});
  const auto report = pull_guests(false);
  EXPECT_EQ(book().at(gone).ticket.status, TicketStatus::Cancelled);
  int cancelled = 0;
  const auto rows = book();
  for (const auto& [id, row] : rows) cancelled += row.ticket.status == TicketStatus::Cancelled ? 1 : 0;
  EXPECT_EQ(cancelled, 1);
  // A pull that brought a few of them says nothing of the others.
  EXPECT_EQ(report.import->plan.count(ChangeKind::Withdrawn), 0);
}

TEST_F(Pulls, WithdrawWithAFullPullWhatIsNotThereAnyMore) {
  tickets_.generate(30);
  pull_guests(true);
  const auto gone = position(7);
  tickets_.change({{"delete", json::object{{"positions", json::array{tickets_.rows("positions").at(7).at("id")}}}}});
  pull_guests(true);
  EXPECT_EQ(book().at(gone).ticket.status, TicketStatus::Cancelled);
  EXPECT_THAT(book(), SizeIs(30));
}

TEST_F(Pulls, WithdrawNobodyWhereTheSourceHasNobody) {
  tickets_.generate(5);
  pull_guests(true);
  tickets_.reset();
  EXPECT_FALSE(pull({.connector = "tickets", .event = "summit-2026", .full = true}));
  const auto rows = book();
  for (const auto& [id, row] : rows) EXPECT_EQ(row.ticket.status, TicketStatus::Confirmed);
}

TEST_F(Pulls, LeaveWhatWasChangedOnSite) {
  tickets_.generate(20);
  pull_guests(true);
  const auto row = book().at(position(1));
  value_of(desk().door().begin());
  value_of(desk().staff().act({.event = event_, .place = {.name = "desk"}, .decider = rules::Decider::Host},
                              rules::CorrectGuest{.ticket = row.ticket.id, .fields = {{"full_name", "Ada King"}}}));
  value_of(desk().door().commit());
  tickets_.advance(600);
  update("positions", {{"id", tickets_.rows("positions").at(1).at("id")}, {"attendee_name", "Ada Countess"}});
  pull_guests(false);
  // The list has what the source says now, and over it lies what was said at the door.
  EXPECT_EQ(book().at(position(1)).guest.full_name, "Ada Countess");
  std::string shown;
  for (const auto& each : attendance_of(value_of(desk().reports().of("summit-2026"))).rows) {
    if (each.ticket == row.ticket.id.text()) shown = each.name;
  }
  EXPECT_EQ(shown, "Ada King");
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

// The people of both stand-ins are the same: five of twenty are colleagues on one buyer's address.
TEST_F(Pulls, FindGuestsInTheCrmAndMakeNobodyOutOfColleagues) {
  tickets_.generate(40);
  people_.generate(40);
  pull_people();
  pull_guests(true);
  const auto rows = book();
  std::map<rules::GuestId, std::set<std::string>> matched;
  std::set<std::string> persons;
  const auto lines = value_of(desk().crm().matches("summit-2026"));
  for (const auto& line : lines) {
    if (line.match.state != store::MatchState::Matched) continue;
    EXPECT_EQ(line.guest, line.person);
    EXPECT_TRUE(persons.insert(line.match.person).second) << "a person twice";
    EXPECT_TRUE(matched[line.match.guest].insert(line.match.person).second && matched[line.match.guest].size() == 1);
  }
  EXPECT_GT(matched.size(), 20U);
  for (const auto& [id, row] : rows) {
    const auto whose = row.guest.extra.find("email_of");
    const bool inherited = whose != row.guest.extra.end() && whose->second == "buyer";
    EXPECT_FALSE(inherited && matched.contains(row.guest.id)) << "an inherited address matched somebody";
  }
  EXPECT_THAT(rows, SizeIs(40));
}

TEST_F(Pulls, RememberWhatAPersonSaid) {
  tickets_.generate(40);
  people_.generate(40);
  pull_people();
  pull_guests(true);
  auto lines = value_of(desk().crm().matches("summit-2026"));
  const auto one = std::find_if(lines.begin(), lines.end(),
                                [](const MatchLine& line) { return line.match.state == store::MatchState::Matched; });
  ASSERT_NE(one, lines.end());
  const auto guest = one->match.guest;
  const auto wrong = one->match.person;
  value_of(
      desk().crm().decide("summit-2026", {guest, "crm", wrong, store::MatchedBy::Person, store::MatchState::Rejected}));
  EXPECT_THAT(value_of(desk().crm().known_persons(event_, "crm")), Not(Contains(testing::Key(guest))));
  value_of(desk().crm().decide("summit-2026",
                               {guest, "crm", "1001", store::MatchedBy::Person, store::MatchState::Confirmed}));
  pull_people();
  EXPECT_EQ(value_of(desk().crm().known_persons(event_, "crm")).at(guest).person, "1001");
  const store::CrmMatch said{guest, "crm", "1001", store::MatchedBy::Person, store::MatchState::Confirmed};
  value_of(desk().crm().retract("summit-2026", said));
  EXPECT_THAT(value_of(desk().crm().known_persons(event_, "crm")), Not(Contains(testing::Key(guest))));
  EXPECT_EQ(desk().crm().retract("summit-2026", said).error().kind, base::ErrorKind::NotFound);
  value_of(desk().crm().retract("summit-2026", {guest, "crm", wrong}));
  EXPECT_EQ(value_of(desk().crm().known_persons(event_, "crm")).at(guest).person, wrong) << "as if nothing was said";
  EXPECT_EQ(desk()
                .crm()
                .decide("summit-2026", {guest, "crm", "77", store::MatchedBy::Person, store::MatchState::Confirmed})
                .error()
                .kind,
            base::ErrorKind::NotFound);
}

// What she says at one system holds for all that her attendance could go to.
TEST_F(Pulls, HearAnObjectionForEveryTarget) {
  tickets_.generate(3);
  pull_guests(true);
  auto store = crm_store();
  keep_persons(store, {{.connector = "crm", .id = "1", .last_name = "One", .objects_to_profiling = true},
                       {.connector = "crm", .id = "2", .last_name = "Two", .objects_to_profiling = true},
                       {.connector = "crm", .id = "3", .last_name = "Three"}});
  std::vector<store::CrmMatch> matches;
  const auto rows = book();
  for (const auto& [id, row] : rows) {
    const auto number = std::to_string(matches.size() + 1);
    const auto state = number == "2" ? store::MatchState::Proposed : store::MatchState::Matched;
    matches.push_back({row.guest.id, "crm", number, store::MatchedBy::Email, state});
  }
  value_of(store.put_matches(event_, matches));
  const auto elsewhere = value_of(desk().crm().known_persons(event_, "tickets"));
  ASSERT_THAT(elsewhere, SizeIs(2)) << "not who said nothing";
  EXPECT_TRUE(elsewhere.at(matches[0].guest).objects);
  EXPECT_FALSE(elsewhere.at(matches[0].guest).is_ambiguous);
  EXPECT_TRUE(elsewhere.at(matches[1].guest).is_ambiguous) << "somebody has to say whether she is the one";
  EXPECT_EQ(elsewhere.at(matches[0].guest).person, "");
  EXPECT_TRUE(value_of(desk().crm().known_persons(event_, "crm")).at(matches[0].guest).objects);
}

// Members stand in a system of their own, which is no target; the review of each target shows it all the same.
TEST_F(Pulls, TellAMembershipToEveryTarget) {
  tickets_.generate(2);
  pull_guests(true);
  auto store = crm_store();
  keep_persons(store, {{.connector = "crm", .id = "1", .last_name = "One", .memberships = {{.kind = "partner"}}},
                       {.connector = "crm", .id = "2", .last_name = "Two"}});
  std::vector<store::CrmMatch> matches;
  for (const auto& [id, row] : book()) {
    const auto number = std::to_string(matches.size() + 1);
    matches.push_back({row.guest.id, "crm", number, store::MatchedBy::Email, store::MatchState::Matched});
  }
  value_of(store.put_matches(event_, matches));
  for (const char* target : {"crm", "tickets"}) {
    const auto known = value_of(desk().crm().known_persons(event_, target));
    EXPECT_EQ(known.at(matches[0].guest).membership, "partner") << target;
    const auto other = known.find(matches[1].guest);
    EXPECT_TRUE(other == known.end() || other->second.membership.empty()) << target << ": unknown is no membership";
  }
  EXPECT_EQ(value_of(desk().crm().known_persons(event_, "tickets")).at(matches[0].guest).person, "");
}

// Who is on no list may still be known: she who came without an invitation, and he who came instead of her.
TEST_F(Pulls, FindWhoeverCameInTheCrm) {
  tickets_.generate(3);
  pull_guests(true);
  auto store = crm_store();
  keep_persons(store,
               {{.connector = "crm", .id = "1", .first_name = "Emmy", .last_name = "Noether", .email = "e@x.org"},
                {.connector = "crm", .id = "2", .first_name = "Max", .last_name = "Born", .email = "m@x.org"}});
  const StaffAct act{.event = event_, .place = {.name = "desk"}, .decider = rules::Decider::Host};
  value_of(desk().door().begin());
  value_of(desk().staff().act(
      act, rules::RegisterGuest{
               .ticket = rules::TicketId::random(), .guest = guest("Emmy Noether", "e@x.org"), .category = "guest"}));
  value_of(desk().staff().act(
      act, rules::HandTicketOn{.ticket = book().begin()->second.ticket.id, .instead = guest("Max Born", "m@x.org")}));
  value_of(desk().door().commit());
  std::map<std::string, std::string> found;
  for (const auto& line : value_of(desk().crm().matches("summit-2026"))) found[line.guest] = line.match.person;
  EXPECT_EQ(found["Emmy Noether"], "1");
  EXPECT_EQ(found["Max Born"], "2");
}

// What Einlass itself wrote of this event says nothing of earlier ones.
TEST_F(Pulls, TellWhoWasAtEarlierEvents) {
  people_.generate(3);
  const auto attended = [](int customer, const char* event, std::int64_t at) {
    return json::object{{"customerId", customer},
                        {"type", "attendance"},
                        {"activityDate", at},
                        {"attributes", json::object{{"event_ref", event}, {"status", "attended"}}}};
  };
  const auto number = [&](int index) {
    return static_cast<int>(people_.rows("customers").at(static_cast<std::size_t>(index)).at("id").as_int64());
  };
  people_.load({{"activities", json::array{attended(number(0), "fair", 1'700'000'000),
                                           attended(number(1), "summit-2026", clock_.wall().unix_ms() / 1'000)}}});
  pull_people();
  tickets_.generate(3);
  pull_guests(true);
  std::vector<store::CrmMatch> matches;
  const auto rows = book();
  for (const auto& [id, row] : rows) {
    matches.push_back({row.guest.id, "crm", std::to_string(number(static_cast<int>(matches.size()))),
                       store::MatchedBy::Email, store::MatchState::Matched});
  }
  value_of(crm_store().put_matches(event_, matches));
  const auto events = value_of(desk().crm().earlier_events(event_));
  EXPECT_EQ(events,
            (std::map<rules::GuestId, int>{{matches[0].guest, 1}, {matches[1].guest, 0}, {matches[2].guest, 0}}));
}

TEST_F(Pulls, RemoveNobodyWhereTheCrmHasNobody) {
  people_.generate(5);
  pull_people();
  EXPECT_THAT(value_of(crm_store().persons()), SizeIs(5));
  json::array everybody;
  for (const auto& each : people_.rows("customers")) {
    everybody.push_back(json::object{{"id", each.at("id")}, {"published", false}});
  }
  people_.change({{"update", json::object{{"customers", everybody}}}});
  const auto empty = pull({.connector = "crm", .event = {}, .full = true});
  ASSERT_FALSE(empty);
  EXPECT_THAT(empty.error().message, HasSubstr("nothing was changed"));
  EXPECT_THAT(value_of(crm_store().persons()), SizeIs(5));
}

// The outbox looks again at whom the CRM says something else of, and at nobody else.
TEST_F(Pulls, MarkTicketsOfWhomTheCrmSaysSomethingElse) {
  tickets_.generate(3);
  pull_guests(true);
  auto& outbox = value_of(desk().event(event_))->store.outbox();
  auto writing = value_of(value_of(desk().event(event_))->store.begin());
  value_of(outbox.put_target({.name = "crm"}));
  value_of(writing.commit());
  const auto dirty = [&] { return value_of(outbox.dirty(100)); };
  const auto row = book().begin()->second;
  auto store = crm_store();
  keep_persons(store, {{.connector = "crm", .id = "1", .first_name = "Ada", .last_name = "One"}});
  value_of(desk().crm().match("summit-2026"));
  const auto all_looked_at = [&] { value_of(outbox.unmark(dirty())); };
  all_looked_at();
  value_of(desk().crm().match("summit-2026"));
  EXPECT_THAT(dirty(), IsEmpty());
  value_of(desk().crm().decide("summit-2026",
                               {row.guest.id, "crm", "1", store::MatchedBy::Person, store::MatchState::Confirmed}));
  EXPECT_THAT(dirty(), testing::ElementsAre(row.ticket.id));
  all_looked_at();
  keep_persons(store, {{.connector = "crm", .id = "1", .last_name = "One", .objects_to_profiling = true}});
  value_of(desk().crm().match("summit-2026"));
  EXPECT_THAT(dirty(), testing::ElementsAre(row.ticket.id)) << "she objects by now";
}

}  // namespace
}  // namespace einlass::venue
