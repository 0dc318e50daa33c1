#include "server/crm/campaign_monitor_target.h"
#include "server/crm/cmf_target.h"
#include "server/crm/pretix_target.h"

#include <utility>

#include <fmt/format.h>

namespace einlass::crm {

using settings::ConnectorKind;

namespace {

std::vector<HttpHeader> headers_of(ConnectorKind kind, const settings::Secret& secret) {
  switch (kind) {
    case ConnectorKind::Pimcore:
      return {{"X-API-Key", secret.reveal()}};
    case ConnectorKind::Pretix:
      return {{"Authorization", "Token " + secret.reveal()}};
    case ConnectorKind::CampaignMonitor:
      return {basic_authorization(secret.reveal(), "x")};
    case ConnectorKind::Datahub:
    case ConnectorKind::Eventbrite:
    case ConnectorKind::Sewobe:
    case ConnectorKind::EasyVerein:
      return {};
  }
  return {};
}

// Precondition: the kind is a target's.
std::unique_ptr<Target> target_of(ConnectorKind kind, HttpClient http, EventPlace event) {
  if (kind == ConnectorKind::Pretix) return std::make_unique<PretixTarget>(std::move(http), std::move(event));
  if (kind == ConnectorKind::CampaignMonitor) {
    return std::make_unique<CampaignMonitorTarget>(std::move(http), std::move(event));
  }
  return std::make_unique<CmfTarget>(std::move(http), std::move(event));
}

}  // namespace

Manner manner_of(const settings::ConnectorSettings& connector, const OutboxRow& row) {
  const bool is_activity = connector.kind == ConnectorKind::Pimcore && !row.ticket.is_nil();
  return {.asks_first = is_activity,
          .on_its_way = 2 * std::chrono::seconds(connector.connect_seconds + connector.reply_seconds)};
}

std::size_t batch_of(ConnectorKind kind) {
  constexpr std::size_t one_request_each = 25, largest_import = 1000;
  return kind == ConnectorKind::CampaignMonitor ? largest_import : one_request_each;
}

base::Result<std::unique_ptr<Target>> open_target(const TargetSetup& setup, Waiting& waiting) {
  const auto& connector = setup.connector;
  const auto traits = target_traits(connector.kind);
  if (!traits) {
    return base::fail(base::ErrorKind::InvalidInput, fmt::format("Nothing can be written to {}: {} is a source only.",
                                                                 connector.name, settings::word(connector.kind)));
  }
  if (traits->needs_place && setup.event.place.empty()) {
    return base::fail(base::ErrorKind::InvalidInput,
                      fmt::format("Which list of {} the event has is not known; name it.", connector.name));
  }
  return settings::read_secret(connector).map([&](const settings::Secret& secret) {
    return target_of(connector.kind, HttpClient(connector, headers_of(connector.kind, secret), {waiting, setup.pace}),
                     setup.event);
  });
}

}  // namespace einlass::crm
