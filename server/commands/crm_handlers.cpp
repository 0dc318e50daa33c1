#include "server/commands/crm_handlers.h"

#include "db/crm_search.h"
#include "server/commands/arguments.h"
#include "server/commands/command_json.h"
#include "server/commands/json_words.h"
#include "server/venue/desk.h"
#include "server/venue/state_files.h"

#include <memory>
#include <optional>
#include <utility>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

// Somebody stands waiting: longer pauses are for pulls by schedule.
constexpr base::Milliseconds longest_pause = std::chrono::seconds(60);
constexpr std::size_t most_guests_named = 500;  // of a pull; its sums have all
constexpr std::size_t most_persons_found = 20;  // it is a search, and no list of the CRM

json::object figures_json(const store::PullFigures& figures) {
  return {{"came", figures.came}, {"changed", figures.changed}, {"went", figures.went}, {"refused", figures.refused}};
}

json::value figures_or_null(const std::optional<store::PullFigures>& figures) {
  return figures ? json::value(figures_json(*figures)) : json::value(nullptr);
}

// Of one event, whose persons come with it: who is whom follows from them.
Outcome pulls_of(venue::Desk& desk, const std::string& of_event = {}) {
  return desk.crm().status().map([&](const std::vector<venue::PullStatus>& all) {
    json::array pulls;
    for (const auto& [event, pull, under_way, list] : all) {
      if (!of_event.empty() && !event.empty() && event != of_event) continue;
      pulls.push_back(json::object{{"connector", pull.key.connector},
                                   {"event", event},
                                   {"remote", pull.key.remote},
                                   {"list", list},
                                   {"finished", time_or_null(pull.finished)},
                                   {"full_finished", time_or_null(pull.full_finished)},
                                   {"tried", time_or_null(pull.tried)},
                                   {"figures", figures_or_null(pull.figures)},
                                   {"trouble", pull.trouble},
                                   {"warning", pull.warning},
                                   {"under_way", under_way},
                                   {"half_done", pull.running && !under_way}});
    }
    return json::serialize(pulls);
  });
}

std::string text_of(const std::vector<venue::MatchLine>& lines) {
  json::array matches;
  for (const auto& line : lines) {
    matches.push_back(json::object{{"guest", line.match.guest.text()},
                                   {"name", line.guest},
                                   {"company", line.company},
                                   {"email", line.email},
                                   {"connector", line.match.connector},
                                   {"person", line.match.person},
                                   {"person_name", line.person},
                                   {"organisation", line.organisation},
                                   {"person_email", line.person_email},
                                   {"by", word(line.match.by)},
                                   {"state", word(line.match.state)}});
  }
  return json::serialize(matches);
}

std::string persons_text(const store::FoundPersons& found) {
  json::array persons;
  for (const auto& each : found.persons) {
    persons.push_back(json::object{{"connector", each.connector},
                                   {"person", each.id},
                                   {"name", rules::full_name(each)},
                                   {"organisation", each.organisation},
                                   {"email", each.email}});
  }
  return json::serialize(json::object{{"persons", std::move(persons)}, {"more", found.more}});
}

Outcome matches_of(venue::Desk& desk, const std::string& event) {
  return desk.crm().matches(event).map([](const auto& lines) { return text_of(lines); });
}

std::string_view word(const guests::RowChange& change) {
  if (guests::takes_off(change)) return "went";
  switch (change.kind) {
    case guests::ChangeKind::Added:
      return "came";
    case guests::ChangeKind::Changed:
      return "changed";
    case guests::ChangeKind::Withdrawn:
    case guests::ChangeKind::Unchanged:
    case guests::ChangeKind::Missing:
      return {};
  }
  return {};
}

json::array guests_of(const venue::PullReport& report) {
  json::array guests;
  if (!report.import) return guests;
  for (const auto& change : report.import->plan.changes) {
    if (word(change).empty()) continue;
    if (guests.size() == most_guests_named) break;
    guests.push_back(json::object{{"change", word(change)},
                                  {"name", change.row.guest.full_name},
                                  {"company", change.row.guest.company},
                                  {"fields", json::value_from(change.fields)}});
  }
  return guests;
}

json::value look_json(const std::optional<crm::PersonsLook>& look) {
  if (!look) return nullptr;
  json::array fields, examples;
  for (const auto& each : look->fields) {
    fields.push_back(json::object{{"field", each.field}, {"said", each.said}, {"changed", each.changed}});
  }
  for (const auto& each : look->examples) {
    json::array changes;
    for (const auto& [field, before, after] : each.fields) {
      changes.push_back(json::object{{"field", field}, {"before", before}, {"after", after}});
    }
    examples.push_back(json::object{{"change", crm::word(each.fate)},
                                    {"person", each.id},
                                    {"name", each.name},
                                    {"organisation", each.organisation},
                                    {"fields", std::move(changes)}});
  }
  return json::object{{"read", look->read}, {"fields", std::move(fields)}, {"examples", std::move(examples)}};
}

