#include "core/rules/staff_act.h"

#include <type_traits>

namespace einlass::rules {
namespace {

class Allowed {
 public:
  Allowed(Role role, const EventPolicy& policy) : role_(role), policy_(policy) {}

  // Corrects, completes or takes back what is known of one guest.
  template <typename Act>
  bool operator()(const Act&) const {
    return is_at_least(Role::Staff);
  }
  bool operator()(const HandTicketOn&) const { return may_come_by(How::Transferred, decider_of(role_), policy_); }
  bool operator()(const RegisterGuest& act) const {
    return way_of_registered(act, decider_of(role_), policy_).has_value();
  }
  // Who is inside a hard cap takes a seat, and only a decision can tell whether there is one.
  bool operator()(const CountIn&) const { return is_at_least(Role::Staff) && policy_.walk_in != WalkIn::No; }
  bool operator()(const DecideForHost&) const { return is_at_least(Role::Host); }
  bool operator()(const AnswerCall&) const { return true; }

 private:
  bool is_at_least(Role role) const { return static_cast<int>(role_) >= static_cast<int>(role); }

  Role role_;
  const EventPolicy& policy_;
};

}  // namespace

std::optional<How> way_of_registered(Decider decider, const EventPolicy& policy) {
  if (may_come_by(How::WalkIn, decider, policy)) return How::WalkIn;
  if (may_come_by(How::Host, decider, policy)) return How::Host;  // on her own list, at an event without walk-ins
  return std::nullopt;
}

std::optional<How> way_of_registered(const RegisterGuest& act, Decider decider, const EventPolicy& policy) {
  if (!is_companion(policy, act.category)) return way_of_registered(decider, policy);
  if (decider == Decider::SelfService) return std::nullopt;
  const auto way = way_of_registered(decider, policy);
  return way || !act.with ? way : How::List;
}

bool may_do(const StaffAct& act, Role role, const EventPolicy& policy) {
  return std::visit(Allowed(role, policy), act);
}

}  // namespace einlass::rules
