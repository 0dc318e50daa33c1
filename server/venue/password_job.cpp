#include "server/venue/password_job.h"

#include "core/base/text_fold.h"

namespace einlass::venue {
namespace {

using base::Result;

Result<store::StoredPassword> stored(const std::string& password, const base::SlowHashCost& cost) {
  const auto salt = base::random_salt();
  return base::slow_hash(password, salt, cost).map([&](const base::Hash& hash) {
    return store::StoredPassword{.hash = hash, .salt = salt, .cost = cost};
  });
}

Result<bool> is_right(const PasswordTask& task) {
  if (!task.known) return true;
  return base::slow_hash(task.tried, task.known->salt, task.known->cost).map([&](const base::Hash& hash) {
    return base::equal_secrets({reinterpret_cast<const char*>(hash.data()), hash.size()},
                               {reinterpret_cast<const char*>(task.known->hash.data()), task.known->hash.size()});
  });
}

}  // namespace

Result<PasswordWork> work_on(const PasswordTask& task) {
  const auto right = is_right(task);
  if (!right) return tl::make_unexpected(right.error());
  PasswordWork work{.right = *right};
  const bool is_dated = task.known && task.known->cost != task.standard;
  if (!work.right || (!task.wished && !is_dated)) return work;
  auto anew = stored(task.wished.value_or(task.tried), task.standard);
  if (!anew) return tl::make_unexpected(anew.error());
  work.stored = *anew;
  return work;
}

std::string password_text(const std::string& typed) {
  return base::clean_text(typed);
}

}  // namespace einlass::venue
