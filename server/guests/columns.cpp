#include "server/guests/columns.h"

#include "core/base/never_held.h"
#include "core/base/text_fold.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace einlass::guests {
namespace {

struct Synonyms {
  Target target;
  std::vector<std::string_view> headers;  // the better source first
};

// docs/guest-lists.md: exports of Eventbrite, pretix, Tito, XING Events, Luma, and lists of one's
// own.
const std::vector<Synonyms> kSynonyms = {
    {Target::Code,
     {"barcode", "barcode number", "ticket secret", "secret", "ticket code", "qr code", "code", "ticket reference",
      "identifier", "buchungscode", "ticketnummer", "ticket number"}},
    {Target::ExternalId,
     {"attendee #", "attendee id", "attendee no.", "position id", "positions-id", "ticket id", "external id",
      "pseudonymization id", "gast-nr.", "gästenummer", "teilnehmernummer"}},
    {Target::OrderRef,
     {"order #", "order no.", "order number", "order code", "order reference", "order id", "bestellnummer",
      "bestellcode", "auftragsnummer"}},
    {Target::FirstName,
     {"first name", "given name", "ticket first name", "attendee first name", "attendee name: given name", "vorname",
      "vorname des teilnehmers", "teilnehmervorname", "teilnehmername: vorname", "rufname"}},
    {Target::LastName,
     {"last name", "surname", "family name", "ticket last name", "attendee last name", "attendee name: family name",
      "nachname", "nachname des teilnehmers", "teilnehmernachname", "teilnehmername: nachname", "familienname"}},
    {Target::FullName,
     {"full name", "attendee name", "ticket full name", "teilnehmername", "name des teilnehmers",
      "name der teilnehmerin", "name des gastes", "gast", "teilnehmer", "teilnehmer/in", "guest", "guest name",
      "attendee", "name"}},
    {Target::Email,
     {"attendee email", "ticket email", "e-mail-adresse des teilnehmers", "e-mail des teilnehmers", "teilnehmer-e-mail",
      "teilnehmer-e-mail-adresse", "email", "e-mail-adresse", "email address", "mail", "mailadresse"}},
    {Target::BuyerEmail, {"buyer email", "order email", "e-mail des käufers", "bestell-e-mail"}},
    {Target::Company,
     {"ticket company name", "company", "company name", "organisation", "organization", "firma", "firmenname",
      "unternehmen", "arbeitgeber"}},
    {Target::TicketType,
     {"ticket type", "ticket", "product", "item", "variation", "ticket name", "category", "kategorie",
      "ticketkategorie", "tickettyp", "ticketart", "produkt", "variante"}},
    {Target::Status,
     {"attendee status", "approval_status", "ticket status", "status", "anmeldestatus", "rsvp", "zusage"}},
    {Target::VoidStatus, {"void status", "cancelled", "canceled", "storniert"}},
    {Target::Paid, {"paid", "bezahlt", "payment status", "zahlungsstatus", "zahlstatus"}},
    {Target::CheckedIn, {"checked in", "checked_in_at", "checked", "eingecheckt"}},
    {Target::Quantity,
     {"quantity", "anzahl", "menge", "qty", "party size", "places", "plätze", "personen", "anzahl personen"}},
    {Target::PlusOnes, {"plus", "begleitung", "plus one", "plus ones", "begleitpersonen", "+1"}},
    {Target::Language, {"language", "locale", "sprache"}},
    {Target::Table, {"table", "tisch", "table number", "tischnummer", "seat", "seat id", "sitzplatz"}},
    {Target::JobTitle, {"job title", "position", "funktion", "berufsbezeichnung"}},
    {Target::Membership,
     {"membership", "membership status", "member", "mitgliedschaft", "mitgliedsstatus", "mitglied", "mitglied?"}},
    {Target::Sector, {"sector", "industry", "branche", "sektor", "wirtschaftszweig"}},
    {Target::Club, {"club", "clubs", "club membership", "clubmitgliedschaft"}},
    {Target::Topics,
     {"topics", "topic", "topic fields", "topic field", "themen", "thema", "themenfelder", "themenfeld", "interests",
      "interessen"}},
    {Target::ListOwner,
     {"list owner", "gastgeber", "gastgeberin", "gastgeber/in", "gastgebende", "host", "hosted by", "host name",
      "eingeladen von", "invited by", "einladende person", "eingeladen durch", "gästeliste", "guest list", "liste",
      "list", "list name"}},
    {Target::NotNeeded,
     {"city",
      "ort",
      "stadt",
      "home city",
      "zip",
      "zip code",
      "postal code",
      "postcode",
      "home postcode",
      "home zip",
      "plz",
      "postleitzahl",
      "address",
      "street",
      "home address 1",
      "home address 2",
      "straße",
      "adresse",
      "country",
      "land",
      "home country",
      "state",
      "phone",
      "phone number",
      "ticket phone number",
      "telefon",
      "mobil",
      "mobile",
      "order date",
      "order time",
      "bestelldatum",
      "price",
      "preis",
      "currency",
      "währung",
      "total paid",
      "fees paid",
      "price tier",
      "created_at",
      "buyer first name",
      "buyer last name",
      "order name"}},
};

struct Match {
  Target target = Target::Unknown;
  std::size_t rank = 0;
};

const std::map<std::string, Match>& matches() {
  static const auto kMatches = [] {
    std::map<std::string, Match> result;
    for (const auto& [target, headers] : kSynonyms) {
      for (std::size_t rank = 0; rank < headers.size(); ++rank) {
        result.emplace(header_key(headers[rank]), Match{target, rank});
      }
    }
    return result;
  }();
  return kMatches;
}

Match match_of(const std::string& header) {
  const auto found = matches().find(header_key(header));
  if (found != matches().end()) return found->second;
  return base::is_never_held(header) ? Match{Target::Dropped, 0} : Match{};
}

// German lists call the surname "Name" beside a "Vorname".
void read_name_as_surname(std::vector<Match>& found, const std::vector<std::string>& headers) {
  const auto has = [&](Target target) {
    return std::any_of(found.begin(), found.end(), [&](const Match& match) { return match.target == target; });
  };
  if (!has(Target::FirstName) || has(Target::LastName)) return;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (header_key(headers[i]) == "name") found[i] = {Target::LastName, 0};
  }
}

