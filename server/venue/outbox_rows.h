// Brings wishes into the outbox of an event, in the caller's transaction. Inner to the DeliveryDesk.
#pragma once

#include "db/outbox.h"
#include "server/venue/delivery_wishes.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::venue {

class OutboxRows {
 public:
  OutboxRows(store::Outbox& outbox, store::OutboxTarget target, const WishSettings& settings)
      : outbox_(outbox),
        target_(std::move(target)),
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
  base::Result<void> hold_ambiguous(const std::vector<rules::OutboxRow>& rows);
  base::Result<bool> is_left_out(const rules::OutboxRow& row, bool is_new);

  store::Outbox& outbox_;
  store::OutboxTarget target_;
  rules::EventId event_;
  crm::TargetTraits traits_;
  bool is_choice_ = false;
  std::optional<std::set<rules::TicketId>> chosen_;
  std::set<std::string> persons_;       // whose rows changed
  std::set<std::string> in_doubt_;      // records of which it is not settled who she is, whoever else has her address
  std::optional<bool> was_a_choice_{};  // asked for once
};

}  // namespace einlass::venue
