#include "server/commands/privacy_handlers.h"

#include "core/base/log.h"
#include "server/commands/arguments.h"
#include "server/commands/erasure_json.h"
#include "server/commands/export_content.h"
#include "server/commands/guest_ids.h"
#include "server/commands/json_words.h"
#include "server/venue/desk.h"

#include <algorithm>
#include <memory>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;
using base::ErrorKind;

namespace {

json::object step_of(const venue::RetentionStep& step) {
  return {{"days", step.days},
          {"due", time_or_null(step.due)},
          {"announced", time_or_null(step.announced)},
          {"done", time_or_null(step.done)}};
}

json::object event_of(const venue::EventRetention& event) {
  return {{"event", event.key},
          {"is_own", event.has_own},
          {"closed", event.is_closed},
          {"left_open", event.left_open},
          {"figures_kept", event.figures_kept},
          {"unfinished", event.is_unfinished || event.is_erasing},
          {"refusals", step_of(event.refusals)},
          {"persons", step_of(event.persons)},
          {"packed", json_of(event.key, event.packed)}};
}

base::Result<std::vector<venue::EventRetention>> events_told(CommandContext& context, const std::string& key) {
  if (key.empty()) return context.desk.privacy().all();
  return context.desk.privacy().retention_of(key).map(
      [](venue::EventRetention one) { return std::vector{std::move(one)}; });
}

Outcome retention_told(CommandContext& context, const std::string& key) {
  const auto venue = context.desk.privacy().retention();
  if (!venue) return base::failed(venue);
  const auto events = events_told(context, key);
  if (!events) return base::failed(events);
  json::array told;
  for (const auto& event : *events) {
    if (!context.caller || context.caller->may_see(event.event)) told.push_back(event_of(event));
  }
  return json::serialize(
      json::object{{"refusals_days", venue->refusals}, {"persons_days", venue->persons}, {"events", std::move(told)}});
}

CommandOutcome purge_answer(const venue::Purge& purge, const venue::BackupErasure& backups) {
  auto answer = json_of(backups);
  answer["event"] = purge.key;
  answer["was_done"] = purge.was_done;
  answer["packed"] = json_of(purge.key, purge.packed);
  answer["unfinished"] = !purge.is_clean;
  return json::serialize(answer);
}

// Backups that nobody reached are named in the log, as nobody reads an answer here. They name no person.
void warn_of(const std::string& event, const venue::BackupErasure& backups) {
  for (const auto& each : backups.out_of_reach) {
    base::log_warning("The backup {} still holds persons of event {}; destroy it, or put it back and purge the event.",
                      each.folder, event);
  }
}

// Those of which the backups are rewritten. One that fails keeps none of the others, and is gone on with.
struct Rewritten {
  std::vector<venue::Purge> purges;
  std::vector<venue::ErasureRest> erasures;
};

template <typename Erasure>
void rewrite(const std::vector<Erasure>& due, std::vector<Erasure>& rewritten) {
  for (const auto& each : due) {
    const auto backups = each.backups.write();
    if (!backups) {
      base::log_error("the backups of event {} could not be rewritten: {}", each.key, backups.error().message);
      continue;
    }
    warn_of(each.key, *backups);
    rewritten.push_back(each);
  }
}

base::Result<void> note_rewritten(venue::Desk& desk, const Rewritten& rewritten) {
  for (const auto& purge : rewritten.purges) {
    if (auto noted = desk.privacy().note_purged(purge); !noted) return noted;
    if (purge.is_clean) base::log_info("The persons of event {} were erased.", purge.key);
  }
  return finish_all(desk, rewritten.erasures);
}

json::object person_of(const venue::FoundPerson& person) {
  json::array events;
  for (const auto& guest : person.guests) {
    events.push_back(json::object{{"event", guest.event_key},
                                  {"name", guest.event_name},
                                  {"starts", guest.starts.unix_ms()},
                                  {"id", guest.row.guest.id.text()}});
  }
  const auto& guest = person.guests.front().row.guest;
  return {{"id", person.id().text()},
          {"name", guest.full_name},
          {"company", guest.company},
          {"email", guest.email},
          {"events", std::move(events)}};
}

// Whom only the CRM has is called by its name and her id there.
json::object person_of(const rules::CrmPerson& person) {
  return {{"id", person.connector + ":" + person.id},
          {"name", rules::full_name(person)},
          {"company", person.organisation},
          {"email", person.email},
          {"events", json::array()}};
}

CommandOutcome found_persons(const venue::PersonSources& sources, const std::string& who) {
  const auto persons = sources.find(who);
  if (!persons) return base::failed(persons);
  json::array found;
  for (const auto& person : *persons) found.push_back(person_of(person));
  if (!found.empty()) return json::serialize(found);
  return sources.find_in_crm(who).map([&](const venue::PersonSources::FoundInCrm& there) {
    for (const auto& person : there.guests) found.push_back(person_of(person));
    for (const auto& person : there.others) found.push_back(person_of(person));
    return json::serialize(found);
  });
}

base::Result<report::PersonRecord> known_person(const venue::PersonSources& sources, const std::string& id) {
  if (id.find(':') != std::string::npos) return sources.known_in_crm(id);
  const auto ids = guest_ids({id});
  return ids ? sources.known(ids->front()) : base::failed(ids);
}

base::Result<void> require_confirmation(bool is_confirmed, const char* what) {
  if (is_confirmed) return {};
  return base::fail(ErrorKind::Refused, std::string(what) + " Nobody can take that back. Confirm it.");
}

}  // namespace

