// Sector, clubs and topic fields of tickets and persons, wherever a system keeps them.
#include "server/crm/profile_rows.h"

#include "server/crm/cmf_rows.h"
#include "server/crm/datahub_rows.h"
#include "server/crm/eventbrite_rows.h"
#include "server/crm/member_rows.h"
#include "server/crm/pretix_rows.h"
#include "tests/server/crm/parsed_row.h"

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::crm {
namespace {

namespace json = boost::json;
using rules::Profile;
using settings::ConnectorKind;
using settings::ConnectorSettings;
using testing::HasSubstr;
using testing::SizeIs;

ConnectorSettings mapped(ConnectorKind kind, std::map<std::string, std::string> fields) {
  return {.name = "system", .kind = kind, .fields = std::move(fields)};
}

TEST(ProfileRows, AreNothingThatNoFieldMapNames) {
  const auto customer = parsed(R"({"id":1,"sector":"Trade","club":"Sailing","topics":["Water"]})");
  EXPECT_EQ(person_of_customer(customer, {.name = "crm"}, {}).profile, Profile());
}

TEST(ProfileRows, OfCustomersMayBeListsOfTextsOrOfThings) {
  const auto crm = mapped(ConnectorKind::Pimcore, {{"sector", "branch"}, {"club", "clubs.name"}, {"topics", "topics"}});
  const auto customer = parsed(
      R"({"id":1,"branch":["Trade","Energy"],"clubs":[{"name":"Sailing"},{"name":" Chess "},{"name":"Sailing"},{}],
          "topics":["Water",7,null,"Wind;Sun"]})");
  EXPECT_EQ(person_of_customer(customer, crm, {}).profile,
            (Profile{.sector = "Trade", .club = "Sailing;Chess", .topics = "Water;7;Wind;Sun"}));
}

TEST(ProfileRows, AreNotReadOfWhoeverObjects) {
  const auto crm = mapped(ConnectorKind::Pimcore, {{"sector", "branch"}});
  EXPECT_EQ(person_of_customer(parsed(R"({"id":1,"branch":"Trade","profilingConsent":false})"), crm, {}).profile,
            Profile());
}

// What does not fit a cell of a list would have its ticket refused.
TEST(ProfileRows, AreNotLongerThanACell) {
  json::array topics;
  for (int i = 0; i < 100; ++i) topics.emplace_back("Topic number " + std::to_string(i));
  const auto crm = mapped(ConnectorKind::Pimcore, {{"topics", "topics"}});
  const auto said = person_of_customer({{"id", 1}, {"topics", topics}}, crm, {}).profile.topics;
  EXPECT_LE(said.size(), 500U);
  EXPECT_GT(said.size(), 480U);
  EXPECT_TRUE(said.starts_with("Topic number 0;Topic number 1;")) << said;
}

// Positions say company and the like themselves; what was asked in the shop stands in a list of answers.
TEST(ProfileRows, OfPretixAreAnswersByTheirQuestions) {
  const auto pretix = mapped(ConnectorKind::Pretix, {{"sector", "answers.SECTOR"},
                                                     {"club", "answers.12"},
                                                     {"topics", "answers.TOPICS"},
                                                     {"job_title", "answers.JOB"},
                                                     {"organisation", "company"}});
  const auto order =
      parsed(R"({"code":"A","status":"p","positions":[{"id":1,"item":1,"company":"Muster GmbH","answers":[
      {"question":11,"question_identifier":"SECTOR","answer":"Trade","options":[3],"option_identifiers":["X"]},
      {"question":12,"question_identifier":"ABCDE","answer":"Sailing"},
      {"question":13,"question_identifier":"TOPICS","answer":"Water, Wind"},
      {"question":14,"question_identifier":"JOB","answer":"Head"},
      {"question":15,"question_identifier":"OTHER","answer":"Nobody asked for this"}]},{"id":2,"item":1,"answers":[]}]})");
  const auto tickets = tickets_of_pretix_order(order, {}, pretix);
  ASSERT_THAT(tickets, SizeIs(2));
  EXPECT_EQ(tickets[0].profile, (Profile{.sector = "Trade", .club = "Sailing", .topics = "Water, Wind"}));
  EXPECT_EQ(tickets[0].job_title, "Head");
  EXPECT_EQ(tickets[0].company, "Muster GmbH");
  EXPECT_EQ(tickets[1].profile, Profile());
}