std::string text_of(const venue::PullReport& report, bool goes_on = false) {
  return json::serialize(json::object{{"connector", report.connector},
                                      {"event", report.event},
                                      {"full", report.full},
                                      {"under_way", goes_on},
                                      {"tickets", report.tickets},
                                      {"figures", figures_json(report.figures)},
                                      {"guests", guests_of(report)},
                                      {"import", report.import ? json::value(json_of(*report.import)) : nullptr},
                                      {"persons", look_json(report.look)}});
}

CommandRest rest_of(const std::shared_ptr<const venue::PullJob>& job) {
  struct Reading {
    crm::RealWaiting waiting{longest_pause};
    base::Result<venue::PullRead> read = base::fail(base::ErrorKind::Unavailable, "Nothing was pulled.");
  };
  const auto reading = std::make_shared<Reading>();
  return {.work = [job, reading]() -> CommandOutcome {
            reading->read = job->read(reading->waiting);
            return std::string();
          },
          // Also where the work was not begun, as too much waits: the connector is free again.
          .close = [job, reading](CommandContext& later, const CommandOutcome& worked) -> CommandOutcome {
            auto& crm = later.desk.crm();
            const auto text =
                crm.finish_pull(*job, std::move(reading->read)).map([](const auto& report) { return text_of(report); });
            if (text && job->dry_run) crm.keep_look(*job, *text);
            return worked ? text : worked;
          },
          .follow = [](CommandContext& later) { return later.desk.crm().match_next(); },
          .stop = [reading] { reading->waiting.stop(); }};
}

struct AboutMatch {
  std::string event;
  store::CrmMatch match;
};

base::Result<AboutMatch> match_in(const json::object& object, store::MatchState state) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto guest = rules::GuestId::parse(arguments.text("guest"));
  const auto connector = arguments.text("connector");
  const auto person = arguments.text("person");
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (!guest) return base::fail(base::ErrorKind::InvalidInput, "guest must be an id, as crm.matches names it.");
  return AboutMatch{
      .event = event,
      .match = {
          .guest = *guest, .connector = connector, .person = person, .by = store::MatchedBy::Person, .state = state}};
}

Outcome decide(CommandContext& context, const json::object& object, store::MatchState state) {
  const auto about = match_in(object, state);
  if (!about) return base::failed(about);
  const auto decided = context.desk.crm().decide(about->event, about->match);
  if (!decided) return base::failed(decided);
  return matches_of(context.desk, about->event);
}

}  // namespace

Outcome link_event(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  const auto connector = arguments.text("connector");
  const auto remote = arguments.text("remote");
  const auto list = arguments.text_or("list", "");
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (auto linked = context.desk.crm().link(event, connector, remote, list); !linked) return base::failed(linked);
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
  const bool dry_run = arguments.flag("dry_run"), is_left_alone = arguments.flag("in_background");
  if (auto done = arguments.done(); !done) return base::failed(done);
  auto begun = context.desk.crm().begin_pull(wanted, dry_run);
  if (!begun) return base::failed(begun);
  auto rest = rest_of(std::make_shared<const venue::PullJob>(*std::move(begun)));
  if (is_left_alone) {
    rest.at_once =
        text_of({.connector = wanted.connector, .event = wanted.event, .full = wanted.full, .import = {}}, true);
  }
  return rest;
}

Outcome tell_look(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text_or("event", ""), connector = arguments.text("connector");
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.crm().look(event, connector);
}

Outcome tell_pulls(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text_or("event", "");
  if (auto done = arguments.done(); !done) return base::failed(done);
  return pulls_of(context.desk, event);
}

base::Result<CommandRest> tell_matches(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto event = arguments.text("event");
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.crm().match_reading(event).map([](venue::MatchReading reading) -> CommandRest {
    return {.work = [reading = std::move(reading)]() -> CommandOutcome {
      return reading.read().map([](const auto& lines) { return text_of(lines); });
    }};
  });
}

base::Result<CommandRest> search_crm(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto words = arguments.text("words");
  arguments.text_or("event", "");
  if (auto done = arguments.done(); !done) return base::failed(done);
  return CommandRest{.work = [file = context.desk.options().state_directory / venue::crm_file, words] {
    return store::search_persons(file, words, most_persons_found).map(persons_text);
  }};
}

Outcome confirm_match(CommandContext& context, const json::object& object) {
  return decide(context, object, store::MatchState::Confirmed);
}

Outcome reject_match(CommandContext& context, const json::object& object) {
  return decide(context, object, store::MatchState::Rejected);
}

Outcome retract_match(CommandContext& context, const json::object& object) {
  const auto about = match_in(object, store::MatchState::Proposed);
  if (!about) return base::failed(about);
  const auto retracted = context.desk.crm().retract(about->event, about->match);
  if (!retracted) return base::failed(retracted);
  return matches_of(context.desk, about->event);
}

}  // namespace einlass::commands
