#include "core/net/own_addresses.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <unistd.h>

namespace einlass::net {
namespace {

std::string text_of(int family, const void* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  ::inet_ntop(family, address, text.data(), text.size());
  return text.data();
}

std::optional<std::string> outward_address(const ifaddrs& entry) {
  if (entry.ifa_addr == nullptr || (entry.ifa_flags & IFF_UP) == 0 || (entry.ifa_flags & IFF_LOOPBACK) != 0) return {};
  if (entry.ifa_addr->sa_family == AF_INET) {
    return text_of(AF_INET, &reinterpret_cast<const sockaddr_in*>(entry.ifa_addr)->sin_addr);
  }
  if (entry.ifa_addr->sa_family != AF_INET6) return {};
  const auto& address = reinterpret_cast<const sockaddr_in6*>(entry.ifa_addr)->sin6_addr;
  if (IN6_IS_ADDR_LINKLOCAL(&address)) return {};  // means nothing without an interface's name
  return text_of(AF_INET6, &address);
}

}  // namespace

OwnAddresses own_addresses() {
  OwnAddresses own;
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) == 0) own.host_name = name.data();
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return own;
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, &::freeifaddrs);
  for (const ifaddrs* entry = list; entry != nullptr; entry = entry->ifa_next) {
    if (auto address = outward_address(*entry)) own.outward.push_back(std::move(*address));
  }
  std::sort(own.outward.begin(), own.outward.end());
  own.outward.erase(std::unique(own.outward.begin(), own.outward.end()), own.outward.end());
  return own;
}

}  // namespace einlass::net
