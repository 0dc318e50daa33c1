// Who is in the house: all events under way at once, and the crew; and the roll call when everybody had to leave it.
// Part of the Desk, on its thread (docs/pages.md, The house).
#pragma once

#include "server/venue/host_desk.h"
#include "server/venue/roll_call.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

// Set by an organiser of the venue.
struct HouseRules {
  int limit = 0;  // persons in the house; 0: none is set
  int crew = 0;   // persons of the venue and of the organisers, counted by hand
};

struct HouseEvent {
  rules::EventId event;
  std::string key;
  std::string name;
  int inside = 0;            // persons by name or ticket
  int counted = 0;           // persons without a name; none of them is seen to leave
  bool is_estimate = false;  // departures are not scanned, so that some may have left
  bool is_closed = false;    // whoever is inside is so until the day is over
};

struct House {
  enum class Level { None, Warning /* nine tenths of the limit */, Full };

  HouseRules rules;
  std::vector<HouseEvent> events;  // under way

  int inside() const;  // with the crew
  bool is_estimate() const;
  Level level() const;
};

// What a roll call shows to whom.
struct RollCallView {
  std::string id;
  base::Instant started;
  std::string started_by;  // name; empty: at the command line
  bool is_estimate = false;
  std::uint64_t revision = 0;
  int persons = 0, found = 0;
  std::vector<RollLine> lines;  // all, or what changed
};

// An organiser of the whole venue; `who`: nothing, the command line, which is one.
bool runs_the_venue(const std::optional<Caller>& who);

class HouseDesk {
 public:
  HouseDesk(VenueState& state, HostDesk& hosts) : state_(state), hosts_(hosts) {}

  // An event is under way from the venue day of its start to that of its end, also once it is closed: who is inside
  // does not leave by that. No rehearsal is.
  base::Result<House> house();
  base::Result<HouseRules> set(const HouseRules& rules);  // InvalidInput: below 0, or beyond a million

  // One is under way at most: starting it again answers with that one. `by`: nothing, the command line.
  base::Result<RollCallView> start(const std::optional<Caller>& by);
  // With what came in since; of lines those that changed after `since`, where it is of this roll call, else all.
  // NotFound: none is under way.
  base::Result<RollCallView> roll_call(const std::string& id, std::uint64_t since);
  // Only of the roll call with that id, as RollCall does it. NotFound: it is over, also where another one has begun.
  base::Result<std::vector<std::string>> mark(const std::string& id, const std::vector<RollMark>& marks);
  base::Result<void> add(const std::string& id, const RollLine& found);
  // With all names. Refused: she may not.
  base::Result<void> end(const std::optional<Caller>& by);
  // As one would begin now, for paper.
  base::Result<RollCallView> preview();
  bool is_under_way();

  // Whose venue it is, and who has an event in the house now, or had one since the roll call began. `who`: nothing, the
  // command line.
  base::Result<bool> may_take_part(const std::optional<Caller>& who);
  // Who started the one under way, an organiser of the whole venue, the command line.
  bool may_end(const std::optional<Caller>& who);

  // One that nobody ended is over by then.
  static constexpr std::chrono::hours longest_roll_call{12};
  static constexpr int most_persons = 1'000'000;

 private:
  struct ReadUpTo {
    std::string cursor;       // of its lines
    rules::AdmissionDay day;  // on which they were first read
  };
  struct UnderWay {
    std::string id;
    base::Instant started;
    std::optional<std::uint32_t> by;  // her number; nothing: at the command line
    std::string started_by;
    bool is_estimate = false;
    RollCall roll;
    std::map<rules::EventId, ReadUpTo> events;
  };

  base::Result<HouseRules> house_rules();
  bool counts(const OpenEvent& event) const;
  base::Result<std::vector<rules::EventId>> events_under_way();
  base::Result<void> look(UnderWay& roll);
  base::Result<void> add_inside(UnderWay& roll, rules::EventId event, std::vector<RollPresence>& inside);
  base::Result<UnderWay*> under_way();
  base::Result<RollCall*> roll_of(const std::string& id);
  static RollCallView view_of(const UnderWay& roll, std::uint64_t since);

  VenueState& state_;
  HostDesk& hosts_;
  std::optional<UnderWay> roll_;
};

}  // namespace einlass::venue