TEST(ProfileRows, OfEventbriteAreAnswersByTheNumbersOfTheirQuestions) {
  const auto eventbrite = mapped(ConnectorKind::Eventbrite, {{"topics", "answers.5"}, {"sector", "profile.industry"}});
  const auto ticket = ticket_of_attendee(
      parsed(R"({"id":"9","profile":{"industry":"Trade"},"answers":[{"question_id":"5","answer":"Water"},
             {"question_id":"6","answer":"Wind"}]})"),
      eventbrite);
  EXPECT_EQ(ticket.profile, (Profile{.sector = "Trade", .club = {}, .topics = "Water"}));
}

// A buyer's clubs are not those of whom she ordered for; her organisation's sector is, where no other one is named.
TEST(ProfileRows, OfAnOrderAreItsBuyers) {
  const auto shop = mapped(ConnectorKind::Datahub, {{"item_first_name", "first"},
                                                    {"item_organisation", "company"},
                                                    {"item_topics", "topics"},
                                                    {"sector", "branch"},
                                                    {"club", "customer.clubs"},
                                                    {"topics", "interests"}});
  const auto tickets = tickets_of_order(
      parsed(R"({"ordernumber":"1","orderState":"committed","customerFirstname":"Mara","branch":"Trade",
      "customer":{"id":"4711","clubs":["Sailing","Chess"]},"interests":"Water","items":[
      {"id":"1","orderState":"committed","productNumber":"S","amount":1},
      {"id":"2","orderState":"committed","productNumber":"S","amount":1,"first":"Max","topics":["Wind","Sun"]},
      {"id":"3","orderState":"committed","productNumber":"S","amount":1,"first":"Emmy","company":"Other"}]})"),
      shop, "S");
  ASSERT_THAT(tickets, SizeIs(3));
  EXPECT_EQ(tickets[0].profile, (Profile{.sector = "Trade", .club = "Sailing;Chess", .topics = "Water"}));
  EXPECT_EQ(tickets[1].profile, (Profile{.sector = "Trade", .club = {}, .topics = "Wind;Sun"}));
  EXPECT_EQ(tickets[2].profile, Profile());
  EXPECT_THAT(order_selection(shop), HasSubstr("branch"));
  EXPECT_THAT(order_selection(shop), HasSubstr("customer{... on object_Customer{clubs id}}"));
}

TEST(ProfileRows, OfMembersAreOfAllTheirRows) {
  const auto sewobe =
      mapped(ConnectorKind::Sewobe, {{"club", "ABTEILUNGSNAME"}, {"sector", "MULTIFELD_3"}, {"topics", "THEMEN"}});
  MembersById members;
  add_report_row(parsed(R"({"MITGLIEDSNUMMER":"1","ABTEILUNGSNAME":"Tennis","MULTIFELD_3":"","THEMEN":["A","B"]})"),
                 sewobe, members);
  add_report_row(parsed(R"({"MITGLIEDSNUMMER":"1","ABTEILUNGSNAME":"Chess","MULTIFELD_3":"Trade","THEMEN":["B","C"]})"),
                 sewobe, members);
  add_report_row(parsed(R"({"MITGLIEDSNUMMER":"1","ABTEILUNGSNAME":"Tennis","MULTIFELD_3":"Energy"})"), sewobe,
                 members);
  EXPECT_EQ(members.at("1").profile, (Profile{.sector = "Trade", .club = "Tennis;Chess", .topics = "A;B;C"}));
  const auto easyverein = mapped(ConnectorKind::EasyVerein, {{"club", "memberGroups.name"}});
  EXPECT_EQ(person_of_member(parsed(R"({"id":1,"memberGroups":[{"name":"Tennis"},{"name":"Chess"}]})"), easyverein)
                .profile.club,
            "Tennis;Chess");
}

}  // namespace
}  // namespace einlass::crm
