// What a decision says of itself.
#include "core/rules/admission.h"

namespace einlass::rules {

std::optional<TicketId> ticket_of(const Admission& admission) {
  if (const auto* refused = std::get_if<AdmissionRefused>(&admission)) return refused->ticket;
  if (const auto* granted = std::get_if<AdmissionGranted>(&admission)) return granted->ticket;
  return std::get<AdmissionAnnounced>(admission).ticket;
}

}  // namespace einlass::rules
