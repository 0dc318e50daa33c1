// Attendance as check-ins of a pretix check-in list, with the true door time. The same nonce is the same scan, so a
// request may be repeated. Newer versions annul a check-in; where one does not, its row is parked and says so.
#pragma once

#include "server/crm/target.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace einlass::crm {

class PretixTarget final : public Target {
 public:
  PretixTarget(HttpClient http, EventPlace event);

  Answer prepare(const OutboxRows& rows) override;
  std::vector<Answer> create(const OutboxRows& rows) override;
  std::vector<Answer> remove(const OutboxRows& rows) override;

 private:
  struct Position {
    std::string secret;
    std::set<std::string> entries;  // when, on this list, in UTC
  };

  using Positions = std::map<std::int64_t, Position>;

  Answer redeem(const OutboxRow& row);
  Answer annul(const OutboxRow& row);
  bool is_there(const OutboxRow& row) const;  // what is recorded
  Answer read_positions();
  Answer read_page(std::int64_t number, std::int64_t& pages, Positions& positions);

  HttpClient http_;
  std::string rpc_;   // path of its remote calls
  std::string list_;  // path of the check-in list
  std::optional<Positions> positions_;
};

}  // namespace einlass::crm
