#include "server/guests/preview.h"

#include "core/rules/guest_email.h"

#include <gmock/gmock.h>

namespace einlass::guests {
namespace {

using base::ErrorKind;
using rules::Payment;
using rules::TicketStatus;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

ImportSettings settings() {
  ImportSettings result;
  result.event = rules::EventId(base::IdBytes{1});
  result.id_key.fill(2);
  result.code_hash_key.fill(3);
  result.categories = {{"member", {{"de", "Mitglied"}, {"en", "Member"}}},
                       {"guest", {{"de", "Gast"}, {"en", "Guest"}}},
                       {"speaker", {{"de", "Referentin, Referent"}, {"en", "Speaker"}}}};
  return result;
}

ImportPreview preview(const std::string& bytes) {
  auto result = preview_import(bytes, settings());
  EXPECT_TRUE(result) << result.error().message;
  return result.value_or(ImportPreview{});
}

std::string refusal(const std::string& bytes) {
  const auto result = preview_import(bytes, settings());
  EXPECT_FALSE(result);
  if (result) return {};
  EXPECT_EQ(result.error().kind, ErrorKind::InvalidInput);
  return result.error().message;
}

std::vector<std::string> names(const ImportPreview& preview) {
  std::vector<std::string> result;
  for (const auto& row : preview.rows) result.push_back(row.row.guest.full_name);
  return result;
}

// Of Latin-1 text, with byte order mark.
std::string utf16(std::string_view latin1, bool big_endian) {
  std::string bytes = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : latin1) bytes += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return bytes;
}

// An order form that asked for the buyer alone.
TEST(ImportPreview, TakesAnAddressThatTicketsOfOneOrderShareUnderOneNameForTheBuyers) {
  const auto found = preview(
      "Order #,Attendee #,Name,Email,Status\nO1,1,Ada Lovelace,ada@example.org,\nO1,2,Ada Lovelace,ADA@example.org,\n"
      "O1,3,Max Born,ada@example.org,\nO2,4,Ada Lovelace,ada@example.org,\nO2,5,Ada "
      "Lovelace,ada@example.org,cancelled\n"
      ",6,Ada Lovelace,ada@example.org,\n,7,Ada Lovelace,ada@example.org,\n");
  std::string buyers;
  for (const auto& row : found.rows) {
    if (rules::has_buyers_email(row.row.guest.extra)) buyers += row.row.external_id + " ";
  }
  EXPECT_EQ(buyers, "O1/1 O1/2 ");
}

TEST(ImportPreview, FindsTheDelimiterOut) {
  for (const std::string delimiter : {",", ";", "\t"}) {
    const auto found = preview("Name" + delimiter + "Firma\nJörg Müller" + delimiter + "Hafen & Co\n");
    EXPECT_EQ(found.delimiter, delimiter[0]);
    EXPECT_THAT(names(found), ElementsAre("Jörg Müller"));
    EXPECT_EQ(found.rows.front().row.guest.company, "Hafen & Co");
  }
}

TEST(ImportPreview, PrefersTheDelimiterUnderWhichHeadersAreKnown) {
  // Twice as many commas as semicolons.
  const auto found = preview("Name;Notiz (Diät, Allergie, Sonstiges);Firma\nAda Lovelace;a,b,c;Analytical\n");
  EXPECT_EQ(found.delimiter, ';');
  EXPECT_EQ(found.rows.front().row.guest.company, "Analytical");
}

TEST(ImportPreview, BelievesALineThatNamesTheDelimiter) {
  const auto found = preview("sep=;\r\nName;Code\r\nAda Lovelace;A1\r\n");
  EXPECT_EQ(found.delimiter, ';');
  EXPECT_EQ(found.rows.front().line, 3);
}

TEST(ImportPreview, ReadsEveryEncodingThatListsComeIn) {
  const struct {
    std::string bytes;
    const char* encoding;
  } cases[] = {
      {"Name\nJ\xC3\xBCrgen Wei\xC3\x9F\n", "UTF-8"},       {"\xEF\xBB\xBFName\nJ\xC3\xBCrgen Wei\xC3\x9F\n", "UTF-8"},
      {"Name\nJ\xFCrgen Wei\xDF\n", "Windows-1252"},        {utf16("Name\nJ\xFCrgen Wei\xDF\n", false), "UTF-16"},
      {utf16("Name\nJ\xFCrgen Wei\xDF\n", true), "UTF-16"},
  };
  for (const auto& test : cases) {
    const auto found = preview(test.bytes);
    EXPECT_EQ(found.encoding, test.encoding);
    EXPECT_THAT(names(found), ElementsAre("Jürgen Weiß")) << test.encoding;
  }
}

TEST(ImportPreview, NamesTheLineOfAByteThatUtf8DoesNotHave) {
  const std::string damaged[] = {
      "Name\nJ\xC3\xBCrgen\nMax B\xF6rn\n",                   // one line was pasted from elsewhere
      "Name\r\nRen\xC3\xA9\r\nMax B\xF6rn\r\nB\xF6ll\r\n",    // more of them than of the others
      "\xEF\xBB\xBFName\rJ\xC3\xBCrgen\rMax B\xF6rn\r",       // after a byte order mark
      "Name\n\xC5\x81ukasz \xE2\x80\x93 \xC5\xBB\nWa\xC5\n",  // cut in the middle of a letter
  };
  for (const auto& bytes : damaged) {
    const auto found = preview_import(bytes, {});
    ASSERT_FALSE(found) << bytes;
    EXPECT_THAT(found.error().message, testing::StartsWith("Line 3 has a byte that is not UTF-8"));
  }
}

// ß and a closing quotation mark are, in Windows-1252, two bytes that might be one letter of UTF-8.
TEST(ImportPreview, TakesWindows1252ForItselfDespiteAnAccident) {
  const auto found = preview("Name,Firma\nJ\xFCrgen M\xFCller,\x84Spa\xDF\x93\n");
  EXPECT_EQ(found.encoding, "Windows-1252");
  EXPECT_EQ(found.rows[0].row.guest.company, "„Spaß“");
}

TEST(ImportPreview, ReadsLineBreaksOfEverySystemAndWithinCells) {
  for (const std::string end : {"\n", "\r\n", "\r"}) {
    const auto found =
        preview("Name,Firma" + end + "\"Ada" + end + "Lovelace\",\"Works \"\"A\"\", Ltd\"" + end + end + "Max Born,GU");
    ASSERT_THAT(names(found), ElementsAre("Ada Lovelace", "Max Born"));
    EXPECT_EQ(found.rows[0].row.guest.company, "Works \"A\", Ltd");
    EXPECT_EQ(found.rows[0].line, 2);
    EXPECT_EQ(found.rows[1].line, 5);
  }
}

TEST(ImportPreview, RefusesWhatIsNoListInOneSentence) {
  const struct {
    std::string bytes;
    const char* says;
  } cases[] = {
      {"", "is empty"},
      {"\n\n\n", "is empty"},
      {"PK\x03\x04rest of a workbook", "save it as CSV"},
      {"\xD0\xCF\x11\xE0old workbook", "save it as CSV"},
      {std::string("\x89PNG\r\n\x1A\n\0\0\0", 11), "not a text file"},
      {std::string("Name\nA\0B\n", 9), "not a text file"},
      {"Name\n\x81\x8D\xFF\n", "not a text file"},
      {"\xEF\xBB\xBFName\nM\xFCller\n", "Line 2 has a byte that is not UTF-8"},
      {std::string("\xFF\xFE\x00\xD8\x41\x00", 6), "not a text file"},
      {"Farbe,Form\nrot,rund\n", "No column named in line 1 is known"},
      {"Firma;Ort\nHafen & Co;Kiel\n", "holds the guests' names (Firma, Ort)"},
      {"Name,Firma\n", "only a header"},
      {"Name,Firma\nAda,\"Analytical\nMax,GU\n", "line 2 is never closed"},
  };
  for (const auto& test : cases) {
    const auto message = refusal(test.bytes);
    EXPECT_THAT(message, HasSubstr(test.says));
    EXPECT_THAT(message, testing::EndsWith("."));
  }
}

TEST(ImportPreview, RefusesRowsByLineAndReason) {
  const auto found = preview(
      "Name,Firma,Code,Anzahl\n"
      "Ada Lovelace,Analytical,A-1,1\n"
      ",Nameless Ltd,A-2,1\n"
      "Max Born,GU,1.23457E+23,1\n"
      "Lise Meitner,KWI,\"1,23457E+23\",1\n"
      "Emmy Noether,GU,A-1,1\n"
      "Otto Hahn,KWI,A-4,none\n"
      "Marie Curie,Sorbonne,A-5,0\n"
      "Niels Bohr,KU,https://example.org/t/1,1\n"
      "Ida Noddack,RWTH,A-6,1,moved,cells\n"
      "Rosalind Franklin,KCL,A-7,2\n");
  EXPECT_THAT(names(found), ElementsAre("Ada Lovelace", "Rosalind Franklin"));
  EXPECT_THAT(found.refused,
              ElementsAre(RefusedRow{3, RowProblem::NoName, 0}, RefusedRow{4, RowProblem::DamagedCode, 0},
                          RefusedRow{5, RowProblem::DamagedCode, 0}, RefusedRow{6, RowProblem::DuplicateCode, 2},
                          RefusedRow{7, RowProblem::BadQuantity, 0}, RefusedRow{8, RowProblem::BadQuantity, 0},
                          RefusedRow{9, RowProblem::BadCode, 0}, RefusedRow{10, RowProblem::TooManyCells, 0}));
  for (const auto& row : found.refused) {
    EXPECT_THAT(describe(row), testing::StartsWith("Line " + std::to_string(row.line)));
    EXPECT_THAT(describe(row), Not(HasSubstr("Noether")));
  }
}

TEST(ImportPreview, TellsTheSameTicketFromAnotherTicketWithTheSameCode) {
  const auto found = preview(
      "Order #,Attendee #,Name,Barcode\n"
      "O1,1,Ada Lovelace,A-1\n"
      "O1,1,Ada Lovelace,A-1\n"
      "O1,2,Max Born,A-1\n");
  EXPECT_THAT(found.refused,
              ElementsAre(RefusedRow{3, RowProblem::DuplicateId, 2}, RefusedRow{4, RowProblem::DuplicateCode, 2}));
}

TEST(ImportPreview, RefusesCodesThatASpreadsheetTookForNumbers) {
  const auto found = preview(
      "Name;Code\nA A;1234567890123450000\nB B;12E+15\nC C;4006381333931,00\nD D;######\nE E;#NAME?\nF F;1E-7\n"
      "G G;#4711\nH H;4006381333931\nI I;1234567890123450\nJ J;1234567890123456\nK K;10000000\n");
  EXPECT_THAT(found.refused, SizeIs(6));
  for (const auto& row : found.refused) EXPECT_EQ(row.problem, RowProblem::DamagedCode) << row.line;
  EXPECT_THAT(names(found), ElementsAre("G G", "H H", "I I", "J J", "K K"));
  EXPECT_THAT(found.rounded_lines, ElementsAre(10));
}

TEST(ImportPreview, NamesCodesThatHandScannersCannotRead) {
  const auto found = preview("Name,Code\nA A,A12\nB B,A123\nC C,\n");
  EXPECT_THAT(found.rows, SizeIs(3));
  EXPECT_THAT(found.short_code_lines, ElementsAre(2));
}

TEST(ImportPreview, KeepsCodesWithDigitsAndLettersThatLookLikeNumbers) {
  const auto found = preview("Name,Code\nA B,12E45\nC D,1E5\nE F,\"=\"\"0012345\"\"\"\nG H,123456789012345678901\n");
  EXPECT_THAT(found.rows, SizeIs(4));
  EXPECT_THAT(found.rows[2].row.code_hashes, ElementsAre(rules::code_hash(settings().code_hash_key, "0012345")));
}

TEST(ImportPreview, ReportsCancelledRowsAndImportsThemAsCancelled) {
  const auto found = preview(
      "Name,Status,Code\nAda Lovelace,Attending,A\nMax Born,Not Attending,B\nLise Meitner,storniert,C\n"
      "Emmy Noether,Refunded,D\nOtto Hahn,c,E\n");
  EXPECT_THAT(found.cancelled_lines, ElementsAre(3, 4, 5, 6));
  EXPECT_THAT(found.rows, SizeIs(5));
  EXPECT_EQ(found.rows[1].row.ticket.status, TicketStatus::Cancelled);
}

TEST(ImportPreview, ReadsVoidStatusApprovalAndPayment) {
  const auto found = preview(
      "Name,Void Status,Status,Bezahlt\nA A,,pending_approval,ja\nB B,void,,\nC C,,waitlist,\nD D,,,nein\n"
      "E E,,Zugesagt,offen\nF F,,something new,\n");
  const auto status = [&](std::size_t i) { return found.rows[i].row.ticket.status; };
  EXPECT_EQ(status(0), TicketStatus::AwaitingApproval);
  EXPECT_EQ(status(1), TicketStatus::Cancelled);
  EXPECT_EQ(status(2), TicketStatus::Waitlisted);
  EXPECT_EQ(found.rows[3].row.ticket.payment, Payment::Open);
  EXPECT_EQ(found.rows[4].row.ticket.payment, Payment::Open);
  EXPECT_EQ(status(5), TicketStatus::Confirmed);
  EXPECT_THAT(found.unknown_statuses, ElementsAre(testing::Pair("something new", 1)));
}

TEST(ImportPreview, TakesForPaidOnlyWhatSaysSo) {
  using testing::Pair;
  const auto found = preview(
      "Name,Bezahlt\nA A,Überweisung offen\nB B,zum Teil\nC C,\"0,00\"\nD D,teilbezahlt\nE E,nicht bezahlt\n"
      "F F,ausstehend\nG G,0\nH H,ja\nI I,x\nJ J,bezahlt\nK K,23.11.2026\nL L,2026-11-23 18:00\nM M,\nN N,kostenlos\n");
  ASSERT_THAT(found.rows, SizeIs(14));
  for (std::size_t i = 0; i < found.rows.size(); ++i) {
    EXPECT_EQ(found.rows[i].row.ticket.payment, i < 7 ? Payment::Open : Payment::Settled) << i;
    EXPECT_EQ(found.rows[i].row.ticket.status, TicketStatus::Confirmed) << i;
  }
  EXPECT_THAT(found.unknown_payments, ElementsAre(Pair("0,00", 1), Pair("zum Teil", 1), Pair("Überweisung offen", 1)));
}

TEST(ImportPreview, TakesTheNewRowOfWhoCancelledAndRegisteredAgain) {
  const auto found = preview("Name,E-Mail,Status\nAda Lovelace,a@example.org,storniert\nAda Lovelace,a@example.org,\n");
  ASSERT_THAT(found.rows, SizeIs(1));
  EXPECT_EQ(found.rows[0].line, 3);
  EXPECT_THAT(found.refused, SizeIs(0));
}

TEST(ImportPreview, KeepsTwoPeopleOfOneNameApart) {
  const auto found = preview("Name,Firma\nAnna Schmidt,Hafen AG\nAnna Schmidt,Elbe GmbH\nAnna Schmidt,Hafen AG\n");
  EXPECT_THAT(found.rows, SizeIs(2));
  EXPECT_NE(found.rows[0].row.guest.id, found.rows[1].row.guest.id);
  EXPECT_THAT(found.refused, ElementsAre(RefusedRow{4, RowProblem::DuplicateId, 2}));
}

TEST(ImportPreview, NeverKeepsSalutationGenderOrBirthDate) {
  const auto found = preview("Anrede,Name,Geschlecht,Geburtsdatum\nFrau,Ada Lovelace,w,10.12.1815\n");
  ASSERT_THAT(found.rows, SizeIs(1));
  EXPECT_TRUE(found.rows[0].row.guest.extra.empty());
  EXPECT_EQ(found.columns[0].target, Target::Dropped);
  EXPECT_FALSE(found.columns[0].used);
}

TEST(ImportPreview, NeverKeepsACodeAsItIs) {
  const auto found = preview("Name,Code\nAda Lovelace,SECRET-4711\n");
  ASSERT_THAT(found.rows, SizeIs(1));
  EXPECT_THAT(found.rows[0].row.external_id, Not(HasSubstr("4711")));
  EXPECT_THAT(found.rows[0].row.code_hashes, ElementsAre(rules::code_hash(settings().code_hash_key, "SECRET-4711")));
}

TEST(ImportPreview, FindsTheCategoryByKeyLabelOrWordWithin) {
  const auto found = preview(
      "Name,Kategorie\nA A,member\nB B,MITGLIED\nC C,Member (early bird)\nD D,Referentin / Speaker\nE E,Remembered\n"
      "F F,\n");
  std::vector<std::string> categories;
  for (const auto& row : found.rows) categories.push_back(row.row.ticket.category);
  EXPECT_THAT(categories, ElementsAre("member", "member", "member", "speaker", "guest", "guest"));
  EXPECT_THAT(found.unmatched_types, ElementsAre(testing::Pair("Remembered", 1)));
}

TEST(ImportPreview, TakesTheOrganisersWordForATicketType) {
  auto told = settings();
  told.ticket_types = {{"Early Bird", "member"}};
  const auto found = preview_import("Name,Ticket Type\nA A,early bird\n", told);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->rows.front().row.ticket.category, "member");
}

