// The life of one einlass-server: builds every object in order, waits for a signal, takes them down.
#pragma once

#include "core/base/error.h"
#include "core/settings/server_settings.h"
#include "server/app/stop_signals.h"

namespace einlass::server {

base::Result<void> run_server(const settings::ServerSettings& settings, const StopSignals& stop);

}  // namespace einlass::server
