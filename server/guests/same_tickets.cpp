#include "server/guests/same_tickets.h"

#include "core/base/text_fold.h"
#include "core/rules/guest_email.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

namespace einlass::guests {
namespace {

using rules::GuestRow;
using Key = std::pair<std::string, std::string>;
using KeyOf = Key (*)(const GuestRow& row);  // an empty second part: no key

Key by_name(const GuestRow& row) {
  return {row.order_ref, row.order_ref.empty() ? std::string() : base::fold_text(row.guest.full_name)};
}

// The buyer's is everybody's of her order.
Key by_address(const GuestRow& row) {
  const bool is_hers = !row.order_ref.empty() && !rules::has_buyers_email(row.guest.extra);
  return {row.order_ref, is_hers ? base::fold_text(row.guest.email) : std::string()};
}

Key by_order(const GuestRow& row) {
  return {{}, row.order_ref};
}

Key by_name_and_address(const GuestRow& row) {
  const auto address = base::fold_text(row.guest.email);
  return {base::fold_text(row.guest.full_name), row.guest.is_named() ? address : std::string()};
}

bool may_come(const GuestRow* row) {
  return row->ticket.status != rules::TicketStatus::Cancelled;
}

// 9 before 10: the positions of an order in the order in which they were made.
bool is_earlier(const GuestRow* one, const GuestRow* other) {
  const auto& a = one->external_id;
  const auto& b = other->external_id;
  return a.size() == b.size() ? a < b : a.size() < b.size();
}

class Pairing {
 public:
  Pairing(const RowPointers& listed, const RowPointers& others) : listed_(listed), others_(others) {}

  SameTickets take(bool by_addresses) {
    pair_by_number();
    pair(by_name, {});
    if (by_addresses) pair(by_address, of_several(by_address));
    note_unclear(by_order);
    note_unclear(by_name_and_address);
    return std::move(same_);
  }

 private:
  bool is_left(const GuestRow* row) const { return !same_.known.contains(row->ticket.id); }
  bool is_free(const GuestRow* row) const { return !taken_.contains(row); }

  void put_together(const GuestRow* row, const GuestRow* other) {
    same_.known.emplace(row->ticket.id, other);
    taken_.insert(other);
  }

  // Without an order a number may be anybody's: each list begins with 1.
  static bool is_same_number(const GuestRow& row, const GuestRow& other) {
    if (row.order_ref != other.order_ref || !is_same_name(row.guest, other.guest)) return false;
    return !row.order_ref.empty() || (row.guest.is_named() && other.guest.is_named());
  }

  void pair_by_number() {
    std::map<std::string, RowPointers> numbered;
    for (const auto* other : others_) numbered[other->external_id].push_back(other);
    for (const auto* row : listed_) {
      const auto found = numbered.find(row->external_id);
      if (found == numbered.end()) continue;
      RowPointers same;
      for (const auto* other : found->second) {
        if (is_free(other) && is_same_number(*row, *other)) same.push_back(other);
      }
      if (same.size() > 1) std::erase_if(same, [](const auto* other) { return !may_come(other); });
      if (same.size() == 1) put_together(row, same.front());
    }
  }

  struct Group {
    RowPointers listed;
    RowPointers others;
  };

  std::map<Key, Group> groups(KeyOf key_of) const {
    std::map<Key, Group> groups;
    for (const auto* other : others_) {
      auto key = key_of(*other);
      if (is_free(other) && may_come(other) && !key.second.empty()) groups[std::move(key)].others.push_back(other);
    }
    for (const auto* row : listed_) {
      const auto group = is_left(row) ? groups.find(key_of(*row)) : groups.end();
      if (group != groups.end()) group->second.listed.push_back(row);
    }
    return groups;
  }

  // On one of the lists, those among them that are paired or cancelled.
  std::set<Key> of_several(KeyOf key_of) const {
    std::set<Key> several;
    for (const auto* rows : {&listed_, &others_}) {
      std::set<Key> seen;
      for (const auto* row : *rows) {
        auto key = key_of(*row);
        if (!seen.insert(key).second) several.insert(std::move(key));
      }
    }
    return several;
  }

  // Two codes are two tickets, whoever has them.
  static bool both_have_codes(const GuestRow& one, const GuestRow& other) {
    return !one.code_hashes.empty() && !other.code_hashes.empty();
  }

  // Tickets of one order and name are as good as one another, those of one address are not.
  void pair(KeyOf key_of, const std::set<Key>& but_for) {
    for (auto& [key, group] : groups(key_of)) {
      auto& [listed, others] = group;
      if (but_for.contains(key)) continue;
      // Who was cancelled and ordered again stands there twice.
      if (std::any_of(listed.begin(), listed.end(), may_come)) {
        std::erase_if(listed, [](const auto* row) { return !may_come(row); });
      }
      if (listed.size() != others.size()) continue;
      std::sort(listed.begin(), listed.end(), is_earlier);
      std::sort(others.begin(), others.end(), is_earlier);
      for (std::size_t i = 0; i < listed.size(); ++i) {
        if (!both_have_codes(*listed[i], *others[i])) put_together(listed[i], others[i]);
      }
    }
  }

  void note_unclear(KeyOf key_of) {
    for (const auto& [key, group] : groups(key_of)) {
      for (const auto* row : group.listed) {
        if (may_come(row)) same_.unclear.insert(row->ticket.id);
      }
    }
  }

  const RowPointers& listed_;
  const RowPointers& others_;
  SameTickets same_;
  std::unordered_set<const GuestRow*> taken_;
};

}  // namespace

bool is_same_name(const rules::Guest& one, const rules::Guest& other) {
  return !one.is_named() || !other.is_named() || base::fold_text(one.full_name) == base::fold_text(other.full_name);
}

SameTickets same_tickets(const RowPointers& listed, const RowPointers& others, bool by_addresses) {
  return Pairing(listed, others).take(by_addresses);
}

}  // namespace einlass::guests
