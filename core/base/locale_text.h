// How a language writes dates, numbers, lists and its own name: Unicode's data (CLDR) through ICU, for every language
// there is. `language` is a code such as "de" or "pt-BR"; "root" or one that is not known: no language in particular.
// Thread-safe.
#pragma once

#include "core/base/venue_zone.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace einlass::base {

// In its own words, as a button names it: "Deutsch", "English", "Français"; the code where nobody knows it.
std::string language_name(const std::string& language);

std::string number_text(std::uint64_t number, const std::string& language);        // 1.234 · 1,234
std::string date_text(const VenueDay& day, const std::string& language);           // 05.09.2026 · 5 Sept 2026
std::string day_and_month_text(const VenueDay& day, const std::string& language);  // 5. September · 5 September

// The order in which a language lists names and words: "Äpfel" beside "Apfel", "2" before "10". Use one on one thread.
class Collation {
 public:
  explicit Collation(const std::string& language);
  ~Collation();
  Collation(Collation&&) noexcept;
  Collation& operator=(Collation&&) noexcept;

  bool before(std::string_view one, std::string_view other) const;
  // For many comparisons: bytes that compare as the texts do.
  std::string sort_key(std::string_view text) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace einlass::base
