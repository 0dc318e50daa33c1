#include "server/venue/packed_people.h"

#include "server/venue/state_files.h"

#include <algorithm>

namespace einlass::venue {
namespace {

using base::Result;
using store::StaffRecord;
using wire::PackedPerson;

constexpr std::uint32_t thousand = 1000;
constexpr std::uint32_t thousands = 99;  // to choose from: two laptops rarely take the same

bool was_of(const StaffRecord& record, rules::EventId event) {
  return record.events.empty() || record.events.contains(event);
}

Result<std::optional<wire::PackedAccount>> account_of(VenueState& state, std::uint32_t number) {
  return state.venue().people().account(number).map([](const std::optional<store::Account>& account) {
    std::optional<wire::PackedAccount> packed;
    if (!account || !account->password) return packed;
    const auto& password = *account->password;
    packed = wire::PackedAccount{.sign_in = account->sign_in,
                                 .hash = password.hash,
                                 .salt = base::Bytes(password.salt.begin(), password.salt.end()),
                                 .passes = password.cost.passes,
                                 .memory_kib = password.cost.memory_kib};
    return packed;
  });
}

Result<PackedPerson> packed(VenueState& state, const StaffRecord& record) {
  PackedPerson person{.number = record.member.number,
                      .name = record.member.name,
                      .role = record.member.role,
                      .removed = record.removed,
                      .is_of_venue = record.events.empty(),
                      .lists = {},
                      .pin_hash = {},
                      .account = {}};
  if (record.removed) return person;
  person.lists.assign(record.lists.begin(), record.lists.end());
  person.pin_hash = record.pin_hash;
  return account_of(state, person.number).map([&](std::optional<wire::PackedAccount> account) {
    person.account = std::move(account);
    return person;
  });
}

std::uint32_t random_thousand() {
  constexpr unsigned fair = 256 - 256 % thousands;
  while (true) {
    const unsigned byte = base::random_bytes(1).front();
    if (byte < fair) return (byte % thousands + 1) * thousand;
  }
}

Result<bool> has_events(VenueState& state) {
  return state.venue().events().map([](const auto& events) { return !events.empty(); });
}

bool is_taken(std::uint32_t first, const std::vector<StaffRecord>& records, const std::vector<PackedPerson>& people) {
  const auto is_in = [&](std::uint32_t number) { return number >= first && number < first + thousand; };
  return std::any_of(records.begin(), records.end(), [&](const auto& each) { return is_in(each.member.number); }) ||
         std::any_of(people.begin(), people.end(), [&](const auto& each) { return is_in(each.number); });
}

std::optional<base::Salt> salt_in(const base::Bytes& bytes) {
  base::Salt salt{};
  if (bytes.size() != salt.size()) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), salt.begin());
  return salt;
}

Result<std::string> free_sign_in(VenueState& state, const std::string& wished) {
  for (int number = 1;; ++number) {
    const auto name = number == 1 ? wished : wished + std::to_string(number);
    const auto holder = state.venue().people().account_named(name);
    if (!holder) return failed(holder);
    if (!*holder) return name;
  }
}

class Arrival {
 public:
  Arrival(VenueState& state, const wire::EventPack& pack, PeopleRights rights)
      : state_(state), pack_(pack), rights_(rights), may_sign_in_(rights != PeopleRights::NamesOnly) {}

  Result<PeopleTaken> all() {
    const auto salt = state_.roster().salt();
    if (!salt) return failed(salt);
    pins_count_ = salt_in(pack_.pin_salt) == *salt;
    for (const auto& person : pack_.people) {
      const auto known = state_.roster().find(person.number);
      if (!known) return failed(known);
      const auto taken = *known ? meet(person, **known) : take(person);
      if (!taken) return failed(taken);
    }
    return taken_;
  }

 private:
  Result<void> meet(const PackedPerson& person, StaffRecord known) {
    if (known.member.name != person.name) {
      taken_.left_out.push_back(person.number);
      return {};
    }
    const bool has_place = known.removed || known.events.empty() || known.events.contains(pack_.event);
    if (!may_sign_in_ || person.removed || has_place) return {};
    known.events.insert(pack_.event);
    return state_.roster().put(known).map([](std::uint32_t) {});
  }

