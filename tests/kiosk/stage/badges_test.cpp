// A badge from the welcome to its end, as the stage writes it down and tells it.
#include "kiosk/stage/stage.h"
#include "tests/kiosk/stage/printing_stage.h"

#include <filesystem>
#include <system_error>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace einlass::stage {
namespace {

namespace fs = std::filesystem;

class BadgesAtStage : public PrintingStage {
 protected:
  BadgesAtStage() { make_stage({}); }

  // A guest who was let in, up to the moment in which badge_started is to be written.
  void admit_and_await_start() {
    scan("TICKET-1");
    ASSERT_EQ(link_.asked.size(), 1U);
    say(granted(link_.asked[0].scan));
    ASSERT_TRUE(ui_.pump_until([&] { return !link_.written.empty(); }));
  }
  void confirm(const link::WriteRequest& request) {
    say(link::Written{.token = request.token, .row = std::optional<rules::JournalRow>()});
  }
  // Whenever the spooler looks at its printer at rest, the folder is there once more.
  bool take_printer_away() const {
    for (int tries = 0; tries < 1'000; ++tries) {
      std::error_code came_back;
      fs::remove_all(folder_, came_back);
      if (base::write_file(folder_, "in the way")) return true;
    }
    return false;
  }
  flow::BadgeStage badge() const { return stage_->state().visit.badges.at(0).stage; }

