#include "db/crm_store.h"

#include "db/connection.h"
#include "db/crm_tables.h"
#include "db/statements.h"

#include <utility>

namespace einlass::store {

using base::Result;

namespace {

constexpr const char* kPullColumns =
    "SELECT connector, remote, watermark, finished, full_finished, trouble, tried, running, is_full, position, "
    "is_read, looked, came, changed, went, (SELECT count(*) FROM refused_tickets r WHERE r.connector = pulls.connector "
    "AND r.remote = pulls.remote), warning, field_map, now_field_map FROM pulls ";

std::optional<PullFigures> figures_of(const Query& row) {
  const auto came = row.get<std::optional<int>>(12);
  if (!came) return std::nullopt;
  return PullFigures{.came = *came, .changed = row.get<int>(13), .went = row.get<int>(14), .refused = row.get<int>(15)};
}

PullRecord pull_of(const Query& row) {
  return {.key = {.connector = row.get<std::string>(0), .remote = row.get<std::string>(1)},
          .watermark = row.get<std::string>(2),
          .finished = row.get<std::optional<base::Instant>>(3),
          .full_finished = row.get<std::optional<base::Instant>>(4),
          .trouble = row.get<std::string>(5),
          .tried = row.get<std::optional<base::Instant>>(6),
          .running = row.get<bool>(7),
          .full = row.get<bool>(8),
          .position = row.get<std::string>(9),
          .read = row.get<bool>(10),
          .looked = row.get<bool>(11),
          .warning = row.get<std::string>(16),
          .figures = figures_of(row),
          .field_map = row.get<std::string>(17),
          .now_field_map = row.get<std::string>(18)};
}

CrmLink link_of(const Query& row) {
  return {.event = row.get<rules::EventId>(0),
          .connector = row.get<std::string>(1),
          .remote = row.get<std::string>(2),
          .list = row.get<std::string>(3)};
}

CrmMatch match_of(const Query& row) {
  return {.guest = row.get<rules::GuestId>(0),
          .connector = row.get<std::string>(1),
          .person = row.get<std::string>(2),
          .by = static_cast<MatchedBy>(row.get<int>(3)),
          .state = static_cast<MatchState>(row.get<int>(4))};
}

}  // namespace

std::string_view word(MatchState state) {
  switch (state) {
    case MatchState::Matched:
      return "matched";
    case MatchState::Proposed:
      return "proposed";
    case MatchState::Confirmed:
      return "confirmed";
    case MatchState::Rejected:
      return "rejected";
  }
  return {};
}

std::string_view word(MatchedBy by) {
  switch (by) {
    case MatchedBy::Id:
      return "id";
    case MatchedBy::Email:
      return "email";
    case MatchedBy::Name:
      return "name";
    case MatchedBy::Person:
      return "person";
  }
  return {};
}

struct CrmStore::Impl : Statements {
  explicit Impl(std::unique_ptr<Connection> opened)
      : Statements(*opened), tables(*opened), connection(std::move(opened)) {}

  Result<void> forget_pulled(const PullKey& key) {
    return change("DELETE FROM pulled_tickets WHERE connector = ? AND remote = ?", key.connector, key.remote)
        .and_then([&] {
          return change("DELETE FROM whole_orders WHERE connector = ? AND remote = ?", key.connector, key.remote);
        });
  }

  // Whoever purges ends the pull: what its thread brings then would be there for good.
  Result<void> require_running(const PullKey& key) {
    const auto running = rows(
        "SELECT 1 FROM pulls WHERE connector = ? AND remote = ? AND running",
        [](const Query& row) { return row.get<bool>(0); }, key.connector, key.remote);
    if (!running) return tl::make_unexpected(running.error());
    if (!running->empty()) return {};
    return base::fail(base::ErrorKind::Refused, "What was being pulled is wanted no more; nothing of it is kept.");
  }

  Result<void> put_match(rules::EventId event, const CrmMatch& match) {
    return change("INSERT OR REPLACE INTO matches VALUES (?, ?, ?, ?, ?, ?)", event, match.guest, match.connector,
                  match.person, static_cast<int>(match.by), static_cast<int>(match.state));
  }

