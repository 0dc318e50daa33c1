// A roll call: everybody who is in the house by the journal, ticked off by several people at once. It lives in memory
// only and is no attendance. Pure; on the thread of the desk that holds it.
#pragma once

#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/rules/ids.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

// Who is looked for: persons of one ticket, or of a group without names.
struct RollLine {
  enum class Kind {
    Guest,
    Counted /* persons without a name, of one event */,
    Crew,
    Added /* found, though not inside */
  };

  std::string line;  // id: the ticket's, that of its event where they were counted, "crew", or minted by the page
  Kind kind = Kind::Guest;
  std::string name;      // as shown: "Berg, Anna"; empty: nobody is named
  std::string sort_key;  // guests::ListOrder's
  std::string company;
  rules::EventId event;    // nil: of none
  std::string event_name;  // empty: of none
  int persons = 1;
  int found = 0;       // of these
  int taken_back = 0;  // of these, who never came in, as the journal says by now

  // Who is to be found: whoever was found is somebody, whatever the journal says.
  int wanted() const { return std::max(persons - taken_back, found); }

  friend bool operator==(const RollLine&, const RollLine&) = default;
};

// A line as the journal has it now: `line.persons` are inside.
struct RollPresence {
  RollLine line;
  std::optional<int> came;  // whoever left among them; nothing: of another day than the roll call began on
};

struct RollMark {
  std::string line;
  int found = 0;  // persons: the last word counts, so that it may be said twice
};

class RollCall {
 public:
  static constexpr std::size_t longest_name = 100;
  static constexpr std::size_t longest_line = 64;  // bytes of an id
  static constexpr std::size_t most_added = 500;

  // Who is in the house now. Whoever stands on the list stays there, with as many persons as ever: who left meanwhile
  // is to be found as well. Whose admission is taken back is marked so. The crew are as many as somebody says.
  void take(const std::vector<RollPresence>& inside);
  bool knows(const std::string& line) const { return lines_.contains(line); }
  // Each by itself: one that cannot be taken keeps nobody from being found. Which are not: their line is not on the
  // list, or has fewer persons.
  std::vector<std::string> mark(const std::vector<RollMark>& marks);
  // Somebody was found who is not on the list. Said twice: once. InvalidInput: no name, or too long a one, too many.
  base::Result<void> add(const RollLine& found);

  std::vector<RollLine> lines() const;  // by family name, groups last
  std::vector<RollLine> changed_since(std::uint64_t revision) const;
  std::uint64_t revision() const { return revision_; }
  int persons() const;
  int found() const;
  int missing() const { return persons() - found(); }

 private:
  struct Known {
    RollLine line;
    std::uint64_t revision = 0;
  };
  void put(RollLine line);
  void take(const RollPresence& now);
  bool take(const RollMark& mark);

  std::map<std::string, Known> lines_;
  std::uint64_t revision_ = 0;
  std::size_t added_ = 0;
};

}  // namespace einlass::venue
