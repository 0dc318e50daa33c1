#include "server/guests/preview.h"

#include "core/base/text_fold.h"
#include "core/base/utf8.h"
#include "core/rules/guest_email.h"
#include "server/guests/category_match.h"
#include "server/guests/cell_values.h"
#include "server/guests/pulled_table.h"

#include <algorithm>
#include <unordered_map>
#include <variant>

#include <fmt/format.h>

namespace einlass::guests {
namespace {

using rules::Payment;
using rules::TicketStatus;

constexpr int kMostPlaces = 500;           // of one ticket; more is a mistake in the column
constexpr std::size_t kLongestCell = 500;  // letters
constexpr std::string_view kOfRow = "row:";

struct FurtherField {
  Target target;
  const char* name;  // as badges (docs/badges.md) and the summary (docs/attendance.md) ask for it
};
constexpr FurtherField further_fields[] = {{Target::JobTitle, "position"},
                                           {Target::Membership, "membership"},
                                           {Target::Sector, "sector"},
                                           {Target::Club, "club"},
                                           {Target::Topics, "topics"}};

// scan::WedgeTiming::shortest_code: what hand scanners at a kiosk tell from slips of the keyboard.
constexpr std::size_t kShortestByHand = 4;

class Previewer {
 public:
  Previewer(GuestTable table, const ImportSettings& settings)
      : table_(std::move(table)), settings_(settings), categories_(settings.ticket_types, settings.categories) {
    preview_.encoding = table_.encoding;
    preview_.delimiter = table_.delimiter;
    preview_.columns = match_columns(table_.header.cells);
    from_pretix_ = is_of_pretix(table_.header.cells);
    for (std::size_t i = 0; i < preview_.columns.size(); ++i) {
      if (preview_.columns[i].used) columns_.emplace(preview_.columns[i].target, i);
    }
  }

  ImportPreview take() {
    for (const auto& row : table_.rows) read(row);
    std::erase_if(preview_.rows, [](const ImportRow& row) { return row.line == 0; });
    note_buyers_addresses(preview_);
    for (const auto& row : preview_.rows) count_for_list(row.row);
    return std::move(preview_);
  }

 private:
  const std::string& cell(const TableRow& row, Target target) const {
    static const std::string kEmpty;
    const auto column = columns_.find(target);
    if (column == columns_.end() || column->second >= row.cells.size()) return kEmpty;
    return row.cells[column->second];
  }

  void refuse(const TableRow& cells, RowProblem problem, int other_line = 0) {
    preview_.refused.push_back({.line = cells.line, .problem = problem, .other_line = other_line});
    store::GuestRow row;
    read_name(cells, row.guest);
    if (const auto code = code_in(cells)) row.code_hashes.push_back(*code);
    const bool is_numbered = !cell(cells, Target::ExternalId).empty();
    preview_.refused_guests.push_back({.external_id = external_id(cells, row),
                                       .code_hashes = std::move(row.code_hashes),
                                       .is_numbered = is_numbered,
                                       .name = is_numbered ? std::string() : std::move(row.guest.full_name)});
  }

  void read(const TableRow& cells) {
    ImportRow row{.line = cells.line};
    if (has_too_many_cells(cells)) return refuse(cells, RowProblem::TooManyCells);
    if (has_long_cell(cells)) return refuse(cells, RowProblem::LongCell);
    if (!read_name(cells, row.row.guest) && !may_lack_name(cells)) return refuse(cells, RowProblem::NoName);
    if (!read_places(cells, row.row.ticket)) return refuse(cells, RowProblem::BadQuantity);
    if (const auto problem = read_code(cells, row.row)) return refuse(cells, *problem);
    read_guest(cells, row.row);
    read_status_of(cells, row.row.ticket);
    read_category(cells, row.row.ticket);
    set_ids(cells, row.row);
    keep(std::move(row), cells);
  }

  bool has_too_many_cells(const TableRow& row) const {
    const auto known = table_.header.cells.size();
    return row.cells.size() > known && std::any_of(row.cells.begin() + static_cast<std::ptrdiff_t>(known),
                                                   row.cells.end(), [](const auto& c) { return !c.empty(); });
  }

  // A code has a length of its own, and what is not read may be as long as it likes.
  bool has_long_cell(const TableRow& row) const {
    return std::any_of(columns_.begin(), columns_.end(), [&](const auto& column) {
      return column.first != Target::Code && base::code_points(cell(row, column.first)) > kLongestCell;
    });
  }

