// Languages: those that ship, and one more that nobody wrote a line of code for.
#include "tests/kiosk/screens/window_test.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <stdlib.h>

namespace einlass::screens {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

TEST(Catalogues, SpeakGermanInBothForms) {
  const auto say = [](rules::AddressForm form, const char* language) {
    return packaged_texts().text({.language = language, .address = form}, "You are early");
  };
  EXPECT_EQ(say(rules::AddressForm::Sie, "de"), "Sie sind früh dran");
  EXPECT_EQ(say(rules::AddressForm::Du, "de"), "Du bist früh dran");
  EXPECT_EQ(say(rules::AddressForm::Du, "en"), "You are early");
  EXPECT_EQ(say(rules::AddressForm::Sie, "tlh"), "You are early") << "a language without catalogue speaks English";
}

TEST(Catalogues, FallBackFromDuToTheCommonForm) {
  EXPECT_EQ(packaged_texts().text({.language = "de", .address = rules::AddressForm::Du}, "Welcome"), "Willkommen");
}

TEST(Catalogues, SetApostrophesAsInPrint) {
  EXPECT_EQ(packaged_texts().text({.language = "en"}, "We can't find this code"), "We can\u2019t find this code");
}

TEST(Catalogues, OfferWhatTheSettingsNameInTheirOrder) {
  EXPECT_THAT(packaged_texts().languages(), ElementsAre("de", "en"));
  EXPECT_THAT(packaged_texts().offered({}, "de").value(), ElementsAre("de", "en"));
  EXPECT_THAT(packaged_texts().offered({"en", "de"}, "de").value(), ElementsAre("en", "de"));
  EXPECT_THAT(packaged_texts().offered({"en"}, "en").value(), ElementsAre("en"));
}

TEST(Catalogues, RefuseALanguageThatThereIsNot) {
  const auto offered = packaged_texts().offered({"de", "tlh"}, "de");
  ASSERT_FALSE(offered);
  EXPECT_EQ(offered.error().message, "The kiosk does not speak \"tlh\"; screen.languages may name de, en.");
}

TEST(Catalogues, RefuseAKiosksOwnLanguageThatItDoesNotOffer) {
  const auto offered = packaged_texts().offered({"en"}, "de");
  ASSERT_FALSE(offered);
  EXPECT_EQ(offered.error().message, "screen.language is \"de\", but the kiosk offers en only; choose one of these.");
}

// French, said by nobody: each German sentence in guillemets, and one that counts.
class AThirdLanguage : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "einlass-locale-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    const auto catalogue = folder_ / "fr/LC_MESSAGES/kiosk.mo";
    std::filesystem::create_directories(catalogue.parent_path());
    const auto po = (folder_ / "fr.po").string();
    run("msgfilter --keep-header -i '" EINLASS_SOURCE_DIR "/assets/locale/de/kiosk.po' -o '" + po +
        "' sed 's/.*/«&»/' 2>/dev/null");
    std::ofstream(po, std::ios::app) << "\nmsgid \"{count} guest\"\nmsgid_plural \"{count} guests\"\n"
                                        "msgstr[0] \"{count} invité\"\nmsgstr[1] \"{count} invités\"\n";
    // French counts nothing like one thing; German does not.
    run("sed -i 's/plural=(n != 1)/plural=(n > 1)/; s/Language: de/Language: fr/' '" + po + "'");
    run("msgfmt -o '" + catalogue.string() + "' '" + po + "'");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static void run(const std::string& command) { ASSERT_EQ(std::system(command.c_str()), 0) << command; }

  std::filesystem::path folder_;
};

TEST_F(AThirdLanguage, IsOfferedInItsOwnWords) {
  const CatalogueTexts texts(folder_);
  EXPECT_THAT(texts.languages(), ElementsAre("en", "fr")) << "this folder has no German";
  flow::FlowConfig config;
  config.languages = texts.offered({}, "fr").value();
  config.default_language = "fr";
  const auto model = flow::screen_model({.screen = flow::Attract{}}, config, texts);
  ASSERT_EQ(model.languages.size(), 2U);
  EXPECT_EQ(model.languages.at(1).label, "Français");
  EXPECT_EQ(model.language, "fr");
}

// No sentence passes its catalogue by.
TEST_F(AThirdLanguage, SaysEverything) {
  const CatalogueTexts texts(folder_);
  flow::FlowConfig config{.languages = {"en", "fr"}, .default_language = "fr", .organiser = "Netzwerk e. V."};
  const std::vector<flow::Screen> screens{flow::Attract{},     flow::Checking{},  flow::Welcome{"Zoë"},
                                          flow::AlreadyIn{},   flow::Announced{}, flow::OutOfService{},
                                          flow::NotTheTicket{}};
  for (const auto& screen : screens) {
    flow::State state{.screen = screen};
    state.speech.asked = true;
    state.visit.badges = {{.stage = flow::BadgeStage::Printing}};
    const auto model = flow::screen_model(state, config, texts);
    std::vector<std::string> said{model.headline, model.privacy, model.badges.at(0).text};
    if (!model.body.empty()) said.push_back(model.body);
    for (const auto& button : model.buttons) said.push_back(button.label);
    if (model.help) said.push_back(model.help->label);
    for (const auto& notice : model.notices) said.push_back(notice.text);
    EXPECT_THAT(said, testing::Each(AllOf(StartsWith("«"), EndsWith("»")))) << model.headline;
  }
}

TEST_F(AThirdLanguage, CountsByItsOwnRule) {
  const CatalogueTexts texts(folder_);
  const auto guests = [&](const char* language, std::uint64_t count) {
    return texts.plural({.language = language}, "{count} guest", "{count} guests", count);
  };
  EXPECT_EQ(guests("fr", 0), "{count} invité");
  EXPECT_EQ(guests("fr", 1), "{count} invité");
  EXPECT_EQ(guests("fr", 2), "{count} invités");
  EXPECT_EQ(guests("fr", 6'000'000'000), "{count} invités") << "more than an unsigned holds";
  EXPECT_EQ(guests("en", 0), "{count} guests");
  EXPECT_EQ(guests("en", 1), "{count} guest");
}

TEST_F(AThirdLanguage, HasNoFormOfAddressOfItsOwn) {
  const CatalogueTexts texts(folder_);
  EXPECT_THAT(texts.text({.language = "fr", .address = rules::AddressForm::Du}, "You are early"),
              HasSubstr("früh dran"));
}

}  // namespace
}  // namespace einlass::screens
