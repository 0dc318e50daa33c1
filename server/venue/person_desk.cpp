#include "server/venue/person_desk.h"

#include "server/venue/kept_policies.h"

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

Result<std::vector<rules::EventPolicy>> PersonDesk::policies_of(const OpenEvent& event) {
  return kept_policies(parts_.state.venue(), event.record.key).map([&](std::vector<KeptPolicy> kept) {
    std::vector<rules::EventPolicy> policies;
    for (auto& each : kept) policies.push_back(std::move(each.policy));
    policies.push_back(event.policy);
    return policies;
  });
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

Result<PersonDesk::Erasure> PersonDesk::erase(const std::vector<rules::GuestId>& ids, std::uint32_t by) {
  const auto sources = this->sources();
  if (!sources) return base::failed(sources);
  const auto persons = sources->persons({ids.begin(), ids.end()});
  if (!persons) return base::failed(persons);
  std::map<rules::EventId, std::set<rules::GuestId>> by_event;
  for (const auto& person : *persons) {
    for (const auto& guest : person.guests) by_event[guest.event].insert(guest.row.guest.id);
  }
  auto rests = parts_.erasures.erase(by_event, by);
  if (!rests) return base::failed(rests);
  Erasure erasure{.rests = *std::move(rests), .packed = {}};
  for (const auto& [event, guests] : by_event) erasure.guests += static_cast<int>(guests.size());
  for (const auto& rest : erasure.rests) {
    const auto history = parts_.state.pack_history(rest.event);
    if (!history) return base::failed(history);
    for (const auto& note : history->packed) erasure.packed.emplace_back(rest.key, note);
  }
  return erasure;
}

}  // namespace einlass::venue
