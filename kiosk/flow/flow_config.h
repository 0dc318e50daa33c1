// What the flow must know of its event and of this kiosk. A plain value; the stage makes a new one whenever the event's
// frame or policy changes, and hands it to every step.
#pragma once

#include "core/base/instant.h"
#include "core/rules/event_policy.h"
#include "core/rules/ids.h"
#include "kiosk/flow/look.h"

#include <map>
#include <string>
#include <vector>

namespace einlass::flow {

// Limits after EN 301 549, 11.2.2.1: at least 20 s of inactivity, a warning, at least 20 s more, extendable ten times
// (WCAG 2.2.1). `slower` stretches the limits of a person, never the waits for a machine.
struct Timings {
  base::Milliseconds idle{20'000};
  base::Milliseconds warning{20'000};
  int extensions = 10;
  int slower = 1;                         // 3: limits three times as long
  base::Milliseconds shown_least{3'000};  // then a new code may replace a result
  base::Milliseconds staff_idle{60'000};  // without a touch by whoever is signed in
  base::Milliseconds staff_least{1'000};  // then a new code may replace what staff see of the last one
  base::Milliseconds checking{10'000};    // the link answers long before; this is the last resort
  base::Milliseconds aside{20'000};       // then an approval or a call takes long
  base::Milliseconds called{60'000};      // a number stands on the screen
  base::Milliseconds language{60'000};    // a language or speech chosen on the attract screen by somebody who then left
  base::Milliseconds diagnosis{300'000};  // adjusting a camera takes both hands
  base::Milliseconds heard_most{10'000};  // that a held-up code waits for speech which a key began
  base::Milliseconds heard_out{1'000};    // after the last word, before a held-up code takes the screen
  base::Milliseconds speech{90'000};      // then nothing is being said any more, whatever the voice reports
};

struct FlowConfig {
  std::vector<std::string> languages{"de", "en"};  // that guests choose from
  std::string default_language = "de";
  rules::AddressForm address = rules::AddressForm::Sie;
  bool discreet = false;  // no name on the screen
  bool closed = false;    // AdmitBy::Person: the kiosk only announces, all its screens read alike

  Look look = Look::Calm;  // until a visitor chooses another
  bool low = false;        // likewise

  bool search = false;   // guests may look for themselves by name
  bool walk_in = false;  // guests without a ticket may register
  std::string walk_in_category = "guest";
  bool confirm_badge = false;                                          // guests see their badge before it prints
  std::map<std::string, std::map<std::string, std::string>> handouts;  // by category and language

  bool aloud = false;  // speaks to everybody
  int volume = 6;      // of 10, at the start of each visit

  bool rehearsal = false;  // the event is a copy to try things out with, and every screen says so
  std::string event_name;
  bool event_name_is_public = true;
  std::string door;
  std::map<std::string, std::string> welcome;  // where to go, by language
  std::string organiser;
  std::string privacy_url;
  std::string time_zone = "Europe/Berlin";
  rules::EventId event;
  rules::EventPolicy policy;
  base::Instant starts;  // of the event; both zero: not known
  base::Instant ends;
  std::map<std::string, std::map<std::string, std::string>> categories;  // label by language

  Timings timings;
};

}  // namespace einlass::flow
