#include "server/venue/kept_policies.h"

#include "core/wire/policy_document.h"

#include <algorithm>
#include <utility>

namespace einlass::venue {

using base::Result;

namespace {

void raise_text_version(rules::Question& question, const std::vector<KeptPolicy>& kept) {
  int highest = question.text_version;
  bool is_taken = false;
  for (const auto& [hash, content, policy] : kept) {
    for (const auto& known : policy.questions) {
      if (known.id != question.id) continue;
      highest = std::max(highest, known.text_version);
      is_taken = is_taken || (known.text_version == question.text_version && known.text != question.text);
    }
  }
  if (is_taken) question.text_version = highest + 1;
}

}  // namespace

Result<std::vector<KeptPolicy>> kept_policies(const store::VenueStore& venue, const std::string& event_key) {
  const auto documents = venue.documents_of_kind("policy");
  if (!documents) return base::failed(documents);
  std::vector<KeptPolicy> kept;
  for (const auto& each : *documents) {
    if (each.name != event_key) continue;
    auto document = venue.document(each.hash);
    if (!document) return base::failed(document);
    auto policy = wire::parse_policy(*document ? (*document)->content : std::string());
    if (!policy) continue;
    kept.push_back({.hash = each.hash, .content = std::move((*document)->content), .policy = *std::move(policy)});
  }
  return kept;
}

void raise_text_versions(rules::EventPolicy& policy, const std::vector<KeptPolicy>& kept) {
  for (auto& question : policy.questions) raise_text_version(question, kept);
}

}  // namespace einlass::venue
