#include "server/commands/command_json.h"
#include "server/commands/handlers.h"
#include "server/commands/staff_json.h"
#include "server/commands/staff_rights.h"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::commands {

namespace json = boost::json;

namespace {

using base::ErrorKind;

constexpr std::int64_t usual_entries = 100;

venue::Actor actor_of(const CommandContext& context) {
  if (!context.caller) return {};
  return {.number = context.caller->number, .address = context.caller->address};
}

// The code stands behind #, which browsers send to no server.
std::string link_to(const Reach& reach, const std::string& code) {
  return fmt::format("{}/#/invitation/{}", page_address(reach), code);
}

json::object json_of(const venue::OpenSession& session) {
  return {{"label", session.label},
          {"address", session.address},
          {"since", session.since.unix_ms()},
          {"last_used", session.last_used.unix_ms()},
          {"is_this", session.is_this}};
}

// Names of numbers and keys of events, which the trail itself does not hold.
class TrailWords {
 public:
  static base::Result<TrailWords> read(CommandContext& context) {
    const auto events = context.desk.events().list();
    if (!events) return tl::make_unexpected(events.error());
    const auto people = context.desk.roster().names();
    if (!people) return tl::make_unexpected(people.error());
    TrailWords words;
    for (const auto& event : *events) words.keys_[event.id] = event.key;
    words.names_ = *people;
    return words;
  }

  json::object json_of(const venue::AuditEntry& entry) const {
    return {{"sequence", entry.sequence},    {"at", entry.at.unix_ms()},         {"number", number(entry.by.number)},
            {"name", name(entry.by.number)}, {"address", entry.by.address},      {"act", entry.act},
            {"event", key(entry.event)},     {"subject", number(entry.subject)}, {"subject_name", name(entry.subject)},
            {"shown", number(entry.shown)}};
  }

 private:
  template <typename Number>
  static json::value number(const std::optional<Number>& number) {
    return number ? json::value(*number) : json::value();
  }
  json::value name(const std::optional<std::uint32_t>& number) const {
    const auto found = number ? names_.find(*number) : names_.end();
    return found == names_.end() ? json::value() : json::value(found->second);
  }
  json::value key(const std::optional<rules::EventId>& event) const {
    if (!event) return {};
    const auto found = keys_.find(*event);
    return json::value(found == keys_.end() ? event->text() : found->second);
  }

  std::map<rules::EventId, std::string> keys_;
  std::map<std::uint32_t, std::string> names_;
};

// An organiser of certain events sees what was done to these, and what is about her.
bool may_see(const CommandContext& context, const venue::AuditEntry& entry) {
  const auto& caller = context.caller;
  if (!caller || caller->events.empty()) return true;
  if (entry.event) return caller->may_see(*entry.event);
  return entry.by.number == caller->number || entry.subject == caller->number;
}

}  // namespace

Outcome invite_staff(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto number = number_in(arguments);
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (const auto known = managed(context, number); !known) return tl::make_unexpected(known.error());
  if (context.reach.hosts.empty()) {
    return base::fail(ErrorKind::Unavailable, "The server has no address yet; start it once, then invite.");
  }
  return context.desk.people().invite(number, actor_of(context)).map([&](const venue::Invited& invited) {
    const auto link = link_to(context.reach, invited.code);
    return json::serialize(json::object{{"number", number},
                                        {"name", invited.invitation.name},
                                        {"sign_in", invited.invitation.sign_in},
                                        {"code", invited.code},
                                        {"link", link},
                                        {"qr", qr_rows(link)},
                                        {"expires", invited.invitation.expires.unix_ms()}});
  });
}

Outcome set_sign_in_name(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto number = number_in(arguments);
  const auto wished = arguments.text("sign_in");
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (const auto known = managed(context, number); !known) return tl::make_unexpected(known.error());
  return context.desk.people().set_sign_in_name(number, wished).map([&](const std::string& sign_in) {
    return json::serialize(json::object{{"number", number}, {"sign_in", sign_in}});
  });
}

Outcome sign_staff_out(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto number = number_in(arguments);
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  const auto known = managed_or_self(context, number);
  if (!known) return tl::make_unexpected(known.error());
  const auto whom = known->member.number;
  return context.desk.people().sign_out_everywhere(whom, actor_of(context)).map([&](int ended) {
    return json::serialize(json::object{{"number", whom}, {"ended", ended}});
  });
}

Outcome list_sessions(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto number = number_in(arguments);
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  const auto known = managed_or_self(context, number);
  if (!known) return tl::make_unexpected(known.error());
  const auto asking = context.caller ? context.caller->session : base::Hash{};
  return context.desk.people()
      .sessions_of(known->member.number, asking)
      .map([](const std::vector<venue::OpenSession>& sessions) {
        json::array result;
        for (const auto& session : sessions) result.push_back(json_of(session));
        return json::serialize(result);
      });
}

Outcome list_audit(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto from = arguments.number_or("from", 0);
  const auto limit = arguments.number_or("limit", usual_entries);
  if (auto done = arguments.done(); !done) return tl::make_unexpected(done.error());
  if (auto organiser = require_organiser(context); !organiser) return tl::make_unexpected(organiser.error());
  if (limit < 1 || limit > venue::PeopleDesk::most_entries) {
    return base::fail(ErrorKind::InvalidInput, "From 1 to 500 entries are shown at once; choose between.");
  }
  const auto newest = from > 0 ? std::optional(from) : std::nullopt;
  const auto entries = context.desk.people().audit(newest, static_cast<int>(limit));
  if (!entries) return tl::make_unexpected(entries.error());
  const auto words = TrailWords::read(context);
  if (!words) return tl::make_unexpected(words.error());
  json::array result;
  for (const auto& entry : *entries) {
    if (may_see(context, entry)) result.push_back(words->json_of(entry));
  }
  return json::serialize(result);
}

}  // namespace einlass::commands
