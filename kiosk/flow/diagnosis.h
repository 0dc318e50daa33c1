// What the scanners of a kiosk do, as the diagnosis shows it. Plain values, never kept or logged.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace einlass::flow {

enum class ScanSource { Camera, HandScanner };

// OwnTicket: signed for this event. PossibleTicket: opaque, so that only the guest list knows.
enum class CodeKind {
  OwnTicket,
  TicketOfOtherEvent,
  Badge,
  PossibleTicket,
  WebLink,
  Contact,
  WifiAccess,
  PairingCode,
  Damaged
};

// What a code looks like, never what it says.
struct CodeShape {
  ScanSource source = ScanSource::Camera;
  CodeKind kind = CodeKind::Damaged;
  std::size_t length = 0;        // characters, without what scanners add
  std::string symbol{};          // "QR code"; empty: a hand scanner does not tell
  bool by_place_of_keys = true;  // a hand scanner's keys, read as those of a US keyboard
  friend bool operator==(const CodeShape&, const CodeShape&) = default;
};

struct ScannerFigures {
  std::string camera;  // its name or file; empty: none
  int width = 0;       // of the picture as it is looked at
  int height = 0;
  double frames_per_second = 0;
  double read_per_second = 0;          // of those, looked at for codes
  double milliseconds_a_read = 0;      // on average
  bool resting = false;                // nothing moves before the camera, so that few are looked at
  std::vector<std::string> cameras{};  // all that are plugged in
  friend bool operator==(const ScannerFigures&, const ScannerFigures&) = default;
};

// The screen. Nobody is admitted meanwhile.
struct Diagnosis {
  ScannerFigures figures{};
  std::optional<CodeShape> code{};  // read last
};

}  // namespace einlass::flow
