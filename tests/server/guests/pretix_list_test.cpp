// What pretix exports, with what its shop asked and did not ask.
#include "core/rules/guest_email.h"
#include "server/guests/preview.h"

#include <set>

#include <gmock/gmock.h>

namespace einlass::guests {
namespace {

using rules::Payment;
using rules::TicketStatus;
using testing::IsEmpty;
using testing::SizeIs;

ImportPreview preview(const std::string& list) {
  ImportSettings settings;
  settings.source = "csv";
  settings.categories = {{"guest", {}}};
  return preview_import(list, settings).value();
}

TEST(PretixList, ReadsAStatusAsPretixMeansIt) {
  const auto pretix = preview(
      "Order code,Position ID,Attendee name,Status\nO1,1,A A,pending\nO2,1,B B,ausstehend\nO3,1,C C,bezahlt\n"
      "O4,1,D D,abgelaufen\n");
  for (const std::size_t i : {0U, 1U}) {
    EXPECT_EQ(pretix.rows[i].row.ticket.status, TicketStatus::Confirmed);
    EXPECT_EQ(pretix.rows[i].row.ticket.payment, Payment::Open);
  }
  EXPECT_EQ(pretix.rows[2].row.ticket.payment, Payment::Settled);
  EXPECT_EQ(pretix.rows[3].row.ticket.status, TicketStatus::Cancelled);
  EXPECT_THAT(pretix.unknown_statuses, IsEmpty());
  const auto other = preview("Name,Status\nA A,pending\nB B,ausstehend\n");
  for (const auto& row : other.rows) EXPECT_EQ(row.row.ticket.status, TicketStatus::AwaitingApproval);
}

// Without names there stands the buyer, once for each ticket.
TEST(PretixList, KeepsColleaguesApartOfWhomItSaysTheSame) {
  const std::string list =
      "Order code,Attendee name,Product,E-mail,Checked in\n"
      "A1,Olga Office,Ticket,office@example.org,\nA1,Olga Office,Ticket,office@example.org,\n"
      "A1,Olga Office,Ticket,office@example.org,\nB1,Ada Byron,Ticket,ada@example.org,\n";
  const auto found = preview(list);
  EXPECT_THAT(found.refused, IsEmpty());
  ASSERT_THAT(found.rows, SizeIs(4));
  std::set<rules::TicketId> tickets;
  int buyers = 0;
  for (const auto& row : found.rows) {
    tickets.insert(row.row.ticket.id);
    if (rules::has_buyers_email(row.row.guest.extra)) ++buyers;
  }
  EXPECT_THAT(tickets, SizeIs(4));
  const auto again = preview(list);
  for (const auto& row : again.rows) EXPECT_TRUE(tickets.contains(row.row.ticket.id)) << "the same at every import";
  EXPECT_GE(buyers, 3);
  EXPECT_THAT(preview("Name,E-mail\nOlga Office,o@example.org\nOlga Office,o@example.org\n").refused, SizeIs(1))
      << "of a list by hand that is one who was written down twice";
}

TEST(PretixList, TakesPositionsThatNobodyIsNamedFor) {
  const auto found = preview(
      "Order code,Position ID,Attendee name,Attendee email,Status,Secret\nA1,1,,,paid,xaaaa1\nA1,2,,,paid,xaaaa2\n");
  EXPECT_THAT(found.refused, IsEmpty());
  ASSERT_THAT(found.rows, SizeIs(2));
  EXPECT_TRUE(found.rows[0].row.ticket.guest.is_nil());
}

}  // namespace
}  // namespace einlass::guests
