// The terms in which facts speak: scans, seats, ways in, reasons and verdicts (docs/journal.md, Facts).
#pragma once

#include "core/rules/ids.h"

namespace einlass::rules {

// A scan of one ticket: what prior, undo, override and verdict name. It stands for all entries of that scan.
struct ScanRef {
  ScanId scan;
  TicketId ticket;
  friend auto operator<=>(const ScanRef&, const ScanRef&) = default;
};

enum class How { Scan, Search, List, Host, WalkIn, Paper, Transferred };
enum class SeatSource { Own, Pool, Lease };
enum class ReasonKind { Authorised, PaidElsewhere, SourceWrong, TechnicalFault, HostsGuest, Other };
enum class DeclineReason { Full, NotInvited, Category, Other };
enum class NoteKind { Access, Diet, Arrival, Other };
// Ahead: of somebody who is not in yet; it goes with no admission.
enum class PrintReason { First, Owed, Ahead, Damaged, Lost, NameCorrected, Other };
enum class BadgeFault { PrinterRejected, PrinterFault, NoPrinter, RenderFailed, Cancelled, Other };
enum class VoidReason { Reprinted, Lost, Undone, Transferred, Judged, NotCollected };
enum class Verdict { SamePerson, Stands, Both };
enum class Settlement { Reference, InvoiceFollows };

struct Seat {
  SeatSource source = SeatSource::Own;
  LeaseId lease;  // where source is Lease, else nil and not written
  friend bool operator==(const Seat&, const Seat&) = default;
};

}  // namespace einlass::rules
