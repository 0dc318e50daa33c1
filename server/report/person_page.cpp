// The page that is handed to a person: in her language, what is known of her and what was written down.
#include "core/base/wording.h"
#include "core/rules/words.h"
#include "core/wire/canonical_json.h"
#include "core/wire/entry_json.h"
#include "core/wire/private_fields.h"
#include "server/report/person_record.h"

#include <map>
#include <string_view>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::report {
namespace {

namespace person_words {

using base::Wording;

constexpr Wording title{"Auskunft über Ihre Daten", "Your data"};
constexpr Wording made{"Erstellt am {}", "Made on {}"};
constexpr Wording on_the_list{"Auf der Gästeliste", "On the guest list"};
constexpr Wording recorded{"Aufgezeichnet", "Recorded"};
constexpr Wording consents{"Einwilligungen", "Consents"};
constexpr Wording copies{"Weitere Kopien", "Further copies"};
constexpr Wording yes{"Ja", "Yes"};
constexpr Wording no{"Nein", "No"};
constexpr Wording of_version{"{} (Fassung {}, {})", "{} (version {}, {})"};
constexpr Wording paper{"Gedruckte Liste {}, Zeile {}", "Printed list {}, row {}"};
constexpr Wording none{"Nichts.", "Nothing."};
constexpr Wording backup{"Sicherung", "Backup"};
constexpr Wording packed{"Gepackte Datei", "Packed file"};
constexpr Wording sent{"An andere Systeme", "To other systems"};
constexpr Wording system{"System", "System"};
constexpr Wording state{"Stand", "State"};
constexpr Wording answer{"Antwort", "Answer"};
constexpr Wording in_crm{"Im CRM „{}“", "In the CRM “{}”"};
constexpr Wording objects{"Widerspruch gegen Profilbildung", "Objection to profiling"};
constexpr Wording membership{"{}, von {} bis {}", "{}, from {} to {}"};
constexpr Wording erased_event{"eine Veranstaltung, deren Gäste hier gelöscht sind",
                               "an event whose guests are erased here"};
constexpr Wording when{"Wann", "When"};
constexpr Wording what{"Was", "What"};
constexpr Wording where{"Wo", "Where"};
constexpr Wording typed{"Eingegeben", "Typed"};

}  // namespace person_words

namespace words = person_words;

using Terms = std::map<std::string_view, base::Wording>;

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

// Of a record at a target, by OutboxState.
const Terms& delivery_states() {
  static const Terms terms{{"due", {"Wird noch übermittelt", "Still to be sent"}},
                           {"sent", {"Unterwegs", "On its way"}},
                           {"settled", {"Übermittelt", "Sent"}},
                           {"parked", {"Nicht angenommen", "Not taken"}},
                           {"waiting", {"Wartet auf eine Entscheidung", "Waits for a decision"}},
                           {"", {"Nichts mehr dort", "Nothing is there any more"}}};
  return terms;
}

const Terms& fields() {
  static const Terms terms{{"first_name", {"Vorname", "First name"}},
                           {"last_name", {"Nachname", "Last name"}},
                           {"membership", {"Mitgliedschaft", "Membership"}},
                           {"sector", {"Branche", "Sector"}},
                           {"club", {"Clubs", "Clubs"}},
                           {"topics", {"Themenfelder", "Topic fields"}},
                           {"attended", {"War bei", "Was at"}},
                           {"pulled_from", {"Veranstaltung dort", "Event there"}},
                           {"source_person", {"Person dort", "Person there"}},
                           {"name", {"Name", "Name"}},
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
  explicit Page(std::string language) : language_(std::move(language)) {}

  std::string text() && { return std::move(html_); }
  template <typename... Values>
  std::string said(const base::Wording& wording, const Values&... values) const {
    return wording.with(language_, values...);
  }
  std::string term(const Terms& terms, std::string_view key) const {
    const auto found = terms.find(key);
    return found == terms.end() ? std::string(key) : found->second.in(language_);
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
  void head(std::initializer_list<base::Wording> cells) {
    html_ += "<table><thead><tr>";
    for (const auto& cell : cells) html_ += "<th scope=\"col\">" + escaped(cell.in(language_)) + "</th>";
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
  std::string language_;
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

void add_guest(Page& page, const KnownTicket& ticket) {
  const auto& row = ticket.row;
  page.element("h3", page.said(words::on_the_list));
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
  add_field(page, "pulled_from", ticket.pulled_from);
  add_field(page, "source_person", ticket.source_person);
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
  page.element("h3", page.said(words::recorded));
  if (ticket.entries.empty()) return page.element("p", page.said(words::none));
  page.head({words::when, words::what, words::where, words::typed});
  for (const auto& row : ticket.entries) {
    const auto& place = row.entry.place;
    page.row({ticket.zone.local_iso(row.entry.time.venue), page.term(kinds(), wire::fact_kind(row.entry.fact)),
              place.door.empty() ? place.name : place.name + ", " + place.door, typed_in(row)});
  }
  page.foot();
}

void add_consents(Page& page, const KnownTicket& ticket) {
  if (ticket.consents.empty()) return;
  page.element("h3", page.said(words::consents));
  page.head({words::when, words::what, {"", ""}});
  for (const auto& consent : ticket.consents) {
    const auto question = consent.text.empty() ? consent.given.question : consent.text;
    const auto& given = consent.given;
    page.row({ticket.zone.local_iso(consent.at),
              page.said(words::of_version, question, given.text_version, given.language),
              page.said(given.yes ? words::yes : words::no)});
  }
  page.foot();
}

void add_told(const boost::json::object& content, std::string& text) {
  for (const auto& [name, value] : content) {
    if (value.is_object()) {
      add_told(value.get_object(), text);
      continue;
    }
    text += (text.empty() ? "" : "; ") + std::string(name) + ": ";
    text += value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
  }
}

// What is on its way, else what is there, else what is to come.
std::string told_by(const rules::OutboxRow& row) {
  std::string text;
  for (const auto* content : {&row.sending, &row.recorded, &row.desired}) {
    const auto read = wire::parse_json(*content);
    if (text.empty() && read && read->is_object()) add_told(read->get_object(), text);
  }
  return text;
}

void add_deliveries(Page& page, const KnownTicket& ticket) {
  if (ticket.deliveries.empty()) return;
  page.element("h3", page.said(words::sent));
  page.head({words::system, words::state, words::what, words::answer});
  for (const auto& [target, row] : ticket.deliveries) {
    const bool is_gone = row.state == rules::OutboxState::Settled && row.recorded.empty();
    page.row({target, page.term(delivery_states(), is_gone ? std::string_view() : rules::word(row.state)), told_by(row),
              row.words});
  }
  page.foot();
}

std::string attended_text(const Page& page, const rules::AttendedEvent& at) {
  if (at.event.empty() && at.day.empty()) return page.said(words::erased_event);
  return at.event.empty() ? at.day : fmt::format("{}, {}", at.event, at.day);
}

void add_in_crm(Page& page, const rules::CrmPerson& person) {
  page.element("h2", page.said(words::in_crm, person.connector));
  page.raw("<dl>\n");
  add_field(page, "first_name", person.first_name);
  add_field(page, "last_name", person.last_name);
  add_field(page, "email", person.email);
  add_field(page, "company", person.organisation);
  add_field(page, "number", person.id);
  for (const auto& each : person.memberships) {
    const auto day = [](const std::string& known) { return known.empty() ? std::string("–") : known; };
    add_field(page, "membership", page.said(words::membership, each.kind, day(each.since), day(each.until)));
  }
  add_field(page, "sector", person.profile.sector);
  add_field(page, "club", person.profile.club);
  add_field(page, "topics", person.profile.topics);
  for (const auto& each : person.attended.value_or(std::vector<rules::AttendedEvent>())) {
    add_field(page, "attended", attended_text(page, each));
  }
  page.raw("</dl>\n");
  if (person.objects_to_profiling) page.element("p", page.said(words::objects));
}

void add_copies(Page& page, const KnownTicket& ticket) {
  if (ticket.copies.empty() && ticket.paper.empty()) return;
  page.element("h3", page.said(words::copies));
  page.raw("<ul>\n");
  for (const auto& copy : ticket.copies) {
    const auto kind = copy.kind == KnownCopy::Kind::Backup ? words::backup : words::packed;
    page.element("li", fmt::format("{}, {}", page.said(kind), ticket.zone.local_iso(copy.made)));
  }
  for (const auto& row : ticket.paper) {
    page.element("li", page.said(words::paper, row.list, row.row));
  }
  page.raw("</ul>\n");
}

}  // namespace

std::string person_page(const PersonRecord& person, const std::string& language) {
  Page page(language);
  const auto title = fmt::format("{}: {}", page.said(words::title), person.name());
  page.raw(
      fmt::format("<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">"
                  "<meta name=\"viewport\" content=\"width=device-width\">\n",
                  language == "de" ? "de" : "en"));
  page.element("title", title);
  page.raw(style);
  page.raw("</head><body>\n");
  page.element("h1", title);
  page.element("p", page.said(words::made, person.made));
  for (const auto& ticket : person.tickets) {
    page.element("h2", fmt::format("{}, {}", ticket.event_name, ticket.zone.date_of(ticket.starts).iso()));
    if (!ticket.organiser.empty()) page.element("p", ticket.organiser);
    add_guest(page, ticket);
    add_entries(page, ticket);
    add_consents(page, ticket);
    add_deliveries(page, ticket);
    add_copies(page, ticket);
  }
  for (const auto& known : person.in_crm) add_in_crm(page, known);
  page.raw("</body></html>\n");
  return std::move(page).text();
}

}  // namespace einlass::report
