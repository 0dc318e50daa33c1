// A list that came as a file without codes, and then from its shop: nobody stands on it twice.
#include "tests/server/venue/pulls/every_shop.h"

namespace einlass::venue {
namespace {

namespace json = boost::json;

using guests::ChangeKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ListWithoutCodes : public EveryShop {
 protected:
  // As the shop exports it: Eventbrite's attendee report, pretix' order positions; of Datahub a list of one's own.
  std::string exported() {
    std::string list = is(settings::ConnectorKind::Pretix) ? "Order code,Position ID,Attendee name,Table\n"
                                                           : "Order #,Attendee #,Name,Table\n";
    if (is(settings::ConnectorKind::Datahub)) list = "Bestellnummer,Name,Tisch\n";
    const auto rows = tickets_.rows(table());
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) list += line_of(i) + "," + std::to_string(i) + "\n";
    return list;
  }
  std::string line_of(int index) {
    const auto ticket = row(index);
    if (is(settings::ConnectorKind::Pretix)) {
      return text(ticket.at("order")) + "," + text(ticket.at("positionid")) + "," + text(ticket.at("attendee_name"));
    }
    if (is(settings::ConnectorKind::Eventbrite)) {
      return text(ticket.at("order_id")) + "," + text(ticket.at("id")) + "," + text(ticket.at("profile").at("name"));
    }
    const auto order = order_of(index);
    return text(order.at("ordernumber")) + "," + text(order.at("customerFirstname")) + " " +
           text(order.at("customerLastname"));
  }
  // Each has one of its own.
  std::map<std::string, rules::GuestRow> by_table() {
    std::map<std::string, rules::GuestRow> rows;
    value_of(value_of(desk().event(event_))->store.guests().each([&](const rules::GuestRow& row) {
      rows[row.guest.table] = row;
    }));
    return rows;
  }
  DuePull wanted() const { return {.connector = "tickets", .event = "summit-2026", .full = true}; }
};

TEST_P(ListWithoutCodes, IsTheShopsOnceADryRunWasLookedAt) {
  tickets_.generate(12);
  const auto list = exported();
  import(list);
  const auto before = by_table();
  const auto issued = value_of(desk().guests().issue_tickets("summit-2026", true));
  ASSERT_THAT(issued, SizeIs(before.size()));
  const auto refused = pull(wanted());
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("--dry-run"));
  const auto look = value_of(pull(wanted(), true));
  EXPECT_EQ(look.import->plan.count(ChangeKind::Added), 0);
  EXPECT_THAT(look.import->plan.unclear, IsEmpty());
  ASSERT_TRUE(pull(wanted()));
  const auto is_there_once = [&] {
    const auto now = book();
    EXPECT_THAT(now, SizeIs(before.size()));
    for (const auto& [id, row] : now) {
      EXPECT_EQ(row.source, "tickets");
      EXPECT_EQ(row.ticket.id, before.at(row.guest.table).ticket.id) << "as whom she is known";
      EXPECT_EQ(row.guest.full_name, before.at(row.guest.table).guest.full_name);
    }
  };
  is_there_once();
  EXPECT_EQ(pull_guests(true).import->plan.count(ChangeKind::Unchanged), static_cast<int>(before.size()));
  import(list);
  is_there_once();

  // What Einlass issued opens the door as the shop's own code does.
  auto with_issued = scan("issued");
  with_issued.target = wire::SignedTarget{issued.front().code};
  const auto kiosk = pair("North");
  EXPECT_EQ(outcome(admit(kiosk, with_issued)), "admitted");
  if (!is(settings::ConnectorKind::Pretix)) return;
  const auto code = [&](const rules::TicketId& ticket) {
    for (const auto& [id, row] : book()) {
      for (const auto& position : tickets_.rows("positions")) {
        if (row.ticket.id == ticket && text(position.at("id")) == id) return text(position.at("secret"));
      }
    }
    return std::string();
  };
  EXPECT_EQ(outcome(admit(kiosk, scan(code(issued.front().ticket)))), "already_in");
  EXPECT_EQ(outcome(admit(kiosk, scan(code(issued.back().ticket)))), "admitted");
}

TEST_P(ListWithoutCodes, MayComeAfterTheShopsOwn) {
  tickets_.generate(12);
  pull_guests(true);
  const auto before = book();
  import(exported());
  const auto now = book();
  EXPECT_THAT(now, SizeIs(before.size()));
  for (const auto& [id, row] : now) {
    EXPECT_EQ(row.source, "tickets");
    EXPECT_FALSE(row.guest.table.empty()) << "what the shop does not say";
  }
}

INSTANTIATE_TEST_SUITE_P(Shops, ListWithoutCodes, testing::Values(pretix_shop, eventbrite_shop, datahub_shop),
                         name_of_shop);

class UnclearList : public PullsFixture {};

// Two tickets of one order, under names that the shop does not know.
TEST_F(UnclearList, IsShownAndWaitsForADryRun) {
  tickets_.generate(8);
  const auto order = position(0, "order");
  import("Order code,Attendee name,E-Mail\n" + order + ",Somebody Else,else@example.org\n");
  const DuePull wanted{.connector = "tickets", .event = "summit-2026", .full = true};
  ASSERT_FALSE(pull(wanted));
  const auto look = value_of(pull(wanted, true));
  EXPECT_THAT(look.import->plan.unclear, SizeIs(5)) << "the order's";
  EXPECT_THAT(look.import->plan.unclear, testing::Contains(order + "/" + position(0)));
  EXPECT_TRUE(pull(wanted));
  EXPECT_THAT(book(), SizeIs(9)) << "each ticket opens the door";
}

TEST_F(UnclearList, OfNamesAndAddressesAloneWaitsAsWell) {
  tickets_.generate(8);
  import("Name,E-Mail\n" + position(6, "attendee_name") + "," + position(6, "attendee_email") + "\n");
  const DuePull wanted{.connector = "tickets", .event = "summit-2026", .full = true};
  ASSERT_FALSE(pull(wanted));
  const auto look = value_of(pull(wanted, true));
  EXPECT_THAT(look.import->plan.unclear, ElementsAre(position(6, "order") + "/" + position(6)));
}

// Bought at the door, and on the list since an export of this evening.
TEST_F(UnclearList, IsNotMadeTwoByACodeAskedForAtTheDoor) {
  tickets_.generate(8);
  pull_guests(true);
  tickets_.load(
      {{"orders", json::array{json::object{{"id", "LATE1"}}}},
       {"positions", json::array{json::object{
                         {"id", 901}, {"order", "LATE1"}, {"attendee_name", "Ada Late"}, {"secret", "late-secret"}}}}});
  import("Order code,Position ID,Attendee name\nLATE1,1,Ada Late\n");
  ASSERT_THAT(book(), SizeIs(9));
  const auto sources = desk().crm().sources_of(event_);
  ASSERT_THAT(sources, SizeIs(1));
  const rules::PulledTicket found{
      .external_id = "901", .order_ref = "LATE1", .full_name = "Ada Late", .code = "late-secret"};
  EXPECT_TRUE(value_of(desk().crm().take_over(event_, sources.front(), found)));
  EXPECT_THAT(book(), SizeIs(9));
  EXPECT_EQ(outcome(admit(pair("North"), scan("late-secret"))), "admitted");
}

}  // namespace
}  // namespace einlass::venue
