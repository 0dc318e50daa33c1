// One text of a paper in both languages that papers are printed in.
#pragma once

#include <string>

namespace einlass::commands {

struct Wording {
  const char* de;
  const char* en;

  const char* in(const std::string& language) const { return language == "de" ? de : en; }  // else English
};

}  // namespace einlass::commands
