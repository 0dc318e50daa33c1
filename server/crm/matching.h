// Who a guest is in the CRM (docs/crm.md, Who is whom). Pure.
#pragma once

#include "core/rules/crm_rows.h"
#include "core/rules/guest.h"
#include "db/crm_store.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace einlass::crm {

// What is known of a guest beside herself.
struct MatchedGuest {
  rules::Guest guest;       // see has_buyers_email()
  std::string connector{};  // and the person whose ticket it is, where its source said so
  std::string person{};
  bool may_be_anothers = false;  // it has several places, and nobody knows who came on it
};

// By what match_people() looks for her: of all persons, it needs those alone who are alike to a guest in any of these.
store::CrmSought sought_for(const MatchedGuest& guest);

// At most one match for a guest and connector; several proposals where nobody can tell. Guests of whom somebody
// confirmed who they are in a connector have none in it, and nothing that was rejected comes again.
std::vector<store::CrmMatch> match_people(const std::vector<MatchedGuest>& guests,
                                          const std::vector<rules::CrmPerson>& persons,
                                          const std::vector<store::CrmMatch>& decided);

enum class MembershipAnswer { Unknown, Member, NotAnyMore };

struct MembershipAt {
  MembershipAnswer answer = MembershipAnswer::Unknown;
  std::string kind{};  // with Member
};

// Whose memberships count for whom. Keeps no reference.
class Memberships {
 public:
  explicit Memberships(const std::vector<rules::CrmPerson>& persons);

  // Hers or her organisation's, on a day (ISO 8601). Who is not found is unknown; only a membership that has ended, or
  // not begun, says that she is none.
  MembershipAt at(const rules::CrmPerson& person, const std::string& day) const;

 private:
  using Organisation = std::pair<std::string, std::string>;  // connector and id there, or "" and folded name
  std::map<Organisation, std::vector<rules::Membership>> of_organisation_;
};

}  // namespace einlass::crm
