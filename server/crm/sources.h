// One of each kind; inner to server/crm.
#pragma once

#include "server/crm/source.h"

namespace einlass::crm {

using SourceMaker = std::unique_ptr<Source>(const settings::ConnectorSettings& connector,
                                            const settings::Secret& secret, const Turns& turns);

SourceMaker cmf_source;
SourceMaker datahub_source;
SourceMaker eventbrite_source;
SourceMaker pretix_source;
SourceMaker sewobe_source;
SourceMaker easyverein_source;

}  // namespace einlass::crm
