// A system that takes attendance: requests for rows of the outbox, and what its answers mean. One file per system. Used
// for one run by one thread, the connector thread or a worker; knows no database and no desk.
#pragma once

#include "server/crm/http_client.h"
#include "server/crm/reconciler.h"
#include "server/crm/target_content.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace einlass::crm {

using rules::OutboxRow;
using OutboxRows = std::vector<OutboxRow>;

struct HeldThere {
  std::map<std::string, std::vector<Held>> by_record{};
  std::map<std::string, Answer> untold{};  // by record: why the target does not tell of it, unlike of others
};
// Or why nothing could be listed.
using HeldOutcome = tl::expected<HeldThere, Answer>;

class Target {
 public:
  virtual ~Target() = default;

  // Reads what this run's requests need to know of the target, the first time. Done, or why nothing can be sent.
  virtual Answer prepare(const OutboxRows& rows) = 0;
  // An answer for each row, in their order.
  virtual std::vector<Answer> create(const OutboxRows& rows) = 0;
  virtual std::vector<Answer> remove(const OutboxRows& rows) = 0;
  // Where Manner::asks_first.
  virtual HeldOutcome held(const OutboxRows& rows);
  virtual Answer remove_held(const std::string& remote_id);
};

// Of a row at a target of this kind.
Manner manner_of(const settings::ConnectorSettings& connector, const OutboxRow& row);
// How many rows may be Sent at once.
std::size_t batch_of(settings::ConnectorKind kind);

struct TargetSetup {
  settings::ConnectorSettings connector;
  EventPlace event;
  std::shared_ptr<Pace> pace = std::make_shared<Pace>();  // of all who talk to the connector
};

// Reads the secret. `waiting` outlives it. InvalidInput: no target, or its place is not said.
base::Result<std::unique_ptr<Target>> open_target(const TargetSetup& setup, Waiting& waiting);

// target_answers.cpp: what all of them have in common.

// The system's own words in a reply, as one line.
using WordsOf = std::function<std::string(const HttpReply&)>;
Answer answer_of(const HttpOutcome& outcome, const WordsOf& words_of);
// A reply of 2xx that is not what was asked for, as of a proxy.
Answer unreadable(const char* what);
// Nothing was sent: as `why` was.
Answer not_sent(const Answer& why);
// What was asked about one person only: her row is refused, or tried again, and holds nobody up. An Unknown stays one
// although nothing was sent, for it counts as silence.
Answer of_one_row(const Answer& why);
inline constexpr int most_silent = 8;
// One request per row, until the target stops, asks for a pause, or is silent eight times in a row: what then follows
// is not sent.
std::vector<Answer> one_by_one(const OutboxRows& rows, const std::function<Answer(const OutboxRow&)>& request);
// Reads a page of a list, and says how many there are now.
using ReadPage = std::function<Answer(std::int64_t number, std::int64_t& pages)>;
// All of a list, so that no row is missed as others come and leave (sweep.h).
Answer swept(const ReadPage& read);

}  // namespace einlass::crm
