#include "server/crm/look.h"

#include "server/crm/nobody.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace einlass::crm {
namespace {

using base::Result;

std::string memberships_text(const rules::CrmPerson& person) {
  std::string text;
  for (const auto& [kind, since, until] : person.memberships) {
    text += (text.empty() ? "" : "; ") + kind;
    if (!since.empty() || !until.empty()) text += " " + since + "/" + until;
  }
  return text;
}

struct Compared {
  const char* field;
  std::string (*said)(const rules::CrmPerson& person);
};

constexpr Compared compared[] = {
    {"first name", [](const rules::CrmPerson& p) { return p.first_name; }},
    {"last name", [](const rules::CrmPerson& p) { return p.last_name; }},
    {"e-mail", [](const rules::CrmPerson& p) { return p.email; }},
    {"company", [](const rules::CrmPerson& p) { return p.organisation; }},
    {"company id", [](const rules::CrmPerson& p) { return p.organisation_id; }},
    {"membership", memberships_text},
    {"objection", [](const rules::CrmPerson& p) { return std::string(p.objects_to_profiling ? "yes" : ""); }},
    {"sector", [](const rules::CrmPerson& p) { return p.profile.sector; }},
    {"club", [](const rules::CrmPerson& p) { return p.profile.club; }},
    {"topic fields", [](const rules::CrmPerson& p) { return p.profile.topics; }},
};
// Read beside the person herself, and no change of her.
constexpr const char* history = "earlier events";

class Look {
 public:
  Look(const store::CrmStore& store, std::string connector) : store_(store), connector_(std::move(connector)) {
    for (const auto& each : compared) look_.fields.push_back({.field = each.field});
    look_.fields.push_back({.field = history});
  }

  Result<void> take(const store::PulledPage& page) {
    for (const auto& person : page.persons) {
      if (auto taken = take(person); !taken) return taken;
    }
    gone_.insert(page.gone.begin(), page.gone.end());
    return {};
  }

  Result<PersonsLook> taken(bool full) {
    look_.full = full;
    look_.read = static_cast<int>(seen_.size());
    const auto known = full || !gone_.empty() ? store_.person_ids(connector_) : Result<std::vector<std::string>>();
    if (!known) return base::failed(known);
    for (const auto& id : gone_) forget(id);
    for (const auto& id : *known) {
      const bool is_gone = full ? !seen_.contains(id) : gone_.contains(id);
      if (!is_gone) continue;
      if (auto went = take_gone(id); !went) return base::failed(went);
    }
    for (const auto& [id, fate] : seen_) {
      if (fate == PersonFate::Came) ++look_.figures.came;
      if (fate == PersonFate::Changed) ++look_.figures.changed;
    }
    std::stable_sort(look_.examples.begin(), look_.examples.end(),
                     [](const auto& one, const auto& other) { return one.fate < other.fate; });
    return std::move(look_);
  }

 private:
  // Who comes twice, as pages move, is counted once.
  Result<void> take(const rules::CrmPerson& person) {
    const auto [seen, is_first] = seen_.try_emplace(person.id, std::nullopt);
    if (!is_first) return {};
    const auto known = store_.person(connector_, person.id);
    if (!known) return base::failed(known);
    for (std::size_t i = 0; i < std::size(compared); ++i) {
      if (!compared[i].said(person).empty()) ++look_.fields[i].said;
    }
    if (person.attended && !person.attended->empty()) ++look_.fields.back().said;
    const auto fields = *known ? changes_of(**known, person) : std::vector<FieldChange>();
    if (*known && fields.empty()) return {};
    seen->second = *known ? PersonFate::Changed : PersonFate::Came;
    show(*seen->second, person, fields);
    return {};
  }

  std::vector<FieldChange> changes_of(const rules::CrmPerson& before, const rules::CrmPerson& after) {
    std::vector<FieldChange> changes;
    for (std::size_t i = 0; i < std::size(compared); ++i) {
      auto was = compared[i].said(before), is = compared[i].said(after);
      if (was == is) continue;
      ++look_.fields[i].changed;
      changes.push_back({.field = compared[i].field, .before = std::move(was), .after = std::move(is)});
    }
    return changes;
  }

  void show(PersonFate fate, const rules::CrmPerson& person, std::vector<FieldChange> fields) {
    if (++shown_[fate] > PersonsLook::most_of_a_fate) return;
    look_.examples.push_back({.fate = fate,
                              .id = person.id,
                              .name = rules::full_name(person),
                              .organisation = person.organisation,
                              .fields = std::move(fields)});
  }

  Result<void> take_gone(const std::string& id) {
    ++look_.figures.went;
    if (shown_[PersonFate::Went] >= PersonsLook::most_of_a_fate) return {};
    const auto person = store_.person(connector_, id);
    if (!person) return base::failed(person);
    if (*person) show(PersonFate::Went, **person, {});
    return {};
  }

  // She was deleted while the pages were read.
  void forget(const std::string& id) {
    seen_.erase(id);
    std::erase_if(look_.examples, [&](const LookedPerson& each) { return each.id == id; });
  }

  const store::CrmStore& store_;
  std::string connector_;
  PersonsLook look_;
  std::map<std::string, std::optional<PersonFate>> seen_;  // nothing: she stays as she is
  std::map<PersonFate, int> shown_;
  std::set<std::string> gone_;
};

}  // namespace

std::string_view word(PersonFate fate) {
  switch (fate) {
    case PersonFate::Changed:
      return "changed";
    case PersonFate::Came:
      return "came";
    case PersonFate::Went:
      return "went";
  }
  return {};
}

Result<PersonsLook> look_at_persons(Source& source, const store::CrmStore& store, const store::PullKey& key, bool full,
                                    const std::string& field_map) {
  const auto known = store.pull(key);
  if (!known) return base::failed(known);
  const PullScope scope{.full = full || !source.has_delta() || !store::knows_what_was_read(*known, field_map),
                        .watermark = known->watermark,
                        .remote = key.remote};
  Look look(store, key.connector);
  std::string position;
  for (bool is_last = false; !is_last;) {
    const auto page = source.page(scope, position);
    if (!page) return base::failed(page);
    if (auto taken = look.take(*page); !taken) return base::failed(taken);
    position = page->next;
    is_last = page->last;
  }
  auto taken = look.taken(scope.full);
  if (taken && taken->full && taken->read == 0 && taken->figures.went > 0) return nobody_is_there(key.connector);
  return taken;
}

}  // namespace einlass::crm
