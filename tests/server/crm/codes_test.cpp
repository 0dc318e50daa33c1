// One ticket, asked for by its code at stand-ins of the systems, in the little time that a guest waits.
#include "server/crm/source.h"
#include "tests/support/standins/connector.h"
#include "tests/support/standins/stand_in.h"

#include <cstdlib>
#include <functional>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::crm {
namespace {

namespace json = boost::json;
using base::ErrorKind;
using settings::ConnectorKind;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr base::Milliseconds guest_waits{1'500};

// A system, who bought there a moment ago, and what it then says of her.
struct Shop {
  std::string stand_in;
  ConnectorKind kind;
  std::string path;
  std::string remote;
  std::string watermark;  // of the last pull
  const char* sold;       // tables
  std::string code;
  const char* cancelled;  // rows that say so
  int requests = 1;       // for a ticket that is there; another one is a single request, or two
};

const Shop shops[] = {
    {.stand_in = "pretix",
     .kind = ConnectorKind::Pretix,
     .path = "",
     .remote = "fair",
     .watermark = R"({"generated":"2025-12-29T09:20:00Z"})",
     .sold = R"({"orders":[{"id":"LATE1","email":"ada@example.org"}],"positions":[
       {"id":901,"order":"LATE1","attendee_name":"Ada Late","company":"Late GmbH","secret":"late/secret+1"},
       {"id":902,"order":"LATE1","attendee_name":"Bob Late","secret":"latesecret2"}]})",
     .code = "late/secret+1",
     .cancelled = R"({"positions":[{"id":901,"canceled":true}]})",
     .requests = 3},
    {.stand_in = "eventbrite",
     .kind = ConnectorKind::Eventbrite,
     .path = "/v3",
     .remote = "42",
     .watermark = R"({"changed":"2025-12-29T09:00:00Z"})",
     .sold = R"({"attendees":[{"id":"901","profile":{"first_name":"Ada","last_name":"Late","company":"Late GmbH",
       "gender":"female","birth_date":"1980-01-01"},
       "barcodes":[{"barcode":"123456789012345678909901","status":"unused"}]}]})",
     .code = "123456789012345678909901",
     .cancelled = R"({"attendees":[{"id":"901","cancelled":true}]})"},
    {.stand_in = "datahub",
     .kind = ConnectorKind::Datahub,
     .path = "/pimcore-graphql-webservices/shop",
     .remote = "FAIR-*",
     .watermark = R"({"newest":1767000000})",
     .sold = R"({"OnlineShopOrderItem":[{"id":901,"orderState":"committed","productNumber":"FAIR-26",
       "productName":"Ticket","amount":1,"ticketCode":"LATE-901"}],
       "OnlineShopOrder":[{"id":801,"ordernumber":"o801","orderState":"committed","items":[901],
       "customerFirstname":"Ada","customerLastname":"Late","customerCompany":"Late GmbH"}]})",
     .code = "LATE-901",
     .cancelled = R"({"OnlineShopOrderItem":[{"id":901,"orderState":"cancelled"}]})",
     .requests = 2}};

class AskedForACode : public testing::TestWithParam<Shop> {
 protected:
  AskedForACode() : stand_in_(GetParam().stand_in) {
    connector_ = test::connector_to("shop", GetParam().kind, stand_in_.url() + GetParam().path);
    if (GetParam().kind == ConnectorKind::Datahub) {
      connector_.fields = {{"item_code", "ticketCode"}};
      stand_in_.change(
          {{"options", json::object{{"fields", json::object{{"OnlineShopOrderItem", json::array{"ticketCode"}}}}}}});
    }
    stand_in_.generate(40);
    stand_in_.load(json::parse(GetParam().sold).as_object());
    stand_in_.clear_log();
  }

  base::Result<std::optional<rules::PulledTicket>> ask(const std::string& code) {
    HurriedWaiting waiting(guest_waits);
    const auto source = make_source(connector_, *settings::read_secret(connector_), waiting);
    auto found =
        source->ticket_with({.full = false, .watermark = GetParam().watermark, .remote = GetParam().remote}, code);
    if (const auto until = waiting.take_pause()) pause_ = *until - waiting.now();
    return found;
  }

  test::StandIn stand_in_;
  settings::ConnectorSettings connector_;
  base::Milliseconds pause_{0};
};

