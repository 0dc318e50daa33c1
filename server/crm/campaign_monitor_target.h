// Who came, was excused or did not come, as two custom fields of a Campaign Monitor list: for the follow-up mail. Only
// active subscribers are written to: nobody is added, nobody who left is brought back, and whether she may be tracked
// stays as she said.
#pragma once

#include "server/crm/target.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include <boost/json/fwd.hpp>

namespace einlass::crm {

class CampaignMonitorTarget final : public Target {
 public:
  CampaignMonitorTarget(HttpClient http, EventPlace event);

  Answer prepare(const OutboxRows& rows) override;
  std::vector<Answer> create(const OutboxRows& rows) override;
  std::vector<Answer> remove(const OutboxRows& rows) override;

 private:
  // Whether what stands at her is a later event's: a correction of this one comes too late for it.
  bool is_of_later_event(const std::string& email) const;

  struct Change {
    std::string email;
    std::string event;  // empty: the fields are cleared
    std::string attendance;
  };

  Answer make_fields();
  Answer read_active(std::int64_t number, std::int64_t& pages);
  // Of an address once, whoever bears it with her.
  std::vector<Answer> import(const std::vector<Change>& changes);
  std::vector<Answer> import_once(const std::vector<Change>& changes);
  std::string list() const;

  HttpClient http_;
  EventPlace event_;
  std::string event_field_;  // keys of the list's, without brackets
  std::string attendance_field_;
  std::optional<std::map<std::string, std::string>> active_;  // e-mail in lower case -> event that its fields are of
  base::Instant read_;                                        // when these were
};

}  // namespace einlass::crm
