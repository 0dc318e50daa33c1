// Guests as the door of a large event meets them: some names that thousands have, and tens of thousands that few have.
// The same ones in each run.
#pragma once

#include "core/base/crypto.h"
#include "core/rules/guest_row.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace einlass::bench {

class InventedPeople {
 public:
  rules::GuestRow row(rules::EventId event) {
    const auto number = std::to_string(24'000 + 3 * ++count_);
    rules::GuestRow row;
    row.ticket.id = rules::TicketId(base::keyed_id(base::SecretKey{1}, "ticket" + number));
    row.ticket.event = event;
    row.ticket.guest = rules::GuestId(row.ticket.id.bytes());
    row.ticket.category = "member";
    row.ticket.ticket_type = "Member";
    row.guest.id = row.ticket.guest;
    row.guest.first_name = one_of(first_names_);
    row.guest.last_name = one_of(surnames_);
    row.guest.full_name = row.guest.first_name + " " + row.guest.last_name;
    row.guest.company = one_of(companies_) + (count_ % 3 == 0 ? " GmbH" : " AG");
    row.guest.email = row.guest.first_name + "." + row.guest.last_name + "@" + one_of(companies_) + ".example";
    row.source = "csv";
    row.external_id = row.order_ref = "B" + number;
    return row;
  }

 private:
  // Of two to four syllables.
  std::vector<std::string> invent(std::size_t count) {
    static constexpr std::array beginnings{"M",  "Sch", "B",  "H",  "K", "W", "L",  "R",  "S", "G", "F",  "Br",
                                           "Kr", "St",  "Gr", "Fr", "T", "P", "D",  "N",  "J", "V", "Z",  "Pf",
                                           "",   "Tr",  "Kl", "Sp", "C", "Y", "Ch", "Dr", "X", "Q", "Gl", "Bl"};
    static constexpr std::array vowels{"a", "e", "i", "o", "u", "ü", "ö", "ä", "ei", "au", "ie", "y"};
    static constexpr std::array endings{"l",  "r", "n", "tz", "ck", "m",  "nn", "ll",
                                        "rt", "s", "t", "",   "",   "hl", "ng", "ff"};
    std::vector<std::string> names;
    for (std::size_t n = 0; n < count; ++n) {
      std::string name;
      for (std::size_t syllables = 1 + dice_() % 3; syllables > 0; --syllables) {
        name += beginnings.at(dice_() % beginnings.size());
        if (name.size() > 4) name.back() = static_cast<char>(std::tolower(name.back()));
        name += vowels.at(dice_() % vowels.size());
        name += endings.at(dice_() % endings.size());
      }
      names.push_back(name + (n % 5 == 0 ? "mann" : n % 7 == 0 ? "er" : ""));
    }
    return names;
  }

  // The first ones are most people's (Zipf's law).
  const std::string& one_of(const std::vector<std::string>& names) {
    const double part = std::uniform_real_distribution<>(0, 1)(dice_);
    const auto rank = std::pow(static_cast<double>(names.size()), part);
    return names[std::min(names.size() - 1, static_cast<std::size_t>(rank) - 1)];
  }

  std::mt19937 dice_{26};
  std::size_t count_ = 0;
  std::vector<std::string> first_names_ = invent(3000);
  std::vector<std::string> surnames_ = invent(40'000);
  std::vector<std::string> companies_ = invent(10'000);
};

}  // namespace einlass::bench
