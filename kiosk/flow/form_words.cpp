// Forms in words: fields with what is wrong with them, and the keys of the keyboard on the screen.
#include "core/base/utf8.h"
#include "kiosk/flow/model_maker.h"

#include <array>
#include <utility>

namespace einlass::flow {

namespace {

using Letters = std::array<std::string_view, 4>;

// Digits stand above all letters: booking codes and addresses have both.
constexpr std::string_view digits = "1234567890";
constexpr Letters german{digits, "qwertzuiopü", "asdfghjklöä", "yxcvbnmß"};
constexpr Letters german_capitals{digits, "QWERTZUIOPÜ", "ASDFGHJKLÖÄ", "YXCVBNMẞ"};
constexpr Letters others{digits, "qwertyuiop", "asdfghjkl", "zxcvbnm"};
constexpr Letters others_capitals{digits, "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"};
// Of the languages of Europe and Turkish, umlauts first for those whose letters above have none.
constexpr Letters accents{"äöüßáàâãåæą", "çćčďđðéèêëę", "ěğíìîïıłñńň", "óòôõøœřśšşţ"};
constexpr Letters accent_capitals{"ÄÖÜẞÁÀÂÃÅÆĄ", "ÇĆČĎĐÐÉÈÊËĘ", "ĚĞÍÌÎÏİŁÑŃŇ", "ÓÒÔÕØŒŘŚŠŞŢ"};
constexpr std::string_view more_accents = "ťþúùûůýźžż";
constexpr std::string_view more_accent_capitals = "ŤÞÚÙÛŮÝŹŽŻ";
constexpr Letters signs{digits, "@._-+'/&", ",:;!?()\"", "#%*=~"};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> characters;
  for (const char byte : text) {
    if (!base::goes_on_in_utf8(byte)) characters.emplace_back();
    characters.back() += byte;
  }
  return characters;
}

const Letters& letters_of(KeysPage page, const std::string& language) {
  switch (page) {
    case KeysPage::Small:
      return language == "de" ? german : others;
    case KeysPage::Capitals:
      return language == "de" ? german_capitals : others_capitals;
    case KeysPage::Accents:
      return accents;
    case KeysPage::AccentCapitals:
      return accent_capitals;
    case KeysPage::Signs:
      return signs;
  }
  return others;
}

std::string dots(const std::string& text) {
  std::string masked;
  for (std::size_t i = 0; i < split(text).size(); ++i) masked += "•";
  return masked;
}

Keycap letter(const std::string& text) {
  return {.press = {.label = text, .event = Typed{text}, .primary = false, .id = "key_" + text}};
}

}  // namespace

void ModelMaker::form(const Form& shown) {
  model_.layout = Layout::Form;
  for (std::size_t i = 0; i < shown.fields.size(); ++i) {
    const FormField& field = shown.fields[i];
    model_.fields.push_back(
        {.edit = {.label = field_label(field.id), .event = FieldChosen{i}, .primary = false, .id = "field_" + field.id},
         .text = field.kind == FieldKind::Pin ? dots(field.text) : field.text,
         .typed_into = i == shown.at,
         .personal = true,
         .trouble = field_trouble(field),
         .masked = field.kind == FieldKind::Pin ? say("dot") : std::string()});
  }
  if (shown.at < shown.fields.size()) keys(shown);
}

std::string ModelMaker::field_trouble(const FormField& field) const {
  switch (field.trouble) {
    case FieldTrouble::None:
      return {};
    case FieldTrouble::Missing:
      return say("Please fill this in.");
    case FieldTrouble::MissingUnlessCompany:
      return say("Please fill this in, or company and first name.");
    case FieldTrouble::NotAnAddress:
      return say("This is not a whole e-mail address, such as name@example.org.");
  }
  return {};
}

