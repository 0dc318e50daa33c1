// The last part of a restore: the restored venue takes its places in a state directory, and one that was there is put
// aside. The power may fail at any moment of it, or somebody end the program.
//   restored-NAME.new-PID  is being filled; what a restore leaves that is ended by then
//   restored-NAME          whole and on disk: from now on it is the venue, and whoever next has the directory's lock
//                          goes on with moving it
//   replaced-NAME          the venue that was there
// One thread, which holds the directory's lock.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace einlass::venue {

// A file or folder that takes another place in one step.
struct Move {
  std::filesystem::path from;
  std::filesystem::path to;
};

// What is left to do until a whole restored-NAME has taken its places, in this order: the venue's database goes first
// and comes last. None: there is no such folder, or only its removal is left.
std::vector<Move> moves_left(const std::filesystem::path& directory);
// On disk when it returns. Storage: the rights don't allow it.
base::Result<void> make(const Move& move);

// Goes on where a restore was cut short after its venue was whole. True: there was something to do.
base::Result<bool> finish_restore(const std::filesystem::path& directory);

// The folder of a restore that was cut short before its venue was whole: whoever has the lock knows that nobody fills
// it any more.
std::optional<std::filesystem::path> unfinished_restore(const std::filesystem::path& directory);
void remove_unfinished_restores(const std::filesystem::path& directory);

bool holds_replaced_venue(const std::filesystem::path& directory);

// There is a venue, or was one, or was to be one; opening it says which.
bool holds_traces_of_venue(const std::filesystem::path& directory);

// Of a restore at this time: NAME, of which no folder is there yet, not even an unfinished one.
struct RestorePlaces {
  std::filesystem::path filled;  // restored-NAME
  std::filesystem::path aside;   // replaced-NAME
};
RestorePlaces places_for(const std::filesystem::path& directory, const std::string& date);

}  // namespace einlass::venue
