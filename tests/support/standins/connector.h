// A connector to a stand-in, as tests need it: its key in the environment, and no pause between requests.
#pragma once

#include "core/settings/connector_settings.h"

#include <cstdlib>
#include <string>

namespace einlass::test {

inline settings::ConnectorSettings connector_to(const std::string& name, settings::ConnectorKind kind,
                                                const std::string& url) {
  ::setenv("EINLASS_TEST_KEY", "standin-key", 1);
  settings::ConnectorSettings made;
  made.name = name;
  made.kind = kind;
  made.url = url;
  made.organizer = "org";  // pretix
  made.key_env = "EINLASS_TEST_KEY";
  made.requests_per_minute = 1'000'000;
  return made;
}

}  // namespace einlass::test
