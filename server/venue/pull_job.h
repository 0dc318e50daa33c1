// A pull between its two moments at the desk (CrmDesk): what it needs to be read on another thread, what that brings,
// and what became of it.
#pragma once

#include "db/crm_store.h"
#include "db/event_store.h"
#include "server/crm/look.h"
#include "server/crm/pace.h"
#include "server/venue/guest_desk.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace einlass::venue {

// What a pull brought, before the desk has heard of it.
struct PullRead {
  store::PullRecord pull;
  std::size_t tickets = 0;                         // PullReport's
  bool meets_other_lists = false;                  // brings codes or orders that are on the list from elsewhere
  std::optional<guests::ImportPreview> preview{};  // nothing: there is nothing to import
  std::optional<crm::PersonsLook> look{};          // of a dry run of persons
};

struct PullJob {
  settings::ConnectorSettings connector;
  std::string event;  // key; empty: persons, who belong to no event
  store::PullKey key;
  bool full = false;
  bool dry_run = false;
  std::shared_ptr<crm::Pace> pace;  // of all who talk to the connector
  std::filesystem::path file;
  std::string list{};                      // whose guests they are
  std::optional<GuestImportJob> import{};  // of an event, with
  store::EventStoreOptions event_file{};   // its file

  // Any thread, over connections of its own.
  base::Result<PullRead> read(crm::Waiting& waiting) const;
};

struct PullReport {
  std::string connector;
  std::string event;
  bool full = false;
  std::size_t tickets = 0;                  // that the source told of, and with a delta those that it dropped
  store::PullFigures figures{};             // what it brought, or would bring: guests, or persons
  std::optional<GuestImportReport> import;  // nothing: there was nothing to import
  std::optional<crm::PersonsLook> look{};   // of a dry run of persons
};

}  // namespace einlass::venue
