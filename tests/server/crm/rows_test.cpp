// What each system's answers become: made-up people, the vendors' field names.
#include "server/crm/cmf_rows.h"
#include "server/crm/datahub_rows.h"
#include "server/crm/eventbrite_rows.h"
#include "server/crm/pretix_rows.h"
#include "server/crm/sweep.h"
#include "tests/server/crm/parsed_row.h"

#include <set>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::crm {
namespace {

namespace json = boost::json;
using rules::PulledTicket;
using settings::ConnectorKind;
using settings::ConnectorSettings;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST(CmfRows, AreMappedAndHoldNothingElse) {
  const auto customer = parsed(
      R"({"id":4711,"active":true,"gender":"female","firstname":"Mara","lastname":"Beispiel","email":"mara@example.org",
      "company":"Muster GmbH","birthdate":441763200,"password":"$2y$x","profilingConsent":{"consent":false,"noteId":88},
      "segments":[310,322],"activities":[{"type":"attendance","activityDate":1700000000}]})");
  const ConnectorSettings crm{.name = "crm", .kinds = {{"310", "member"}, {"partner", "partner"}}};
  const auto kinds = segment_kinds(crm, {{"310", "x"}, {"322", "partner"}, {"9", "other"}});
  const auto person = person_of_customer(customer, crm, kinds);
  EXPECT_EQ(person, (rules::CrmPerson{.connector = "crm",
                                      .id = "4711",
                                      .first_name = "Mara",
                                      .last_name = "Beispiel",
                                      .email = "mara@example.org",
                                      .organisation = "Muster GmbH",
                                      .objects_to_profiling = true,
                                      .memberships = {{.kind = "member"}, {.kind = "partner"}}}));
}

// Empty fields are left out, and silence is no objection.
TEST(CmfRows, AreEmptyWhereAFieldIsNotThere) {
  EXPECT_EQ(person_of_customer(parsed(R"({"id":1})"), {.name = "crm"}, {}),
            (rules::CrmPerson{.connector = "crm", .id = "1", .attended = std::vector<rules::AttendedEvent>()}));
}

// Pimcore has false without a note of everybody whom nobody ever asked.
TEST(CmfRows, ObjectOnlyWhereConsentWasTakenBack) {
  const auto objects = [](const std::string& consent) {
    const auto customer = parsed((R"({"id":1,"profilingConsent":)" + consent + "}").c_str());
    return person_of_customer(customer, {.name = "crm"}, {}).objects_to_profiling;
  };
  for (const char* taken_back : {"false", R"({"consent":false,"noteId":88})", R"({"consent":false,"noteId":"88"})"}) {
    EXPECT_TRUE(objects(taken_back)) << taken_back;
  }
  for (const char* not_so : {"true", "null", R"({"consent":true,"noteId":88})", R"({"consent":false,"noteId":null})",
                             R"({"consent":false,"noteId":0})", R"({"consent":false})", "{}", R"("false")"}) {
    EXPECT_FALSE(objects(not_so)) << not_so;
  }
}

// Of all that somebody did, the events that she was at; of whoever objects, nothing (above).
TEST(CmfRows, TellOfEventsAndOfNothingElseThatSomebodyDid) {
  const auto customer = parsed(R"({"id":1,"activities":[
      {"type":"attendance","activityDate":1700000000,"attributes":{"event":"Fair","event_ref":"fair","status":"attended"}},
      {"type":"attendance","activityDate":1700090000,"attributes":{"event":"Lunch"}},
      {"type":"attendance","activityDate":1700090000,"attributes":{"event_ref":"gala","status":"no-show"}},
      {"type":"attendance","attributes":{"event_ref":"undated"}},
      {"type":"newsletter_opened","activityDate":1700000000,"attributes":{"event_ref":"letter"}}]})");
  ConnectorSettings crm{.name = "crm"};
  EXPECT_EQ(person_of_customer(customer, crm, {}).attended,
            (std::vector<rules::AttendedEvent>{{"fair", "2023-11-14"}, {"Lunch", "2023-11-15"}}));
  crm.fields = {{"attendance_type", "newsletter_opened"}};
  EXPECT_EQ(person_of_customer(customer, crm, {}).attended,
            (std::vector<rules::AttendedEvent>{{"letter", "2023-11-14"}}));
  crm.fields = {{"attendance_type", ""}};
  EXPECT_EQ(person_of_customer(customer, crm, {}).attended, std::nullopt);
}

ConnectorSettings shop() {
  return {.name = "shop", .kind = ConnectorKind::Datahub, .fields = {{"item_code", "customized.codes"}}};
}

