// libcups' messages as owned values, and their attributes as facts. Private to this module's .cpp files: no other
// header shows a type of libcups.
#pragma once

#include "printing/spool/job_verdict.h"
#include "printing/spool/outgoing_page.h"

#include <memory>
#include <string>
#include <vector>

#include <cups/cups.h>

namespace einlass::spool {

struct FreeMessage {
  void operator()(ipp_t* message) const { ippDelete(message); }
};
using Message = std::unique_ptr<ipp_t, FreeMessage>;

// An operation on `printer_uri` with the attributes that RFC 8011 §4.1 wants first.
Message make_request(ipp_op_t operation, const std::string& printer_uri);

void ask_for_printer_state(ipp_t* request);
void ask_for_whole_printer(ipp_t* request);
void ask_for_abilities(ipp_t* request);
void ask_for_job_state(ipp_t* request);

// Job template attributes: the media's size (PWG 5100.7 media-col) and no scaling (PWG 5100.13 print-scaling).
void add_media(ipp_t* request, MediaSize media);

PrinterFacts read_printer(ipp_t* answer);
Abilities read_abilities(ipp_t* answer);
std::vector<JobFacts> read_jobs(ipp_t* answer);  // completed ones come newest first, RFC 8011 §4.2.6.2
int read_job_id(ipp_t* answer);                  // 0: none

}  // namespace einlass::spool