  template <typename Fact>
  const Fact* last_fact() const {
    for (auto request = link_.written.rbegin(); request != link_.written.rend(); ++request) {
      if (request->draft && std::holds_alternative<Fact>(request->draft->fact)) {
        return &std::get<Fact>(request->draft->fact);
      }
    }
    return nullptr;
  }
};

// No screen asks yet (docs/kiosk.md): the guest gets her badge rather than a kiosk that waits for ever.
TEST_F(BadgesAtStage, PrintsOnlyAfterBadgeStartedIsOnDisk) {
  open();
  admit_and_await_start();
  const auto start = link_.written[0];
  ASSERT_TRUE(start.draft);
  EXPECT_TRUE(std::holds_alternative<rules::BadgeStarted>(start.draft->fact));
  EXPECT_EQ(start.draft->scan, link_.asked[0].scan);
  ASSERT_TRUE(start.print);
  EXPECT_EQ(start.print->state, store::PrintState::Queued);
  ui_.pump();
  EXPECT_FALSE(paper()) << "nothing may come out before the entry is durable";

  confirm(start);
  ASSERT_TRUE(ui_.pump_until([&] { return badge() == flow::BadgeStage::Printed; }));
  EXPECT_TRUE(paper());
  ASSERT_NE(last_fact<rules::BadgePrinted>(), nullptr);
  EXPECT_EQ(last_fact<rules::BadgePrinted>()->serial, std::get<rules::BadgeStarted>(start.draft->fact).serial);
  EXPECT_EQ(link_.written.back().print->state, store::PrintState::Printed);
}

TEST_F(BadgesAtStage, PrintsNothingIfTheEntryCannotBeWritten) {
  open();
  admit_and_await_start();
  say(link::Written{.token = link_.written[0].token, .row = base::fail(base::ErrorKind::Storage, "The disk is full.")});
  ASSERT_TRUE(ui_.pump_until([&] { return badge() == flow::BadgeStage::Failed; }));
  EXPECT_FALSE(paper());
}

TEST_F(BadgesAtStage, WithoutAPrinterTheBadgeStaysOwed) {
  open(0);
  scan("TICKET-1");
  say(granted(link_.asked.at(0).scan));
  ASSERT_TRUE(ui_.pump_until([&] { return badge() == flow::BadgeStage::Failed; }));
  EXPECT_EQ(last_fact<rules::BadgeStarted>(), nullptr) << "what was never started is owed";
}

TEST_F(BadgesAtStage, AnUnusableTemplateCostsTheBadgeOnly) {
  open();
  scan("TICKET-1");
  auto decided = granted(link_.asked.at(0).scan);
  decided.template_name = "gone";
  say(decided);
  ASSERT_TRUE(ui_.pump_until([&] { return badge() == flow::BadgeStage::Failed; }));
  EXPECT_EQ(display_.shown.name, "Jörg Müller");
}

TEST_F(BadgesAtStage, WhatTheLastRunLeftOpenBecomesUnknown) {
  open();
  link::Assigned again;
  const store::PrintRecord left_open{.id = rules::PrintJobId::random(),
                                     .ticket = rules::TicketId::random(),
                                     .serial = rules::BadgeSerial::random(),
                                     .state = store::PrintState::Sent};
  const auto other_event = rules::EventId::random();
  again.open_prints = {{other_event, left_open}};
  say(again);
  ASSERT_NE(last_fact<rules::BadgeUnknown>(), nullptr);
  EXPECT_EQ(last_fact<rules::BadgeUnknown>()->serial, left_open.serial);
  EXPECT_EQ(link_.written.back().event, other_event) << "in the journal of the event that it was printed for";
  EXPECT_EQ(link_.written.back().print->state, store::PrintState::Unknown);
}

TEST_F(BadgesAtStage, SaysInAdvanceThatBadgesDoNotPrint) {
  open();
  admit_and_await_start();
  ASSERT_TRUE(take_printer_away());
  confirm(link_.written[0]);
  ASSERT_TRUE(ui_.pump_until([&] { return badge() == flow::BadgeStage::Failed; }));
  EXPECT_TRUE(ui_.pump_until([&] { return stage_->state().devices.printer == flow::PrinterState::Unavailable; }));
}

// The disk is slow: meanwhile the printer goes, and the badge is given up.
TEST_F(BadgesAtStage, ClosesABadgeThatWasGivenUpWhileItsStartWasStillBeingWritten) {
  open();
  admit_and_await_start();
  ASSERT_TRUE(take_printer_away());
  ASSERT_TRUE(ui_.pump_until([&] { return stage_->state().devices.printer == flow::PrinterState::Unavailable; }));
  ui_.pump_until([waits = 0]() mutable { return ++waits > 400; });  // longer than the spooler has patience
  EXPECT_EQ(link_.written.size(), 1U);
  confirm(link_.written[0]);
  ASSERT_EQ(link_.written.size(), 2U) << "or it would be neither owed nor in doubt";
  EXPECT_TRUE(std::holds_alternative<rules::BadgeFailed>(link_.written[1].draft->fact));
  EXPECT_EQ(badge(), flow::BadgeStage::Failed);
}

// The disk is slow: meanwhile its printer goes, and another one is to have the badge.
TEST_F(BadgesAtStage, StartsABadgeOnceThatMovedWhileItsStartWasStillBeingWritten) {
  open(2);
  admit_and_await_start();
  ASSERT_TRUE(take_printer_away());
  ASSERT_TRUE(ui_.pump_until([&] { return link_.written.size() == 2; }));
  EXPECT_FALSE(link_.written[1].draft) << "started twice";
  EXPECT_EQ(link_.written[1].print->printer, "second");
  confirm(link_.written[0]);
  ui_.pump_until([waits = 0]() mutable { return ++waits > 20; });
  EXPECT_FALSE(has_files(second_folder_)) << "the disk does not know of this printer yet";
  confirm(link_.written[1]);
  ASSERT_TRUE(ui_.pump_until([&] { return badge() == flow::BadgeStage::Printed; }));
  EXPECT_TRUE(has_files(second_folder_));
}

TEST_F(BadgesAtStage, RemembersABadgeThatWasInDoubtBeforeItsRestart) {
  open();
  link::Assigned again;
  again.event = rules::EventId::random();
  again.open_prints = {{again.event,
                        {.id = rules::PrintJobId::random(),
                         .ticket = rules::TicketId::random(),
                         .serial = rules::BadgeSerial::random(),
                         .printer = "left",
                         .state = store::PrintState::Unknown}}};
  say(again);
  ASSERT_EQ(stage_->state().status.doubtful.size(), 1U);
  EXPECT_EQ(stage_->state().status.doubtful.front().printer, "left");
  EXPECT_TRUE(link_.written.empty()) << "it is written down already";
  link::Assigned other;
  other.event = rules::EventId::random();
  say(other);
  EXPECT_TRUE(stage_->state().status.doubtful.empty()) << "its guest is not of this event";
}

TEST_F(BadgesAtStage, KnowsOfPrintersBeforeAnybodyPrints) {
  open();
  const auto post = stage_->post_conditions();
  const std::pair<std::vector<spool::PrinterCondition>, flow::PrinterState> table[] = {
      {{{"left", "media-empty"}, {"right", ""}}, flow::PrinterState::Impaired},
      {{{"left", "media-empty"}, {"right", "service-off-line"}}, flow::PrinterState::Unavailable},
      {{{"left", ""}, {"right", ""}}, flow::PrinterState::Ready}};
  for (const auto& [conditions, state] : table) {
    const auto is_known = [&] {
      post(conditions);  // until the spooler's own first look at its printers has come
      return stage_->state().devices.printer == state;
    };
    EXPECT_TRUE(ui_.pump_until(is_known));
    for (const auto& notice : display_.shown.notices) EXPECT_FALSE(notice.attention) << "no alarm to guests";
  }
}

}  // namespace
}  // namespace einlass::stage