constexpr const char* order_text =
    R"({"id":"9","ordernumber":"ofo_1","orderState":"committed","customerFirstname":"Mara",
  "customerLastname":"Beispiel","customerEmail":"mara@example.org","customerCompany":"Muster GmbH","customer":{"id":"4711"},
  "items":[
   {"id":"91","orderState":"committed","productNumber":"SUMMIT-A","productName":"Member","amount":3},
   {"id":"92","orderState":"committed","productNumber":"SUMMIT-B","productName":"Guest","amount":3,"customized":{"codes":["X1","X2"]}},
   {"id":"93","orderState":"cancelled","productNumber":"SUMMIT-A","productName":"Member","amount":1},
   {"id":"94","orderState":"committed","productNumber":"MUG","productName":"Mug","amount":1}]})";

TEST(DatahubRows, AreItemTimesAmount) {
  const auto tickets = tickets_of_order(parsed(order_text), shop(), "SUMMIT-*");
  ASSERT_THAT(tickets, SizeIs(3));
  EXPECT_EQ(tickets[0], (PulledTicket{.external_id = "91-1",
                                      .order_ref = "ofo_1",
                                      .first_name = "Mara",
                                      .last_name = "Beispiel",
                                      .buyer_email = "mara@example.org",
                                      .company = "Muster GmbH",
                                      .ticket_type = "Member",
                                      .places = 3}));
  EXPECT_EQ(tickets[1].external_id, "92-1");
  EXPECT_EQ(tickets[1].code, "X1");
  EXPECT_EQ(tickets[1].places, 1);
  EXPECT_EQ(tickets[2].code, "X2");
  EXPECT_EQ(tickets[2].places, 2);
  EXPECT_THAT(tickets_of_order(parsed(order_text), shop(), "SUMMIT-A"), SizeIs(1));
}

// One ticket, whoever comes along on it. Of several nobody knows which is hers.
TEST(DatahubRows, AreTheCustomersWhereTheOrderIsOneTicket) {
  const auto persons_of = [](const char* product) {
    std::set<std::string> persons;
    for (const auto& ticket : tickets_of_order(parsed(order_text), shop(), product)) persons.insert(ticket.person);
    return persons;
  };
  EXPECT_THAT(persons_of("SUMMIT-A"), ElementsAre("4711")) << "three places, of whom somebody has to say so (Matching)";
  EXPECT_THAT(persons_of("SUMMIT-B"), ElementsAre("")) << "two codes";
  EXPECT_THAT(persons_of("SUMMIT-*"), ElementsAre("")) << "two items";
}

TEST(DatahubRows, KeepTheirIdsWhenCodesCome) {
  const auto ids_with = [](const json::array& codes) {
    auto order = parsed(order_text);
    order.at("items").as_array()[1].as_object()["customized"] = json::object{{"codes", codes}};
    std::string ids;
    for (const auto& ticket : tickets_of_order(order, shop(), "SUMMIT-B")) ids += ticket.external_id + " ";
    return ids;
  };
  EXPECT_EQ(ids_with({}), "92-1 ");
  EXPECT_EQ(ids_with({"X1"}), "92-1 ");
  EXPECT_EQ(ids_with({"X1", "X2"}), "92-1 92-2 ");
  EXPECT_EQ(tickets_of_order(parsed(order_text), {.name = "shop", .kind = ConnectorKind::Datahub}, "SUMMIT-B")
                .at(0)
                .external_id,
            "92")
      << "a shop without codes";
}

TEST(DatahubRows, AreNoneWhereTheOrderIsNotCommitted) {
  for (const char* state : {"cancelled", "paymentPending", "aborted", ""}) {
    auto order = parsed(order_text);
    order["orderState"] = state;
    EXPECT_THAT(tickets_of_order(order, shop(), "SUMMIT-*"), IsEmpty()) << state;
  }
}

TEST(DatahubRows, BelongToWhomTheItemNames) {
  auto connector = shop();
  connector.fields = {
      {"item_first_name", "guest.first"}, {"item_last_name", "guest.last"}, {"item_email", "guest.mail"}};
  const auto tickets = tickets_of_order(
      parsed(
          R"({"ordernumber":"1","orderState":"committed","customerEmail":"mara@example.org","customerFirstname":"Mara",
      "customer":{"id":"4711"},"items":[{"id":"1","orderState":"committed","productNumber":"S","amount":1,
      "guest":{"first":"Max","last":"Born","mail":null}}]})"),
      connector, "S");
  ASSERT_THAT(tickets, SizeIs(1));
  EXPECT_EQ(tickets[0].first_name, "Max");
  EXPECT_EQ(tickets[0].email, "");
  EXPECT_EQ(tickets[0].buyer_email, "mara@example.org");
  EXPECT_EQ(tickets[0].person, "");
}

