// Identifiers of the domain: each its own type. Text form: 26 characters (core/base/strong_id.h).
#pragma once

#include "core/base/strong_id.h"

namespace einlass::rules {

using EventId = base::StrongId<struct EventTag>;      // random, minted when the event is created
using TicketId = base::StrongId<struct TicketTag>;    // keyed hash of (event, source, external id); walk-ins: random
using GuestId = base::StrongId<struct GuestTag>;      // likewise
using JournalId = base::StrongId<struct JournalTag>;  // names a journal, not a machine (docs/journal.md)
using KioskId = base::StrongId<struct KioskTag>;      // minted at pairing
using LeaseId = base::StrongId<struct LeaseTag>;
using ScanId = base::StrongId<struct ScanTag>;  // one person's visit to one screen, through all its steps
using PrintJobId = base::StrongId<struct PrintJobTag>;
using BadgeSerial = base::StrongId<struct BadgeTag>;  // random; what a badge's code says
using BootId = base::StrongId<struct BootTag>;        // minted at every start of a device

}  // namespace einlass::rules
