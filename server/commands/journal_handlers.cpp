// The journals of hosts' pages, which write them while they have no network.
#include "core/base/bytes.h"
#include "core/wire/journal_rows.h"
#include "core/wire/message_words.h"
#include "server/commands/host_arguments.h"
#include "server/commands/host_handlers.h"

#include <algorithm>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

// What journal.open gave; nothing where it is not given. A proof of another size fits no journal.
std::optional<venue::PageJournal> page_in(HostArguments& arguments) {
  const auto journal = arguments.optional_id<rules::JournalId>("journal");
  const auto proof = base::from_hex(arguments.plain().text_or("proof", ""));
  const int author = arguments.number("author");
  if (!journal) return std::nullopt;
  venue::PageJournal page{.journal = *journal, .author = static_cast<std::uint32_t>(author)};
  if (proof && proof->size() == page.proof.size()) std::copy(proof->begin(), proof->end(), page.proof.begin());
  return page;
}

json::object json_of(const store::OpenLease& lease, const rules::EventPolicy& policy) {
  return {{"lease", lease.lease.text()},
          {"category", lease.category},
          {"day", lease.day ? lease.day->iso() : std::string()},
          {"seats", lease.unused(policy)},
          {"lasts_ms", lease.lasts_ms}};
}

json::array leases_of(const std::vector<store::OpenLease>& leases, const rules::EventPolicy& policy) {
  json::array result;
  for (const auto& lease : leases) result.push_back(json_of(lease, policy));
  return result;
}

// The caps beyond which she may go by her own word.
json::object beyond(const rules::EventPolicy& policy, rules::Decider decider) {
  const auto may = [&](const rules::Cap& cap) {
    return cap.kind == rules::CapKind::Soft && rules::may_override(rules::Refusal::Full, decider, policy);
  };
  json::array categories;
  for (const auto& [category, cap] : policy.category_caps) {
    if (may(cap)) categories.emplace_back(json::string(category));
  }
  return {{"event", policy.cap && may(*policy.cap)}, {"categories", std::move(categories)}};
}

// How the page lets guests in alone: what an admission says of its day, seat and badges.
json::object rules_of(const venue::OpenEvent& event, base::Instant now, rules::Role role) {
  const auto& policy = event.policy;
  const auto decider = rules::decider_of(role);
  const auto registers = rules::way_of_registered(decider, policy);
  json::array capped;
  for (const auto& [category, cap] : policy.category_caps) capped.emplace_back(json::string(category));
  json::array badges;
  for (const auto& [category, labels] : event.frame.categories) {
    const bool prints = policy.badge.print && !rules::template_for(policy.badge, category).empty();
    if (prints) badges.emplace_back(json::string(category));
  }
  const auto day = rules::admission_day(policy, event.zone, now);
  return {{"day", day ? day->iso() : std::string()},
          {"day_starts", event.zone.start_of(event.zone.day_of(now)).unix_ms()},
          {"how", rules::word(decider == rules::Decider::Host ? rules::How::Host : rules::How::List)},
          {"registers", registers ? rules::word(*registers) : std::string_view()},
          {"caps", json::object{{"event", policy.cap.has_value()}, {"categories", std::move(capped)}}},
          {"beyond", beyond(policy, decider)},
          {"seats_are_owned", policy.seats == rules::SeatRule::Owned},
          {"badges", std::move(badges)}};
}

}  // namespace

Outcome open_journal(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto known = page_in(arguments);
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto opened = context.desk.journals().open(asks, known);
  if (!opened) return base::failed(opened);
  const auto event = context.desk.hosts().event_of(asks);
  if (!event) return base::failed(event);
  const auto& policy = (*event)->policy;
  const auto now = context.desk.now();
  const bool stores_names = policy.key_at_rest == rules::KeyAtRest::UntilExpiry && !policy.discreet;
  auto result = rules_of(**event, now, asks.caller->role);
  result["journal"] = opened->page.journal.text();
  result["author"] = opened->page.author;
  result["proof"] = base::hex(opened->page.proof);
  result["held"] = opened->held;
  result["last"] = opened->last ? base::hex(*opened->last) : std::string();
  result["leases"] = leases_of(opened->leases, policy);
  result["now"] = now.unix_ms();
  result["expires"] = opened->expires.unix_ms();
  result["stores_names"] = stores_names;
  return json::serialize(result);
}

Outcome lease_seats(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto page = page_in(arguments).value_or(venue::PageJournal());
  wire::LeaseRequest request;
  request.lease = arguments.id<rules::LeaseId>("lease");
  request.category = arguments.plain().text_or("category", "");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto lease = context.desk.journals().lease(asks, page, request);
  if (!lease) return base::failed(lease);
  const auto event = context.desk.hosts().event_of(asks);
  if (!event) return base::failed(event);
  json::object result{{"lease", nullptr}};
  if (*lease) result["lease"] = json_of(**lease, (*event)->policy);
  return json::serialize(result);
}

Outcome merge_journal(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  venue::PageRows rows{.page = page_in(arguments).value_or(venue::PageJournal())};
  arguments.plain().objects("entries");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  auto read = wire::journal_rows_from_json(object.at("entries"));
  if (!read) return base::failed(read);
  rows.rows = std::move(read->rows);
  rows.unreadable = std::move(read->unreadable);
  const auto merged = context.desk.journals().merge(asks, rows);
  if (!merged) return base::failed(merged);
  json::array answers;
  for (const auto& each : *merged) {
    answers.push_back(
        json::object{{"sequence", each.id.sequence}, {"answer", rules::word(each.answer)}, {"reason", each.reason}});
  }
  return json::serialize(json::object{{"answers", std::move(answers)}});
}

Outcome retire_journal(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto page = page_in(arguments).value_or(venue::PageJournal());
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.journals().retire(asks, page).map([] { return std::string("{}"); });
}

Outcome list_page_journals(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.journals().list(asks).map([](const auto& journals) {
    json::array result;
    for (const auto& each : journals) {
      result.push_back(json::object{{"journal", each.record.journal.text()},
                                    {"author", each.record.number},
                                    {"name", each.name},
                                    {"opened", each.record.opened.unix_ms()},
                                    {"met", each.record.met.unix_ms()},
                                    {"held", each.held},
                                    {"seats", each.seats},
                                    {"seats_until", each.seats == 0 ? 0 : each.seats_until.unix_ms()}});
    }
    return json::serialize(result);
  });
}

Outcome give_page_journal_up(CommandContext& context, const json::object& object) {
  HostArguments arguments(context, object);
  const auto journal = arguments.id<rules::JournalId>("journal");
  const auto asks = arguments.asks();
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.journals().give_up(asks, journal).map([] { return std::string("{}"); });
}

}  // namespace einlass::commands
