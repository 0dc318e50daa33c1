// The files of the pages, read whole at the start: what is asked for is looked up by name and never on the disk.
// Immutable; any thread.
#pragma once

#include "core/net/http.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>

namespace einlass::pages {

class PageFiles {
 public:
  // All files below `directory`, each with the compressed one beside it (NAME.gz). No such directory: `/` says how to
  // get the pages.
  explicit PageFiles(const std::filesystem::path& directory);
  // Beside them, before the first answer(): what this venue has of its own.
  void add(const std::string& path, const std::string& content_type, const std::string& content);

  // `path` as in the target, without its query: "/", "/built/app-3F2A.js". 404 where there is no such file, 405 where
  // it is asked for otherwise than by GET or HEAD. Names below /built/ carry the hash of their content, so browsers
  // keep those.
  net::HttpResponse answer(const net::HttpRequest& request, const std::string& path) const;

  std::size_t count() const { return files_.size(); }

 private:
  struct File {
    std::string content_type;
    std::string content;
    std::string compressed;  // gzip (RFC 1952); empty: there is none
    std::string tag;         // of HTTP (RFC 9110 §8.8.3)
  };
  static File read(const std::filesystem::path& file);

  std::map<std::string, File> files_;  // by path: "/index.html"
};

}  // namespace einlass::pages
