// Takes what names a guest out of the words of a system that was sent her (docs/crm.md). Pure.
#pragma once

#include <set>
#include <string>

namespace einlass::venue {

class NamesTold {
 public:
  void add_name(const std::string& name);        // each of its words, however it is spelled
  void add_address(const std::string& address);  // or what else the system calls her

  // With … for each.
  std::string left_out_of(const std::string& words) const;

 private:
  std::set<std::string> words_;      // folded
  std::set<std::string> addresses_;  // in lower case
};

}  // namespace einlass::venue
