#include "kiosk/link/replica.h"

#include "core/wire/policy_document.h"
#include "db/file_copy.h"
#include "db/guest_book.h"
#include "kiosk/link/hand_over.h"
#include "kiosk/link/kept_assignment.h"
#include "kiosk/link/kept_roster.h"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace einlass::link {

using base::ErrorKind;
using base::Result;

namespace {

constexpr const char* journal_setting = "journal";

bool is_in_doubt(store::EventStore& store, const store::PrintRecord& record) {
  const auto rows = store.journal().entries_of_ticket(record.ticket);
  if (!rows) return true;
  std::vector<rules::JournalEntry> entries;
  for (const auto& row : *rows) entries.push_back(row.entry);
  const auto badges = rules::fold_ticket(entries).badges;
  return std::any_of(badges.begin(), badges.end(), [&](const rules::Badge& badge) {
    return badge.serial == record.serial && badge.status == rules::BadgeStatus::Unknown && badge.valid;
  });
}

// Left open by the last run, or in doubt since before.
Result<std::vector<store::PrintRecord>> unsettled(store::EventStore* store) {
  auto records = store->prints().open_records();
  const auto doubtful = store->prints().doubtful_records();
  if (!records || !doubtful) return records ? doubtful : records;
  std::copy_if(doubtful->begin(), doubtful->end(), std::back_inserter(*records),
               [&](const store::PrintRecord& record) { return is_in_doubt(*store, record); });
  return records;
}

}  // namespace

Replica::Replica(StateDirectory directory, wire::KioskIdentity identity, store::VenueStore venue)
    : directory_(std::move(directory)),
      identity_(std::move(identity)),
      venue_(std::move(venue)),
      keys_(directory_.keys_folder()) {}

Result<std::unique_ptr<Replica>> Replica::open(StateDirectory directory, const wire::KioskIdentity& identity,
                                               std::string font_set, PackagedFonts fonts) {
  auto venue = store::VenueStore::open(directory.venue_file());
  if (!venue) {
    const auto gone = directory.shred_damaged_venue();
    if (!gone) return failed(gone);
    if (*gone) venue = store::VenueStore::open(directory.venue_file());
  }
  if (!venue) return failed(venue);
  std::unique_ptr<Replica> replica(new Replica(std::move(directory), identity, *std::move(venue)));
  replica->font_set_ = std::move(font_set);
  replica->packaged_fonts_ = std::move(fonts);
  const auto journal = replica->venue_.setting(journal_setting);
  if (!journal) return failed(journal);
  const auto known = *journal ? rules::JournalId::parse(**journal) : std::nullopt;
  if (known) replica->journal_ = *known;
  if (!known) {
    if (const auto minted = replica->mint_journal(); !minted) return failed(minted);
  }
  if (const auto found = replica->find_foreign_events(); !found) return failed(found);
  if (const auto read = replica->read_kept(); !read) return failed(read);
  return replica;
}

Result<void> Replica::find_foreign_events() {
  const auto events = events_here();
  if (!events) return failed(events);
  for (const auto& event : *events) {
    const auto venue = venue_.setting(venue_setting(event));
    if (!venue) return failed(venue);
    if (*venue && **venue != base::hex(identity_.ca_key)) foreign_.insert(event);
  }
  return {};
}

Result<void> Replica::mint_journal() {
  journal_ = rules::JournalId::random();
  return venue_.set_setting(journal_setting, journal_.text());
}

// An event's file was lost, and with it how far its journal had come: under the same JournalId two different entries
// would bear one number. The new JournalId comes first, should the power go in between.
Result<store::EventStore*> Replica::replace_lost(rules::EventId lost) {
  stores_.clear();
  incoming_.drop();
  if (const auto minted = mint_journal(); !minted) return failed(minted);
  if (const auto forgotten = venue_.set_setting(opened_setting(lost), ""); !forgotten) return failed(forgotten);
  if (const auto reopened = reopen_current(); !reopened) return failed(reopened);
  return store_of(lost);
}

// Under the JournalId of now. Without its store the event is not open any more.
Result<void> Replica::reopen_current() {
  if (!open_) return {};
  const auto reopened = store_of(*open_->assignment.event);
  if (reopened) return {};
  open_.reset();
  return failed(reopened);
}

Result<store::EventStore*> Replica::current() {
  if (open_) return store_of(*open_->assignment.event);
  return base::fail(ErrorKind::NotFound, "The event of this kiosk is not open; assign it anew, or see to the disk.");
}

Result<std::vector<rules::EventId>> Replica::damaged_events() const {
  auto events = events_here();
  if (!events) return events;
  std::erase_if(*events, [&](const auto& event) { return !store::is_damaged(directory_.event_file(event)); });
  return events;
}

