#include "server/crm/sources.h"

#include <stdexcept>

namespace einlass::crm {

using settings::ConnectorKind;

bool gives_tickets(ConnectorKind kind) {
  return kind == ConnectorKind::Datahub || kind == ConnectorKind::Eventbrite || kind == ConnectorKind::Pretix;
}

bool gives_persons(ConnectorKind kind) {
  return kind == ConnectorKind::Pimcore || kind == ConnectorKind::Sewobe || kind == ConnectorKind::EasyVerein;
}

std::unique_ptr<Source> make_source(const settings::ConnectorSettings& connector, const settings::Secret& secret,
                                    Waiting& waiting) {
  switch (connector.kind) {
    case ConnectorKind::Pimcore:
      return cmf_source(connector, secret, waiting);
    case ConnectorKind::Datahub:
      return datahub_source(connector, secret, waiting);
    case ConnectorKind::Eventbrite:
      return eventbrite_source(connector, secret, waiting);
    case ConnectorKind::Pretix:
      return pretix_source(connector, secret, waiting);
    case ConnectorKind::CampaignMonitor:
      break;
    case ConnectorKind::Sewobe:
      return sewobe_source(connector, secret, waiting);
    case ConnectorKind::EasyVerein:
      return easyverein_source(connector, secret, waiting);
  }
  throw std::logic_error("a connector that gives nothing");
}

}  // namespace einlass::crm
