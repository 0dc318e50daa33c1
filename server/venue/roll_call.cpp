#include "server/venue/roll_call.h"

#include "server/guests/listed_name.h"
#include "server/venue/plain_text.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::venue {

using base::ErrorKind;

namespace {

std::string key_of(const RollLine& line) {
  // What was typed stays as it is, and stands where the name would.
  return guests::ListOrder().key({.family = guests::listed_name({.full_name = line.name}).family, .name = line.name});
}

}  // namespace

void RollCall::put(RollLine line) {
  auto& known = lines_[line.line];
  known = {std::move(line), ++revision_};
}

void RollCall::take(const RollPresence& now) {
  const auto known = lines_.find(now.line.line);
  if (known == lines_.end()) {
    if (now.line.persons > 0) put(now.line);
    return;
  }
  auto line = known->second.line;
  if (line.kind == RollLine::Kind::Crew) {
    line.persons = now.line.persons;
    line.found = std::min(line.found, line.persons);
  } else {
    line.persons = std::max(line.persons, now.line.persons);
    if (now.came) line.taken_back = std::max(0, line.persons - std::max(*now.came, now.line.persons));
  }
  if (line != known->second.line) put(std::move(line));
}

void RollCall::take(const std::vector<RollPresence>& inside) {
  for (const auto& each : inside) take(each);
}

bool RollCall::take(const RollMark& mark) {
  const auto known = lines_.find(mark.line);
  if (known == lines_.end() || mark.found < 0 || mark.found > known->second.line.persons) return false;
  if (known->second.line.found == mark.found) return true;
  auto line = known->second.line;
  line.found = mark.found;
  put(std::move(line));
  return true;
}

std::vector<std::string> RollCall::mark(const std::vector<RollMark>& marks) {
  std::vector<std::string> refused;
  for (const auto& mark : marks) {
    if (!take(mark)) refused.push_back(mark.line);
  }
  return refused;
}

base::Result<void> RollCall::add(const RollLine& found) {
  if (lines_.contains(found.line)) return {};
  const bool fits = !found.line.empty() && found.line.size() <= longest_line && !found.name.empty() &&
                    is_plain_name(found.name, longest_name) && found.persons >= 1;
  if (!fits || added_ == most_added) {
    return base::fail(ErrorKind::InvalidInput,
                      fmt::format("Whoever is added to a roll call has a name of at most {} letters.", longest_name));
  }
  ++added_;
  auto line = found;
  line.kind = RollLine::Kind::Added;
  line.found = line.persons;
  line.sort_key = key_of(line);
  put(std::move(line));
  return {};
}

std::vector<RollLine> RollCall::lines() const {
  return changed_since(0);
}

std::vector<RollLine> RollCall::changed_since(std::uint64_t revision) const {
  std::vector<RollLine> lines;
  for (const auto& [id, known] : lines_) {
    if (known.revision > revision) lines.push_back(known.line);
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const RollLine& one, const RollLine& other) { return one.sort_key < other.sort_key; });
  return lines;
}

int RollCall::persons() const {
  int persons = 0;
  for (const auto& [id, known] : lines_) persons += known.line.wanted();
  return persons;
}

int RollCall::found() const {
  int found = 0;
  for (const auto& [id, known] : lines_) found += known.line.found;
  return found;
}

}  // namespace einlass::venue
