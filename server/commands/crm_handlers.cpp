#include "server/commands/crm_handlers.h"

#include "server/commands/arguments.h"
#include "server/commands/command_json.h"
#include "server/commands/json_words.h"
#include "server/venue/desk.h"

#include <memory>
#include <optional>
#include <utility>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

// Somebody stands waiting: longer pauses are for pulls by schedule.
constexpr base::Milliseconds longest_pause = std::chrono::seconds(60);

Outcome pulls_of(venue::Desk& desk) {
  return desk.crm().status().map([](const std::vector<venue::PullStatus>& all) {
    json::array pulls;
    for (const auto& [event, pull, under_way] : all) {
      pulls.push_back(json::object{{"connector", pull.key.connector},
                                   {"event", event},
                                   {"remote", pull.key.remote},
                                   {"finished", time_or_null(pull.finished)},
                                   {"full_finished", time_or_null(pull.full_finished)},
                                   {"tried", time_or_null(pull.tried)},
                                   {"trouble", pull.trouble},
                                   {"under_way", under_way},
                                   {"half_done", pull.running && !under_way}});
    }
    return json::serialize(pulls);
  });
}

Outcome matches_of(venue::Desk& desk, const std::string& event) {
  return desk.crm().matches(event).map([](const std::vector<venue::MatchLine>& lines) {
    json::array matches;
    for (const auto& line : lines) {
      matches.push_back(json::object{{"guest", line.match.guest.text()},
                                     {"name", line.guest},
                                     {"company", line.company},
                                     {"connector", line.match.connector},
                                     {"person", line.match.person},
                                     {"person_name", line.person},
                                     {"organisation", line.organisation},
                                     {"by", word(line.match.by)},
                                     {"state", word(line.match.state)}});
    }
    return json::serialize(matches);
  });
}

base::Result<void> match_rest(venue::Desk& desk) {
  while (true) {
    const auto more = desk.crm().match_next();
    if (!more) return base::failed(more);
    if (!*more) return {};
  }
}

std::string text_of(const venue::PullReport& report) {
  return json::serialize(json::object{{"connector", report.connector},
                                      {"event", report.event},
                                      {"full", report.full},
                                      {"tickets", report.tickets},
                                      {"import", report.import ? json::value(json_of(*report.import)) : nullptr}});
}

Outcome decide(CommandContext& context, const json::object& object, store::MatchState state) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto guest = rules::GuestId::parse(arguments.text("guest"));
  const auto connector = arguments.text("connector");
  const auto person = arguments.text("person");
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (!guest) return base::fail(base::ErrorKind::InvalidInput, "guest must be an id, as crm.matches names it.");
  const auto decided = context.desk.crm().decide(
      event,
      {.guest = *guest, .connector = connector, .person = person, .by = store::MatchedBy::Person, .state = state});
  if (!decided) return base::failed(decided);
  return matches_of(context.desk, event);
}

}  // namespace

Outcome link_event(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto connector = arguments.text("connector");
  const auto remote = arguments.text("remote");
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (auto linked = context.desk.crm().link(event, connector, remote); !linked) return base::failed(linked);
  return pulls_of(context.desk);
}

Outcome unlink_event(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto connector = arguments.text("connector");
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (auto unlinked = context.desk.crm().unlink(event, connector); !unlinked) return base::failed(unlinked);
  return pulls_of(context.desk);
}

base::Result<CommandRest> pull_from_crm(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const venue::DuePull wanted{.connector = arguments.text("connector"),
                              .event = arguments.text_or("event", ""),
                              .full = arguments.flag("full")};
  const bool dry_run = arguments.flag("dry_run");
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.crm().begin_pull(wanted, dry_run).map([](venue::PullJob begun) -> CommandRest {
    const auto job = std::make_shared<const venue::PullJob>(std::move(begun));
    using Read = base::Result<venue::PullRead>;
    const auto read = std::make_shared<Read>(base::fail(base::ErrorKind::Unavailable, "Nothing was pulled."));
    return {.work = [job, read]() -> CommandOutcome {
              crm::RealWaiting waiting(longest_pause);
              *read = job->read(waiting);
              return std::string();
            },
            // Also where the work was not begun, as too much waits: the connector is free again.
            .close = [job, read](CommandContext& later, const CommandOutcome& worked) -> CommandOutcome {
              const auto report = later.desk.crm().finish_pull(*job, std::move(*read));
              if (report) {
                if (auto matched = match_rest(later.desk); !matched) return base::failed(matched);
              }
              return worked ? report.map(text_of) : worked;
            }};
  });
}

Outcome tell_pulls(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  if (auto done = arguments.done(); !done) return base::failed(done);
  return pulls_of(context.desk);
}

Outcome tell_matches(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  if (auto done = arguments.done(); !done) return base::failed(done);
  return matches_of(context.desk, event);
}

Outcome confirm_match(CommandContext& context, const json::object& object) {
  return decide(context, object, store::MatchState::Confirmed);
}

Outcome reject_match(CommandContext& context, const json::object& object) {
  return decide(context, object, store::MatchState::Rejected);
}

}  // namespace einlass::commands
