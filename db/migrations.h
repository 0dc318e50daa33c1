// Numbered steps that bring a file to this version's schema. Used inside db when a file is opened.
#pragma once

#include "core/base/error.h"
#include "db/connection.h"

#include <cstdint>
#include <span>

namespace einlass::store {

// `version` is what PRAGMA user_version says afterwards; steps are numbered from 1 and never change once released.
struct Migration {
  int version = 0;
  const char* script = "";
};

// What a file holds, as PRAGMA application_id: four letters, readable by file(1).
enum class FileKind : std::int32_t {
  Venue = 0x454C5645,  // "ELVE"
  Event = 0x454C4556,  // "ELEV"
  Crm = 0x454C4352,    // "ELCR"
};

std::span<const Migration> venue_migrations();
std::span<const Migration> event_migrations();
std::span<const Migration> crm_migrations();

// The version of a file's schema, which this program can read. Errors as below; nothing is written.
base::Result<int> check_version(Connection& connection, FileKind kind, std::span<const Migration> steps);

// Each step is one transaction. Incompatible: the file is newer than the last step. InvalidInput: it holds something
// else.
base::Result<void> migrate(Connection& connection, FileKind kind, std::span<const Migration> steps);

enum class Empty { IsNew, IsNotFound };

// The same with all steps of its kind. A new file gets them as a whole: SQLite copies the pages of an empty file, made
// once per program, ten times as fast as it takes the steps.
base::Result<void> bring_to_newest(Connection& connection, FileKind kind, Empty empty = Empty::IsNew);

}  // namespace einlass::store