Result<void> Replica::replace_damaged(const std::vector<rules::EventId>& events) {
  for (const auto& event : events) {
    stores_.clear();  // nothing may hold the file open when it is moved
    incoming_.drop();
    const auto aside = directory_.set_aside_damaged(directory_.event_file(event));
    events_here_.reset();
    if (const auto reopened = reopen_current(); !reopened) return failed(reopened);
    if (!aside) return failed(aside);
  }
  return {};
}

Result<std::vector<rules::EventId>> Replica::events_here() const {
  if (events_here_) return *events_here_;
  auto events = directory_.events();
  if (events) events_here_ = *events;
  return events;
}

bool Replica::keeps(rules::EventId event) const {
  return !is_foreign(event) && (stores_.contains(event) || std::filesystem::exists(directory_.event_file(event)));
}

Result<void> Replica::note_opened(rules::EventId event) {
  if (const auto noted = venue_.set_setting(opened_setting(event), "yes"); !noted) return noted;
  return venue_.set_setting(venue_setting(event), base::hex(identity_.ca_key));
}

Result<store::EventStore*> Replica::store_of(rules::EventId event) {
  const auto found = stores_.find(event);
  if (found != stores_.end()) return &found->second;
  const auto file = directory_.event_file(event);
  std::error_code none;
  std::filesystem::create_directories(file.parent_path(), none);
  const auto opened = venue_.setting(opened_setting(event));
  if (!opened) return failed(opened);
  const auto key = locked(event) ? base::Result<std::optional<base::SecretKey>>(std::nullopt) : keys_.key(event);
  if (!key) return failed(key);
  const auto part_key = this->part_key(event);
  if (!part_key) return failed(part_key);
  events_here_.reset();
  // A key that does not open the file is newer than what was sealed in it: the power was cut while it was renewed.
  auto store = store::EventStore::open({.file = file,
                                        .must_exist = *opened == "yes",
                                        .event = event,
                                        .journal = journal_,
                                        .at_rest = store::AtRest::Encrypted,
                                        .key = *key,
                                        .key_is_new = true,
                                        .part_key = *part_key,
                                        .vfs = {}});
  if (!store && *opened == "yes" && store.error().kind == ErrorKind::NotFound) return replace_lost(event);
  if (!store) {
    const auto aside = directory_.set_aside_damaged(file);
    if (!aside) return failed(aside);
    return *aside ? replace_lost(event) : failed(store);
  }
  if (*opened != "yes") {
    if (const auto noted = note_opened(event); !noted) return failed(noted);
  }
  ++openings_;
  return &stores_.emplace(event, *std::move(store)).first->second;
}

// ---- the assignment -------------------------------------------------------------------------------------------------

Result<std::optional<wire::Assignment>> Replica::last_assignment() const {
  return kept_assignment(venue_, assignment_setting).map([&](std::optional<wire::Assignment> kept) {
    const bool foreign = kept && kept->event && is_foreign(*kept->event);
    return foreign ? std::nullopt : std::move(kept);
  });
}

Result<void> Replica::switch_to(const wire::Assignment& assignment) {
  kiosk_name_ = assignment.kiosk_name;
  if (!assignment.event) {
    open_.reset();
    return venue_.set_setting(assignment_setting, wire::encode(assignment));
  }
  if (is_foreign(*assignment.event)) {
    return base::fail(ErrorKind::Refused,
                      "What this kiosk has of the event belongs to the venue that it was paired with before; stop it "
                      "and let einlass-kiosk --hand-over give it to this one.");
  }
  auto event = read_event(assignment);
  if (!event) return failed(event);
  const auto sealed_to = part_key(*assignment.event);
  if (!sealed_to) return failed(sealed_to);
  const auto before = kept_.contains(*assignment.event) ? kept_.at(*assignment.event).keys_document : base::Hash{};
  if (const auto kept = keep_open_event(*event); !kept) return kept;
  if (const auto noted = note_rehearsal(*event); !noted) return noted;
  // Another venue's by now, or lost with venue.db: an open store would go on without it.
  if (*sealed_to != std::optional(event->keys.part_key)) stores_.erase(*assignment.event);
  const auto store = store_of(*assignment.event);
  if (!store) return failed(store);
  for (const auto& setting :
       {assignment_setting_of(*assignment.event), std::string(served_setting), std::string(assignment_setting)}) {
    if (const auto kept = venue_.set_setting(setting, wire::encode(assignment)); !kept) return failed(kept);
  }
  open_.emplace(*std::move(event));
  const auto here = events_here();
  if (!here) return failed(here);
  if (const auto dropped = drop_other_names(venue_, *here); !dropped) return dropped;
  if (before == base::Hash{} || before == kept_.at(*assignment.event).keys_document) return {};
  return venue_.remove_document(before);
}

