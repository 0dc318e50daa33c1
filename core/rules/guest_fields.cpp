#include "core/rules/guest_fields.h"

#include "core/base/text_fold.h"
#include "core/rules/scan_graph.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace einlass::rules {
namespace {

// Which scans knew of which, directly or through others.
class Knowledge {
 public:
  void add(const JournalEntry& entry) {
    auto& knew = knew_[scan_ref_of(entry)];
    knew.insert(entry.prior.begin(), entry.prior.end());
  }

  bool knows(const ScanRef& scan, const ScanRef& other) const {
    std::set<ScanRef> seen{scan};
    std::vector<ScanRef> open{scan};
    while (!open.empty()) {
      const auto found = knew_.find(open.back());
      open.pop_back();
      if (found == knew_.end()) continue;
      if (found->second.contains(other)) return true;
      for (const auto& next : found->second) {
        if (seen.insert(next).second) open.push_back(next);
      }
    }
    return false;
  }

  // Scans that claim to know each other are forged; neither beats the other then.
  bool beats(const ScanRef& scan, const ScanRef& other) const {
    return scan != other && knows(scan, other) && !knows(other, scan);
  }

  std::vector<ScanRef> newest() const {
    std::vector<ScanRef> refs;
    for (const auto& [scan, knew] : knew_) {
      const bool known = std::any_of(knew_.begin(), knew_.end(),
                                     [&, ref = scan](const auto& other) { return beats(other.first, ref); });
      if (!known) refs.push_back(scan);
    }
    return refs;
  }

 private:
  std::map<ScanRef, std::set<ScanRef>> knew_;
};

bool is_later_step(const JournalEntry& a, const JournalEntry& b) {
  const auto step = [](const JournalEntry& entry) { return entry.scan ? entry.scan->step : 0U; };
  return std::tuple(step(a), a.id) > std::tuple(step(b), b.id);
}

// Of the sets that have the field the one that counts. Of one scan it is the last; then an entry beats those that it
// knew; then sure beats unsure, and the later one counts.
const FieldsSet& counting(const std::vector<const FieldsSet*>& sets, const Knowledge& knowledge) {
  std::map<ScanRef, const FieldsSet*> by_scan;
  for (const auto* set : sets) {
    auto& last = by_scan[scan_ref_of(*set->entry)];
    if (last == nullptr || is_later_step(*set->entry, *last->entry)) last = set;
  }
  const FieldsSet* best = nullptr;
  for (const auto& [scan, set] : by_scan) {
    const bool beaten = std::any_of(by_scan.begin(), by_scan.end(),
                                    [&, ref = scan](const auto& other) { return knowledge.beats(other.first, ref); });
    if (beaten) continue;
    if (best == nullptr || earlier_in_time(*best->entry, *set->entry)) best = set;
  }
  return *best;
}

}  // namespace

bool sets_guest_fields(const Fact& fact) {
  return std::holds_alternative<GuestRegistered>(fact) || std::holds_alternative<GuestAmended>(fact);
}

GuestFields fold_guest_fields(std::span<const FieldsSet> sets) {
  Knowledge knowledge;
  std::map<std::string, std::vector<const FieldsSet*>> by_field;
  for (const auto& set : sets) {
    knowledge.add(*set.entry);
    for (const auto& [field, value] : set.values) by_field[field].push_back(&set);
  }
  GuestFields fields;
  for (const auto& [field, having] : by_field) fields[field] = counting(having, knowledge).values.at(field);
  return fields;
}

std::vector<ScanRef> newest_amendments(std::span<const JournalEntry> entries, const std::optional<GuestId>& guest) {
  Knowledge knowledge;
  for (const auto& entry : entries) {
    if (entry.guest == guest && sets_guest_fields(entry.fact)) knowledge.add(entry);
  }
  return knowledge.newest();
}

void lay_over(Guest& guest, const GuestFields& fields) {
  const std::map<std::string_view, std::string*> own{
      {"first_name", &guest.first_name}, {"last_name", &guest.last_name},  {"full_name", &guest.full_name},
      {"company", &guest.company},       {"email", &guest.email},          {"language", &guest.language},
      {"table", &guest.table},           {"list_owner", &guest.list_owner}};
  for (const auto& [name, value] : fields) {
    if (const auto found = own.find(name); found != own.end()) *found->second = value;
    if (name.starts_with(extra_prefix)) guest.extra[name.substr(extra_prefix.size())] = value;
  }
}

std::string family_name(const Guest& guest) {
  if (!guest.last_name.empty()) return guest.last_name;
  const auto name = base::clean_text(guest.full_name);  // blanks of any kind are plain ones then
  const auto blank = name.rfind(' ');
  return blank == std::string::npos ? name : name.substr(blank + 1);
}

}  // namespace einlass::rules
