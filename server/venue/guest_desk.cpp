#include "server/venue/guest_desk.h"

#include "core/base/locale_text.h"
#include "core/base/log.h"
#include "core/rules/hard_cap.h"
#include "core/rules/objection.h"
#include "core/rules/quota.h"
#include "core/rules/ticket_code.h"
#include "db/attendance_journal.h"
#include "server/venue/ceded.h"
#include "server/venue/list_counts.h"
#include "server/venue/persons_kept.h"
#include "server/venue/plain_text.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;

constexpr std::size_t kLongestSource = 60;
constexpr std::size_t kLongestOwner = 200;
constexpr std::size_t kStepsKept = 50;  // a kiosk that is further behind gets the whole list

base::Result<void> check_source(const std::string& source) {
  const bool fits = !source.empty() && source.size() <= kLongestSource &&
                    std::all_of(source.begin(), source.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (fits) return {};
  return base::fail(ErrorKind::InvalidInput, "The source's name must be one short word, such as csv or eventbrite.");
}

// A file's numbers would be taken for the system's own.
base::Result<void> check_is_no_connector(const GuestImport& import,
                                         const std::vector<settings::ConnectorSettings>& connectors) {
  if (import.is_pulled || !settings::connector_named(connectors, import.source)) return {};
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("\"{0}\" is a connector, which brings its guests itself (einlass crm pull EVENT --from "
                                "{0}); name the source of this file otherwise, such as {0}-list.",
                                import.source));
}

base::Result<void> check_categories(const GuestImport& import, const rules::EventFrame& frame) {
  for (const auto& [type, category] : import.ticket_types) {
    if (frame.categories.contains(category)) continue;
    return base::fail(
        ErrorKind::InvalidInput,
        fmt::format("This event has no category \"{}\"; use one that einlass event list --json names.", category));
  }
  return {};
}

void add_persons(CountsByOwner& counts, const rules::GuestRow& row, int sign) {
  const auto status = row.ticket.status;
  const bool counts_not = status == rules::TicketStatus::Cancelled || status == rules::TicketStatus::Blocked;
  if (!counts_not) counts[row.guest.list_owner].persons[row.ticket.category] += sign * row.ticket.places;
}

// Under each hard cap, by category; "": the whole event.
base::Result<std::map<std::string, int>> reserved_seats(OpenEvent& event, const rules::AdmissionDay& day) {
  std::map<std::string, int> reserved;
  auto caps = event.policy.category_caps;
  if (event.policy.cap) caps[""] = *event.policy.cap;
  for (const auto& [category, cap] : caps) {
    const auto of_category = category.empty() ? std::nullopt : std::optional(category);
    const auto seats = event.store.leases().reserved(day, of_category, cap.counts);
    if (!seats) return tl::make_unexpected(seats.error());
    reserved[category] = *seats;
  }
  return reserved;
}

// Before the plan is written: what it takes from tickets.
base::Result<void> cede_seats(OpenEvent& event, const guests::ImportPlan& plan,
                              const std::vector<rules::KioskId>& kiosks) {
  if (kiosks.empty()) return {};
  for (const auto& change : plan.changes) {
    if (!guests::is_written(change) || change.kind == guests::ChangeKind::Added) continue;
    const auto before = event.store.guests().by_ticket(change.row.ticket.id);
    if (!before) return tl::make_unexpected(before.error());
    if (!*before) continue;
    const auto seat = ceded_seat((*before)->ticket, change.row.ticket);
    if (!seat) continue;
    if (auto ceded = event.store.leases().cede(*seat, kiosks); !ceded) return ceded;
  }
  return {};
}

base::Result<void> write_plan(OpenEvent& event, const guests::ImportPlan& plan,
                              const std::vector<rules::KioskId>& kiosks) {
  const auto before = event.current_list_version();
  if (!before) return tl::make_unexpected(before.error());
  auto transaction = event.store.begin();
  if (!transaction) return tl::make_unexpected(transaction.error());
  if (auto ceded = cede_seats(event, plan, kiosks); !ceded) return ceded;
  if (auto applied = guests::apply_import(event.store.guests(), plan); !applied) return applied;
  if (auto committed = transaction->commit(); !committed) return committed;
  const auto after = event.current_list_version();
  if (!after || *after == *before) return {};
  ListStep step{.from = *before, .to = *after, .changed = {}};
  for (const auto& change : plan.changes) {
    if (guests::is_written(change)) step.changed.push_back(change.row.ticket.id);
  }
  event.list_steps.push_back(std::move(step));
  if (event.list_steps.size() > kStepsKept) event.list_steps.erase(event.list_steps.begin());
  return {};
}

