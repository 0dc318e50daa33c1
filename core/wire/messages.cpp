#include "core/wire/messages.h"

#include "core/wire/canonical_json.h"
#include "core/wire/message_fields.h"

#include <array>
#include <type_traits>
#include <utility>

#include <fmt/format.h>

namespace einlass {
namespace {

using base::ErrorKind;
using base::fail;

// Variants in JSON: an object whose `tag` names the alternative; words in the order of the alternatives.
template <typename Variant>
using Tags = std::array<std::string_view, std::variant_size_v<Variant>>;

constexpr Tags<wire::Message> message_types{"challenge",
                                            "pair_request",
                                            "pair_accepted",
                                            "pair_refused",
                                            "prove",
                                            "welcome",
                                            "bye",
                                            "hello",
                                            "ping",
                                            "pong",
                                            "assignment",
                                            "document_request",
                                            "document_part",
                                            "admit_request",
                                            "admit_reply",
                                            "entries",
                                            "entries_answer",
                                            "guest_list_request",
                                            "guest_list",
                                            "error",
                                            "event_offer",
                                            "event_taken",
                                            "lease_request",
                                            "lease_denied",
                                            "lease_recall",
                                            "destinations_request",
                                            "destinations",
                                            "move_request",
                                            "moved",
                                            "kiosk_report"};
constexpr Tags<wire::ScanTarget> target_kinds{"code", "ticket", "badge", "signed"};
constexpr Tags<rules::Admission> admission_outcomes{"granted", "refused", "announced"};

template <typename Variant, std::size_t Index = 0>
std::optional<Variant> alternative_of(const Tags<Variant>& tags, std::string_view tag) {
  if constexpr (Index == std::variant_size_v<Variant>) {
    return std::nullopt;
  } else {
    if (tags[Index] == tag) return Variant(std::in_place_index<Index>);
    return alternative_of<Variant, Index + 1>(tags, tag);
  }
}

// The members of whichever alternative it is.
template <typename Variant>
void fields_of_alternative(wire::FieldWriter& writer, const Variant& value) {
  std::visit([&](const auto& each) { fields_of(writer, const_cast<std::decay_t<decltype(each)>&>(each)); }, value);
}

template <typename Variant>
void write_tagged(std::string& out, const Tags<Variant>& tags, const char* tag, const Variant& value) {
  wire::FieldWriter writer(out);
  writer(tag, tags[value.index()]);
  fields_of_alternative(writer, value);
  writer.close();
}

template <typename Variant>
bool read_tagged(const Tags<Variant>& tags, const char* tag, const wire::json::value& in, Variant& out) {
  if (!in.is_object()) return false;
  auto object = in.get_object();
  const auto* word = object.if_contains(tag);
  if (word == nullptr || !word->is_string()) return false;
  auto alternative = alternative_of<Variant>(tags, word->get_string());
  if (!alternative) return false;
  object.erase(tag);
  const wire::json::value fields(std::move(object));
  const auto read = std::visit([&](auto& each) { return wire::read_fields(fields, each).has_value(); }, *alternative);
  if (read) out = *std::move(alternative);
  return read;
}

}  // namespace

namespace rules {

namespace json = wire::json;

void write_json(std::string& out, const Admission& admission) {
  write_tagged(out, admission_outcomes, "outcome", admission);
}
bool from_json(const json::value& in, Admission& out) {
  return read_tagged(admission_outcomes, "outcome", in, out);
}

}  // namespace rules

namespace wire {
namespace {

// These two tell a program of another version what is wrong, so they are read whatever the version.
bool is_read_in_any_version(std::string_view type) {
  return type == "challenge" || type == "bye";
}

base::Result<void> check_version(const json::object& object, std::string_view type) {
  const auto* version = object.if_contains("v");
  if (version == nullptr || !version->is_int64()) {
    return fail(ErrorKind::InvalidInput, "The message has no protocol version \"v\".");
  }
  if (version->get_int64() == protocol_version || is_read_in_any_version(type)) return {};
  return fail(ErrorKind::Incompatible,
              fmt::format("The message has protocol version {}, this program speaks {}; install the same version of "
                          "Einlass on server and kiosk.",
                          version->get_int64(), protocol_version));
}

// A reply says the admitted fact once, in its row.
base::Result<void> complete(AdmitReply& reply) {
  auto* granted = std::get_if<rules::AdmissionGranted>(&reply.admission);
  if (granted == nullptr) return {};
  const auto* fact = std::get_if<rules::Admitted>(&reply.row.entry.fact);
  if (fact == nullptr) {
    return fail(ErrorKind::InvalidInput, "The field \"row\" of a granted admission holds no \"admitted\" entry.");
  }
  granted->fact = *fact;
  return {};
}

base::Result<Message> read_message(json::object object, std::string_view type) {
  auto message = alternative_of<Message>(message_types, type);
  if (!message) {
    return fail(ErrorKind::InvalidInput, fmt::format("The message type \"{}\" is unknown.", type.substr(0, 40)));
  }
  object.erase("v");
  object.erase("type");
  const json::value fields(std::move(object));
  const auto read = std::visit([&](auto& alternative) { return read_fields(fields, alternative); }, *message);
  if (!read) {
    return fail(read.error().kind, fmt::format("In a message \"{}\": {}", type_name(*message), read.error().message));
  }
  if (auto* reply = std::get_if<AdmitReply>(&*message)) {
    if (const auto completed = complete(*reply); !completed) return tl::make_unexpected(completed.error());
  }
  return *std::move(message);
}

}  // namespace

void write_json(std::string& out, const ScanTarget& target) {
  write_tagged(out, target_kinds, "kind", target);
}
bool from_json(const json::value& in, ScanTarget& out) {
  return read_tagged(target_kinds, "kind", in, out);
}

std::string_view type_name(const Message& message) {
  return message_types[message.index()];
}

std::string encode(const Message& message) {
  std::string text;
  FieldWriter writer(text);
  writer("v", protocol_version);
  writer("type", type_name(message));
  fields_of_alternative(writer, message);
  writer.close();
  return text;
}

base::Result<Message> decode(std::string_view text) {
  auto value = parse_json(text);
  if (!value) return tl::make_unexpected(value.error());
  if (!value->is_object()) return fail(ErrorKind::InvalidInput, "A message must be a JSON object.");
  auto& object = value->get_object();
  const auto* type = object.if_contains("type");
  if (type == nullptr || !type->is_string()) {
    return fail(ErrorKind::InvalidInput, "The message has no \"type\".");
  }
  const std::string name(type->get_string());
  if (const auto checked = check_version(object, name); !checked) return tl::make_unexpected(checked.error());
  return read_message(std::move(object), name);
}

}  // namespace wire
}  // namespace einlass
