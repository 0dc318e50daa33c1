#include "server/commands/erasure_json.h"

#include "server/venue/desk.h"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>

namespace einlass::commands {

namespace json = boost::json;

namespace {

json::array array_of(const std::vector<store::BackupRecord>& backups) {
  json::array result;
  for (const auto& each : backups) {
    result.push_back(json::object{{"folder", each.folder}, {"made", each.made.unix_ms()}});
  }
  return result;
}

json::value json_of(const std::optional<venue::UnlistedBackups>& unlisted) {
  if (!unlisted) return nullptr;
  return json::object{{"from", unlisted->from.unix_ms()}, {"until", unlisted->until.unix_ms()}};
}

bool holds(const std::vector<store::BackupRecord>& backups, const store::BackupRecord& one) {
  return std::any_of(backups.begin(), backups.end(), [&](const auto& each) { return each.id == one.id; });
}

void add(const std::vector<store::BackupRecord>& from, std::vector<store::BackupRecord>& to) {
  std::copy_if(from.begin(), from.end(), std::back_inserter(to), [&](const auto& each) { return !holds(to, each); });
}

}  // namespace

json::object json_of(const venue::BackupErasure& backups) {
  return {{"rewritten", array_of(backups.rewritten)},
          {"out_of_reach", array_of(backups.out_of_reach)},
          {"unlisted", json_of(backups.unlisted)}};
}

json::array json_of(const std::string& event, const std::vector<wire::PackNote>& packed) {
  json::array result;
  for (const auto& each : packed) {
    result.push_back(json::object{{"event", event}, {"at", each.at.unix_ms()}, {"label", each.label}});
  }
  return result;
}

venue::BackupErasure together(const std::vector<venue::BackupErasure>& backups) {
  venue::BackupErasure all;
  for (const auto& each : backups) {
    add(each.rewritten, all.rewritten);
    add(each.out_of_reach, all.out_of_reach);
    if (each.unlisted) all.unlisted = each.unlisted;
  }
  std::erase_if(all.rewritten, [&](const auto& one) { return holds(all.out_of_reach, one); });
  return all;
}

base::Result<void> finish_all(venue::Desk& desk, const std::vector<venue::ErasureRest>& rests) {
  for (const auto& rest : rests) {
    if (auto finished = desk.erasures().finish(rest); !finished) return finished;
  }
  return {};
}

CommandRest rest_of(const std::vector<venue::ErasureRest>& rests, std::shared_ptr<json::object> answer) {
  return {.work = [rests, answer = std::move(answer)]() -> CommandOutcome {
            std::vector<venue::BackupErasure> written;
            for (const auto& rest : rests) {
              auto backups = rest.backups.write();
              if (!backups) return base::failed(backups);
              written.push_back(*std::move(backups));
            }
            auto all = json_of(together(written));
            all.insert(answer->begin(), answer->end());
            all["unfinished"] =
                std::any_of(rests.begin(), rests.end(), [](const auto& rest) { return !rest.is_clean; });
            return json::serialize(all);
          },
          .close = [rests](CommandContext& later, CommandOutcome outcome) -> CommandOutcome {
            if (!outcome) return outcome;
            if (auto finished = finish_all(later.desk, rests); !finished) return base::failed(finished);
            return outcome;
          }};
}

}  // namespace einlass::commands
