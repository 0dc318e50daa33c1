#include "server/report/attendance_columns.h"

#include <array>

namespace einlass::report {
namespace {

using Row = AttendanceRow;

std::string joined(const std::vector<std::string>& texts, const std::string& between) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : between) + text;
  return all;
}

Cell number(int value) {
  return std::int64_t{value};
}

template <typename T>
Cell known(const std::optional<T>& value) {
  return value ? Cell(*value) : Cell();
}

constexpr std::array columns{
    AttendanceColumn{"name", {"Name", "Name"}, 28, [](const Row& row) -> Cell { return row.name; }},
    AttendanceColumn{
        "first_name", {"Vorname", "First name"}, 16, [](const Row& row) -> Cell { return row.first_name; }},
    AttendanceColumn{"last_name", {"Nachname", "Last name"}, 18, [](const Row& row) -> Cell { return row.last_name; }},
    AttendanceColumn{"company", {"Firma", "Company"}, 28, [](const Row& row) -> Cell { return row.company; }},
    AttendanceColumn{"email", {"E-Mail", "E-mail"}, 30, [](const Row& row) -> Cell { return row.email; }},
    AttendanceColumn{"category", {"Kategorie", "Category"}, 14, [](const Row& row) -> Cell { return row.category; }},
    AttendanceColumn{
        "ticket_type", {"Ticketart", "Ticket type"}, 18, [](const Row& row) -> Cell { return row.ticket_type; }},
    AttendanceColumn{"status",
                     {"Status", "Status"},
                     14,
                     [](const Row& row) -> Cell { return std::string(status_word(row.status)); }},
    AttendanceColumn{
        "admission_day", {"Veranstaltungstag", "Admission day"}, 17, [](const Row& row) { return known(row.day); }},
    AttendanceColumn{"places", {"Plätze", "Places"}, 9, [](const Row& row) { return number(row.places); }},
    AttendanceColumn{"admitted", {"Eingelassen", "Admitted"}, 12, [](const Row& row) { return number(row.admitted); }},
    AttendanceColumn{
        "first_in", {"Erster Einlass", "First in"}, 20, [](const Row& row) { return known(row.first_in); }},
    AttendanceColumn{"kiosk", {"Kiosk", "Kiosk"}, 16, [](const Row& row) -> Cell { return row.place; }},
    AttendanceColumn{"door", {"Tür", "Door"}, 14, [](const Row& row) -> Cell { return row.door; }},
    AttendanceColumn{"how", {"Weg", "How"}, 12, [](const Row& row) -> Cell { return row.how; }},
    AttendanceColumn{"badges_printed",
                     {"Gedruckte Badges", "Badges printed"},
                     17,
                     [](const Row& row) { return number(row.badges_printed); }},
    AttendanceColumn{"open_conflicts",
                     {"Offene Konflikte", "Open conflicts"},
                     16,
                     [](const Row& row) { return number(row.conflicts); }},
    AttendanceColumn{"conflict_places",
                     {"Konflikt zwischen", "Conflict places"},
                     20,
                     [](const Row& row) -> Cell { return joined(row.conflict_places, "; "); }},
    AttendanceColumn{"walk_in",
                     {"Spontan", "Walk-in"},
                     10,
                     [](const Row& row) -> Cell { return std::string(row.walk_in ? "yes" : "no"); }},
    AttendanceColumn{"overridden",
                     {"Übergangen", "Overridden"},
                     14,
                     [](const Row& row) -> Cell { return joined(row.overridden, " "); }},
    AttendanceColumn{"order", {"Bestellung", "Order"}, 14, [](const Row& row) -> Cell { return row.order_ref; }},
    AttendanceColumn{"source", {"Quelle", "Source"}, 16, [](const Row& row) -> Cell { return row.source; }},
    AttendanceColumn{
        "list_owner", {"Gästeliste von", "List owner"}, 20, [](const Row& row) -> Cell { return row.list_owner; }},
    AttendanceColumn{"ticket_id", {"Ticket-ID", "Ticket ID"}, 30, [](const Row& row) -> Cell { return row.ticket; }},
    AttendanceColumn{"guest_id", {"Gast-ID", "Guest ID"}, 30, [](const Row& row) -> Cell { return row.guest; }},
};

struct InText {
  const base::VenueZone& zone;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(const base::VenueDay& day) const { return day.iso(); }
  std::string operator()(base::Instant at) const { return zone.local_iso(at); }
};

}  // namespace

std::span<const AttendanceColumn> attendance_columns() {
  return columns;
}

std::string text_of(const Cell& cell, const base::VenueZone& zone) {
  return std::visit(InText{zone}, cell);
}

std::string_view status_word(AttendanceStatus status) {
  switch (status) {
    case AttendanceStatus::Attended:
      return "attended";
    case AttendanceStatus::Expected:
      return "expected";
    case AttendanceStatus::NoShow:
      return "no_show";
    case AttendanceStatus::Excused:
      return "excused";
    case AttendanceStatus::Represented:
      return "represented";
    case AttendanceStatus::Cancelled:
      return "cancelled";
    case AttendanceStatus::NotAdmitted:
      return "not_admitted";
  }
  return {};
}

}  // namespace einlass::report
