// A host name about which the system's resolver, where this program asks it, is silent for the life of this object.
#pragma once

namespace einlass::net {

class UnansweredName {
 public:
  static constexpr const char* host = "silent.test";  // RFC 6761: nobody's

  UnansweredName();
  ~UnansweredName();
  UnansweredName(const UnansweredName&) = delete;
  UnansweredName& operator=(const UnansweredName&) = delete;
};

}  // namespace einlass::net