  bool read_name(const TableRow& row, rules::Guest& guest) const {
    auto name = complete_name({.first = cell(row, Target::FirstName),
                               .last = cell(row, Target::LastName),
                               .full = cell(row, Target::FullName)});
    guest.first_name = std::move(name.first);
    guest.last_name = std::move(name.last);
    guest.full_name = std::move(name.full);
    return guest.is_named();
  }

  // A position of pretix is a ticket, whether its shop asks for names or not.
  bool may_lack_name(const TableRow& row) const {
    return settings_.may_lack_names || (from_pretix_ && !cell(row, Target::ExternalId).empty());
  }

  bool read_places(const TableRow& row, rules::Ticket& ticket) const {
    const auto& quantity = cell(row, Target::Quantity);
    const auto& plus = cell(row, Target::PlusOnes);
    const auto persons = quantity.empty() ? std::optional(1) : read_count(quantity);
    const auto more = read_count(plus).value_or(says_yes(plus) ? 1 : 0);
    if (!persons || *persons < 1 || *persons > kMostPlaces || more < 0 || more > kMostPlaces) return false;
    ticket.places = *persons + more;
    return true;
  }

  // Of a row that is refused, for whatever reason.
  std::optional<rules::CodeHash> code_in(const TableRow& row) const {
    const auto written = without_formula(cell(row, Target::Code));
    const auto scanned = rules::read_scanned_text(rules::clean_scanned_text(written));
    const auto* opaque = std::get_if<rules::OpaqueCode>(&scanned);
    if (written.empty() || opaque == nullptr) return std::nullopt;
    return rules::code_hash(settings_.code_hash_key, opaque->code);
  }

  std::optional<RowProblem> read_code(const TableRow& row, store::GuestRow& guest) {
    const auto written = without_formula(cell(row, Target::Code));
    if (written.empty()) return std::nullopt;
    if (is_damaged_number(written)) return RowProblem::DamagedCode;
    const auto scanned = rules::read_scanned_text(rules::clean_scanned_text(written));
    if (std::holds_alternative<rules::SignedCode>(scanned)) return std::nullopt;  // carries its own proof
    const auto* opaque = std::get_if<rules::OpaqueCode>(&scanned);
    if (opaque == nullptr) return RowProblem::BadCode;
    if (may_be_rounded(written)) preview_.rounded_lines.push_back(row.line);
    if (base::count_characters(opaque->code) < kShortestByHand) preview_.short_code_lines.push_back(row.line);
    guest.code_hashes.push_back(rules::code_hash(settings_.code_hash_key, opaque->code));
    return std::nullopt;
  }

  void read_guest(const TableRow& row, store::GuestRow& guest) {
    guest.guest.company = cell(row, Target::Company);
    guest.guest.language = read_language(cell(row, Target::Language));
    guest.guest.table = cell(row, Target::Table);
    const auto& owner = cell(row, Target::ListOwner);
    guest.guest.list_owner = owner.empty() ? settings_.list : owner;
    guest.order_ref = cell(row, Target::OrderRef);
    for (const auto& [target, name] : further_fields) {
      if (const auto& said = cell(row, target); !said.empty()) guest.guest.extra[name] = said;
    }
    guest.guest.email = cell(row, Target::Email);
    if (guest.guest.email.empty() && !cell(row, Target::BuyerEmail).empty()) {
      guest.guest.email = cell(row, Target::BuyerEmail);
      guest.guest.extra[rules::email_of] = rules::buyer;
    }
    if (!guest.guest.email.empty() && guest.guest.email.find('@') == std::string::npos) {
      preview_.email_lines.push_back(row.line);
      guest.guest.email.clear();
    }
  }

  void read_status_of(const TableRow& row, rules::Ticket& ticket) {
    const auto& word = cell(row, Target::Status);
    const auto status = means_unpaid(word) ? StatusValue{TicketStatus::Confirmed, Payment::Open} : read_status(word);
    if (!status) ++preview_.unknown_statuses[word];
    ticket.status = status.value_or(StatusValue{}).status;
    ticket.payment = status.value_or(StatusValue{}).payment;
    if (says_yes(cell(row, Target::VoidStatus))) ticket.status = TicketStatus::Cancelled;
    read_payment_of(cell(row, Target::Paid), ticket);
    const bool is_in = says_yes(cell(row, Target::CheckedIn)) || header_key(word) == "checkedin";
    if (is_in) preview_.checked_in_lines.push_back(row.line);
  }

