#include "core/rules/words.h"
#include "server/commands/arguments.h"
#include "server/commands/handlers.h"
#include "server/commands/staff_json.h"
#include "server/commands/staff_rights.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::commands {

namespace json = boost::json;

namespace {

using base::ErrorKind;

base::Result<rules::Role> role_in(const std::string& word) {
  if (const auto role = rules::word_to<rules::Role>(word)) return *role;
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("There is no role \"{}\"; use helper, staff, host or organiser.", word));
}

CommandOutcome made(const venue::PinJob& job) {
  return job.make().map([](const venue::PinJob::Made& pin) {
    return json::serialize(json::object{{"pin", pin.pin}, {"hash", base::hex(pin.hash)}});
  });
}

// What made() says, back on the desk's thread.
venue::PinJob::Made read_made(const std::string& text) {
  const auto value = json::parse(text);
  venue::PinJob::Made made{.pin = std::string(value.at("pin").as_string())};
  const auto bytes = base::from_hex(std::string(value.at("hash").as_string()));
  std::copy(bytes->begin(), bytes->end(), made.hash.begin());
  return made;
}

// `store` puts the hash to whom it belongs; the PIN is in the answer, and nowhere else.
template <typename Store>
CommandRest rest_of(venue::PinJob job, Store store) {
  const auto close = [store](CommandContext& later, const CommandOutcome& outcome) -> CommandOutcome {
    if (!outcome) return outcome;
    const auto made = read_made(*outcome);
    return store(later.desk.roster(), made.hash).map([&](const rules::StaffMember& member) {
      auto result = json_of(member);
      result["pin"] = made.pin;
      return json::serialize(result);
    });
  };
  return {.work = [job = std::move(job)] { return made(job); }, .close = close};
}

Outcome member_text(const base::Result<rules::StaffMember>& member) {
  return member.map([](const rules::StaffMember& found) { return json::serialize(json_of(found)); });
}

base::Result<json::object> listed(CommandContext& context, const venue::ListedMember& member) {
  return context.desk.people().account_of(member.member.number).map([&](const venue::AccountState& account) {
    auto result = json_of(member.member);
    result["events"] = json::value_from(member.events);
    result["lists"] = json::value_from(member.lists);
    result["sign_in"] = account.sign_in;
    result["has_password"] = account.has_password;
    return result;
  });
}

}  // namespace

base::Result<CommandRest> add_staff(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto role = role_in(arguments.text_or("role", "staff"));
  venue::NewMember member{.name = arguments.text("name"), .events = {}};
  if (object.contains("events")) member.events = arguments.list("events");
  if (object.contains("lists")) member.lists = arguments.list("lists");
  const auto pin = arguments.text_or("pin", "");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (!role) return tl::make_unexpected(role.error());
  member.role = *role;
  const auto record = context.desk.roster().check(member);
  if (!record) return tl::make_unexpected(record.error());
  const auto allowed = may_give(context, record->member.role, record->events);
  if (!allowed) return tl::make_unexpected(allowed.error());
  return context.desk.roster().begin_pin(pin).map([&](venue::PinJob job) {
    return rest_of(std::move(job), [record = *record](venue::RosterDesk& roster, const base::Hash& hash) {
      return roster.add(record, hash);
    });
  });
}

base::Result<CommandRest> set_staff_pin(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto number = number_in(arguments);
  const auto pin = arguments.text_or("pin", "");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (const auto known = managed(context, number); !known) return tl::make_unexpected(known.error());
  return context.desk.roster().begin_pin(pin).map([&](venue::PinJob job) {
    return rest_of(std::move(job), [number](venue::RosterDesk& roster, const base::Hash& hash) {
      return roster.set_pin(number, hash);
    });
  });
}

Outcome set_staff_role(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto number = number_in(arguments);
  const auto role = role_in(arguments.text("role"));
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (!role) return tl::make_unexpected(role.error());
  const auto known = managed_other(context, number);
  if (!known) return tl::make_unexpected(known.error());
  if (auto may = may_give(context, *role, known->events); !may) return tl::make_unexpected(may.error());
  return member_text(context.desk.roster().set_role(number, *role));
}

Outcome remove_staff(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto number = number_in(arguments);
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (const auto known = managed_other(context, number); !known) return tl::make_unexpected(known.error());
  return member_text(context.desk.roster().remove(number));
}

Outcome set_staff_lists(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto number = number_in(arguments);
  const auto lists = arguments.list("lists");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (const auto known = managed(context, number); !known) return tl::make_unexpected(known.error());
  return context.desk.roster().set_lists(number, lists).map([&](const rules::StaffMember& member) {
    auto result = json_of(member);
    result["lists"] = json::value_from(lists);
    return json::serialize(result);
  });
}

Outcome set_staff_events(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto number = number_in(arguments);
  const auto keys = arguments.list("events");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  const auto known = managed_other(context, number);
  if (!known) return tl::make_unexpected(known.error());
  const auto events = context.desk.roster().events_named(keys);
  if (!events) return tl::make_unexpected(events.error());
  if (auto may = may_give(context, known->member.role, *events); !may) return tl::make_unexpected(may.error());
  return context.desk.roster().set_events(number, *events).map([&](const rules::StaffMember& member) {
    auto result = json_of(member);
    result["events"] = json::value_from(keys);
    return json::serialize(result);
  });
}

Outcome list_staff(CommandContext& context, const json::object& object) {
  if (auto done = Arguments(object).done(); !done) return tl::make_unexpected(done.error());
  if (auto organiser = require_organiser(context); !organiser) return tl::make_unexpected(organiser.error());
  const auto members = context.desk.roster().list();
  if (!members) return tl::make_unexpected(members.error());
  json::array result;
  for (const auto& member : *members) {
    const auto record = managed_or_self(context, member.member.number);
    if (!record) continue;  // somebody of others' events
    auto row = listed(context, member);
    if (!row) return tl::make_unexpected(row.error());
    result.push_back(*std::move(row));
  }
  return json::serialize(result);
}

}  // namespace einlass::commands
