#include "kiosk/link/event_keys_at_rest.h"

#include "core/base/bytes.h"
#include "core/base/file.h"

#include <algorithm>
#include <system_error>

namespace einlass::link {

using base::Result;

std::filesystem::path EventKeysAtRest::file_of(rules::EventId event) const {
  return folder_ / (event.text() + ".key");
}

Result<std::optional<base::SecretKey>> EventKeysAtRest::key(rules::EventId event) {
  if (const auto known = keys_.find(event); known != keys_.end()) return std::optional(known->second);
  const auto text = base::read_file(file_of(event));
  if (!text && text.error().kind == base::ErrorKind::NotFound) return std::optional<base::SecretKey>();
  if (!text) return tl::make_unexpected(text.error());
  const auto bytes = base::from_hex(*text);
  base::SecretKey key{};
  if (!bytes || bytes->size() != key.size()) return std::optional<base::SecretKey>();
  std::copy(bytes->begin(), bytes->end(), key.begin());
  keys_[event] = key;
  return std::optional(key);
}

Result<base::SecretKey> EventKeysAtRest::make(rules::EventId event, rules::KeyAtRest kept) {
  const auto key = base::random_key();
  if (kept == rules::KeyAtRest::UntilExpiry) {
    if (const auto written = write(event, key); !written) return tl::make_unexpected(written.error());
  }
  keys_[event] = key;
  return key;
}

Result<void> EventKeysAtRest::keep_as(rules::EventId event, rules::KeyAtRest kept) {
  const auto known = key(event);
  if (!known) return tl::make_unexpected(known.error());
  if (!*known) return {};
  switch (kept) {
    case rules::KeyAtRest::UntilExpiry:
      return std::filesystem::exists(file_of(event)) ? Result<void>() : write(event, **known);
    case rules::KeyAtRest::MemoryOnly:
      return base::shred_file(file_of(event));
  }
  return {};
}

Result<void> EventKeysAtRest::overwrite(rules::EventId event) {
  keys_.erase(event);
  Result<void> done;
  std::error_code ignored;
  // A power cut may have left a file that was to become the key.
  for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
    if (!entry.path().filename().string().starts_with(event.text())) continue;
    if (auto shredded = base::shred_file(entry.path()); !shredded) done = shredded;
  }
  return done;
}

Result<void> EventKeysAtRest::write(rules::EventId event, const base::SecretKey& key) const {
  std::error_code ignored;
  std::filesystem::create_directories(folder_, ignored);  // where it fails, the next line says so
  return base::write_file(file_of(event), base::hex(key), base::FileMode::Private);
}

}  // namespace einlass::link
