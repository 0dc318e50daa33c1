// A message that waits for its turn on a connection. Inner to core/net.
#pragma once

#include <functional>
#include <string>

namespace einlass::net {

struct OutgoingMessage {
  std::string text;
  std::function<void()> sent;  // once it is out; may be empty
};

}  // namespace einlass::net
