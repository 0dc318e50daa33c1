#include "server/commands/emergency_document.h"

#include "core/base/locale_text.h"
#include "core/base/wording.h"
#include "core/rules/paper_row.h"
#include "server/guests/listed_name.h"
#include "server/report/list_pdf.h"
#include "server/report/page_words.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace einlass::commands {
namespace {

using base::Wording;
using venue::EmergencyRow;
using venue::PaperMark;

constexpr std::size_t many_rows = 100;  // fewer have room for larger letters on a few pages
constexpr int rows_to_write_in = 12;
constexpr double room_to_write_mm = 9;

// Above a text with placeholders: what they are, in their order.
// event
constexpr Wording title_text{"Gästeliste: {}", "Guest list: {}"};
constexpr Wording rehearsal_text{"PROBE. {}", "REHEARSAL. {}"};
// date, time
constexpr Wording starts_text{"Beginn am {} um {} Uhr", "Begins on {} at {}"};
// list, date, time
constexpr Wording printed_text{"Liste {}, gedruckt am {} um {} Uhr", "List {}, printed on {} at {}"};
// rows, persons
constexpr Wording counts_text{"{} Zeilen, {} Personen", "{} rows, {} persons"};
constexpr Wording only_some_text{"Nur Gäste der eigenen Listen", "Only guests of one's own lists"};
// list
constexpr Wording notice_text{
    "Je Person, die hereinkommt, ein Kästchen ankreuzen. Wer einen Vermerk hat, kommt erst nach Rückfrage "
    "herein. Danach werden die Zeilen auf der Seite „Auf Papier“ als Liste {} eingetippt oder mit der Kamera gelesen: "
    "nichts über die Codes links schreiben. Alle Ausdrucke einsammeln und vernichten.",
    "Tick one box per person who comes in. Ask the host before you let in anybody with a note. Afterwards the "
    "rows are typed back at the page \"On paper\", as list {}, or read by its camera: write nothing over the codes on "
    "the left. Collect every copy, and destroy it."};
// event, list, date, time
constexpr Wording footer_text{"{}, Liste {}, {} {}. Namen von Gästen: einsammeln und vernichten.",
                              "{}, list {}, {} {}. Names of guests: collect and destroy."};
constexpr Wording row_text{"Zeile", "Row"};
constexpr Wording in_text{"Da", "In"};
constexpr Wording name_text{"Name", "Name"};
constexpr Wording company_text{"Firma", "Company"};
constexpr Wording category_text{"Kategorie", "Category"};
constexpr Wording table_text{"Tisch", "Table"};
constexpr Wording left_text{"Gegangen um", "Left at"};
constexpr Wording note_text{"Vermerk", "Note"};
constexpr Wording others_text{"Weitere", "Others"};
constexpr Wording not_on_list_text{"Nicht auf dieser Liste: bitte leserlich schreiben",
                                   "Not on this list: write legibly"};
constexpr Wording nobody_named_text{"(noch ohne Namen)", "(no name yet)"};
constexpr Wording awaits_text{"Gastgeber fragen", "ask the host"};
constexpr Wording waits_text{"Warteliste", "waiting list"};
constexpr Wording to_pay_text{"noch zu zahlen", "to pay"};
constexpr Wording not_admitted_text{"nicht zugelassen", "not admitted"};
constexpr Wording excused_text{"abgesagt", "excused"};

Wording wording_of(PaperMark mark) {
  switch (mark) {
    case PaperMark::AwaitingApproval:
      return awaits_text;
    case PaperMark::Waitlisted:
      return waits_text;
    case PaperMark::Unpaid:
      return to_pay_text;
    case PaperMark::NotOnList:
      return not_admitted_text;
    case PaperMark::Excused:
      return excused_text;
  }
  return excused_text;
}

class Document {
 public:
  Document(const venue::EmergencyList& list, const base::VenueZone& zone, const std::string& language)
      : list_(list), zone_(zone), language_(language) {}

