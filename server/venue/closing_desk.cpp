#include "server/venue/closing_desk.h"

#include "core/wire/canonical_json.h"
#include "core/wire/policy_document.h"
#include "db/lease_book.h"
#include "server/venue/state_files.h"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>

namespace einlass::venue {

namespace json = boost::json;
using base::ErrorKind;

namespace {

// Of which the figures are made. A refusal is none: who comes too late reopens nothing.
const std::set<std::string>& kinds_that_count() {
  static const std::set<std::string> kinds{"admitted",           "counted",         "departed", "admission_undone",
                                           "ticket_transferred", "conflict_judged", "excused",  "guest_registered"};
  return kinds;
}

// What is known of the time at which doors close is what kiosks go by, also those that decide alone.
rules::EventPolicy with_doors_closed(rules::EventPolicy policy, const rules::EventFrame& frame, base::Instant now) {
  auto& hours = policy.doors_hours;
  std::erase_if(hours, [&](const rules::DoorHours& each) { return each.opens >= now; });
  for (auto& each : hours) each.closes = std::min(each.closes, now);
  if (hours.empty()) hours.push_back({std::min(frame.starts, now - std::chrono::seconds(1)), now});
  return policy;
}

std::string document_of(const OpenEvent& event, const Closing& closing) {
  return wire::canonical_json(json::object{{"event", event.record.id.text()},
                                           {"at", closing.at.unix_ms()},
                                           {"by", closing.by},
                                           {"figures", report::json_of(closing.figures)},
                                           {"position", closing.position},
                                           {"parked", closing.parked}});
}

base::Result<Closing> closing_in(const std::string& document) {
  const auto value = wire::parse_json(document);
  if (!value) return base::failed(value);
  const auto* object = value->if_object();
  if (object == nullptr) return base::fail(ErrorKind::InvalidInput, "What was kept of a closed event cannot be read.");
  const auto number = [&](const char* name) {
    const auto* found = object->if_contains(name);
    return found != nullptr && found->is_int64() ? found->get_int64() : 0;
  };
  const auto* figures = object->if_contains("figures");
  const auto read =
      report::figures_in(figures != nullptr && figures->is_object() ? figures->get_object() : json::object());
  if (!read) return base::failed(read);
  return Closing{.at = base::Instant::from_unix_ms(number("at")),
                 .by = static_cast<std::uint32_t>(number("by")),
                 .figures = *read,
                 .position = number("position"),
                 .parked = static_cast<int>(number("parked"))};
}

std::optional<base::Hash> hash_in(const std::optional<std::string>& setting) {
  const auto bytes = setting ? base::from_hex(*setting) : std::nullopt;
  base::Hash hash{};
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

}  // namespace

bool OpenMatters::empty() const {
  return conflicts + parked + badges_in_doubt + seats_out == 0 && kiosks_away.empty();
}

base::Result<std::vector<KioskAway>> ClosingDesk::kiosks_away(const OpenEvent& event) {
  const auto kiosks = state_.venue().kiosks();
  if (!kiosks) return base::failed(kiosks);
  std::vector<KioskAway> away;
  for (const auto& kiosk : *kiosks) {
    const auto here = state_.kiosks_seen().find(kiosk.id);
    const auto seen = here == state_.kiosks_seen().end() ? kiosk.last_seen : std::optional(here->second);
    const bool serves = kiosk.event == event.record.id && !kiosk.revoked;
    if (serves && seen && state_.now() - *seen > away_after) away.push_back({kiosk.name, *seen});
  }
  return away;
}

base::Result<OpenMatters> ClosingDesk::open_matters(const std::string& key) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  const auto totals = (*event)->store.journal().totals();
  if (!totals) return base::failed(totals);
  const auto parked = (*event)->store.journal().parked();
  if (!parked) return base::failed(parked);
  const auto leases = (*event)->store.leases().open_leases();
  if (!leases) return base::failed(leases);
  OpenMatters open{.conflicts = totals->conflicts, .parked = static_cast<int>(parked->size())};
  for (const auto& lease : *leases) open.seats_out += lease.unused((*event)->policy);
  return kiosks_away(**event).map([&](std::vector<KioskAway> away) {
    open.kiosks_away = std::move(away);
    return open;
  });
}

base::Result<Closing> ClosingDesk::begin(const std::string& key, std::uint32_t by) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  const auto newest = (*event)->store.journal().arrived_after(0, {"event_closed"});
  if (!newest) return base::failed(newest);
  const auto parked = (*event)->store.journal().parked();
  if (!parked) return base::failed(parked);
  return Closing{.at = state_.now(),
                 .by = by,
                 .figures = {},
                 .position = newest->up_to,
                 .parked = static_cast<int>(parked->size())};
}

