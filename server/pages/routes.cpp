#include "server/pages/routes.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>

namespace einlass::pages {
namespace {

namespace json = boost::json;
using rules::Role;

// Whoever stands at a door.
constexpr Route door(std::string_view method, std::string_view path, std::string_view command,
                     Role least = Role::Staff) {
  return {.method = method, .path = path, .command = command, .least = least};
}
// The event's organiser.
constexpr Route office(std::string_view method, std::string_view path, std::string_view command) {
  return {.method = method, .path = path, .command = command};
}
constexpr Route upload(std::string_view method, std::string_view path, std::string_view command) {
  return {.method = method, .path = path, .command = command, .takes_upload = true};
}
// An organiser of the whole venue.
constexpr Route venue(std::string_view method, std::string_view path, std::string_view command) {
  return {.method = method, .path = path, .command = command, .scope = Scope::Venue};
}

constexpr Route person(std::string_view method, std::string_view path, std::string_view command) {
  return {.method = method, .path = path, .command = command, .scope = Scope::Venue, .numbers = "number"};
}

constexpr std::array table{
    door("GET", "/events", "event.list", Role::Helper),
    door("GET", "/events/{event}/live", live_feed, Role::Helper),
    Route{.method = "GET",
          .path = "/events/{event}/guests",
          .command = "guests.list",
          .least = Role::Helper,
          .numbers = "limit"},
    door("GET", "/events/{event}/guests/changes", "guests.changed", Role::Helper),
    door("POST", "/events/{event}/guests", "guest.add"),
    door("POST", "/events/{event}/counts", "guest.count"),
    door("GET", "/events/{event}/guests/{ticket}", "guest.sheet"),
    door("PATCH", "/events/{event}/guests/{ticket}", "guest.amend"),
    door("POST", "/events/{event}/guests/{ticket}/admissions", "guest.admit"),
    door("DELETE", "/events/{event}/guests/{ticket}/admissions/{scan}", "guest.undo"),
    door("POST", "/events/{event}/guests/{ticket}/departures", "guest.depart"),
    door("POST", "/events/{event}/guests/{ticket}/transfers", "guest.hand_on"),
    door("PUT", "/events/{event}/guests/{ticket}/excuse", "guest.excuse"),
    door("POST", "/events/{event}/guests/{ticket}/notes", "guest.note"),
    door("POST", "/events/{event}/guests/{ticket}/settlement", "guest.settle"),
    door("POST", "/events/{event}/guests/{ticket}/withdrawal", "guest.withdraw", Role::Host),
    door("POST", "/events/{event}/guests/{ticket}/move-up", "guest.move_up", Role::Host),
    door("POST", "/events/{event}/guests/{ticket}/decision", "guest.decide", Role::Host),
    door("POST", "/events/{event}/guests/{ticket}/verdict", "guest.judge"),
    door("POST", "/events/{event}/scans", "guest.scan", Role::Helper),
    door("POST", "/events/{event}/scans/{scan}/override", "guest.override"),
    door("GET", "/events/{event}/door", "door.news", Role::Helper),
    door("POST", "/events/{event}/calls/{scan}/answer", "call.answer", Role::Helper),
    door("POST", "/events/{event}/own-journal", "journal.open"),
    door("POST", "/events/{event}/own-journal/lease", "journal.lease"),
    door("POST", "/events/{event}/own-journal/entries", "journal.merge"),
    door("POST", "/events/{event}/own-journal/retirement", "journal.retire"),
    door("POST", "/events/{event}/guests/{ticket}/answers", "guest.answer"),
    door("PUT", "/events/{event}/arrival-notices", "notice.ask"),
    door("POST", "/events/{event}/arrival-notices/seen", "notice.seen"),
    office("GET", "/events/{event}/page-journals", "journal.list"),
    office("DELETE", "/events/{event}/page-journals/{journal}", "journal.lost"),
    door("GET", "/events/{event}/unclaimed-seats", "seats.release", Role::Host),
    door("POST", "/events/{event}/unclaimed-seats", "seats.release", Role::Host),
    door("GET", "/events/{event}/guest-list", "guests.export", Role::Host),
    door("GET", "/events/{event}/guest-list/summary", "guests.summary", Role::Host),
    office("GET", "/events/{event}/badges", "badge.looks"),
    upload("POST", "/events/{event}/badges/preview", "badge.preview"),
    upload("POST", "/events/{event}/badges/preflight", "badge.preflight"),
    upload("PUT", "/events/{event}/badges/images", "event.image"),
    office("DELETE", "/events/{event}/badges/images/{name}", "event.image_remove"),
    door("POST", "/events/{event}/emergency-list", "emergency_list.print", Role::Host),
    door("GET", "/events/{event}/paper", "paper.lists"),
    Route{.method = "GET",
          .path = "/events/{event}/paper/{list}",
          .command = "paper.rows",
          .least = Role::Staff,
          .numbers = "list"},
    door("POST", "/events/{event}/paper", "paper.enter"),
    door("POST", "/events/{event}/paper/departures", "paper.leave"),
    upload("POST", "/events/{event}/guest-list", "guests.import"),
    upload("PATCH", "/events/{event}", "event.set"),
    office("GET", "/events/{event}", "event.status"),
    office("GET", "/events/{event}/arrivals", "event.arrivals"),
    office("GET", "/events/{event}/policy", "event.policy"),
    office("PATCH", "/events/{event}/policy", "event.set_policy"),
    office("GET", "/events/{event}/details", "event.details"),
    upload("PUT", "/events/{event}/pictures/{name}", "event.image"),
    office("DELETE", "/events/{event}/pictures/{name}", "event.image_remove"),
    venue("POST", "/events/{event}/preset", "event.save_preset"),
    office("GET", "/events/{event}/closing", "event.closing"),
    office("POST", "/events/{event}/closing", "event.close"),
    office("DELETE", "/events/{event}/closing", "event.reopen"),
    office("GET", "/events/{event}/retention", "retention.tell"),
    venue("PUT", "/events/{event}/retention", "retention.set"),
    venue("POST", "/events/{event}/purge", "event.purge"),
    venue("GET", "/retention", "retention.tell"),
    venue("PUT", "/retention", "retention.set"),
    venue("POST", "/persons/search", "person.find"),
    venue("POST", "/persons/export", "person.export"),
    venue("POST", "/persons/erasure", "person.erase"),
    office("GET", "/events/{event}/crm", "crm.targets"),
    office("GET", "/events/{event}/crm/{target}", "crm.diff"),
    office("POST", "/events/{event}/crm/{target}", "crm.write"),
    office("DELETE", "/events/{event}/crm/{target}", "crm.undo"),
    office("POST", "/events/{event}/crm/{target}/start", "crm.start"),
    office("GET", "/events/{event}/outbox", "crm.outbox"),
    office("GET", "/events/{event}/pulls", "crm.status"),
    office("GET", "/events/{event}/pulls/{connector}", "crm.look"),
    office("POST", "/events/{event}/pulls/{connector}", "crm.pull"),
    venue("GET", "/pulls", "crm.status"),
    venue("GET", "/pulls/{connector}", "crm.look"),
    venue("POST", "/pulls/{connector}", "crm.pull"),
    office("GET", "/events/{event}/matches", "crm.matches"),
    office("POST", "/events/{event}/matches/search", "crm.search"),
    office("POST", "/events/{event}/matches/confirmation", "crm.confirm"),
    office("POST", "/events/{event}/matches/rejection", "crm.reject"),
    office("POST", "/events/{event}/matches/retraction", "crm.retract"),
    venue("GET", "/outbox", "crm.outbox"),
    venue("POST", "/outbox/{target}/start", "crm.start"),
    venue("GET", "/house", "house.status"),
    venue("PUT", "/house", "house.set"),
    Route{
        .method = "GET", .path = "/roll-call", .command = "roll_call.show", .least = Role::Helper, .numbers = "since"},
    door("POST", "/roll-call", "roll_call.start"),
    door("DELETE", "/roll-call", "roll_call.end"),
    door("POST", "/roll-call/marks", "roll_call.mark", Role::Helper),
    door("POST", "/roll-call/people", "roll_call.add", Role::Helper),
    door("POST", "/roll-call/paper", "roll_call.print"),
    venue("GET", "/presets", "preset.list"),
    venue("DELETE", "/presets/{name}", "preset.remove"),
    venue("POST", "/events/{event}/rehearsal", "event.rehearse"),
    venue("DELETE", "/events/{event}/rehearsal", "event.drop"),
    venue("POST", "/events/{event}/rehearsal/runs", "rehearsal.run"),
    office("GET", "/events/{event}/attendance", "attendance.export"),
    office("GET", "/events/{event}/summary", "attendance.summary"),
    office("GET", "/events/{event}/certificates", "attendance.certificates"),
    office("GET", "/events/{event}/journal", "journal.export"),
    Route{.method = "POST", .path = "/events", .command = "event.create", .scope = Scope::Venue, .takes_upload = true},
    venue("POST", "/events/{event}/packed", "event.pack"),
    office("GET", "/events/{event}/packed", "event.packs"),
    Route{.method = "POST",
          .path = "/packed-events",
          .command = "event.unpack",
          .scope = Scope::Venue,
          .takes_upload = true},
    Route{
        .method = "GET", .path = "/years/{year}", .command = "year.figures", .scope = Scope::Venue, .numbers = "year"},
    venue("GET", "/status", "status"),
    venue("GET", "/kiosks", "kiosk.list"),
    venue("POST", "/kiosks", "kiosk.pair"),
    venue("PUT", "/kiosks/{kiosk}/event", "kiosk.assign"),
    venue("DELETE", "/kiosks/{kiosk}", "kiosk.revoke"),
    office("GET", "/events/{event}/message", "message.shown"),
    office("PUT", "/events/{event}/message", "message.put"),
    office("DELETE", "/events/{event}/message", "message.withdraw"),
    venue("GET", "/message", "message.shown"),
    venue("PUT", "/message", "message.put"),
    venue("DELETE", "/message", "message.withdraw"),
    venue("GET", "/people", "staff.list"),
    venue("POST", "/people", "staff.add"),
    person("DELETE", "/people/{number}", "staff.remove"),
    person("PUT", "/people/{number}/role", "staff.role"),
    person("PUT", "/people/{number}/lists", "staff.lists"),
    person("PUT", "/people/{number}/events", "staff.events"),
    person("PUT", "/people/{number}/sign-in-name", "staff.sign_in_name"),
    person("PUT", "/people/{number}/pin", "staff.pin"),
    person("POST", "/people/{number}/invitation", "staff.invite"),
    person("GET", "/people/{number}/sessions", "staff.sessions"),
    person("DELETE", "/people/{number}/sessions", "staff.sign_out"),
    Route{.method = "GET", .path = "/audit", .command = "audit.list", .scope = Scope::Venue, .numbers = "from limit"},
};

std::vector<std::string> segments_of(std::string_view path) {
  std::vector<std::string> segments;
  const auto rest = path.substr(1);
  boost::algorithm::split(segments, rest, boost::algorithm::is_any_of("/"));
  return segments;
}

bool is_argument(const std::string& segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::set<std::string> numbers_of(const Route& route) {
  std::set<std::string> numbers;
  boost::algorithm::split(numbers, route.numbers, boost::algorithm::is_any_of(" "));
  return numbers;
}

json::value number_or_text(const std::string& text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, wrong] = std::from_chars(text.data(), end, number);
  if (wrong == std::errc() && stop == end) return number;
  return json::string(text);
}

json::value value_of(const Route& route, const std::string& name, const std::string& text) {
  return numbers_of(route).contains(name) ? number_or_text(text) : json::value(json::string(text));
}

// What the path says of the arguments; nothing where it is another one.
std::optional<json::object> match(const Route& route, std::span<const std::string> path) {
  const auto wanted = segments_of(route.path);
  if (wanted.size() != path.size()) return std::nullopt;
  json::object arguments;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (is_argument(wanted[i])) {
      const auto name = wanted[i].substr(1, wanted[i].size() - 2);
      arguments[name] = value_of(route, name, path[i]);
    } else if (wanted[i] != path[i]) {
      return std::nullopt;
    }
  }
  return arguments;
}

void take_query(const Route& route, const Target& target, json::object& arguments) {
  for (const auto& [name, value] : target.query) {
    if (!arguments.contains(name)) arguments[name] = value_of(route, name, value);  // the path's word stands
  }
}

}  // namespace

std::span<const Route> routes() {
  return table;
}

FoundRoute find_route(std::string_view method, const Target& target) {
  constexpr std::size_t root_segments = 2;  // api, v1
  FoundRoute found;
  if (target.path.size() <= root_segments) return found;
  const std::span below(target.path.begin() + root_segments, target.path.end());
  for (const auto& route : table) {
    auto arguments = match(route, below);
    if (!arguments) continue;
    found.other_methods_exist = true;
    if (route.method != method) continue;
    take_query(route, target, *arguments);
    found.route = &route;
    found.arguments = *std::move(arguments);
    return found;
  }
  return found;
}

}  // namespace einlass::pages