  // Two PINs that are one would be two people.
  Result<base::Hash> pin_of(const PackedPerson& person) {
    const auto roster = state_.roster().of_event(std::nullopt);
    if (!roster) return failed(roster);
    const bool counts = pins_count_ && wire::member_with(*roster, person.pin_hash) == nullptr;
    return counts ? person.pin_hash : base::Hash{};
  }

  Result<void> take(const PackedPerson& person) {
    const bool signs_in = may_sign_in_ && !person.removed;
    const bool is_of_venue = rights_ == PeopleRights::AsThere && person.is_of_venue;
    StaffRecord record{.member = {.number = person.number, .name = person.name, .role = person.role},
                       .removed = !signs_in,
                       .events = is_of_venue ? std::set<rules::EventId>() : std::set{pack_.event},
                       .lists = {person.lists.begin(), person.lists.end()}};
    const auto pin = signs_in ? pin_of(person) : Result<base::Hash>(base::Hash{});
    if (!pin) return failed(pin);
    record.pin_hash = *pin;
    if (signs_in && *pin == base::Hash{}) taken_.without_pin.push_back(person.number);
    if (auto put = state_.roster().put(record); !put) return failed(put);
    return signs_in && person.account ? take_account(person) : Result<void>();
  }

  Result<void> take_account(const PackedPerson& person) {
    const auto& packed = *person.account;
    const auto salt = salt_in(packed.salt);
    if (!salt) return {};
    const auto sign_in = free_sign_in(state_, packed.sign_in);
    if (!sign_in) return failed(sign_in);
    return state_.venue().people().put_account(
        {.number = person.number,
         .sign_in = *sign_in,
         .password = store::StoredPassword{.hash = packed.hash,
                                           .salt = *salt,
                                           .cost = {.passes = packed.passes, .memory_kib = packed.memory_kib}},
         .since = state_.now()});
  }

  VenueState& state_;
  const wire::EventPack& pack_;
  PeopleRights rights_;
  bool may_sign_in_;
  bool pins_count_ = false;
  PeopleTaken taken_;
};

}  // namespace

Result<std::vector<PackedPerson>> people_of(VenueState& state, rules::EventId event) {
  const auto records = state.roster().records();
  if (!records) return failed(records);
  std::vector<PackedPerson> people;
  for (const auto& record : *records) {
    if (!was_of(record, event)) continue;
    auto person = packed(state, record);
    if (!person) return failed(person);
    people.push_back(*std::move(person));
  }
  return people;
}

Result<bool> make_way_for_people(VenueState& state, const wire::EventPack& pack) {
  const auto begin = state.venue().staff_numbers_begin();
  if (!begin) return failed(begin);
  const auto records = state.roster().records();
  if (!records) return failed(records);
  const auto has_some = has_events(state);
  if (!has_some) return failed(has_some);
  const auto salt = salt_in(pack.pin_salt);
  if (records->empty() && salt) {
    if (auto taken = state.roster().take_salt(*salt); !taken) return failed(taken);
  }
  const bool is_ours_alone = records->empty() && !*has_some;
  if (*begin != 0) return is_ours_alone;
  auto first = random_thousand();
  while (is_taken(first, *records, pack.people)) first = first % (thousands * thousand) + thousand;
  const bool renumbers = !*has_some && std::all_of(records->begin(), records->end(),
                                                   [](const auto& record) { return record.member.number < thousand; });
  if (renumbers) {
    if (auto renumbered = state.roster().renumber(first); !renumbered) return failed(renumbered);
  }
  return state.venue().number_staff_from(first).map([&] { return is_ours_alone; });
}

Result<PeopleTaken> take_people(VenueState& state, const wire::EventPack& pack, PeopleRights rights) {
  return Arrival(state, pack, rights).all();
}

}  // namespace einlass::venue
