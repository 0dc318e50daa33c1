// From what a printer or queue says about a job to what we believe of it: pure, and the only place that decides whether
// a badge counts as printed. Called by the IPP and CUPS printers at each poll.
#pragma once

#include "printing/spool/printer.h"

#include <optional>
#include <string>
#include <vector>

namespace einlass::spool {

// Printer attributes of one answer (RFC 8011 §5.4). Lists are empty where the printer was not asked or does not say.
struct PrinterFacts {
  bool accepting = false;
  int state = 0;                     // printer-state
  std::vector<std::string> reasons;  // printer-state-reasons, "none" removed
  int up_time = 0;                   // printer-up-time, seconds; 0: not said
  std::string make_and_model;
  std::string device_uri;  // of a queue
  int resolution_dpi = 0;
  bool creates_jobs = false;            // Create-Job and Send-Document among operations-supported
  std::vector<MediaRange> media_ready;  // media-col-ready
  std::vector<MediaRange> media;        // media-size-supported
  std::optional<int> labels_left;       // printer-input-tray
  std::optional<int> marker_percent;    // marker-levels or printer-supply: the lowest
};

// Job attributes of one answer (RFC 8011 §5.3).
struct JobFacts {
  int state = 0;  // job-state
  std::vector<std::string> reasons;
  std::string name;
  int processing_since = 0;  // time-at-processing; 0: not yet
};

// What is kept of a job between polls.
struct JobMemory {
  std::string name;            // as submitted
  bool through_queue = false;  // a cupsd stands between us and the printer
  bool queue_to_ipp = false;   // and speaks IPP to it: it says when the printer has the document, which we can ask, too
  bool cancel_asked = false;
  bool contact_lost = false;  // the cupsd was gone in between
  bool worked_on = false;     // was seen processing
  bool handed_on = false;     // may have reached the printer
  int processing_since = 0;
  int up_time = 0;  // of the printer, when last seen
};

struct Verdict {
  JobState state;
  JobMemory memory;
};

// `job` is nothing where the printer does not know the number. `printer` must have been asked after `job`: a reason
// that the job ended with is then among its own.
Verdict judge(const std::optional<JobFacts>& job, const PrinterFacts& printer, JobMemory memory);

// Does cupsd's word need to be confirmed by the printer behind it? It calls jobs completed that the printer gave up or
// has forgotten.
bool needs_confirmation(const Verdict& verdict);

// cupsd's final word after the printer was asked for the job of that name; nothing: it knows none.
JobState confirmed(const JobState& said, const std::optional<JobFacts>& at_printer);

}  // namespace einlass::spool
