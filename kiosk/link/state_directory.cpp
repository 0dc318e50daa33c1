#include "kiosk/link/state_directory.h"

#include "core/base/bytes.h"
#include "core/base/file.h"
#include "core/base/log.h"
#include "db/database_files.h"
#include "db/file_copy.h"

#include <algorithm>
#include <optional>
#include <system_error>

#include <fmt/format.h>

namespace einlass::link {
namespace {

using base::ErrorKind;
using base::Result;

constexpr std::string_view event_suffix = ".db";

// Nothing: there is none, or it is damaged.
Result<std::optional<base::SecretKey>> kept_key(const std::filesystem::path& file) {
  const auto text = base::read_file(file);
  if (!text && text.error().kind == ErrorKind::NotFound) return std::optional<base::SecretKey>();
  if (!text) return tl::make_unexpected(text.error());
  const auto bytes = base::from_hex(*text);
  base::SecretKey key{};
  if (!bytes || bytes->size() != key.size()) return std::optional<base::SecretKey>();
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return std::optional(key);
}

Result<base::SecretKey> new_key(const std::filesystem::path& file) {
  const auto key = base::random_key();
  return base::write_file(file, base::hex(key), base::FileMode::Private).map([&] { return key; });
}

}  // namespace

Result<wire::KioskIdentity> StateDirectory::identity() const {
  const auto file = root_ / "identity.json";
  const auto text = base::read_file(file);
  if (!text && text.error().kind == ErrorKind::NotFound) {
    return base::fail(
        ErrorKind::NotFound,
        fmt::format(
            "There is no pairing in {}; hold a pairing code up to this kiosk (\"einlass kiosk pair\" on the server "
            "makes one).",
            root_.string()));
  }
  if (!text) return tl::make_unexpected(text.error());
  auto identity = wire::read_kiosk_identity(*text);
  if (!identity) {
    return base::fail(ErrorKind::Storage,
                      fmt::format("The file {} is damaged; pair this kiosk again with a new code.", file.string()));
  }
  return identity;
}

Result<void> StateDirectory::put_identity(const wire::KioskIdentity& identity) const {
  return base::write_file(root_ / "identity.json", wire::kiosk_identity_document(identity), base::FileMode::Private);
}

Result<base::SigningPair> StateDirectory::pairing_keys() const {
  const auto kept = kept_key(root_ / "pairing.key");
  if (!kept) return tl::make_unexpected(kept.error());
  if (*kept) return base::signing_pair_from(**kept);
  return new_key(root_ / "pairing.key").map([](const base::SecretKey& seed) { return base::signing_pair_from(seed); });
}

void StateDirectory::drop_pairing_key() const {
  std::error_code ignored;
  std::filesystem::remove(root_ / "pairing.key", ignored);
}

// The server's word for a font set is a hash in hexadecimal; whatever it is, it names one folder here.
std::filesystem::path StateDirectory::fonts_folder(const std::string& font_set) const {
  return root_ / "fonts" / base::hex(base::sha256(font_set)).substr(0, 32);
}

std::filesystem::path StateDirectory::event_file(rules::EventId event) const {
  return root_ / "events" / (event.text() + std::string(event_suffix));
}

Result<bool> StateDirectory::set_aside_damaged(const std::filesystem::path& file) const {
  std::error_code failed;
  if (!std::filesystem::exists(file, failed) || !store::is_damaged(file)) return false;
  int number = 1;
  const auto folder = [&] { return root_ / fmt::format("damaged-{}", number); };
  while (!std::filesystem::create_directory(folder(), failed) && !failed) ++number;
  for (const auto& part : store::files_of_database(file)) {
    if (!failed && std::filesystem::exists(part)) std::filesystem::rename(part, folder() / part.filename(), failed);
  }
  if (failed) {
    return base::fail(ErrorKind::Storage, fmt::format("{} is damaged and cannot be moved away: {}; move it by hand.",
                                                      file.string(), failed.message()));
  }
  base::log_error(
      "{} was damaged and is in {} now; this kiosk fetches anew what the server has. Entries that it had not "
      "handed over are only there: keep it until they are rescued, then remove it.",
      file.filename().string(), folder().string());
  return true;
}

Result<bool> StateDirectory::shred_damaged_venue() const {
  std::error_code none;
  if (!std::filesystem::exists(venue_file(), none) || !store::is_damaged(venue_file())) return false;
  for (const auto& part : store::files_of_database(venue_file())) {
    if (const auto gone = base::shred_file(part); !gone) return tl::make_unexpected(gone.error());
  }
  base::log_error(
      "{} was damaged, and was overwritten because of the keys in it; this kiosk fetches anew what the server has.",
      venue_file().filename().string());
  return true;
}

Result<std::vector<rules::EventId>> StateDirectory::events() const {
  std::vector<rules::EventId> found;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(root_ / "events", failed)) {
    if (entry.path().extension() != event_suffix) continue;
    if (const auto id = rules::EventId::parse(entry.path().stem().string())) found.push_back(*id);
  }
  if (failed && failed != std::errc::no_such_file_or_directory) {
    return base::fail(ErrorKind::Storage,
                      fmt::format("The folder {} cannot be read: {}.", (root_ / "events").string(), failed.message()));
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace einlass::link