// As the lists will be; a ticket counts as its row says, and what journal and other lists say stays.
base::Result<std::vector<ListOverQuota>> lists_over_quota(OpenEvent& event, const guests::ImportPlan& plan) {
  std::vector<ListOverQuota> over;
  auto counts = list_counts(event);
  if (!counts) return tl::make_unexpected(counts.error());
  for (const auto& change : plan.changes) {
    if (!guests::is_written(change)) continue;
    const auto before = event.store.guests().by_ticket(change.row.ticket.id);
    if (!before) return tl::make_unexpected(before.error());
    if (*before) add_persons(*counts, **before, -1);
    add_persons(*counts, change.row, 1);
  }
  for (const auto& [owner, of_owner] : *counts) {
    if (rules::persons_beyond_quota(event.policy, owner, of_owner) == 0) continue;
    over.push_back({.owner = owner,
                    .persons = rules::persons_in_quota(event.policy, of_owner),
                    .quota = *rules::list_quota(event.policy, owner)});
  }
  return over;
}

std::vector<int> lines_kept_out(const guests::ImportPreview& preview, const rules::EventPolicy& policy) {
  std::vector<int> lines;
  for (const auto& row : preview.rows) {
    if (rules::is_kept_out_by(rules::Refusal::NotOnList, row.row.ticket, {}, policy)) lines.push_back(row.line);
  }
  return lines;
}

std::vector<int> lines_with_many_plus_ones(const guests::ImportPreview& preview, const rules::EventPolicy& policy) {
  std::vector<int> lines;
  const auto most = rules::most_places(policy);
  if (!most) return lines;
  for (const auto& row : preview.rows) {
    if (!row.row.guest.list_owner.empty() && row.row.ticket.places > *most) lines.push_back(row.line);
  }
  return lines;
}

}  // namespace

namespace {

base::Result<std::set<rules::TicketId>> declined_tickets(const store::AttendanceJournal& journal) {
  const auto decided = journal.arrived_after(0, {"host_decided"});
  if (!decided) return tl::make_unexpected(decided.error());
  std::set<rules::TicketId> declined;
  for (const auto& row : decided->rows) {
    if (!row.entry.ticket || declined.contains(*row.entry.ticket)) continue;
    const auto state = journal.state_of(*row.entry.ticket);
    if (!state) return tl::make_unexpected(state.error());
    if (state->host_declined) declined.insert(*row.entry.ticket);
  }
  return declined;
}

// Without reading the list, where no seats are to be counted.
base::Result<guests::ImportPlan> plan_alone(OpenEvent& event, const store::GuestRow& row) {
  const auto known = event.store.guests().by_ticket(row.ticket.id);
  if (!known) return tl::make_unexpected(known.error());
  guests::RowChange change{.kind = *known ? guests::ChangeKind::Changed : guests::ChangeKind::Added, .row = row};
  return guests::ImportPlan{.changes = {std::move(change)}};
}

}  // namespace

base::Result<void> check_list(const std::string& owner) {
  if (owner.empty() || is_plain_name(owner, kLongestOwner)) return {};
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("Whose list it is must be a name of at most {} letters; shorten it.", kLongestOwner));
}

base::Result<guests::ImportPlan> GuestDesk::plan(OpenEvent& event, const guests::ImportPreview& preview,
                                                 const GuestImport& import, const std::vector<rules::KioskId>& kiosks) {
  const auto day = state_.admission_day(event);
  auto present = event.store.journal().presence(day);
  if (!present) return tl::make_unexpected(present.error());
  const auto reserved = reserved_seats(event, day);
  if (!reserved) return tl::make_unexpected(reserved.error());
  auto declined = declined_tickets(event.store.journal());
  if (!declined) return tl::make_unexpected(declined.error());
  return guests::plan_import(event.store.guests(), preview,
                             {.source = import.source,
                              .withdraw_missing = import.withdraw_missing,
                              .takes_over = import.is_pulled,
                              .policy = &event.policy,
                              .present = *std::move(present),
                              .reserved = *reserved,
                              .declined = *std::move(declined),
                              .seats_stay_taken = !kiosks.empty()});
}

base::Result<void> GuestDesk::put(rules::EventId id, const store::GuestRow& row) {
  const auto event = state_.event(id);
  if (!event) return tl::make_unexpected(event.error());
  const auto kiosks = kiosks_to_tell(state_, **event);
  if (!kiosks) return tl::make_unexpected(kiosks.error());
  guests::ImportPreview alone;
  alone.rows.push_back({.line = 1, .row = row});
  const auto planned = rules::has_hard_cap((*event)->policy)
                           ? plan(**event, alone, {.event = {}, .content = {}, .source = row.source}, *kiosks)
                           : plan_alone(**event, row);
  if (!planned) return tl::make_unexpected(planned.error());
  return write_plan(**event, *planned, *kiosks);
}

base::Result<GuestImportReport> GuestDesk::import(const GuestImport& import) {
  const auto job = begin_import(import);
  if (!job) return tl::make_unexpected(job.error());
  auto preview = job->read();
  if (!preview) return tl::make_unexpected(preview.error());
  return finish_import(import, *std::move(preview));
}

