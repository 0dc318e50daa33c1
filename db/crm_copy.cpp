#include "db/crm_copy.h"

#include "core/rules/erasures.h"
#include "db/event_snapshot.h"
#include "db/file_copy.h"
#include "db/guest_book.h"

#include <system_error>

namespace einlass::store {

using base::Result;

namespace {

Result<void> forget_one(CrmStore& crm, const EventSnapshot& event, const ErasedInCopy& erased, rules::GuestId guest) {
  if (guest == rules::everybody) return crm.forget_event(erased.event, erased.called);
  if (guest == rules::refusal_reasons) return {};
  const auto rows = event.guests().by_guest(guest);
  if (!rows) return tl::make_unexpected(rows.error());
  for (const auto& row : *rows) {
    if (auto gone = crm.forget_ticket(row.source, row.external_id); !gone) return gone;
  }
  return crm.forget_guest(erased.event, guest);
}

}  // namespace

Result<void> end_pulls_in_copy(const std::filesystem::path& file) {
  {
    auto crm = CrmStore::open(file);
    if (!crm) return tl::make_unexpected(crm.error());
    if (auto ended = crm->end_pulls(); !ended) return ended;
  }
  return write_anew(file);
}

Result<void> erase_in_crm_copy(const std::filesystem::path& file, const std::filesystem::path& event_file,
                               const ErasedInCopy& erased) {
  std::error_code none;
  if (erased.entries.empty() || !std::filesystem::exists(file, none)) return {};
  {
    auto crm = CrmStore::open(file);
    if (!crm) return tl::make_unexpected(crm.error());
    const auto event = EventSnapshot::open({.file = event_file, .event = erased.event, .journal = {}, .vfs = {}});
    if (!event) return tl::make_unexpected(event.error());
    for (const auto& row : erased.entries) {
      const auto* entry = std::get_if<rules::GuestErased>(&row.entry.fact);
      if (entry == nullptr) continue;
      if (auto gone = forget_one(*crm, *event, erased, entry->erased); !gone) return gone;
    }
    for (const auto& person : erased.persons) {
      if (auto gone = crm->forget_person(person); !gone) return gone;
    }
  }
  return write_anew(file);
}

}  // namespace einlass::store
