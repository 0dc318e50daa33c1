// Screens of every layout with as much on them as may ever be, made by hand: what names, companies and translations can
// do to a layout.
#include "tests/kiosk/screens/gallery.h"

#include <initializer_list>
#include <string_view>

namespace einlass::screens {

namespace {

using flow::ScreenModel;
using flow::Tone;

const char* const long_name = "Wilhelmine-Charlotte Freifrau von Hohenlohe-Waldenburg-Schmidt";
const char* const long_company = "Vereinigte Norddeutsche Versicherungs- und Rückversicherungsgesellschaft a. G.";

// Says the same in both languages.
class Words {
 public:
  explicit Words(const std::string& language) : german_(language == "de") {}
  std::string operator()(const char* german, const char* english) const { return german_ ? german : english; }

 private:
  bool german_;
};

flow::Button button(std::string label, std::string id, bool primary = false) {
  return {.label = std::move(label), .event = flow::Touched{}, .primary = primary, .id = std::move(id)};
}

flow::Field field(std::string label, std::string id, std::string text, bool typed_into = false,
                  std::string trouble = {}) {
  return {.edit = button(std::move(label), std::move(id)),
          .text = std::move(text),
          .typed_into = typed_into,
          .trouble = std::move(trouble)};
}

flow::Keycap key(const std::string& text) {
  return {.press = {.label = text, .event = flow::Typed{text}, .id = "key_" + text}};
}

std::vector<flow::Keycap> keys(std::string_view letters) {
  std::vector<flow::Keycap> row;
  std::string letter;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    letter += letters[i];
    const bool whole = i + 1 == letters.size() || (static_cast<unsigned char>(letters[i + 1]) & 0xC0U) != 0x80U;
    if (whole) row.push_back(key(std::exchange(letter, {})));
  }
  return row;
}

flow::Keyboard keyboard(std::initializer_list<std::string_view> rows, bool shifted, const Words& say) {
  flow::Keyboard board{.alphabet = rows.size() == 4,
                       .rows = {},
                       .hide = say("Tastatur ausblenden", "Hide the keyboard"),
                       .unhide = say("Tastatur einblenden", "Show the keyboard")};
  for (const std::string_view row : rows) {
    board.rows.push_back(keys(row));
    for (flow::Keycap& each : board.rows.back()) each.spare = row.starts_with("1");
  }
  auto& last = board.rows.back();
  last.insert(last.begin(), {.press = button("⇧", "shift"), .spoken = "Shift", .width = 1.5, .held = shifted});
  last.push_back({.press = button("⌫", "erase"), .spoken = "Delete", .width = 1.5});
  board.rows.emplace_back();
  board.rows.back().push_back({.press = button("?123", "signs"), .spoken = "Signs", .width = 1.8});
  board.rows.back().push_back({.press = button("é à ñ", "accents"), .spoken = "Accents", .width = 1.8});
  board.rows.back().push_back({.press = button(say("Leerzeichen", "Space"), "space"), .width = 4});
  for (const char* sign : {"-", ".", "@"}) board.rows.back().push_back(key(sign));
  return board;
}

flow::Keyboard letters(bool shifted, const Words& say) {
  return shifted ? keyboard({"1234567890", "QWERTZUIOPÜ", "ASDFGHJKLÖÄ", "YXCVBNMẞ"}, true, say)
                 : keyboard({"1234567890", "qwertzuiopü", "asdfghjklöä", "yxcvbnmß"}, false, say);
}

flow::Keyboard accents(const Words& say) {
  return keyboard({"äöüßáàâãåæą", "çćčďđðéèêëę", "ěğíìîïıłñńň", "óòôõøœřśšşţ", "ťþúùûůýźžż"}, false, say);
}

flow::Keyboard number_pad() {
  flow::Keyboard pad{.number_pad = true};
  for (const char* digits : {"123", "456", "789", "0"}) pad.rows.push_back(keys(digits));
  pad.rows.back().push_back({.press = button("⌫", "erase"), .spoken = "Delete"});
  return pad;
}

void staff_frame(ScreenModel& model, const Words& say, int calls) {
  model.signed_in = say("Miriam Öztürk-Baumgärtner, Empfang", "Miriam Öztürk-Baumgärtner, front desk");
  model.today = say("Freitag, 27. November, 18:04", "Friday 27 November, 18:04");
  model.privacy.clear();
  model.privacy_url.clear();
  model.help.reset();
  const auto count = [](const std::string& word, int number) { return word + " " + std::to_string(number); };
  model.tools = {button(count(say("Rufe", "Calls"), calls), "tool_calls", calls > 0),
                 button(count(say("Konflikte", "Conflicts"), 0), "tool_conflicts"),
                 button(count(say("Angemeldet", "Announced"), 3), "tool_announced"),
                 button(say("Drucker bereit", "Printers ready"), "tool_printers"),
                 button(say("Stand: vor 2 min", "List: 2 min old"), "tool_list"),
                 button(say("Abmelden", "Sign out"), "sign_out")};
}

void form(ScreenModel& model, std::string headline, std::string body, const Words& say) {
  model.layout = flow::Layout::Form;
  model.headline = std::move(headline);
  model.body = std::move(body);
  model.buttons = {button(say("Weiter", "Next"), "next", true), button(say("Zurück", "Back"), "back")};
}

void search_by_guest(ScreenModel& model, const std::string& language) {
  const Words say(language);
  form(model, say("Wie heißen Sie?", "What is your name?"),
       say("Bitte so, wie Sie sich angemeldet haben.", "As you gave it when you registered."), say);
  model.fields = {field(say("Vorname", "First name"), "field_first_name", "Jürgen"),
                  field(say("Nachname", "Surname"), "field_last_name", "Gro", true)};
  model.keyboard = letters(false, say);
}

void walk_in(ScreenModel& model, const std::string& language) {
  const Words say(language);
  form(model, say("Schön, dass Sie da sind", "Good to see you"),
       say("Wir brauchen noch ein paar Angaben für Ihr Namensschild.", "A few details for your badge, please."), say);
  model.fields = {field(say("Vorname", "First name"), "field_first_name", "Wilhelmine-Charlotte"),
                  field(say("Nachname", "Surname"), "field_last_name",
                        "Freifrau von Hohenlohe-Waldenburg-Schmidt zu Hohenstein", true),
                  field(say("Firma", "Company"), "field_company", long_company),
                  field(say("E-Mail-Adresse", "E-mail address"), "field_email", "w.hohenlohe@example")};
  model.keyboard = letters(true, say);
}

void walk_in_trouble(ScreenModel& model, const std::string& language) {
  const Words say(language);
  walk_in(model, language);
  model.fields[1] =
      field(say("Nachname", "Surname"), "field_last_name", "", false, say("Bitte ausfüllen.", "Please fill this in."));
  model.fields[3] = field(say("E-Mail-Adresse", "E-mail address"), "field_email", "w.hohenlohe@example", true,
                          say("Das ist keine vollständige E-Mail-Adresse wie name@example.org.",
                              "This is not a whole e-mail address, such as name@example.org."));
  model.keyboard = letters(false, say);
  model.warning =
      flow::IdleWarning{.text = say("Sind Sie noch da? Diese Seite schließt sich gleich.",
                                    "Are you still there? This page is about to close."),
                        .more_time = button(say("Ich brauche mehr Zeit", "I need more time"), "more_time", true)};
}

void accented(ScreenModel& model, const std::string& language) {
  const Words say(language);
  form(model, say("Wie sollen wir Sie nennen?", "What shall we call you?"), "", say);
  model.fields = {
      field(say("Name auf dem Namensschild", "Name on the badge"), "field_name", "عبد الرحمن بن محمد الفهد", true)};
  model.keyboard = accents(say);
}

void consent(ScreenModel& model, const std::string& language) {
  const Words say(language);
  model.layout = flow::Layout::Choice;
  model.icon = flow::Icon::None;
  model.headline = say("Dürfen wir Sie fotografieren?", "May we take pictures of you?");
  model.body =
      say("Die Bilder erscheinen auf der Website des Vereins und in seinem Jahresbericht. Sie können Ihre "
          "Einwilligung jederzeit widerrufen.",
          "They appear on the association's website and in its annual report. You can withdraw your consent "
          "at any time.");
  model.buttons = {button(say("Ja, gern", "Yes, you may"), "choice_1"),
                   button(say("Nein, bitte nicht", "No, please don't"), "choice_2")};
}

void many_choices(ScreenModel& model, const std::string& language) {
  const Words say(language);
  model.layout = flow::Layout::Choice;
  model.icon = flow::Icon::None;
  model.headline = say("Wie viele Personen sind jetzt da?", "How many people are here now?");
  model.body.clear();
  model.buttons.clear();
  for (int i = 1; i <= 12; ++i) {
    const std::string persons = i == 1 ? say(" Person", " person") : say(" Personen", " people");
    model.buttons.push_back(button(std::to_string(i) + persons, "choice_" + std::to_string(i)));
  }
}

void pin(ScreenModel& model, const std::string& language) {
  const Words say(language);
  form(model, say("Für unser Team", "For our team"), say("Bitte geben Sie Ihre PIN ein.", "Please enter your PIN."),
       say);
  model.fields = {field("PIN", "field_pin", "••••", true)};
  model.keyboard = number_pad();
}

void pin_wrong(ScreenModel& model, const std::string& language) {
  const Words say(language);
  pin(model, language);
  model.fields[0] = field("PIN", "field_pin", "", true,
                          say("Diese PIN kennt der Server nicht. Noch vier Versuche.",
                              "The server does not know this PIN. Four more attempts."));
}

flow::Row row(int number, std::string title, std::string detail, std::string mark = {}, Tone tone = Tone::Calm) {
  return {.open = button(std::move(title), "row_" + std::to_string(number)),
          .detail = std::move(detail),
          .mark = std::move(mark),
          .tone = tone};
}

void staff_search(ScreenModel& model, const std::string& language) {
  const Words say(language);
  staff_frame(model, say, 2);
  model.layout = flow::Layout::List;
  model.headline = say("Gäste", "Guests");
  model.body.clear();
  model.fields = {field(say("Name, Firma oder Code", "Name, company or code"), "field_search", "mül", true)};
  model.keyboard = letters(false, say);
  model.rows = {
      row(1, "Müller, Anna", "Stadtwerke Kiel", say("im Haus", "inside"), Tone::Success),
      row(2, "Müller-Lüdenscheidt, Hans-Joachim", long_company, say("Schild fehlt", "badge owed"), Tone::Attention),
      row(3, long_name, long_company, say("noch nicht da", "not here yet")),
      row(4, "الفهد، عبد الرحمن بن محمد", "مؤسسة الشرق للتجارة", say("im Haus", "inside"), Tone::Success),
      row(5, "欧阳 修文", "北京中关村软件园发展有限责任公司", say("noch nicht da", "not here yet")),
      row(6, "Muller, Zoë", "", say("storniert", "cancelled"), Tone::Attention),
      row(7, "Mülders, Piet", "Havenbedrijf Rotterdam N.V.", say("noch nicht da", "not here yet"))};
  model.buttons = {button(say("Neuer Gast", "New guest"), "walk_in"), button(say("+1", "+1"), "count")};
}

void staff_search_empty(ScreenModel& model, const std::string& language) {
  const Words say(language);
  staff_search(model, language);
  model.rows.clear();
  model.fields[0].text = "Xaverl";
  model.body = say("Niemand auf der Liste heißt so. Prüfen Sie die Schreibweise, oder nehmen Sie den Gast neu auf.",
                   "Nobody on the list is called so. Check the spelling, or take the guest in as new.");
  model.mismatch = say("Dieser Kiosk steht auf „Nebeneingang“, heute öffnet nur der Haupteingang.",
                       "This kiosk is set to “Side entrance”; only the main entrance is open today.");
}

void calls(ScreenModel& model, const std::string& language) {
  const Words say(language);
  staff_frame(model, say, 12);
  model.layout = flow::Layout::List;
  model.headline = say("Rufe", "Calls");
  model.body.clear();
  model.rows.clear();
  for (int i = 1; i <= 12; ++i) {
    model.rows.push_back(
        row(i, say("Kiosk am Nebeneingang, 2. Etage", "Kiosk at the side entrance, 2nd floor"),
            say("Gast bittet um Hilfe, seit ", "A guest asks for help, for ") + std::to_string(i) + " min",
            i > 9   ? say("niemand unterwegs", "nobody on the way")
            : i > 6 ? say("unterwegs", "on the way")
                    : "",
            i > 9 ? Tone::Attention : Tone::Working));
  }
  model.buttons = {button(say("Zurück", "Back"), "back")};
}

void conflicts_none(ScreenModel& model, const std::string& language) {
  const Words say(language);
  staff_frame(model, say, 0);
  model.layout = flow::Layout::List;
  model.headline = say("Konflikte", "Conflicts");
  model.body = say("Es gibt keine Konflikte.", "There are no conflicts.");
  model.buttons = {button(say("Zurück", "Back"), "back")};
}

std::vector<flow::Button> all_actions(const Words& say) {
  return {button(say("Einlassen", "Admit"), "admit", true),
          button(say("Einlass zurücknehmen", "Undo admission"), "undo"),
          button(say("Geht", "Departs"), "depart"),
          button(say("Weitere Personen", "More people"), "persons"),
          button(say("Namensschild nachdrucken", "Reprint badge"), "reprint"),
          button(say("Namensschild verloren", "Badge lost"), "lost"),
          button(say("Übertragen", "Transfer"), "transfer"),
          button(say("Angaben berichtigen", "Correct details"), "correct"),
          button(say("Entschuldigt", "Excused"), "excused"),
          button(say("Anderswo bezahlt", "Paid elsewhere"), "settled"),
          button(say("Notiz", "Note"), "note"),
          button(say("Trotzdem einlassen", "Admit all the same"), "override"),
          button(say("Gruppe der Bestellung", "Group of the order"), "group"),
          button(say("Zurück", "Back"), "back")};
}

void guest_sheet(ScreenModel& model, const std::string& language) {
  const Words say(language);
  staff_frame(model, say, 1);
  model.layout = flow::Layout::Sheet;
  model.headline = say("Noch nicht da", "Not here yet");
  model.name = "Jürgen Groß";
  model.body.clear();
  model.lines = {{say("Firma", "Company"), "Hamburger Hafen und Logistik AG"},
                 {say("Ticket", "Ticket"), say("Tagesticket, 1 Person", "Day ticket, 1 person")},
                 {say("Bezahlt", "Paid"), say("ja", "yes")},
                 {say("Tisch", "Table"), "12"},
                 {say("Notiz", "Note"), say("Kommt mit Assistenzhund.", "Comes with an assistance dog.")}};
  model.buttons = all_actions(say);
}

void guest_sheet_full(ScreenModel& model, const std::string& language) {
  const Words say(language);
  guest_sheet(model, language);
  model.tone = Tone::Attention;
  model.headline = say("Nicht bezahlt", "Not paid");
  model.name = long_name;
  model.lines = {
      {say("Firma", "Company"), long_company},
      {say("Ticket", "Ticket"), say("Workshop „Künstliche Intelligenz im Mittelstand“, Nachmittag, 4 Personen",
                                    "Workshop “Artificial intelligence for small companies”, afternoon, 4 people")},
      {say("Bezahlt", "Paid"), say("nein, 240,00 € offen", "no, €240.00 due"), true},
      {say("Einlass", "Admissions"),
       say("2 von 4, zuletzt um 17:48 am Nebeneingang", "2 of 4, last at 17:48 at the side entrance")},
      {say("Namensschilder", "Badges"), say("1 gedruckt, 3 offen", "1 printed, 3 owed"), true},
      {say("Notiz", "Note"), say("Spricht am Abend; bitte zur Regie begleiten und Herrn Dr. Nguyễn Bescheid geben.",
                                 "Speaks in the evening; please take to the stage manager and tell Dr Nguyễn.")}};
  model.badges = {{flow::BadgeStage::Printing, say("Namensschild 1 wird gedruckt.", "Badge 1 is being printed.")},
                  {flow::BadgeStage::Failed, say("Namensschild 2: kein Papier.", "Badge 2: out of paper.")}};
  model.mismatch = say("Die Veranstaltung beginnt erst morgen.", "The event does not begin before tomorrow.");
}

void printers(ScreenModel& model, const std::string& language) {
  const Words say(language);
  staff_frame(model, say, 0);
  model.layout = flow::Layout::Sheet;
  model.headline = say("Zustand", "State");
  model.name.clear();
  model.body.clear();
  model.lines = {{say("Drucker links", "Printer on the left"), say("bereit", "ready")},
                 {say("Drucker rechts", "Printer on the right"), say("kein Papier", "out of paper"), true},
                 {say("Gästeliste", "Guest list"), say("Stand 18:02", "as of 18:02")},
                 {say("Offene Einträge", "Entries to send"), "0"},
                 {say("Im Haus", "Inside"), say("214 von 650", "214 of 650")}};
  model.buttons = {button(say("Testdruck", "Test print"), "test"), button(say("Zurück", "Back"), "back")};
}

}  // namespace

std::vector<Shown> screens_by_hand() {
  return {{"form_search", Shown::ByHand(search_by_guest)},
          {"form_walk_in", Shown::ByHand(walk_in)},
          {"form_walk_in_trouble", Shown::ByHand(walk_in_trouble)},
          {"form_accents", Shown::ByHand(accented)},
          {"form_pin", Shown::ByHand(pin)},
          {"form_pin_wrong", Shown::ByHand(pin_wrong)},
          {"choice_consent", Shown::ByHand(consent)},
          {"choice_many", Shown::ByHand(many_choices)},
          {"list_search", Shown::ByHand(staff_search)},
          {"list_search_empty", Shown::ByHand(staff_search_empty)},
          {"list_calls", Shown::ByHand(calls)},
          {"list_empty", Shown::ByHand(conflicts_none)},
          {"sheet_guest", Shown::ByHand(guest_sheet)},
          {"sheet_guest_full", Shown::ByHand(guest_sheet_full)},
          {"sheet_state", Shown::ByHand(printers)}};
}

}  // namespace einlass::screens
