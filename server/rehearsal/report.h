// What a rehearsal of arrivals came to: go or no-go, where it was narrow, what is missing. Plain values and pure
// functions; figures are ms unless they say otherwise.
#pragma once

#include "server/rehearsal/visit.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::rehearsal {

struct Figures {
  std::size_t count = 0;
  std::int64_t median = 0;
  std::int64_t p95 = 0;  // nearest rank
  std::int64_t worst = 0;
  friend bool operator==(const Figures&, const Figures&) = default;
};
Figures figures_of(std::vector<std::int64_t> values);

enum class Bottleneck { Kiosks, Printers, Desks };

// Why it is a no-go.
enum class Shortfall { Queue, Badges, OwedBadges, Unserved, Journal };

struct MinuteReport {
  int minute = 0;
  int arrivals = 0;
  int in_lines = 0;  // most at once before the kiosks
  int at_desks = 0;  // likewise before the desks
  Figures waits;     // of those who arrived in this minute, in all lines together
};

struct PlaceReport {
  bool is_desk = false;
  int number = 1;  // among kiosks or desks
  int line = 0;    // of kiosks, from 1; 0: the desks' only one
  int served = 0;
  int busy_percent = 0;  // of the whole time
};

struct LineReport {
  int line = 0;  // from 1; 0: the desks'
  int longest = 0;
  Figures waits;
};

// What would have made it a "go", found by running it again with one more.
struct Missing {
  bool found = false;
  int kiosks = 0;
  int printers = 0;
  int desks = 0;
  std::int64_t queue_p95 = 0;  // then
  std::int64_t badge_p95 = 0;
};

struct Report {
  Scenario scenario;
  std::uint64_t seed = 0;
  int arrived = 0;
  int admitted = 0;  // arrivals, not persons
  int turned_away = 0;
  int unserved = 0;
  Figures waits;       // in all lines together, of everybody
  Figures door_waits;  // before the kiosks
  Figures desk_waits;  // of those who went to a desk
  Figures badges;      // from the welcome to the slot
  int badges_owed = 0;
  std::map<std::string, int> refused;   // by the word of the refusal
  std::map<std::string, int> problems;  // by the word of the kind
  std::vector<MinuteReport> minutes;
  std::vector<LineReport> lines;
  std::vector<PlaceReport> places;
  std::vector<PrinterUse> printers;
  Ledger ledger;
  std::int64_t ended = 0;
  Bottleneck bottleneck = Bottleneck::Kiosks;  // what is nearest to its limit
  std::vector<Shortfall> shortfalls;
  std::optional<Missing> missing;  // was looked for

  bool go() const { return shortfalls.empty(); }
};

Report report_of(const RunResult& run, std::uint64_t seed);

// How far from "go"; 0: it is one.
double distance_from_go(const Report& report);

std::string report_json(const Report& report);

// For people. `language`: "de", any other: English.
std::string report_text(const Report& report, const std::string& language);
// The verdict, the bottleneck and what is missing: a sentence each.
std::vector<std::string> verdict(const Report& report, const std::string& language);

}  // namespace einlass::rehearsal
