#include "core/wire/entry_json.h"

#include "core/wire/canonical_json.h"
#include "core/wire/entry_fields.h"

#include <array>
#include <optional>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace einlass::wire {
namespace {

using rules::Fact;
using rules::JournalEntry;

// In the order of the alternatives of rules::Fact.
constexpr std::array<std::string_view, std::variant_size_v<Fact>> kKinds{"admitted",          "refused",
                                                                         "departed",          "admission_undone",
                                                                         "overridden",        "guest_registered",
                                                                         "guest_amended",     "ticket_transferred",
                                                                         "counted",           "answers_given",
                                                                         "settled_elsewhere", "host_asked",
                                                                         "host_decided",      "noted",
                                                                         "excused",           "seat_released",
                                                                         "moved_up",          "badge_started",
                                                                         "badge_printed",     "badge_failed",
                                                                         "badge_unknown",     "badge_voided",
                                                                         "lease_granted",     "lease_returned",
                                                                         "lease_forfeited",   "conflict_judged",
                                                                         "help_asked",        "help_answered",
                                                                         "kiosk_lost",        "guest_erased",
                                                                         "event_closed",      "event_reopened"};

template <std::size_t Index = 0>
std::optional<Fact> fact_of_kind(std::string_view kind) {
  if constexpr (Index == std::variant_size_v<Fact>) {
    return std::nullopt;
  } else {
    if (kKinds[Index] == kind) return Fact(std::in_place_index<Index>);
    return fact_of_kind<Index + 1>(kind);
  }
}

base::Result<Fact> fact_from_json(json::object object) {
  const auto* kind = object.if_contains("kind");
  if (kind == nullptr || !kind->is_string()) {
    return base::fail(base::ErrorKind::InvalidInput, "The fact has no \"kind\".");
  }
  auto fact = fact_of_kind(kind->get_string());
  if (!fact) {
    return base::fail(base::ErrorKind::Incompatible,
                      fmt::format("The fact \"{}\" is unknown to this version; update Einlass.",
                                  std::string_view(kind->get_string())));
  }
  object.erase("kind");
  const json::value fields(std::move(object));
  const auto read = std::visit([&](auto& alternative) { return read_fields(fields, alternative); }, *fact);
  if (!read) return tl::make_unexpected(read.error());
  return *std::move(fact);
}

base::Result<JournalEntry> take_entry(json::value value) {
  if (!value.is_object()) return base::fail(base::ErrorKind::InvalidInput, "An entry must be a JSON object.");
  auto& object = value.get_object();
  const auto* format = object.if_contains("format");
  if (format == nullptr || *format != json::value(kEntryFormat)) {
    return base::fail(base::ErrorKind::Incompatible, "The entry has a format that this version does not know.");
  }
  auto* fact_value = object.if_contains("fact");
  if (fact_value == nullptr || !fact_value->is_object()) {
    return base::fail(base::ErrorKind::InvalidInput, "The entry has no \"fact\".");
  }
  auto fact = fact_from_json(std::move(fact_value->get_object()));
  if (!fact) return tl::make_unexpected(fact.error());
  object.erase("format");
  object.erase("fact");
  JournalEntry entry;
  const auto read = read_fields(value, entry);
  if (!read) return tl::make_unexpected(read.error());
  entry.fact = *std::move(fact);
  return entry;
}

std::string fact_text(const Fact& fact) {
  std::string text;
  FieldWriter writer(text);
  writer("kind", fact_kind(fact));
  std::visit([&](const auto& known) { fields_of(writer, const_cast<std::decay_t<decltype(known)>&>(known)); }, fact);
  writer.close();
  return text;
}

}  // namespace

std::string_view fact_kind(const Fact& fact) {
  return kKinds[fact.index()];
}

std::string canonical_entry(const JournalEntry& entry) {
  std::string text;
  FieldWriter writer(text);
  fields_of(writer, const_cast<JournalEntry&>(entry));
  writer.ready("fact", fact_text(entry.fact));
  writer("format", kEntryFormat);
  writer.close();
  return text;
}

base::Hash entry_hash(const JournalEntry& entry) {
  return base::blake2b(canonical_entry(entry));
}

base::Result<JournalEntry> parse_entry(std::string_view text) {
  return parse_json(text).and_then(&take_entry);
}

base::Result<JournalEntry> entry_from_json(const json::value& value) {
  return take_entry(value);
}

std::string private_part_text(const rules::PrivatePart& part) {
  return json_text(part);
}

base::Result<rules::PrivatePart> private_part_from_json(const json::value& value) {
  rules::PrivatePart part;
  const auto read = read_fields(value, part);
  if (!read) return tl::make_unexpected(read.error());
  return part;
}

}  // namespace einlass::wire
