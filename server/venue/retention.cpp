// How long persons are kept, and what follows when that is over by itself.
#include "core/base/log.h"
#include "core/rules/erasures.h"
#include "db/erasures.h"
#include "server/venue/message_desk.h"
#include "server/venue/privacy_desk.h"
#include "server/venue/retention_settings.h"

#include <algorithm>
#include <sstream>
#include <tuple>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Instant;
using base::Result;

constexpr const char* persons = "persons";
constexpr const char* refusals = "refusals";
constexpr base::Milliseconds a_day = std::chrono::hours(24);
// Checks of one day are one, whatever hour they fall on.
constexpr base::Milliseconds nearly_a_day = std::chrono::hours(20);
constexpr base::Milliseconds longest_silence = 31 * a_day;

// That something is due soon was said from `first` on, on so many days until `last`.
struct Notice {
  Instant first;
  Instant last;
  int days = 0;
};

std::optional<Notice> notice_in(const std::optional<std::string>& text) {
  std::istringstream words(text.value_or(""));
  std::int64_t first = 0;
  std::int64_t last = 0;
  Notice notice;
  if (!(words >> first >> last >> notice.days)) return std::nullopt;
  notice.first = Instant::from_unix_ms(first);
  notice.last = Instant::from_unix_ms(last);
  return notice;
}

Result<std::optional<Notice>> notice_of(const store::VenueStore& venue, const std::string& setting) {
  return venue.setting(setting).map([](const auto& text) { return notice_in(text); });
}

// A notice of a later time was written by a clock that was wrong then, or is wrong now; after a long silence either the
// server was off, or its clock has jumped. Such a notice says nothing, and is given anew.
Notice counted_on(const std::optional<Notice>& before, Instant now) {
  const bool counts = before && before->first <= now && before->last <= now && now - before->last <= longest_silence;
  if (!counts) return {.first = now, .last = now, .days = 1};
  auto notice = *before;
  if (now - notice.last < nearly_a_day) return notice;
  notice.last = now;
  ++notice.days;
  return notice;
}

bool was_long_enough(const Notice& notice, Instant now) {
  return notice.days >= PrivacyDesk::announced_on && now - notice.first >= PrivacyDesk::announced_for;
}

Result<void> check_days(const Retention& retention) {
  const auto fits = [](int days) { return days >= 1 && days <= longest_retention; };
  if (fits(retention.refusals) && fits(retention.persons)) return {};
  return base::fail(ErrorKind::InvalidInput,
                    fmt::format("Persons are kept from 1 to {} days; choose a number between.", longest_retention));
}

}  // namespace

Result<Retention> PrivacyDesk::stored(const std::string& setting, bool& is_there) const {
  const auto text = parts_.state.venue().setting(setting);
  if (!text) return base::failed(text);
  Retention retention;
  std::istringstream words(text->value_or(""));
  is_there = static_cast<bool>(words >> retention.refusals >> retention.persons);
  return is_there ? retention : Retention();
}

Result<Retention> PrivacyDesk::retention() const {
  bool is_there = false;
  return stored(retention_setting, is_there);
}

Result<void> PrivacyDesk::set_retention(const std::string& key, const std::optional<Retention>& retention) {
  auto setting = std::string(retention_setting);
  if (!key.empty()) {
    const auto event = parts_.state.event(key);
    if (!event) return base::failed(event);
    setting = retention_setting_of((*event)->record.id);
  }
  if (!retention) return parts_.state.venue().remove_setting(setting);
  if (auto fits = check_days(*retention); !fits) return fits;
  return parts_.state.venue().set_setting(setting, fmt::format("{} {}", retention->refusals, retention->persons));
}

Result<EventRetention> PrivacyDesk::retention_of(const std::string& key) {
  const auto event = parts_.state.event(key);
  if (!event) return base::failed(event);
  return retention_of(**event);
}

Result<EventRetention> PrivacyDesk::retention_of(OpenEvent& event) {
  EventRetention known{.event = event.record.id, .key = event.record.key};
  auto days = stored(retention_setting_of(known.event), known.has_own);
  if (days && !known.has_own) days = retention();
  if (!days) return base::failed(days);
  known.refusals.days = days->refusals;
  known.persons.days = days->persons;
  const auto history = parts_.state.pack_history(known.event);
  if (!history) return base::failed(history);
  known.packed = history->packed;
  const auto is_erasing = parts_.erasures.is_unfinished(known.event);
  if (!is_erasing) return base::failed(is_erasing);
  known.is_erasing = *is_erasing;
  if (auto added = add_closing(event, known); !added) return base::failed(added);
  return known;
}

