// Persons from Pimcore's customer management framework: customers with their segments, and deletions.
#include "server/crm/answer.h"
#include "server/crm/cmf_rows.h"
#include "server/crm/sources.h"
#include "server/crm/sweep.h"

#include <fmt/format.h>

namespace einlass::crm {
namespace {

using base::Result;

class CmfSource final : public Source {
 public:
  CmfSource(const settings::ConnectorSettings& connector, const settings::Secret& secret, const Turns& turns)
      : client_(connector, {{"X-API-Key", secret.reveal()}}, turns) {}

  Result<store::PulledPage> page(const PullScope& scope, const std::string& position) override {
    const auto at = object_in(position);
    if (!kinds_) {
      auto kinds = read_kinds();
      if (!kinds) return tl::make_unexpected(kinds.error());
      kinds_ = *std::move(kinds);
    }
    if (at.contains("deletions")) return deletions(scope, at);
    return customers(scope, at);
  }

 private:
  const settings::ConnectorSettings& connector() const { return client_.connector(); }

  Result<json::object> ask(const std::string& path, std::string_view more = "totalPages") {
    const auto reply = client_.ask({.path = path});
    if (!reply) return tl::make_unexpected(reply.error());
    auto listing = json_of(*reply, connector().name).and_then([&](const json::value& value) {
      return listing_in(value, "data", more, connector().name);
    });
    const bool says_how_many = !listing || more.empty() || number_at(*listing, more);
    return says_how_many ? listing : lacks_its_list(connector().name);
  }

  // Segments are named by id at the customer; an organiser may know their references.
  Result<Kinds> read_kinds() {
    Kinds references;
    if (connector().kinds.empty()) return references;
    for (std::int64_t page = 1, pages = 1; page <= pages; ++page) {
      const auto answer = ask(fmt::format("/segments?page={}&pageSize={}", page, connector().page_size));
      if (!answer) return tl::make_unexpected(answer.error());
      pages = number_at(*answer, "totalPages").value_or(1);
      for (const auto& row : list_at(*answer, "data")) {
        if (row.is_object()) references[text_at(row.get_object(), "id")] = text_at(row.get_object(), "reference");
      }
    }
    return segment_kinds(connector(), references);
  }

  std::int64_t since(const PullScope& scope) const {
    const auto watermark = object_in(scope.watermark);
    return std::max<std::int64_t>(0, number_at(watermark, "timestamp").value_or(0) - connector().overlap_seconds);
  }

  Result<store::PulledPage> customers(const PullScope& scope, json::object at) {
    Sweep sweep(at);
    std::string path = fmt::format("/customers?page={}&pageSize={}", sweep.page(), connector().page_size);
    if (!scope.full) path += fmt::format("&modificationTimestamp={}", since(scope));
    if (!settings::field_of(connector(), attendance_type).empty()) path += "&includeActivities=true";
    const auto answer = ask(path);
    if (!answer) return tl::make_unexpected(answer.error());
    store::PulledPage page;
    for (const auto& row : list_at(*answer, "data")) {
      if (row.is_object()) page.persons.push_back(person_of_customer(row.get_object(), connector(), *kinds_));
    }
    if (!at.contains("timestamp")) at["timestamp"] = number_at(*answer, "timestamp").value_or(0);
    const bool more = sweep.next(at, number_at(*answer, "totalPages").value_or(1));
    if (!more) at["deletions"] = true;
    page.next = position_text(at);
    return page;
  }

  // Who was deleted while the pages were read, or since the last pull.
  Result<store::PulledPage> deletions(const PullScope& scope, const json::object& at) {
    const auto begun = number_at(at, "timestamp").value_or(0) - connector().overlap_seconds;
    const auto from = scope.full ? std::max<std::int64_t>(0, begun) : since(scope);
    const auto answer = ask(fmt::format("/deletions?entityType=customers&deletionsSinceTimestamp={}", from), "");
    if (!answer) return tl::make_unexpected(answer.error());
    store::PulledPage page{.last = true};
    for (const auto& row : list_at(*answer, "data")) {
      if (row.is_object()) page.gone.push_back(text_at(row.get_object(), "id"));
    }
    page.next = position_text({{"timestamp", at.at("timestamp")}});
    return page;
  }

  HttpClient client_;
  std::optional<Kinds> kinds_;  // asked for once
};

}  // namespace

std::unique_ptr<Source> cmf_source(const settings::ConnectorSettings& connector, const settings::Secret& secret,
                                   const Turns& turns) {
  return std::make_unique<CmfSource>(connector, secret, turns);
}

}  // namespace einlass::crm
