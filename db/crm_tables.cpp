#include "db/crm_tables.h"

#include "core/base/text_fold.h"
#include "db/crm_keys.h"
#include "db/migrations.h"

#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace einlass::store {

using base::Result;

namespace {

const std::string kPersonColumns =
    "SELECT connector, id, first_name, last_name, email, organisation, organisation_id, objects, gone, "
    "sector, club, topics FROM persons ";

// Whom the event's guests are, and members of the same organisations.
const std::string kOfEvent =
    "WITH matched AS (SELECT persons.* FROM matches CROSS JOIN persons ON persons.connector = matches.connector AND "
    "persons.id = matches.person WHERE matches.event = ?1), "
    "members AS ("
    "SELECT other.connector, other.id FROM (SELECT DISTINCT connector, organisation_id FROM matched WHERE "
    "organisation_id <> '') AS own CROSS JOIN persons AS other ON other.connector = own.connector AND "
    "other.organisation_id = own.organisation_id "
    "UNION SELECT other.connector, other.id FROM (SELECT DISTINCT organisation_key FROM matched WHERE "
    "organisation_key <> '') AS own CROSS JOIN persons AS other ON other.organisation_key = own.organisation_key), "
    "wanted AS (SELECT connector, id FROM matched UNION SELECT connector, id FROM members WHERE EXISTS "
    "(SELECT 1 FROM memberships WHERE memberships.connector = members.connector AND person = members.id)) ";

template <int first_column>
rules::Profile profile_at(const Query& row) {
  return {.sector = row.get<std::string>(first_column),
          .club = row.get<std::string>(first_column + 1),
          .topics = row.get<std::string>(first_column + 2)};
}

rules::CrmPerson person_of(const Query& row) {
  return {.connector = row.get<std::string>(0),
          .id = row.get<std::string>(1),
          .first_name = row.get<std::string>(2),
          .last_name = row.get<std::string>(3),
          .email = row.get<std::string>(4),
          .organisation = row.get<std::string>(5),
          .organisation_id = row.get<std::string>(6),
          .objects_to_profiling = row.get<bool>(7),
          .memberships = {},
          .gone = row.get<bool>(8),
          .profile = profile_at<9>(row)};
}

rules::PulledTicket ticket_of(const Query& row) {
  return {.external_id = row.get<std::string>(0),
          .order_ref = row.get<std::string>(1),
          .first_name = row.get<std::string>(2),
          .last_name = row.get<std::string>(3),
          .full_name = row.get<std::string>(4),
          .email = row.get<std::string>(5),
          .buyer_email = row.get<std::string>(6),
          .company = row.get<std::string>(7),
          .job_title = row.get<std::string>(8),
          .ticket_type = row.get<std::string>(9),
          .language = row.get<std::string>(10),
          .status = row.get<std::string>(11),
          .code = row.get<std::string>(12),
          .places = row.get<int>(13),
          .valid_from = row.get<std::optional<base::Instant>>(15),
          .valid_until = row.get<std::optional<base::Instant>>(16),
          .person = row.get<std::string>(14),
          .profile = profile_at<17>(row)};
}

using Holder = std::pair<std::string, std::string>;  // connector, person

// What is read beside the person herself is no change of her.
bool says_the_same(const rules::CrmPerson& one, const rules::CrmPerson& other) {
  const auto told = [](const rules::CrmPerson& of) {
    return std::tie(of.first_name, of.last_name, of.email, of.organisation, of.organisation_id, of.objects_to_profiling,
                    of.memberships, of.profile);
  };
  return told(one) == told(other);
}

template <int first_column>
rules::Membership membership_at(const Query& row) {
  return {.kind = row.get<std::string>(first_column),
          .since = row.get<std::string>(first_column + 1),
          .until = row.get<std::string>(first_column + 2)};
}

}  // namespace

const std::string CrmTables::kExternalId =
    "CASE order_ref WHEN '' THEN external_id ELSE order_ref || '/' || external_id END";

Result<std::unique_ptr<Connection>> open_crm(const std::filesystem::path& file) {
  auto connection = Connection::open({.file = file, .vfs = ""});
  if (!connection) return connection;
  if (auto ready = bring_to_newest(**connection, FileKind::Crm); !ready) return tl::make_unexpected(ready.error());
  // Another connection commits a page within moments.
  auto waits = (*connection)->guarded([&]() -> Result<void> {
    (*connection)->execute("PRAGMA busy_timeout = 10000");
    return {};
  });
  if (!waits) return tl::make_unexpected(waits.error());
  return connection;
}

