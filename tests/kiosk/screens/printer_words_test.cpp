// A printer's trouble in plain words, as the catalogues that ship say it: what the team reads on the status page, and
// what the guest whose badge waits for that printer hears.
#include "tests/kiosk/screens/gallery_parts.h"
#include "tests/kiosk/screens/window_test.h"

#include <string>

namespace einlass::screens {
namespace {

using flow::PrinterTrouble;

struct Named {
  PrinterTrouble trouble;
  const char* english;
  const char* german;
};

constexpr Named troubles[] = {
    {PrinterTrouble::None, "ready", "bereit"},
    {PrinterTrouble::Off, "does not answer: check power and cable", "antwortet nicht: Strom und Kabel prüfen"},
    {PrinterTrouble::Media, "out of badges: load new ones", "keine Namensschilder mehr: neue einlegen"},
    {PrinterTrouble::Ribbon, "out of ribbon or ink: replace it", "Farbband oder Tinte leer: ersetzen"},
    {PrinterTrouble::Cover, "open: close cover and trays", "offen: Klappe und Fächer schließen"},
    {PrinterTrouble::Jam, "jammed: take the badge out", "Stau: Namensschild herausnehmen"},
    {PrinterTrouble::Full, "full: take the badges out", "voll: Namensschilder herausnehmen"},
    {PrinterTrouble::Paused, "paused: start it again", "angehalten: wieder starten"},
    {PrinterTrouble::Settings, "set up wrongly: please tell an organiser",
     "falsch eingerichtet: bitte der Veranstaltungsleitung sagen"},
    {PrinterTrouble::Stuck, "an earlier badge is stuck: see to the printer",
     "ein früheres Namensschild steckt fest: bitte nachsehen"},
    {PrinterTrouble::WrongMedia, "wants other labels: load the right ones",
     "falsche Etiketten: bitte die richtigen einlegen"},
    // For half a minute after it gave a badge up, its filter failed, or nobody knows what became of the badge.
    {PrinterTrouble::GaveUp, "had trouble with the last badge: please check the printer",
     "Probleme mit dem letzten Namensschild: bitte am Drucker nachsehen"},
    {PrinterTrouble::Other, "cannot print: see to the printer", "druckt nicht: bitte nachsehen"}};

flow::ScreenModel shown(flow::State state, const std::string& language) {
  state.language = language;
  auto config = shown_config();
  config.policy.badge.template_name = "card";
  return flow::screen_model(state, config, packaged_texts());
}

std::string on_the_status_page(PrinterTrouble trouble, const std::string& language) {
  flow::Staff staff{.member = {.number = 3, .name = "Anna", .role = rules::Role::Staff},
                    .page = flow::ListPage{flow::StaffPlace::Status}};
  auto state = in_service(std::move(staff));
  state.status.printers = {{.name = "Zebra", .place = "A–K", .trouble = trouble}};
  const std::string label = language == "de" ? "Drucker Zebra" : "Printer Zebra";
  for (const auto& line : shown(std::move(state), language).lines) {
    if (line.label == label) return line.attention ? "! " + line.text : line.text;
  }
  return "there is no such line";
}

std::string badge(PrinterTrouble trouble, flow::BadgeStage stage, const std::string& place,
                  const std::string& language) {
  auto state = with_badges(flow::Welcome{"Aylin Öztürk"}, {stage}, place);
  state.visit.badges.front().trouble = trouble;
  return shown(std::move(state), language).badges.front().text;
}

TEST(PrinterWords, NameEachTroubleToTheTeamInBothLanguages) {
  for (const auto& [trouble, english, german] : troubles) {
    const std::string mark = trouble == PrinterTrouble::None ? "A–K\u00a0· " : "! A–K\u00a0· ";
    EXPECT_EQ(on_the_status_page(trouble, "en"), mark + english);
    EXPECT_EQ(on_the_status_page(trouble, "de"), mark + german);
  }
  EXPECT_EQ(std::size(troubles), static_cast<std::size_t>(PrinterTrouble::Other) + 1) << "each";
}

// What is wrong is the team's business: guests hear of every trouble alike, and where their badge will be.
TEST(PrinterWords, TellGuestsOfEachTroubleAlikeInBothLanguages) {
  for (const auto& [trouble, english, german] : troubles) {
    if (trouble == PrinterTrouble::None) continue;
    const auto waits = [trouble = trouble](const char* place, const char* language) {
      return badge(trouble, flow::BadgeStage::Printing, place, language);
    };
    EXPECT_EQ(waits("", "en"), "The printer needs a hand. Our team sees to it, and your badge follows.") << english;
    EXPECT_EQ(waits("Tür A", "en"),
              "The printer needs a hand. Our team sees to it, and your badge follows here: Tür A");
    EXPECT_EQ(waits("", "de"), "Der Drucker braucht Hilfe. Unser Team kümmert sich darum, Ihr Namensschild folgt.");
    EXPECT_EQ(waits("Tür A", "de"),
              "Der Drucker braucht Hilfe. Unser Team kümmert sich darum, Ihr Namensschild folgt. Ausgabe: Tür A");
  }
}

// A printer that gives a badge up, or whose filter fails, has failed with it; nothing is told of one that is only slow.
TEST(PrinterWords, TellGuestsHowItEndsInBothLanguages) {
  struct Row {
    flow::BadgeStage stage;
    const char* english;
    const char* german;
  };
  for (const auto& [stage, english, german] :
       {Row{flow::BadgeStage::Printing, "Your badge is being printed. Please collect it here: Tür A",
            "Ihr Namensschild wird gedruckt. Ausgabe: Tür A"},
        Row{flow::BadgeStage::Printed, "Please collect your badge here: Tür A",
            "Ihr Namensschild liegt hier bereit: Tür A"},
        Row{flow::BadgeStage::Failed, "Your badge could not be printed. Our team will give you one.",
            "Ihr Namensschild konnte nicht gedruckt werden. Unser Team gibt Ihnen eines."},
        Row{flow::BadgeStage::Unknown, "If no badge has come out, our team will give you one.",
            "Falls kein Namensschild herausgekommen ist: Unser Team gibt Ihnen eines."}}) {
    EXPECT_EQ(badge(PrinterTrouble::None, stage, "Tür A", "en"), english);
    EXPECT_EQ(badge(PrinterTrouble::None, stage, "Tür A", "de"), german);
  }
}

}  // namespace
}  // namespace einlass::screens
