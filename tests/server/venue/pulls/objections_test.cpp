// Who objects to profiling is written nowhere, whether or not it is settled who she is.
#include "tests/server/venue/pulls/pulls_fixture.h"

#include <algorithm>
#include <set>

namespace einlass::venue {
namespace {

using rules::OutboxHold;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ObjectionsTest : public PullsFixture {
 protected:
  ObjectionsTest() {
    auto with = options();
    with.connectors = {test::connector_to("tickets", settings::ConnectorKind::Pretix, tickets_.url()),
                       test::connector_to("crm", settings::ConnectorKind::Pimcore,
                                          people_.url() + "/__customermanagementframework/webservice"),
                       test::connector_to("mail", settings::ConnectorKind::CampaignMonitor, "http://127.0.0.1:9")};
    desk_.reset();
    desk_ = value_of(Desk::open(with));
  }

  static constexpr const char* list =
      "Name,Email,Buyer email,Company,Code,External ID\n"
      "Anna Schmitt,anna@x.org,,,C0,1\n"
      "Bea Berg,BEA@x.org,,,C1,2\n"
      "Cem Colleague,,office@x.org,,C2,3\n"
      "Olga Office,,office@x.org,,C3,4\n"
      "Max Born,max@x.org,,Göttingen,C4,5\n"
      "Lise Meitner,lise@x.org,,,C5,6\n";

  static rules::CrmPerson person(const std::string& id, const std::string& first, const std::string& last,
                                 const std::string& email, bool objects, const std::string& organisation = {}) {
    return {.connector = "crm",
            .id = id,
            .first_name = first,
            .last_name = last,
            .email = email,
            .organisation = organisation,
            .objects_to_profiling = objects};
  }
  static std::vector<rules::CrmPerson> people(bool object = true) {
    return {person("1", "Anna", "Schmidt", "Anna@X.org", object), person("2", "Bea", "Berg", "bea@x.org", object),
            person("4", "Olga", "Office", "office@x.org", object),
            person("5", "Max", "Born", "born@home.org", object, "Göttingen"),
            person("6", "Lise", "Meitner", "lise@x.org", false)};
  }
  void hear(const std::vector<rules::CrmPerson>& persons) {
    auto store = crm_store();
    keep_persons(store, persons);
    value_of(desk().crm().match("summit-2026"));
  }
  // All of them came, and it is over.
  void hold_evening() {
    value_of(desk().guests().import({.event = "summit-2026", .content = list, .source = "tickets", .is_pulled = true}));
    const auto kiosk = pair("Nord 1");
    for (const char* code : {"C0", "C1", "C2", "C3", "C4", "C5"}) {
      EXPECT_EQ(outcome(admit(kiosk, scan(code))), "admitted");
    }
    clock_.advance(std::chrono::hours(12));
  }
  // What becomes of each, by her name; as an organiser writes it.
  std::map<std::string, OutboxHold> write(const std::string& target, const std::string& place) {
    const auto reading = value_of(desk().deliveries().begin_write({"summit-2026", target, place}));
    const auto content = value_of(reading.read());
    value_of(desk().deliveries().finish_write(reading, content, std::nullopt));
    std::map<std::string, OutboxHold> holds;
    for (const auto& wish : content.wishes) {
      holds[content.listed.at(wish.guest.text()).guest.full_name] = wish.wish.hold;
    }
    return holds;
  }
  store::Outbox& outbox() { return value_of(desk().event(event_))->store.outbox(); }
};

TEST_F(ObjectionsTest, HoldWhoeverHasTheAddressOrMayBeHer) {
  hold_evening();
  hear(people());
  using enum OutboxHold;
  EXPECT_EQ(write("tickets", "fair/12"), (std::map<std::string, OutboxHold>{{"Anna Schmitt", Objects},
                                                                            {"Bea Berg", Objects},
                                                                            {"Cem Colleague", None},
                                                                            {"Olga Office", Objects},
                                                                            {"Max Born", Ambiguous},
                                                                            {"Lise Meitner", None}}));
  EXPECT_EQ(write("mail", "l1"), (std::map<std::string, OutboxHold>{{"Anna Schmitt", Objects},
                                                                    {"Bea Berg", Objects},
                                                                    {"Cem Colleague", UnknownPerson},
                                                                    {"Olga Office", Objects},
                                                                    {"Max Born", Ambiguous},
                                                                    {"Lise Meitner", None}}));
  for (int look = 0; look < 2; ++look) value_of(desk().deliveries().begin_delivery(event_, "mail"));
  EXPECT_THAT(value_of(outbox().dirty(10)), IsEmpty()) << "a doubt is not looked at for ever";
}

TEST_F(ObjectionsTest, OfWhoMayBeHerFollowAPersonsWord) {
  hold_evening();
  hear(people());
  const auto lines = value_of(desk().crm().matches("summit-2026"));
  const auto max = std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.guest == "Max Born"; });
  ASSERT_NE(max, lines.end());
  auto said = max->match;
  said.by = store::MatchedBy::Person;
  said.state = store::MatchState::Rejected;
  value_of(desk().crm().decide("summit-2026", said));
  EXPECT_EQ(write("tickets", "fair/12").at("Max Born"), OutboxHold::None);
  said.state = store::MatchState::Confirmed;
  value_of(desk().crm().decide("summit-2026", said));
  EXPECT_EQ(write("tickets", "fair/12").at("Max Born"), OutboxHold::Objects);
}

