// What a rehearsal of arrivals supposes: how many people come and when, how long each step takes them, what goes wrong.
// A document in assets/rehearsals (docs/rehearsal.md names the source of each figure). Plain values.
#pragma once

#include "core/base/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::rehearsal {

// A time that differs from person to person: half of them need less than `median_ms`, one of twenty more than `p95_ms`
// (log-normal). Equal: always the same.
struct Spread {
  std::int64_t median_ms = 0;
  std::int64_t p95_ms = 0;
};

// How dense arrivals are at a minute, in proportion to the others; in between along a straight line.
struct CurvePoint {
  int minute = 0;
  int weight = 0;
};

enum class ProblemKind {
  UnknownCode,   // shows a code that no list has; has a ticket all the same
  NoCode,        // has none at hand, and looks herself up by name
  SharedTicket,  // her ticket came in before her
  WalkIn,        // has no ticket, goes to the desk
  Slow,          // needs more time than others at the kiosk
};
std::string_view word(ProblemKind kind);  // "unknown_code"

struct Problem {
  ProblemKind kind = ProblemKind::Slow;
  int per_mille = 0;  // of those who arrive
};

enum class FaultKind {
  PrinterJam,    // it keeps what it prints, until somebody has seen to it
  PrinterOff,    // it does not answer
  NetworkCut,    // these kiosks do not reach the server, and decide alone
  KioskFailure,  // nobody is served there
};
std::string_view word(FaultKind kind);

struct Fault {
  FaultKind kind = FaultKind::PrinterJam;
  std::vector<int> which;  // printers or kiosks, from 1; who is not there has no fault
  int at_minute = 0;
  int minutes = 0;
};

struct Times {
  Spread step_up;       // from the head of the line to the kiosk
  Spread hold_up;       // until the code is read
  Spread search;        // instead: typing name and second factor
  Spread slow;          // more, for who is slow
  Spread choose;        // between ticket types
  Spread answer;        // one question
  Spread read_welcome;  // until the kiosk is free for the next; never below what the kiosk keeps a welcome for
  Spread read_refusal;
  Spread desk_search;  // finding somebody by name
  Spread desk_solve;   // a refusal that staff may set aside, or have to explain
  Spread desk_walk_in;
  Spread desk_badge;           // one that did not come out
  std::int64_t decide_ms = 0;  // from the code to the server's answer
  std::int64_t alone_ms = 0;   // that a kiosk waits for the server in vain
};

struct Scenario {
  std::string name;
  int arrivals = 0;
  int minutes = 0;  // in which they arrive
  std::vector<CurvePoint> curve;
  int kiosks = 0;
  int lines = 1;  // each with its share of the kiosks
  std::string door;
  int desks = 0;
  int printers = 0;
  int labels = 0;  // of each printer, when it begins and after a new roll
  Spread badge;    // from the job's acceptance until the badge lies in the slot
  Spread new_roll;
  Times times;
  std::vector<Problem> problems;
  std::vector<Fault> faults;
  std::int64_t queue_limit_ms = 0;  // "go" asks that one of twenty waits longer in lines, at most
  std::int64_t badge_limit_ms = 0;  // likewise from the welcome to the badge
};

// InvalidInput names the first field that is missing, unknown or wrong.
base::Result<Scenario> read_scenario(std::string_view document);
base::Result<void> check(const Scenario& scenario);

}  // namespace einlass::rehearsal
