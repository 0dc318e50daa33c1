#include "server/crm/pull.h"

#include "server/crm/nobody.h"

#include <fmt/format.h>

namespace einlass::crm {
namespace {

using base::Result;

Result<store::PullRecord> read_pages(Source& source, store::CrmStore& store, store::PullRecord pull) {
  const PullScope scope{.full = pull.full, .watermark = pull.watermark, .remote = pull.key.remote};
  while (!pull.read) {
    const auto page = source.page(scope, pull.position);
    if (!page) return tl::make_unexpected(page.error());
    if (auto kept = store.keep_page(pull.key, *page); !kept) return tl::make_unexpected(kept.error());
    pull.position = page->next;
    pull.read = page->last;
  }
  return pull;
}

Result<void> believe(store::CrmStore& store, const store::PullRecord& pull) {
  const auto nobody = pull.full ? store.saw_nobody(pull.key) : Result<bool>(false);
  if (!nobody) return tl::make_unexpected(nobody.error());
  if (!*nobody) return {};
  if (auto dropped = store.drop_pull(pull.key); !dropped) return dropped;
  return nobody_is_there(pull.key.connector);
}

}  // namespace

tl::unexpected<base::Error> nobody_is_there(const std::string& connector) {
  return base::fail(base::ErrorKind::Refused,
                    fmt::format("{} says that it has nobody, though it had people before, so nothing was changed; see "
                                "there whether the key may still read them, then pull again.",
                                connector));
}

Result<store::PullRecord> run_pull(Source& source, store::CrmStore& store, const store::PullKey& key, bool full,
                                   Waiting& waiting, const std::string& field_map) {
  const auto begun = store.begin_pull(key, full || !source.has_delta(), waiting.now(), field_map);
  if (!begun) return begun;
  auto pull = read_pages(source, store, *begun);
  if (!pull || !key.remote.empty()) return pull;
  if (auto believed = believe(store, *pull); !believed) return tl::make_unexpected(believed.error());
  if (auto noted = store.note_warning(key, source.warning()); !noted) return tl::make_unexpected(noted.error());
  return store.finish_pull(key, waiting.now()).and_then([&] { return store.pull(key); });
}

}  // namespace einlass::crm
