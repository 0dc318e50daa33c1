#include "core/wire/backup_manifest.h"

#include "core/wire/canonical_json.h"
#include "core/wire/json_fields.h"

namespace einlass::wire {

constexpr std::int64_t backup_format = 1;

template <typename F>
void fields_of(F& f, BackupFile& file) {
  f("name", file.name);
  f("sha256", file.sha256);
}

template <typename F>
void fields_of(F& f, BackupEvent& event) {
  f("id", event.id);
  f("key", event.key);
  f("entries", event.entries);
  f("guests", event.guests);
}

template <typename F>
void fields_of(F& f, BackupManifest& manifest) {
  f("id", manifest.id);
  f("made", manifest.made);
  f("journal", manifest.journal);
  f("events", manifest.events);
  f("files", manifest.files);
}

std::string backup_manifest_document(const BackupManifest& manifest) {
  std::string document;
  FieldWriter writer(document);
  fields_of(writer, const_cast<BackupManifest&>(manifest));
  writer("einlass_backup", backup_format);
  writer.close();
  return document;
}

base::Result<BackupManifest> read_backup_manifest(std::string_view document) {
  auto value = parse_json(document);
  if (!value) return tl::make_unexpected(value.error());
  auto* object = value->if_object();
  const auto* format = object == nullptr ? nullptr : object->if_contains("einlass_backup");
  if (format == nullptr || !format->is_int64()) {
    return base::fail(base::ErrorKind::InvalidInput, "This is not the manifest of a backup; choose a backup's folder.");
  }
  if (format->get_int64() > backup_format) {
    return base::fail(base::ErrorKind::Incompatible,
                      "The backup was made by a newer version of Einlass; install that version or a later one.");
  }
  object->erase("einlass_backup");
  BackupManifest manifest;
  const auto read = read_fields(*value, manifest);
  if (!read) return tl::make_unexpected(read.error());
  return manifest;
}

}  // namespace einlass::wire
