#include "core/base/bytes.h"
#include "core/base/crypto.h"
#include "core/settings/connector_settings.h"

#include <algorithm>
#include <stdexcept>

namespace einlass::settings {
namespace {

using Fields = std::vector<ConnectorField>;

const Fields customers = {{"first_name", "firstname"},
                          {"last_name", "lastname"},
                          {"email", "email"},
                          {"organisation", "company"},
                          {"organisation_id", ""},
                          {"profiling", "profilingConsent"},
                          {"attendance_type", "attendance"},
                          {"sector", ""},
                          {"club", ""},
                          {"topics", ""}};

// The order's, and with "item_" in front those of one of its items.
const Fields orders = {{"first_name", "customerFirstname"},
                       {"last_name", "customerLastname"},
                       {"buyer_email", "customerEmail"},
                       {"organisation", "customerCompany"},
                       {"sector", ""},
                       {"club", ""},
                       {"topics", ""},
                       {"item_code", ""},
                       {"item_first_name", ""},
                       {"item_last_name", ""},
                       {"item_email", ""},
                       {"item_organisation", ""},
                       {"item_sector", ""},
                       {"item_club", ""},
                       {"item_topics", ""},
                       {"item_product", "productNumber"},
                       {"item_ticket_type", "productName"}};

const Fields attendees = {{"first_name", "profile.first_name"},
                          {"last_name", "profile.last_name"},
                          {"email", "profile.email"},
                          {"organisation", "profile.company"},
                          {"job_title", "profile.job_title"},
                          {"sector", ""},
                          {"club", ""},
                          {"topics", ""}};

const Fields positions = {{"full_name", "attendee_name"},
                          {"email", "attendee_email"},
                          {"organisation", "company"},
                          {"job_title", ""},
                          {"sector", ""},
                          {"club", ""},
                          {"topics", ""}};

// Written, not read.
const Fields subscribers = {{"event", "EinlassEvent"}, {"attendance", "EinlassAttendance"}};

const Fields report_rows = {{"id", "MITGLIEDSNUMMER"},
                            {"first_name", "VORNAME"},
                            {"last_name", "NACHNAME"},
                            {"email", "E-MAIL"},
                            {"organisation", "FIRMA"},
                            {"organisation_id", ""},
                            {"kind", "MITGLIEDSART"},
                            {"since", "EINTRITT(VEREIN)"},
                            {"until", "AUSTRITT(VEREIN)"},
                            {"sector", ""},
                            {"club", ""},
                            {"topics", ""}};

const Fields members = {{"id", "membershipNumber"},
                        {"first_name", "contactDetails.firstName"},
                        {"last_name", "contactDetails.familyName"},
                        {"email", "contactDetails.primaryEmail"},
                        {"organisation", "contactDetails.companyName"},
                        {"kind", ""},
                        {"since", "joinDate"},
                        {"until", "resignationDate"},
                        {"sector", ""},
                        {"club", ""},
                        {"topics", ""}};

}  // namespace

std::string_view word(ConnectorKind kind) {
  switch (kind) {
    case ConnectorKind::Pimcore:
      return "pimcore";
    case ConnectorKind::Datahub:
      return "datahub";
    case ConnectorKind::Eventbrite:
      return "eventbrite";
    case ConnectorKind::Pretix:
      return "pretix";
    case ConnectorKind::CampaignMonitor:
      return "campaign_monitor";
    case ConnectorKind::Sewobe:
      return "sewobe";
    case ConnectorKind::EasyVerein:
      return "easyverein";
  }
  return {};
}

const Fields& connector_fields(ConnectorKind kind) {
  switch (kind) {
    case ConnectorKind::Pimcore:
      return customers;
    case ConnectorKind::Datahub:
      return orders;
    case ConnectorKind::Eventbrite:
      return attendees;
    case ConnectorKind::Pretix:
      return positions;
    case ConnectorKind::CampaignMonitor:
      return subscribers;
    case ConnectorKind::Sewobe:
      return report_rows;
    case ConnectorKind::EasyVerein:
      return members;
  }
  throw std::logic_error("a connector of no kind");
}

std::string field_of(const ConnectorSettings& connector, std::string_view name) {
  const auto chosen = connector.fields.find(std::string(name));
  if (chosen != connector.fields.end()) return chosen->second;
  const auto& known = connector_fields(connector.kind);
  const auto usual = std::find_if(known.begin(), known.end(), [&](const auto& field) { return field.name == name; });
  if (usual == known.end()) throw std::logic_error("no field of this kind of connector");
  return std::string(usual->usual);
}

std::string field_map_of(const ConnectorSettings& connector) {
  std::string map;
  const auto add = [&](std::string_view name, const std::string& place) {
    map.append(name).append("\x1f").append(place).append("\x1e");
  };
  for (const auto& [name, usual] : connector_fields(connector.kind)) {
    if (const auto place = field_of(connector, name); !place.empty()) add(name, place);
  }
  map += "\x1d";
  for (const auto& [word, kind] : connector.kinds) add(word, kind);
  return base::hex(base::sha256(map));
}

}  // namespace einlass::settings
