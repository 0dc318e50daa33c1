#include "printing/badge/font_set.h"

#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/base/file.h"
#include "core/base/log.h"
#include "core/base/text_fold.h"

#include <algorithm>
#include <mutex>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>

namespace einlass::badge {
namespace {

namespace fs = std::filesystem;
using base::ErrorKind;

constexpr const char* basic_font = "NotoSans-Regular.ttf";

// Families that drawings ask for and that are not packaged are set in Noto Sans. "emoji" is what Pango asks for; its
// font holds pictures of one size, which are scaled as fontconfig's 10-scale-bitmap-fonts.conf does.
constexpr const char* substitutions = R"(<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <match target="pattern">
    <test name="family" qual="any"><string>emoji</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Noto Color Emoji</string></edit>
  </match>
  <match target="pattern">
    <edit name="family" mode="append_last"><string>Noto Sans</string></edit>
  </match>
  <match target="font">
    <test name="outline"><bool>false</bool></test>
    <edit name="scale" mode="assign">
      <divide><name target="pattern">pixelsize</name><name target="font">pixelsize</name></divide>
    </edit>
    <edit name="matrix" mode="assign">
      <times>
        <name>matrix</name>
        <matrix><name>scale</name><double>0</double><double>0</double><name>scale</name></matrix>
      </times>
    </edit>
    <edit name="size" mode="assign"><divide><name>size</name><name>scale</name></divide></edit>
  </match>
</fontconfig>)";

bool is_font(const fs::path& path) {
  const auto ending = path.extension();
  return ending == ".ttf" || ending == ".otf" || ending == ".ttc";
}

std::vector<std::string> fonts_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    if (is_font(entry.path())) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

const FcChar8* fc_text(const char* text) {
  return reinterpret_cast<const FcChar8*>(text);
}

// Everything that could let a font of the system in stays unread: no configuration file, no directory, no cache.
_FcConfig* private_config(const fs::path& folder, const std::vector<std::string>& names, std::string& broken) {
  _FcConfig* config = FcConfigCreate();
  if (config == nullptr) return nullptr;
  FcConfigParseAndLoadFromMemory(config, fc_text(substitutions), FcFalse);
  for (const auto& name : names) {
    if (!FcConfigAppFontAddFile(config, fc_text((folder / name).c_str()))) broken = name;
  }
  return config;
}

}  // namespace

struct FontSet::Hashes {
  std::once_flag computed;
  std::vector<FontFile> files;
  std::string all;
};

FontSet::FontSet(fs::path folder, std::vector<std::string> names, _FcConfig* config)
    : folder_(std::move(folder)), names_(std::move(names)), config_(config), hashes_(std::make_unique<Hashes>()) {}

FontSet::~FontSet() {
  FcConfigDestroy(config_);
}

base::Result<std::shared_ptr<const FontSet>> FontSet::open(const fs::path& folder) {
  auto names = fonts_in(folder);
  if (std::find(names.begin(), names.end(), basic_font) == names.end()) {
    return base::fail(ErrorKind::NotFound,
                      fmt::format("The fonts folder {} lacks {}: install Einlass again.", folder.string(), basic_font));
  }
  std::string broken;
  _FcConfig* config = private_config(folder, names, broken);
  if (config == nullptr) return base::fail(ErrorKind::Internal, "fontconfig cannot start: restart this program.");
  std::shared_ptr<const FontSet> fonts(new FontSet(folder, std::move(names), config));
  if (!broken.empty()) {
    return base::fail(ErrorKind::Storage,
                      fmt::format("The font {} in {} is damaged: install Einlass again.", broken, folder.string()));
  }
  return fonts;
}

const FontSet::Hashes& FontSet::hashes() const {
  std::call_once(hashes_->computed, [this] {
    std::string listing;
    for (const auto& name : names_) {
      const auto content = base::read_file(folder_ / name);
      // A font that vanished while the program runs must not hash like one that is there.
      const std::string hash = content ? base::hex(base::sha256(*content)) : std::string("unreadable");
      if (!content) base::log_error("{}", content.error().message);
      listing += fmt::format("{} {}\n", hash, name);
      hashes_->files.push_back({name, hash});
    }
    hashes_->all = base::hex(base::sha256(listing));
  });
  return *hashes_;
}

const std::vector<FontFile>& FontSet::files() const {
  return hashes().files;
}

bool FontSet::has_family(const std::string& family) const {
  const FcFontSet* fonts = FcConfigGetFonts(config_, FcSetApplication);
  for (int i = 0; fonts != nullptr && i < fonts->nfont; ++i) {
    FcChar8* name = nullptr;
    for (int n = 0; FcPatternGetString(fonts->fonts[i], FC_FAMILY, n, &name) == FcResultMatch; ++n) {
      if (FcStrCmpIgnoreCase(name, fc_text(family.c_str())) == 0) return true;
    }
  }
  return false;
}

const std::string& FontSet::hash() const {
  return hashes().all;
}

std::vector<char32_t> FontSet::missing_in(std::string_view utf8) const {
  const FcFontSet* fonts = FcConfigGetFonts(config_, FcSetApplication);
  const auto has = [](const FcPattern* font, char32_t character) {
    FcCharSet* characters = nullptr;  // the pattern's
    return FcPatternGetCharSet(font, FC_CHARSET, 0, &characters) == FcResultMatch &&
           FcCharSetHasChar(characters, character);
  };
  std::vector<char32_t> missing;
  for (const char32_t character : base::characters_in(utf8)) {
    const bool known = std::any_of(fonts->fonts, fonts->fonts + fonts->nfont,
                                   [&](const FcPattern* font) { return has(font, character); });
    if (!known && std::find(missing.begin(), missing.end(), character) == missing.end()) missing.push_back(character);
  }
  return missing;
}

}  // namespace einlass::badge
