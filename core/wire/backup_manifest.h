// What a backup says of itself: manifest.json in its folder (docs/server.md).
#pragma once

#include "core/base/crypto.h"
#include "core/base/error.h"
#include "core/base/instant.h"
#include "core/rules/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::wire {

using BackupId = base::StrongId<struct BackupTag>;  // minted for each backup

struct BackupFile {
  std::string name;  // below the backup's folder
  // Nothing while a guest is being erased in it: then the file's own checks must do.
  std::optional<base::Hash> sha256;
  friend bool operator==(const BackupFile&, const BackupFile&) = default;
};

struct BackupEvent {
  rules::EventId id;
  std::string key;
  std::uint64_t entries = 0;
  std::uint64_t guests = 0;
  friend bool operator==(const BackupEvent&, const BackupEvent&) = default;
};

struct BackupManifest {
  BackupId id;
  base::Instant made;
  rules::JournalId journal;  // under which the server wrote
  std::vector<BackupEvent> events;
  std::vector<BackupFile> files;
  friend bool operator==(const BackupManifest&, const BackupManifest&) = default;
};

std::string backup_manifest_document(const BackupManifest& manifest);
// InvalidInput: it is no such document. Incompatible: a newer version wrote it.
base::Result<BackupManifest> read_backup_manifest(std::string_view document);

}  // namespace einlass::wire
