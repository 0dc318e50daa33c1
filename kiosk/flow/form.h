// A form on the screen and how it is typed into: the same keys for guests and staff. Plain values and pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::flow {

// What a field takes; other characters are not typed. Pin: digits, shown as dots.
enum class FieldKind { Name, Text, Email, Code, Pin };

// MissingUnlessCompany: company and first name do instead.
enum class FieldTrouble { None, Missing, MissingUnlessCompany, NotAnAddress };

// Which keys the keyboard on the screen shows. Capitals hold for one letter, and come by themselves where a name
// begins.
enum class KeysPage { Small, Capitals, Accents, AccentCapitals, Signs };

struct FormField {
  std::string id;  // fixed name: "last_name"
  FieldKind kind = FieldKind::Text;
  std::string text{};  // UTF-8
  bool required = true;
  std::size_t longest = 80;  // characters
  FieldTrouble trouble = FieldTrouble::None;
  friend bool operator==(const FormField&, const FormField&) = default;
};

struct Form {
  std::vector<FormField> fields;
  std::size_t at = 0;  // the field that is typed into
  KeysPage page = KeysPage::Small;
  friend bool operator==(const Form&, const Form&) = default;

  bool has(std::string_view id) const;
  // Text of a field without blanks around it; empty where there is no such field.
  std::string value(std::string_view id) const;
};

// `character`: one, as UTF-8. Passed over where the field does not take it or is full.
void type(Form& form, std::string_view character);
void erase(Form& form);
void choose_field(Form& form, std::size_t index);

void turn_keys(Form& form, KeysPage page);

// At one field, whose place in the form it goes to. No such field: nothing.
void note_trouble(Form& form, std::string_view id, FieldTrouble trouble);

// Notes what is missing or wrong; goes to the first such field. Whether nothing is.
bool check(Form& form);

}  // namespace einlass::flow
