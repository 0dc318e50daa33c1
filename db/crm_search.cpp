#include "db/crm_search.h"

#include "core/base/text_fold.h"
#include "db/crm_tables.h"
#include "db/search_words.h"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

namespace einlass::store {

using base::Result;

namespace {

constexpr std::size_t fewest_letters = 2;

// Addresses as they are typed, of all else the words.
std::vector<std::string> sought_in(const std::string& typed) {
  std::vector<std::string> sought;
  const auto text = folded(typed);
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    const auto part = text.substr(at, end - at);
    const auto words = part.find('@') == std::string::npos ? base::words_in(part) : std::vector<std::string>{part};
    sought.insert(sought.end(), words.begin(), words.end());
    at = end + 1;
  }
  return sought;
}

// Of a person, folded.
struct PersonWords {
  std::vector<std::string> words;  // of name and organisation
  std::string address;
};

enum class Likeness { None, Nearly, Alike };  // Nearly: but for a typing error

Likeness likeness(const PersonWords& person, const std::string& wanted) {
  if (person.address.find(wanted) != std::string::npos) return Likeness::Alike;
  auto found = Likeness::None;
  for (const auto& word : person.words) {
    if (word.starts_with(wanted)) return Likeness::Alike;
    if (nearly_begins_with(word, wanted)) found = Likeness::Nearly;
  }
  return found;
}

Likeness likeness(const PersonWords& person, const std::vector<std::string>& sought) {
  auto found = Likeness::Alike;
  for (const auto& wanted : sought) found = std::min(found, likeness(person, wanted));
  return found;
}

PersonWords person_words(const Query& row) {
  return {.words = base::words_in(folded(row.get<std::string>(6) + " " + row.get<std::string>(7))),
          .address = folded(row.get<std::string>(8))};
}

rules::CrmPerson found_person(const Query& row) {
  return {.connector = row.get<std::string>(0),
          .id = row.get<std::string>(1),
          .first_name = row.get<std::string>(2),
          .last_name = row.get<std::string>(3),
          .email = row.get<std::string>(4),
          .organisation = row.get<std::string>(5),
          .organisation_id = {},
          .memberships = {}};
}

// Whoever is alike before who is so nearly.
FoundPersons read_through(Connection& connection, const std::vector<std::string>& sought, std::size_t most) {
  auto query = connection.query(
      "SELECT connector, id, first_name, last_name, email, organisation, name_key, organisation_key, address_key FROM "
      "persons WHERE NOT gone ORDER BY last_name, first_name, connector, id");
  FoundPersons found;
  std::vector<rules::CrmPerson> nearly;
  while (found.persons.size() <= most && query.step()) {
    const auto alike = likeness(person_words(query), sought);
    if (alike == Likeness::None) continue;
    auto& into = alike == Likeness::Alike ? found.persons : nearly;
    if (into.size() <= most) into.push_back(found_person(query));
  }
  std::move(nearly.begin(), nearly.end(), std::back_inserter(found.persons));
  found.more = found.persons.size() > most;
  if (found.more) found.persons.resize(most);
  return found;
}

}  // namespace

Result<FoundPersons> search_persons(const std::filesystem::path& file, const std::string& words, std::size_t most) {
  const auto sought = sought_in(words);
  std::size_t letters = 0;
  for (const auto& word : sought) letters += base::count_characters(word);
  if (letters < fewest_letters) {
    return base::fail(base::ErrorKind::InvalidInput, "Type at least two letters of a name or an e-mail address.");
  }
  std::error_code none;
  if (!std::filesystem::exists(file, none)) return FoundPersons();
  const auto connection = open_crm(file);
  if (!connection) return base::failed(connection);
  return (*connection)->guarded([&]() -> Result<FoundPersons> { return read_through(**connection, sought, most); });
}

}  // namespace einlass::store
