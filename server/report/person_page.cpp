// The page that is handed to a person: in her language, what is known of her and what was written down.
#include "core/wire/entry_json.h"
#include "core/wire/private_fields.h"
#include "server/report/person_record.h"

#include <map>
#include <string_view>

#include <fmt/format.h>

namespace einlass::report {
namespace {

struct Words {
  std::string_view title, made, events, on_the_list, recorded, consents, copies, yes, no, version, paper, row, none,
      backup, packed, when, what, where, typed;
};

constexpr Words german{.title = "Auskunft über Ihre Daten",
                       .made = "Erstellt am",
                       .events = "Veranstaltungen",
                       .on_the_list = "Auf der Gästeliste",
                       .recorded = "Aufgezeichnet",
                       .consents = "Einwilligungen",
                       .copies = "Weitere Kopien",
                       .yes = "Ja",
                       .no = "Nein",
                       .version = "Fassung",
                       .paper = "Gedruckte Liste",
                       .row = "Zeile",
                       .none = "Nichts.",
                       .backup = "Sicherung",
                       .packed = "Gepackte Datei",
                       .when = "Wann",
                       .what = "Was",
                       .where = "Wo",
                       .typed = "Eingegeben"};
constexpr Words english{.title = "Your data",
                        .made = "Made on",
                        .events = "Events",
                        .on_the_list = "On the guest list",
                        .recorded = "Recorded",
                        .consents = "Consents",
                        .copies = "Further copies",
                        .yes = "Yes",
                        .no = "No",
                        .version = "version",
                        .paper = "Printed list",
                        .row = "row",
                        .none = "Nothing.",
                        .backup = "Backup",
                        .packed = "Packed file",
                        .when = "When",
                        .what = "What",
                        .where = "Where",
                        .typed = "Typed"};

using Terms = std::map<std::string_view, std::pair<std::string_view, std::string_view>>;  // German, English

const Terms& kinds() {
  static const Terms terms{{"admitted", {"Eingelassen", "Let in"}},
                           {"refused", {"Nicht eingelassen", "Not let in"}},
                           {"departed", {"Gegangen", "Left"}},
                           {"admission_undone", {"Einlass zurückgenommen", "Admission taken back"}},
                           {"overridden", {"Von einer Person eingelassen", "Let in by a person's decision"}},
                           {"guest_registered", {"Vor Ort aufgenommen", "Registered on site"}},
                           {"guest_amended", {"Angaben geändert", "Data corrected"}},
                           {"ticket_transferred", {"Ticket weitergegeben", "Ticket handed on"}},
                           {"answers_given", {"Fragen beantwortet", "Questions answered"}},
                           {"settled_elsewhere", {"Zahlung anderswo geklärt", "Payment settled elsewhere"}},
                           {"host_asked", {"Gastgeberin gefragt", "Host asked"}},
                           {"host_decided", {"Gastgeberin hat entschieden", "Host decided"}},
                           {"noted", {"Notiz", "Note"}},
                           {"excused", {"Entschuldigt", "Excused"}},
                           {"seat_released", {"Platz freigegeben", "Seat released"}},
                           {"moved_up", {"Nachgerückt", "Moved up"}},
                           {"badge_started", {"Badge gedruckt", "Badge begun"}},
                           {"badge_printed", {"Badge fertig", "Badge printed"}},
                           {"badge_failed", {"Badge misslungen", "Badge failed"}},
                           {"badge_unknown", {"Badge ungewiss", "Badge in doubt"}},
                           {"badge_voided", {"Badge ungültig gemacht", "Badge made void"}},
                           {"conflict_judged", {"Doppelter Einlass geklärt", "Double admission settled"}},
                           {"help_asked", {"Um Hilfe gebeten", "Asked for help"}},
                           {"help_answered", {"Hilfe zugesagt", "Help answered"}},
                           {"guest_erased", {"Daten gelöscht", "Data erased"}}};
  return terms;
}

const Terms& fields() {
  static const Terms terms{{"name", {"Name", "Name"}},
                           {"company", {"Organisation", "Organisation"}},
                           {"email", {"E-Mail-Adresse", "E-mail address"}},
                           {"language", {"Sprache", "Language"}},
                           {"table", {"Tisch oder Platz", "Table or seat"}},
                           {"list_owner", {"Gästeliste von", "Guest list of"}},
                           {"category", {"Kategorie", "Category"}},
                           {"places", {"Plätze", "Places"}},
                           {"order", {"Bestellung", "Order"}},
                           {"source", {"Herkunft der Daten", "Source of the data"}},
                           {"number", {"Nummer dort", "Number there"}},
                           {"guest_id", {"Kennung in Einlass", "Id in Einlass"}}};
  return terms;
}

class Page {
 public:
  explicit Page(bool is_german) : is_german_(is_german), words_(is_german ? german : english) {}

  const Words& words() const { return words_; }
  std::string text() && { return std::move(html_); }
  std::string term(const Terms& terms, std::string_view key) const {
    const auto found = terms.find(key);
    if (found == terms.end()) return std::string(key);
    return std::string(is_german_ ? found->second.first : found->second.second);
  }

  void raw(std::string_view html) { html_ += html; }
  void element(std::string_view tag, std::string_view content) {
    html_ += fmt::format("<{}>{}</{}>\n", tag, escaped(content), tag);
  }
  void row(std::initializer_list<std::string> cells) {
    html_ += "<tr>";
    for (const auto& cell : cells) html_ += "<td>" + escaped(cell) + "</td>";
    html_ += "</tr>\n";
  }
  void head(std::initializer_list<std::string_view> cells) {
    html_ += "<table><thead><tr>";
    for (const auto cell : cells) html_ += "<th scope=\"col\">" + escaped(cell) + "</th>";
    html_ += "</tr></thead><tbody>\n";
  }
  void foot() { html_ += "</tbody></table>\n"; }

