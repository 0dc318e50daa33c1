#include "server/venue/venue_state.h"

#include "core/base/log.h"
#include "core/base/staged_folder.h"
#include "core/rules/admission.h"
#include "core/wire/policy_document.h"
#include "db/attendance_journal.h"
#include "server/venue/copied_state.h"
#include "server/venue/restored_places.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <sstream>
#include <utility>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;

constexpr auto kNotedEvery = std::chrono::seconds(10);  // each time costs a commit of venue.db

base::Result<std::string> document_text(const store::VenueStore& venue, const base::Hash& hash) {
  auto document = venue.document(hash);
  if (!document) return tl::make_unexpected(document.error());
  if (!*document) return base::fail(ErrorKind::Storage, "An event's document is missing; restore the last backup.");
  return std::move((*document)->content);
}

// A new venue.db beside existing events would hide them in silence; in the place of one that was to be restored it
// would be another venue, which no kiosk knows.
base::Result<void> require_kept_venue(const std::filesystem::path& directory) {
  std::error_code none;
  if (std::filesystem::file_size(directory / venue_file, none) > 0 && !none) return {};
  if (const auto begun = unfinished_restore(directory)) {
    return base::fail(ErrorKind::Storage,
                      fmt::format("A restore into {} was cut short; give the command einlass restore again, or remove "
                                  "{} if the venue is to be a new one.",
                                  directory.string(), begun->string()));
  }
  const auto files = std::filesystem::directory_iterator(directory / events_folder, none);
  const bool has_events = !none && std::any_of(begin(files), end(files), [](const auto& file) {
    return file.path().extension() == event_suffix;
  });
  if (!has_events && !holds_replaced_venue(directory)) return {};
  return base::fail(
      ErrorKind::Storage,
      fmt::format("{} is missing or empty although {} beside it; restore the last backup, or the recovery kit.",
                  (directory / venue_file).string(),
                  has_events ? "there are events" : "there is a venue that it replaced"));
}

base::Result<void> settle_restore(const std::filesystem::path& directory) {
  const auto finished = finish_restore(directory);
  if (!finished) return tl::make_unexpected(finished.error());
  if (*finished) base::log_warning("a restore that had been cut short is finished: this is the restored venue");
  return {};
}

// Files by programs that were ended, since nobody writes them any more under this lock. They may hold the venue's
// secrets.
void remove_unfinished_files(const std::filesystem::path& directory) {
  std::error_code failure;
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(directory, failure)) {
    if (entry.is_regular_file(failure) && base::is_unfinished(entry.path().filename().string())) {
      found.push_back(entry.path());
    }
  }
  for (const auto& file : found) std::filesystem::remove(file, failure);
}

std::string journals_setting(rules::KioskId kiosk) {
  return "journals/" + kiosk.text();
}

base::Result<std::uint64_t> sequence_of(store::EventStore& store, rules::JournalId journal) {
  return store.journal().held().map([&](const auto& held) {
    const auto own = held.find(journal);
    return own == held.end() ? std::uint64_t{0} : own->second;
  });
}

}  // namespace

VenueState::VenueState(DeskOptions options, base::DirectoryLock lock, store::VenueStore venue)
    : options_(std::move(options)),
      lock_(std::move(lock)),
      venue_(std::move(venue)),
      time_(options_.built, device_time()) {}

VenueState::~VenueState() {
  for (const auto& [id, event] : events_) tell_written(*event);
}

