// A folder for one test, removed with everything in it. Others may pass through it: cupsd started by root runs its
// filters as lp.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>

namespace einlass::test {

class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// Waits for something that other programs bring about; false after `patience`, which no healthy machine needs.
bool eventually(const std::function<bool()>& condition, std::chrono::seconds patience = std::chrono::seconds(30));

}  // namespace einlass::test
