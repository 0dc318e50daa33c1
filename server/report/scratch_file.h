// A file without a name, for what is too much to keep in memory while a report is made: nobody else can open it, and it
// is gone when this object is, also after a crash. In the folder for temporary files (TMPDIR, /tmp). One thread.
#pragma once

#include "server/report/sink.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace einlass::report {

class ScratchFile {
 public:
  static base::Result<ScratchFile> open();  // Storage: there is no room, or no such folder
  ScratchFile(ScratchFile&& other) noexcept;
  ScratchFile& operator=(ScratchFile&&) = delete;
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile();

  // For libraries that want a name: it opens this file, and only in this process.
  std::filesystem::path path() const;

  base::Result<void> append(std::string_view bytes);    // written many at once
  base::Result<void> flush();                           // before anything of it is read
  std::uint64_t appended() const { return appended_; }  // bytes

  base::Result<std::string> read(std::uint64_t offset, std::size_t size) const;
  base::Result<void> hand_over(const Sink& sink) const;  // all of it

 private:
  explicit ScratchFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
  std::string waiting_;
  std::uint64_t appended_ = 0;
};

}  // namespace einlass::report
