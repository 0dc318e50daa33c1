// Work on passwords that takes long on purpose (Argon2id): begun by the PeopleDesk, done on any thread without the
// desk, and finished by the desk. Holds passwords, so it is dropped soon and never logged.
#pragma once

#include "core/base/error.h"
#include "db/people_store.h"

#include <optional>
#include <string>
#include <utility>

namespace einlass::venue {

// What the desk wants to know and to have.
struct PasswordTask {
  std::optional<store::StoredPassword> known{};  // what `tried` is held against; nothing: only a new one is made
  std::string tried{};
  std::optional<std::string> wished{};  // the new password; nothing: `tried` is kept
  base::SlowHashCost standard;          // of what is stored anew
};

struct PasswordWork {
  bool right = false;                             // `tried` is the known one, or there is none
  std::optional<store::StoredPassword> stored{};  // where it is right and there is something to store
};

// Stretches once to compare. A second time only for who was right: for the new password, or because the known one was
// stored at another cost than the standard.
base::Result<PasswordWork> work_on(const PasswordTask& task);

// How a password is compared: Unicode NFC, one space between words and none at the ends, so that it is the same from
// every keyboard. `typed` is text in UTF-8.
std::string password_text(const std::string& typed);

}  // namespace einlass::venue