void ModelMaker::keys(const Form& shown) {
  model_.keyboard.emplace();
  if (shown.fields[shown.at].kind == FieldKind::Pin) return number_pad();
  const bool usual = shown.page == KeysPage::Small || shown.page == KeysPage::Capitals;
  model_.keyboard->alphabet = usual;
  model_.keyboard->hide = say("Hide the keyboard");
  model_.keyboard->unhide = say("Show the keyboard");
  for (const std::string_view row : letters_of(shown.page, voice_.language)) {
    model_.keyboard->rows.emplace_back();
    for (const std::string& each : split(row)) {
      model_.keyboard->rows.back().push_back(letter(each));
      model_.keyboard->rows.back().back().spare = usual && row == digits;  // among the signs, too
    }
  }
  const bool accented = shown.page == KeysPage::Accents || shown.page == KeysPage::AccentCapitals;
  if (accented) {
    model_.keyboard->rows.emplace_back();
    const bool small = shown.page == KeysPage::Accents;
    for (const std::string& each : split(small ? more_accents : more_accent_capitals)) {
      model_.keyboard->rows.back().push_back(letter(each));
    }
  }
  shift_and_delete(shown.page);
  bottom_keys(shown.page);
}

void ModelMaker::shift_and_delete(KeysPage page) {
  auto& row = model_.keyboard->rows.back();
  const bool capitals = page == KeysPage::Capitals || page == KeysPage::AccentCapitals;
  const bool accented = page == KeysPage::Accents || page == KeysPage::AccentCapitals;
  const KeysPage turned = accented ? (capitals ? KeysPage::Accents : KeysPage::AccentCapitals)
                                   : (capitals ? KeysPage::Small : KeysPage::Capitals);
  if (page != KeysPage::Signs) {
    row.insert(row.begin(),
               Keycap{.press = {.label = "⇧", .event = KeysTurned{turned}, .primary = false, .id = "shift"},
                      .spoken = say("Capital letters"),
                      .width = 1.5,
                      .held = capitals});
  }
  row.push_back(delete_key());
}

Keycap ModelMaker::delete_key() const {
  return {.press = {.label = "⌫", .event = Erased{}, .primary = false, .id = "erase"},
          .spoken = say("Delete the last character"),
          .width = 1.5};
}

void ModelMaker::bottom_keys(KeysPage page) {
  const bool signs_shown = page == KeysPage::Signs;
  const bool accents_shown = page == KeysPage::Accents || page == KeysPage::AccentCapitals;
  const auto turn = [](std::string label, KeysPage to, std::string id, std::string spoken) {
    return Keycap{.press = {.label = std::move(label), .event = KeysTurned{to}, .primary = false, .id = std::move(id)},
                  .spoken = std::move(spoken),
                  .width = 1.8};
  };
  auto& row = model_.keyboard->rows.emplace_back();
  row.push_back(signs_shown ? turn("abc", KeysPage::Small, "letters", say("Letters"))
                            : turn("?123", KeysPage::Signs, "signs", say("Signs")));
  row.push_back(accents_shown ? turn("abc", KeysPage::Small, "letters_again", say("Letters"))
                              : turn("é à ñ", KeysPage::Accents, "accents", say("Letters with accents")));
  row.push_back({.press = {.label = say("Space"), .event = Typed{" "}, .primary = false, .id = "space"}, .width = 4});
  for (const char* sign : {"-", ".", "@"}) {
    row.push_back(letter(sign));
    row.back().spare = signs_shown;
  }
}

void ModelMaker::number_pad() {
  model_.keyboard->number_pad = true;
  for (const char* digits : {"123", "456", "789", "0"}) {
    model_.keyboard->rows.emplace_back();
    for (const std::string& each : split(digits)) model_.keyboard->rows.back().push_back(letter(each));
  }
  model_.keyboard->rows.back().push_back(delete_key());
  model_.keyboard->rows.back().back().width = 1;
}

std::string ModelMaker::field_label(const std::string& id) const {
  if (id == "first_name") return say("First name");
  if (id == "last_name") return say("Surname");
  if (id == "company") return say("Company");
  if (id == "email") return say("E-mail address");
  if (id == "pin") return say("PIN");
  if (id == "second") return say("E-mail address or booking code");
  if (id == "answer") return say("Your answer");
  if (id == "badge_name") return say("Name on the badge");
  if (id == "search") return say("Name, company, e-mail or code");
  if (id == "note") return say("Note");
  if (id == "reference") return say("Reference, if there is one");
  if (id == "reason") return say("More about it, if you like");
  return id;
}

}  // namespace einlass::flow
