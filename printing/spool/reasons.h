// Why a badge waits, failed or is unknown: IPP's own keywords where there is one (RFC 8011 §5.3.8 job-state-reasons,
// §5.4.12 printer-state-reasons), else a keyword of ours, which begins with "einlass-". All are listed in
// docs/printing.md. Constants and pure functions.
#pragma once

#include "core/base/error.h"

#include <string>
#include <string_view>
#include <vector>

namespace einlass::spool {

// Failed: nothing came out.
inline constexpr std::string_view reason_off = "service-off-line";            // does not answer: off or no network
inline constexpr std::string_view reason_cancelled = "job-canceled-by-user";  // by us
inline constexpr std::string_view reason_no_printer = "einlass-no-printer";   // none is loaded with this media
inline constexpr std::string_view reason_unequipped = "einlass-no-printer-configured";  // the settings name none
inline constexpr std::string_view reason_stuck = "einlass-printer-stuck";  // an earlier badge waits there for a hand
inline constexpr std::string_view reason_stalled =
    "einlass-printer-stalled";  // worked on it for a minute or more, said nothing
inline constexpr std::string_view reason_busy = "einlass-printer-busy";     // others' jobs took too long
inline constexpr std::string_view reason_queue = "einlass-queue-unusable";  // missing, or raw: no driver
inline constexpr std::string_view reason_wrong_media = "einlass-media-not-supported";
inline constexpr std::string_view reason_refused = "einlass-job-refused";     // any other answer
inline constexpr std::string_view reason_gave_up = "einlass-badge-given-up";  // of a printer, a while after it did so
inline constexpr std::string_view reason_storage = "einlass-folder-not-writable";

// Unknown: a person looks.
inline constexpr std::string_view reason_answer_lost = "einlass-answer-lost";         // document sent, no answer
inline constexpr std::string_view reason_lost = "einlass-printer-lost";               // stopped answering in mid job
inline constexpr std::string_view reason_not_dropped = "einlass-cancel-unconfirmed";  // does not say that it let go
inline constexpr std::string_view reason_vanished = "einlass-job-vanished";  // the printer does not know it any more
inline constexpr std::string_view reason_restarted = "einlass-restarted";    // printer or queue began anew
inline constexpr std::string_view reason_device_restart = "einlass-kiosk-restarted";  // this device did
inline constexpr std::string_view reason_no_history = "cups-ipp-missing-job-history";

// Why nothing came out, from the error of Printer::submit() or Printer::status().
std::string_view reason_for(base::ErrorKind kind);

// "media-empty-error" → "media-empty": the severity suffixes of RFC 8011 §5.4.12 removed.
std::string without_severity(std::string_view keyword);

// The one among printer-state-reasons that a person must do something about, without its severity; empty: none.
std::string obstacle_in(const std::vector<std::string>& printer_reasons);

// Plain English for the command line and the log: "out of labels". An unlisted keyword is given back with spaces.
std::string in_words(std::string_view keyword);

}  // namespace einlass::spool
