// One printer or queue, spoken to in IPP (RFC 8011) through libcups: the few operations that badges need, as plain
// values. Used by IppPrinter and CupsQueuePrinter on the spooler's thread; keeps its connection while it is fresh.
// No call waits longer than its timeouts, save for the resolver's own when a host name must be looked up.
#pragma once

#include "core/base/error.h"
#include "printing/spool/job_verdict.h"
#include "printing/spool/outgoing_page.h"
#include "printing/spool/printer.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace einlass::spool {

struct IppEndpoint {
  std::string name;  // of the printer, for messages
  std::string host;  // or the path of a socket
  int port = 631;
  bool encrypted = false;
  std::string resource;  // "/ipp/print", "/printers/badges"
  std::string uri;       // printer-uri in every request
  PrinterTimeouts timeouts;
};

// Of the configuration's `uri`, or of its `server` and `queue`. InvalidInput: malformed.
base::Result<IppEndpoint> direct_endpoint(const PrinterConfig& config);
base::Result<IppEndpoint> queue_endpoint(const PrinterConfig& config);

enum class Detail { State, Everything };

// What became of a document that was sent.
enum class Delivery { Taken, AnswerLost };

class IppSession {
 public:
  explicit IppSession(IppEndpoint endpoint);
  ~IppSession();
  IppSession(const IppSession&) = delete;
  IppSession& operator=(const IppSession&) = delete;

  // Errors of all: Unavailable (no connection), Timeout (no answer), AlreadyExists (busy), NotFound (no such printer),
  // Incompatible (document or media), Refused (any other answer).
  base::Result<PrinterFacts> printer(Detail detail);
  base::Result<Abilities> abilities();
  base::Result<int> create_job(const OutgoingPage& page);                      // nothing prints before a document
  base::Result<Delivery> send_document(int job_id, const OutgoingPage& page);  // error: the printer said no
  base::Result<int> print_job(const OutgoingPage& page);                       // 0: the answer was lost
  base::Result<std::optional<JobFacts>> job(int job_id);                       // nothing: it does not know the number
  base::Result<void> cancel(int job_id);
  // Ended or not; nothing: it knows no job of that name. The newest where there are several.
  base::Result<std::optional<JobFacts>> find_job(const std::string& job_name);

  // Did the other side end a connection that was in use, or refuse one, since this was last asked? A cupsd does so only
  // when it ends.
  bool take_hang_up();

 private:
  class Wire;
  std::unique_ptr<Wire> wire_;
};

}  // namespace einlass::spool
