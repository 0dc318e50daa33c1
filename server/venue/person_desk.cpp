#include "server/venue/person_desk.h"

#include "core/wire/policy_document.h"

#include <algorithm>
#include <map>

namespace einlass::venue {

using base::Result;

Result<PersonSources> PersonDesk::sources() {
  const auto records = parts_.state.venue().events();
  if (!records) return base::failed(records);
  PersonSources sources;
  sources.asked_ = parts_.state.now();
  sources.crm_file_ = parts_.state.options().state_directory / crm_file;
  for (const auto& record : *records) {
    const auto event = parts_.state.event(record.id);
    if (!event || (*event)->frame.rehearses) continue;
    auto policies = policies_of(**event);
    if (!policies) return base::failed(policies);
    PersonSources::Event source{.id = record.id,
                                .key = record.key,
                                .frame = (*event)->frame,
                                .zone = (*event)->zone,
                                .file = (*event)->store.options(),
                                .policies = *std::move(policies),
                                .copies = {}};
    if (auto added = add_copies(source); !added) return base::failed(added);
    sources.events_.push_back(std::move(source));
  }
  std::stable_sort(sources.events_.begin(), sources.events_.end(),
                   [](const auto& a, const auto& b) { return a.frame.starts > b.frame.starts; });
  return sources;
}

// Documents stay when the policy changes, so that the words of an earlier consent are still there.
Result<std::vector<rules::EventPolicy>> PersonDesk::policies_of(const OpenEvent& event) {
  std::vector<rules::EventPolicy> policies{event.policy};
  const auto documents = parts_.state.venue().documents_of_kind("policy");
  if (!documents) return base::failed(documents);
  for (const auto& each : *documents) {
    if (each.name != event.record.key) continue;
    const auto document = parts_.state.venue().document(each.hash);
    if (!document) return base::failed(document);
    auto policy = *document ? wire::parse_policy((*document)->content) : Result<rules::EventPolicy>(event.policy);
    if (policy) policies.push_back(*std::move(policy));  // one of a newer version says nothing here
  }
  return policies;
}

Result<void> PersonDesk::add_copies(PersonSources::Event& event) {
  const auto backups = parts_.state.venue().backups();
  if (!backups) return base::failed(backups);
  for (const auto& backup : *backups) {
    const bool holds = std::find(backup.events.begin(), backup.events.end(), event.id) != backup.events.end();
    if (holds) event.copies.push_back({report::KnownCopy::Kind::Backup, backup.folder, backup.made});
  }
  const auto history = parts_.state.pack_history(event.id);
  if (!history) return base::failed(history);
  for (const auto& note : history->packed) {
    event.copies.push_back({report::KnownCopy::Kind::PackedFile, note.label, note.at});
  }
  return {};
}

// In a batch of its own: commands run between those of the kiosks.
Result<void> PersonDesk::erase_in(rules::EventId event, const std::vector<rules::GuestId>& guests, std::uint32_t by) {
  const StaffAct act{.event = event,
                     .place = {.kiosk = {}, .name = by == 0 ? "command line" : "organiser page", .door = {}},
                     .decider = rules::Decider::Host,
                     .operator_number = by};
  const auto tickets = parts_.crm.tickets_of(event, guests);
  if (!tickets) return base::failed(tickets);
  if (auto begun = parts_.door.begin(); !begun) return begun;
  const auto erased = parts_.staff.erase(act, guests);
  const auto committed = parts_.door.commit();
  if (!erased || !committed) return erased ? committed : erased;
  return parts_.crm.forget(event, guests, *tickets);
}

Result<PersonDesk::Erasure> PersonDesk::erase(const std::vector<rules::GuestId>& ids, std::uint32_t by) {
  const auto sources = this->sources();
  if (!sources) return base::failed(sources);
  const auto persons = sources->persons({ids.begin(), ids.end()});
  if (!persons) return base::failed(persons);
  std::map<rules::EventId, std::set<rules::GuestId>> by_event;
  for (const auto& person : *persons) {
    for (const auto& guest : person.guests) by_event[guest.event].insert(guest.row.guest.id);
  }
  Erasure erasure;
  for (const auto& [event, guests] : by_event) {
    const std::vector<rules::GuestId> all(guests.begin(), guests.end());
    erasure.guests += static_cast<int>(all.size());
    if (auto erased = erase_in(event, all, by); !erased) return base::failed(erased);
    const auto rehearsals = parts_.events.rehearsals_of(event);
    if (!rehearsals) return base::failed(rehearsals);
    for (const auto& rehearsal : *rehearsals) {
      if (auto erased = erase_in(rehearsal, all, by); !erased) return base::failed(erased);
    }
    auto job = parts_.backups.begin_erasure(event);
    if (!job) return base::failed(job);
    erasure.backups.push_back(*std::move(job));
    const auto history = parts_.state.pack_history(event);
    if (!history) return base::failed(history);
    const auto found = parts_.events.find(event.text());
    if (!found) return base::failed(found);
    for (const auto& note : history->packed) erasure.packed.emplace_back(found->key, note);
  }
  if (by_event.empty()) return erasure;
  return parts_.crm.leave_no_trace().map([&] { return std::move(erasure); });
}

}  // namespace einlass::venue