// pretix falls back on the order's address where the guest gave none, and does not say so.
void read_address_as_buyers(std::vector<Match>& found, const std::vector<std::string>& headers) {
  static const std::set<std::string> nobodys_own = {"email", "emailaddress", "emailadresse"};
  static const std::set<std::string> beside = {"ordercode",    "bestellnummer",  "positionid",        "positionsid",
                                               "attendeename", "teilnehmername", "pseudonymizationid"};
  const auto hints = std::count_if(headers.begin(), headers.end(), [](const auto& header) {
    const auto key = header_key(header);
    return beside.contains(key) || is_of_pretix({header});
  });
  if (!is_of_pretix(headers) || hints < 2) return;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    if (nobodys_own.contains(header_key(headers[i]))) found[i] = {Target::BuyerEmail, 0};
  }
}

bool is_imported(Target target) {
  return target != Target::Unknown && target != Target::Dropped && target != Target::NotNeeded;
}

}  // namespace

std::string header_key(std::string_view header) {
  std::string key = base::fold_text(header);
  std::erase_if(key, [](char c) { return std::string_view("_-.:# ").find(c) != std::string_view::npos; });
  return key;
}

std::vector<Column> match_columns(const std::vector<std::string>& headers) {
  std::vector<Match> found;
  for (const auto& header : headers) found.push_back(match_of(header));
  read_name_as_surname(found, headers);
  read_address_as_buyers(found, headers);
  std::map<Target, std::size_t> best;  // target -> column
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto [known, is_new] = best.emplace(found[i].target, i);
    if (!is_new && found[i].rank < found[known->second].rank) known->second = i;
  }
  std::vector<Column> columns;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    const auto target = found[i].target;
    columns.push_back({.header = headers[i], .target = target, .used = is_imported(target) && best.at(target) == i});
  }
  return columns;
}

bool is_of_pretix(const std::vector<std::string>& headers) {
  static const std::set<std::string> kOwn = {"positionid",         "positionsid", "ordercode",
                                             "pseudonymizationid", "secret",      "ticketsecret"};
  return std::any_of(headers.begin(), headers.end(),
                     [](const std::string& header) { return kOwn.contains(header_key(header)); });
}

std::string_view target_word(Target target) {
  switch (target) {
    case Target::Code:
      return "code";
    case Target::ExternalId:
      return "external id";
    case Target::OrderRef:
      return "order";
    case Target::FirstName:
      return "first name";
    case Target::LastName:
      return "last name";
    case Target::FullName:
      return "name";
    case Target::Email:
      return "e-mail";
    case Target::BuyerEmail:
      return "buyer's e-mail";
    case Target::Company:
      return "company";
    case Target::TicketType:
      return "ticket type";
    case Target::Status:
      return "status";
    case Target::VoidStatus:
      return "void status";
    case Target::Paid:
      return "paid";
    case Target::CheckedIn:
      return "checked in";
    case Target::Quantity:
      return "places";
    case Target::PlusOnes:
      return "plus ones";
    case Target::Language:
      return "language";
    case Target::Table:
      return "table";
    case Target::JobTitle:
      return "job title";
    case Target::Membership:
      return "membership";
    case Target::Sector:
      return "sector";
    case Target::Club:
      return "club";
    case Target::Topics:
      return "topic fields";
    case Target::ListOwner:
      return "list owner";
    case Target::NotNeeded:
      return "not needed at the door";
    case Target::Dropped:
      return "dropped";
    case Target::Unknown:
      return "unknown";
  }
  return {};
}

}  // namespace einlass::guests
