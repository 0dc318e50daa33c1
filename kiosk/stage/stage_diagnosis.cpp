// The diagnosis: figures of the scanners, and codes by their looks. Nothing of it is kept or logged.
#include "core/rules/ticket_code.h"
#include "kiosk/stage/stage.h"
#include "scanner/cameras.h"

#include <utility>

namespace einlass::stage {
namespace {

constexpr base::Milliseconds kMeasured{500};

// The flow shows it at once and counts time anew with each; the same figures are no news.
flow::ScannerFigures figures_of(const std::vector<std::unique_ptr<scan::Scanner>>& scanners) {
  if (scanners.empty()) return {};
  const scan::ScanFigures seen = scanners.front()->take_figures();
  return {.camera = seen.source,
          .width = seen.width,
          .height = seen.height,
          .frames_per_second = seen.frames_per_second,
          .read_per_second = seen.read_per_second,
          .milliseconds_a_read = seen.milliseconds_a_read,
          .resting = seen.resting};
}

flow::CodeKind kind_of_other(rules::NotATicket other) {
  switch (other) {
    case rules::NotATicket::WebLink:
      return flow::CodeKind::WebLink;
    case rules::NotATicket::Contact:
      return flow::CodeKind::Contact;
    case rules::NotATicket::WifiAccess:
      return flow::CodeKind::WifiAccess;
    case rules::NotATicket::PairingCode:
      return flow::CodeKind::PairingCode;
    case rules::NotATicket::Empty:
    case rules::NotATicket::Damaged:
      return flow::CodeKind::Damaged;
  }
  return flow::CodeKind::Damaged;
}

}  // namespace

void Stage::carry_out(const flow::MeasureScanners& /*command*/) {
  ++measured_;
  measure();
}

void Stage::measure() {
  if (!std::holds_alternative<flow::Diagnosis>(state_.screen)) return;
  auto figures = figures_of(devices_.scanners);
  for (const auto& camera : scan::cameras()) figures.cameras.push_back(camera.name);
  handle(flow::ScannersMeasured{std::move(figures)});
  parts_.ui.after(kMeasured, [this, alive = std::weak_ptr<bool>(alive_), counts = measured_] {
    if (!alive.expired() && counts == measured_) measure();
  });
}

void Stage::examine(const ReadText& read) {
  handle(flow::CodeExamined{{.source = read.source,
                             .kind = kind_of(read.text),
                             .length = read.text.size(),
                             .symbol = read.symbol,
                             .by_place_of_keys = typing_.scanner().last_was_by_place()}});
}

flow::CodeKind Stage::kind_of(const std::string& text) const {
  const rules::ScannedText read = rules::read_scanned_text(text);
  if (const auto* other = std::get_if<rules::NotATicket>(&read)) return kind_of_other(*other);
  if (const auto* ticket = std::get_if<rules::SignedCode>(&read)) {
    const bool ours = service_.event() && ticket->ticket.event == service_.event()->event;
    return ours ? flow::CodeKind::OwnTicket : flow::CodeKind::TicketOfOtherEvent;
  }
  const bool badge = std::holds_alternative<rules::BadgeCode>(read);
  return badge ? flow::CodeKind::Badge : flow::CodeKind::PossibleTicket;
}

void Stage::carry_out(const flow::Quit& /*command*/) {
  if (quit_) quit_();
}

}  // namespace einlass::stage
