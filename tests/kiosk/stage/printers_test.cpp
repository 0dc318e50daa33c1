// What the stage makes of what printers say, for the team.
#include "kiosk/stage/printer_trouble.h"
#include "printing/spool/reasons.h"
#include "tests/kiosk/stage/printing_stage.h"

namespace einlass::stage {
namespace {

using flow::PrinterTrouble;

TEST(PrinterTroubleOf, NamesWhatKeepsAPrinterFromPrinting) {
  const std::pair<std::string_view, PrinterTrouble> table[] = {{"", PrinterTrouble::None},
                                                               {"media-empty", PrinterTrouble::Media},
                                                               {"media-needed", PrinterTrouble::WrongMedia},
                                                               {"media-jam", PrinterTrouble::Jam},
                                                               {"cover-open", PrinterTrouble::Cover},
                                                               {"marker-supply-empty", PrinterTrouble::Ribbon},
                                                               {"output-area-full", PrinterTrouble::Full},
                                                               {"paused", PrinterTrouble::Paused},
                                                               {spool::reason_off, PrinterTrouble::Off},
                                                               {"connecting-to-device", PrinterTrouble::Off},
                                                               {spool::reason_stuck, PrinterTrouble::Stuck},
                                                               {spool::reason_queue, PrinterTrouble::Settings},
                                                               {"not-accepting-jobs", PrinterTrouble::Settings},
                                                               {spool::reason_gave_up, PrinterTrouble::GaveUp},
                                                               {"spool-area-full", PrinterTrouble::Other}};
  for (const auto& [keyword, trouble] : table) EXPECT_EQ(trouble_of(keyword), trouble) << keyword;
}

class PrintersOfAStage : public PrintingStage {};

TEST_F(PrintersOfAStage, AreToldWithThePlaceWhereTheyStand) {
  make_stage({});
  Printers printers;
  printers.push_back(spool::open_printer({.name = "folder",
                                          .kind = spool::PrinterKind::File,
                                          .folder = folder_,
                                          .media = spool::MediaSize::from_mm(86, 54),
                                          .location = "left of the entrance"})
                         .value());
  open_devices(std::move(printers));
  ASSERT_TRUE(ui_.pump_until([this] { return !stage_->state().status.printers.empty(); }));
  EXPECT_EQ(stage_->state().status.printers.front().name, "folder");
  EXPECT_EQ(stage_->state().status.printers.front().place, "left of the entrance");
}

TEST_F(PrintersOfAStage, LeaveABadgeInDoubtOnlyUntilSomebodySomewhereHasLooked) {
  make_stage({});
  open();
  const auto serials = {rules::BadgeSerial::random(), rules::BadgeSerial::random()};
  link::Assigned again;
  again.event = rules::EventId::random();
  for (const auto& serial : serials) {
    again.open_prints.push_back({again.event,
                                 {.id = rules::PrintJobId::random(),
                                  .ticket = rules::TicketId::random(),
                                  .serial = serial,
                                  .printer = "left",
                                  .state = store::PrintState::Unknown}});
  }
  say(again);
  ASSERT_EQ(stage_->state().status.doubtful.size(), 2U);
  const auto other = stage_->state().status.doubtful.back();
  say(link::BadgeLookedFor{*serials.begin()});
  EXPECT_EQ(stage_->state().status.doubtful, std::vector{other});
  say(link::BadgeLookedFor{rules::BadgeSerial::random()});
  EXPECT_EQ(stage_->state().status.doubtful.size(), 1U);
}

}  // namespace
}  // namespace einlass::stage
