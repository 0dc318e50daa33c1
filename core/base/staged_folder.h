// A folder that is whole or not there: filled beside its place, then renamed. One thread.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <string_view>

namespace einlass::base {

class StagedFolder {
 public:
  // Makes TARGET.new-PID (0700), locked (flock) as long as this object lives. AlreadyExists: the target is there.
  // Storage: its parent cannot be written.
  static Result<StagedFolder> make(const std::filesystem::path& target);

  StagedFolder(StagedFolder&& other) noexcept;
  StagedFolder& operator=(StagedFolder&&) = delete;
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;
  ~StagedFolder();  // removes what was not put in its place

  const std::filesystem::path& path() const { return staged_; }

  // Removes what was left where somebody ended a program that filled such a folder for this target. True: there was
  // something, and now there is nothing.
  static bool remove_left_over(const std::filesystem::path& target);

  // Its files must be on disk by now; after a power cut the folder is there or it is not.
  Result<void> put_in_place();

 private:
  StagedFolder(std::filesystem::path target, std::filesystem::path staged, int lock);

  std::filesystem::path target_;
  std::filesystem::path staged_;  // empty: in its place
  int lock_ = -1;                 // on the folder itself: nobody takes it for a left one
};

// NAME.new-NUMBER: what StagedFolder and write_file call what is not whole yet.
bool is_unfinished(std::string_view name);

// Makes a file's content, or what was renamed, made or removed in a folder, survive a power cut.
void sync_to_disk(const std::filesystem::path& path);

}  // namespace einlass::base