TEST(ImportPreview, CountsThePlacesOfAParty) {
  const auto found = preview("Name,Quantity,Begleitung\nA A,,\nB B,4,\nC C,1,2\nD D,,ja\nE E,2.0,nein\n");
  std::vector<int> places;
  for (const auto& row : found.rows) places.push_back(row.row.ticket.places);
  EXPECT_THAT(places, ElementsAre(1, 4, 3, 2, 2));
}

std::vector<std::string> owners(const ImportPreview& preview) {
  std::vector<std::string> result;
  for (const auto& row : preview.rows) result.push_back(row.row.guest.list_owner);
  return result;
}

TEST(ImportPreview, SaysWhoseGuestsTheyAreAndHowManyPersons) {
  auto of_anna = settings();
  of_anna.list = "Anna Berg";
  const std::string list =
      "Name,Eingeladen von,Personen,Status\nAda Lovelace,,2,\nMax Born,Lea Kurz,1,\nLise Meitner,Lea "
      "Kurz,3,storniert\n";
  const auto whole_file = preview_import(list, of_anna).value();
  EXPECT_THAT(owners(whole_file), ElementsAre("Anna Berg", "Lea Kurz", "Lea Kurz"));
  EXPECT_THAT(whole_file.lists, ElementsAre(testing::Pair("Anna Berg", 2), testing::Pair("Lea Kurz", 1)));
  const auto by_column = preview(list);
  EXPECT_THAT(owners(by_column), ElementsAre("", "Lea Kurz", "Lea Kurz"));
  EXPECT_THAT(by_column.lists, ElementsAre(testing::Pair("Lea Kurz", 1))) << "nobody's guests are no list";
}

