// The catalogue of sentences as a port: msgids are English sentences, translations lie in assets/locale.
#pragma once

#include "core/rules/event_policy.h"

#include <cstdint>
#include <string>

namespace einlass::flow {

// How a screen speaks.
struct Voice {
  std::string language;
  rules::AddressForm address = rules::AddressForm::Sie;
  friend bool operator==(const Voice&, const Voice&) = default;
};

class Texts {
 public:
  virtual ~Texts() = default;

  // UTF-8; the msgid itself where the catalogue has nothing. Any thread that owns the object.
  virtual std::string text(const Voice& voice, const char* msgid) const = 0;

  // A sentence about a number of things, as the language counts; English, `one` and `many`, where the catalogue has
  // nothing. Both are msgids: `many` goes with the msgid `one` in the catalogue (msgid_plural).
  virtual std::string plural(const Voice& /*voice*/, const char* one, const char* many, std::uint64_t count) const {
    return count == 1 ? one : many;
  }
};

}  // namespace einlass::flow
