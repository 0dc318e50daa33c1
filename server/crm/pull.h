// Brings in what a source has, page after page: each is kept with the position of the next before that is asked for.
// Blocks; one thread, with a store of its own.
#pragma once

#include "core/base/error.h"
#include "db/crm_store.h"
#include "server/crm/source.h"

namespace einlass::crm {

// `field_map`: by which the source reads (settings::field_map_of). Goes on where a pull of the same kind was cut off.
// Afterwards every page is in the store; for persons the pull is finished as well, while tickets have to become guests
// first. With an error the position stays.
base::Result<store::PullRecord> run_pull(Source& source, store::CrmStore& store, const store::PullKey& key, bool full,
                                         Waiting& waiting, const std::string& field_map = {});

}  // namespace einlass::crm
