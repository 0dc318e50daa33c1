// One text in both languages that files, papers and reports are made in. Pages and kiosks have catalogues instead.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace einlass::base {

struct Wording {
  const char* de;
  const char* en;

  const char* in(std::string_view language) const { return language == "de" ? de : en; }  // else English

  // Of a text with places for values, in the manner of fmt.
  template <typename... Values>
  std::string with(std::string_view language, const Values&... values) const {
    return fmt::format(fmt::runtime(in(language)), values...);
  }
};

}  // namespace einlass::base
