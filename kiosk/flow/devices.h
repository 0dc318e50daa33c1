// What this kiosk has and how it is, and why it may be out of service. Plain values.
#pragma once

namespace einlass::flow {

// Why nobody can check in here at all.
enum class OutOfServiceReason {
  Starting,
  NotPaired,  // and takes a pairing code
  Revoked,
  WrongServer,    // the server's certificate is not the one this kiosk was paired with
  NoEvent,        // paired, but no event is open here
  StorageFailed,  // the disk takes no more entries
  TimeInDoubt,    // nobody vouches for the clock, which cannot be right
};

// How a kiosk that is not paired comes to its server: a pairing code held up to it. Everything after UnderWay is why
// the last code did not do; another one may follow at once.
enum class PairingState {
  Awaited,
  UnderWay,
  Unreadable,
  CodeSpent,    // unknown, used or too old: the server does not tell these apart
  WrongServer,  // whoever answers has another key than the code says
  Unreachable,
  Busy,          // no answer in time, or too many attempts
  OtherVersion,  // of code or server
  NotSaved,      // the disk takes nothing
};

// What guests can hear with that others cannot. In: plugged in by a guest, who thereby asks for speech. Handset: always
// there, so that it asks for nothing.
enum class Headphones { None, In, Handset };

enum class CameraState { None, Starting, Working, Broken };
// Impaired: one of several cannot print.
enum class PrinterState { None, Ready, Impaired, Unavailable };

struct Devices {
  CameraState camera = CameraState::Starting;
  PrinterState printer = PrinterState::None;
  bool connected = false;      // to the venue server
  bool other_version = false;  // of the server: it turned this kiosk away
  bool time_is_sure = true;    // the server was met since this device started
  Headphones headphones = Headphones::None;
  friend bool operator==(const Devices&, const Devices&) = default;
};

// What would help a ticket that the camera sees but cannot read; sides as the person before the camera sees them.
enum class AimHint { None, Closer, FurtherAway, Left, Right, Up, Down, Brighter, Darker, WholeCode, HoldStill };

}  // namespace einlass::flow
