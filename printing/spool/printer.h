// A printer as the spooler sees it. Made by open_printer() or by a test, owned by the spooler and used on its thread
// only. Every call may wait for the network as long as the configuration's timeouts say, never longer.
#pragma once

#include "core/base/error.h"
#include "printing/badge/dots.h"
#include "printing/spool/printer_config.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace einlass::spool {

// The same page in black and white dots, that many to the inch, for printers that know nothing else. Called within
// submit(), at most once, on its thread.
using InDots = std::function<base::Result<badge::Dots>(int dpi)>;

struct PrintJob {
  std::string name;  // shown in queues and on the printer's own pages: no personal data, unique to the job
  std::string pdf;   // one page of exactly `media`
  MediaSize media;
  InDots in_dots = {};  // empty: printers that know black and white only get the PDF, too
};

enum class JobPhase {
  Queued,      // accepted, waits for its turn
  Processing,  // the printer works on it, or waits for paper or a hand: then `reason` says for what
  Printed,     // completed, and seen so at the printer
  Failed,      // will not come out
  Unknown,     // may have come out, once, twice or not at all: a person decides
};

struct JobState {
  JobPhase phase = JobPhase::Queued;
  std::string reason;  // IPP keyword (RFC 8011 §5.3.8, §5.4.12) or one of reasons.h; may be empty

  bool is_final() const { return phase != JobPhase::Queued && phase != JobPhase::Processing; }
  friend bool operator==(const JobState&, const JobState&) = default;
};

enum class PrinterState { Idle, Processing, Stopped };  // RFC 8011 §5.4.11

struct PrinterStatus {
  bool accepting = false;
  PrinterState state = PrinterState::Stopped;
  std::vector<std::string> reasons;  // printer-state-reasons without "none"
  std::string make_and_model;
  std::vector<MediaRange> media_ready;  // as the printer says; empty: it does not say
  int resolution_dpi = 0;               // printer-resolution-default; 0: it does not say
  std::optional<int> labels_left;       // of all trays together; nothing: it does not count them
  std::optional<int> marker_percent;    // of ribbon, ink or toner, whatever ends first; nothing: it does not say
};

class Printer {
 public:
  virtual ~Printer() = default;

  virtual const PrinterConfig& config() const = 0;

  // The printer's number for the job. 0: the document went out but its answer was lost, so it may or may not print.
  // Any error means that nothing can come out: Unavailable or Timeout (off, no network), AlreadyExists (busy with
  // another job, try again later), Incompatible (wrong media), NotFound (no such queue, or one without a driver),
  // Storage, Refused.
  virtual base::Result<int> submit(const PrintJob& job) = 0;

  // Only for jobs that this object submitted. Unavailable or Timeout: could not ask; ask again.
  virtual base::Result<JobState> poll(int remote_job) = 0;

  // Asks the printer to drop the job; poll() tells whether it did.
  virtual base::Result<void> cancel(int remote_job) = 0;

  virtual base::Result<PrinterStatus> status() = 0;
  virtual base::Result<std::vector<MediaRange>> media() = 0;
};

// InvalidInput as check(); speaks to no printer yet, so a printer that is off can be opened.
base::Result<std::unique_ptr<Printer>> open_printer(const PrinterConfig& config);

}  // namespace einlass::spool