TEST(ImportPreview, TakesNamesApartWithTheirParticles) {
  const auto found =
      preview("Name\nAda Lovelace\n\"Lovelace, Ada\"\nMaria von der Heide\nCher\nJosé María de la Cruz\n李小龙\n");
  std::vector<std::string> surnames;
  for (const auto& row : found.rows) surnames.push_back(row.row.guest.last_name);
  EXPECT_THAT(surnames, ElementsAre("Lovelace", "von der Heide", "", "de la Cruz", ""));
  EXPECT_THAT(found.refused, ElementsAre(RefusedRow{3, RowProblem::DuplicateId, 2}));
}

TEST(ImportPreview, FallsBackToTheBuyersAddressAndMarksIt) {
  const auto found =
      preview("Name,Email,Buyer Email\nA A,a@example.org,b@example.org\nB B,,b@example.org\nC C,none,\n");
  EXPECT_EQ(found.rows[0].row.guest.email, "a@example.org");
  EXPECT_FALSE(found.rows[0].row.guest.extra.contains("email_of"));
  EXPECT_EQ(found.rows[1].row.guest.email, "b@example.org");
  EXPECT_EQ(found.rows[1].row.guest.extra.at("email_of"), "buyer");
  EXPECT_THAT(found.email_lines, ElementsAre(4));
}

