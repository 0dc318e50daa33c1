// A stage with everything that surrounds it, and the answer of a door that lets a guest in.
#pragma once

#include "kiosk/stage/stage.h"
#include "tests/kiosk/stage/stand_ins.h"

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace einlass::stage {

class StageFixture : public testing::Test {
 protected:
  using Printers = std::vector<std::unique_ptr<spool::Printer>>;

  static constexpr spool::SpoolerTiming hasty{.watch = std::chrono::milliseconds(100),
                                              .glance = std::chrono::milliseconds(20),
                                              .useless_patience = std::chrono::milliseconds(200)};

  void make_stage(const StageOptions& options) {
    fonts_ = badge::FontSet::open(std::filesystem::path(EINLASS_BINARY_DIR) / "share/einlass" / "fonts").value();
    stage_ = std::make_unique<Stage>(StageParts{.display = display_,
                                                .speaker = speaker_,
                                                .ui = ui_,
                                                .texts = texts_,
                                                .clock = clock_,
                                                .fonts = fonts_,
                                                .sounds = &sounds_},
                                     options);
  }
  void open_devices(Printers printers) {
    const bool has_printer = !printers.empty();
    stage_->open(
        {.link = std::make_unique<RememberingLink>(link_),
         .spooler = std::make_unique<spool::Spooler>(spool::Spooler::Setup{.printers = std::move(printers),
                                                                           .post = stage_->post_progress(),
                                                                           .post_conditions = stage_->post_conditions(),
                                                                           .stock_file = {},
                                                                           .timing = hasty}),
         .has_printer = has_printer,
         .scanners = {}});
  }

  void say(link::LinkEvent event) {
    stage_->post_link()(std::move(event));
    ui_.pump();
  }
  void scan(const std::string& text) {
    stage_->post_code()({.text = text});
    ui_.pump();
  }
  // Jörg Müller, with one badge.
  static link::AdmissionDecided granted(const rules::ScanStep& scan) {
    link::AdmissionDecided decided;
    decided.scan = scan;
    rules::AdmissionGranted admission;
    admission.ticket = rules::TicketId::random();
    admission.owed_badges = {1};
    decided.admission = admission;
    wire::TicketView view;
    view.ticket.id = admission.ticket;
    view.guest = rules::Guest{};
    view.guest->id = rules::GuestId::random();
    view.guest->full_name = "Jörg Müller";
    decided.tickets = {view};
    decided.template_name = "card";
    return decided;
  }

  RememberingDisplay display_;
  RememberingSpeaker speaker_;
  RememberingSounds sounds_;
  PumpedLoop ui_;
  PlainTexts texts_;
  base::ManualClock clock_{base::Instant::from_unix_ms(1'795'000'000'000)};
  std::shared_ptr<const badge::FontSet> fonts_;
  RememberingLink::Memory link_;
  std::unique_ptr<Stage> stage_;
};

}  // namespace einlass::stage
