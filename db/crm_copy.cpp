#include "db/crm_copy.h"

#include "core/rules/erasures.h"
#include "db/crm_store.h"
#include "db/event_snapshot.h"
#include "db/file_copy.h"
#include "db/guest_book.h"

#include <system_error>

namespace einlass::store {

using base::Result;

namespace {

Result<void> forget_one(CrmStore& crm, const EventSnapshot& event, rules::EventId id, rules::GuestId guest) {
  if (guest == rules::everybody) return crm.forget_event(id);
  if (guest == rules::refusal_reasons) return {};
  const auto rows = event.guests().by_guest(guest);
  if (!rows) return tl::make_unexpected(rows.error());
  for (const auto& row : *rows) {
    if (auto gone = crm.forget_ticket(row.source, row.external_id); !gone) return gone;
  }
  return crm.forget_guest(id, guest);
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
                               rules::EventId id, const std::vector<rules::JournalRow>& erasures) {
  std::error_code none;
  if (erasures.empty() || !std::filesystem::exists(file, none)) return {};
  {
    auto crm = CrmStore::open(file);
    if (!crm) return tl::make_unexpected(crm.error());
    const auto event = EventSnapshot::open({.file = event_file, .event = id, .journal = {}, .vfs = {}});
    if (!event) return tl::make_unexpected(event.error());
    for (const auto& row : erasures) {
      const auto* erased = std::get_if<rules::GuestErased>(&row.entry.fact);
      if (erased == nullptr) continue;
      if (auto gone = forget_one(*crm, *event, id, erased->erased); !gone) return gone;
    }
  }
  return write_anew(file);
}

}  // namespace einlass::store
