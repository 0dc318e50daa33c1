// A folder that is whole or not there: filled beside its place, then renamed. One thread.
#pragma once

#include "core/base/error.h"

#include <filesystem>

namespace einlass::base {

class StagedFolder {
 public:
  // Makes TARGET.new-PID (0700). AlreadyExists: the target is there. Storage: its parent cannot be written.
  static Result<StagedFolder> make(const std::filesystem::path& target);

  StagedFolder(StagedFolder&& other) noexcept;
  StagedFolder& operator=(StagedFolder&&) = delete;
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;
  ~StagedFolder();  // removes what was not put in its place

  const std::filesystem::path& path() const { return staged_; }

  // Its files must be on disk by now; after a power cut the folder is there or it is not.
  Result<void> put_in_place();

 private:
  StagedFolder(std::filesystem::path target, std::filesystem::path staged);

  std::filesystem::path target_;
  std::filesystem::path staged_;  // empty: in its place
};

// Makes a file's content, or what was renamed, made or removed in a folder, survive a power cut.
void sync_to_disk(const std::filesystem::path& path);

}  // namespace einlass::base