TEST_P(AskedForACode, TellsOfTheTicketAsAPullDoes) {
  ASSERT_TRUE(may_find(connector_, GetParam().code));
  const auto found = ask(GetParam().code);
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_TRUE(*found);
  const auto& ticket = **found;
  EXPECT_THAT(ticket.first_name + " " + ticket.last_name + ticket.full_name, HasSubstr("Ada"));
  EXPECT_EQ(ticket.company, "Late GmbH");
  EXPECT_EQ(ticket.code, GetParam().code);
  EXPECT_EQ(ticket.external_id, GetParam().kind == ConnectorKind::Datahub ? "901-1" : "901");
  EXPECT_THAT(ticket.status, IsEmpty());
  EXPECT_EQ(stand_in_.log().size(), static_cast<std::size_t>(GetParam().requests));
}

TEST_P(AskedForACode, KnowsNobodyWithAnotherOne) {
  const std::string other = GetParam().kind == ConnectorKind::Eventbrite ? "999999999999999999999999" : "NEVER SOLD";
  const auto found = ask(other);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_FALSE(*found);
  EXPECT_EQ(stand_in_.log().size(), 1U) << "a code that somebody made up costs as little as can be";
}

// Where a cancelled ticket is there at all; Datahub's are no sales.
TEST_P(AskedForACode, SaysThatATicketWasCancelled) {
  stand_in_.change({{"update", json::parse(GetParam().cancelled)}});
  const auto found = ask(GetParam().code);
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_EQ(found->has_value(), GetParam().kind != ConnectorKind::Datahub);
  if (*found) {
    EXPECT_EQ((*found)->status, "cancelled");
  }
}

TEST_P(AskedForACode, AsksOnceWhateverComes) {
  const json::object faults[] = {{{"kind", "late"}, {"seconds", 4}},
                                 {{"kind", "drop"}},
                                 {{"kind", "too_many"}, {"retry_after", 70}},
                                 {{"kind", "server_error"}},
                                 {{"kind", "cut_body"}}};
  for (const auto& fault : faults) {
    stand_in_.clear_faults();
    stand_in_.clear_log();
    stand_in_.fault(fault);
    pause_ = {};
    const auto found = ask(GetParam().code);
    ASSERT_FALSE(found) << json::serialize(fault);
    EXPECT_THAT(found.error().message, Not(HasSubstr(GetParam().code)));
    EXPECT_THAT(found.error().kind, AnyOf(ErrorKind::Timeout, ErrorKind::Unavailable)) << found.error().message;
    if (fault.at("kind") == "late") {
      EXPECT_EQ(found.error().kind, ErrorKind::Timeout);
    }
    if (fault.at("kind") == "too_many") {
      EXPECT_GT(pause_, base::Milliseconds(60'000));
    }
    // A reply that is lost on a kept connection may be asked for again by curl itself; there is none yet.
    EXPECT_LE(stand_in_.log().size(), 1U) << json::serialize(fault);
  }
  stand_in_.clear_faults();
  stand_in_.go_away();
  EXPECT_FALSE(ask(GetParam().code));
}

INSTANTIATE_TEST_SUITE_P(Shops, AskedForACode, testing::ValuesIn(shops),
                         [](const auto& of) { return of.param.stand_in; });

// What cannot be a code of the system, or has no way to be asked for, costs no request.
TEST(CodesOfASystem, AreAskedForWhereItCanAnswer) {
  const auto may = [](ConnectorKind kind, const std::string& code, const std::string& item_code = {}) {
    settings::ConnectorSettings connector{.name = "shop", .kind = kind};
    if (kind == ConnectorKind::Datahub) connector.fields = {{"item_code", item_code}};
    return may_find(connector, code);
  };
  EXPECT_TRUE(may(ConnectorKind::Pretix, "abc"));
  EXPECT_FALSE(may(ConnectorKind::Pretix, std::string(300, 'a')));
  EXPECT_TRUE(may(ConnectorKind::Eventbrite, "1234"));
  EXPECT_FALSE(may(ConnectorKind::Eventbrite, "1234a"));
  EXPECT_TRUE(may(ConnectorKind::Datahub, "abc", "ticketCode"));
  EXPECT_FALSE(may(ConnectorKind::Datahub, "abc", "customized.tickets.code"));
  EXPECT_FALSE(may(ConnectorKind::Datahub, "abc"));
  for (const auto kind :
       {ConnectorKind::Pimcore, ConnectorKind::CampaignMonitor, ConnectorKind::Sewobe, ConnectorKind::EasyVerein}) {
    EXPECT_FALSE(may(kind, "abc"));
  }
}

}  // namespace
}  // namespace einlass::crm
