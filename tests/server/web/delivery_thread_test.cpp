// Two systems that take attendance at the same time, over the server's own threads.
#include "server/web/delivery_thread.h"

#include "core/base/file.h"
#include "db/crm_store.h"
#include "server/venue/state_files.h"
#include "tests/server/web/venue_fixture.h"
#include "tests/support/standins/stand_in.h"

#include <functional>
#include <optional>
#include <thread>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::web {
namespace {

namespace json = boost::json;
using rules::OutboxState;

constexpr int guests = 60;  // three batches of a system that takes one at a time, and as many of its segments

// "crm" takes a tenth of a second for each guest. Targets have their turn by name.
class DeliveryThreadTest : public VenueTest {
 protected:
  DeliveryThreadTest() : crm_("cmf"), mail_("campaign_monitor") {
    put_key("standin-key");
    json::array customers, subscribers;
    for (int guest = 0; guest < guests; ++guest) {
      customers.push_back(json::object{{"id", 1000 + guest}, {"lastname", "Number"}});
      for (const char* list : {"l1", "l2"}) {
        subscribers.push_back(json::object{{"list", list}, {"EmailAddress", fmt::format("guest{}@x.org", guest)}});
      }
    }
    crm_.load({{"customers", customers}});
    mail_.load(
        {{"lists", json::array{json::object{{"id", "l2"}, {"title", "Another"}}}}, {"subscribers", subscribers}});
    crm_.fault({{"kind", "late"}, {"path", "/activities"}, {"methods", json::array{"POST"}}, {"seconds", 0.1}});
  }
  ~DeliveryThreadTest() override {
    if (thread_) thread_->stop();
    desk_thread_.stop();
  }

  void put_key(const std::string& key) {
    EXPECT_TRUE(base::write_file(folder.path() / "key", key + "\n", base::FileMode::Private));
  }

  // `mail`: how the connector is called.
  void hold_evening(const std::string& mail) {
    connectors = {
        connector("crm", settings::ConnectorKind::Pimcore, crm_.url() + "/__customermanagementframework/webservice"),
        connector(mail, settings::ConnectorKind::CampaignMonitor, mail_.url() + "/api/v3.3")};
    open_desk();
    create_another("evening");
    std::string list = "Name,Email,Code\n";
    for (int guest = 0; guest < guests; ++guest) {
      list += fmt::format("Guest Number{0},guest{0}@x.org,CODE-{0:04}\n", guest);
    }
    ASSERT_TRUE(desk->guests().import({.event = "evening", .content = list}));
    keep_customers();
    ASSERT_TRUE(desk->crm().match("evening"));
    admit_all();
    clock.advance(std::chrono::hours(12));
    desk_thread_.start({});
    thread_.emplace(*desk, desk_thread_);
  }
  // As a pull brings them.
  void keep_customers() {
    store::PulledPage page{.next = "W", .last = true};
    for (int guest = 0; guest < guests; ++guest) {
      page.persons.push_back({.connector = "crm",
                              .id = std::to_string(1000 + guest),
                              .first_name = "Guest",
                              .last_name = fmt::format("Number{}", guest),
                              .email = fmt::format("guest{}@x.org", guest)});
    }
    auto store = store::CrmStore::open(folder.path() / "state" / venue::crm_file).value();
    const store::PullKey key{.connector = "crm", .remote = ""};
    ASSERT_TRUE(store.begin_pull(key, true, clock.wall()));
    ASSERT_TRUE(store.keep_page(key, page));
    ASSERT_TRUE(store.finish_pull(key, clock.wall()));
  }
  settings::ConnectorSettings connector(const std::string& name, settings::ConnectorKind kind, const std::string& url) {
    settings::ConnectorSettings made;
    made.name = name;
    made.kind = kind;
    made.url = url;
    made.key_file = folder.path() / "key";
    made.requests_per_minute = 1'000'000;
    return made;
  }
  void admit_all() {
    std::vector<rules::JournalRow> rows;
    ASSERT_TRUE(desk->event(event_id).value()->store.guests().each([&](const rules::GuestRow& listed) {
      auto& entry = rows.emplace_back().entry;
      entry.id = {rules::JournalId::random(), event_id, 1};
      entry.ticket = listed.ticket.id;
      entry.guest = listed.guest.id;
      entry.scan = rules::ScanStep{rules::ScanId::random(), 0};
      entry.place = {.name = "West"};
      entry.time.venue = evening();
      entry.alone = true;
      entry.fact =
          rules::Admitted{.persons = 1, .places = 1, .category = "guest", .day = base::VenueDay::parse("2026-11-23")};
    }));
    ASSERT_TRUE(desk->door().begin());
    ASSERT_TRUE(desk->door().merge(rows));
    ASSERT_TRUE(desk->door().commit());
  }