Result<void> CrmTables::keep(const PullKey& key, const PulledPage& page) {
  Result<void> done;
  for (std::size_t i = 0; done && i < page.tickets.size(); ++i) done = put_ticket(key, page.tickets[i]);
  for (std::size_t i = 0; done && i < page.persons.size(); ++i) done = put_person(key, page.persons[i]);
  for (std::size_t i = 0; done && i < page.gone.size(); ++i) {
    done = change("UPDATE persons SET gone = 1 WHERE connector = ? AND id = ?", key.connector, page.gone[i]);
  }
  for (std::size_t i = 0; done && i < page.whole_orders.size(); ++i) {
    done =
        change("INSERT OR IGNORE INTO whole_orders VALUES (?, ?, ?)", key.connector, key.remote, page.whole_orders[i]);
  }
  return done;
}

Result<void> CrmTables::put_ticket(const PullKey& key, const rules::PulledTicket& t) {
  return change(
      "INSERT OR REPLACE INTO pulled_tickets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?)",
      key.connector, key.remote, t.order_ref, t.external_id, t.first_name, t.last_name, t.full_name, t.email,
      t.buyer_email, t.company, t.job_title, t.ticket_type, t.language, t.status, t.code, t.places, t.person,
      t.valid_from, t.valid_until, t.profile.sector, t.profile.club, t.profile.topics);
}

Result<std::vector<rules::Membership>> CrmTables::memberships_of(const rules::CrmPerson& person) {
  return rows("SELECT kind, since, until FROM memberships WHERE connector = ? AND person = ? ORDER BY place",
              membership_at<0>, person.connector, person.id);
}

// One who comes twice, as pages move, is as she was the second time.
Result<void> CrmTables::count_person(const PullKey& key, const rules::CrmPerson& person) {
  auto found =
      first(rows(std::string(kPersonColumns) + "WHERE connector = ? AND id = ?", person_of, key.connector, person.id));
  if (!found) return tl::make_unexpected(found.error());
  const bool is_new = !*found || (*found)->gone;
  if (!is_new) {
    auto held = memberships_of(**found);
    if (!held) return tl::make_unexpected(held.error());
    (*found)->memberships = *std::move(held);
    if (says_the_same(**found, person)) return {};
  }
  return change(is_new ? "UPDATE pulls SET now_came = now_came + 1 WHERE connector = ? AND remote = ?"
                       : "UPDATE pulls SET now_changed = now_changed + 1 WHERE connector = ? AND remote = ?",
                key.connector, key.remote);
}

Result<void> CrmTables::put_person(const PullKey& key, const rules::CrmPerson& p) {
  auto done = count_person(key, p);
  if (done) {
    done = change(
        "INSERT OR REPLACE INTO persons VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, "
        "(SELECT run FROM pulls WHERE connector = ?1 AND remote = ?9), ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
        key.connector, p.id, p.first_name, p.last_name, p.email, p.organisation, p.organisation_id,
        p.objects_to_profiling, key.remote, p.attended.has_value(), name_key(p), base::fold_text(p.email),
        base::fold_text(p.organisation), p.profile.sector, p.profile.club, p.profile.topics);
  }
  if (done) done = change("DELETE FROM memberships WHERE connector = ? AND person = ?", key.connector, p.id);
  for (std::size_t i = 0; done && i < p.memberships.size(); ++i) {
    const auto& m = p.memberships[i];
    done = change("INSERT INTO memberships VALUES (?, ?, ?, ?, ?, ?)", key.connector, p.id, static_cast<int>(i), m.kind,
                  m.since, m.until);
  }
  return done ? put_attended(p) : done;
}

// Of an event whose persons were erased it is kept that she was at some event: without its name and day.
Result<void> CrmTables::put_attended(const rules::CrmPerson& p) {
  auto done = change("DELETE FROM attended WHERE connector = ? AND person = ?", p.connector, p.id);
  for (const auto& at : p.attended.value_or(std::vector<rules::AttendedEvent>())) {
    if (!done) break;
    done = change(
        "INSERT OR IGNORE INTO attended SELECT ?1, ?2, iif(purged, '', ?3), iif(purged, '', ?4) FROM "
        "(SELECT EXISTS (SELECT 1 FROM purged_events WHERE event = ?3) AS purged)",
        p.connector, p.id, at.event, at.day);
  }
  return done;
}

Result<PulledList> CrmTables::pulled(const PullKey& key) {
  auto tickets = rows(
      "SELECT external_id, order_ref, first_name, last_name, full_name, email, buyer_email, company, job_title, "
      "ticket_type, language, status, code, places, person, valid_from, valid_until, sector, club, topics FROM "
      "pulled_tickets WHERE "
      "connector = ? AND remote = ? "
      "ORDER BY order_ref, external_id",
      ticket_of, key.connector, key.remote);
  if (!tickets) return tl::make_unexpected(tickets.error());
  auto orders = rows(
      "SELECT order_ref FROM whole_orders WHERE connector = ? AND remote = ?",
      [](const Query& row) { return row.get<std::string>(0); }, key.connector, key.remote);
  if (!orders) return tl::make_unexpected(orders.error());
  return PulledList{.tickets = *std::move(tickets), .whole_orders = *std::move(orders)};
}

