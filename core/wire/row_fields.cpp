#include "core/wire/canonical_json.h"
#include "core/wire/journal_rows.h"
#include "core/wire/part_fields.h"

#include <stdexcept>
#include <utility>

namespace einlass {
namespace rules {

namespace json = wire::json;

namespace {

// With "private", with "sealed", or with neither. False: with anything else.
bool read_parts(const json::object& in, JournalRow& out) {
  out.private_part.reset();
  out.sealed_part.reset();
  if (in.size() == 1) return true;
  if (in.size() != 2) return false;
  if (const auto* sealed = in.if_contains("sealed")) return wire::from_json(*sealed, out.sealed_part.emplace());
  const auto* part = in.if_contains("private");
  if (part == nullptr) return false;
  auto read = wire::private_part_from_json(*part);
  if (read) out.private_part = *std::move(read);
  return read.has_value();
}

}  // namespace

void write_json(std::string& out, const JournalRow& row) {
  wire::FieldWriter writer(out);
  writer.ready("entry", wire::canonical_entry(row.entry));
  writer("private", row.private_part);
  if (!row.private_part) writer("sealed", row.sealed_part);
  writer.close();
}

bool from_json(const json::value& in, JournalRow& out) {
  if (!in.is_object()) return false;
  const auto* entry = in.get_object().if_contains("entry");
  if (entry == nullptr) return false;
  auto read = wire::entry_from_json(*entry);
  if (!read) return false;
  out.entry = *std::move(read);
  return read_parts(in.get_object(), out);
}

}  // namespace rules

namespace wire {
namespace {

bool read_id(const json::object& entry, rules::EntryId& id) {
  const auto read = [&](const char* name, auto& out) {
    const auto* value = entry.if_contains(name);
    return value != nullptr && from_json(*value, out);
  };
  return read("journal", id.journal) && read("event", id.event) && read("sequence", id.sequence);
}

// Nothing: what came is no entry of any version.
std::optional<std::string> canonical_text(const json::value& entry) {
  try {
    return canonical_json(entry);
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
}

bool read_unreadable(const json::value& row, rules::UnreadableEntry& out) {
  const auto* object = row.if_object();
  const auto* entry = object == nullptr ? nullptr : object->if_contains("entry");
  if (entry == nullptr || !entry->is_object()) return false;
  const auto read = entry_from_json(*entry);
  if (read || read.error().kind != base::ErrorKind::Incompatible) return false;
  auto text = canonical_text(*entry);
  if (!text || !read_id(entry->get_object(), out.id)) return false;
  out.canonical = *std::move(text);
  const auto* sealed = object->if_contains("sealed");
  if (sealed != nullptr && !from_json(*sealed, out.sealed_part.emplace())) return false;
  const auto* part = object->if_contains("private");
  return part == nullptr || from_json(*part, out.private_part.emplace());
}

}  // namespace

void write_json(std::string& out, const RowFields& fields) {
  write_json(out, fields.rows);
}

bool from_json(const json::value& in, RowFields& out) {
  if (!in.is_array()) return false;
  out.rows.clear();
  out.unreadable.clear();
  for (const auto& each : in.get_array()) {
    if (from_json(each, out.rows.emplace_back())) continue;
    out.rows.pop_back();
    if (!read_unreadable(each, out.unreadable.emplace_back())) return false;
  }
  return true;
}

base::Result<JournalRows> journal_rows_from_json(const json::value& value) {
  JournalRows result;
  RowFields fields{result.rows, result.unreadable};
  if (from_json(value, fields)) return result;
  return base::fail(base::ErrorKind::InvalidInput, "These are no entries of a journal; load the page again.");
}

}  // namespace wire
}  // namespace einlass
