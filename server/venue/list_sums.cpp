#include "server/venue/list_sums.h"

#include <algorithm>

namespace einlass::venue {
namespace {

constexpr std::int64_t one_minute_ms = 60'000;

void add_to(GuestFigures& sum, const GuestFigures& part) {
  sum.tickets += part.tickets;
  sum.expected += part.expected;
  sum.inside += part.inside;
  sum.admitted += part.admitted;
  sum.waiting += part.waiting;
  sum.waitlisted += part.waitlisted;
  sum.excused += part.excused;
  sum.no_shows += part.no_shows;
}

}  // namespace

bool may_still_come(const GuestLine& line) {
  using rules::TicketStatus;
  if (line.status == TicketStatus::Cancelled || line.status == TicketStatus::Blocked) return false;
  return line.status == TicketStatus::Confirmed || line.approved;
}

bool is_no_show(const GuestLine& line, bool has_ended) {
  return has_ended && may_still_come(line) && line.admitted == 0 && !line.excused && !line.walk_in;
}

void ListSums::count_figures(const GuestLine& line, int times) {
  auto& figures = of_owner_[line.list_owner];
  figures.tickets += times;
  const bool is_expected = may_still_come(line) && !line.excused && !line.walk_in;
  if (is_expected || line.admitted > 0) figures.expected += times * line.places;
  figures.inside += times * line.inside;
  figures.admitted += times * line.admitted;
  if (line.waiting) figures.waiting += times;
  if (line.status == rules::TicketStatus::Waitlisted && !line.approved) figures.waitlisted += times;
  if (line.excused) figures.excused += times;
  if (is_no_show(line, true)) figures.no_shows += times;
}

void ListSums::count(const GuestLine& line, int times) {
  count_figures(line, times);
  const bool draws_a_seat = line.approved && !line.owns_seat && may_still_come(line);
  if (draws_a_seat) promised_[line.category] += times * std::max(0, line.places - line.admitted);
  if (line.arrived_at) {
    arrived_[line.arrived_at->unix_ms() / one_minute_ms][line.category] += times * line.admitted;
  }
  if (!line.waiting && !line.refused_for) return;
  if (times > 0) {
    at_doors_.insert(line.ticket);
  } else {
    at_doors_.erase(line.ticket);
  }
}

GuestFigures ListSums::figures(const std::function<bool(const std::string& list_owner)>& counts, bool has_ended) const {
  GuestFigures sum;
  for (const auto& [owner, figures] : of_owner_) {
    if (counts(owner)) add_to(sum, figures);
  }
  if (!has_ended) sum.no_shows = 0;
  return sum;
}

std::vector<std::string> ListSums::owners() const {
  std::vector<std::string> owners;
  for (const auto& [owner, figures] : of_owner_) {
    if (!owner.empty() && figures.tickets > 0) owners.push_back(owner);
  }
  return owners;
}

int ListSums::promised() const {
  int sum = 0;
  for (const auto& [category, persons] : promised_) sum += persons;
  return sum;
}

int ListSums::promised_in(const std::string& category) const {
  const auto found = promised_.find(category);
  return found == promised_.end() ? 0 : found->second;
}

}  // namespace einlass::venue
