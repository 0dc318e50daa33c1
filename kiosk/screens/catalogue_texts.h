// The kiosk's sentences from gettext catalogues (assets/locale), all languages at once: screens switch at run time and
// no system locale is needed. UI thread; lives as long as the stage.
#pragma once

#include "core/base/error.h"
#include "kiosk/flow/texts.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

class wxTranslations;

namespace einlass::screens {

class CatalogueTexts final : public flow::Texts {
 public:
  // `folder` holds LANGUAGE/LC_MESSAGES/kiosk.mo, and kiosk-du.mo for what reads differently where guests are
  // addressed as du. A language without catalogues speaks English, the language of the msgids.
  explicit CatalogueTexts(std::filesystem::path folder);
  ~CatalogueTexts() override;

  // Codes of the languages that there is a catalogue of, and English; sorted.
  std::vector<std::string> languages() const;
  // Those of them that a kiosk offers: all, if `wanted` is empty. InvalidInput names a language that there is not, or
  // says that the kiosk's own one, `usual`, is not among them.
  base::Result<std::vector<std::string>> offered(const std::vector<std::string>& wanted,
                                                 const std::string& usual) const;

  std::string text(const flow::Voice& voice, const char* msgid) const override;
  std::string plural(const flow::Voice& voice, const char* one, const char* many, std::uint64_t count) const override;

 private:
  const wxTranslations& catalogues(const std::string& language) const;
  std::string found(const flow::Voice& voice, const char* msgid, unsigned count, const std::string& otherwise) const;

  std::filesystem::path folder_;
  mutable std::map<std::string, std::unique_ptr<wxTranslations>> languages_;
};

}  // namespace einlass::screens
