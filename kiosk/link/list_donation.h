// A guest list on its way to a server that lost it: first read, some rows at a time, as guests must not wait for all of
// it; then handed out part by part, as a long list would fill the connection's queue. Pure; owned by LinkPump.
#pragma once

#include "core/wire/messages.h"

#include <cstddef>
#include <vector>

namespace einlass::link {

class ListDonation {
 public:
  static constexpr std::size_t rows_at_once = 200;

  ListDonation(rules::EventId event, const base::Hash& version) : event_(event), version_(version) {}

  rules::EventId event() const { return event_; }
  const base::Hash& version() const { return version_; }

  bool is_read() const { return !parts_.empty(); }
  rules::TicketId read_up_to() const;                // nil: nothing yet
  void add(std::vector<rules::GuestRow> next_rows);  // in ticket order; fewer than rows_at_once are the last

  // Nothing while it is being read, while a part is on its way, or after the last one.
  const wire::GuestList* next();
  void went_out() { is_on_its_way_ = false; }
  void start_over() { next_ = 0; }  // the server missed something
  bool is_over() const { return is_read() && !is_on_its_way_ && next_ == parts_.size(); }

 private:
  rules::EventId event_;
  base::Hash version_{};
  std::vector<rules::GuestRow> rows_;
  std::vector<wire::GuestList> parts_;
  std::size_t next_ = 0;
  bool is_on_its_way_ = false;
};

}  // namespace einlass::link
