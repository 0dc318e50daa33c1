#include "server/guests/columns.h"

#include <gmock/gmock.h>

namespace einlass::guests {
namespace {

using testing::ElementsAre;

std::vector<std::string> words(const std::vector<std::string>& headers) {
  std::vector<std::string> result;
  for (const auto& column : match_columns(headers)) {
    result.push_back(std::string(column.used ? "+" : "-") + std::string(target_word(column.target)));
  }
  return result;
}

TEST(Columns, AreComparedWithoutCaseBlanksAndPunctuation) {
  EXPECT_EQ(header_key(" E-Mail_Adresse: "), "emailadresse");
  EXPECT_EQ(header_key("Order #"), "order");
  EXPECT_EQ(header_key("Straße"), "strasse");
  EXPECT_EQ(header_key("GRÖẞE"), "grosse");
}

TEST(Columns, OfEventbriteAreKnown) {
  EXPECT_THAT(words({"Order #", "Order Date", "First Name", "Last Name", "Email", "Quantity", "Price Tier",
                     "Ticket Type", "Attendee #", "Attendee Status", "Home Address 1", "Job Title", "Company"}),
              ElementsAre("+order", "-not needed at the door", "+first name", "+last name", "+e-mail", "+places",
                          "-not needed at the door", "+ticket type", "+external id", "+status",
                          "-not needed at the door", "+job title", "+company"));
}

TEST(Columns, OfEventbriteInItsBritishAndNewerFormsAreKnown) {
  EXPECT_THAT(
      words({"Order no.", "Surname", "Home Postcode", "Buyer Email", "Checked In", "Barcode #"}),
      ElementsAre("+order", "+last name", "-not needed at the door", "+buyer's e-mail", "+checked in", "+code"));
}

TEST(Columns, OfPretixAreKnown) {
  EXPECT_THAT(words({"Order code", "Position ID", "Status", "Email", "Phone number", "Product", "Variation",
                     "Attendee name", "Attendee name: Given name", "Attendee email", "Company", "Secret"}),
              ElementsAre("+order", "+external id", "+status", "+buyer's e-mail", "-not needed at the door",
                          "+ticket type", "-ticket type", "+name", "+first name", "+e-mail", "+company", "+code"));
}

// Of a check-in list, which has one column for the guest's and the order's address.
TEST(Columns, OfPretixHaveNoAddressThatIsSurelyTheGuests) {
  EXPECT_THAT(words({"Order code", "Attendee name", "Secret", "E-mail"}),
              ElementsAre("+order", "+name", "+code", "+buyer's e-mail"));
  EXPECT_THAT(words({"Name", "Secret", "E-mail"}), ElementsAre("+name", "+code", "+e-mail")) << "a list of one's own";
}

TEST(Columns, OfPretixInGermanAreKnown) {
  EXPECT_THAT(
      words({"Bestellnummer", "Positions-ID", "E-Mail", "E-Mail-Adresse des Teilnehmers", "Teilnehmername", "Produkt",
             "Variante"}),
      ElementsAre("+order", "+external id", "+buyer's e-mail", "+e-mail", "+name", "+ticket type", "-ticket type"));
}

TEST(Columns, OfTitoAndLumaAreKnown) {
  EXPECT_THAT(words({"Ticket", "Ticket Full Name", "Ticket Email", "Ticket Company Name", "Void Status",
                     "Ticket Reference", "Order Email"}),
              ElementsAre("+ticket type", "+name", "+e-mail", "+company", "+void status", "+code", "+buyer's e-mail"));
  EXPECT_THAT(words({"name", "first_name", "last_name", "approval_status", "checked_in_at", "ticket_name"}),
              ElementsAre("+name", "+first name", "+last name", "+status", "+checked in", "+ticket type"));
}

TEST(Columns, SayWhatTheSummaryCounts) {
  EXPECT_THAT(words({"Name", "Mitglied", "Branche", "Clubs", "Themenfelder"}),
              ElementsAre("+name", "+membership", "+sector", "+club", "+topic fields"));
  EXPECT_THAT(words({"Name", "Membership", "Industry", "Club", "Topics"}),
              ElementsAre("+name", "+membership", "+sector", "+club", "+topic fields"));
}

TEST(Columns, SayWhoseListAGuestIsOn) {
  for (const auto* header : {"Gastgeber", "Gastgeberin", "Gastgeber/in", "Eingeladen von", "Gästeliste", "Host",
                             "Invited by", "List owner", "list_owner", "List"}) {
    EXPECT_THAT(words({"Name", header}), ElementsAre("+name", "+list owner")) << header;
  }
  EXPECT_THAT(words({"Name", "Gast"}), testing::Not(testing::Contains("+list owner")));
}

TEST(Columns, OfGermanListsAreKnown) {
  EXPECT_THAT(words({"Vorname", "Nachname", "Firma", "E-Mail-Adresse", "Ticketkategorie", "Buchungscode", "Anzahl",
                     "Begleitung", "Tisch", "Sprache", "PLZ", "Straße"}),
              ElementsAre("+first name", "+last name", "+company", "+e-mail", "+ticket type", "+code", "+places",
                          "+plus ones", "+table", "+language", "-not needed at the door", "-not needed at the door"));
}

TEST(Columns, NamedNameAreTheSurnameOnlyBesideAFirstName) {
  EXPECT_THAT(words({"Vorname", "Name"}), ElementsAre("+first name", "+last name"));
  EXPECT_THAT(words({"Name", "Firma"}), ElementsAre("+name", "+company"));
  EXPECT_THAT(words({"First name", "Last name", "Name"}), ElementsAre("+first name", "+last name", "+name"));
}

TEST(Columns, ThatSayWhichGenderOrAgeSomeoneHasAreDropped) {
  EXPECT_THAT(words({"Anrede", "Salutation", "Prefix", "Geschlecht", "Gender", "Sex", "Birth Date", "Date of birth",
                     "DOB", "Geburtsdatum", "Alter", "Alter (Jahre)", "Age", "Pronomen", "Pronouns", "Gender (m/w/d)"}),
              testing::Each("-dropped"));
}

}  // namespace
}  // namespace einlass::guests
