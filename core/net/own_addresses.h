// Under which addresses this machine may be reached: what goes into the server's certificate and into pairing codes.
#pragma once

#include <string>
#include <vector>

namespace einlass::net {

struct OwnAddresses {
  std::string host_name;
  std::vector<std::string> outward;  // IP addresses that other machines may use; without link-local ones
};

OwnAddresses own_addresses();

}  // namespace einlass::net
