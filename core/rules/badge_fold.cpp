#include "core/rules/badge_fold.h"

#include "core/rules/scan_graph.h"

#include <algorithm>
#include <map>

namespace einlass::rules {
namespace {

// One started badge with all that was said of its serial.
struct Life {
  const JournalEntry* started = nullptr;
  std::vector<const JournalEntry*> reports;  // that it was printed, or that it failed
  bool printed = false;
  bool failed = false;
  bool unknown = false;
  bool voided = false;

  const BadgeStarted& fact() const { return std::get<BadgeStarted>(started->fact); }
};

using Lives = std::map<BadgeSerial, Life>;

void note_report(Life& life, const JournalEntry& entry, bool Life::*flag) {
  life.*flag = true;
  life.reports.push_back(&entry);
}

// The server follows no kiosk's printer: what it says of a badge that a kiosk began, somebody told it at the command
// line.
bool is_verdict(const JournalEntry& report, const Life& life) {
  if (report.operator_number != 0) return true;
  return life.started != nullptr && !life.started->place.kiosk.is_nil() && report.place.kiosk.is_nil();
}

const JournalEntry* newest_verdict(const Life& life) {
  const JournalEntry* newest = nullptr;
  for (const auto* report : life.reports) {
    if (!is_verdict(*report, life)) continue;
    if (newest == nullptr || earlier_in_time(*newest, *report)) newest = report;
  }
  return newest;
}

Lives collect(std::span<const JournalEntry> entries) {
  Lives lives;
  for (const auto& entry : entries) {
    if (const auto* started = std::get_if<BadgeStarted>(&entry.fact)) {
      auto& life = lives[started->serial];
      if (life.started == nullptr || earlier_in_time(entry, *life.started)) life.started = &entry;
    }
    if (const auto* printed = std::get_if<BadgePrinted>(&entry.fact)) {
      note_report(lives[printed->serial], entry, &Life::printed);
    }
    if (const auto* failed = std::get_if<BadgeFailed>(&entry.fact)) {
      note_report(lives[failed->serial], entry, &Life::failed);
    }
    if (const auto* unknown = std::get_if<BadgeUnknown>(&entry.fact)) {
      lives[unknown->serial].unknown = true;
    }
    if (const auto* voided = std::get_if<BadgeVoided>(&entry.fact)) lives[voided->serial].voided = true;
  }
  return lives;
}

// A person who looked beats the device; what the device knows for certain beats what it could not know.
BadgeStatus status_of(const Life& life) {
  if (const auto* verdict = newest_verdict(life)) {
    const bool printed = std::holds_alternative<BadgePrinted>(verdict->fact);
    return printed ? BadgeStatus::Printed : BadgeStatus::Failed;
  }
  if (life.printed) return BadgeStatus::Printed;
  if (life.failed) return BadgeStatus::Failed;
  return life.unknown ? BadgeStatus::Unknown : BadgeStatus::Started;
}

bool is_admission(const ScanRef& scan, const BadgeFold& fold) {
  return std::any_of(fold.admissions.begin(), fold.admissions.end(),
                     [&](const auto& admission) { return admission.first == scan; });
}

// Its scan is that of a badge for somebody who was not in yet: such a one, or what was printed in its place.
bool is_ahead(const ScanRef& scan, const Lives& lives) {
  return std::any_of(lives.begin(), lives.end(), [&](const auto& each) {
    const auto& life = each.second;
    return life.started != nullptr && life.fact().reason == PrintReason::Ahead && scan_ref_of(*life.started) == scan;
  });
}

ScanRef admission_of(const JournalEntry& started, const Lives& lives, const BadgeFold& fold) {
  const ScanRef own = scan_ref_of(started);
  if (is_admission(own, fold) || is_ahead(own, lives)) return own;
  const std::pair<ScanRef, const JournalEntry*>* newest = nullptr;
  for (const auto& admission : fold.admissions) {
    if (!earlier_in_time(*admission.second, started)) continue;
    if (newest == nullptr || earlier_in_time(*newest->second, *admission.second)) newest = &admission;
  }
  return newest == nullptr ? own : newest->first;
}

// Whoever had it when it was started does not hold the ticket on that day, or was relieved of it in the meantime.
bool was_given_away(const JournalEntry& started, const BadgeFold& fold, const AdmissionDay& day) {
  const auto& first_guest = fold.state.first_guest;
  if (!first_guest || !started.guest) return false;
  const auto fact = [](const JournalEntry* transfer) { return std::get<TicketTransferred>(transfer->fact); };
  if (*started.guest != fold.state.holder_on(day).value_or(*first_guest)) return true;
  return std::any_of(fold.transfers.begin(), fold.transfers.end(), [&](const JournalEntry* transfer) {
    const bool relieves_her = fact(transfer).is_for(day) && fact(transfer).old_guest == *started.guest;
    return relieves_her && earlier_in_time(started, *transfer);
  });
}

// On every day.
bool is_void(const Life& life, const Lives& lives, const BadgeFold& fold) {
  if (life.voided || fold.void_scans.contains(admission_of(*life.started, lives, fold))) return true;
  return std::any_of(lives.begin(), lives.end(), [&](const auto& other) {
    const auto& [serial, newer] = other;
    if (newer.started == nullptr || status_of(newer) == BadgeStatus::Failed) return false;
    return newer.fact().replaces == life.fact().serial;
  });
}

ScanRef counting_admission_of(const JournalEntry& started, const Lives& lives, const BadgeFold& fold) {
  const auto admission = admission_of(started, lives, fold);
  const auto same = fold.same_person.find(admission);
  return same == fold.same_person.end() ? admission : same->second;
}

// The places of which there is a badge, seen from the newest to the oldest.
class TakenPlaces {
 public:
  explicit TakenPlaces(const BadgeFold& fold) : fold_(fold) {}

