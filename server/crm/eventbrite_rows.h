// Attendees of Eventbrite as tickets. Pure.
#pragma once

#include "core/rules/crm_rows.h"
#include "core/settings/connector_settings.h"

#include <boost/json/object.hpp>

namespace einlass::crm {

// Its status is to go away, so that cancelled, refunded and the barcode's status count first.
rules::PulledTicket ticket_of_attendee(const boost::json::object& attendee,
                                       const settings::ConnectorSettings& connector);

}  // namespace einlass::crm
