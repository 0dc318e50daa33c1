#include "server/venue/closing_desk.h"

#include "core/wire/canonical_json.h"
#include "core/wire/policy_document.h"
#include "server/venue/closing_documents.h"
#include "server/venue/persons_kept.h"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>

namespace einlass::venue {

namespace json = boost::json;
using base::ErrorKind;

namespace {

// Of which the figures are made. A refusal is none: who comes too late reopens nothing. Nor is a departure: a figure is
// of who came, and whoever is inside at the closing leaves after it.
const std::set<std::string>& kinds_that_count() {
  static const std::set<std::string> kinds{"admitted",        "counted", "admission_undone", "ticket_transferred",
                                           "conflict_judged", "excused", "guest_registered"};
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

std::string text_of(const OpenEvent& event, const Closing& closing) {
  json::object document{{"event", event.record.id.text()},
                        {"at", closing.at.unix_ms()},
                        {"by", closing.by},
                        {"figures", report::json_of(closing.figures)},
                        {"position", closing.position},
                        {"parked", closing.parked}};
  if (closing.audience) document["audience"] = report::json_of(*closing.audience);
  return wire::canonical_json(document);
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
  const auto* audience = object->if_contains("audience");
  const bool has_audience = audience != nullptr && audience->is_object();
  return Closing{.at = base::Instant::from_unix_ms(number("at")),
                 .by = static_cast<std::uint32_t>(number("by")),
                 .figures = *read,
                 .audience = has_audience ? std::optional(report::audience_in(audience->get_object())) : std::nullopt,
                 .position = number("position"),
                 .parked = static_cast<int>(number("parked"))};
}

}  // namespace

base::Result<std::optional<Closing>> ClosingDesk::closing_of(const OpenEvent& event) {
  const auto kept = closing_documents(state_.venue(), event.record);
  if (!kept) return base::failed(kept);
  if (!*kept) return std::nullopt;
  const auto document = state_.venue().document((*kept)->closing);
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

base::Result<base::Hash> ClosingDesk::document_of(const OpenEvent& event, const Closing& closing) {
  return state_.venue().put_document("closing", event.record.key, text_of(event, closing));
}

base::Result<void> ClosingDesk::close(const std::string& key, const Closing& closing) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  const auto& record = (*event)->record;
  const auto late = late_entries(**event);
  if (!late) return base::failed(late);
  if (record.closed && *late == 0) {
    return base::fail(ErrorKind::Refused, "The event is closed already, and nothing came since.");
  }
  if (auto kept = require_persons(**event); !kept) return kept;
  const auto before = closing_documents(state_.venue(), record);
  if (!before) return base::failed(before);
  if (auto said = say(**event, rules::EventClosed{}, closing.by); !said) return said;
  const auto figures = document_of(**event, closing);
  if (!figures) return base::failed(figures);
  const auto kept =
      keep_closing(state_.venue(), record.id,
                   {.closing = *figures, .open_policy = *before ? (*before)->open_policy : record.policy_document});
  if (!kept || record.closed) return kept;  // its doors are closed
  return put(**event, with_doors_closed((*event)->policy, (*event)->frame, state_.now()), true);
}

base::Result<void> ClosingDesk::reopen(const std::string& key, std::uint32_t by) {
  const auto event = state_.event(key);
  if (!event) return base::failed(event);
  const auto& record = (*event)->record;
  if (!record.closed) return base::fail(ErrorKind::Refused, "The event is not closed.");
  if (auto has_persons = require_persons(**event); !has_persons) return has_persons;
  const auto kept = closing_documents(state_.venue(), record);
  if (!kept) return base::failed(kept);
  const auto document = state_.venue().document(*kept ? (*kept)->open_policy : record.policy_document);
  if (!document) return base::failed(document);
  const auto policy =
      *document ? wire::parse_policy((*document)->content) : base::Result<rules::EventPolicy>((*event)->policy);
  if (!policy) return base::failed(policy);
  if (auto said = say(**event, rules::EventReopened{}, by); !said) return said;
  return put(**event, *policy, false);
}

}  // namespace einlass::venue