Result<void> CrmTables::mark_unseen(const PullKey& key) {
  if (!key.remote.empty()) return {};
  return change(
      "UPDATE persons SET gone = 1 WHERE connector = ?1 AND seen <> (SELECT run FROM pulls WHERE connector = ?1 AND "
      "remote = '') AND (SELECT is_full FROM pulls WHERE connector = ?1 AND remote = '')",
      key.connector);
}

Result<void> CrmTables::note_went(const PullKey& key) {
  if (!key.remote.empty()) return {};
  return change(
      "UPDATE pulls SET now_went = (SELECT count(*) FROM persons WHERE persons.connector = ?1 AND gone) "
      "WHERE connector = ?1 AND remote = ?2",
      key.connector, key.remote);
}

Result<void> CrmTables::note_refused(const PullKey& key, const ReadTickets& read) {
  auto done = change(
      "DELETE FROM refused_tickets WHERE connector = ?1 AND remote = ?2 AND (SELECT is_full FROM pulls WHERE connector "
      "= ?1 AND remote = ?2)",
      key.connector, key.remote);
  const auto known = rows(
      "SELECT external_id FROM refused_tickets WHERE connector = ? AND remote = ?",
      [](const Query& row) { return row.get<std::string>(0); }, key.connector, key.remote);
  if (!done || !known) return done ? tl::make_unexpected(known.error()) : done;
  for (const auto& id : *known) {
    if (!done || !read.taken.contains(id)) continue;
    done = change("DELETE FROM refused_tickets WHERE connector = ? AND remote = ? AND external_id = ?", key.connector,
                  key.remote, id);
  }
  for (const auto& id : read.refused) {
    if (done) done = change("INSERT OR IGNORE INTO refused_tickets VALUES (?, ?, ?)", key.connector, key.remote, id);
  }
  return done;
}

// What somebody decided keeps her id, and nothing else of her.
Result<void> CrmTables::delete_gone(const std::string& connector) {
  auto done = change(
      "DELETE FROM memberships WHERE connector = ?1 AND person IN (SELECT id FROM persons WHERE connector = ?1 AND "
      "gone)",
      connector);
  if (done) {
    done = change(
        "DELETE FROM attended WHERE connector = ?1 AND person IN (SELECT id FROM persons WHERE connector = ?1 AND "
        "gone)",
        connector);
  }
  if (done) {
    done = change(
        "DELETE FROM matches WHERE connector = ?1 AND state IN (?2, ?3) AND person IN (SELECT id FROM persons WHERE "
        "connector = ?1 AND gone)",
        connector, static_cast<int>(MatchState::Matched), static_cast<int>(MatchState::Proposed));
  }
  return done ? change("DELETE FROM persons WHERE connector = ? AND gone", connector) : done;
}

Result<void> CrmTables::keep_ticket_persons(const PullKey& key) {
  auto forgotten = change("DELETE FROM ticket_persons WHERE connector = ?1 AND external_id IN (SELECT " + kExternalId +
                              " FROM pulled_tickets WHERE connector = ?1 AND remote = ?2 AND person = '')",
                          key.connector, key.remote);
  if (!forgotten) return forgotten;
  return change("INSERT OR REPLACE INTO ticket_persons SELECT connector, " + kExternalId +
                    ", remote, person FROM pulled_tickets WHERE connector = ? AND remote = ? AND person <> ''",
                key.connector, key.remote);
}

Result<std::vector<rules::CrmPerson>> CrmTables::persons() {
  auto found = rows(kPersonColumns + "WHERE NOT gone ORDER BY connector, id", person_of);
  return found ? with_memberships(*std::move(found)) : found;
}

// By indexes: the mirror may be a hundred times as long as the guest list.
Result<std::vector<rules::CrmPerson>> CrmTables::alike(const std::vector<CrmSought>& sought) {
  std::map<Holder, rules::CrmPerson> all;
  std::set<std::string> addresses;
  Result<void> done;
  const auto add = [&](Result<std::vector<rules::CrmPerson>> found) {
    if (!found) done = tl::make_unexpected(found.error());
    for (auto& person : found.value_or(std::vector<rules::CrmPerson>())) {
      all.try_emplace({person.connector, person.id}, std::move(person));
    }
  };
  for (const auto& one : sought) {
    if (!done) break;
    if (!one.id.empty()) {
      add(rows(kPersonColumns + "WHERE connector = ? AND id = ? AND NOT gone", person_of, one.connector, one.id));
    }
    if (!one.address.empty() && addresses.insert(one.address).second) {
      add(rows(kPersonColumns + "WHERE address_key = ? AND NOT gone", person_of, one.address));
    }
    if (one.name.empty() || one.organisation.empty()) continue;
    add(rows(kPersonColumns + "WHERE name_key = ? AND organisation_key = ? AND NOT gone", person_of, one.name,
             one.organisation));
  }
  if (!done) return tl::make_unexpected(done.error());
  std::vector<rules::CrmPerson> persons;
  for (auto& [holder, person] : all) persons.push_back(std::move(person));
  return with_memberships(std::move(persons));
}

