// What screens ask and do beside admissions, and what they should know of the door.
#include "core/base/log.h"
#include "kiosk/link/link_pump.h"

#include <memory>
#include <utility>

namespace einlass::link {
namespace {

using base::Milliseconds;

constexpr const char* pin_attempts = "pin";
constexpr const char* look_up_attempts = "look_up";
// A guest who looks herself up is answered so long after she asked, whatever there was to find.
constexpr Milliseconds look_up_takes{400};
constexpr Milliseconds door_every{500};
constexpr Milliseconds calls_end_every{60'000};

}  // namespace

AttemptLimit LinkPump::kept_limit(const char* name) {
  const auto kept = replica_->attempts(name);
  if (!kept) complain("How often somebody guessed wrong cannot be read", kept.error());
  const auto time = entry_time();
  return AttemptLimit::from(kept.value_or(std::nullopt), time.sure ? std::optional(time.venue) : std::nullopt, now());
}

// On disk before anybody is answered: a power cut gives no further guess.
void LinkPump::keep_limit(const char* name, const AttemptLimit& limit) {
  const auto kept = replica_->keep_attempts(name, limit.text());
  if (!kept) complain("How often somebody guessed wrong cannot be kept", kept.error());
}

void LinkPump::start_limits() {
  pin_limit_ = kept_limit(pin_attempts);
  look_up_limit_ = kept_limit(look_up_attempts);
}

void LinkPump::ask(std::uint64_t token, const rules::DoorQuestion& question) {
  std::visit([&](const auto& each) { answer(token, each); }, question);
}

template <typename Answer>
void LinkPump::answered(std::uint64_t token, base::Result<Answer> answer) {
  if (!answer) {
    complain("A question about guests cannot be answered", answer.error());
    return post(DoorAnswered{token, tl::make_unexpected(answer.error())});
  }
  post(DoorAnswered{token, rules::DoorAnswer(*std::move(answer))});
}

void LinkPump::answer(std::uint64_t token, const rules::FindGuests& question) {
  answered(token, replica_->find_guests(question, entry_time().venue));
}

void LinkPump::answer(std::uint64_t token, const rules::ReadSheet& question) {
  answered(token, replica_->sheet(question.ticket, entry_time().venue));
}

void LinkPump::answer(std::uint64_t token, const rules::ReadConflicts&) {
  answered(token, replica_->conflicts(entry_time().venue));
}

// ---- PINs -----------------------------------------------------------------------------------------------------------

void LinkPump::answer(std::uint64_t token, const rules::CheckPin& question) {
  pins_.push_back({token, question.digits});
  check_next_pin();
}

// One at a time, so that each miss counts before the next is looked at. Stretching takes long on purpose and is done
// aside: scans go on meanwhile.
void LinkPump::check_next_pin() {
  while (!pin_is_checked_ && !pins_.empty()) {
    const auto [token, digits] = std::move(pins_.front());
    pins_.pop_front();
    const auto wait = pin_limit_.wait(now());
    const auto* roster = replica_->roster();
    if (roster == nullptr || wait > Milliseconds(0)) {
      post(DoorAnswered{token, rules::PinAnswer{.member = {}, .wait = wait, .no_staff = roster == nullptr}});
      continue;
    }
    pin_is_checked_ = true;
    const auto hash = std::make_shared<base::Result<base::Hash>>(base::Hash{});
    aside_([hash, roster = *roster, digits = digits] { *hash = wire::pin_hash(roster, digits); },
           [this, hash, token = token, salt = roster->salt] { pin_stretched(token, salt, *hash); });
  }
}

void LinkPump::pin_stretched(std::uint64_t token, const base::Salt& salt, const base::Result<base::Hash>& hash) {
  pin_is_checked_ = false;
  if (hash) {
    post(DoorAnswered{token, whose_pin(salt, *hash)});
  } else {
    answered<rules::PinAnswer>(token, tl::make_unexpected(hash.error()));
  }
  check_next_pin();
}

// By the roster of now: somebody may have been let go in the meantime.
rules::PinAnswer LinkPump::whose_pin(const base::Salt& salt, const base::Hash& hash) {
  const auto* roster = replica_->roster();
  if (roster == nullptr) return {.member = {}, .wait = Milliseconds(0), .no_staff = true};
  const auto* member = roster->salt == salt ? wire::member_with(*roster, hash) : nullptr;
  const auto looked_at = now();
  if (member != nullptr) {
    pin_limit_.hit();
  } else {
    pin_limit_.missed(entry_time().venue, looked_at);
  }
  keep_limit(pin_attempts, pin_limit_);
  if (member != nullptr) return {.member = *member};
  return {.member = {}, .wait = pin_limit_.wait(looked_at)};
}

// ---- a guest looks herself up ---------------------------------------------------------------------------------------

void LinkPump::answer(std::uint64_t token, const rules::LookUpGuest& question) {
  const auto due = now() + look_up_takes;
  later_.emplace_back(due, DoorAnswered{token, looked_up(question)});
}

base::Result<rules::DoorAnswer> LinkPump::looked_up(const rules::LookUpGuest& question) {
  const auto asked = now();
  const auto wait = look_up_limit_.wait(asked);
  if (wait > Milliseconds(0)) return rules::GuestLookedUp{.tickets = {}, .wait = wait};
  auto found = replica_->look_up(question, entry_time().venue);
  if (!found) return tl::make_unexpected(found.error());
  const bool missed = found->tickets.empty();
  // Who looks up one guest again and again, such as herself, wins no guesses at others by it.
  const bool is_new = !missed && looked_up_.insert(found->tickets.front()).second;
  if (missed) look_up_limit_.missed(entry_time().venue, asked);
  if (is_new) look_up_limit_.hit();
  if (is_new || missed) keep_limit(look_up_attempts, look_up_limit_);
  if (missed) found->wait = look_up_limit_.wait(asked);
  return *std::move(found);
}

void LinkPump::post_what_is_due() {
  while (!later_.empty() && later_.front().first <= now()) {
    auto event = std::move(later_.front().second);
    later_.pop_front();
    post(std::move(event));
  }
}

// ---- acts -----------------------------------------------------------------------------------------------------------

void LinkPump::act(std::uint64_t token, const rules::StaffMember& by, const rules::StaffAct& act) {
  if (revoked_) return post(ActDone{token, base::fail(base::ErrorKind::Refused, revoked_words)});
  auto rows = replica_->act({.by = by.number, .act = act, .alone = !session_.joined()}, entry_time());
  if (!rows) {
    base::log_warning("What was asked at the door was not done: {}", rows.error().message);
    return post(ActDone{token, tl::make_unexpected(rows.error())});
  }
  post(ActDone{token, {}});
  if (!rows->empty()) feed(sync::RowsWritten{*std::move(rows)});
}

// ---- news -----------------------------------------------------------------------------------------------------------

Milliseconds LinkPump::door_due() const {
  return door_looked_ + (door_changed_ ? door_every : calls_end_every);
}

void LinkPump::look_at_door() {
  door_changed_ = false;
  door_looked_ = now();
  DoorLook look;
  if (replica_->event()) {
    auto looked = replica_->look_at_door(entry_time().venue);
    if (!looked) return complain("What waits at the door cannot be read", looked.error());
    look = *std::move(looked);
  }
  for (const auto& scan : look.help_is_coming) post(HelpIsComing{scan});
  for (const auto& settled : look.settled) post(ScanSettled{settled.scan, settled.ticket, settled.admitted});
  if (look.news == news_) return;
  news_ = look.news;
  post(DoorNews{std::move(look.news)});
}

}  // namespace einlass::link
