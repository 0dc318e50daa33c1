// The diagnosis in words: figures, and codes by their looks.
#include "kiosk/flow/model_maker.h"

#include <cmath>
#include <utility>

namespace einlass::flow {

namespace {

std::string rounded(double value) {
  return std::to_string(std::lround(value));
}

}  // namespace

void ModelMaker::screen(const Diagnosis& shown) {
  put({Tone::Calm, Icon::None, say("What this kiosk sees"),
       say("Hold codes up to the camera or the hand scanner. Nobody is checked in here, and nothing is kept.")});
  model_.layout = Layout::Diagnosis;
  model_.live_picture = shows_picture();
  camera_lines(shown.figures);
  code_lines(shown.code);
  done_button();
}

void ModelMaker::line(std::string label, std::string text, bool attention) {
  model_.lines.push_back(
      {.label = std::move(label), .text = std::move(text), .attention = attention, .personal = false});
}

void ModelMaker::camera_lines(const ScannerFigures& figures) {
  const CameraState camera = state_.devices.camera;
  if (camera == CameraState::None) return line(say("Camera"), say("none is set up"));
  line(say("Camera"), camera == CameraState::Broken ? say("delivers no picture") : figures.camera,
       camera == CameraState::Broken);
  for (const std::string& other : figures.cameras) {
    if (other != figures.camera) line(say("Also plugged in"), other);
  }
  if (figures.width == 0) return;
  line(say("Picture"), say("{width} × {height}, {count} a second", {{"width", std::to_string(figures.width)},
                                                                    {"height", std::to_string(figures.height)},
                                                                    {"count", rounded(figures.frames_per_second)}}));
  line(say("Searched for codes"),
       say("{count} a second, {time} ms each",
           {{"count", rounded(figures.read_per_second)}, {"time", rounded(figures.milliseconds_a_read)}}));
  line(say("Before the camera"), figures.resting ? say("nothing moves") : say("something moves"));
  // Twice a second: these three.
  for (std::size_t i = model_.lines.size() - 3; i < model_.lines.size(); ++i) model_.lines[i].live = true;
}

void ModelMaker::code_lines(const std::optional<CodeShape>& code) {
  if (!code) return line(say("Last code"), say("none yet"));
  const bool by_hand = code->source == ScanSource::HandScanner;
  const bool good =
      code->kind == CodeKind::OwnTicket || code->kind == CodeKind::Badge || code->kind == CodeKind::PossibleTicket;
  line(say("Last code"), code_kind(code->kind), !good);
  line(say("Length"), say("{count} characters", {{"count", std::to_string(code->length)}}));
  if (!code->symbol.empty()) line(say("Printed as"), code->symbol);
  line(say("Read by"), !by_hand                 ? say("camera")
                       : code->by_place_of_keys ? say("hand scanner, as a US keyboard")
                                                : say("hand scanner, in this machine's layout"));
}

std::string ModelMaker::code_kind(CodeKind kind) const {
  switch (kind) {
    case CodeKind::OwnTicket:
      return say("a ticket of this event");
    case CodeKind::TicketOfOtherEvent:
      return say("a ticket of another event");
    case CodeKind::Badge:
      return say("a badge");
    case CodeKind::PossibleTicket:
      return say("possibly a ticket: the guest list knows");
    case CodeKind::WebLink:
      return say("a web link, no ticket");
    case CodeKind::Contact:
      return say("contact details, no ticket");
    case CodeKind::WifiAccess:
      return say("a Wi-Fi code, no ticket");
    case CodeKind::PairingCode:
      return say("a pairing code");
    case CodeKind::Damaged:
      return say("a damaged code");
  }
  return {};
}

}  // namespace einlass::flow
