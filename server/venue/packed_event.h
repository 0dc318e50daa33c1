// A packed event as a file: written from what the desk gave for it, and opened into a folder of its own, all of it
// checked, for the desk to take in (docs/packed-events.md). Needs the desk no more; any thread.
#pragma once

#include "core/base/passphrase.h"
#include "core/base/staged_folder.h"
#include "core/rules/event_policy.h"
#include "core/wire/event_pack.h"
#include "db/file_copy.h"
#include "server/venue/shared_list.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace einlass::venue {

inline constexpr std::size_t shortest_pack_passphrase = 12;  // a file on a lost stick can be guessed at for years

// What is to be packed, as it was at one moment.
struct PackSources {
  wire::EventPack pack;                // but for the lengths
  std::vector<std::string> documents;  // in its order
  std::string shared_list;
  store::FileSnapshot file;
  std::filesystem::path folder;  // to be made, for the copy of the event's file; gone afterwards
  base::SlowHashCost cost = base::passphrase_cost;
};

struct PackFigures {
  std::uint64_t entries = 0;
  std::uint64_t guests = 0;  // tickets
  std::uint64_t bytes = 0;   // of the packed file
};

// In memory is a MiB at a time, beside the documents. AlreadyExists: `output` is there. InvalidInput: the passphrase is
// too short. Storage: the disk is full, or what was copied does not read back as it was.
base::Result<PackFigures> write_pack(const PackSources& sources, const std::filesystem::path& output,
                                     const std::string& passphrase);

// Whole, checked, and brought to this version's form; its folder goes with it.
struct OpenedPack {
  wire::EventPack pack;
  rules::EventFrame frame;
  std::vector<std::string> documents;
  SharedList shared_list;
  SharedList rows;  // of its own guest list
  store::EventContents contents;
  std::shared_ptr<const base::StagedFolder> folder;
  std::filesystem::path file;  // in it
};

// `folder` is to be made. InvalidInput: it is no packed event, was cut short or changed. Refused: another passphrase.
// Incompatible: of a newer version.
base::Result<OpenedPack> open_pack(const std::filesystem::path& file, const std::string& passphrase,
                                   const std::filesystem::path& folder);

}  // namespace einlass::venue
