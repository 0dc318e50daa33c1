// Attendance as activities of Pimcore's customer management framework, and whoever was there in a segment of the event
// (group "Events"). The interface is not idempotent: the same a_id sent again is a second activity.
#pragma once

#include "server/crm/target.h"

#include <optional>

#include <boost/json/fwd.hpp>

namespace einlass::crm {

class CmfTarget final : public Target {
 public:
  CmfTarget(HttpClient http, EventPlace event) : http_(std::move(http)), event_(std::move(event)) {}

  Answer prepare(const OutboxRows& rows) override;
  std::vector<Answer> create(const OutboxRows& rows) override;
  std::vector<Answer> remove(const OutboxRows& rows) override;
  HeldOutcome held(const OutboxRows& rows) override;
  Answer remove_held(const std::string& remote_id) override;

 private:
  using Found = std::map<std::string, std::vector<Held>>;  // by record
  struct Page;

  Answer mark(const std::string& content, bool is_there);
  Answer unmark(const std::string& content);
  Answer list_once();
  Answer look_for(const OutboxRow& row);
  Answer create_activity(const OutboxRow& row);
  Answer post_activity(const OutboxRow& row);
  Answer find_segment();
  Answer find_or_make(const std::string& resource, const boost::json::object& wanted, std::int64_t& id);
  Answer read_page(const std::string& target, Page& page);
  Answer read_activities(base::Instant since, Found& found, bool& is_one_page);
  Answer read_activities_of(const OutboxRow& row, Found& found);
  HeldOutcome seen_at_persons(const OutboxRows& rows, HeldThere there);

  HttpClient http_;
  EventPlace event_;
  std::optional<std::int64_t> segment_;
  std::optional<Found> there_;  // what the event's records were when this run first created one, less what it removed
  bool is_all_seen_ = false;    // of that: else a row may have been hidden, as pages move while they are read
};

}  // namespace einlass::crm
