#include "server/venue/roster_desk.h"

#include "server/venue/plain_text.h"

#include <algorithm>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;
using store::StaffRecord;

constexpr std::size_t longest_name = 60;
constexpr std::size_t longest_list_owner = 120;
constexpr std::size_t most_lists = 200;
constexpr std::uint32_t pins = 1'000'000;
constexpr int most_tries = 50;

auto pin_is_taken() {
  return base::fail(ErrorKind::AlreadyExists, "Somebody else has this PIN; choose another.");
}

Result<std::set<std::string>> lists_in(const std::vector<std::string>& owners) {
  const bool are_names = std::all_of(owners.begin(), owners.end(),
                                     [](const auto& owner) { return is_plain_name(owner, longest_list_owner); });
  if (are_names && owners.size() <= most_lists) return std::set<std::string>(owners.begin(), owners.end());
  return base::fail(ErrorKind::InvalidInput,
                    "Lists are named by at most 200 list owners of at most 120 letters each; correct them.");
}

// Each of the million as likely as any other.
std::string random_pin() {
  constexpr std::uint32_t fair = UINT32_MAX - UINT32_MAX % pins;
  while (true) {
    std::uint32_t number = 0;
    for (const auto byte : base::random_bytes(sizeof number)) number = number << 8U | byte;
    if (number < fair) return fmt::format("{:06}", number % pins);
  }
}

}  // namespace

Result<PinJob::Made> PinJob::make() const {
  for (int tries = 0; tries < most_tries; ++tries) {
    const auto pin = wished_.empty() ? random_pin() : wished_;
    if (rules::is_easily_guessed(pin)) continue;
    const auto hash = wire::pin_hash(roster_, pin);
    if (!hash) return tl::make_unexpected(hash.error());
    if (wire::member_with(roster_, *hash) == nullptr) return Made{pin, *hash};
    if (!wished_.empty()) return pin_is_taken();
  }
  return base::fail(ErrorKind::Unavailable, "No PIN could be found; try again.");
}

Result<PinJob> RosterDesk::begin_pin(const std::string& wished) {
  if (!wished.empty() && !rules::is_pin(wished)) {
    return base::fail(ErrorKind::InvalidInput, "A PIN has six digits; choose others, or let the server make one.");
  }
  if (rules::is_easily_guessed(wished)) {
    return base::fail(ErrorKind::InvalidInput,
                      "This PIN is one of the first that others try; choose another, or let the server make one.");
  }
  return state_.roster().of_event(std::nullopt).map([&](wire::StaffRoster roster) {
    return PinJob(std::move(roster), wished);
  });
}

Result<StaffRecord> RosterDesk::check(const NewMember& member) {
  if (!is_plain_name(member.name, longest_name)) {
    return base::fail(ErrorKind::InvalidInput, "Whoever signs in needs a name of at most 60 letters on one line.");
  }
  StaffRecord record{.member = {.number = 0, .name = member.name, .role = member.role}};
  auto events = events_named(member.events);
  if (!events) return tl::make_unexpected(events.error());
  record.events = *std::move(events);
  return lists_in(member.lists).map([&](std::set<std::string> lists) {
    record.lists = std::move(lists);
    return record;
  });
}

Result<std::set<rules::EventId>> RosterDesk::events_named(const std::vector<std::string>& events) {
  std::set<rules::EventId> ids;
  for (const auto& key : events) {
    const auto event = state_.venue().event(key);
    if (!event) return tl::make_unexpected(event.error());
    ids.insert(event->id);
  }
  return ids;
}

// Of all, wherever they sign in: she may be allowed elsewhere later.
Result<void> RosterDesk::check_unused(const base::Hash& pin_hash, std::uint32_t by) {
  const auto roster = state_.roster().of_event(std::nullopt);
  if (!roster) return tl::make_unexpected(roster.error());
  const auto* holder = wire::member_with(*roster, pin_hash);
  if (holder == nullptr || holder->number == by) return {};
  return pin_is_taken();
}

Result<rules::StaffMember> RosterDesk::add(StaffRecord member, const base::Hash& pin_hash) {
  if (auto unused = check_unused(pin_hash, 0); !unused) return tl::make_unexpected(unused.error());
  member.pin_hash = pin_hash;
  return put(std::move(member));
}

Result<StaffRecord> RosterDesk::record(std::uint32_t number) {
  const auto found = state_.roster().find(number);
  if (!found) return tl::make_unexpected(found.error());
  if (*found && !(*found)->removed) return **found;
  return base::fail(ErrorKind::NotFound, fmt::format("Nobody has the number {}; see \"einlass staff list\".", number));
}

Result<rules::StaffMember> RosterDesk::put(StaffRecord record) {
  const auto number = state_.roster().put(record);
  if (!number) return tl::make_unexpected(number.error());
  record.member.number = *number;
  return record.member;
}

Result<rules::StaffMember> RosterDesk::find(std::uint32_t number) {
  return record(number).map([](const StaffRecord& found) { return found.member; });
}

Result<rules::StaffMember> RosterDesk::set_pin(std::uint32_t number, const base::Hash& pin_hash) {
  auto found = record(number);
  if (!found) return tl::make_unexpected(found.error());
  if (auto unused = check_unused(pin_hash, number); !unused) return tl::make_unexpected(unused.error());
  found->pin_hash = pin_hash;
  return put(*std::move(found));
}

Result<rules::StaffMember> RosterDesk::set_role(std::uint32_t number, rules::Role role) {
  auto found = record(number);
  if (!found) return tl::make_unexpected(found.error());
  found->member.role = role;
  return put(*std::move(found));
}

Result<rules::StaffMember> RosterDesk::set_events(std::uint32_t number, const std::set<rules::EventId>& events) {
  auto found = record(number);
  if (!found) return tl::make_unexpected(found.error());
  found->events = events;
  return put(*std::move(found));
}

Result<rules::StaffMember> RosterDesk::set_lists(std::uint32_t number, const std::vector<std::string>& lists) {
  auto found = record(number);
  if (!found) return tl::make_unexpected(found.error());
  auto named = lists_in(lists);
  if (!named) return tl::make_unexpected(named.error());
  found->lists = *std::move(named);
  return put(*std::move(found));
}

Result<rules::StaffMember> RosterDesk::remove(std::uint32_t number) {
  auto found = record(number);
  if (!found) return tl::make_unexpected(found.error());
  found->removed = true;
  found->pin_hash = {};
  auto removed = put(*std::move(found));
  if (!removed) return removed;
  return state_.venue().people().remove_person(number).map([&] { return *removed; });
}

Result<std::vector<ListedMember>> RosterDesk::list() {
  const auto records = state_.roster().records();
  if (!records) return tl::make_unexpected(records.error());
  const auto events = state_.venue().events();
  if (!events) return tl::make_unexpected(events.error());
  std::vector<ListedMember> members;
  for (const auto& record : *records) {
    if (record.removed) continue;
    ListedMember listed{.member = record.member, .events = {}, .lists = {record.lists.begin(), record.lists.end()}};
    for (const auto& event : *events) {
      if (record.events.contains(event.id)) listed.events.push_back(event.key);
    }
    members.push_back(std::move(listed));
  }
  return members;
}

Result<std::map<std::uint32_t, std::string>> RosterDesk::names() {
  return state_.roster().records().map([](const std::vector<StaffRecord>& records) {
    std::map<std::uint32_t, std::string> names;
    for (const auto& record : records) names.emplace(record.member.number, record.member.name);
    return names;
  });
}

}  // namespace einlass::venue
