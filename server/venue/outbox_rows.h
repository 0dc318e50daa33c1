// Brings wishes into the outbox of an event, in the caller's transaction. Inner to the DeliveryDesk.
#pragma once

#include "db/outbox.h"
#include "server/venue/delivery_wishes.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

// What is wished of tickets now.
using LookAtTickets = std::function<base::Result<std::vector<OutboxWish>>(const std::set<rules::TicketId>&)>;

class OutboxRows {
 public:
  OutboxRows(store::Outbox& outbox, store::OutboxTarget target, const WishSettings& settings, LookAtTickets look)
      : outbox_(outbox),
        target_(std::move(target)),
        look_(std::move(look)),
        event_(settings.id),
        traits_(crm::target_traits(settings.kind).value_or(crm::TargetTraits())) {}

  // What an organiser chose (DeliveryDesk::finish_write); parked rows are tried again.
  void choose(std::optional<std::set<rules::TicketId>> chosen) {
    is_choice_ = true;
    chosen_ = std::move(chosen);
  }

  // All rows of these tickets are as wished from now on; those of which nothing is wished go.
  base::Result<void> put(const std::vector<OutboxWish>& wishes, const std::set<rules::TicketId>& tickets);
  // All rows of the target.
  base::Result<void> take_back();

 private:
  base::Result<void> put_one(const OutboxWish& wish);
  // Some were chosen and others were not: nobody who comes later is written unasked.
  base::Result<bool> was_a_choice();
  base::Result<void> end_others(const std::set<std::string>& wished, rules::TicketId ticket);
  base::Result<void> look_at(const std::string& person);
  base::Result<void> mark(const std::string& person, const std::vector<rules::OutboxRow>& rows);
  // With those of the same persons' other tickets.
  base::Result<std::vector<OutboxWish>> together(std::vector<OutboxWish> wishes, std::set<std::string> persons);
  base::Result<bool> is_left_out(const rules::OutboxRow& row, bool is_new);

  store::Outbox& outbox_;
  store::OutboxTarget target_;
  LookAtTickets look_;
  rules::EventId event_;
  crm::TargetTraits traits_;
  bool is_choice_ = false;
  std::optional<std::set<rules::TicketId>> chosen_;
  std::set<std::string> persons_;       // whose rows changed
  std::optional<bool> was_a_choice_{};  // asked for once
};

}  // namespace einlass::venue