base::Result<std::optional<Closing>> ClosingDesk::closing_of(const OpenEvent& event) {
  if (!event.record.closed) return std::nullopt;
  const auto setting = state_.venue().setting(closing_setting(event.record.id));
  if (!setting) return base::failed(setting);
  const auto hash = hash_in(*setting);
  if (!hash) return std::nullopt;
  const auto document = state_.venue().document(*hash);
  if (!document) return base::failed(document);
  if (!*document) return std::nullopt;
  return closing_in((*document)->content).map([](Closing closing) { return std::optional(std::move(closing)); });
}

base::Result<int> ClosingDesk::late_entries(OpenEvent& event) {
  const auto closing = closing_of(event);
  if (!closing) return base::failed(closing);
  if (!*closing) return 0;
  const auto late = event.store.journal().arrived_after((*closing)->position, kinds_that_count());
  if (!late) return base::failed(late);
  const auto parked = event.store.journal().parked();
  if (!parked) return base::failed(parked);
  return static_cast<int>(late->rows.size()) + std::max(0, static_cast<int>(parked->size()) - (*closing)->parked);
}

base::Result<void> ClosingDesk::say(OpenEvent& event, const rules::Fact& fact, std::uint32_t by) {
  rules::EntryDraft draft;
  draft.place.name = by == 0 ? "command line" : "organiser page";
  draft.operator_number = by;
  draft.fact = fact;
  if (auto begun = door_.begin(); !begun) return begun;
  if (auto row = door_.append(event.record.id, draft); !row) {
    door_.drop();
    return base::failed(row);
  }
  return door_.commit();
}

base::Result<void> ClosingDesk::put(OpenEvent& event, const rules::EventPolicy& policy, bool closed) {
  const auto hash = state_.venue().put_document("policy", event.record.key, wire::policy_document(policy));
  if (!hash) return base::failed(hash);
  auto record = event.record;
  record.policy_document = *hash;
  record.closed = closed;
  if (auto put = state_.venue().put_event(record); !put) return put;
  event.record = record;
  event.policy = policy;
  return {};
}

base::Result<void> ClosingDesk::keep(OpenEvent& event, const Closing& closing) {
  const auto hash = state_.venue().put_document("closing", event.record.key, document_of(event, closing));
  if (!hash) return base::failed(hash);
  return state_.venue().set_setting(closing_setting(event.record.id), base::hex(*hash));
}

base::Result<void> ClosingDesk::close(const std::string& key, const Closing& closing) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  const auto late = late_entries(**event);
  if (!late) return base::failed(late);
  if ((*event)->record.closed && *late == 0) {
    return base::fail(ErrorKind::Refused, "The event is closed already, and nothing came since.");
  }
  if (auto said = say(**event, rules::EventClosed{}, closing.by); !said) return said;
  if (auto kept = keep(**event, closing); !kept) return kept;
  if ((*event)->record.closed) return {};  // its doors are closed
  const auto before = base::hex((*event)->record.policy_document);
  if (auto set = state_.venue().set_setting(open_policy_setting((*event)->record.id), before); !set) return set;
  return put(**event, with_doors_closed((*event)->policy, (*event)->frame, state_.now()), true);
}

base::Result<void> ClosingDesk::reopen(const std::string& key, std::uint32_t by) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  if (!(*event)->record.closed) return base::fail(ErrorKind::Refused, "The event is not closed.");
  const auto setting = state_.venue().setting(open_policy_setting((*event)->record.id));
  if (!setting) return base::failed(setting);
  auto policy = (*event)->policy;
  if (const auto hash = hash_in(*setting)) {
    const auto document = state_.venue().document(*hash);
    if (!document) return base::failed(document);
    auto read = *document ? wire::parse_policy((*document)->content) : base::Result<rules::EventPolicy>(policy);
    if (!read) return base::failed(read);
    policy = *std::move(read);
  }
  if (auto said = say(**event, rules::EventReopened{}, by); !said) return said;
  return put(**event, policy, false);
}

}  // namespace einlass::venue
