// The kiosk's sentences from gettext catalogues (assets/locale), all languages at once: screens switch at run time and
// no system locale is needed. UI thread; lives as long as the stage.
#pragma once

#include "kiosk/flow/texts.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

class wxTranslations;

namespace einlass::screens {

class CatalogueTexts final : public flow::Texts {
 public:
  // `folder` holds LANGUAGE/LC_MESSAGES/kiosk.mo, and kiosk-du.mo for what reads differently where guests are
  // addressed as du. A language without catalogues speaks English, the language of the msgids.
  explicit CatalogueTexts(const std::filesystem::path& folder);
  ~CatalogueTexts() override;

  std::string text(const flow::Voice& voice, const char* msgid) const override;

 private:
  const wxTranslations& catalogues(const std::string& language) const;

  mutable std::map<std::string, std::unique_ptr<wxTranslations>> languages_;
};

}  // namespace einlass::screens
