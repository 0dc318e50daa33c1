#include "server/commands/emergency_document.h"

#include "core/base/locale_text.h"
#include "core/base/text_fold.h"
#include "core/rules/paper_row.h"
#include "server/report/list_pdf.h"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::commands {
namespace {

using venue::EmergencyRow;
using venue::PaperMark;

constexpr std::size_t many_rows = 100;  // fewer have room for larger letters on a few pages
constexpr int rows_to_write_in = 12;
constexpr double room_to_write_mm = 9;

struct Words {
  const char* title;  // event
  const char* rehearsal;
  const char* starts;   // date, time
  const char* printed;  // list, date, time
  const char* counts;   // guests, persons
  const char* only_some;
  const char* notice;  // list
  const char* footer;  // event, list, date, time
  const char* page;
  const char* row;
  const char* in;
  const char* name;
  const char* company;
  const char* category;
  const char* table;
  const char* note;
  const char* others;       // heading of who is sorted by no letter
  const char* not_on_list;  // heading of the rows to write in
  const char* nobody_named;
  const char* awaits;
  const char* waits;
  const char* to_pay;
  const char* not_admitted;
  const char* excused;
};

constexpr Words english{
    .title = "Guest list: {}",
    .rehearsal = "REHEARSAL. {}",
    .starts = "Begins on {} at {}",
    .printed = "List {}, printed on {} at {}",
    .counts = "{} rows, {} persons",
    .only_some = "Only guests of one's own lists",
    .notice =
        "Tick one box per person who comes in. Ask the host before you let in anybody with a note. Afterwards the "
        "rows are typed back at the page \"On paper\", as list {}. Collect every copy, and destroy it.",
    .footer = "{}, list {}, {} {}. Names of guests: collect and destroy.",
    .page = "Page {} of {}",
    .row = "Row",
    .in = "In",
    .name = "Name",
    .company = "Company",
    .category = "Category",
    .table = "Table",
    .note = "Note",
    .others = "Others",
    .not_on_list = "Not on this list: write legibly",
    .nobody_named = "(no name yet)",
    .awaits = "ask the host",
    .waits = "waiting list",
    .to_pay = "to pay",
    .not_admitted = "not admitted",
    .excused = "excused"};

constexpr Words german{
    .title = "Gästeliste: {}",
    .rehearsal = "PROBE. {}",
    .starts = "Beginn am {} um {} Uhr",
    .printed = "Liste {}, gedruckt am {} um {} Uhr",
    .counts = "{} Zeilen, {} Personen",
    .only_some = "Nur Gäste der eigenen Listen",
    .notice =
        "Je Person, die hereinkommt, ein Kästchen ankreuzen. Wer einen Vermerk hat, kommt erst nach Rückfrage "
        "herein. Danach werden die Zeilen auf der Seite „Auf Papier“ als Liste {} eingetippt. Alle Ausdrucke "
        "einsammeln und vernichten.",
    .footer = "{}, Liste {}, {} {}. Namen von Gästen: einsammeln und vernichten.",
    .page = "Seite {} von {}",
    .row = "Zeile",
    .in = "Da",
    .name = "Name",
    .company = "Firma",
    .category = "Kategorie",
    .table = "Tisch",
    .note = "Vermerk",
    .others = "Weitere",
    .not_on_list = "Nicht auf dieser Liste: bitte leserlich schreiben",
    .nobody_named = "(noch ohne Namen)",
    .awaits = "Gastgeber fragen",
    .waits = "Warteliste",
    .to_pay = "noch zu zahlen",
    .not_admitted = "nicht zugelassen",
    .excused = "abgesagt"};

const char* word_of(const Words& words, PaperMark mark) {
  switch (mark) {
    case PaperMark::AwaitingApproval:
      return words.awaits;
    case PaperMark::Waitlisted:
      return words.waits;
    case PaperMark::Unpaid:
      return words.to_pay;
    case PaperMark::NotOnList:
      return words.not_admitted;
    case PaperMark::Excused:
      return words.excused;
  }
  return "";
}

// The letter under which she is looked for; empty: none.
std::string letter_of(const EmergencyRow& row) {
  const auto folded = base::fold_text(row.family_name);
  if (folded.empty() || folded.front() < 'a' || folded.front() > 'z') return {};
  return {static_cast<char>(std::toupper(static_cast<unsigned char>(folded.front())))};
}

class Document {
 public:
  Document(const venue::EmergencyList& list, const base::VenueZone& zone, const std::string& language)
      : list_(list), zone_(zone), language_(language), words_(language == "de" ? german : english) {}

