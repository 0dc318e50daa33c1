// The catalogue of sentences as a port: msgids are English sentences, translations lie in assets/locale.
#pragma once

#include "core/rules/event_policy.h"

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
};

}  // namespace einlass::flow
