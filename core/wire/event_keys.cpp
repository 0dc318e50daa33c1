#include "core/wire/event_keys.h"

#include "core/wire/canonical_json.h"
#include "core/wire/json_fields.h"

#include <charconv>

namespace einlass::wire {
namespace {

// As written: key ids are whole numbers, JSON's keys are texts.
struct EventKeysText {
  base::SecretKey code_key{};
  base::SecretKey ids_key{};
  std::map<std::string, base::VerifyingKey> ticket_keys;
  base::SealingKey part_key{};
};

template <typename F>
void fields_of(F& f, EventKeysText& keys) {
  f("code_key", keys.code_key);
  f("ids_key", keys.ids_key);
  f("ticket_keys", keys.ticket_keys);
  f("part_key", keys.part_key);
}

}  // namespace

std::string event_keys_document(const EventKeys& keys) {
  EventKeysText text{.code_key = keys.code_key, .ids_key = keys.ids_key, .ticket_keys = {}, .part_key = keys.part_key};
  for (const auto& [id, key] : keys.ticket_keys) text.ticket_keys[std::to_string(id)] = key;
  return json_text(text);
}

base::Result<EventKeys> read_event_keys(std::string_view document) {
  const auto value = parse_json(document);
  if (!value) return tl::make_unexpected(value.error());
  EventKeysText text;
  const auto read = read_fields(*value, text);
  if (!read) return tl::make_unexpected(read.error());
  EventKeys keys{.code_key = text.code_key, .ids_key = text.ids_key, .ticket_keys = {}, .part_key = text.part_key};
  for (const auto& [name, key] : text.ticket_keys) {
    std::uint32_t id = 0;
    const auto* end = name.data() + name.size();
    if (const auto parsed = std::from_chars(name.data(), end, id); parsed.ec != std::errc() || parsed.ptr != end) {
      return base::fail(base::ErrorKind::InvalidInput, "The field \"ticket_keys\" has a key id that is no number.");
    }
    keys.ticket_keys[id] = key;
  }
  return keys;
}

}  // namespace einlass::wire