  // Several badges of one admission and place that nothing replaced: the newest is valid. Of several admissions each
  // has its own, because the doors may have counted the places without knowing of each other. What was printed ahead is
  // for whoever comes on that place, by whichever admission.
  bool take(const Badge& badge) {
    if (is_outdone(badge)) return false;
    const bool apart = fold_.side_by_side.contains(badge.admission);
    if (!by_admission_.insert({badge.admission, badge.place_number}).second && !apart) return false;
    by_place_.insert(badge.place_number);
    if (badge.ahead) ahead_.insert(badge.place_number);
    return true;
  }

  bool is_taken(const Badge& badge) const {
    return is_outdone(badge) || by_admission_.contains({badge.admission, badge.place_number});
  }

 private:
  bool is_outdone(const Badge& badge) const {
    return ahead_.contains(badge.place_number) || (badge.ahead && by_place_.contains(badge.place_number));
  }

  const BadgeFold& fold_;
  std::set<std::pair<ScanRef, int>> by_admission_;
  std::set<int> by_place_;
  std::set<int> ahead_;
};

bool stands(const Badge& badge, const TicketState& state) {
  return std::any_of(state.standing.begin(), state.standing.end(),
                     [&](const auto& one) { return one.scan == badge.admission; });
}

// Doors that did not know of each other may have given one number to two persons, and so printed a second badge for one
// that lies ready under another number, or printed one each for a guest who may come and go. Conflicts aside: there it
// may be two persons.
class TooMany {
 public:
  TooMany(std::vector<bool>& valid, const std::vector<Badge>& badges, const BadgeFold& fold)
      : valid_(valid), badges_(badges), fold_(fold), too_many_(-fold.most_badges) {
    for (std::size_t i = 0; i < badges.size(); ++i) {
      if (!valid[i] || badges[i].status == BadgeStatus::Failed) continue;
      if (badges[i].ahead) {
        ahead_[badges[i].place_number] = i;
      } else if (stands(badges[i], fold.state)) {
        ++standing_[badges[i].place_number];
      } else {
        continue;
      }
      ++too_many_;
    }
  }

  void drop() {
    for (auto next = ahead_.begin(); too_many_ > 0 && next != ahead_.end(); ++next) drop(next->second);
    for (std::size_t i = 0; too_many_ > 0 && i < badges_.size(); ++i) {
      const auto& badge = badges_[i];
      const bool counts =
          valid_[i] && badge.status != BadgeStatus::Failed && !badge.ahead && stands(badge, fold_.state);
      if (!counts || fold_.side_by_side.contains(badge.admission)) continue;
      auto& of_place = standing_[badge.place_number];
      if (of_place < 2) continue;
      --of_place;
      drop(i);
    }
  }

 private:
  void drop(std::size_t badge) {
    valid_[badge] = false;
    --too_many_;
  }

  std::vector<bool>& valid_;
  const std::vector<Badge>& badges_;
  const BadgeFold& fold_;
  int too_many_;
  std::map<int, std::size_t> ahead_;  // by place number: one each
  std::map<int, int> standing_;       // badges of admissions that stand, likewise
};

// Of those that are not void.
std::vector<bool> valid_on(const AdmissionDay& day, const std::vector<Badge>& badges, const Lives& lives,
                           const BadgeFold& fold) {
  TakenPlaces places(fold);
  std::vector<bool> valid(badges.size());
  for (std::size_t i = badges.size(); i-- > 0;) {
    const auto& badge = badges[i];
    valid[i] = badge.valid && !was_given_away(*lives.at(badge.serial).started, fold, day);
    if (!valid[i]) continue;
    // One that did not come out leaves the place to an older one; should it come out after all, a newer one outdoes it.
    valid[i] = badge.status == BadgeStatus::Failed ? !places.is_taken(badge) : places.take(badge);
  }
  TooMany(valid, badges, fold).drop();
  return valid;
}

std::set<AdmissionDay> days_of(const std::vector<const JournalEntry*>& transfers) {
  std::set<AdmissionDay> days;
  for (const auto* transfer : transfers) days.insert(std::get<TicketTransferred>(transfer->fact).day);
  days.erase(std::nullopt);
  return days;
}

void fold_validity(std::vector<Badge>& badges, const Lives& lives, const BadgeFold& fold) {
  for (const auto& day : days_of(fold.transfers)) {
    const auto valid = valid_on(day, badges, lives, fold);
    for (std::size_t i = 0; i < badges.size(); ++i) badges[i].valid_by_day[day] = valid[i];
  }
  const auto valid = valid_on({}, badges, lives, fold);
  for (std::size_t i = 0; i < badges.size(); ++i) badges[i].valid = valid[i];
}

}  // namespace

std::vector<Badge> fold_badges(std::span<const JournalEntry> entries, const BadgeFold& fold) {
  const Lives lives = collect(entries);
  std::vector<const Life*> in_order;
  for (const auto& [serial, life] : lives) {
    if (life.started != nullptr) in_order.push_back(&life);
  }
  std::sort(in_order.begin(), in_order.end(),
            [](const Life* a, const Life* b) { return earlier_in_time(*a->started, *b->started); });
  std::vector<Badge> badges;
  for (const auto* life : in_order) {
    const auto admission = counting_admission_of(*life->started, lives, fold);
    badges.push_back({.serial = life->fact().serial,
                      .place_number = life->fact().place_number,
                      .status = status_of(*life),
                      .valid = !is_void(*life, lives, fold),
                      .valid_by_day = {},
                      .place = life->started->place,
                      .admission = admission,
                      .ahead = !is_admission(admission, fold)});
  }
  fold_validity(badges, lives, fold);
  return badges;
}

}  // namespace einlass::rules
