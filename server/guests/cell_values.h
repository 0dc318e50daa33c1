// What the cells of a guest list say, whatever system wrote them: status, number of places, language, code. Pure.
#pragma once

#include "core/rules/ticket.h"

#include <optional>
#include <string>
#include <string_view>

namespace einlass::guests {

struct StatusValue {
  rules::TicketStatus status = rules::TicketStatus::Confirmed;
  rules::Payment payment = rules::Payment::Settled;
};

// Nothing: a word that is not known. An empty cell is a confirmed ticket.
std::optional<StatusValue> read_status(std::string_view cell);

// What a column about money says: "paid", "x", the day of payment … Nothing: a word that is not known, which nobody may
// take for money in the till.
std::optional<StatusValue> read_payment(std::string_view cell);

// "yes", "x", "2026-11-23 18:00" …: anything but an empty cell, no, false, 0 or a dash.
bool says_yes(std::string_view cell);

// Whole numbers, "2.0" too. Nothing: something else.
std::optional<int> read_count(std::string_view cell);

// "de", "en" or empty: "Deutsch", "de-DE", "German" …
std::string read_language(std::string_view cell);

// What a spreadsheet made of a long number: 1.23457E+23, 12E+15, 4006381333931,00, ######, #NAME?, and digits of which
// three or more from the sixteenth on, all that follow, are zeros.
bool is_damaged_number(std::string_view cell);

// One or two such zeros at the end, which chance may have put there.
bool may_be_rounded(std::string_view cell);

// ="00123" is how lists protect digits from spreadsheets: the text within, else the cell.
std::string_view without_formula(std::string_view cell);

struct PersonName {
  std::string first;
  std::string last;
  std::string full;
};

// From whatever of the three the list has. "Lovelace, Ada" and "Ada Lovelace" are taken apart; particles such as "von"
// stay with the surname. A name of one word has no surname. Chinese, Japanese and Korean names have the surname first.
PersonName complete_name(PersonName name);

}  // namespace einlass::guests
