// A printer that is asked without waiting for it: the pool puts one question at a time, the answer comes later. Each
// printer has a thread of its own, so that one that is off, deaf or slow holds up no other.
#pragma once

#include "printing/spool/printer.h"

#include <functional>
#include <memory>
#include <variant>

namespace einlass::spool {

struct Look {};
struct Submit {
  PrintJob job;
};
struct Poll {
  int remote_job = 0;
};
struct Cancel {
  int remote_job = 0;
};
using Question = std::variant<Look, Submit, Poll, Cancel>;

// Each as the member of Printer that it came from.
struct Looked {
  base::Result<PrinterStatus> status;
};
struct Submitted {
  base::Result<int> remote_job;
};
struct Polled {
  base::Result<JobState> state;
};
struct Cancelled {
  base::Result<void> asked;
};
using Answer = std::variant<Looked, Submitted, Polled, Cancelled>;

// Waits for the printer as long as its timeouts say.
Answer answer_of(Printer& printer, const Question& question);

class PrinterLine {
 public:
  virtual ~PrinterLine() = default;
  // Returns at once. Not before the last question was answered.
  virtual void ask(Question question) = 0;
};

// The printer on a thread of its own; answers are posted on that thread. Ending it waits for a question under way.
std::unique_ptr<PrinterLine> start_line(std::unique_ptr<Printer> printer, std::function<void(Answer)> post);

}  // namespace einlass::spool
