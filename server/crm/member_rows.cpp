#include "server/crm/member_rows.h"

#include "server/crm/answer.h"
#include "server/crm/profile_rows.h"

#include <algorithm>

namespace einlass::crm {
namespace {

constexpr std::string_view far_away = "2099-12-31";
constexpr const char* unnamed_kind = "member";

using Texts = std::vector<std::string>;
using Field = Texts (*)(const json::object& row, const std::string& place);

Texts by_label(const json::object& row, const std::string& label) {
  const auto* value = label.empty() ? nullptr : row.if_contains(label);
  return value == nullptr ? Texts() : texts_in(*value, {});
}
Texts by_path(const json::object& row, const std::string& path) {
  return texts_at(row, path);
}

std::string membership_kind(const std::string& word, const settings::ConnectorSettings& connector) {
  if (word.empty()) return unnamed_kind;
  const auto named = connector.kinds.find(word);
  return named == connector.kinds.end() ? word : named->second;
}

rules::CrmPerson person_of(const json::object& row, const settings::ConnectorSettings& connector, Field read) {
  const auto texts = [&](std::string_view name) { return read(row, settings::field_of(connector, name)); };
  const auto field = [&](std::string_view name) { return first_of(texts(name)); };
  rules::CrmPerson person{.connector = connector.name,
                          .id = field("id"),
                          .first_name = field("first_name"),
                          .last_name = field("last_name"),
                          .email = field("email"),
                          .organisation = field("organisation"),
                          .organisation_id = {},
                          .memberships = {},
                          .profile = profile_of(texts)};
  person.memberships.push_back({.kind = membership_kind(field("kind"), connector),
                                .since = membership_day(field("since")),
                                .until = membership_day(field("until"))});
  return person;
}

// Of several reports, or rows for departments, not each says all of a member.
void take_what_is_new(const rules::CrmPerson& row, rules::CrmPerson& person) {
  using Text = std::string rules::CrmPerson::*;
  for (const Text text : {&rules::CrmPerson::first_name, &rules::CrmPerson::last_name, &rules::CrmPerson::email,
                          &rules::CrmPerson::organisation, &rules::CrmPerson::organisation_id}) {
    if ((person.*text).empty()) person.*text = row.*text;
  }
  crm::add(person.profile, row.profile);
}

bool is_digit(char c) {
  return '0' <= c && c <= '9';
}

}  // namespace

std::string membership_day(const std::string& text) {
  std::string day = text.substr(0, 10);
  if (day.size() == 10 && day[2] == '.' && day[5] == '.') {
    day = day.substr(6, 4) + "-" + day.substr(3, 2) + "-" + day.substr(0, 2);
  }
  const bool fits = day.size() == 10 && day[4] == '-' && day[7] == '-' && is_digit(day[0]) && is_digit(day[9]);
  return fits && day > "0000-99" && day < far_away ? day : std::string();
}

bool add_report_row(const json::object& row, const settings::ConnectorSettings& connector, MembersById& members) {
  auto person = person_of(row, connector, by_label);
  person.organisation_id = first_of(by_label(row, settings::field_of(connector, "organisation_id")));
  if (person.id.empty()) return false;
  const auto membership = person.memberships.front();
  const auto [known, is_new] = members.emplace(person.id, person);
  if (!is_new) take_what_is_new(person, known->second);
  auto& held = known->second.memberships;
  if (std::find(held.begin(), held.end(), membership) == held.end()) held.push_back(membership);
  return true;
}

rules::CrmPerson person_of_member(const json::object& member, const settings::ConnectorSettings& connector) {
  auto person = person_of(member, connector, by_path);
  if (person.id.empty()) person.id = "id:" + text_at(member, "id");  // no member's number
  if (true_at(member, "_isApplication")) person.memberships.clear();
  return person;
}

}  // namespace einlass::crm
