// Policies, presets and events as JSON documents: what assets/presets holds, what kiosks fetch by hash.
#pragma once

#include "core/base/error.h"
#include "core/rules/event_policy.h"
#include "core/rules/ids.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace einlass::wire {

// Canonical JSON. Two equal policies have equal documents and so equal hashes.
std::string policy_document(const rules::EventPolicy& policy);

// InvalidInput names the field that is unknown or wrong. Fields that are missing keep the defaults of EventPolicy.
base::Result<rules::EventPolicy> parse_policy(std::string_view text);

// As a JSON merge patch says (RFC 7396): named fields are replaced, objects field by field, and null puts a default
// back. InvalidInput: as parse_policy.
base::Result<rules::EventPolicy> changed_policy(const rules::EventPolicy& policy, std::string_view merge_patch_text);

// How events of one kind begin: their policy, what it is for, and the drawings of its badges that are not packaged.
struct Preset {
  std::string name;
  std::map<std::string, std::string> description;  // one line by language
  rules::EventPolicy policy;
  std::map<std::string, std::string> drawings;  // SVG by the template's name
  friend bool operator==(const Preset&, const Preset&) = default;
};
// The policy's document with `description` and, where there are some, `drawings` among its fields.
std::string preset_document(const Preset& preset);
base::Result<Preset> parse_preset(const std::string& name, std::string_view text);

// An event as kiosks know it; `id` is part of the document.
struct EventDocument {
  rules::EventId id;
  rules::EventFrame frame;
};
std::string event_document(const EventDocument& event);
base::Result<EventDocument> parse_event(std::string_view text);

// The packaged presets, files of a folder (assets/presets): the file's stem is the preset's name.
class Presets {
 public:
  explicit Presets(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::vector<std::string> names() const;  // sorted

  // NotFound names the presets there are.
  base::Result<Preset> load(const std::string& name) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace einlass::wire
