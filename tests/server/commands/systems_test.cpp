// What of the systems around the server a person has to see to stands where she looks.
#include "core/base/crypto.h"
#include "db/crm_store.h"
#include "server/venue/state_files.h"
#include "tests/server/commands/host_fixture.h"

#include <fmt/format.h>

namespace einlass::commands {
namespace {

class Systems : public HostFixture {
 protected:
  Systems() {
    settings::ConnectorSettings mail, crm;
    mail.name = "mail";
    mail.kind = settings::ConnectorKind::CampaignMonitor;
    crm.name = "crm";
    crm.kind = settings::ConnectorKind::Pimcore;
    connectors_ = {mail, crm};
    reopen();
    create("club_evening");
  }
  std::string told(const std::string& command) {
    const bool is_of_all = command == "status";
    CommandContext context{.desk = *desk_, .reach = reach_, .caller = std::nullopt};
    const auto arguments = is_of_all ? "{}" : R"({"event":"evening"})";
    const auto answer = json::parse(run(context, {.name = command, .arguments = arguments}).value());
    return json::serialize((is_of_all ? answer.at("events").at(0) : answer).at("systems"));
  }
  // This is what becomes of each row.
  void deliver(const crm::Answer& answer) {
    const auto task = desk_->deliveries().begin_delivery(event_, "mail").value();
    ASSERT_TRUE(task);
    std::vector<crm::Delivered> answers;
    for (const auto& step : task->steps) {
      answers.push_back({.record = step.row.record, .step = step.step, .answer = answer});
    }
    ASSERT_TRUE(desk_->deliveries().finish_delivery(*task, answers));
  }
  void write() {
    const auto reading =
        desk_->deliveries().begin_write({.event = "evening", .target = "mail", .place = "l1", .is_confirmed = true});
    ASSERT_TRUE(reading) << reading.error().message;
    ASSERT_TRUE(desk_->deliveries().finish_write(*reading, reading->read().value(), std::nullopt));
  }
};

TEST_F(Systems, TellWhatStoppedWasRefusedOrFails) {
  add("Ada", "anna", {{"email", "ada@x.org"}});
  add("Bea", "anna", {{"email", "bea@x.org"}});
  const std::string all_is_well = R"({"stopped":[],"unreached":[],"refused":0,"failing":[],"warnings":[]})";
  EXPECT_EQ(told("status"), all_is_well);
  go_to("23:30");
  write();
  deliver({.fate = crm::Fate::Refused, .words = "no"});
  EXPECT_EQ(told("status"), R"({"stopped":[],"unreached":[],"refused":2,"failing":[],"warnings":[]})");
  write();
  deliver({.fate = crm::Fate::Stopped, .words = "HTTP 401"});
  EXPECT_EQ(told("event.status"), R"({"stopped":["mail"],"unreached":[],"refused":0,"failing":[],"warnings":[]})");
  ASSERT_TRUE(desk_->deliveries().start("mail"));
  deliver({.fate = crm::Fate::Busy, .words = "HTTP 503"});
  EXPECT_EQ(told("event.status"), all_is_well) << "it may be over in a moment";
  const auto since_when = clock_.wall();
  go_to("23:41");
  EXPECT_EQ(
      told("status"),
      fmt::format(
          R"({{"stopped":[],"unreached":[{{"target":"mail","since":{}}}],"refused":0,"failing":[],"warnings":[]}})",
          since_when.unix_ms()));
  deliver({.fate = crm::Fate::Done});
  EXPECT_EQ(told("event.status"), all_is_well);

  auto store = store::CrmStore::open(folder_ / venue::crm_file).value();
  const store::PullKey persons{.connector = "crm", .remote = ""};
  ASSERT_TRUE(store.begin_pull(persons, true, clock_.wall()));
  ASSERT_TRUE(store.note_trouble(persons, "The connector \"crm\" does not answer.", clock_.wall()));
  EXPECT_EQ(told("status"),
            R"({"stopped":[],"unreached":[],"refused":0,"failing":[{"connector":"crm","since":null}],"warnings":[]})");
  const auto since = clock_.wall();
  ASSERT_TRUE(store.begin_pull(persons, true, since));
  ASSERT_TRUE(store.keep_page(persons, {.next = "W", .last = true}));
  ASSERT_TRUE(store.finish_pull(persons, since));
  EXPECT_EQ(told("event.status"), all_is_well);
  ASSERT_TRUE(store.note_warning(persons, "Its token ends."));
  EXPECT_EQ(
      told("status"),
      R"({"stopped":[],"unreached":[],"refused":0,"failing":[],"warnings":[{"connector":"crm","words":"Its token ends."}]})");
  ASSERT_TRUE(store.begin_pull(persons, true, clock_.wall()));
  ASSERT_TRUE(store.note_trouble(persons, "The connector \"crm\" does not answer.", clock_.wall()));
  EXPECT_EQ(json::parse(told("event.status")).at("failing").at(0).at("since").as_int64(), since.unix_ms());
  EXPECT_EQ(json::parse(told("event.status")).at("warnings").as_array().size(), 0U) << "it is past warning";
}

}  // namespace
}  // namespace einlass::commands