TEST(DatahubRows, HaveTheBuyersAddressAsTheirOwnWhereTheyAreAllThatWasOrdered) {
  const auto email_with = [](int amount, bool is_alone) {
    auto order = parsed(order_text);
    auto& items = order.at("items").as_array();
    items.resize(is_alone ? 1 : 2);
    items[0].as_object()["amount"] = amount;
    return tickets_of_order(order, shop(), "SUMMIT-*").at(0).email;
  };
  EXPECT_EQ(email_with(1, true), "mara@example.org");
  EXPECT_EQ(email_with(2, true), "");
  EXPECT_EQ(email_with(1, false), "");
}

TEST(DatahubRows, AskForNothingButWhatIsMapped) {
  const auto selection = order_selection(shop());
  EXPECT_THAT(selection, HasSubstr("customer{... on object_Customer{id}}"));
  EXPECT_THAT(selection, HasSubstr("customized{codes}"));
  for (const char* never : {"gender", "salutation", "birth", "comment"}) EXPECT_THAT(selection, Not(HasSubstr(never)));
}

TEST(EventbriteRows, GoByCancelledRefundedAndBarcode) {
  const ConnectorSettings connector{.name = "eb", .kind = ConnectorKind::Eventbrite};
  struct Case {
    const char* attendee;
    const char* status;
  };
  const std::vector<Case> cases = {
      {R"({"status":"Attending"})", ""},
      {R"({"status":"Checked In"})", "checked in"},
      {R"({"status":"Attending","checked_in":true})", "checked in"},
      {R"({"status":"Attending","barcodes":[{"barcode":"1","status":"used"}]})", "checked in"},
      {R"({"status":"Unpaid","barcodes":[{"barcode":"1","status":"used"}]})", "unpaid"},
      {R"({"status":"Checked In","cancelled":true})", "cancelled"},
      {R"({"status":"Unpaid"})", "unpaid"},
      {R"({"status":"Attending","cancelled":true})", "cancelled"},
      {R"({"status":"Attending","refunded":true})", "cancelled"},
      {R"({"status":"Deleted"})", "cancelled"},
      {R"({"status":"Not Attending"})", "cancelled"},
      {R"({"status":"Attending","barcodes":[{"barcode":"1","status":"refunded"}]})", "cancelled"},
      {R"({"status":"Attending","barcodes":[{"barcode":"1","status":"refunded"},{"barcode":"2","status":"unused"}]})",
       ""},
  };
  for (const auto& [attendee, status] : cases) {
    EXPECT_EQ(ticket_of_attendee(parsed(attendee), connector).status, status) << attendee;
  }
  const auto ticket = ticket_of_attendee(
      parsed(R"({"id":"990001","order_id":"8001","ticket_class_name":"Regular","quantity":2,"status":"Attending",
      "profile":{"name":"Mara Beispiel","first_name":"Mara","last_name":"Beispiel","email":"mara@example.org","gender":"f",
      "company":"Muster GmbH","job_title":"Head"},"barcodes":[{"barcode":"123456789012345678901234","status":"unused"}]})"),
      connector);
  EXPECT_EQ(ticket, (PulledTicket{.external_id = "990001",
                                  .order_ref = "8001",
                                  .first_name = "Mara",
                                  .last_name = "Beispiel",
                                  .email = "mara@example.org",
                                  .company = "Muster GmbH",
                                  .job_title = "Head",
                                  .ticket_type = "Regular",
                                  .code = "123456789012345678901234",
                                  .places = 2}));
}

