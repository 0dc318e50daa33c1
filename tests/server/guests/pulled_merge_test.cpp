// What shops tell again and again of their orders, in the guest book.
#include "tests/server/guests/merge_fixture.h"

#include <utility>

namespace einlass::guests {
namespace {

using rules::TicketStatus;
using testing::SizeIs;

class PulledMerge : public Merge {};

TEST_F(PulledMerge, KnowsATicketByItsCodeWhereItsNumberInTheOrderChanged) {
  settings_.source = "shop";
  const auto ticket = [](const char* id, const char* code, const char* status = "") {
    return rules::PulledTicket{.external_id = id, .order_ref = "O1", .full_name = code, .status = status, .code = code};
  };
  for (const bool full : {true, false}) {
    open_anew();
    pull({ticket("91", "FIRST")}, true);
    const auto before = row("FIRST").ticket.id;
    std::vector<rules::PulledTicket> now{ticket("91-1", "FIRST"), ticket("91-2", "SECOND")};
    // As dropped_tickets() adds it, where the order was read whole.
    if (!full) now.push_back({.external_id = "91", .order_ref = "O1", .full_name = "FIRST", .status = "cancelled"});
    pull(now, full);
    EXPECT_EQ(row("FIRST").ticket.id, before);
    EXPECT_EQ(row("FIRST").external_id, "O1/91-1");
    EXPECT_THAT(book(), testing::UnorderedElementsAre(testing::Pair("FIRST", TicketStatus::Confirmed),
                                                      testing::Pair("SECOND", TicketStatus::Confirmed)));
    // Codes that change places: each opens the ticket that has it now.
    const auto second = row("SECOND").ticket.id;
    pull({ticket("91-1", "SECOND"), ticket("91-2", "FIRST")}, full);
    EXPECT_EQ(row("SECOND").ticket.id, before);
    EXPECT_EQ(row("FIRST").ticket.id, second);
  }
}

// A list without codes, and then its shop: by order and name, as far as anybody can tell.
TEST_F(PulledMerge, KnowsTicketsOfAnotherListByTheirOrder) {
  using Names = std::vector<std::pair<const char*, const char*>>;  // number, name; addresses go by the name
  struct Case {
    const char* list;
    Names tickets;
    int added;
    int unclear;
    const char* why;
  };
  const std::string head = "Order #,Attendee #,Name,Email,Status\n";
  const std::vector<Case> cases = {
      {"O,1,Ada Byron,a@x.org,\n", {{"1", "Ada Byron"}}, 0, 0, "the same number"},
      {"O,1,Ada Byron,a@x.org,\n", {{"7", "ada byron"}}, 0, 0, "the same name"},
      {"O,1,Ada Byron,Ada King@x.org,\n", {{"7", "Ada King"}}, 0, 0, "the same address"},
      {"O,1,Ada Byron,a@x.org,\n", {{"1", "Max Born"}}, 1, 1, "another name under her number"},
      {"O,1,Ada Byron,a@x.org,\nO,2,Ada Byron,a@x.org,\n", {{"8", "Ada Byron"}, {"9", "Ada Byron"}}, 0, 0, "as many"},
      {"O,1,Ada Byron,a@x.org,\n", {{"8", "Ada Byron"}, {"9", "Ada Byron"}}, 2, 2, "which of the two"},
      {"O,1,Ada Byron,a@x.org,\n", {{"8", ""}}, 1, 1, "nobody is named"},
      {"P,1,Ada Byron,a@x.org,\n", {{"1", "Ada Byron"}}, 1, 0, "another order and address"},
      {"P,1,Ada Byron,Ada Byron@x.org,\n", {{"1", "Ada Byron"}}, 1, 1, "another order, and her name and address"},
      {"O,1,Ada Byron,a@x.org,cancelled\n", {{"7", "Ada Byron"}}, 1, 0, "she was cancelled and ordered again"}};
  for (const auto& each : cases) {
    open_anew();
    settings_.source = "csv";
    import(head + each.list);
    settings_.source = "shop";
    std::vector<rules::PulledTicket> tickets;
    for (const auto& [number, name] : each.tickets) {
      const auto address = *name == '\0' ? std::string() : std::string(name) + "@x.org";
      tickets.push_back({.external_id = number, .order_ref = "O", .full_name = name, .email = address});
    }
    const auto planned = pull(tickets, true);
    EXPECT_EQ(planned.count(ChangeKind::Added), each.added) << each.why;
    EXPECT_THAT(planned.unclear, SizeIs(each.unclear)) << each.why;
  }
}

TEST_F(PulledMerge, TakesNobodyForAnotherOfAnAddressThatSeveralHave) {
  settings_.source = "csv";
  import("Order #,Attendee #,Name,Email\nO,1,Ada Byron,o@x.org\nO,2,Carl Benz,o@x.org\n");
  settings_.source = "shop";
  std::vector<rules::PulledTicket> tickets;
  for (const auto* name : {"Ada Byron", "Max Born"}) {
    tickets.push_back({.external_id = name, .order_ref = "O", .full_name = name, .email = "o@x.org"});
  }
  const auto planned = pull(tickets, true);
  EXPECT_EQ(planned.count(ChangeKind::Added), 1) << "Max is not Carl";
}

// pretix: the position keeps its number, and has another order and code.
TEST_F(PulledMerge, KeepsATicketThatASplitOrderGivesToAnotherOne) {
  settings_.source = "shop";
  const auto ticket = [](const char* order, const char* id, const char* name, const char* code) {
    return rules::PulledTicket{.external_id = id, .order_ref = order, .full_name = name, .code = code};
  };
  const auto gone = [](const char* order, const char* id, const char* name) {
    return rules::PulledTicket{.external_id = id, .order_ref = order, .full_name = name, .status = "cancelled"};
  };
  const auto ada = ticket("A", "5001", "Ada", "OLD-1"), max = ticket("A", "5002", "Max", "OLD-2");
  const auto moved = ticket("B", "5001", "Ada", "NEW-1");
  for (const bool full : {true, false}) {
    for (const bool gone_first : {true, false}) {
      open_anew();
      pull({ada, max}, true);
      const auto before = row("Ada").ticket.id;
      comes_in("Ada");
      std::vector<rules::PulledTicket> now{moved};
      if (!full) now.insert(gone_first ? now.begin() : now.end(), gone("A", "5001", "Ada"));
      if (full) now.push_back(max);
      EXPECT_EQ(pull(now, full).count(ChangeKind::Added), 0) << full << gone_first;
      EXPECT_EQ(row("Ada").ticket.id, before);
      EXPECT_EQ(row("Ada").external_id, "B/5001");
      EXPECT_THAT(book(), testing::UnorderedElementsAre(testing::Pair("Ada", TicketStatus::Confirmed),
                                                        testing::Pair("Max", TicketStatus::Confirmed)));
      EXPECT_EQ(pull({moved, max}, true).count(ChangeKind::Unchanged), 2) << "from then on it is that order's";
    }
  }
}

// Where a shop numbers the tickets of each order anew, a number alone says nothing.
TEST_F(PulledMerge, TakesNobodyForAnotherOfAnotherOrder) {
  settings_.source = "shop";
  const auto ticket = [](const char* order, const char* name, const char* status = "") {
    return rules::PulledTicket{.external_id = "1", .order_ref = order, .full_name = name, .status = status};
  };
  pull({ticket("A", "Olga")}, true);
  EXPECT_EQ(pull({ticket("B", "Olga")}, false).count(ChangeKind::Added), 1) << "her first order stands";
  open_anew();
  pull({ticket("A", "Olga")}, true);
  EXPECT_EQ(pull({ticket("A", "Olga", "cancelled"), ticket("B", "Max")}, false).count(ChangeKind::Added), 1);
  open_anew();
  pull({ticket("A", "Olga")}, true);
  pull({ticket("A", "Olga", "cancelled")}, true);
  EXPECT_EQ(pull({ticket("A", "Olga", "cancelled"), ticket("B", "Olga")}, true).count(ChangeKind::Added), 1)
      << "she ordered anew";
  open_anew();
  pull({ticket("A", "Olga"), ticket("B", "Olga")}, true);
  const auto two = {ticket("A", "Olga", "cancelled"), ticket("B", "Olga", "cancelled"), ticket("C", "Olga")};
  EXPECT_EQ(pull(two, false).count(ChangeKind::Added), 1) << "which of the two?";
}

}  // namespace
}  // namespace einlass::guests
