#include "core/wire/event_pack.h"

#include "core/wire/canonical_json.h"
#include "core/wire/json_fields.h"

namespace einlass::wire {
namespace {

// The keys travel as the document that kiosks get.
struct EventSecretsText {
  std::string keys;
  base::SecretKey ticket_signing{};
  base::SecretKey private_parts{};
};

template <typename T>
base::Result<T> read_document(std::string_view document) {
  const auto value = parse_json(document);
  if (!value) return failed(value);
  T read;
  return read_fields(*value, read).map([&] { return std::move(read); });
}

}  // namespace

template <typename F>
void fields_of(F& f, EventSecretsText& secrets) {
  f("keys", secrets.keys);
  f("ticket_signing", secrets.ticket_signing);
  f("private_parts", secrets.private_parts);
}

template <typename F>
void fields_of(F& f, PackedDocument& document) {
  f("hash", document.hash);
  f("kind", document.kind);
  f("name", document.name);
  f("size", document.size);
}

template <typename F>
void fields_of(F& f, ClosingDocuments& documents) {
  f("closing", documents.closing);
  f("open_policy", documents.open_policy);
}

template <typename F>
void fields_of(F& f, PackedAccount& account) {
  f("sign_in", account.sign_in);
  f("hash", account.hash);
  f("salt", account.salt);
  f("passes", account.passes);
  f("memory_kib", account.memory_kib);
}

template <typename F>
void fields_of(F& f, PackedPerson& person) {
  f("number", person.number);
  f("name", person.name);
  f("role", person.role);
  f("removed", person.removed);
  f("is_of_venue", person.is_of_venue);
  f("lists", person.lists);
  f("pin_hash", person.pin_hash);
  f("account", person.account);
}

namespace {

// As written: the secrets are a document of their own.
struct EventPackText : EventPack {
  std::string secrets_document;
};

}  // namespace

template <typename F>
void fields_of(F& f, EventPackText& pack) {
  f("event", pack.event);
  f("key", pack.key);
  f("closing", pack.closing);
  f("made", pack.made);
  f("server", pack.server);
  f("label", pack.label);
  f("frame_document", pack.frame_document);
  f("policy_document", pack.policy_document);
  f("documents", pack.documents);
  f("secrets", pack.secrets_document);
  f("pin_salt", pack.pin_salt);
  f("people", pack.people);
  f("shared_list_bytes", pack.shared_list_bytes);
  f("file_bytes", pack.file_bytes);
}

template <typename F>
void fields_of(F& f, PackNote& note) {
  f("at", note.at);
  f("by", note.by);
  f("label", note.label);
}

template <typename F>
void fields_of(F& f, UnpackNote& note) {
  f("at", note.at);
  f("by", note.by);
  f("server", note.server);
  f("packed", note.packed);
  f("label", note.label);
  f("entries", note.entries);
  f("guests", note.guests);
}

template <typename F>
void fields_of(F& f, PackHistory& history) {
  f("came_packed", history.came_packed);
  f("packed", history.packed);
  f("unpacked", history.unpacked);
  f("shared_list", history.shared_list);
}

std::string event_secrets_document(const EventSecrets& secrets) {
  return json_text(EventSecretsText{.keys = event_keys_document(secrets.keys),
                                    .ticket_signing = secrets.ticket_signing,
                                    .private_parts = secrets.private_parts});
}

base::Result<EventSecrets> read_event_secrets(std::string_view document) {
  const auto text = read_document<EventSecretsText>(document);
  if (!text) return failed(text);
  return read_event_keys(text->keys).map([&](const EventKeys& keys) {
    return EventSecrets{.keys = keys, .ticket_signing = text->ticket_signing, .private_parts = text->private_parts};
  });
}

std::string event_pack_document(const EventPack& pack) {
  EventPackText text;
  static_cast<EventPack&>(text) = pack;
  text.secrets_document = event_secrets_document(pack.secrets);
  return json_text(text);
}

base::Result<EventPack> read_event_pack(std::string_view document) {
  auto text = read_document<EventPackText>(document);
  if (!text) return failed(text);
  return read_event_secrets(text->secrets_document).map([&](const EventSecrets& secrets) {
    text->secrets = secrets;
    return static_cast<EventPack>(*std::move(text));
  });
}

std::string pack_history_document(const PackHistory& history) {
  return json_text(history);
}

base::Result<PackHistory> read_pack_history(std::string_view document) {
  return read_document<PackHistory>(document);
}

}  // namespace einlass::wire
