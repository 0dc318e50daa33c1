// What persons at the pages bring and get, as plain values (people_desk.h).
#pragma once

#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/rules/ids.h"
#include "core/rules/staff.h"
#include "server/venue/caller.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace einlass::venue {

struct Visitor {
  std::string address;  // IP, as text
  std::string label;    // of her browser, for the list of her sessions; cut to 60 characters
};

struct Invitation {
  std::uint32_t number = 0;
  std::string name;
  std::string sign_in;
  rules::Role role = rules::Role::Helper;
  base::Instant expires;
};
struct Invited {
  Invitation invitation;
  std::string code;  // 160 random bits in base64url; shown this once, kept as a hash
};
struct Acceptance {
  std::string code;
  std::string password;
  Visitor from;
};

struct SignIn {
  std::string sign_in;
  std::string password;
  Visitor from;
};
struct SignedIn {
  std::string token;  // 256 random bits in base64url: the cookie's value, kept as a hash
  Caller caller;
};
// Why not. InvalidInput: name or password are wrong, and nobody is told which. Unavailable: too many at once.
// Refused: locked; also the right password is not looked at.
struct NotSignedIn {
  base::Error error;
  std::chrono::seconds wait{0};  // until it is worth trying again; 0: at once
};
template <typename T>
using SignInResult = tl::expected<T, NotSignedIn>;

struct PasswordChange {
  std::string old_password;
  std::string new_password;
};

struct OpenSession {
  std::string label;
  std::string address;
  base::Instant since;
  base::Instant last_used;  // to a minute
  bool is_this = false;     // the one that asks
};

struct AccountState {
  std::string sign_in;        // empty: she was never invited
  bool has_password = false;  // she may sign in
};

enum class Act {
  SignedIn,
  Missed,
  Locked,  // a person, or a sign-in name that nobody has
  AddressLocked,
  Invited,
  Accepted,
  SignedOut,
  SignedOutEverywhere,
  PasswordChanged,
};
std::string_view word(Act act);  // "signed_in" …

// In whose name something is noted.
struct Actor {
  std::optional<std::uint32_t> number{};  // nothing: nobody known, or the command line
  std::string address{};
};

struct AuditEntry {
  std::int64_t sequence = 0;  // given by note(), as is `at`
  base::Instant at{};
  Actor by;
  std::string act;  // word of an Act, or the name of a command
  std::optional<rules::EventId> event{};
  std::optional<std::uint32_t> subject{};  // to whom, by number
  std::optional<int> shown{};              // how many persons, where the act is a look at them
};

}  // namespace einlass::venue