  report::PaperList paper() {
    has_tables_ = std::any_of(list_.rows.begin(), list_.rows.end(), [](const auto& row) { return !row.table.empty(); });
    report::PaperList paper;
    paper.title = said(title_text, list_.event_name);
    if (list_.rehearsal) paper.title = said(rehearsal_text, paper.title);
    paper.lines = lines();
    paper.notice = said(notice_text, list_.number);
    paper.columns = columns();
    paper.rows = rows();
    paper.footer =
        said(footer_text, list_.event_name, list_.number, date(list_.printed), zone_.local_time(list_.printed));
    paper.page_text = report::page_of_pages.in(language_);
    paper.dense = list_.rows.size() > many_rows;
    return paper;
  }

 private:
  template <typename... Values>
  std::string said(const Wording& sentence, const Values&... values) const {
    return sentence.with(language_, values...);
  }

  std::string date(base::Instant at) const { return base::date_text(zone_.date_of(at), language_); }

  std::vector<std::string> lines() const {
    int persons = 0;
    for (const auto& row : list_.rows) persons += row.places;
    std::vector<std::string> lines{
        said(starts_text, date(list_.starts), zone_.local_time(list_.starts)) + " · " +
        said(printed_text, list_.number, date(list_.printed), zone_.local_time(list_.printed)) + " · " +
        said(counts_text, list_.rows.size(), persons)};
    if (list_.only_some) lines.emplace_back(only_some_text.in(language_));
    return lines;
  }

  std::vector<report::ListColumn> columns() const {
    using Kind = report::ListColumn::Kind;
    std::vector<report::ListColumn> columns{
        {.title = "", .width_mm = 8, .kind = Kind::Code},
        {.title = row_text.in(language_), .width_mm = 14, .kind = Kind::Text, .bold = true},
        {.title = in_text.in(language_), .width_mm = list_.departures ? 19.5 : 22, .kind = Kind::TickBoxes},
        {.title = name_text.in(language_), .bold = true},
        {.title = company_text.in(language_)},
        {.title = category_text.in(language_), .width_mm = list_.departures ? 18.5 : 20}};
    if (has_tables_) columns.push_back({.title = table_text.in(language_), .width_mm = 13});
    columns.push_back({.title = note_text.in(language_), .width_mm = list_.departures ? 20.0 : 23.0});
    if (list_.departures) columns.push_back({.title = left_text.in(language_), .width_mm = 18});
    return columns;
  }

  std::string notes_of(const EmergencyRow& row) const {
    std::vector<std::string> notes;
    for (const auto mark : row.marks) notes.emplace_back(wording_of(mark).in(language_));
    return fmt::format("{}", fmt::join(notes, ", "));
  }

  std::vector<std::string> cells_of(const EmergencyRow& row, int number) const {
    std::vector<std::string> cells{rules::paper_mark(list_.number, number),
                                   rules::paper_code(list_.number, number),
                                   fmt::format("{}/{}", row.inside, row.places),
                                   row.name.empty() ? std::string(nobody_named_text.in(language_)) : row.name,
                                   row.company,
                                   row.category};
    if (has_tables_) cells.push_back(row.table);
    cells.push_back(notes_of(row));
    return cells;
  }

  std::vector<report::ListRow> rows() const {
    std::vector<report::ListRow> rows;
    std::optional<std::string> letter;
    for (std::size_t i = 0; i < list_.rows.size(); ++i) {
      const auto of_row = guests::letter_of(list_.rows[i].family_name);
      if (letter != of_row) {
        rows.push_back({.cells = {of_row.empty() ? others_text.in(language_) : of_row}, .is_heading = true});
      }
      letter = of_row;
      rows.push_back({.cells = cells_of(list_.rows[i], static_cast<int>(i) + 1)});
    }
    rows.push_back({.cells = {not_on_list_text.in(language_)}, .is_heading = true});
    for (int i = 0; i < rows_to_write_in; ++i) rows.push_back({.cells = {"", "", "0/1"}, .least_mm = room_to_write_mm});
    return rows;
  }

  const venue::EmergencyList& list_;
  const base::VenueZone& zone_;
  const std::string& language_;
  bool has_tables_ = false;
};

}  // namespace

base::Result<std::string> emergency_pdf(const venue::EmergencyList& list, const base::VenueZone& zone,
                                        const std::string& language,
                                        const std::shared_ptr<const badge::FontSet>& fonts) {
  return report::list_pdf(Document(list, zone, language).paper(), fonts);
}

}  // namespace einlass::commands
