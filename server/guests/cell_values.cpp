#include "server/guests/cell_values.h"

#include "core/base/text_fold.h"
#include "server/guests/columns.h"
#include "server/guests/name_order.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <set>
#include <vector>

namespace einlass::guests {
namespace {

using rules::Payment;
using rules::TicketStatus;

// Words of Eventbrite, pretix (status letters n, p, c, e), Tito, Luma, and of German lists.
const std::map<std::string, StatusValue>& status_words() {
  static const auto kWords = [] {
    const std::vector<std::pair<StatusValue, std::vector<std::string_view>>> words = {
        {{}, {"",           "attending", "confirmed", "approved",   "complete", "completed",  "valid",     "active",
              "paid",       "p",         "yes",       "ja",         "going",    "checked in", "bezahlt",   "bestätigt",
              "angemeldet", "zugesagt",  "zusage",    "registered", "accepted", "free",       "kostenlos", "ok"}},
        {{TicketStatus::Cancelled, Payment::Settled},
         {"cancelled", "canceled",  "c",         "void",      "voided",      "refunded",  "deleted",   "not attending",
          "declined",  "no",        "nein",      "storniert", "abgesagt",    "absage",    "erstattet", "expired",
          "e",         "not going", "withdrawn", "removed",   "transferred", "abgelaufen"}},
        {{TicketStatus::AwaitingApproval, Payment::Settled},
         {"pending approval", "pending", "invited", "awaiting approval", "requested", "angefragt", "eingeladen",
          "unbestätigt", "maybe", "vielleicht", "ausstehend", "approval pending", "genehmigung ausstehend"}},
        {{TicketStatus::Waitlisted, Payment::Settled}, {"waitlist", "waitlisted", "warteliste", "on waiting list"}},
        {{TicketStatus::Blocked, Payment::Settled}, {"blocked", "gesperrt"}},
        {{TicketStatus::Confirmed, Payment::Open},
         {"unpaid", "pending payment", "n", "offen", "unbezahlt", "open", "payment open", "zahlung offen", "overdue",
          "not paid", "nicht bezahlt", "teilbezahlt", "teilweise bezahlt", "partially paid", "payment pending",
          "zahlung ausstehend"}},
    };
    std::map<std::string, StatusValue> result;
    for (const auto& [value, texts] : words) {
      for (const auto text : texts) result.emplace(header_key(text), value);
    }
    return result;
  }();
  return kWords;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::string joined(std::vector<std::string>::const_iterator from, std::vector<std::string>::const_iterator to) {
  std::string text;
  for (auto word = from; word != to; ++word) text += (text.empty() ? "" : " ") + *word;
  return text;
}

bool is_particle(const std::string& word) {
  static const std::set<std::string> kParticles = {"von", "vom", "van", "zu",  "zur", "de", "del", "della",
                                                   "der", "den", "di",  "da",  "du",  "la", "le",  "al",
                                                   "el",  "bin", "ibn", "ter", "ten", "af", "av",  "dos"};
  return kParticles.contains(base::fold_text(word));
}

void split_full_name(PersonName& name) {
  const auto comma = name.full.find(", ");
  if (comma != std::string::npos && name.full.find(',', comma + 1) == std::string::npos) {
    name.last = name.full.substr(0, comma);
    name.first = name.full.substr(comma + 2);
    name.full = in_natural_order(name.first, name.last);
    return;
  }
  const auto words = words_of(name.full);
  if (words.size() < 2) {
    name.first = name.full;
    return;
  }
  if (words.size() == 2 && begins_with_family_name(words.back(), words.front())) {
    name.last = words.front();
    name.first = words.back();
    return;
  }
  auto surname = std::prev(words.end());
  while (std::distance(words.begin(), surname) > 1 && is_particle(*std::prev(surname))) --surname;
  name.first = joined(words.begin(), surname);
  name.last = joined(surname, words.end());
}

// "2026-11-23 18:00", "23.11.2026": the day of a payment, but no amount.
bool is_day(std::string_view cell) {
  const auto among = [cell](std::string_view letters) {
    return std::count_if(cell.begin(), cell.end(), [&](char c) { return letters.find(c) != std::string_view::npos; });
  };
  return among("0123456789.-/: TZ+") == std::ssize(cell) && among("0123456789") >= 6 && among("-./") >= 2;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_rounded_power(std::string_view cell) {
  const auto exponent = cell.find_first_of("eE");
  if (exponent == std::string_view::npos || exponent == 0) return false;
  const auto mantissa = cell.substr(0, exponent);
  auto power = cell.substr(exponent + 1);
  const bool has_sign = power.starts_with('+') || power.starts_with('-');
  if (has_sign) power.remove_prefix(1);
  const auto point = mantissa.find_first_of(".,");
  const bool has_point = point != std::string_view::npos;
  const auto whole = mantissa.substr(0, point);
  // Without sign and point it may as well be a code: 12E45.
  return is_digits(power) && is_digits(whole) && (has_sign || (has_point && whole.size() == 1)) &&
         (!has_point || is_digits(mantissa.substr(point + 1)));
}

// 4006381333931,00: a number, shown with decimals.
bool is_with_decimals(std::string_view cell) {
  const auto point = cell.find_last_of(".,");
  if (point == std::string_view::npos || !is_digits(cell.substr(0, point))) return false;
  const auto decimals = cell.substr(point + 1);
  return is_digits(decimals) && decimals.find_first_not_of('0') == std::string_view::npos;
}

// ######, where a column was too narrow; #NAME?, #WERT!, #N/A, #NV.
bool is_spreadsheet_error(std::string_view cell) {
  if (!cell.starts_with('#')) return false;
  return cell.find_first_not_of('#') == std::string_view::npos || cell.ends_with('!') || cell.ends_with('?') ||
         cell == "#N/A" || cell == "#NV";
}

// Spreadsheets keep fifteen digits of a number and put zeros for the rest. How many there are, if nothing but zeros.
std::size_t zeros_beyond_digits(std::string_view cell) {
  constexpr std::size_t kDigitsKept = 15;
  if (cell.size() <= kDigitsKept || !is_digits(cell)) return 0;
  const auto rest = cell.substr(kDigitsKept);
  return rest.find_first_not_of('0') == std::string_view::npos ? rest.size() : 0;
}

}  // namespace

std::optional<StatusValue> read_status(std::string_view cell) {
  const auto found = status_words().find(header_key(cell));
  if (found == status_words().end()) return std::nullopt;
  return found->second;
}

std::optional<StatusValue> read_payment(std::string_view cell) {
  static const std::set<std::string> kPaid = {"x",
                                              "true",
                                              "wahr",
                                              "1",
                                              "y",
                                              "j",
                                              "✓",
                                              "✔",
                                              "settled",
                                              "beglichen",
                                              "eingegangen",
                                              "fullypaid",
                                              "vollstandigbezahlt"};
  constexpr StatusValue open{TicketStatus::Confirmed, Payment::Open};
  if (!says_yes(cell)) return open;
  if (kPaid.contains(header_key(cell)) || is_day(cell)) return StatusValue{};
  const auto value = read_status(cell);
  if (!value) return std::nullopt;
  switch (value->status) {
    case TicketStatus::Confirmed:
    case TicketStatus::Cancelled:
      return value;
    case TicketStatus::AwaitingApproval:  // of money: it is still to come
      return open;
    case TicketStatus::Waitlisted:
    case TicketStatus::Blocked:
      break;
  }
  return std::nullopt;
}

bool says_yes(std::string_view cell) {
  static const std::set<std::string> kNo = {"", "no", "nein", "false", "falsch", "0", "n", "none", "null"};
  return !kNo.contains(header_key(cell));
}

std::optional<int> read_count(std::string_view cell) {
  int value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view rest(end, static_cast<std::size_t>(cell.data() + cell.size() - end));
  const bool whole = rest.empty() || ((rest.front() == '.' || rest.front() == ',') && rest.size() > 1 &&
                                      rest.find_first_not_of('0', 1) == std::string_view::npos);
  if (!whole) return std::nullopt;
  return value;
}

std::string read_language(std::string_view cell) {
  const auto key = header_key(cell);
  if (key.starts_with("de") || key == "german" || key == "du") return "de";
  if (key.starts_with("en") || key == "english") return "en";
  return {};
}

bool is_damaged_number(std::string_view cell) {
  return is_rounded_power(cell) || is_with_decimals(cell) || is_spreadsheet_error(cell) ||
         zeros_beyond_digits(cell) >= 3;
}

bool may_be_rounded(std::string_view cell) {
  return zeros_beyond_digits(cell) > 0;
}

std::string_view without_formula(std::string_view cell) {
  if (cell.size() < 3 || !cell.starts_with("=\"") || !cell.ends_with('"')) return cell;
  return cell.substr(2, cell.size() - 3);
}

PersonName complete_name(PersonName name) {
  if (name.first.empty() && name.last.empty()) {
    if (!name.full.empty()) split_full_name(name);
  } else if (name.full.empty()) {
    name.full = in_natural_order(name.first, name.last);
  }
  return name;
}

}  // namespace einlass::guests