Result<void> PrivacyDesk::add_closing(OpenEvent& event, EventRetention& known) {
  known.is_closed = event.record.closed;
  known.left_open = is_left_open(event, parts_.state.now());
  const auto closing = parts_.closings.closing_of(event);
  if (!closing) return base::failed(closing);
  known.figures_kept = closing->has_value();
  const auto& venue = parts_.state.venue();
  for (const auto& [what, erased, step] : {std::tuple{refusals, rules::refusal_reasons, &known.refusals},
                                           std::tuple{persons, rules::everybody, &known.persons}}) {
    if (*closing) step->due = (*closing)->at + step->days * a_day;
    const auto done = store::erasure_of(event.store, erased);
    if (!done) return base::failed(done);
    if (*done) step->done = (*done)->entry.time.venue;
    const auto notice = notice_of(venue, retention_notice_setting(what, known.event));
    if (!notice) return base::failed(notice);
    if (*notice && *closing && !*done) step->announced = (*notice)->first;
  }
  if (!known.persons.done) return {};
  known.refusals.done = known.refusals.done.value_or(*known.persons.done);
  return venue.setting(purged_setting(known.event)).map([&](const auto& noted) { known.is_unfinished = !noted; });
}

Result<std::vector<EventRetention>> PrivacyDesk::all() {
  const auto records = parts_.state.venue().events();
  if (!records) return base::failed(records);
  std::vector<EventRetention> all;
  for (const auto& record : *records) {
    const auto event = parts_.state.event(record.id);
    if (!event || (*event)->frame.rehearses) continue;
    auto known = retention_of(**event);
    if (!known) return base::failed(known);
    all.push_back(*std::move(known));
  }
  return all;
}

// Announces it as well.
Result<bool> PrivacyDesk::is_due(const EventRetention& event, const RetentionStep& step, const char* what) {
  const auto now = parts_.state.now();
  const auto setting = retention_notice_setting(what, event.event);
  const bool is_near = event.is_closed && step.due && !step.done && now >= *step.due - announced_before;
  auto& venue = parts_.state.venue();
  if (!is_near) return venue.remove_setting(setting).map([] { return false; });
  const auto before = notice_of(venue, setting);
  if (!before) return base::failed(before);
  const auto notice = counted_on(*before, now);
  if (!*before || (*before)->first != notice.first) {
    base::log_info("the {} of event \"{}\" are erased once {} days have passed since it was closed",
                   what == std::string(persons) ? "persons" : "reasons of refusals", event.key, step.days);
  }
  const auto text = fmt::format("{} {} {}", notice.first.unix_ms(), notice.last.unix_ms(), notice.days);
  if (auto noted = venue.set_setting(setting, text); !noted) return base::failed(noted);
  return now >= *step.due && was_long_enough(notice, now);
}

// Of one that nobody asked for: files are written anew, for which the doors of whatever is on would wait.
Result<bool> PrivacyDesk::waits_for_doors(const EventRetention& event) const {
  const auto now = parts_.state.now();
  const bool is_late = event.persons.due && now - *event.persons.due >= ErasureDesk::longest_wait;
  return event.is_unfinished || is_late ? Result<bool>(false) : parts_.erasures.doors_may_be_open();
}

Result<void> PrivacyDesk::keep_one(const EventRetention& event, Due& due) {
  const auto forget_reasons = is_due(event, event.refusals, refusals);
  if (!forget_reasons) return base::failed(forget_reasons);
  const auto purge = is_due(event, event.persons, persons);
  if (!purge) return base::failed(purge);
  if (*purge || (event.is_unfinished && event.figures_kept)) {
    const auto waits = waits_for_doors(event);
    if (!waits) return base::failed(waits);
    if (*waits) return {};
    return begin_purge(event.key, 0).map([&](Purge begun) { due.purges.push_back(std::move(begun)); });
  }
  if (!*forget_reasons) return {};
  if (auto noted = parts_.erasures.note(event.event); !noted) return noted;
  if (auto erased = erase_with_rehearsals(event.event, rules::refusal_reasons, 0); !erased) return erased;
  return parts_.erasures.rest_of(event.event).map([&](ErasureRest rest) { due.erasures.push_back(std::move(rest)); });
}

Result<PrivacyDesk::Due> PrivacyDesk::keep_retention() {
  auto unfinished = parts_.erasures.go_on();
  if (!unfinished) return base::failed(unfinished);
  Due due{.purges = {}, .erasures = *std::move(unfinished)};
  if (parts_.state.clock_is_off_by() != base::Milliseconds(0)) return due;
  if (auto gone = MessageDesk(parts_.state).forget_over(); !gone) return base::failed(gone);
  const auto events = all();
  if (!events) return base::failed(events);
  for (const auto& event : *events) {
    const auto kept = keep_one(event, due);
    if (!kept) base::log_error("the retention of event \"{}\" could not be kept: {}", event.key, kept.error().message);
  }
  return due;
}

}  // namespace einlass::venue