  // pretix calls an order pending that is not paid; elsewhere somebody has still to agree.
  bool means_unpaid(const std::string& word) const {
    const auto key = header_key(word);
    return from_pretix_ && (key == "pending" || key == "ausstehend");
  }

  // An empty cell says nothing about money, so it does not hold anybody up.
  void read_payment_of(const std::string& word, rules::Ticket& ticket) {
    if (word.empty()) return;
    const auto paid = read_payment(word);
    if (!paid) ++preview_.unknown_payments[word];
    if (!paid || paid->payment == Payment::Open) {
      ticket.payment = Payment::Open;
    } else if (paid->status == TicketStatus::Cancelled) {
      ticket.status = TicketStatus::Cancelled;
    }
  }

  void read_category(const TableRow& row, rules::Ticket& ticket) {
    ticket.ticket_type = cell(row, Target::TicketType);
    if (auto category = categories_.category_of(ticket.ticket_type)) {
      ticket.category = std::move(*category);
      return;
    }
    ticket.category = categories_.default_category();
    if (!ticket.ticket_type.empty()) ++preview_.unmatched_types[ticket.ticket_type];
  }

  // The source's own number of the ticket, else its code, else what makes the row unique. Only the first is kept as it
  // is; the others would give away a code or repeat a name.
  std::string external_id(const TableRow& row, const store::GuestRow& guest) const {
    const auto& order = cell(row, Target::OrderRef);
    const auto& id = cell(row, Target::ExternalId);
    if (!id.empty()) return order.empty() ? id : order + "/" + id;
    if (!guest.code_hashes.empty()) return "code:" + base::hex(guest.code_hashes.front()).substr(0, 32);
    const auto content = fmt::format("{}\x1f{}\x1f{}\x1f{}", base::fold_text(guest.guest.full_name),
                                     base::fold_text(guest.guest.company), base::fold_text(guest.guest.email), order);
    return std::string(kOfRow) + base::hex(base::keyed_hash(settings_.id_key, content)).substr(0, 32);
  }

  void set_ids(const TableRow& cells, store::GuestRow& row) {
    row.source = settings_.source;
    row.external_id = external_id(cells, row);
    if (from_pretix_ && row.external_id.starts_with(kOfRow)) number_alike(row);
    const auto ids = listed_ids(settings_.id_key, settings_.ids_of.value_or(settings_.event), row);
    row.ticket.event = settings_.event;
    row.ticket.id = ids.ticket;
    row.guest.id = ids.guest;
    if (row.guest.is_named()) row.ticket.guest = row.guest.id;
  }

  // Colleagues for whom nobody gave names: pretix then has the buyer's for each ticket of the order.
  void number_alike(store::GuestRow& row) {
    const auto number = row.order_ref.empty() ? 1 : ++alike_[row.external_id];
    if (number > 1) row.external_id += fmt::format("#{}", number);
  }

  void keep(ImportRow row, const TableRow& cells) {
    if (is_duplicate(row, cells)) return;
    const bool cancelled = row.row.ticket.status == TicketStatus::Cancelled;
    if (cancelled) preview_.cancelled_lines.push_back(cells.line);
    if (cell(cells, Target::Code).empty() && !cancelled) ++preview_.without_code;
    row_of_ticket_[row.row.ticket.id] = preview_.rows.size();
    for (const auto& hash : row.row.code_hashes) line_of_code_.emplace(base::hex(hash), cells.line);
    preview_.rows.push_back(std::move(row));
  }

  bool is_duplicate(const ImportRow& row, const TableRow& cells) {
    const auto same = row_of_ticket_.find(row.row.ticket.id);
    if (same != row_of_ticket_.end()) return !replaces_cancelled(preview_.rows[same->second], row, cells);
    for (const auto& hash : row.row.code_hashes) {
      const auto known = line_of_code_.find(base::hex(hash));
      if (known == line_of_code_.end()) continue;
      refuse(cells, RowProblem::DuplicateCode, known->second);
      return true;
    }
    return false;
  }

  // Who cancelled and registered again stands twice in many lists; the newer, valid row counts.
  bool replaces_cancelled(ImportRow& earlier, const ImportRow& row, const TableRow& cells) {
    const bool replaces =
        earlier.row.ticket.status == TicketStatus::Cancelled && row.row.ticket.status != TicketStatus::Cancelled;
    // Where the code is the ticket's id, another name with it means another ticket.
    const bool same_person = earlier.row.guest.full_name == row.row.guest.full_name;
    const bool by_code = row.row.external_id.starts_with("code:");
    if (replaces) {
      earlier.line = 0;
    } else {
      refuse(cells, by_code && !same_person ? RowProblem::DuplicateCode : RowProblem::DuplicateId, earlier.line);
    }
    return replaces;
  }

