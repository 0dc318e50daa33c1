#include "kiosk/flow/form.h"

#include "core/base/utf8.h"

#include <algorithm>

namespace einlass::flow {

namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

bool takes(FieldKind kind, std::string_view character) {
  const bool digit = character.size() == 1 && character.front() >= '0' && character.front() <= '9';
  switch (kind) {
    case FieldKind::Pin:
      return digit;
    case FieldKind::Email:
    case FieldKind::Code:
      return character != " ";
    case FieldKind::Name:
    case FieldKind::Text:
      return true;
  }
  return true;
}

// Something before and after one @, and a dot in what follows: what else an address may be, its server knows.
bool may_be_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos) return false;
  const auto host = text.substr(at + 1);
  const auto dot = host.find('.');
  return dot != std::string_view::npos && dot > 0 && !host.ends_with('.');
}

bool begins_a_name(const FormField& field) {
  if (field.kind != FieldKind::Name) return false;
  return field.text.empty() || field.text.ends_with(' ') || field.text.ends_with('-');
}

KeysPage page_for(const FormField& field, KeysPage page) {
  const bool accents = page == KeysPage::Accents || page == KeysPage::AccentCapitals;
  if (page == KeysPage::Signs) return page;
  if (begins_a_name(field)) return accents ? KeysPage::AccentCapitals : KeysPage::Capitals;
  return accents ? KeysPage::Accents : KeysPage::Small;
}

FieldTrouble trouble_of(const FormField& field) {
  const auto text = trimmed(field.text);
  if (text.empty()) return field.required ? FieldTrouble::Missing : FieldTrouble::None;
  if (field.kind == FieldKind::Email && !may_be_address(text)) return FieldTrouble::NotAnAddress;
  return FieldTrouble::None;
}

// Behind the last one where there is no such field.
std::size_t place_of(const Form& form, std::string_view id) {
  const auto& fields = form.fields;
  const auto field = std::find_if(fields.begin(), fields.end(), [id](const FormField& each) { return each.id == id; });
  return static_cast<std::size_t>(field - fields.begin());
}

}  // namespace

bool Form::has(std::string_view id) const {
  return place_of(*this, id) < fields.size();
}

std::string Form::value(std::string_view id) const {
  return has(id) ? std::string(trimmed(fields[place_of(*this, id)].text)) : std::string();
}

void type(Form& form, std::string_view character) {
  if (form.at >= form.fields.size() || character.empty()) return;
  FormField& field = form.fields[form.at];
  if (!takes(field.kind, character) || base::code_points(field.text) >= field.longest) return;
  field.text += character;
  field.trouble = FieldTrouble::None;
  form.page = page_for(field, form.page);
}

void erase(Form& form) {
  if (form.at >= form.fields.size()) return;
  FormField& field = form.fields[form.at];
  while (!field.text.empty() && base::goes_on_in_utf8(field.text.back())) field.text.pop_back();
  if (!field.text.empty()) field.text.pop_back();
  field.trouble = FieldTrouble::None;
  form.page = page_for(field, form.page);
}

void choose_field(Form& form, std::size_t index) {
  if (index >= form.fields.size()) return;
  form.at = index;
  form.page = page_for(form.fields[index], KeysPage::Small);
}

void turn_keys(Form& form, KeysPage page) {
  form.page = page;
}

void note_trouble(Form& form, std::string_view id, FieldTrouble trouble) {
  if (!form.has(id)) return;
  const auto place = place_of(form, id);
  form.fields[place].trouble = trouble;
  choose_field(form, place);
}

bool check(Form& form) {
  bool fine = true;
  for (std::size_t i = 0; i < form.fields.size(); ++i) {
    FormField& field = form.fields[i];
    field.trouble = trouble_of(field);
    if (field.trouble == FieldTrouble::None) continue;
    if (fine) choose_field(form, i);
    fine = false;
  }
  return fine;
}

}  // namespace einlass::flow
