#include "core/rules/staff.h"

#include <algorithm>
#include <set>

namespace einlass::rules {
namespace {

constexpr std::size_t pin_digits = 6;

// 123456, 987654, 135791: each digit as far from the one before it as the next.
bool goes_in_steps(std::string_view pin) {
  const auto step = [&](std::size_t at) { return (pin[at] - pin[at - 1] + 10) % 10; };
  for (std::size_t at = 2; at < pin.size(); ++at) {
    if (step(at) != step(1)) return false;
  }
  return true;
}

}  // namespace

Decider decider_of(Role role) {
  switch (role) {
    case Role::Helper:
      return Decider::SelfService;
    case Role::Staff:
      return Decider::Staff;
    case Role::Host:
    case Role::Organiser:
      return Decider::Host;
  }
  return Decider::SelfService;
}

bool may_decide_as(Decider decider, Role role) {
  const auto rank = [](Decider each) { return each == Decider::SelfService ? 0 : each == Decider::Staff ? 1 : 2; };
  return rank(decider) <= rank(decider_of(role));
}

bool is_pin(std::string_view text) {
  return text.size() == pin_digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_easily_guessed(std::string_view pin) {
  if (!is_pin(pin)) return false;
  constexpr std::size_t few = 2;
  const bool has_few_digits = std::set<char>(pin.begin(), pin.end()).size() <= few;
  const bool is_repeated = pin.substr(0, pin_digits / 2) == pin.substr(pin_digits / 2);
  return has_few_digits || is_repeated || goes_in_steps(pin);
}

}  // namespace einlass::rules
