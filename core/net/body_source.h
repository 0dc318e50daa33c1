// What is sent but lies on a disk, as it is too long to be held in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace einlass::net {

struct BodySource {
  std::uint64_t bytes = 0;
  // So many of them from `offset`; fewer: it cannot be read, and the connection ends. Called on the server's thread, as
  // the peer takes what it was sent.
  std::function<std::string(std::uint64_t offset, std::size_t size)> read{};
};

}  // namespace einlass::net