base::Result<std::unique_ptr<VenueState>> VenueState::open(const DeskOptions& options) {
  auto lock = base::DirectoryLock::take(options.state_directory);
  if (!lock) return tl::make_unexpected(lock.error());
  if (auto settled = settle_restore(options.state_directory); !settled) return tl::make_unexpected(settled.error());
  if (auto kept = require_kept_venue(options.state_directory); !kept) return tl::make_unexpected(kept.error());
  remove_unfinished_restores(options.state_directory);
  remove_unfinished_files(options.state_directory);
  std::error_code failed;  // told by the first file that cannot be made in it
  std::filesystem::create_directory(options.state_directory / events_folder, failed);
  auto venue = store::VenueStore::open(options.state_directory / venue_file);
  if (!venue) return tl::make_unexpected(venue.error());
  const auto known = end_sessions_of_copy(*venue, options.state_directory / venue_file);
  if (!known) return tl::make_unexpected(known.error());
  std::unique_ptr<VenueState> state(new VenueState(options, std::move(*lock), std::move(*venue)));
  if (auto seed = state->load_seed(); !seed) return tl::make_unexpected(seed.error());
  if (auto journal = state->load_journal_id(); !journal) return tl::make_unexpected(journal.error());
  if (auto keys = state->load_adopted_keys(); !keys) return tl::make_unexpected(keys.error());
  if (auto secrets = state->load_taken_secrets(); !secrets) return tl::make_unexpected(secrets.error());
  if (auto gone = state->finish_drops(); !gone) return tl::make_unexpected(gone.error());
  return state;
}

// A new seed beside existing events would make every ticket code unknown in silence.
base::Result<void> VenueState::load_seed() {
  const auto path = options_.state_directory / seed_file;
  const auto text = base::read_file(path, 1024);
  if (text) {
    const auto bytes = base::from_base64url(*text);
    if (!bytes || bytes->size() != seed_.size()) {
      return base::fail(ErrorKind::Storage,
                        fmt::format("{} is damaged; restore it from the recovery kit or a backup.", path.string()));
    }
    std::copy(bytes->begin(), bytes->end(), seed_.begin());
    return {};
  }
  if (text.error().kind != ErrorKind::NotFound) return tl::make_unexpected(text.error());
  const auto events = venue_.events();
  if (!events) return tl::make_unexpected(events.error());
  if (!events->empty()) {
    return base::fail(ErrorKind::Storage,
                      fmt::format("{} is missing; restore it from the recovery kit or a backup.", path.string()));
  }
  seed_ = base::random_key();
  return base::write_file(path, base::base64url(seed_), base::FileMode::Private);
}

base::Result<void> VenueState::load_journal_id() {
  const auto known = venue_.setting(journal_setting);
  if (!known) return tl::make_unexpected(known.error());
  if (*known) {
    const auto id = rules::JournalId::parse(**known);
    if (!id) return base::fail(ErrorKind::Storage, "The venue's database is damaged; restore the last backup.");
    journal_ = *id;
    return {};
  }
  return mint_journal();
}

base::Result<void> VenueState::mint_journal() {
  journal_ = rules::JournalId::random();
  return venue_.set_setting(journal_setting, journal_.text());
}

base::Result<void> VenueState::go_on_in_new_journal(const std::string& event) {
  base::log_warning(
      "somebody has entries of event \"{}\" that this server wrote and does not have: it was put back to an earlier "
      "state; the server goes on in a new journal",
      event);
  if (auto minted = mint_journal(); !minted) return minted;
  for (auto& [id, open] : events_) {
    open->store.journal().write_under(journal_);
    open->written = open->noted = 0;
  }
  return {};
}

base::Result<std::set<rules::JournalId>> VenueState::journals_of(const store::KioskRecord& kiosk) const {
  return venue_.setting(journals_setting(kiosk.id)).map([&](const std::optional<std::string>& text) {
    std::set<rules::JournalId> journals{kiosk.journal};
    std::istringstream words(text.value_or(""));
    for (std::string word; words >> word;) {
      if (const auto journal = rules::JournalId::parse(word)) journals.insert(*journal);
    }
    return journals;
  });
}

base::Result<void> VenueState::note_journal(const store::KioskRecord& kiosk) {
  const auto journals = journals_of(kiosk);
  if (!journals) return tl::make_unexpected(journals.error());
  std::string text;
  for (const auto& journal : *journals) text += journal.text() + " ";
  return venue_.set_setting(journals_setting(kiosk.id), text);
}

base::Result<void> VenueState::note_came_back(rules::EventId event) {
  return venue_.set_setting(came_back_setting(event), "yes");
}