  CrmTables tables;
  std::unique_ptr<Connection> connection;
};

CrmStore::CrmStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CrmStore::CrmStore(CrmStore&&) noexcept = default;
CrmStore& CrmStore::operator=(CrmStore&&) noexcept = default;
CrmStore::~CrmStore() = default;

Result<CrmStore> CrmStore::open(const std::filesystem::path& file) {
  auto connection = open_crm(file);
  if (!connection) return tl::make_unexpected(connection.error());
  return CrmStore(std::make_unique<Impl>(std::move(*connection)));
}

Result<void> CrmStore::put_link(const CrmLink& link) {
  return impl_->together([&]() -> Result<void> {
    auto put = impl_->change("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?)", link.event, link.connector,
                             link.remote, link.list);
    return put ? impl_->tables.forget_unlinked() : put;
  });
}

Result<void> CrmStore::remove_link(rules::EventId event, const std::string& connector) {
  return impl_->together([&]() -> Result<void> {
    auto removed = impl_->change("DELETE FROM links WHERE event = ? AND connector = ?", event, connector);
    return removed ? impl_->tables.forget_unlinked() : removed;
  });
}

Result<std::vector<CrmLink>> CrmStore::links(rules::EventId event) const {
  return impl_->rows("SELECT event, connector, remote, list FROM links WHERE event = ? ORDER BY connector", link_of,
                     event);
}

Result<std::vector<CrmLink>> CrmStore::links() const {
  return impl_->rows("SELECT event, connector, remote, list FROM links ORDER BY connector, event", link_of);
}

Result<PullRecord> CrmStore::pull(const PullKey& key) const {
  return impl_
      ->rows(std::string(kPullColumns) + "WHERE connector = ? AND remote = ?", pull_of, key.connector, key.remote)
      .map(
          [&](const std::vector<PullRecord>& found) { return found.empty() ? PullRecord{.key = key} : found.front(); });
}

Result<std::vector<PullRecord>> CrmStore::pulls() const {
  return impl_->rows(std::string(kPullColumns) + "ORDER BY connector, remote", pull_of);
}

Result<PullRecord> CrmStore::begin_pull(const PullKey& key, bool full, base::Instant now, const std::string& map) {
  auto known = pull(key);
  if (!known) return known;
  full = full || !knows_what_was_read(*known, map);
  if (known->running && known->full == full && known->now_field_map == map) return known;
  const auto begun = impl_->together([&]() -> Result<void> {
    if (auto forgotten = impl_->forget_pulled(key); !forgotten) return forgotten;
    return impl_->change(
        "INSERT INTO pulls (connector, remote, running, is_full, run, tried, now_field_map) VALUES (?1, ?2, 1, ?3, 1, "
        "?4, ?5) ON CONFLICT DO UPDATE SET running = 1, is_full = ?3, run = run + 1, position = '', is_read = 0, "
        "tried = ?4, now_came = 0, now_changed = 0, now_went = 0, now_field_map = ?5",
        key.connector, key.remote, full, now, map);
  });
  if (!begun) return tl::make_unexpected(begun.error());
  return pull(key);
}

Result<void> CrmStore::keep_page(const PullKey& key, const PulledPage& page) {
  return impl_->together([&]() -> Result<void> {
    if (auto running = impl_->require_running(key); !running) return running;
    if (auto kept = impl_->tables.keep(key, page); !kept) return kept;
    return impl_->change("UPDATE pulls SET position = ?, is_read = ? WHERE connector = ? AND remote = ?", page.next,
                         page.last, key.connector, key.remote);
  });
}

Result<void> CrmStore::keep_found(const PullKey& key, const rules::PulledTicket& ticket) {
  return impl_->together([&]() -> Result<void> {
    const auto known = pull(key);
    if (!known) return tl::make_unexpected(known.error());
    if (!known->running) return {};
    return impl_->tables.keep(key, {.tickets = {ticket}, .persons = {}, .gone = {}, .whole_orders = {}, .next = {}});
  });
}

Result<bool> CrmStore::saw_nobody(const PullKey& key) const {
  return impl_
      ->rows(
          "SELECT EXISTS (SELECT 1 FROM persons WHERE connector = ?1 AND NOT gone) AND NOT EXISTS (SELECT 1 FROM "
          "persons WHERE "
          "connector = ?1 AND seen = (SELECT run FROM pulls WHERE connector = ?1 AND remote = ?2))",
          [](const Query& row) { return row.get<bool>(0); }, key.connector, key.remote)
      .map([](const std::vector<bool>& found) { return !found.empty() && found.front(); });
}

Result<PulledList> CrmStore::pulled(const PullKey& key) const {
  return impl_->tables.pulled(key);
}

Result<void> CrmStore::note_figures(const PullKey& key, const PullFigures& figures) {
  return impl_->change(
      "UPDATE pulls SET now_came = ?, now_changed = ?, now_went = ? WHERE connector = ? AND remote = ?", figures.came,
      figures.changed, figures.went, key.connector, key.remote);
}

Result<void> CrmStore::note_refused(const PullKey& key, const ReadTickets& read) {
  return impl_->together([&] { return impl_->tables.note_refused(key, read); });
}

Result<void> CrmStore::finish_pull(const PullKey& key, base::Instant now) {
  return impl_->together([&]() -> Result<void> {
    if (auto running = impl_->require_running(key); !running) return running;
    if (auto gone = impl_->tables.mark_unseen(key); !gone) return gone;
    if (auto noted = impl_->tables.note_went(key); !noted) return noted;
    if (auto deleted = impl_->tables.delete_gone(key.connector); !deleted) return deleted;
    if (auto kept = impl_->tables.keep_ticket_persons(key); !kept) return kept;
    if (auto forgotten = impl_->forget_pulled(key); !forgotten) return forgotten;
    return impl_->change(
        "UPDATE pulls SET watermark = position, finished = ?3, trouble = '', running = 0, position = '', is_read = 0, "
        "came = now_came, changed = now_changed, went = now_went, field_map = now_field_map, "
        "full_finished = CASE WHEN is_full THEN ?3 ELSE full_finished END WHERE connector = ?1 AND remote = ?2",
        key.connector, key.remote, now);
  });
}

Result<void> CrmStore::note_warning(const PullKey& key, const std::string& sentence) {
  return impl_->change("UPDATE pulls SET warning = ? WHERE connector = ? AND remote = ?", sentence, key.connector,
                       key.remote);
}

Result<void> CrmStore::note_trouble(const PullKey& key, const std::string& sentence, base::Instant now) {
  return impl_->change(
      "INSERT INTO pulls (connector, remote, trouble, tried) SELECT ?1, ?2, ?3, ?4 "
      "WHERE ?2 = '' OR (?1, ?2) IN (SELECT connector, remote FROM links) ON CONFLICT DO UPDATE SET trouble = ?3, "
      "tried = ?4",
      key.connector, key.remote, sentence, now);
}

Result<void> CrmStore::drop_pull(const PullKey& key) {
  return impl_->together([&]() -> Result<void> {
    if (auto forgotten = impl_->forget_pulled(key); !forgotten) return forgotten;
    return impl_->change(
        "UPDATE pulls SET running = 0, position = '', is_read = 0, looked = 1 WHERE connector = ? AND remote = ?",
        key.connector, key.remote);
  });
}

Result<void> CrmStore::end_pulls() {
  return impl_->together([&]() -> Result<void> {
    for (const char* end : {"DELETE FROM pulled_tickets", "DELETE FROM whole_orders",
                            "UPDATE pulls SET running = 0, position = '', is_read = 0"}) {
      if (auto done = impl_->change(end); !done) return done;
    }
    return {};
  });
}

Result<std::vector<rules::CrmPerson>> CrmStore::alike(const std::vector<CrmSought>& sought) const {
  return impl_->tables.alike(sought);
}

Result<std::vector<rules::CrmPerson>> CrmStore::persons() const {
  return impl_->tables.persons();
}

Result<std::vector<std::string>> CrmStore::person_ids(const std::string& connector) const {
  return impl_->rows(
      "SELECT id FROM persons WHERE connector = ? AND NOT gone ORDER BY id",
      [](const Query& row) { return row.get<std::string>(0); }, connector);
}

Result<std::vector<rules::CrmPerson>> CrmStore::persons_for(rules::EventId event) const {
  return impl_->tables.persons_for(event);
}

Result<std::optional<rules::CrmPerson>> CrmStore::person(const std::string& connector, const std::string& id) const {
  return impl_->tables.person(connector, id);
}

Result<std::vector<GuestHistory>> CrmStore::earlier_events(rules::EventId event, const rules::AttendedEvent& this_one,
                                                           bool purged_are_earlier) const {
  return impl_->tables.earlier_events(event, this_one, purged_are_earlier);
}

Result<std::vector<std::string>> CrmStore::purged_events() const {
  return impl_->rows("SELECT event FROM purged_events", [](const Query& row) { return row.get<std::string>(0); });
}

Result<std::vector<GuestProfile>> CrmStore::profiles(rules::EventId event, const std::string& connector) const {
  return impl_->tables.profiles(event, connector);
}

Result<std::optional<std::string>> CrmStore::person_of_ticket(const std::string& connector,
                                                              const std::string& external_id) const {
  return first(impl_->rows(
      "SELECT person FROM ticket_persons WHERE connector = ? AND external_id = ?",
      [](const Query& row) { return row.get<std::string>(0); }, connector, external_id));
}

Result<std::vector<CrmMatch>> CrmStore::matches(rules::EventId event) const {
  return impl_->rows("SELECT guest, connector, person, found_by, state FROM matches WHERE event = ?", match_of, event);
}

Result<void> CrmStore::put_matches(rules::EventId event, const std::vector<CrmMatch>& found) {
  return impl_->together([&]() -> Result<void> {
    auto done = impl_->change("DELETE FROM matches WHERE event = ? AND state IN (?, ?)", event,
                              static_cast<int>(MatchState::Matched), static_cast<int>(MatchState::Proposed));
    for (std::size_t i = 0; done && i < found.size(); ++i) done = impl_->put_match(event, found[i]);
    return done;
  });
}

Result<void> CrmStore::decide_match(rules::EventId event, const CrmMatch& decided) {
  return impl_->together([&]() -> Result<void> {
    if (decided.state == MatchState::Confirmed) {
      auto cleared = impl_->change("DELETE FROM matches WHERE event = ? AND guest = ? AND connector = ? AND state <> ?",
                                   event, decided.guest, decided.connector, static_cast<int>(MatchState::Rejected));
      if (!cleared) return cleared;
    }
    return impl_->put_match(event, decided);
  });
}

Result<bool> CrmStore::retract_match(rules::EventId event, const CrmMatch& decided) {
  return impl_
      ->count("DELETE FROM matches WHERE event = ? AND guest = ? AND connector = ? AND person = ? AND state IN (?, ?)",
              event, decided.guest, decided.connector, decided.person, static_cast<int>(MatchState::Confirmed),
              static_cast<int>(MatchState::Rejected))
      .map([](int gone) { return gone > 0; });
}

Result<void> CrmStore::forget_event(rules::EventId event, const std::string& called) {
  return impl_->together([&]() -> Result<void> {
    auto done = impl_->change("DELETE FROM links WHERE event = ?", event);
    if (done) done = impl_->tables.forget_unlinked();
    if (done) done = impl_->tables.forget_matches(event);
    return done ? impl_->tables.forget_attended(called) : done;
  });
}

Result<std::vector<CrmPersonKey>> CrmStore::persons_of(rules::EventId event) const {
  return impl_->tables.persons_of(event);
}

Result<void> CrmStore::forget_attended(const std::string& called) {
  const auto known = impl_->rows(
      "SELECT 1 FROM purged_events WHERE event = ?", [](const Query& row) { return row.get<bool>(0); }, called);
  if (!known) return tl::make_unexpected(known.error());
  if (!known->empty()) return {};
  return impl_->together([&]() -> Result<void> { return impl_->tables.forget_attended(called); });
}

Result<void> CrmStore::forget_guest(rules::EventId event, rules::GuestId guest) {
  return impl_->together([&]() -> Result<void> { return impl_->tables.forget_guest(event, guest); });
}

Result<void> CrmStore::forget_ticket(const std::string& connector, const std::string& external_id) {
  return impl_->together([&]() -> Result<void> { return impl_->tables.forget_ticket(connector, external_id); });
}

Result<std::vector<CrmPersonKey>> CrmStore::persons_of(rules::EventId event,
                                                       const std::vector<rules::GuestId>& guests) const {
  std::vector<CrmPersonKey> persons;
  for (const auto& guest : guests) {
    auto found = impl_->tables.persons_of(event, guest);
    if (!found) return found;
    persons.insert(persons.end(), found->begin(), found->end());
  }
  return persons;
}

Result<void> CrmStore::forget_person(const CrmPersonKey& person) {
  return impl_->together([&]() -> Result<void> { return impl_->tables.forget_person(person); });
}

}  // namespace einlass::store
