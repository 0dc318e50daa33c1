// Whom guesses from an address are counted to. Pure.
#pragma once

#include <string>

namespace einlass::venue {

// The address itself; of IPv6 its first 64 bits, since whoever has one of these addresses has all of them. An IPv4
// address that is written as an IPv6 one counts as itself.
std::string network_of(const std::string& address);

}  // namespace einlass::venue