bool VenueState::came_back(rules::EventId event) const {
  const auto noted = venue_.setting(came_back_setting(event));
  return noted && noted->has_value();
}

base::Instant VenueState::now() const {
  tell_clock();
  return time_.at(device_time());
}

rules::AdmissionDay VenueState::admission_day(const OpenEvent& event) const {
  return rules::admission_day(event.policy, event.zone, now());
}

rules::EntryTime VenueState::entry_time() const {
  const auto now = this->now();
  const auto wall = options_.clock->wall();
  return {.venue = now, .sure = true, .device_wall = wall, .boot = boot_, .offset_ms = (now - wall).count()};
}

base::Milliseconds VenueState::clock_is_off_by() const {
  return time_.clock_is_off_by(device_time());
}

void VenueState::tell_clock() const {
  const auto off = clock_is_off_by();
  if (std::exchange(clock_told_, off.count() != 0) == (off.count() != 0)) return;
  if (off.count() == 0) return base::log_info("the clock of this computer and venue time agree again");
  base::log_warning(
      "the clock of this computer is {} s {} venue time, which goes on as before; correct the clock, or if it is "
      "right, "
      "say so with einlass venue-time accept",
      std::abs(off.count()) / 1000, off.count() > 0 ? "ahead of" : "behind");
}

// Entries between the accepted time and the one before it were written by a wrong clock: they hold no later start up.
base::Result<void> VenueState::accept_clock() {
  const auto before = now();
  const auto wall = options_.clock->wall();
  if (before > wall) {
    const auto noted =
        venue_.set_setting(accepted_clock_setting, fmt::format("{} {}", wall.unix_ms(), before.unix_ms()));
    if (!noted) return noted;
  }
  time_.accept(device_time());
  return {};
}

// What this server wrote is not followed by something earlier.
base::Result<void> VenueState::go_on_after(store::EventStore& event) {
  const auto times = event.journal().own_times();
  if (!times) return tl::make_unexpected(times.error());
  const auto accepted = venue_.setting(accepted_clock_setting);
  if (!accepted) return tl::make_unexpected(accepted.error());
  if (!times->sure) return {};
  std::istringstream words(accepted->value_or(""));
  std::int64_t right = 0;
  std::int64_t wrong = 0;
  const bool was_wrong = words >> right >> wrong && times->sure->unix_ms() > right && times->sure->unix_ms() <= wrong;
  if (!was_wrong) time_.raise_to(*times->sure, device_time());
  return {};
}

base::Result<OpenEvent*> VenueState::event(rules::EventId id) {
  const auto open = events_.find(id);
  if (open != events_.end()) return open->second.get();
  const auto record = venue_.event(id.text());
  if (!record) return tl::make_unexpected(record.error());
  return open_event(*record);
}

base::Result<OpenEvent*> VenueState::event(const std::string& key_or_id) {
  const auto record = venue_.event(key_or_id);
  if (!record) return tl::make_unexpected(record.error());
  const auto open = events_.find(record->id);
  if (open != events_.end()) return open->second.get();
  return open_event(*record);
}

std::vector<OpenEvent*> VenueState::open_events() {
  std::vector<OpenEvent*> open;
  for (const auto& [id, event] : events_) open.push_back(event.get());
  return open;
}

base::Result<rules::EventFrame> VenueState::frame_of(const store::EventRecord& record) const {
  const auto text = document_text(venue_, record.frame_document);
  if (!text) return failed(text);
  return wire::parse_event(*text).map([](auto&& document) { return std::move(document.frame); });
}

