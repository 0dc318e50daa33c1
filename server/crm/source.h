// A system that guests or persons come from. One page at a time, so that each can be kept before the next is asked for:
// the position that a page ends with is all that a source needs to go on, also after the process was killed.
#pragma once

#include "core/base/error.h"
#include "db/crm_store.h"
#include "server/crm/http_client.h"

#include <memory>
#include <optional>
#include <string>

namespace einlass::crm {

struct PullScope {
  bool full = true;
  std::string watermark;  // with a delta: what the last pull ended with
  std::string remote;     // the event as the system calls it; empty for persons
};

class Source {
 public:
  virtual ~Source() = default;

  // `position` is empty for the first page. Refused: the system does not take the key, or the address is wrong; a
  // person has to act. Unavailable, Timeout: later. InvalidInput: the settings or the answer do not fit.
  virtual base::Result<store::PulledPage> page(const PullScope& scope, const std::string& position) = 0;
  // Whether it can tell what has changed; otherwise every pull is a full one.
  virtual bool has_delta() const { return true; }

  // After the last page: what a person should see to before pulls fail for it, in one sentence; empty: nothing.
  virtual std::string warning() const { return {}; }

  // Of the event that `scope` (a delta's) names, the ticket with this code, as page() would tell of it, cancelled ones
  // included; nothing: there is none. Nothing is asked twice. Precondition: may_find().
  virtual base::Result<std::optional<rules::PulledTicket>> ticket_with(const PullScope& scope, const std::string& code);
};

// Whether the system can be asked for one code, and this may be one of its codes at all (docs/connectors.md).
bool may_find(const settings::ConnectorSettings& connector, const std::string& code);

// What an event is linked to a source of this kind gives: its tickets. The others give persons, for no event.
bool gives_tickets(settings::ConnectorKind kind);
bool gives_persons(settings::ConnectorKind kind);

// Precondition: gives_tickets() or gives_persons(). The waiting outlives it.
std::unique_ptr<Source> make_source(const settings::ConnectorSettings& connector, const settings::Secret& secret,
                                    const Turns& turns);

}  // namespace einlass::crm
