#include "server/venue/roster.h"

#include "server/venue/state_files.h"

#include <algorithm>

namespace einlass::venue {
namespace {

using base::Result;
using store::StaffRecord;

// RFC 9106 §4, second choice: a fraction of a second on a kiosk's machine, hours of work for whoever tries all PINs.
constexpr base::SlowHashCost pin_cost{.passes = 3, .memory_kib = 64U * 1024U};

bool may_sign_in(const StaffRecord& record, const std::optional<rules::EventId>& event) {
  return !record.removed && (!event || record.events.empty() || record.events.contains(*event));
}

}  // namespace

Result<std::vector<StaffRecord>> Roster::records() {
  if (records_) return *records_;
  return venue_.staff().map([&](std::vector<StaffRecord> read) {
    records_ = std::move(read);
    return *records_;
  });
}

Result<std::optional<StaffRecord>> Roster::find(std::uint32_t number) {
  return records().map([&](const std::vector<StaffRecord>& all) -> std::optional<StaffRecord> {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& r) { return r.member.number == number; });
    return found == all.end() ? std::nullopt : std::optional(*found);
  });
}

Result<std::uint32_t> Roster::put(const StaffRecord& record) {
  records_.reset();
  documents_.clear();
  return venue_.put_staff(record);
}

Result<void> Roster::renumber(std::uint32_t by) {
  records_.reset();
  documents_.clear();
  return venue_.renumber_staff(by);
}

Result<void> Roster::take_salt(const base::Salt& salt) {
  return venue_.set_setting(roster_salt_setting, base::hex(salt));
}

// Made once: PINs that are known stay what they are.
Result<base::Salt> Roster::salt() {
  base::Salt salt{};
  const auto text = venue_.setting(roster_salt_setting);
  if (!text) return tl::make_unexpected(text.error());
  const auto bytes = *text ? base::from_hex(**text) : std::nullopt;
  if (bytes && bytes->size() == salt.size()) {
    std::copy(bytes->begin(), bytes->end(), salt.begin());
    return salt;
  }
  salt = base::random_salt();
  return venue_.set_setting(roster_salt_setting, base::hex(salt)).map([&] { return salt; });
}

Result<wire::StaffRoster> Roster::of_event(const std::optional<rules::EventId>& event) {
  const auto all = records();
  if (!all) return tl::make_unexpected(all.error());
  const auto with_salt = salt();
  if (!with_salt) return tl::make_unexpected(with_salt.error());
  wire::StaffRoster roster{.salt = *with_salt, .cost = pin_cost, .members = {}};
  for (const auto& record : *all) {
    if (may_sign_in(record, event)) roster.members.push_back({record.member, record.pin_hash});
  }
  return roster;
}

Result<std::string> Roster::document(rules::EventId event) {
  const auto roster = of_event(event);
  if (!roster) return tl::make_unexpected(roster.error());
  if (roster->members.empty()) return std::string();
  auto document = wire::staff_document(*roster);
  if (std::find(documents_.begin(), documents_.end(), document) == documents_.end()) documents_.push_back(document);
  return document;
}

std::optional<std::string> Roster::document_with(const base::Hash& hash) const {
  const auto found = std::find_if(documents_.begin(), documents_.end(),
                                  [&](const auto& document) { return base::sha256(document) == hash; });
  return found == documents_.end() ? std::nullopt : std::optional(*found);
}

}  // namespace einlass::venue
