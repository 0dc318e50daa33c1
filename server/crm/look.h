// What a pull of persons would change in the mirror, which stays as it is: nothing that is read here is kept. Blocks;
// one thread, with a store of its own.
#pragma once

#include "core/base/error.h"
#include "db/crm_store.h"
#include "server/crm/source.h"

#include <string>
#include <vector>

namespace einlass::crm {

// How a field of the map does: one that nobody has is named wrongly, sooner than empty.
struct LookedField {
  std::string field;  // "e-mail" …, as the columns of a list are called
  int said = 0;       // persons who have it there
  int changed = 0;    // of those who are known, in whom it would change
  friend bool operator==(const LookedField&, const LookedField&) = default;
};

struct FieldChange {
  std::string field;
  std::string before;
  std::string after;
  friend bool operator==(const FieldChange&, const FieldChange&) = default;
};

enum class PersonFate { Changed, Came, Went };
std::string_view word(PersonFate fate);

struct LookedPerson {
  PersonFate fate = PersonFate::Changed;
  std::string id;
  std::string name;  // as she would be called; who went, as she was
  std::string organisation;
  std::vector<FieldChange> fields{};  // of who would change
  friend bool operator==(const LookedPerson&, const LookedPerson&) = default;
};

struct PersonsLook {
  bool full = false;
  int read = 0;  // persons, each once
  store::PullFigures figures;
  std::vector<LookedField> fields;
  std::vector<LookedPerson> examples;  // the first of each fate
  static constexpr int most_of_a_fate = 20;
};

// Reads what run_pull() would read. Refused where that would be: nobody is there, though there were people.
base::Result<PersonsLook> look_at_persons(Source& source, const store::CrmStore& store, const store::PullKey& key,
                                          bool full, const std::string& field_map);

}  // namespace einlass::crm
