// What a pull would change, before it changes anything.
#include "server/venue/crm_desk.h"

#include <utility>

#include <fmt/format.h>

namespace einlass::venue {

using base::ErrorKind;
using base::Result;

Result<std::string> CrmDesk::look(const std::string& event, const std::string& connector) {
  const auto job = job_of({.connector = connector, .event = event});
  if (!job) return base::failed(job);
  const auto found = looks_.find(job->key);
  if (found != looks_.end()) return found->second;
  return base::fail(ErrorKind::NotFound, fmt::format("What {} would change was not looked at since the last pull; look "
                                                     "with einlass crm pull --dry-run.",
                                                     connector));
}

// A server that starts with another map would have brought all of it in before anybody could look.
Result<void> CrmDesk::require_known_map(const PullJob& job) {
  const auto pull = store().and_then([&](store::CrmStore* crm) { return crm->pull(job.key); });
  if (!pull) return base::failed(pull);
  if (pull->field_map.empty() || pull->field_map == settings::field_map_of(job.connector)) return {};
  return base::fail(ErrorKind::Refused,
                    fmt::format("The fields of {} in connectors.toml are others than at the last pull; look at what "
                                "that changes with einlass crm pull --dry-run, then pull.",
                                job.connector.name));
}

// Who was erased must not stay in what is told of the look later.
Result<PullReport> CrmDesk::finish_look(const PullJob& job, crm::PersonsLook look, const UnderWay& under_way) {
  if (under_way.was_erased) {
    return noted_trouble(job.key,
                         {.kind = ErrorKind::Refused,
                          .message = fmt::format(
                              "While {} was looked at, guests were erased, so that nothing of it is told; look again.",
                              job.connector.name)});
  }
  PullReport report{
      .connector = job.connector.name, .event = {}, .full = look.full, .figures = look.figures, .import = {}};
  report.look = std::move(look);
  return report;
}

void CrmDesk::forget_looks() {
  looks_.clear();
  for (auto& [connector, under_way] : under_way_) under_way.was_erased = true;
}

}  // namespace einlass::venue
