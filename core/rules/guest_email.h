// Whose address a guest bears. Pure.
#pragma once

#include <map>
#include <string>

namespace einlass::rules {

// Among a guest's further fields (Guest::extra): whose her address is, where it is not her own.
inline constexpr const char* email_of = "email_of";
inline constexpr const char* buyer = "buyer";

// The address came with the order: it says nothing of whoever bears the ticket, and merges nobody.
inline bool has_buyers_email(const std::map<std::string, std::string>& extra) {
  const auto whose = extra.find(email_of);
  return whose != extra.end() && !whose->second.empty();
}

}  // namespace einlass::rules