TEST(PretixRows, AreThePositionsOfItemsThatLetSomebodyIn) {
  const ConnectorSettings connector{.name = "p", .kind = ConnectorKind::Pretix};
  const PretixItems items = {
      {"1",
       item_of(parsed(
           R"({"id":1,"name":{"de":"Karte","en":"Ticket"},"admission":true,"variations":[{"id":5,"value":{"en":"Member"}}]})"))},
      {"2", item_of(parsed(R"({"id":2,"name":{"en":"Mug"},"admission":false})"))}};
  auto order = parsed(
      R"({"code":"ABCDE","status":"p","email":"mara@example.org","locale":"de","invoice_address":{"name":"Mara Beispiel","company":"Muster GmbH"},
      "positions":[{"id":1001,"positionid":1,"item":1,"variation":5,"attendee_name":"Max Born","attendee_email":"max@example.org","secret":"s1"},
      {"id":1002,"positionid":2,"item":1,"variation":null,"attendee_name":null,"secret":"s2","subevent":7,
       "valid_from":"2026-05-02T18:00:00+02:00","valid_until":"2026-05-02T19:00:00Z"},
      {"id":1003,"positionid":3,"item":2,"secret":"s3"}]})");
  const auto tickets = tickets_of_pretix_order(order, items, connector);
  ASSERT_THAT(tickets, SizeIs(2));
  EXPECT_EQ(tickets[0], (PulledTicket{.external_id = "1001",
                                      .order_ref = "ABCDE",
                                      .full_name = "Max Born",
                                      .email = "max@example.org",
                                      .buyer_email = "mara@example.org",
                                      .company = "Muster GmbH",
                                      .ticket_type = "Ticket – Member",
                                      .language = "de",
                                      .code = "s1"}));
  EXPECT_EQ(tickets[1].full_name, "Mara Beispiel");
  EXPECT_EQ(tickets[1].valid_from, base::Instant::from_unix_ms(1'777'737'600'000));
  EXPECT_EQ(tickets[1].valid_until, base::Instant::from_unix_ms(1'777'748'400'000));
  EXPECT_THAT(tickets_of_pretix_order(order, items, connector, "7"), SizeIs(1));
  EXPECT_EQ(tickets[1].email, "");
  order["status"] = "n";
  EXPECT_EQ(tickets_of_pretix_order(order, items, connector)[0].status, "unpaid");
  order["valid_if_pending"] = true;
  EXPECT_EQ(tickets_of_pretix_order(order, items, connector)[0].status, "");
  order["status"] = "c";
  EXPECT_EQ(tickets_of_pretix_order(order, items, connector)[0].status, "cancelled");
}

// The dinner of whoever comes to the congress.
TEST(PretixRows, OfAnAddOnNameTheGuestWhomItBelongsTo) {
  const ConnectorSettings connector{.name = "p", .kind = ConnectorKind::Pretix};
  const auto order = parsed(
      R"({"code":"ABCDE","status":"p","email":"office@example.org","invoice_address":{"name":"Olga Office"},
      "positions":[{"id":1,"item":1,"attendee_name":"Max Born","attendee_email":"max@example.org","company":"GU","addon_to":null},
      {"id":2,"item":1,"attendee_name":"Ada Lovelace","addon_to":null},
      {"id":3,"item":2,"attendee_name":null,"attendee_email":null,"addon_to":1},
      {"id":4,"item":2,"attendee_name":"Grace Hopper","addon_to":1},
      {"id":5,"item":2,"attendee_name":null,"addon_to":9},
      {"id":6,"item":2,"attendee_name":null,"attendee_email":"Max@example.org","addon_to":1},
      {"id":7,"item":2,"attendee_name":"Max Born","attendee_email":null,"addon_to":1}]})");
  std::vector<std::string> names;
  const auto tickets = tickets_of_pretix_order(order, {}, connector);
  for (const auto& ticket : tickets) names.push_back(ticket.full_name);
  EXPECT_THAT(names, testing::ElementsAre("Max Born", "Ada Lovelace", "Max Born", "Grace Hopper", "Olga Office",
                                          "Max Born", "Max Born"));
  EXPECT_EQ(tickets[2].email, "max@example.org");
  EXPECT_EQ(tickets[2].company, "GU");
  EXPECT_EQ(tickets[3].email, "") << "who comes along has no address of his";
  EXPECT_EQ(tickets[3].company, "");
  EXPECT_EQ(tickets[6].email, "max@example.org");
}

// Rows that come or go between two pages, wherever they are: of those that were there all the time none is missed.
TEST(SweepTest, SeesEveryRowThatStays) {
  constexpr int size = 3;
  for (int seed = 0; seed < 500; ++seed) {
    std::set<int> rows;
    for (int i = 0; i < 20; ++i) rows.insert(i * 10);
    std::set<int> stay = rows;
    std::set<int> seen;
    const bool leaves = seed % 2 == 0;  // one or the other: each hides rows from one of the two directions
    unsigned chance = static_cast<unsigned>(seed) * 2654435761U + 1;
    json::object position;
    bool more = true;
    while (more) {
      const Sweep sweep(position);
      const auto pages = static_cast<std::int64_t>((rows.size() + size - 1) / size);
      std::int64_t number = 0;
      for (const int row : rows) {
        if (number++ / size + 1 == sweep.page()) seen.insert(row);
      }
      more = sweep.next(position, pages);
      chance = chance * 1664525U + 1013904223U;
      const int at = static_cast<int>(chance >> 16U) % 200;
      if (leaves) {
        const auto gone = rows.lower_bound(at);
        if (gone != rows.end()) {
          stay.erase(*gone);
          rows.erase(gone);
        }
      } else {
        rows.insert(at);
      }
    }
    for (const int row : stay) EXPECT_TRUE(seen.contains(row)) << "row " << row << ", seed " << seed;
  }
}

}  // namespace
}  // namespace einlass::crm
