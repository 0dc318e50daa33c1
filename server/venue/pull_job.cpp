#include "server/venue/pull_job.h"

#include "core/base/text_fold.h"
#include "db/event_snapshot.h"
#include "server/crm/pull.h"
#include "server/guests/pulled_table.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>
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

// What says that a ticket may be on another list already: its codes, its number and order, whom it is for.
std::vector<std::string> marks_of(const rules::GuestRow& row) {
  std::vector<std::string> marks;
  for (const auto& hash : row.code_hashes) marks.push_back("code " + base::hex(hash));
  marks.push_back("number " + row.external_id);
  if (!row.order_ref.empty()) marks.push_back("order " + row.order_ref);
  const auto& guest = row.guest;
  if (guest.is_named() && !guest.email.empty()) {
    marks.push_back("guest " + base::fold_text(guest.full_name) + "\x1f" + base::fold_text(guest.email));
  }
  return marks;
}

// A list that came as a file before, and now by a connector.
bool meets_other_lists(const guests::ImportPreview& preview, const std::vector<rules::GuestRow>& book,
                       const std::string& source) {
  std::unordered_set<std::string> known;
  for (const auto& row : book) {
    if (row.source == source || row.ticket.status == rules::TicketStatus::Cancelled) continue;
    for (auto& mark : marks_of(row)) known.insert(std::move(mark));
  }
  if (known.empty()) return false;
  return std::any_of(preview.rows.begin(), preview.rows.end(), [&](const auto& each) {
    const auto marks = marks_of(each.row);
    return std::any_of(marks.begin(), marks.end(), [&](const auto& mark) { return known.contains(mark); });
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
  auto hidden = guests::take_hidden(list->tickets, *book, job.connector.name);
  read.tickets = list->tickets.size();
  if (list->tickets.empty() && !read.pull.full) return {};
  read.preview = guests::preview_tickets(list->tickets, job.import->settings);
  std::move(hidden.begin(), hidden.end(), std::back_inserter(read.preview->refused_guests));
  if (!read.pull.full) guests::note_buyers_addresses(*read.preview, *book);
  read.meets_other_lists = meets_other_lists(*read.preview, *book, job.connector.name);
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
