// Keeps a kiosk's guest list at the server's version: a snapshot in parts, then increments. Pure; one thread.
#pragma once

#include "core/base/instant.h"
#include "core/wire/messages.h"

#include <cstdint>
#include <optional>

namespace einlass::sync {

class GuestListFetch {
 public:
  static constexpr base::Milliseconds answer_time{5'000};  // for the next part; then it is asked for anew

  // The event this kiosk has open, and the version of its list, if it is complete.
  void set_held(rules::EventId event, std::optional<base::Hash> version);
  const std::optional<base::Hash>& held() const { return held_; }
  // The version at the server.
  void want(rules::EventId event, const std::optional<base::Hash>& version);
  void connection_lost();
  void storing_failed(base::Milliseconds now);

  std::optional<wire::GuestListRequest> next(base::Milliseconds now);
  // True: the rows fit and are to be stored. False: not for us, not asked for, or a part was lost; next() asks again.
  // The version is held once set_held() says so.
  bool take(const wire::GuestList& part, base::Milliseconds now);
  std::optional<base::Milliseconds> next_due() const;

 private:
  bool starts(const wire::GuestList& part) const;
  void ask_again_at(base::Milliseconds time);
  bool behind() const { return wanted_ && wanted_ != held_; }

  rules::EventId event_;
  std::optional<base::Hash> held_;
  std::optional<base::Hash> wanted_;
  std::optional<base::Hash> receiving_;  // version whose parts are coming in
  std::uint32_t next_part_ = 1;
  bool is_asked_ = false;                          // an answer may come
  std::optional<base::Milliseconds> quiet_until_;  // it is not asked for before
};

}  // namespace einlass::sync
