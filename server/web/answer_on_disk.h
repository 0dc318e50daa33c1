// A command's answer that is too long for memory: written into a file without a name, from which a page is served as it
// takes it. Any thread.
#pragma once

#include "core/net/http.h"
#include "server/commands/written_answer.h"

namespace einlass::web {

// The file is gone with the last copy of the source. Storage: there is no room for it.
base::Result<net::BodySource> on_disk(const commands::WrittenAnswer& answer);

}  // namespace einlass::web
