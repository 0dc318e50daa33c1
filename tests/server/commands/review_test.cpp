// What the review of an event says of whoever came, and who did not.
#include "tests/server/commands/host_fixture.h"
#include "tests/server/commands/mixed_evening.h"

#include <string>
#include <vector>

#include <fmt/format.h>

namespace einlass::commands {
namespace {

using testing::HasSubstr;
using testing::UnorderedElementsAre;

class Review : public HostFixture {
 protected:
  Review() {
    connectors_ = {target("crm", settings::ConnectorKind::Pimcore)};
    reopen();
    create("club_evening");
    go_to("18:00");
    test::MixedEvening(*desk_, event_, clock_.wall()).hold("evening");
    test::MixedEvening::keep_persons(folder_, clock_.wall());
  }

  static settings::ConnectorSettings target(const std::string& name, settings::ConnectorKind kind) {
    settings::ConnectorSettings made;
    made.name = name;
    made.kind = kind;
    return made;
  }

  static std::string same_text(const json::value& row) {
    std::string same;
    for (const auto& each : row.at("same_as").as_array()) {
      same += fmt::format("; {} {}, {}", each.at("by").as_string().c_str(), each.at("name").as_string().c_str(),
                          each.at("walk_in").as_bool() ? "walk-in" : "listed");
    }
    return same;
  }

  static std::string row_text(const json::value& row) {
    const auto text = [&](const char* name) { return std::string(row.at(name).as_string()); };
    std::string said = text("name") + ": " + text("kind");
    for (const char* flag : {"walk_in", "new_person", "no_member"}) {
      if (row.at(flag).as_bool()) said += fmt::format(" {}", flag);
    }
    for (const char* name : {"membership", "person", "proposal"}) {
      if (!text(name).empty()) said += fmt::format(" {}={}", name, text(name));
    }
    for (const auto& each : row.at("changed").as_array()) {
      said += fmt::format("; {} {}, listed {}", each.at("field").as_string().c_str(),
                          each.at("here").as_string().c_str(), each.at("listed").as_string().c_str());
    }
    return said + same_text(row);
  }
};

TEST_F(Review, TellsEachKindOfGuestApart) {
  const auto diff = ask("crm.diff", {}, std::nullopt);
  ASSERT_FALSE(diff.error) << diff.text;
  EXPECT_EQ(diff.word("target"), "crm") << "there is but one";
  std::vector<std::string> rows;
  for (const auto& row : diff.at("rows").as_array()) rows.push_back(row_text(row));
  const std::string jan =
      "Jan Mueller: attended walk_in new_person proposal=unknown_person; name Jan M";  // the order is of their ids
  std::vector<std::string> twice;
  std::erase_if(rows, [&](const std::string& row) {
    if (row.starts_with(jan)) twice.push_back(row);
    return row.starts_with(jan);
  });
  EXPECT_THAT(rows, UnorderedElementsAre(
                        "Ada Lovelace: attended membership=patron person=1 proposal=write",
                        "Max Born: excused no_member", "Lise Meitner: represented",
                        "Otto Hahn: attended proposal=unknown_person", "Emmy Noether: no_show", "Jan Müller: no_show",
                        "Kurt Gödel: attended proposal=unknown_person; name Kurt Gödel, listed Kurt Goedel",
                        "Hans Bethe: attended walk_in person=4 proposal=write"));
  ASSERT_THAT(twice, testing::SizeIs(2));
  for (const auto& row : twice) {
    EXPECT_THAT(row, HasSubstr("; name Jan Müller, listed"));
    EXPECT_THAT(row, HasSubstr("; name Jan Mueller, walk-in"));
  }
}

TEST_F(Review, AsksOfWhichSystemWhereThereAreSeveral) {
  connectors_.push_back(target("mail", settings::ConnectorKind::CampaignMonitor));
  reopen();
  const auto asked = ask("crm.diff", {}, std::nullopt);
  EXPECT_EQ(asked.error, base::ErrorKind::InvalidInput);
  EXPECT_THAT(asked.text, HasSubstr("name one of them (crm, mail)"));
  go_to("23:30");
  ASSERT_TRUE(desk_->deliveries().begin_write({.event = "evening", .target = "mail", .place = "l1"}));
  EXPECT_EQ(ask("crm.diff", {}, std::nullopt).word("target"), "mail") << "it was written to no other";
}

// As an older pretix, of whose day she is not said to have come any more.
TEST_F(Review, SaysInHerRowWhatATargetDoesNotTakeBack) {
  connectors_.push_back(target("tickets", settings::ConnectorKind::Pretix));
  reopen();
  go_to("23:30");
  auto& store = (*desk_->event(event_))->store;
  {
    auto writing = store.begin().value();
    ASSERT_TRUE(store.outbox().put_target({.name = "tickets", .place = "party"}));
    ASSERT_TRUE(writing.commit());
  }
  const auto emmy = [&]() -> json::object {
    const auto diff = ask("crm.diff", {{"target", "tickets"}}, std::nullopt);
    EXPECT_FALSE(diff.error) << diff.text;
    for (const auto& row : diff.at("rows").as_array()) {
      if (row.at("name") == "Emmy Noether") return row.as_object();
    }
    return {};
  };
  const auto before = emmy();
  ASSERT_EQ(before.at("state"), "");
  auto writing = store.begin().value();
  rules::OutboxRow removal;
  removal.record = "of a day";
  removal.ticket = *rules::TicketId::parse(before.at("ticket").as_string());
  removal.guest = *rules::GuestId::parse(before.at("guest").as_string());
  removal.state = rules::OutboxState::Parked;
  removal.words = "Take it back there by hand.";
  ASSERT_TRUE(store.outbox().put("tickets", removal));
  ASSERT_TRUE(writing.commit());
  const auto after = emmy();
  EXPECT_EQ(after.at("kind"), "no_show");
  EXPECT_EQ(after.at("state"), "parked");
  EXPECT_EQ(after.at("words"), json::value(removal.words));
  ASSERT_TRUE(desk_->guests().import({.event = "evening", .content = "Name,Code,Status\nEmmy Noether,D,cancelled\n"}));
  EXPECT_EQ(emmy().at("kind"), "undone") << "nothing else is said of her";
}

TEST_F(Review, SaysOfASourceThatItTakesNothing) {
  connectors_.push_back(target("tickets", settings::ConnectorKind::Eventbrite));
  reopen();
  go_to("23:30");
  for (const auto* command : {"crm.diff", "crm.write"}) {
    const auto asked = ask(command, {{"target", "tickets"}}, std::nullopt);
    EXPECT_EQ(asked.error, base::ErrorKind::InvalidInput);
    EXPECT_EQ(asked.text, "Nothing can be written to tickets: eventbrite is a source only.");
  }
}

}  // namespace
}  // namespace einlass::commands
