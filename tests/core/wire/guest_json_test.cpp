#include "core/wire/guest_json.h"

#include "core/wire/canonical_json.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::wire {
namespace {

using testing::HasSubstr;
using testing::Not;

rules::GuestRow full_row() {
  rules::GuestRow row;
  row.ticket = {.id = rules::TicketId::random(),
                .event = rules::EventId::random(),
                .guest = rules::GuestId::random(),
                .category = "member",
                .ticket_type = "Early \"bird\"\\\n\x01",
                .places = 12,
                .status = rules::TicketStatus::Waitlisted,
                .payment = rules::Payment::Open,
                .listed = false,
                .owns_seat = false,
                .code_replaced = true,
                .valid_from = base::Instant::from_unix_ms(0),
                .valid_until = base::Instant::from_unix_ms(1'795'456'863'100),
                .doors = {"main", "side \"B\""}};
  row.guest = {.id = row.ticket.guest,
               .first_name = "Zoë",
               .last_name = "Müller\t",
               .full_name = "Zoë Müller",
               .company = "Größe & Söhne / \x7F",
               .email = "zoe@firma.de",
               .language = "de",
               .table = "7",
               .list_owner = "host",
               .extra = {{"position", "Vorständin"}, {"email_of", "buyer"}}};
  row.source = "csv";
  row.external_id = "order/7";
  row.order_ref = "order";
  row.code_hashes = {base::blake2b("one"), base::blake2b("two")};
  row.replaced_code_hashes = {base::blake2b("before")};
  return row;
}

TEST(GuestRowText, IsReadBack) {
  const auto row = full_row();
  EXPECT_EQ(read_guest_row(guest_row_text(row)), row);
  EXPECT_EQ(read_guest_row(guest_row_text({})), rules::GuestRow());
}

TEST(GuestRowText, IsCanonical) {
  for (const auto& row : {full_row(), rules::GuestRow()}) {
    const auto text = guest_row_text(row);
    const auto value = parse_json(text);
    ASSERT_TRUE(value);
    EXPECT_EQ(canonical_json(*value), text);
  }
}

TEST(GuestRowText, LeavesOutTimesThatAreNotSet) {
  EXPECT_THAT(guest_row_text({}), Not(HasSubstr("valid_")));
  EXPECT_THAT(guest_row_text(full_row()), HasSubstr(R"("valid_from":0,"valid_until":1795456863100)"));
}

TEST(GuestRowText, IsNeverLongerThanWasReckoned) {
  for (const auto& row : {full_row(), rules::GuestRow()}) {
    EXPECT_LE(guest_row_text(row).size(), guest_row_bytes_at_most(row));
  }
}

}  // namespace
}  // namespace einlass::wire