  static std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
      switch (c) {
        case '&':
          result += "&amp;";
          break;
        case '<':
          result += "&lt;";
          break;
        case '>':
          result += "&gt;";
          break;
        case '"':
          result += "&quot;";
          break;
        default:
          result += c;
      }
    }
    return result;
  }

 private:
  bool is_german_;
  const Words& words_;
  std::string html_;
};

constexpr std::string_view style =
    "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;"
    "background:#fff}h1{font-size:1.6rem}h2{font-size:1.25rem;margin-top:2.5rem;border-top:1px solid #bbb;"
    "padding-top:1rem}h3{font-size:1rem;margin:1.5rem 0 .25rem}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #ddd;"
    "overflow-wrap:anywhere}dl{display:grid;grid-template-columns:minmax(9rem,auto) 1fr;gap:.25rem 1rem;margin:0}"
    "dt{color:#555}dd{margin:0;overflow-wrap:anywhere}@media print{body{margin:0;max-width:none}h2{break-after:avoid}"
    "tr{break-inside:avoid}}</style>\n";

void add_field(Page& page, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  page.element("dt", page.term(fields(), name));
  page.element("dd", value);
}

void add_guest(Page& page, const rules::GuestRow& row) {
  page.element("h3", page.words().on_the_list);
  page.raw("<dl>\n");
  add_field(page, "name", row.guest.full_name);
  add_field(page, "company", row.guest.company);
  add_field(page, "email", row.guest.email);
  add_field(page, "language", row.guest.language);
  add_field(page, "table", row.guest.table);
  add_field(page, "list_owner", row.guest.list_owner);
  for (const auto& [name, value] : row.guest.extra) add_field(page, name, value);
  add_field(page, "category", row.ticket.category);
  add_field(page, "places", std::to_string(row.ticket.places));
  add_field(page, "order", row.order_ref);
  add_field(page, "source", row.source);
  add_field(page, "number", row.external_id);
  add_field(page, "guest_id", row.guest.id.text());
  page.raw("</dl>\n");
}

std::string typed_in(const rules::JournalRow& row) {
  std::string typed;
  if (!row.private_part) return typed;
  for (const auto& [name, value] : wire::private_fields_in(row.private_part->content)) {
    typed += (typed.empty() ? "" : "; ") + name + ": " + value;
  }
  return typed;
}

void add_entries(Page& page, const KnownTicket& ticket) {
  const auto& words = page.words();
  page.element("h3", words.recorded);
  if (ticket.entries.empty()) return page.element("p", words.none);
  page.head({words.when, words.what, words.where, words.typed});
  for (const auto& row : ticket.entries) {
    const auto& place = row.entry.place;
    page.row({ticket.zone.local_iso(row.entry.time.venue), page.term(kinds(), wire::fact_kind(row.entry.fact)),
              place.door.empty() ? place.name : place.name + ", " + place.door, typed_in(row)});
  }
  page.foot();
}

void add_consents(Page& page, const KnownTicket& ticket) {
  if (ticket.consents.empty()) return;
  const auto& words = page.words();
  page.element("h3", words.consents);
  page.head({words.when, words.what, ""});
  for (const auto& consent : ticket.consents) {
    const auto question = consent.text.empty() ? consent.given.question : consent.text;
    page.row(
        {ticket.zone.local_iso(consent.at),
         fmt::format("{} ({} {}, {})", question, words.version, consent.given.text_version, consent.given.language),
         std::string(consent.given.yes ? words.yes : words.no)});
  }
  page.foot();
}

void add_copies(Page& page, const KnownTicket& ticket) {
  if (ticket.copies.empty() && ticket.paper.empty()) return;
  const auto& words = page.words();
  page.element("h3", words.copies);
  page.raw("<ul>\n");
  for (const auto& copy : ticket.copies) {
    const auto kind = copy.kind == KnownCopy::Kind::Backup ? words.backup : words.packed;
    page.element("li", fmt::format("{}, {}", kind, ticket.zone.local_iso(copy.made)));
  }
  for (const auto& row : ticket.paper) {
    page.element("li", fmt::format("{} {}, {} {}", words.paper, row.list, words.row, row.row));
  }
  page.raw("</ul>\n");
}

}  // namespace

std::string person_page(const PersonRecord& person, const std::string& language) {
  const bool is_german = language == "de";
  Page page(is_german);
  const auto title = fmt::format("{}: {}", page.words().title, person.guest().full_name);
  page.raw(
      fmt::format("<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">"
                  "<meta name=\"viewport\" content=\"width=device-width\">\n",
                  is_german ? "de" : "en"));
  page.element("title", title);
  page.raw(style);
  page.raw("</head><body>\n");
  page.element("h1", title);
  page.element("p", fmt::format("{} {}", page.words().made, person.tickets.front().zone.local_iso(person.made)));
  for (const auto& ticket : person.tickets) {
    page.element("h2", fmt::format("{}, {}", ticket.event_name, ticket.zone.date_of(ticket.starts).iso()));
    if (!ticket.organiser.empty()) page.element("p", ticket.organiser);
    add_guest(page, ticket.row);
    add_entries(page, ticket);
    add_consents(page, ticket);
    add_copies(page, ticket);
  }
  page.raw("</body></html>\n");
  return std::move(page).text();
}

}  // namespace einlass::report
