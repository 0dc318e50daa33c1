#include "server/crm/sweep.h"

#include "server/crm/answer.h"

#include <algorithm>

namespace einlass::crm {

Sweep::Sweep(const json::object& position)
    : page_(number_at(position, "page").value_or(1)), back_(true_at(position, "back")) {}

bool Sweep::next(json::object& position, std::int64_t pages) const {
  const bool turns = !back_ && page_ >= pages;
  // Where there are fewer pages than before, the last of them has got rows since it was read.
  const auto next = back_ || turns ? std::min(page_ - 1, pages) : page_ + 1;
  position["page"] = next;
  position["back"] = back_ || turns;
  return next >= 1;
}

}  // namespace einlass::crm
