// One text of a paper or a spreadsheet in both languages that these are made in.
#pragma once

#include <string>

namespace einlass::report {

struct Wording {
  const char* de;
  const char* en;

  const char* in(const std::string& language) const { return language == "de" ? de : en; }  // else English
};

}  // namespace einlass::report
