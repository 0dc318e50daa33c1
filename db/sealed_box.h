// How personal text lies in an event's file: as it is on the server, sealed on a kiosk. Used inside db; lives as long
// as its EventStore, because it holds the key.
#pragma once

#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/error.h"
#include "db/event_store.h"

#include <string>
#include <string_view>

namespace einlass::store {

class SealedBox {
 public:
  SealedBox(AtRest at_rest, const base::SecretKey& key) : at_rest_(at_rest), key_(key) {}

  AtRest at_rest() const { return at_rest_; }

  // `context` names the row that the text belongs to, so that sealed texts cannot change places.
  base::Bytes close(std::string_view text, std::string_view context) const;
  base::Result<std::string> open(const base::Bytes& stored, std::string_view context) const;

 private:
  AtRest at_rest_;
  base::SecretKey key_;
};

}  // namespace einlass::store