base::Result<OpenEvent*> VenueState::open_event(const store::EventRecord& record) {
  auto frame = frame_of(record);
  if (!frame) return failed(frame);
  const auto policy_text = document_text(venue_, record.policy_document);
  if (!policy_text) return tl::make_unexpected(policy_text.error());
  auto policy = wire::parse_policy(*policy_text);
  if (!policy) return tl::make_unexpected(policy.error());
  auto zone = base::VenueZone::open(frame->time_zone, policy->day_starts_at);
  if (!zone) return tl::make_unexpected(zone.error());
  auto store = open_known_store(record);
  if (!store) return tl::make_unexpected(store.error());
  const auto written = sequence_of(*store, store->journal().own());
  if (!written) return tl::make_unexpected(written.error());
  if (auto later = go_on_after(*store); !later) return tl::make_unexpected(later.error());
  auto& place = events_[record.id];
  place = std::make_unique<OpenEvent>(OpenEvent{.record = record,
                                                .frame = *std::move(frame),
                                                .policy = std::move(*policy),
                                                .zone = std::move(*zone),
                                                .store = std::move(*store),
                                                .keys = event_keys(record.id),
                                                .written = *written});
  return place.get();
}

base::Result<store::EventStore> VenueState::open_known_store(const store::EventRecord& record) {
  const auto file = event_file(record.id);
  const auto open = [&] {
    return store::EventStore::open(
        {.file = file, .must_exist = true, .event = record.id, .journal = journal_, .vfs = options_.vfs});
  };
  auto store = open();
  if (!store && store.error().kind == ErrorKind::NotFound) {
    return base::fail(ErrorKind::Storage, fmt::format("The file of event \"{}\", {}, is missing; restore it from a "
                                                      "backup.",
                                                      record.key, file.string()));
  }
  if (!store) return store;
  const auto written = sequence_of(*store, journal_);
  if (!written) return tl::make_unexpected(written.error());
  const auto noted = noted_sequence(record.id);
  if (!noted) return tl::make_unexpected(noted.error());
  if (*noted <= *written) return store;
  base::log_warning(
      "the file of event \"{}\" was restored: it ends at entry {} of this server's journal, which had {}; "
      "the server goes on in a new journal",
      record.key, *written, *noted);
  if (auto minted = mint_journal(); !minted) return tl::make_unexpected(minted.error());
  return open();
}

base::Result<std::uint64_t> VenueState::noted_sequence(rules::EventId event) const {
  const auto noted = venue_.setting(written_setting(event));
  if (!noted) return tl::make_unexpected(noted.error());
  const auto start = journal_.text() + " ";
  std::uint64_t sequence = 0;
  if (*noted && (*noted)->starts_with(start)) {
    std::from_chars((*noted)->data() + start.size(), (*noted)->data() + (*noted)->size(), sequence);
  }
  return sequence;
}

void VenueState::forget_counts(rules::EventId event) {
  if (const auto open = events_.find(event); open != events_.end()) open->second->lists.forget();
}

void VenueState::note_written(OpenEvent& event, std::uint64_t sequence) {
  event.written = std::max(event.written, sequence);
  time_.wrote();
  const auto now = options_.clock->monotonic();
  if (event.noted != 0 && now < event.noted_at + kNotedEvery) return;
  event.noted_at = now;
  tell_written(event);
}

// Where this fails, the entries are safe nevertheless; the next time tells it again.
void VenueState::tell_written(OpenEvent& event) {
  if (event.written == event.noted) return;
  const auto text = fmt::format("{} {}", event.store.journal().own().text(), event.written);
  if (venue_.set_setting(written_setting(event.record.id), text)) event.noted = event.written;
}

base::Result<store::EventStore> VenueState::open_store(rules::EventId event) const {
  const auto file = event_file(event);
  std::error_code failed;
  std::filesystem::create_directories(file.parent_path(), failed);
  if (failed) {
    return base::fail(ErrorKind::Storage, fmt::format("{} cannot be made: {}; free some space or correct its rights.",
                                                      file.parent_path().string(), failed.message()));
  }
  return store::EventStore::open({.file = file, .event = event, .journal = journal_, .vfs = options_.vfs});
}

// Another VFS may keep its files elsewhere.
bool VenueState::has_file(rules::EventId event) const {
  std::error_code missing;
  return !options_.vfs.empty() || (std::filesystem::file_size(event_file(event), missing) > 0 && !missing);
}

std::filesystem::path VenueState::event_file(rules::EventId event) const {
  return options_.state_directory / events_folder / (event.text() + event_suffix);
}

}  // namespace einlass::venue
