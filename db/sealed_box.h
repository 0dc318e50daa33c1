// How personal text lies in an event's file: as it is on the server, sealed on a kiosk. Used inside db; lives as long
// as its EventStore, because it holds the key.
#pragma once

#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/rules/journal_entry.h"
#include "db/event_store.h"

#include <optional>
#include <string>
#include <string_view>

namespace einlass::store {

// A private part in its columns. A kiosk seals the salt with the content: whoever has the salt can try names.
struct StoredPart {
  base::Bytes salt;
  base::Bytes content;
};

class SealedBox {
 public:
  SealedBox(AtRest at_rest, const std::optional<base::SecretKey>& key) : at_rest_(at_rest), key_(key) {}

  AtRest at_rest() const { return at_rest_; }
  // Without its key a kiosk's box takes nothing in and gives nothing out.
  bool has_key() const { return at_rest_ == AtRest::Plain || key_.has_value(); }

  // `context` names the row that the text belongs to, so that sealed texts cannot change places. Without key: empty.
  base::Bytes close(std::string_view text, std::string_view context) const;
  // Nothing: without key, or closed without one.
  base::Result<std::optional<std::string>> open(const base::Bytes& stored, std::string_view context) const;

  StoredPart close(const rules::PrivatePart& part, std::string_view context) const;
  base::Result<std::optional<rules::PrivatePart>> open(const StoredPart& stored, std::string_view context) const;

  // What equal texts have in common. On a kiosk nobody can try texts without the key.
  base::Bytes fingerprint(std::string_view text) const;

 private:
  AtRest at_rest_;
  std::optional<base::SecretKey> key_;
};

}  // namespace einlass::store
