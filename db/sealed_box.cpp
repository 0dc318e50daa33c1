#include "db/sealed_box.h"

#include "core/wire/canonical_json.h"
#include "core/wire/entry_json.h"

namespace einlass::store {
namespace {

using base::Bytes;
using base::Result;
using rules::PrivatePart;

}  // namespace

Bytes SealedBox::close(std::string_view text, std::string_view context) const {
  if (at_rest_ == AtRest::Plain) return base::to_bytes(text);
  return key_ ? base::seal(*key_, text, context) : Bytes();
}

Result<std::optional<std::string>> SealedBox::open(const Bytes& stored, std::string_view context) const {
  if (at_rest_ == AtRest::Plain) return std::optional<std::string>(base::as_text(stored));
  if (!key_ || stored.empty()) return std::optional<std::string>();
  return base::unseal(*key_, stored, context).map([](std::string text) { return std::optional(std::move(text)); });
}

StoredPart SealedBox::close(const PrivatePart& part, std::string_view context) const {
  if (at_rest_ == AtRest::Plain) return {.salt = part.salt, .content = base::to_bytes(part.content)};
  return {.salt = {}, .content = close(wire::private_part_text(part), context)};
}

Result<std::optional<PrivatePart>> SealedBox::open(const StoredPart& stored, std::string_view context) const {
  if (at_rest_ == AtRest::Plain) {
    return std::optional(PrivatePart{stored.salt, std::string(base::as_text(stored.content))});
  }
  const auto text = open(stored.content, context);
  if (!text) return tl::make_unexpected(text.error());
  if (!*text) return std::optional<PrivatePart>();
  return wire::parse_json(**text)
      .and_then([](const auto& value) { return wire::private_part_from_json(value); })
      .map([](PrivatePart part) { return std::optional(std::move(part)); });
}

Bytes SealedBox::fingerprint(std::string_view text) const {
  if (!has_key()) return {};
  const auto hash = key_ ? base::keyed_hash(*key_, text) : base::sha256(text);
  return {hash.begin(), hash.end()};
}

}  // namespace einlass::store