Result<std::vector<rules::CrmPerson>> CrmTables::persons_for(rules::EventId event) {
  auto found = rows(kOfEvent + kPersonColumns + "WHERE NOT gone AND (connector, id) IN (SELECT * FROM wanted)",
                    person_of, event);
  return found ? with_memberships(*std::move(found)) : found;
}

Result<std::optional<rules::CrmPerson>> CrmTables::person(const std::string& connector, const std::string& id) {
  auto found = rows(kPersonColumns + "WHERE connector = ? AND id = ? AND NOT gone", person_of, connector, id);
  if (found) found = with_memberships(*std::move(found));
  if (found) found = with_history(*std::move(found));
  return first(std::move(found));
}

Result<std::vector<rules::CrmPerson>> CrmTables::with_memberships(std::vector<rules::CrmPerson> persons) {
  for (auto& person : persons) {
    auto held = memberships_of(person);
    if (!held) return tl::make_unexpected(held.error());
    person.memberships = *std::move(held);
  }
  return persons;
}

// Of whoever was read with it.
Result<std::vector<rules::CrmPerson>> CrmTables::with_history(std::vector<rules::CrmPerson> persons) {
  for (auto& person : persons) {
    auto read = rows(
        "SELECT 1 FROM persons WHERE connector = ? AND id = ? AND has_history",
        [](const Query& row) { return row.get<bool>(0); }, person.connector, person.id);
    if (!read) return tl::make_unexpected(read.error());
    if (read->empty()) continue;
    auto attended = rows(
        "SELECT event, day FROM attended WHERE connector = ? AND person = ? ORDER BY day, event",
        [](const Query& row) {
          return rules::AttendedEvent{.event = row.get<std::string>(0), .day = row.get<std::string>(1)};
        },
        person.connector, person.id);
    if (!attended) return tl::make_unexpected(attended.error());
    person.attended = *std::move(attended);
  }
  return persons;
}

// Of nobody where the connector knows of nobody that she was anywhere before: it does not record that, or not here. Nor
// of whoever may have been at a purged event only, and nobody knows which.
Result<std::vector<GuestHistory>> CrmTables::earlier_events(rules::EventId event, const rules::AttendedEvent& this_one,
                                                            bool purged_are_earlier) {
  const std::string counts = "a.day < ?2 AND (?6 OR a.day <> '')";
  return rows(
      "WITH known AS (SELECT m.guest AS guest, (SELECT count(DISTINCT CASE a.event WHEN '' THEN a.day ELSE a.event END)"
      " FROM attended a WHERE a.connector = m.connector AND a.person = m.person AND " +
          counts +
          " AND a.event <> ?3) AS events, EXISTS (SELECT 1 FROM attended a WHERE a.connector = m.connector AND a.person"
          " = m.person AND a.day = '') AS at_purged FROM matches m JOIN persons p ON p.connector = m.connector AND p.id"
          " = m.person WHERE m.event = ?1 AND m.state IN (?4, ?5) AND p.has_history AND NOT p.gone AND EXISTS (SELECT 1"
          " FROM attended a WHERE a.connector = m.connector AND " +
          counts + ")) SELECT guest, events FROM known WHERE ?6 OR events > 0 OR NOT at_purged",
      [](const Query& row) { return GuestHistory{.guest = row.get<rules::GuestId>(0), .events = row.get<int>(1)}; },
      event, this_one.day, this_one.event, static_cast<int>(MatchState::Matched),
      static_cast<int>(MatchState::Confirmed), purged_are_earlier);
}

Result<std::vector<GuestProfile>> CrmTables::profiles(rules::EventId event, const std::string& connector) {
  return rows(
      "SELECT m.guest, p.sector, p.club, p.topics FROM matches m JOIN persons p ON p.connector = m.connector AND "
      "p.id = m.person WHERE m.event = ? AND m.connector = ? AND m.state IN (?, ?) AND NOT p.gone AND NOT p.objects "
      "AND p.sector || p.club || p.topics <> ''",
      [](const Query& row) { return GuestProfile{.guest = row.get<rules::GuestId>(0), .profile = profile_at<1>(row)}; },
      event, connector, static_cast<int>(MatchState::Matched), static_cast<int>(MatchState::Confirmed));
}

}  // namespace einlass::store
