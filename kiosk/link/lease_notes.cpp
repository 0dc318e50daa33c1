#include "kiosk/link/lease_notes.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

namespace einlass::link {

using base::Result;

namespace {

constexpr const char* notes_setting = "leases";

// One line each; the category is the last word, because it may be missing.
std::string line_of(const LeaseNote& note) {
  return fmt::format("{} {} {} {} {} {}\n", note.event.text(), note.lease.text(), note.machine_boot, note.asked.count(),
                     note.asked_venue.unix_ms(), note.category);
}

std::optional<LeaseNote> note_in(const std::string& line) {
  std::istringstream in(line);
  std::string event;
  std::string lease;
  LeaseNote note;
  std::int64_t asked = 0;
  std::int64_t asked_venue = 0;
  if (!(in >> event >> lease >> note.machine_boot >> asked >> asked_venue)) return std::nullopt;
  const auto event_id = rules::EventId::parse(event);
  const auto lease_id = rules::LeaseId::parse(lease);
  if (!event_id || !lease_id) return std::nullopt;
  note.event = *event_id;
  note.lease = *lease_id;
  note.asked = base::Milliseconds(asked);
  note.asked_venue = base::Instant::from_unix_ms(asked_venue);
  std::getline(in >> std::ws, note.category);
  return note;
}

}  // namespace

Result<std::vector<LeaseNote>> LeaseNotes::all() const {
  const auto text = venue_.setting(notes_setting);
  if (!text) return tl::make_unexpected(text.error());
  std::vector<LeaseNote> notes;
  std::istringstream lines(text->value_or(""));
  for (std::string line; std::getline(lines, line);) {
    if (auto note = note_in(line)) notes.push_back(*std::move(note));
  }
  return notes;
}

Result<void> LeaseNotes::put(const LeaseNote& note) {
  auto notes = all();
  if (!notes) return tl::make_unexpected(notes.error());
  notes->push_back(note);
  return write(*notes);
}

Result<void> LeaseNotes::forget(const std::vector<rules::LeaseId>& leases) {
  auto notes = all();
  if (!notes) return tl::make_unexpected(notes.error());
  const auto forgotten = std::erase_if(
      *notes, [&](const auto& note) { return std::find(leases.begin(), leases.end(), note.lease) != leases.end(); });
  return forgotten == 0 ? Result<void>() : write(*notes);
}

Result<void> LeaseNotes::write(const std::vector<LeaseNote>& notes) {
  std::string text;
  for (const auto& note : notes) text += line_of(note);
  return venue_.set_setting(notes_setting, text);
}

}  // namespace einlass::link
