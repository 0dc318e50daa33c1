// What the desk promises of guests that come from a shop, whichever it is.
#include "tests/server/venue/pulls/every_shop.h"

namespace einlass::venue {
namespace {

namespace json = boost::json;
using guests::ChangeKind;
using rules::TicketStatus;
using testing::SizeIs;

class GuestsOfAShop : public EveryShop {
 protected:
  void correct(const rules::TicketId& ticket, const char* name) {
    value_of(desk().door().begin());
    value_of(desk().staff().act({.event = event_, .place = {.name = "desk"}, .decider = rules::Decider::Host},
                                rules::CorrectGuest{.ticket = ticket, .fields = {{"full_name", name}}}));
    value_of(desk().door().commit());
  }
  std::string shown(const rules::TicketId& ticket) {
    for (const auto& each : attendance_of(value_of(desk().reports().of("summit-2026"))).rows) {
      if (each.ticket == ticket.text()) return each.name;
    }
    return {};
  }
  std::set<std::string> cancelled() {
    std::set<std::string> numbers;
    for (const auto& [id, row] : book()) {
      if (row.ticket.status == TicketStatus::Cancelled) numbers.insert(id);
    }
    return numbers;
  }
  std::size_t settled() {
    std::size_t count = 0;
    for (const auto& line : value_of(desk().crm().matches("summit-2026"))) count += store::is_settled(line.match);
    return count;
  }
};

// The list has what the source says now, and over it lies what was said at the door.
TEST_P(GuestsOfAShop, StayAsTheyWereChangedOnSite) {
  tickets_.generate(20);
  pull_guests(true);
  const auto ticket = guest_of(1).ticket.id;
  correct(ticket, "Ada King");
  tickets_.advance(600);
  say_of_guest(1, "Ada", "Countess", "Muster GmbH");
  for (const bool full : {false, true}) {
    pull_guests(full);
    EXPECT_EQ(guest_of(1).guest.full_name, "Ada Countess");
    EXPECT_EQ(guest_of(1).ticket.id, ticket);
    EXPECT_EQ(shown(ticket), "Ada King");
  }
}

TEST_P(GuestsOfAShop, AreWithdrawnWhenTheyAreCancelledAndNobodyElse) {
  tickets_.generate(30);
  pull_guests(true);
  tickets_.advance(600);
  const auto gone = number(2);
  cancel(2);
  const auto report = pull_guests(false);
  EXPECT_EQ(cancelled(), std::set<std::string>{gone});
  EXPECT_EQ(report.figures.went, 1);
  // A pull that brought a few of them says nothing of the others.
  EXPECT_EQ(report.import->plan.count(ChangeKind::Withdrawn), 0);
  EXPECT_EQ(pull_guests(true).figures, store::PullFigures()) << "the full one says the same";
}

TEST_P(GuestsOfAShop, AreWithdrawnByAFullPullWhenTheyAreDeleted) {
  tickets_.generate(30);
  pull_guests(true);
  const auto before = book().size();
  const auto gone = number(7);
  remove(7);
  pull_guests(true);
  EXPECT_EQ(cancelled(), std::set<std::string>{gone});
  EXPECT_THAT(book(), SizeIs(before));
}

TEST_P(GuestsOfAShop, AreNotWithdrawnForAFaultOfTheirRow) {
  tickets_.generate(20);
  pull_guests(true);
  tickets_.advance(600);
  say_of_guest(1, "Ada", "Countess", std::string(501, 'x'));
  for (const bool full : {false, true}) {
    EXPECT_THAT(pull_guests(full).import->preview.refused, SizeIs(1));
    EXPECT_THAT(cancelled(), testing::IsEmpty());
  }
}

// Five colleagues whose tickets one of them ordered, with her office's address.
TEST_P(GuestsOfAShop, AreNobodyByTheAddressOfWhoeverOrdered) {
  tickets_.generate(20);
  auto store = crm_store();
  const rules::CrmPerson office{
      .connector = "crm", .id = "1001", .first_name = "Olga", .last_name = "Office", .email = "office1@example.org"};
  keep_persons(store, {office});
  pull_guests(true);
  EXPECT_EQ(settled(), 0U);
  for (const auto& [id, row] : book()) {
    if (row.guest.email != "guest7@example.org") continue;
    const rules::CrmPerson her{.connector = "crm",
                               .id = "7",
                               .first_name = row.guest.first_name,
                               .last_name = row.guest.last_name,
                               .email = row.guest.email};
    keep_persons(store, {office, her});
  }
  pull_guests(true);
  EXPECT_EQ(settled(), 1U) << "who ordered for herself alone";
}

INSTANTIATE_TEST_SUITE_P(Shops, GuestsOfAShop, testing::Values(pretix_shop, eventbrite_shop, datahub_shop),
                         name_of_shop);

class ShopOfPimcore : public PullsFixture {
 protected:
  ShopOfPimcore() : PullsFixture(datahub_shop) {}

