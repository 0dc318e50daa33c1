#include "server/venue/closing_documents.h"

#include "core/base/bytes.h"
#include "server/venue/state_files.h"

#include <algorithm>

namespace einlass::venue {
namespace {

base::Result<std::optional<base::Hash>> hash_under(const store::VenueStore& venue, const std::string& setting) {
  return venue.setting(setting).map([](const std::optional<std::string>& text) -> std::optional<base::Hash> {
    const auto bytes = text ? base::from_hex(*text) : std::nullopt;
    base::Hash hash{};
    if (!bytes || bytes->size() != hash.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), hash.begin());
    return hash;
  });
}

}  // namespace

base::Result<std::optional<wire::ClosingDocuments>> closing_documents(const store::VenueStore& venue,
                                                                      const store::EventRecord& event) {
  if (!event.closed) return std::nullopt;
  const auto closing = hash_under(venue, closing_setting(event.id));
  if (!closing) return base::failed(closing);
  const auto open_policy = hash_under(venue, open_policy_setting(event.id));
  if (!open_policy) return base::failed(open_policy);
  if (!*closing || !*open_policy) return std::nullopt;
  return wire::ClosingDocuments{.closing = **closing, .open_policy = **open_policy};
}

base::Result<void> keep_closing(store::VenueStore& venue, rules::EventId event,
                                const wire::ClosingDocuments& documents) {
  if (auto set = venue.set_setting(open_policy_setting(event), base::hex(documents.open_policy)); !set) return set;
  return venue.set_setting(closing_setting(event), base::hex(documents.closing));
}

}  // namespace einlass::venue
