// What `guest_erased` can name beside a guest: ids that no guest ever has, since hers are random or keyed hashes
// (docs/journal.md, The private part).
#pragma once

#include "core/rules/ids.h"

#include <array>

namespace einlass::rules {

namespace erasures {

constexpr base::IdBytes reserved(std::uint8_t last) {
  base::IdBytes bytes{};
  for (auto& byte : bytes) byte = 0xFF;
  bytes.back() = last;
  return bytes;
}

}  // namespace erasures

// Every person of the event, also those whom entries bring that come later.
inline constexpr GuestId everybody{erasures::reserved(0xFF)};
// Nobody, but what was typed when somebody was refused or let in against the rules.
inline constexpr GuestId refusal_reasons{erasures::reserved(0xFE)};

inline bool is_reserved(GuestId guest) {
  return guest == everybody || guest == refusal_reasons;
}

// Entries whose private part is such a reason, by the fact's kind.
inline constexpr std::array refusal_kinds{"refused", "overridden", "host_asked", "host_decided"};

}  // namespace einlass::rules