base::Result<GuestImportJob> GuestDesk::begin_import(const GuestImport& import) {
  const auto found = state_.event(import.event);
  if (!found) return tl::make_unexpected(found.error());
  const auto& event = **found;
  if (auto kept = require_persons(**found); !kept) return tl::make_unexpected(kept.error());
  if (auto source = check_source(import.source); !source) return tl::make_unexpected(source.error());
  if (auto file = check_is_no_connector(import, state_.options().connectors); !file) {
    return tl::make_unexpected(file.error());
  }
  if (auto list = check_list(import.list); !list) return tl::make_unexpected(list.error());
  if (auto types = check_categories(import, event.frame); !types) return tl::make_unexpected(types.error());
  return GuestImportJob{.import = import,
                        .settings = {.event = event.record.id,
                                     .ids_of = event.frame.rehearses,
                                     .source = import.source,
                                     .id_key = event.keys.ids_key,
                                     .code_hash_key = event.keys.code_key,
                                     .list = import.list,
                                     .ticket_types = import.ticket_types,
                                     .categories = event.frame.categories}};
}

base::Result<GuestImportReport> GuestDesk::finish_import(const GuestImport& import, guests::ImportPreview preview) {
  const auto found = state_.event(import.event);
  if (!found) return tl::make_unexpected(found.error());
  auto& event = **found;
  // Also now: they may have been erased while the list was read.
  if (auto kept = require_persons(event); !kept) return tl::make_unexpected(kept.error());
  if (import.withdraw_missing && preview.rows.empty()) {
    return base::fail(ErrorKind::InvalidInput,
                      "The list has no guest, so every ticket would be withdrawn; check that it is the right file.");
  }
  const auto kiosks = kiosks_to_tell(state_, event);
  if (!kiosks) return tl::make_unexpected(kiosks.error());
  auto plan = this->plan(event, preview, import, *kiosks);
  if (!plan) return tl::make_unexpected(plan.error());
  auto over_quota = lists_over_quota(event, *plan);
  if (!over_quota) return tl::make_unexpected(over_quota.error());
  auto not_admitted = lines_kept_out(preview, event.policy);
  auto many_plus_ones = lines_with_many_plus_ones(preview, event.policy);
  // Where every row is refused the list is at fault: nothing of it counts, least of all whom it does not have.
  const bool writes = !import.dry_run && !preview.rows.empty();
  if (writes) {
    if (auto noted = state_.note_import(event.record.id); !noted) return tl::make_unexpected(noted.error());
    if (auto written = write_plan(event, *plan, *kiosks); !written) return tl::make_unexpected(written.error());
  }
  return GuestImportReport{.preview = std::move(preview),
                           .plan = std::move(*plan),
                           .over_quota = *std::move(over_quota),
                           .not_admitted_lines = std::move(not_admitted),
                           .many_plus_ones_lines = std::move(many_plus_ones),
                           .written = writes};
}

bool GuestDesk::index_ahead(std::size_t guests) {
  bool nothing_left = true;
  for (auto* event : state_.open_events()) {
    if (event->record.closed || not_indexed_.contains(event->record.id)) continue;
    const auto done = event->store.guests().index(guests);
    if (done) {
      nothing_left = nothing_left && *done;
    } else {
      not_indexed_.insert(event->record.id);
      base::log_error("Searching an event will be slow at first: {}", done.error().message);
    }
  }
  return nothing_left;
}

base::Result<std::vector<IssuedTicket>> GuestDesk::issue_tickets(const std::string& key, bool without_code_only) {
  const auto found = state_.event(key);
  if (!found) return tl::make_unexpected(found.error());
  auto& event = **found;
  const auto pair = state_.ticket_signing_pair(event.record.id);
  const auto key_id = event.keys.ticket_keys.rbegin()->first;
  std::vector<IssuedTicket> issued;
  const auto read = event.store.guests().each([&](const store::GuestRow& row) {
    const auto& ticket = row.ticket;
    if (ticket.status != rules::TicketStatus::Confirmed || (without_code_only && !row.code_hashes.empty())) return;
    const rules::SignedTicket signed_ticket{.event = ticket.event,
                                            .ticket = ticket.id,
                                            .category = ticket.category,
                                            .places = ticket.places,
                                            .valid_from = ticket.valid_from,
                                            .valid_until = ticket.valid_until,
                                            .key_id = key_id};
    issued.push_back({.ticket = ticket.id,
                      .name = row.guest.full_name,
                      .email = row.guest.email,
                      .category = ticket.category,
                      .places = ticket.places,
                      .code = rules::signed_ticket_code(signed_ticket, pair.secret)});
  });
  if (!read) return tl::make_unexpected(read.error());
  const base::Collation names("root");
  std::sort(issued.begin(), issued.end(), [&names](const IssuedTicket& a, const IssuedTicket& b) {
    if (names.before(a.name, b.name)) return true;
    return !names.before(b.name, a.name) && a.ticket < b.ticket;
  });
  return issued;
}

}  // namespace einlass::venue
