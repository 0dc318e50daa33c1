// What became of an event's backups when somebody was erased, as JSON: the same wherever it is told. Inner to
// server/commands.
#pragma once

#include "core/wire/event_pack.h"
#include "server/commands/command.h"
#include "server/venue/erasure_desk.h"

#include <memory>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace einlass::commands {

// {rewritten: [{folder, made}], out_of_reach: [{folder, made}], unlisted: {from, until} or null}
boost::json::object json_of(const venue::BackupErasure& backups);
// [{event: key, at, label}]: files that nobody can reach from here
boost::json::array json_of(const std::string& event, const std::vector<wire::PackNote>& packed);
// What is left to do of erasures, and the answer once it is done: the given one with what json_of says of all backups,
// and unfinished: a file of the server's has to be written anew yet.
CommandRest rest_of(const std::vector<venue::ErasureRest>& rests, std::shared_ptr<boost::json::object> answer);
base::Result<void> finish_all(venue::Desk& desk, const std::vector<venue::ErasureRest>& rests);
// Those of several events as one; of a backup that holds several of them there is one line.
venue::BackupErasure together(const std::vector<venue::BackupErasure>& backups);

}  // namespace einlass::commands
