#include "server/crm/pull.h"

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

}  // namespace

Result<store::PullRecord> run_pull(Source& source, store::CrmStore& store, const store::PullKey& key, bool full,
                                   Waiting& waiting) {
  const auto begun = store.begin_pull(key, full || !source.has_delta(), waiting.now());
  if (!begun) return begun;
  auto pull = read_pages(source, store, *begun);
  if (!pull || !key.remote.empty()) return pull;
  return store.finish_pull(key, waiting.now()).and_then([&] { return store.pull(key); });
}

}  // namespace einlass::crm
