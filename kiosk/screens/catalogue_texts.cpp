#include "kiosk/screens/catalogue_texts.h"

#include <algorithm>
#include <limits>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <wx/intl.h>
#include <wx/translation.h>

namespace einlass::screens {

namespace {

constexpr const char* domain = "kiosk";
constexpr const char* familiar_domain = "kiosk-du";
constexpr const char* source_language = "en";
// What wxTranslations takes for "no number".
constexpr unsigned no_count = std::numeric_limits<unsigned>::max();

std::filesystem::path file_of(const std::filesystem::path& folder, const std::string& language, const std::string& of) {
  return folder / language / "LC_MESSAGES" / (of + ".mo");
}

// wxFileTranslationsLoader looks into folders that all of the program shares.
class FolderLoader final : public wxTranslationsLoader {
 public:
  explicit FolderLoader(std::filesystem::path folder) : folder_(std::move(folder)) {}

  wxMsgCatalog* LoadCatalog(const wxString& of, const wxString& language) override {
    const auto file = file_of(folder_, language.utf8_string(), of.utf8_string());
    std::error_code none;  // most languages have one form of address only
    if (!std::filesystem::exists(file, none)) return nullptr;
    return wxMsgCatalog::CreateFromFile(wxString::FromUTF8(file.string()), of);
  }
  wxArrayString GetAvailableTranslations(const wxString& of) const override {
    wxArrayString found;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, none)) {
      const std::string language = entry.path().filename();
      if (std::filesystem::exists(file_of(folder_, language, of.utf8_string()), none)) found.push_back(language);
    }
    return found;
  }

 private:
  std::filesystem::path folder_;
};

bool among(const std::vector<std::string>& languages, const std::string& language) {
  return std::find(languages.begin(), languages.end(), language) != languages.end();
}

}  // namespace

CatalogueTexts::CatalogueTexts(std::filesystem::path folder) : folder_(std::move(folder)) {}

CatalogueTexts::~CatalogueTexts() = default;

std::vector<std::string> CatalogueTexts::languages() const {
  std::vector<std::string> found{source_language};
  for (const auto& language : FolderLoader(folder_).GetAvailableTranslations(domain)) {
    if (!among(found, language.utf8_string())) found.push_back(language.utf8_string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

base::Result<std::vector<std::string>> CatalogueTexts::offered(const std::vector<std::string>& wanted,
                                                               const std::string& usual) const {
  const auto known = languages();
  for (const auto& language : wanted) {
    if (among(known, language)) continue;
    return base::fail(base::ErrorKind::InvalidInput,
                      fmt::format("The kiosk does not speak \"{}\"; screen.languages may name {}.", language,
                                  fmt::join(known, ", ")));
  }
  const auto& offered = wanted.empty() ? known : wanted;
  if (among(offered, usual)) return offered;
  return base::fail(base::ErrorKind::InvalidInput,
                    fmt::format("screen.language is \"{}\", but the kiosk offers {} only; choose one of these.", usual,
                                fmt::join(offered, ", ")));
}

const wxTranslations& CatalogueTexts::catalogues(const std::string& language) const {
  auto& known = languages_[language];
  if (!known) {
    known = std::make_unique<wxTranslations>();
    known->SetLoader(new FolderLoader(folder_));  // the translations delete it
    known->SetLanguage(wxString::FromUTF8(language));
    for (const char* of : {domain, familiar_domain}) {
      if (language != source_language) known->AddCatalog(of, wxLANGUAGE_ENGLISH);
    }
  }
  return *known;
}

// What differs for du first, then what all forms of address have in common.
std::string CatalogueTexts::found(const flow::Voice& voice, const char* msgid, unsigned count,
                                  const std::string& otherwise) const {
  const wxTranslations& known = catalogues(voice.language);
  const wxString original = wxString::FromUTF8(msgid);
  const wxString* text = nullptr;
  if (voice.address == rules::AddressForm::Du) text = known.GetTranslatedString(original, count, familiar_domain);
  if (text == nullptr) text = known.GetTranslatedString(original, count, domain);
  return text == nullptr ? otherwise : text->utf8_string();
}

namespace {

// As it is set in print; source code has the typewriter's.
std::string with_apostrophes(std::string text) {
  constexpr std::string_view apostrophe = "\u2019";
  for (std::size_t at = text.find('\''); at != std::string::npos; at = text.find('\'', at + apostrophe.size())) {
    text.replace(at, 1, apostrophe);
  }
  return text;
}

}  // namespace

std::string CatalogueTexts::text(const flow::Voice& voice, const char* msgid) const {
  return with_apostrophes(found(voice, msgid, no_count, msgid));
}

std::string CatalogueTexts::plural(const flow::Voice& voice, const char* one, const char* many,
                                   std::uint64_t count) const {
  // wx counts with an int; languages look at the last digits of large numbers.
  constexpr std::uint64_t million = 1'000'000;
  const auto n = count < million ? count : million + count % million;
  return with_apostrophes(found(voice, one, static_cast<unsigned>(n), flow::Texts::plural(voice, one, many, count)));
}

}  // namespace einlass::screens
