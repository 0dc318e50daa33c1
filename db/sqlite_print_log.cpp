#include "db/sqlite_print_log.h"

#include <string_view>

namespace einlass::store {
namespace {

using base::Result;

PrintRecord record_of(const Query& row) {
  return {.id = row.get<rules::PrintJobId>(0),
          .ticket = row.get<rules::TicketId>(1),
          .serial = row.get<rules::BadgeSerial>(2),
          .place_number = row.get<int>(3),
          .printer = row.get<std::string>(4),
          .remote_job = row.get<int>(5),
          .state = print_state_from(row.get<std::string_view>(6)).value_or(PrintState::Unknown),
          .reason = row.get<std::string>(7),
          .changed = row.get<base::Instant>(8)};
}

constexpr const char* kColumns =
    "SELECT id, ticket, serial, place_number, printer, remote_job, state, reason, changed FROM prints ";

}  // namespace

Result<void> SqlitePrintLog::put(const PrintRecord& record) {
  return connection_.guarded([&]() -> Result<void> {
    connection_.query("INSERT OR REPLACE INTO prints VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(record.id, record.ticket, record.serial, record.place_number, record.printer, record.remote_job,
              word(record.state), record.reason, record.changed)
        .run();
    return {};
  });
}

Result<std::optional<PrintRecord>> SqlitePrintLog::find(rules::PrintJobId id) const {
  return connection_.guarded([&]() -> Result<std::optional<PrintRecord>> {
    auto row = connection_.query(std::string(kColumns) + "WHERE id = ?");
    if (!row.bind(id).step()) return std::nullopt;
    return record_of(row);
  });
}

Result<int> SqlitePrintLog::printed_count() const {
  return connection_.guarded([&]() -> Result<int> {
    auto row = connection_.query("SELECT count(*) FROM prints WHERE state = 'printed'");
    row.step();
    return row.get<int>(0);
  });
}

Result<std::vector<PrintRecord>> SqlitePrintLog::open_records() const {
  return records_with("state IN ('queued', 'sent', 'printing')");
}

Result<std::vector<PrintRecord>> SqlitePrintLog::doubtful_records() const {
  return records_with("state = 'unknown'");
}

Result<std::vector<PrintRecord>> SqlitePrintLog::records_with(const std::string& condition) const {
  return connection_.guarded([&]() -> Result<std::vector<PrintRecord>> {
    std::vector<PrintRecord> records;
    auto row = connection_.query(std::string(kColumns) + "WHERE " + condition + " ORDER BY changed, id");
    while (row.step()) records.push_back(record_of(row));
    return records;
  });
}

}  // namespace einlass::store
