// The files that SQLite keeps of one database: itself, and beside it its write-ahead log (NAME-wal) and the index of
// that (NAME-shm). https://www.sqlite.org/tempfiles.html. Any thread; the database is not open.
#pragma once

#include "core/base/error.h"

#include <array>
#include <filesystem>

namespace einlass::store {

// Whether they are there or not. Itself last: who removes or moves them in this order can go on after a crash, as the
// database is there until the others are gone.
std::array<std::filesystem::path, 3> files_of_database(const std::filesystem::path& file);

// Succeeds where there is none. Storage: the folder's permissions, with the path in the message.
base::Result<void> remove_database(const std::filesystem::path& file);

}  // namespace einlass::store
