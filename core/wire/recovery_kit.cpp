#include "core/wire/recovery_kit.h"

#include "core/base/passphrase.h"
#include "core/wire/canonical_json.h"
#include "core/wire/json_fields.h"

namespace einlass::wire {

using base::ErrorKind;

constexpr std::int64_t kit_format = 1;
constexpr const char* kit_context = "einlass recovery kit 1";

// With a checksum beside the seal, damage and a wrong passphrase are told apart.
struct KitDocument {
  std::int64_t einlass_recovery_kit = kit_format;
  base::Instant made;
  base::Bytes salt;
  std::uint64_t operations = 0;
  std::uint64_t memory_kib = 0;
  base::Bytes sealed;
  base::Hash checksum{};
};

template <typename F>
void fields_of(F& f, KitDocument& kit) {
  f("einlass_recovery_kit", kit.einlass_recovery_kit);
  f("made", kit.made);
  f("salt", kit.salt);
  f("operations", kit.operations);
  f("memory_kib", kit.memory_kib);
  f("sealed", kit.sealed);
  f("checksum", kit.checksum);
}

template <typename F>
void fields_of(F& f, KitSecrets& secrets) {
  f("ca", secrets.ca);
  f("seed", secrets.seed);
}

namespace {

base::Hash checksum_of(KitDocument kit) {
  kit.checksum = {};
  return base::blake2b(json_text(kit));
}

auto damaged() {
  return base::fail(ErrorKind::InvalidInput, "The recovery kit is damaged; use another copy of it.");
}

base::Result<KitDocument> read_kit_document(std::string_view text) {
  const auto value = parse_json(text);
  const auto* object = value ? value->if_object() : nullptr;
  const auto* format = object == nullptr ? nullptr : object->if_contains("einlass_recovery_kit");
  if (format == nullptr || !format->is_int64()) {
    return base::fail(ErrorKind::InvalidInput,
                      "This is no recovery kit, or a damaged one; choose the file that einlass recovery-kit wrote.");
  }
  if (format->get_int64() > kit_format) {
    return base::fail(ErrorKind::Incompatible,
                      "The recovery kit was made by a newer version of Einlass; install that version or a later one.");
  }
  KitDocument kit;
  if (!read_fields(*value, kit) || checksum_of(kit) != kit.checksum) return damaged();
  return kit;
}

}  // namespace

base::Result<std::string> sealed_kit(const KitSecrets& secrets, std::string_view passphrase, base::Instant made) {
  auto sealed = base::seal_with_passphrase(passphrase, json_text(secrets), kit_context);
  if (!sealed) return tl::make_unexpected(sealed.error());
  KitDocument kit{.made = made,
                  .salt = std::move(sealed->salt),
                  .operations = sealed->operations,
                  .memory_kib = sealed->memory_kib,
                  .sealed = std::move(sealed->sealed)};
  kit.checksum = checksum_of(kit);
  return json_text(kit) + "\n";
}

base::Result<KitSecrets> open_kit(std::string_view text, std::string_view passphrase) {
  auto kit = read_kit_document(text);
  if (!kit) return tl::make_unexpected(kit.error());
  const auto opened = base::unseal_with_passphrase(passphrase,
                                                   {.salt = std::move(kit->salt),
                                                    .operations = kit->operations,
                                                    .memory_kib = kit->memory_kib,
                                                    .sealed = std::move(kit->sealed)},
                                                   kit_context);
  if (!opened && opened.error().kind == ErrorKind::Refused) {
    return base::fail(ErrorKind::Refused, "This is not the passphrase of the recovery kit; try another one.");
  }
  if (!opened) return tl::make_unexpected(opened.error());
  const auto value = parse_json(*opened);
  KitSecrets secrets;
  if (!value || !read_fields(*value, secrets)) return damaged();
  return secrets;
}

}  // namespace einlass::wire