  // Orders of an organiser.
  void write(const std::string& target, const std::string& place = {}) {
    const auto written = desk_thread_.ask([&]() -> base::Result<void> {
      auto& deliveries = desk->deliveries();
      const auto reading =
          deliveries.begin_write({.event = "evening", .target = target, .place = place, .is_confirmed = true});
      if (!reading) return base::failed(reading);
      const auto content = reading->read();
      if (!content) return base::failed(content);
      return deliveries.finish_write(*reading, *content, std::nullopt);
    });
    ASSERT_TRUE(written) << written.error().message;
    thread_->wake();
  }
  void undo(const std::string& target) {
    const auto undone =
        desk_thread_.ask([&] { return desk->deliveries().undo({.event = "evening", .target = target}); });
    ASSERT_TRUE(undone) << undone.error().message;
    thread_->wake();
  }

  venue::DeliveryStatus status(const std::string& target) {
    for (auto& each : desk_thread_.ask([&] { return desk->deliveries().status("evening").value(); })) {
      if (each.target.name == target) return each;
    }
    return {};
  }
  // All of it is there, or gone again.
  bool is_at_rest(const std::string& target) {
    auto counts = status(target).counts;
    return counts[OutboxState::Due] + counts[OutboxState::Sent] == 0 && status(target).target.stopped.empty();
  }
  bool is_under_way(const std::string& target) { return status(target).counts[OutboxState::Due] > 0; }
  void wait_for(const std::function<bool()>& holds) {
    for (int look = 0; look < 1500 && !holds(); ++look) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ASSERT_TRUE(holds());
  }
  // Subscribers who are told of there.
  int told(const std::string& list) {
    int told = 0;
    for (const auto& each : mail_.rows("subscribers")) {
      told += each.at("list").as_string() == list && !each.at("CustomFields").as_array().empty() ? 1 : 0;
    }
    return told;
  }

  test::StandIn crm_;
  test::StandIn mail_;
  DeskThread desk_thread_{clock};
  std::optional<DeliveryThread> thread_;
};

TEST_F(DeliveryThreadTest, ASlowSystemHoldsUpNoOther) {
  hold_evening("mail");
  write("crm");
  write("mail", "l1");
  thread_->start();
  wait_for([&] { return is_at_rest("mail"); });
  EXPECT_TRUE(is_under_way("crm"));
  EXPECT_EQ(told("l1"), guests);
}

TEST_F(DeliveryThreadTest, AnotherListIsWrittenWhileAnotherSystemGoesOn) {
  hold_evening("club-mail");
  write("crm");
  write("club-mail", "l1");
  thread_->start();
  wait_for([&] { return is_at_rest("club-mail"); });
  EXPECT_EQ(told("l1"), guests);
  undo("club-mail");
  wait_for([&] { return is_at_rest("club-mail"); });
  EXPECT_EQ(told("l1"), 0);
  write("club-mail", "l2");
  wait_for([&] { return is_at_rest("club-mail"); });
  ASSERT_TRUE(is_under_way("crm")) << "else this says nothing";
  EXPECT_EQ(told("l1"), 0);
  EXPECT_EQ(told("l2"), guests);
}

TEST_F(DeliveryThreadTest, ANewKeyCountsWhileAnotherSystemGoesOn) {
  hold_evening("club-mail");
  mail_.change({{"key", "another"}});
  write("crm");
  write("club-mail", "l1");
  thread_->start();
  wait_for([&] { return !status("club-mail").target.stopped.empty(); });
  put_key("another");
  ASSERT_TRUE(desk_thread_.ask([&] { return desk->deliveries().start("club-mail"); }));
  thread_->wake();
  wait_for([&] { return is_at_rest("club-mail") || !status("club-mail").target.stopped.empty(); });
  ASSERT_TRUE(is_under_way("crm")) << "else this says nothing";
  EXPECT_EQ(told("l1"), guests);
}

}  // namespace
}  // namespace einlass::web