Result<OpenEvent> Replica::read_event(const wire::Assignment& assignment) const {
  const auto event_text = document_of_kind(assignment, "event");
  if (!event_text) return failed(event_text);
  const auto policy_text = document_of_kind(assignment, "policy");
  if (!policy_text) return failed(policy_text);
  const auto keys_text = document_of_kind(assignment, "keys");
  if (!keys_text) return failed(keys_text);
  const auto document = wire::parse_event(*event_text);
  if (!document) return failed(document);
  const auto policy = wire::parse_policy(*policy_text);
  if (!policy) return failed(policy);
  const auto keys = wire::read_event_keys(*keys_text);
  if (!keys) return failed(keys);
  const auto zone = base::VenueZone::open(document->frame.time_zone, policy->day_starts_at);
  if (!zone) return failed(zone);
  return OpenEvent{.assignment = assignment,
                   .frame = document->frame,
                   .policy = *policy,
                   .keys = *keys,
                   .zone = *zone,
                   .roster = kept_roster(venue_, assignment)};
}

Result<std::string> Replica::document_of_kind(const wire::Assignment& assignment, std::string_view kind) const {
  for (const auto& reference : assignment.documents) {
    if (reference.kind != kind) continue;
    const auto document = venue_.document(reference.hash);
    if (!document) return failed(document);
    if (*document) return (*document)->content;
  }
  return base::fail(
      ErrorKind::NotFound,
      fmt::format("The event's \"{}\" document is missing on this kiosk; assign the event to it again.", kind));
}

Result<std::map<std::string, std::string>> Replica::documents_of_kind(std::string_view kind) const {
  std::map<std::string, std::string> found;
  for (const auto& reference : open_->assignment.documents) {
    if (reference.kind != kind) continue;
    const auto document = venue_.document(reference.hash);
    if (!document) return failed(document);
    if (*document) found[reference.name] = (*document)->content;
  }
  return found;
}

std::optional<rules::EventId> Replica::event() const {
  if (!open_) return std::nullopt;
  return open_->assignment.event;
}

Result<Assigned> Replica::assigned() {
  auto templates = documents_of_kind("template");
  if (!templates) return failed(templates);
  auto images = documents_of_kind("image");
  if (!images) return failed(images);
  const auto& assignment = open_->assignment;
  auto fonts = this->fonts();
  if (!fonts) return failed(fonts);
  return Assigned{.event = *assignment.event,
                  .frame = open_->frame,
                  .policy = open_->policy,
                  .kiosk_name = assignment.kiosk_name,
                  .door = assignment.door,
                  .templates = *std::move(templates),
                  .images = *std::move(images),
                  .font_set = assignment.font_set,
                  .fonts = *std::move(fonts)};
}

Result<std::vector<OpenPrint>> Replica::open_prints() {
  const auto events = events_here();
  if (!events) return failed(events);
  std::vector<OpenPrint> open;
  for (const auto& event : *events) {
    const auto store = store_of(event);
    const auto records = store.and_then(&unsettled);
    if (!records) {
      leave_out(event, records.error());
      continue;
    }
    for (const auto& record : *records) open.push_back({event, record});
  }
  return open;
}

// Badges are set as the server's preview is.
Result<std::filesystem::path> Replica::fonts() const {
  const auto& assignment = open_->assignment;
  if (assignment.font_set.empty() || assignment.font_set == font_set_) return std::filesystem::path();
  std::vector<WantedFont> wanted;
  for (const auto& reference : assignment.documents) {
    if (reference.kind == "font") wanted.push_back({reference.name, reference.hash, reference.size});
  }
  const auto content = [this](const WantedFont& font) -> Result<std::string> {
    const auto document = venue_.document(font.hash);
    if (!document) return failed(document);
    if (*document) return (*document)->content;
    return base::fail(ErrorKind::NotFound, fmt::format("The font {} is missing on this kiosk.", font.name));
  };
  const auto folder = directory_.fonts_folder(assignment.font_set);
  return lay_out_fonts(folder, wanted, packaged_fonts_, content).map([&] { return folder; });
}

std::optional<base::Hash> Replica::guest_list() {
  return open_ ? guest_list(*open_->assignment.event) : std::nullopt;
}

std::optional<base::Hash> Replica::guest_list(rules::EventId event) {
  if (!keeps(event)) return std::nullopt;
  const auto store = store_of(event);
  if (!store) return std::nullopt;
  return (*store)->guests().held_version().value_or(std::nullopt);
}

}  // namespace einlass::link
