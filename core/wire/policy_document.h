// Policies, presets and events as JSON documents: what assets/presets holds, what kiosks fetch by hash.
#pragma once

#include "core/base/error.h"
#include "core/rules/event_policy.h"
#include "core/rules/ids.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::wire {

// Canonical JSON. Two equal policies have equal documents and so equal hashes.
std::string policy_document(const rules::EventPolicy& policy);

// InvalidInput names the field that is unknown or wrong. Fields that are missing keep the defaults of EventPolicy.
base::Result<rules::EventPolicy> parse_policy(std::string_view text);

// An event as kiosks know it; `id` is part of the document.
struct EventDocument {
  rules::EventId id;
  rules::EventFrame frame;
};
std::string event_document(const EventDocument& event);
base::Result<EventDocument> parse_event(std::string_view text);

// The policy files of a folder (assets/presets): the file's stem is the preset's name.
class Presets {
 public:
  explicit Presets(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::vector<std::string> names() const;  // sorted

  // NotFound names the presets there are.
  base::Result<rules::EventPolicy> load(const std::string& name) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace einlass::wire
