// What screens ask and do beside admissions, and what they should know of the door.
#include "kiosk/link/door.h"

#include "db/guest_sheets.h"
#include "kiosk/link/open_event.h"
#include "kiosk/link/replica.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace einlass::link {
namespace {

using base::Milliseconds;

constexpr const char* pin_attempts = "pin";
constexpr const char* look_up_attempts = "look_up";
// A guest who looks herself up is answered so long after she asked, whatever there was to find.
constexpr Milliseconds look_up_takes{400};
// Whoever has a PIN of her own wins no guesses at the others' by typing it in between.
constexpr Milliseconds forgives_every{60 * 60'000};
constexpr Milliseconds door_every{500};
// A scan waits for no more than these, a millisecond or two.
constexpr std::size_t prepared_at_once = 200;
constexpr Milliseconds calls_end_every{60'000};

std::string attempts_setting(const char* name) {
  return std::string("attempts.") + name;
}

}  // namespace

AttemptLimit Door::kept_limit(const char* name) {
  const auto kept = parts_.replica.settings().setting(attempts_setting(name));
  if (!kept) parts_.complain("How often somebody guessed wrong cannot be read", kept.error());
  const auto time = parts_.time();
  return AttemptLimit::from(kept.value_or(std::nullopt), time.sure ? std::optional(time.venue) : std::nullopt,
                            parts_.now());
}

// On disk before anybody is answered: a power cut gives no further guess.
void Door::keep_limit(const char* name, const AttemptLimit& limit) {
  const auto kept = parts_.replica.settings().set_setting(attempts_setting(name), limit.text());
  if (!kept) parts_.complain("How often somebody guessed wrong cannot be kept", kept.error());
}

void Door::start() {
  pin_limit_ = kept_limit(pin_attempts);
  if (pin_limit_.has_missed()) forgives_from_ = parts_.now() + forgives_every;
  look_up_limit_ = kept_limit(look_up_attempts);
}

void Door::ask(std::uint64_t token, const rules::DoorQuestion& question) {
  std::visit([&](const auto& each) { answer(token, each); }, question);
}

template <typename Answer>
void Door::answered(std::uint64_t token, base::Result<Answer> answer) {
  if (!answer) {
    parts_.complain("A question about guests cannot be answered", answer.error());
    return parts_.post(DoorAnswered{token, tl::make_unexpected(answer.error())});
  }
  parts_.post(DoorAnswered{token, rules::DoorAnswer(*std::move(answer))});
}

base::Result<rules::AdmissionDay> Door::day_for(std::uint32_t by) const {
  const auto event = open_event();
  if (!event) return tl::make_unexpected(event.error());
  if ((*event)->member(by) == nullptr) {
    return base::fail(base::ErrorKind::Refused, "Whoever asks may not sign in at this event, or no longer.");
  }
  return day_at(venue_now());
}

void Door::answer(std::uint64_t token, const rules::FindGuests& question) {
  answered(token, day_for(question.by).and_then([&](const rules::AdmissionDay& day) {
    return open_file().and_then([&](OpenFile* file) { return file->guests.find(question, day); });
  }));
}

void Door::answer(std::uint64_t token, const rules::ReadSheet& question) {
  answered(token, day_for(question.by).and_then([&](const auto& /*day*/) { return sheet(question.ticket); }));
}

void Door::answer(std::uint64_t token, const rules::ReadConflicts& question) {
  answered(token, day_for(question.by).and_then([&](const rules::AdmissionDay& day) {
    return parts_.replica.current().and_then([&](store::EventStore* store) {
      return store::open_conflicts(*store, day).map([](std::vector<rules::OpenConflict> open) {
        return rules::ConflictsRead{std::move(open)};
      });
    });
  }));
}

void Door::answer(std::uint64_t token, const rules::FindDestinations& question) {
  const auto day = day_for(question.by);
  if (!day) return answered<rules::Destinations>(token, tl::make_unexpected(day.error()));
  parts_.ask_server(token, question);
}

// ---- PINs -----------------------------------------------------------------------------------------------------------

void Door::answer(std::uint64_t token, const rules::CheckPin& question) {
  pins_.push_back({token, question.digits});
  check_next_pin();
}

// One at a time, so that each miss counts before the next is looked at. Stretching takes long on purpose and is done
// aside: scans go on meanwhile.
void Door::check_next_pin() {
  while (!pin_is_checked_ && !pins_.empty()) {
    const auto [token, digits] = std::move(pins_.front());
    pins_.pop_front();
    const auto wait = pin_limit_.wait(parts_.now());
    const auto* roster = this->roster();
    if (roster == nullptr || wait > Milliseconds(0)) {
      parts_.post(DoorAnswered{token, rules::PinAnswer{.member = {}, .wait = wait, .no_staff = roster == nullptr}});
      continue;
    }
    pin_is_checked_ = true;
    const auto hash = std::make_shared<base::Result<base::Hash>>(base::Hash{});
    aside_([hash, roster = *roster, digits = digits] { *hash = wire::pin_hash(roster, digits); },
           [this, hash, token = token, salt = roster->salt] { pin_stretched(token, salt, *hash); });
  }
}

void Door::pin_stretched(std::uint64_t token, const base::Salt& salt, const base::Result<base::Hash>& hash) {
  pin_is_checked_ = false;
  if (hash) {
    parts_.post(DoorAnswered{token, whose_pin(salt, *hash)});
  } else {
    answered<rules::PinAnswer>(token, tl::make_unexpected(hash.error()));
  }
  check_next_pin();
}

bool Door::forgives(std::uint32_t member, Milliseconds now) {
  const auto last = forgave_.find(member);
  if (now < forgives_from_ || (last != forgave_.end() && now < last->second + forgives_every)) return false;
  forgave_[member] = now;
  return true;
}

// By the roster of now: somebody may have been let go in the meantime.
rules::PinAnswer Door::whose_pin(const base::Salt& salt, const base::Hash& hash) {
  const auto* roster = this->roster();
  if (roster == nullptr) return {.member = {}, .wait = Milliseconds(0), .no_staff = true};
  const auto* member = roster->salt == salt ? wire::member_with(*roster, hash) : nullptr;
  const auto looked_at = parts_.now();
  if (member == nullptr) pin_limit_.missed(parts_.time().venue, looked_at);
  if (member != nullptr && forgives(member->number, looked_at)) pin_limit_.hit();
  keep_limit(pin_attempts, pin_limit_);
  if (member != nullptr) return {.member = *member};
  return {.member = {}, .wait = pin_limit_.wait(looked_at)};
}

// ---- a guest looks herself up ---------------------------------------------------------------------------------------

void Door::answer(std::uint64_t token, const rules::LookUpGuest& question) {
  const auto due = parts_.now() + look_up_takes;
  later_.emplace_back(due, DoorAnswered{token, looked_up(question)});
}

base::Result<rules::DoorAnswer> Door::looked_up(const rules::LookUpGuest& question) {
  const auto asked = parts_.now();
  const auto wait = look_up_limit_.wait(asked);
  if (wait > Milliseconds(0)) return rules::GuestLookedUp{.tickets = {}, .wait = wait};
  auto found = look_up(question);
  if (!found) return tl::make_unexpected(found.error());
  const bool missed = found->tickets.empty() && !found->several;
  // Who looks up one guest again and again, such as herself, wins no guesses at others by it.
  const bool is_new = !found->tickets.empty() && looked_up_.insert(found->tickets.front()).second;
  if (missed) look_up_limit_.missed(parts_.time().venue, asked);
  if (is_new) look_up_limit_.hit();
  if (is_new || missed) keep_limit(look_up_attempts, look_up_limit_);
  if (missed) found->wait = look_up_limit_.wait(asked);
  return *std::move(found);
}

void Door::pass_time() {
  if (parts_.now() >= look_due()) look();
  while (!later_.empty() && later_.front().first <= parts_.now()) {
    auto event = std::move(later_.front().second);
    later_.pop_front();
    parts_.post(std::move(event));
  }
  if (!searchable_) searchable_ = prepare_search().value_or(true);  // whoever searches then hears of the error
}

// Piece by piece, as soon as the whole list is here: to index 100,000 guests takes a second.
base::Result<bool> Door::prepare_search() {
  if (!parts_.replica.guest_list()) return true;
  return day_at(venue_now()).and_then([&](const rules::AdmissionDay& day) {
    return open_file().and_then([&](OpenFile* file) { return file->guests.prepare(prepared_at_once, day); });
  });
}

// ---- news -----------------------------------------------------------------------------------------------------------

Milliseconds Door::next_due() const {
  if (!searchable_) return parts_.now();
  return later_.empty() ? look_due() : std::min(look_due(), later_.front().first);
}

Milliseconds Door::look_due() const {
  return looked_ + (changed_ ? door_every : calls_end_every);
}

void Door::look() {
  changed_ = false;
  looked_ = parts_.now();
  DoorLook look;
  if (parts_.replica.event()) {
    auto found = day_at(venue_now()).and_then([&](const rules::AdmissionDay& day) {
      return open_file().and_then([&](OpenFile* file) { return file->watch.look(venue_now(), day); });
    });
    if (!found) {
      changed_ = true;  // it is looked at again
      return parts_.complain("What waits at the door cannot be read", found.error());
    }
    look = *std::move(found);
  } else {
    file_.reset();  // with the names that it knows
  }
  for (const auto& scan : look.help_is_coming) parts_.post(HelpIsComing{scan});
  for (const auto& settled : look.settled) {
    parts_.post(ScanSettled{settled.scan, settled.ticket, settled.admitted, settled.at_kiosk});
  }
  for (const auto& serial : look.looked_for) parts_.post(BadgeLookedFor{serial});
  if (look.news == news_) return;
  news_ = look.news;
  parts_.post(DoorNews{std::move(look.news)});
}

}  // namespace einlass::link