  void count_for_list(const store::GuestRow& row) {
    const bool is_hers = !row.guest.list_owner.empty() && row.ticket.status != TicketStatus::Cancelled;
    if (is_hers) preview_.lists[row.guest.list_owner] += row.ticket.places;
  }

  GuestTable table_;
  const ImportSettings& settings_;
  CategoryMatch categories_;
  std::map<Target, std::size_t> columns_;
  bool from_pretix_ = false;
  ImportPreview preview_;
  std::unordered_map<rules::TicketId, std::size_t> row_of_ticket_;
  std::unordered_map<std::string, int> line_of_code_;
  std::unordered_map<std::string, int> alike_;  // rows of an order, by what makes them unique elsewhere
};

bool has_a_name_column(const TableRow& header) {
  const auto columns = match_columns(header.cells);
  return std::any_of(columns.begin(), columns.end(), [](const Column& column) {
    return column.target == Target::FullName || column.target == Target::FirstName || column.target == Target::LastName;
  });
}

// "Firma, Ort": a line of headers, not of guests, as one of them at least is known.
std::string headers_text(const TableRow& header) {
  constexpr std::size_t kMostShown = 12;
  std::string text;
  for (std::size_t i = 0; i < std::min(header.cells.size(), kMostShown); ++i) {
    text += (i == 0 ? "" : ", ") + header.cells[i];
  }
  return header.cells.size() > kMostShown ? text + " …" : text;
}

}  // namespace

std::string describe(const RefusedRow& row) {
  switch (row.problem) {
    case RowProblem::NoName:
      return fmt::format("Line {}: no name; enter one and import again.", row.line);
    case RowProblem::DamagedCode:
      return fmt::format(
          "Line {}: a spreadsheet has changed the code as if it were a number; export the list again and import it "
          "without opening it in a spreadsheet.",
          row.line);
    case RowProblem::DuplicateId:
      return fmt::format("Line {}: the same ticket as in line {}; the first one counts.", row.line, row.other_line);
    case RowProblem::DuplicateCode:
      return fmt::format("Line {}: line {} has the same code; every ticket needs a code of its own.", row.line,
                         row.other_line);
    case RowProblem::BadQuantity:
      return fmt::format("Line {}: the number of places is not a number from 1 to {}.", row.line, kMostPlaces);
    case RowProblem::BadCode:
      return fmt::format("Line {}: what stands for the code is a web address or no code at all.", row.line);
    case RowProblem::TooManyCells:
      return fmt::format(
          "Line {}: more cells than the header has columns; put quotation marks around cells that "
          "contain the delimiter.",
          row.line);
    case RowProblem::LongCell:
      return fmt::format("Line {}: a cell has more than {} letters; shorten it and import again.", row.line,
                         kLongestCell);
  }
  return {};
}

ListedIds listed_ids(const base::SecretKey& id_key, rules::EventId event, const store::GuestRow& row) {
  const auto name = fmt::format("{}\x1f{}\x1f{}", event.text(), row.source, row.external_id);
  return {.ticket = rules::TicketId(base::keyed_id(id_key, "ticket\x1f" + name)),
          .guest = rules::GuestId(base::keyed_id(id_key, "guest\x1f" + name))};
}

ImportPreview preview_table(GuestTable table, const ImportSettings& settings) {
  return Previewer(std::move(table), settings).take();
}

base::Result<ImportPreview> preview_import(const std::string& bytes, const ImportSettings& settings) {
  auto table = read_guest_table(bytes);
  if (!table) return tl::make_unexpected(table.error());
  if (!has_a_name_column(table->header)) {
    return base::fail(base::ErrorKind::InvalidInput,
                      fmt::format("None of the columns holds the guests' names ({}); call one Name, or two Vorname and "
                                  "Nachname.",
                                  headers_text(table->header)));
  }
  if (table->rows.empty()) {
    return base::fail(base::ErrorKind::InvalidInput,
                      "The list has no guests, only a header; export it again with its guests.");
  }
  return preview_table(*std::move(table), settings);
}

}  // namespace einlass::guests