TEST_F(ObjectionsTest, TakeBackWhatWasWrittenBefore) {
  hold_evening();
  hear(people(false));
  write("tickets", "fair/12");
  const auto done = [&](const DeliveryTask& task) {
    std::vector<crm::Delivered> answers;
    for (const auto& [row, step] : task.steps) {
      answers.push_back({.record = row.record, .step = step, .answer = {.fate = crm::Fate::Done, .remote_id = "9"}});
    }
    value_of(desk().deliveries().finish_delivery(task, answers));
  };
  const auto first = value_of(desk().deliveries().begin_delivery(event_, "tickets"));
  ASSERT_TRUE(first);
  ASSERT_THAT(first->steps, SizeIs(6));
  done(*first);
  hear(people());
  const auto then = value_of(desk().deliveries().begin_delivery(event_, "tickets"));
  ASSERT_TRUE(then);
  std::set<std::string> removed;
  for (const auto& [row, step] : then->steps) {
    EXPECT_EQ(step, crm::Step::Remove);
    removed.insert(row.person);
  }
  EXPECT_EQ(removed, (std::set<std::string>{"1", "2", "4"})) << "but not of whom nobody knows whether she is the one";
}

TEST_F(ObjectionsTest, AreAskedForTwiceBeforeTheCrmWasEverHeard) {
  hold_evening();
  const DeliveryOrder order{"summit-2026", "tickets", "fair/12"};
  auto& deliveries = desk().deliveries();
  const auto unheard = deliveries.begin_write(order);
  ASSERT_FALSE(unheard);
  EXPECT_EQ(unheard.error().kind, base::ErrorKind::Refused);
  EXPECT_THAT(unheard.error().message, HasSubstr("people of crm were never brought in"));
  people_.generate(3);
  people_.change({{"key", "another"}});
  EXPECT_FALSE(pull({.connector = "crm", .event = {}, .full = true}));
  EXPECT_FALSE(deliveries.begin_write(order)) << "a pull that broke off says nothing";
  EXPECT_TRUE(deliveries.begin_write({"summit-2026", "tickets", "fair/12", true}));
  people_.change({{"key", "standin-key"}});
  pull_people();
  EXPECT_TRUE(deliveries.begin_write(order));
}

}  // namespace
}  // namespace einlass::venue
