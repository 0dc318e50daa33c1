#include "kiosk/screens/catalogue_texts.h"

#include <wx/intl.h>
#include <wx/translation.h>

namespace einlass::screens {

namespace {
constexpr const char* domain = "kiosk";
constexpr const char* familiar_domain = "kiosk-du";
}  // namespace

CatalogueTexts::CatalogueTexts(const std::filesystem::path& folder) {
  wxFileTranslationsLoader::AddCatalogLookupPathPrefix(wxString::FromUTF8(folder.string()));
}

CatalogueTexts::~CatalogueTexts() = default;

const wxTranslations& CatalogueTexts::catalogues(const std::string& language) const {
  auto& known = languages_[language];
  if (!known) {
    known = std::make_unique<wxTranslations>();
    known->SetLanguage(wxString::FromUTF8(language));
    if (language != "en") {
      known->AddCatalog(domain, wxLANGUAGE_ENGLISH);
      known->AddCatalog(familiar_domain, wxLANGUAGE_ENGLISH);
    }
  }
  return *known;
}

std::string CatalogueTexts::text(const flow::Voice& voice, const char* msgid) const {
  const wxTranslations& known = catalogues(voice.language);
  const wxString original = wxString::FromUTF8(msgid);
  const wxString* found = nullptr;
  if (voice.address == rules::AddressForm::Du) found = known.GetTranslatedString(original, familiar_domain);
  if (found == nullptr) found = known.GetTranslatedString(original, domain);
  return found == nullptr ? msgid : found->utf8_string();
}

}  // namespace einlass::screens
