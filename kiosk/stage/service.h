// What the link says about event, server and guests, in the flow's words. Pure.
#pragma once

#include "kiosk/flow/event.h"
#include "kiosk/flow/flow_config.h"
#include "kiosk/link/link.h"
#include "printing/badge/badge_content.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::stage {

class Service {
 public:
  // The kiosk's own language is in `config` already. Copies event and policy into what the flow must know.
  void assign(const link::Assigned& assigned, flow::FlowConfig& config);
  const std::optional<link::Assigned>& event() const { return assigned_; }

  // The decision as the screen needs it, with a fresh print job per owed badge.
  flow::AdmissionAnswered answer(const link::AdmissionDecided& decided, base::Instant now) const;

  // The fields of this ticket's badge for one of its persons.
  badge::BadgeContent badge_content(const wire::TicketView& view, int place_number) const;

 private:
  std::vector<flow::AskedQuestion> questions_of(const rules::Admission& admission) const;
  std::vector<flow::AskedQuestion> open_consents(const wire::TicketView& view) const;

  std::string language_;  // of the kiosk: for guests whose own is not known
  std::optional<link::Assigned> assigned_;
};

// Nothing: the kiosk goes on alone, as it would without a server.
std::optional<flow::OutOfServiceReason> reason_of(const link::TurnedAway& turned_away);

// What the screen says about a pairing that failed (kiosk/link/pairing.h).
flow::PairingState trouble_of(const base::Error& why);

// The ticket an admission is about; nothing if it names none that the link described.
const wire::TicketView* view_of(const link::AdmissionDecided& decided, rules::TicketId ticket);

}  // namespace einlass::stage