TEST(ImportPreview, GivesTheSameIdsEveryTimeAndOthersForAnotherSourceOrEvent) {
  const std::string list = "Order #,Attendee #,Name\n17,1,Ada Lovelace\n";
  const auto id = [&](const ImportSettings& with) { return preview_import(list, with)->rows.front().row.ticket.id; };
  auto other_source = settings();
  other_source.source = "csv:pretix";
  auto other_event = settings();
  other_event.event = rules::EventId(base::IdBytes{9});
  EXPECT_EQ(id(settings()), id(settings()));
  EXPECT_NE(id(settings()), id(other_source));
  EXPECT_NE(id(settings()), id(other_event));
  // The id depends on the source's number alone: a corrected name stays the same guest.
  const auto corrected = preview_import("Order #,Attendee #,Name\n17,1,Ada King\n", settings());
  EXPECT_EQ(corrected->rows.front().row.ticket.id, id(settings()));
}

TEST(ImportPreview, RefusesACellThatIsLongerThanAnythingADoorShows) {
  std::string longest;
  for (int i = 0; i < 500; ++i) longest += "ü";
  const auto found = preview("Name,Firma,Telefon\nA A," + longest + ",\nB B," + longest + "x,\nC C,," +
                             std::string(1'200'000, '9') + "\n");
  EXPECT_THAT(found.rows, SizeIs(2));
  EXPECT_THAT(found.refused, ElementsAre(RefusedRow{3, RowProblem::LongCell, 0}));
  EXPECT_EQ(describe(found.refused.front()), "Line 3: a cell has more than 500 letters; shorten it and import again.");
}

TEST(ImportPreview, MarksWhoWasCheckedInElsewhereWithoutAdmittingAnybody) {
  const auto found = preview("Name,Checked In\nA A,No\nB B,2026-11-23 18:00\n");
  EXPECT_THAT(found.checked_in_lines, ElementsAre(3));
  EXPECT_THAT(preview("Name,Attendee Status\nA A,Attending\nB B,Checked In\n").checked_in_lines, ElementsAre(3));
}

}  // namespace
}  // namespace einlass::guests