Outcome tell_retention(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto key = arguments.text_or("event", "");
  if (auto done = arguments.done(); !done) return base::failed(done);
  return retention_told(context, key);
}

Outcome set_retention(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto key = arguments.text_or("event", "");
  const auto refusals = arguments.number_or("refusals_days", 0);
  const auto persons = arguments.number_or("persons_days", 0);
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto most = std::int64_t{venue::longest_retention} + 1;  // what is more, is too much
  std::optional<venue::Retention> retention;
  if (refusals != 0 || persons != 0) {
    retention = {.refusals = static_cast<int>(std::min(refusals, most)),
                 .persons = static_cast<int>(std::min(persons, most))};
  }
  if (auto set = context.desk.privacy().set_retention(key, retention); !set) return base::failed(set);
  return retention_told(context, key);
}

base::Result<CommandRest> purge_event(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto key = arguments.text("event");
  const bool is_confirmed = arguments.flag("confirm");
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto event = context.desk.events().find(key);
  if (!event) return base::failed(event);
  if (auto confirmed = require_confirmation(is_confirmed,
                                            "This erases all persons of the event for ever: here, at kiosks and in "
                                            "backups. Its figures are kept.");
      !confirmed) {
    return base::failed(confirmed);
  }
  auto begun = context.desk.privacy().begin_purge(key, context.caller_number());
  if (!begun) return base::failed(begun);
  const auto purge = std::make_shared<const venue::Purge>(*std::move(begun));
  return CommandRest{.work = [purge]() -> CommandOutcome {
                       return purge->backups.write().and_then(
                           [&](const venue::BackupErasure& backups) { return purge_answer(*purge, backups); });
                     },
                     .close = [purge](CommandContext& later, CommandOutcome outcome) -> CommandOutcome {
                       if (!outcome) return outcome;
                       if (auto noted = later.desk.privacy().note_purged(*purge); !noted) return base::failed(noted);
                       return outcome;
                     }};
}

base::Result<CommandRest> keep_retention(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  if (auto done = arguments.done(); !done) return base::failed(done);
  auto begun = context.desk.privacy().keep_retention();
  if (!begun) return base::failed(begun);
  const auto due = std::make_shared<const venue::PrivacyDesk::Due>(*std::move(begun));
  const auto rewritten = std::make_shared<Rewritten>();
  return CommandRest{
      .work = [due, rewritten]() -> CommandOutcome {
        rewrite(due->purges, rewritten->purges);
        rewrite(due->erasures, rewritten->erasures);
        return std::string();
      },
      .close = [rewritten](CommandContext& later, CommandOutcome outcome) -> CommandOutcome {
        if (!outcome) return outcome;
        if (auto noted = note_rewritten(later.desk, *rewritten); !noted) return base::failed(noted);
        json::array purged;
        for (const auto& purge : rewritten->purges) purged.emplace_back(purge.key);
        return json::serialize(json::object{{"purged", std::move(purged)}, {"erasures", rewritten->erasures.size()}});
      }};
}

base::Result<CommandRest> find_persons(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto who = arguments.text("who");
  if (auto done = arguments.done(); !done) return base::failed(done);
  return context.desk.persons().sources().map([&](venue::PersonSources sources) -> CommandRest {
    return {.work = [sources = std::move(sources), who] { return found_persons(sources, who); }};
  });
}

base::Result<CommandRest> export_person(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto text = arguments.text("id");
  const auto language = language_in(arguments);
  if (auto done = arguments.done(); !done) return base::failed(done);
  if (!language) return base::failed(language);
  return context.desk.persons().sources().map([&](venue::PersonSources sources) -> CommandRest {
    return {.work = [sources = std::move(sources), text, language = *language] {
      return known_person(sources, text).map([&](const report::PersonRecord& person) {
        return json::serialize(json::object{{"name", person.name()},
                                            {"document", report::person_json(person)},
                                            {"page", report::person_page(person, language)}});
      });
    }};
  });
}

base::Result<CommandRest> erase_persons(CommandContext& context, const json::object& object) {
  Arguments arguments(object);
  const auto texts = arguments.list("ids");
  const bool is_confirmed = arguments.flag("confirm");
  if (auto done = arguments.done(); !done) return base::failed(done);
  const auto ids = guest_ids(texts);
  if (!ids) return base::failed(ids);
  if (auto confirmed = require_confirmation(
          is_confirmed, "This erases the person from all events for ever: here, at kiosks and in backups.");
      !confirmed) {
    return base::failed(confirmed);
  }
  return context.desk.persons()
      .erase(*ids, context.caller_number())
      .map([](const venue::PersonDesk::Erasure& erasure) -> CommandRest {
        auto answer = std::make_shared<json::object>();
        (*answer)["erased"] = erasure.guests;
        json::array packed;
        for (const auto& [key, note] : erasure.packed) packed.push_back(json_of(key, {note}).front());
        (*answer)["packed"] = std::move(packed);
        return rest_of(erasure.rests, std::move(answer));
      });
}

}  // namespace einlass::commands
