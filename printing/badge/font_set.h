// The packaged fonts: the only ones that a badge is ever drawn with, so that the server's preview and the kiosk's print
// agree. Opened once per process and shared; const members are thread-safe.
#pragma once

#include "core/base/error.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct _FcConfig;  // fontconfig's FcConfig

namespace einlass::badge {

struct FontFile {
  std::string name;    // in the folder
  std::string sha256;  // hex

  friend bool operator==(const FontFile&, const FontFile&) = default;
};

class FontSet {
 public:
  // `folder` is share/einlass/fonts. NotFound if it holds no fonts or lacks the basic one.
  static base::Result<std::shared_ptr<const FontSet>> open(const std::filesystem::path& folder);

  ~FontSet();
  FontSet(const FontSet&) = delete;
  FontSet& operator=(const FontSet&) = delete;

  // By name. The first call reads and hashes every file (0.2 s); later ones answer from memory.
  const std::vector<FontFile>& files() const;
  // SHA-256 in hex over all names and content hashes: two machines with the same one set every line alike.
  const std::string& hash() const;

  // The characters of a text that no font has, each once; those that are never seen (controls, joiners) are passed
  // over.
  std::vector<char32_t> missing_in(std::string_view utf8) const;
  bool has_family(const std::string& family) const;

  _FcConfig* config() const { return config_; }

 private:
  struct Hashes;
  FontSet(std::filesystem::path folder, std::vector<std::string> names, _FcConfig* config);
  const Hashes& hashes() const;

  std::filesystem::path folder_;
  std::vector<std::string> names_;
  _FcConfig* config_;
  std::unique_ptr<Hashes> hashes_;
};

}  // namespace einlass::badge
