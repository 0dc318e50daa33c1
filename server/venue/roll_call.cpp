#include "server/venue/roll_call.h"

#include "core/base/locale_text.h"
#include "server/venue/plain_text.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::venue {

using base::ErrorKind;

namespace {

std::vector<RollLine> in_order(std::vector<RollLine> lines) {
  const base::Collation names("root");
  std::vector<std::pair<std::string, RollLine>> sorted;
  for (auto& line : lines) {
    auto key = names.sort_key(line.last_name.empty() ? line.name : line.last_name + " " + line.first_name);
    sorted.emplace_back((line.name.empty() ? "1" : "0") + key, std::move(line));
  }
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  lines.clear();
  for (auto& [key, line] : sorted) lines.push_back(std::move(line));
  return lines;
}

}  // namespace

void RollCall::put(RollLine line) {
  auto& known = lines_[line.line];
  known = {std::move(line), ++revision_};
}

void RollCall::take(const std::vector<RollLine>& inside) {
  for (const auto& line : inside) {
    const auto known = lines_.find(line.line);
    if (known == lines_.end()) {
      put(line);
    } else if (line.persons > known->second.line.persons) {
      auto more = known->second.line;
      more.persons = line.persons;
      put(std::move(more));
    }
  }
}

base::Result<void> RollCall::mark(const std::vector<RollMark>& marks) {
  for (const auto& mark : marks) {
    const auto known = lines_.find(mark.line);
    if (known == lines_.end()) {
      return base::fail(ErrorKind::NotFound, "That line is not on the roll call; look at the list again.");
    }
    if (mark.found < 0 || mark.found > known->second.line.persons) {
      return base::fail(ErrorKind::InvalidInput,
                        fmt::format("This line has {} persons; mark as many or fewer.", known->second.line.persons));
    }
  }
  for (const auto& mark : marks) {
    auto line = lines_.at(mark.line).line;
    if (line.found == mark.found) continue;
    line.found = mark.found;
    put(std::move(line));
  }
  return {};
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
  return in_order(std::move(lines));
}

int RollCall::persons() const {
  int persons = 0;
  for (const auto& [id, known] : lines_) persons += known.line.persons;
  return persons;
}

int RollCall::found() const {
  int found = 0;
  for (const auto& [id, known] : lines_) found += known.line.found;
  return found;
}

}  // namespace einlass::venue