  void hide(const char* class_name, int id, const char* how = "hidden") {
    tickets_.change({{"options", json::object{{how, json::object{{class_name, json::array{id}}}}}}});
  }
  void give_codes(const char* code) { update("OnlineShopOrderItem", {{"id", 50'006}, {"ticketCode", code}}); }
};

TEST_F(ShopOfPimcore, WithdrawsNobodyWhomItOnlyHides) {
  tickets_.generate(12);
  pull_guests(true);
  const auto status = [&] { return book().at("50006").ticket.status; };
  for (const char* what : {"OnlineShopOrderItem", "OnlineShopOrder"}) {
    hide(what, what == std::string("OnlineShopOrder") ? 20'006 : 50'006);
    tickets_.advance(600);
    update("OnlineShopOrder", {{"id", 20'006}, {"comment", what}});
    for (const bool full : {false, true}) {
      pull_guests(full);
      EXPECT_EQ(status(), TicketStatus::Confirmed) << what << " " << full;
      for (const auto& pull : value_of(desk().crm().status())) {
        const bool counts = pull.pull.figures && pull.pull.key.connector == "tickets";
        EXPECT_EQ(counts ? pull.pull.figures->refused : 0, 0) << "hidden is not unreadable";
      }
    }
  }
  hide("OnlineShopOrder", 1);
  hide("OnlineShopOrderItem", 50'006, "left_out");  // the only one of its order
  pull_guests(true);
  EXPECT_EQ(status(), TicketStatus::Confirmed);
  const auto order_is = [&](const char* state) {
    tickets_.advance(600);
    update("OnlineShopOrder", {{"id", 20'006}, {"orderState", state}});
    pull_guests(false);
  };
  order_is("cancelled");
  EXPECT_EQ(status(), TicketStatus::Cancelled) << "whatever it does not show of it";
  hide("OnlineShopOrderItem", 1, "left_out");
  order_is("committed");
  EXPECT_EQ(status(), TicketStatus::Confirmed);
  update("OnlineShopOrderItem", {{"id", 50'006}, {"orderState", "cancelled"}});
  pull_guests(true);
  EXPECT_EQ(status(), TicketStatus::Cancelled);
}

// Somebody finds out where the shop keeps its codes when the first tickets are sold already.
TEST_F(ShopOfPimcore, KeepsItsTicketsWhenTheirCodesAreNamedLater) {
  tickets_.generate(12);
  pull_guests(true);
  const auto before = book();
  tickets_.change(
      {{"options", json::object{{"fields", json::object{{"OnlineShopOrderItem", json::array{"ticketCode"}}}}}}});
  give_codes("CODE-6");
  adjust_ = [](settings::ConnectorSettings& connector) { connector.fields = {{"item_code", "ticketCode"}}; };
  for (const bool full : {false, true}) {
    open();
    tickets_.advance(600);
    EXPECT_EQ(pull_guests(full).figures.came, 0) << full;
    const auto now = book();
    ASSERT_THAT(now, SizeIs(before.size()));
    for (const auto& [id, row] : before) EXPECT_EQ(now.at(id + "-1").ticket.id, row.ticket.id) << id;
  }
  EXPECT_EQ(outcome(admit(pair("North"), scan("CODE-6"))), "admitted");
}

// Whoever comes first is asked for at the shop, before the next pull.
TEST_F(ShopOfPimcore, KeepsATicketThatIsAskedForByItsNewCode) {
  tickets_.generate(12);
  pull_guests(true);
  const auto before = book().at("50006").ticket.id;
  const rules::PulledTicket found{
      .external_id = "50006-1", .order_ref = "ord_00006", .full_name = "Ada", .code = "CODE-6"};
  EXPECT_TRUE(value_of(desk().crm().take_over(event_, desk().crm().sources_of(event_).front(), found)));
  EXPECT_EQ(book().at("50006-1").ticket.id, before);
}

class ShopWithAnAppOfItsOwn : public PullsFixture {
 protected:
  ShopWithAnAppOfItsOwn() : PullsFixture(eventbrite_shop) {}
};

TEST_F(ShopWithAnAppOfItsOwn, TellsWhomThatLetIn) {
  tickets_.generate(6);
  update("attendees",
         {{"id", "990003"},
          {"barcodes", json::array{json::object{{"barcode", "123456789012345678901234"}, {"status", "used"}}}}});
  const auto report = pull_guests(true);
  EXPECT_THAT(report.import->preview.checked_in_lines, SizeIs(1));
  EXPECT_EQ(outcome(admit(pair("North"), scan("123456789012345678901234"))), "admitted") << "she was not here";
}

}  // namespace
}  // namespace einlass::venue
