#include "server/venue/pull_job.h"

#include "db/event_snapshot.h"
#include "server/crm/pull.h"
#include "server/guests/pulled_table.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace einlass::venue {
namespace {

using base::Result;

Result<std::vector<rules::GuestRow>> book_rows(const store::EventStoreOptions& file) {
  const auto event = store::EventSnapshot::open(file);
  if (!event) return base::failed(event);
  std::vector<rules::GuestRow> rows;
  const auto read = event->guests().each([&](const rules::GuestRow& row) { rows.push_back(row); });
  if (!read) return base::failed(read);
  return rows;
}

// A list that came as a file before, and now by a connector.
bool brings_known_codes(const guests::ImportPreview& preview, const std::vector<rules::GuestRow>& book,
                        const std::string& source) {
  std::set<base::Hash> known;
  for (const auto& row : book) {
    if (row.source == source || row.ticket.status == rules::TicketStatus::Cancelled) continue;
    known.insert(row.code_hashes.begin(), row.code_hashes.end());
  }
  return std::any_of(preview.rows.begin(), preview.rows.end(), [&](const auto& each) {
    return std::any_of(each.row.code_hashes.begin(), each.row.code_hashes.end(),
                       [&](const auto& hash) { return known.contains(hash); });
  });
}

Result<void> read_tickets(const PullJob& job, const store::CrmStore& store, PullRead& read) {
  // First: a ticket that comes in between is in the list, which is told of it before the book is.
  const auto book = book_rows(job.event_file);
  if (!book) return base::failed(book);
  auto list = store.pulled(job.key);
  if (!list) return base::failed(list);
  if (!read.pull.full) {
    auto dropped = guests::dropped_tickets(list->tickets, list->whole_orders, *book, job.connector.name);
    list->tickets.insert(list->tickets.end(), dropped.begin(), dropped.end());
  }
  read.tickets = list->tickets.size();
  if (list->tickets.empty() && !read.pull.full) return {};
  read.preview = guests::preview_tickets(list->tickets, job.import->settings);
  if (!read.pull.full) guests::note_buyers_addresses(*read.preview, *book);
  read.brings_known_codes = brings_known_codes(*read.preview, *book, job.connector.name);
  return {};
}

}  // namespace

Result<PullRead> PullJob::read(crm::Waiting& waiting) const {
  auto store = store::CrmStore::open(file);
  if (!store) return base::failed(store);
  const auto secret = settings::read_secret(connector);
  if (!secret) return base::failed(secret);
  const auto source = crm::make_source(connector, *secret, {waiting, pace});
  const auto field_map = settings::field_map_of(connector);
  if (dry_run && event.empty()) {
    auto look = crm::look_at_persons(*source, *store, key, full, field_map);
    if (!look) return base::failed(look);
    return PullRead{.pull = {.key = key, .full = look->full}, .look = *std::move(look)};
  }
  auto pull = crm::run_pull(*source, *store, key, full, waiting, field_map);
  if (!pull) return base::failed(pull);
  PullRead read{.pull = *std::move(pull)};
  if (!import) return read;
  return read_tickets(*this, *store, read).map([&] { return std::move(read); });
}

}  // namespace einlass::venue