  report::PaperList paper() {
    has_tables_ = std::any_of(list_.rows.begin(), list_.rows.end(), [](const auto& row) { return !row.table.empty(); });
    report::PaperList paper;
    paper.title = said(words_.title, list_.event_name);
    if (list_.rehearsal) paper.title = said(words_.rehearsal, paper.title);
    paper.lines = lines();
    paper.notice = said(words_.notice, list_.number);
    paper.columns = columns();
    paper.rows = rows();
    paper.footer =
        said(words_.footer, list_.event_name, list_.number, date(list_.printed), zone_.local_time(list_.printed));
    paper.page_text = words_.page;
    paper.dense = list_.rows.size() > many_rows;
    return paper;
  }

 private:
  template <typename... Values>
  static std::string said(const char* sentence, const Values&... values) {
    return fmt::format(fmt::runtime(sentence), values...);
  }

  std::string date(base::Instant at) const {
    const auto day = base::VenueDay::parse(zone_.local_iso(at).substr(0, 10));
    return day ? base::date_text(*day, language_) : std::string();
  }

  std::vector<std::string> lines() const {
    int persons = 0;
    for (const auto& row : list_.rows) persons += row.places;
    std::vector<std::string> lines{
        said(words_.starts, date(list_.starts), zone_.local_time(list_.starts)) + " · " +
        said(words_.printed, list_.number, date(list_.printed), zone_.local_time(list_.printed)) + " · " +
        said(words_.counts, list_.rows.size(), persons)};
    if (list_.only_some) lines.emplace_back(words_.only_some);
    return lines;
  }

  std::vector<report::ListColumn> columns() const {
    using Kind = report::ListColumn::Kind;
    std::vector<report::ListColumn> columns{{.title = words_.row, .width_mm = 15, .kind = Kind::Text, .bold = true},
                                            {.title = words_.in, .width_mm = 22, .kind = Kind::TickBoxes},
                                            {.title = words_.name, .bold = true},
                                            {.title = words_.company},
                                            {.title = words_.category, .width_mm = 20}};
    if (has_tables_) columns.push_back({.title = words_.table, .width_mm = 13});
    columns.push_back({.title = words_.note, .width_mm = 23});
    return columns;
  }

  std::string notes_of(const EmergencyRow& row) const {
    std::vector<std::string> notes;
    for (const auto mark : row.marks) notes.emplace_back(word_of(words_, mark));
    return fmt::format("{}", fmt::join(notes, ", "));
  }

  std::vector<std::string> cells_of(const EmergencyRow& row, int number) const {
    std::vector<std::string> cells{
        rules::paper_code(list_.number, number), fmt::format("{}/{}", row.inside, row.places),
        row.name.empty() ? std::string(words_.nobody_named) : row.name, row.company, row.category};
    if (has_tables_) cells.push_back(row.table);
    cells.push_back(notes_of(row));
    return cells;
  }

  std::vector<report::ListRow> rows() const {
    std::vector<report::ListRow> rows;
    std::optional<std::string> letter;
    for (std::size_t i = 0; i < list_.rows.size(); ++i) {
      const auto of_row = letter_of(list_.rows[i]);
      if (letter != of_row) {
        rows.push_back({.cells = {of_row.empty() ? words_.others : of_row}, .is_heading = true});
      }
      letter = of_row;
      rows.push_back({.cells = cells_of(list_.rows[i], static_cast<int>(i) + 1)});
    }
    rows.push_back({.cells = {words_.not_on_list}, .is_heading = true});
    for (int i = 0; i < rows_to_write_in; ++i) rows.push_back({.cells = {"", "0/1"}, .least_mm = room_to_write_mm});
    return rows;
  }

  const venue::EmergencyList& list_;
  const base::VenueZone& zone_;
  const std::string& language_;
  const Words& words_;
  bool has_tables_ = false;
};

}  // namespace

base::Result<std::string> emergency_pdf(const venue::EmergencyList& list, const base::VenueZone& zone,
                                        const std::string& language,
                                        const std::shared_ptr<const badge::FontSet>& fonts) {
  return report::list_pdf(Document(list, zone, language).paper(), fonts);
}

}  // namespace einlass::commands
