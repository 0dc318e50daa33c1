#include "server/venue/erasure_desk.h"

#include "core/base/log.h"
#include "core/rules/erasures.h"
#include "db/erasures.h"
#include "server/venue/retention_settings.h"

#include <algorithm>
#include <sstream>
#include <system_error>

#include <fmt/format.h>

namespace einlass::venue {

using base::Result;
namespace fs = std::filesystem;

namespace {

// Before and after the times of its settings.
constexpr base::Milliseconds around_an_event = std::chrono::hours(6);

}  // namespace

// Ids only: who they were is what is being forgotten.
struct ErasureDesk::Note {
  base::Instant since;  // when the first of them was wanted
  std::uint32_t by = 0;
  std::set<rules::GuestId> guests{};        // none: other entries of the journal say who
  std::set<store::CrmPersonKey> persons{};  // whom they were taken for in the mirror

  std::string text() const {
    auto lines = fmt::format("{} {}\n", since.unix_ms(), by);
    for (const auto& guest : guests) lines += fmt::format("guest {}\n", guest.text());
    for (const auto& person : persons) lines += fmt::format("person {} {}\n", person.connector, person.id);
    return lines;
  }
  static Note in(const std::string& text) {
    Note note;
    std::istringstream lines(text);
    std::int64_t since = 0;
    lines >> since >> note.by;
    note.since = base::Instant::from_unix_ms(since);
    for (std::string what; lines >> what;) note.add_line(what, lines);
    return note;
  }
  void add_line(const std::string& what, std::istream& line) {
    std::string first;
    line >> first;
    if (what != "person") {
      if (const auto guest = rules::GuestId::parse(first)) guests.insert(*guest);
      return;
    }
    std::string id;
    std::getline(line >> std::ws, id);
    persons.insert({.connector = first, .id = id});
  }
};

Result<ErasureDesk::Note> ErasureDesk::noted(rules::EventId event) const {
  return parts_.state.venue().setting(erasing_setting(event)).map([](const auto& text) {
    return Note::in(text.value_or(""));
  });
}

Result<bool> ErasureDesk::is_unfinished(rules::EventId event) const {
  return parts_.state.venue().setting(erasing_setting(event)).map([](const auto& text) { return text.has_value(); });
}

Result<void> ErasureDesk::add_to_note(rules::EventId event, const Note& more) {
  const auto is_noted = is_unfinished(event);
  auto known = noted(event);
  if (!is_noted || !known) return is_noted ? base::failed(known) : base::failed(is_noted);
  if (!*is_noted) known->since = more.since;
  if (!*is_noted || more.by != 0) known->by = more.by;
  known->guests.insert(more.guests.begin(), more.guests.end());
  known->persons.insert(more.persons.begin(), more.persons.end());
  return parts_.state.venue().set_setting(erasing_setting(event), known->text());
}

Result<void> ErasureDesk::note(rules::EventId event) {
  return add_to_note(event, {.since = parts_.state.now()});
}

Result<void> ErasureDesk::note_persons(rules::EventId event) {
  const auto persons = parts_.crm.persons_of(event);
  if (!persons || persons->empty()) return persons ? Result<void>() : base::failed(persons);
  Note more{.since = parts_.state.now()};
  more.persons.insert(persons->begin(), persons->end());
  return add_to_note(event, more);
}

Result<std::vector<store::CrmPersonKey>> ErasureDesk::persons_noted(rules::EventId event) const {
  return noted(event).map(
      [](const Note& note) { return std::vector<store::CrmPersonKey>(note.persons.begin(), note.persons.end()); });
}

Result<void> ErasureDesk::forget_note(rules::EventId event) {
  const auto gone = parts_.state.venue().remove_setting(erasing_setting(event));
  return gone ? Result<void>() : base::failed(gone);
}

Result<std::vector<rules::EventId>> ErasureDesk::with_rehearsals(rules::EventId event) {
  return parts_.events.rehearsals_of(event).map([&](std::vector<rules::EventId> all) {
    all.insert(all.begin(), event);
    return all;
  });
}

// ---- guests ---------------------------------------------------------------------------------------------------------

Result<std::vector<rules::GuestId>> ErasureDesk::not_erased_in(rules::EventId id,
                                                               const std::set<rules::GuestId>& guests) {
  std::vector<rules::GuestId> left;
  const auto event = parts_.state.event(id);
  if (!event) return base::failed(event);
  const auto everybody = store::erasure_of((*event)->store, rules::everybody);
  if (!everybody) return base::failed(everybody);
  if (*everybody) return left;
  for (const auto& guest : guests) {
    const auto erased = store::erasure_of((*event)->store, guest);
    if (!erased) return base::failed(erased);
    if (!*erased) left.push_back(guest);
  }
  return left;
}

// The mirror goes first: once the journal says it, nobody can name her tickets any more. In a batch of its own:
// commands run between those of the kiosks.
Result<void> ErasureDesk::erase_in(rules::EventId event, const Note& note) {
  if (note.guests.empty()) return {};
  const std::vector<rules::GuestId> guests(note.guests.begin(), note.guests.end());
  const auto tickets = parts_.crm.tickets_of(event, guests);
  if (!tickets) return base::failed(tickets);
  if (auto gone = parts_.crm.forget(event, guests, *tickets); !gone) return gone;
  const auto left = not_erased_in(event, note.guests);
  if (!left || left->empty()) return left ? Result<void>() : base::failed(left);
  const StaffAct act{.event = event,
                     .place = {.kiosk = {}, .name = note.by == 0 ? "command line" : "organiser page", .door = {}},
                     .decider = rules::Decider::Host,
                     .operator_number = note.by};
  if (auto begun = parts_.door.begin(); !begun) return begun;
  const auto erased = parts_.staff.erase(act, *left);
  const auto committed = parts_.door.commit();
  return erased ? committed : erased;
}

Result<void> ErasureDesk::erase_noted(rules::EventId event, const Note& note) {
  const auto all = with_rehearsals(event);
  if (!all) return base::failed(all);
  for (const auto& each : *all) {
    if (auto erased = erase_in(each, note); !erased) return erased;
  }
  return parts_.crm.forget({note.persons.begin(), note.persons.end()});
}

Result<std::vector<ErasureRest>> ErasureDesk::erase(const std::map<rules::EventId, std::set<rules::GuestId>>& guests,
                                                    std::uint32_t by) {
  Note together{.since = parts_.state.now(), .by = by};
  for (const auto& [event, hers] : guests) {
    const auto persons = parts_.crm.persons_of(event, {hers.begin(), hers.end()});
    if (!persons) return base::failed(persons);
    together.persons.insert(persons->begin(), persons->end());
  }
  for (const auto& [event, hers] : guests) {
    auto one = together;
    one.guests = hers;
    if (auto noted = add_to_note(event, one); !noted) return base::failed(noted);
  }
  for (const auto& [event, hers] : guests) {
    auto one = together;
    one.guests = hers;
    if (auto erased = erase_noted(event, one); !erased) return base::failed(erased);
  }
  mirror_is_clean_.reset();
  std::vector<ErasureRest> rests;
  for (const auto& [event, hers] : guests) {
    auto rest = rest_of(event);
    if (!rest) return base::failed(rest);
    rests.push_back(*std::move(rest));
  }
  return rests;
}

// ---- what follows ---------------------------------------------------------------------------------------------------

Result<bool> ErasureDesk::leave_no_trace(rules::EventId event) {
  mirror_is_clean_.reset();
  return write_anew(event);
}

Result<bool> ErasureDesk::write_anew(rules::EventId id) {
  const auto all = with_rehearsals(id);
  if (!all) return base::failed(all);
  bool is_clean = true;
  for (const auto& each : *all) {
    const auto event = parts_.state.event(each);
    if (!event) return base::failed(event);
    const auto done = store::leave_no_trace((*event)->store);
    if (!done) return done;
    is_clean = is_clean && *done;
  }
  return leave_no_trace_in_mirror().map([&](bool done) { return done && is_clean; });
}

// Once for all events of one go.
Result<bool> ErasureDesk::leave_no_trace_in_mirror() {
  if (!mirror_is_clean_) {
    const auto done = parts_.crm.leave_no_trace();
    if (!done) return done;
    mirror_is_clean_ = *done;
  }
  return *mirror_is_clean_;
}

// Of events that are not closed, by their settings.
Result<bool> ErasureDesk::doors_may_be_open() const {
  const auto records = parts_.state.venue().events();
  if (!records) return base::failed(records);
  const auto now = parts_.state.now();
  return std::any_of(records->begin(), records->end(), [&](const store::EventRecord& record) {
    const auto frame = parts_.state.frame_of(record);
    return frame && !record.closed && frame->starts - around_an_event <= now && now <= frame->ends + around_an_event;
  });
}

Result<bool> ErasureDesk::may_write_anew(rules::EventId id, const Note& note) {
  if (parts_.state.now() - note.since >= longest_wait) return true;
  const auto all = with_rehearsals(id);
  if (!all) return base::failed(all);
  std::vector<fs::path> files{parts_.state.options().state_directory / crm_file};
  for (const auto& each : *all) files.push_back(parts_.state.event_file(each));
  const auto databases = files.size();
  for (std::size_t i = 0; i < databases; ++i) files.emplace_back(files[i].string() + "-wal");
  const bool is_quick = std::all_of(files.begin(), files.end(), [](const fs::path& file) {
    std::error_code none;
    const auto size = fs::file_size(file, none);
    return none || size <= quick;
  });
  if (is_quick) return true;
  return doors_may_be_open().map([](bool open) { return !open; });
}

// Who was erased is erased, whatever becomes of this: where it cannot be done now it is tried again.
Result<bool> ErasureDesk::clear(rules::EventId event, const Note& note) {
  const auto may = may_write_anew(event, note);
  if (!may || !*may) return may;
  const auto done = write_anew(event);
  if (done) return done;
  base::log_warning("What was erased may still stand in a file of event {}, which is written anew within the hour: {}",
                    event.text(), done.error().message);
  return false;
}

Result<ErasureRest> ErasureDesk::rest_of(rules::EventId event) {
  const auto note = noted(event);
  if (!note) return base::failed(note);
  const auto found = parts_.events.find(event.text());
  if (!found) return base::failed(found);
  const auto is_clean = clear(event, *note);
  if (!is_clean) return base::failed(is_clean);
  return parts_.backups.begin_erasure(event, {note->persons.begin(), note->persons.end()})
      .map([&](BackupErasureJob job) {
        return ErasureRest{
            .event = event, .key = found->key, .backups = std::move(job), .is_clean = *is_clean, .note = note->text()};
      });
}

Result<std::vector<ErasureRest>> ErasureDesk::go_on() {
  const auto records = parts_.state.venue().events();
  if (!records) return base::failed(records);
  mirror_is_clean_.reset();
  std::vector<ErasureRest> rests;
  for (const auto& record : *records) {
    const auto unfinished = is_unfinished(record.id);
    if (!unfinished) return base::failed(unfinished);
    if (!*unfinished) continue;
    auto rest = noted(record.id).and_then([&](const Note& note) { return erase_noted(record.id, note); }).and_then([&] {
      return rest_of(record.id);
    });
    if (rest) {
      rests.push_back(*std::move(rest));
    } else {
      base::log_error("the erasure in event \"{}\" could not be brought to its end: {}", record.key,
                      rest.error().message);
    }
  }
  return rests;
}

Result<void> ErasureDesk::finish(const ErasureRest& rest) {
  if (!rest.is_clean) return {};
  auto& venue = parts_.state.venue();
  const auto text = venue.setting(erasing_setting(rest.event));
  if (!text) return base::failed(text);
  return *text == rest.note ? venue.remove_setting(erasing_setting(rest.event)) : Result<void>();
}

}  // namespace einlass::venue
