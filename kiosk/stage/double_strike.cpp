#include "kiosk/stage/double_strike.h"

#include <variant>

namespace einlass::stage {
namespace {

bool is_key(const flow::Event& press) {
  return std::holds_alternative<flow::Typed>(press) || std::holds_alternative<flow::Erased>(press) ||
         std::holds_alternative<flow::KeysTurned>(press) || std::holds_alternative<flow::FieldChosen>(press);
}

bool is_same_key(const flow::Event& one, const flow::Event& other) {
  if (one.index() != other.index()) return false;
  const auto* typed = std::get_if<flow::Typed>(&one);
  return typed == nullptr || typed->text == std::get<flow::Typed>(other).text;
}

}  // namespace

bool DoubleStrike::counts(const flow::Event& press, base::Milliseconds at) {
  if (last_ && is_accident(press, at - at_)) return false;
  last_ = press;
  at_ = at;
  return true;
}

bool DoubleStrike::is_accident(const flow::Event& press, base::Milliseconds since) const {
  if (is_key(*last_)) return is_key(press) && is_same_key(*last_, press) && since < limits_.same_key;
  // Whoever fills in a form goes on typing in its next field at once.
  if (is_key(press) && std::holds_alternative<flow::FormSent>(*last_)) return false;
  return since < limits_.button;
}

}  // namespace einlass::stage
