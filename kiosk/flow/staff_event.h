// What somebody of the team presses. One alternative of Event holds them all.
#pragma once

#include "core/rules/ids.h"
#include "kiosk/flow/staff_state.h"

#include <cstddef>
#include <variant>

namespace einlass::flow {

struct SignInWanted {};  // the way in, on the idle screens
struct SignedOut {};
struct PlaceOpened {
  StaffPlace place = StaffPlace::Search;
};
// Of a list: her sheet; of several tickets of one code: hers it is.
struct GuestOpened {
  rules::TicketId ticket;
};
struct ActionChosen {
  StaffAction action = StaffAction::Admit;
};
// One of the answers to the question that is open, by its place.
struct AnswerChosen {
  std::size_t index = 0;
};
struct NoneOfThese {};  // a walk-in who is not on the list
struct CallTaken {
  rules::ScanId scan;
};
struct WaitingAdmitted {
  rules::ScanId scan;
};
struct WaitingDeclined {
  rules::ScanId scan;
};
struct ConflictOpened {
  std::size_t index = 0;
};
struct OneMoreCounted {};
struct OneLessCounted {};  // the last one was too many
// Of the events that this kiosk may go to.
struct DestinationOpened {
  std::size_t index = 0;
};
// New labels are in this printer of DoorStatus.
struct LabelsPressed {
  std::size_t printer = 0;
};

using StaffPress = std::variant<SignInWanted, SignedOut, PlaceOpened, GuestOpened, ActionChosen, AnswerChosen,
                                NoneOfThese, CallTaken, WaitingAdmitted, WaitingDeclined, ConflictOpened,
                                OneMoreCounted, OneLessCounted, DestinationOpened, LabelsPressed>;

struct StaffPressed {
  StaffPress what;
};

}  // namespace einlass::flow
