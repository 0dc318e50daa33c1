// Parts of a ZIP, through minizip, as libxlsxwriter writes them. One thread.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <minizip/unzip.h>
#include <minizip/zip.h>

namespace einlass::report {

struct ZipPart {
  std::string name;
  std::string content;
};

// Of a file whose parts are small.
class ZipReader {
 public:
  explicit ZipReader(const std::filesystem::path& file) : file_(unzOpen64(file.c_str())) {}

  // One after the other; nothing: there are no more. Storage: it is damaged, or no ZIP.
  base::Result<std::optional<ZipPart>> next();

 private:
  std::optional<ZipPart> read();

  struct Close {
    void operator()(void* file) const { unzClose(file); }
  };
  std::unique_ptr<void, Close> file_;
  bool has_begun_ = false;
};

class ZipWriter {
 public:
  explicit ZipWriter(const std::filesystem::path& file);
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  // What fails is kept until close().
  void begin(const std::string& part);
  void add(std::string_view piece);  // of a part: 4 GiB at most
  void end();
  base::Result<void> close();  // Storage: there was no room

 private:
  static uLong write_noted(voidpf writer, voidpf stream, const void* bytes, uLong size);
  void note(int result);

  struct Close {
    void operator()(void* file) const { zipClose(file, nullptr); }
  };
  write_file_func write_ = nullptr;
  std::unique_ptr<void, Close> file_;
  int failed_ = 0;  // errno of the first that failed
};

}  // namespace einlass::report
