#include "server/crm/datahub_rows.h"
#include "server/crm/sources.h"

#include <algorithm>
#include <stdexcept>

namespace einlass::crm {

using settings::ConnectorKind;

bool gives_tickets(ConnectorKind kind) {
  return kind == ConnectorKind::Datahub || kind == ConnectorKind::Eventbrite || kind == ConnectorKind::Pretix;
}

bool gives_persons(ConnectorKind kind) {
  return kind == ConnectorKind::Pimcore || kind == ConnectorKind::Sewobe || kind == ConnectorKind::EasyVerein;
}

namespace {

constexpr std::size_t longest_code = 255;

bool has_digits_only(const std::string& code) {
  return std::all_of(code.begin(), code.end(), [](char c) { return '0' <= c && c <= '9'; });
}

}  // namespace

base::Result<std::optional<rules::PulledTicket>> Source::ticket_with(const PullScope&, const std::string&) {
  throw std::logic_error("a connector that cannot be asked for one code");
}

bool may_find(const settings::ConnectorSettings& connector, const std::string& code) {
  if (code.empty() || code.size() > longest_code) return false;
  switch (connector.kind) {
    case ConnectorKind::Pretix:
      return true;
    case ConnectorKind::Eventbrite:
      return has_digits_only(code);
    case ConnectorKind::Datahub:
      return is_column(settings::field_of(connector, "item_code"));
    case ConnectorKind::Pimcore:
    case ConnectorKind::CampaignMonitor:
    case ConnectorKind::Sewobe:
    case ConnectorKind::EasyVerein:
      return false;
  }
  return false;
}

std::unique_ptr<Source> make_source(const settings::ConnectorSettings& connector, const settings::Secret& secret,
                                    const Turns& turns) {
  switch (connector.kind) {
    case ConnectorKind::Pimcore:
      return cmf_source(connector, secret, turns);
    case ConnectorKind::Datahub:
      return datahub_source(connector, secret, turns);
    case ConnectorKind::Eventbrite:
      return eventbrite_source(connector, secret, turns);
    case ConnectorKind::Pretix:
      return pretix_source(connector, secret, turns);
    case ConnectorKind::CampaignMonitor:
      break;
    case ConnectorKind::Sewobe:
      return sewobe_source(connector, secret, turns);
    case ConnectorKind::EasyVerein:
      return easyverein_source(connector, secret, turns);
  }
  throw std::logic_error("a connector that gives nothing");
}

}  // namespace einlass::crm
