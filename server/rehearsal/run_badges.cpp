// Badges, from the welcome to the slot: written down, printed, tried elsewhere, or fetched at a desk.
#include "printing/spool/closing_fact.h"
#include "server/rehearsal/run.h"

#include <utility>

namespace einlass::rehearsal {

namespace {

constexpr std::int64_t commit_ms = 5;  // until a badge's start is on disk
constexpr int most_fetches = 2;        // ways to a desk for a badge; then it stays owed

}  // namespace

void Run::print(std::size_t i, std::size_t place, rules::TicketId ticket, int number) {
  auto& badges = people_[i].visit.badges;
  badges.push_back({.due = timeline_.now()});
  ++open_;
  submit(place,
         {.person = i, .badge = badges.size() - 1, .number = number, .ticket = ticket, .serial = {}, .avoid = {}});
}

void Run::submit(std::size_t place, Print print) {
  print.serial = id<rules::BadgeSerial>();
  print.started = false;
  const auto job = id<rules::PrintJobId>();
  spool::PrintRequest request{.id = job,
                              .ticket = print.ticket,
                              .serial = print.serial,
                              .place_number = print.number,
                              .pdf = {},
                              .media = Paper::media(),
                              .avoid = print.avoid};
  prints_.emplace(job, std::move(print));
  paper_->print(place, std::move(request));
}

void Run::progressed(std::size_t place, const spool::BadgeProgress& progress) {
  const auto found = prints_.find(progress.id);
  if (found == prints_.end()) return;
  auto& print = found->second;
  const bool is_queued = progress.state == store::PrintState::Queued;
  if (is_queued && !progress.printer.empty()) {
    const rules::PrintReason reason = print.tries > 0 ? rules::PrintReason::Owed : rules::PrintReason::First;
    if (!std::exchange(print.started, true)) {
      const auto noted = setup_.door.note(
          {.place = place,
           .ticket = print.ticket,
           .scan = {},
           .fact = rules::BadgeStarted{.serial = print.serial, .place_number = print.number, .reason = reason}});
      if (!noted) return broke(noted.error());
    }
    timeline_.after(commit_ms, [this, place, id = progress.id] { paper_->started_is_durable(place, id); });
  }
  if (const auto fact = spool::closing_fact(progress)) {
    auto ended = std::move(prints_.extract(found).mapped());
    if (ended.started) {
      const auto noted = setup_.door.note({.place = place, .ticket = ended.ticket, .scan = {}, .fact = *fact});
      if (!noted) return broke(noted.error());
    }
    ended_badge(place, std::move(ended), progress);
  }
}

void Run::ended_badge(std::size_t place, Print print, const spool::BadgeProgress& progress) {
  auto& person = people_[print.person];
  if (progress.state == store::PrintState::Printed) {
    person.visit.badges[print.badge].printed = last_ = timeline_.now();
    --open_;
    return;
  }
  ++print.tries;
  print.avoid.clear();
  if (progress.again) print.avoid.insert(progress.printer);
  if (progress.again) return submit(place, std::move(print));
  if (++person.fetches > most_fetches) {
    --open_;
    return;
  }
  const auto i = print.person;
  person.lacking.push_back(std::move(print));
  fetch(i);
}

// Once she has left the kiosk, and once for all that she lacks.
void Run::fetch(std::size_t i) {
  auto& person = people_[i];
  const bool is_free = person.visit.ending != Ending::Unserved && person.errand != Errand::Badge;
  if (!is_free || person.lacking.empty()) return;
  person.errand = Errand::Badge;
  join(i, true);
}

}  // namespace einlass::rehearsal
