#include "server/venue/delivery_wishes.h"

#include "core/base/text_fold.h"
#include "core/rules/guest_email.h"
#include "db/crm_keys.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using crm::Came;
using report::AttendanceRow;
using report::AttendanceStatus;
using rules::OutboxHold;

// Two addresses that differ in case alone are one subscriber. The order's address is the buyer's, who may have stayed
// at home.
std::string mail_of(const AttendanceRow& row) {
  if (rules::has_buyers_email(row.extra) || row.email.find('@') == std::string::npos) return {};
  return base::lower_ascii(row.email);
}

class Wishes {
 public:
  Wishes(const KnownPersons& persons, const WishSettings& settings)
      : persons_(persons),
        settings_(settings),
        traits_(crm::target_traits(settings.kind).value_or(crm::TargetTraits())) {}

  std::optional<OutboxWish> of(const AttendanceRow& row) const {
    const auto outcome = came(row);
    if (!outcome || (traits_.only_attended && *outcome != Came::Attended)) return std::nullopt;
    OutboxWish wish{.record = record_of(row, settings_),
                    .ticket = rules::TicketId::parse(row.ticket).value_or(rules::TicketId()),
                    .guest = rules::GuestId::parse(row.guest).value_or(rules::GuestId()),
                    .name = store::name_key(row.name),
                    .came = *outcome};
    const auto person = persons_.person_of(row);
    wish.person = called(row, person);
    wish.is_not = person.is_not;
    // As of who was erased. A ticket without a name is one to its shop all the same.
    if (row.name.empty() && wish.person.empty()) return std::nullopt;
    wish.wish = what(row, *outcome, wish, person);
    return wish;
  }

 private:
  std::string called(const AttendanceRow& row, const CrmPerson& person) const {
    switch (traits_.person) {
      case crm::PersonIs::Person:
        return person.person;
      case crm::PersonIs::Ticket:
        return persons_.ticket_of(row);
      case crm::PersonIs::Email:
        return mail_of(row);
    }
    return {};
  }

  crm::Wish what(const AttendanceRow& row, Came outcome, const OutboxWish& wish, const CrmPerson& person) const {
    if (person.objects) return {.hold = person.is_ambiguous ? OutboxHold::Ambiguous : OutboxHold::Objects};
    if (traits_.person == crm::PersonIs::Person && person.is_ambiguous) return {.hold = OutboxHold::Ambiguous};
    auto content = crm::attendance_content(settings_.kind, settings_.event,
                                           {.record = wish.record,
                                            .person = wish.person,
                                            .came = outcome,
                                            .at = row.first_in.value_or(base::Instant()),
                                            .category = row.category});
    if (wish.person.empty() || content.empty()) return {.hold = OutboxHold::UnknownPerson};
    return {.desired = std::move(content)};
  }

  const KnownPersons& persons_;
  const WishSettings& settings_;
  crm::TargetTraits traits_;
};

}  // namespace

void KnownPersons::take(const rules::GuestRow& row) {
  if (row.source != connector_) return;
  // An order's number may stand before the ticket's own.
  own_tickets_[row.ticket.id.text()] = row.external_id.substr(row.external_id.rfind('/') + 1);
}

void KnownPersons::note_objection(rules::GuestId guest, bool is_sure) {
  auto& person = matched_[guest.text()];
  person.is_ambiguous = !is_sure && (person.is_ambiguous || !person.objects);
  person.objects = true;
}

CrmPerson KnownPersons::person_of(const AttendanceRow& row) const {
  const auto known = matched_.find(row.guest);
  return known == matched_.end() ? CrmPerson() : known->second;
}

std::string KnownPersons::ticket_of(const AttendanceRow& row) const {
  const auto own = own_tickets_.find(row.ticket);
  return own == own_tickets_.end() ? std::string() : own->second;
}

std::string record_of(const AttendanceRow& row, const WishSettings& settings) {
  const auto traits = crm::target_traits(settings.kind).value_or(crm::TargetTraits());
  const auto day = traits.is_per_day && row.day ? ":" + row.day->iso() : std::string();
  return fmt::format("{}:{}:{}{}", settings.id.text(), row.ticket, row.guest.empty() ? "0" : row.guest, day);
}

std::optional<Came> came(const AttendanceRow& row) {
  if (row.ticket.empty() || row.guest.empty()) return std::nullopt;
  switch (row.status) {
    case AttendanceStatus::Attended:
      return Came::Attended;
    case AttendanceStatus::Excused:
      return Came::Excused;
    case AttendanceStatus::Represented:
      return Came::Represented;
    case AttendanceStatus::NoShow:
      return Came::NoShow;
    case AttendanceStatus::Expected:
    case AttendanceStatus::Cancelled:
    case AttendanceStatus::NotAdmitted:
      return std::nullopt;
  }
  return std::nullopt;
}

std::vector<OutboxWish> wishes_of(const std::vector<AttendanceRow>& rows, const KnownPersons& persons,
                                  const WishSettings& settings) {
  const Wishes wishes(persons, settings);
  // Who came on one of several days was there, where days do not count.
  std::map<std::string, OutboxWish> by_record;
  for (const auto& row : rows) {
    auto wish = wishes.of(row);
    if (!wish) continue;
    const auto [known, is_new] = by_record.try_emplace(wish->record, *wish);
    if (!is_new && wish->came < known->second.came) known->second = *std::move(wish);
  }
  std::vector<OutboxWish> all;
  for (auto& [record, each] : by_record) all.push_back(std::move(each));
  return all;
}

namespace {

using OfAddress = std::vector<OutboxWish*>;

bool are_one_guest(const OfAddress& wishes) {
  const auto& name = wishes.front()->name;
  return !name.empty() && std::ranges::all_of(wishes, [&](const OutboxWish* each) {
    return each->name == name && each->wish.hold == wishes.front()->wish.hold;
  });
}

void settle(const OfAddress& wishes) {
  if (wishes.size() == 1) return;
  if (are_one_guest(wishes)) {
    const auto best = (*std::ranges::min_element(wishes, {}, &OutboxWish::came))->wish;
    for (auto* each : wishes) each->wish = best;
    return;
  }
  for (auto* each : wishes) {
    if (each->wish.hold == OutboxHold::None) each->wish = {.hold = OutboxHold::Ambiguous};
  }
}

}  // namespace

void settle_addresses(std::vector<OutboxWish>& wishes) {
  std::map<std::string, OfAddress> by_person;
  for (auto& wish : wishes) {
    if (!wish.person.empty()) by_person[wish.person].push_back(&wish);
  }
  for (const auto& [person, of_person] : by_person) settle(of_person);
}

}  // namespace einlass::venue
