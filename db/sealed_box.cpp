#include "db/sealed_box.h"

namespace einlass::store {

base::Bytes SealedBox::close(std::string_view text, std::string_view context) const {
  if (at_rest_ == AtRest::Plain) return base::to_bytes(text);
  return base::seal(key_, text, context);
}

base::Result<std::string> SealedBox::open(const base::Bytes& stored, std::string_view context) const {
  if (at_rest_ == AtRest::Plain) return std::string(base::as_text(stored));
  return base::unseal(key_, stored, context);
}

}  // namespace einlass::store
