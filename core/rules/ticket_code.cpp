#include "core/rules/ticket_code.h"

#include "core/rules/word_lists.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <utility>

namespace einlass::rules {
namespace {

constexpr std::size_t kLongestCode = 1024;
constexpr std::string_view kSignedPrefix = "EL1.";
constexpr std::string_view kBadgePrefix = "EB1:";
constexpr std::string_view kSignatureContext = "einlass ticket 1\n";  // a signature made for anything else is void here
constexpr std::size_t kSignatureSize = std::tuple_size_v<base::Signature>;

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  return std::equal(prefix.begin(), prefix.end(), text.begin(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
  });
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return starts_with_ignoring_case(text, prefix); });
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// ISO/IEC 15424: "]", a letter for the symbology, a modifier.
std::string_view without_symbology(std::string_view text) {
  const bool present = text.size() >= 3 && text[0] == ']' && std::isalpha(static_cast<unsigned char>(text[1])) &&
                       std::isalnum(static_cast<unsigned char>(text[2]));
  return present ? text.substr(3) : text;
}

// Extended channel interpretation: a backslash and six digits in front of the data.
std::string_view without_channel(std::string_view text) {
  const bool present = text.size() >= 7 && text[0] == '\\' && std::all_of(text.begin() + 1, text.begin() + 7, is_digit);
  return present ? text.substr(7) : text;
}

void put_number(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU));
  }
}

template <typename Id>
void put_id(std::string& out, const Id& id) {
  out.append(id.bytes().begin(), id.bytes().end());
}

// Reads big-endian fields in order; `ok` turns false at the first one that is not there.
struct Reader {
  std::string_view rest;
  bool ok = true;

  std::string_view take(std::size_t size) {
    if (rest.size() < size) ok = false;
    if (!ok) return {};
    const auto taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
  }
  std::uint64_t number(std::size_t bytes) {
    std::uint64_t value = 0;
    for (const char c : take(bytes)) value = (value << 8U) | static_cast<unsigned char>(c);
    return value;
  }
  template <typename Id>
  Id id() {
    base::IdBytes bytes{};
    const auto taken = take(bytes.size());
    std::copy(taken.begin(), taken.end(), bytes.begin());
    return Id(bytes);
  }
  std::optional<base::Instant> instant() {
    const auto value = static_cast<std::int64_t>(number(8));
    if (value == 0) return std::nullopt;
    return base::Instant::from_unix_ms(value);
  }
};

std::string signed_bytes(const SignedTicket& ticket) {
  std::string bytes;
  put_id(bytes, ticket.event);
  put_id(bytes, ticket.ticket);
  put_number(bytes, ticket.key_id, 4);
  put_number(bytes, static_cast<std::uint64_t>(ticket.places), 2);
  put_number(bytes, static_cast<std::uint64_t>(ticket.valid_from.value_or(base::Instant()).unix_ms()), 8);
  put_number(bytes, static_cast<std::uint64_t>(ticket.valid_until.value_or(base::Instant()).unix_ms()), 8);
  put_number(bytes, std::min<std::size_t>(ticket.category.size(), 255), 1);
  bytes += ticket.category.substr(0, 255);
  return bytes;
}

std::optional<SignedTicket> read_signed_bytes(std::string_view bytes) {
  Reader reader{bytes};
  SignedTicket ticket;
  ticket.event = reader.id<EventId>();
  ticket.ticket = reader.id<TicketId>();
  ticket.key_id = static_cast<std::uint32_t>(reader.number(4));
  ticket.places = static_cast<int>(reader.number(2));
  ticket.valid_from = reader.instant();
  ticket.valid_until = reader.instant();
  ticket.category = std::string(reader.take(reader.number(1)));
  if (!reader.ok || !reader.rest.empty() || ticket.places < 1) return std::nullopt;
  return ticket;
}

std::optional<SignedCode> read_signed_code(std::string_view body) {
  const auto bytes = base::from_base64url(body);
  if (!bytes || bytes->size() <= kSignatureSize) return std::nullopt;
  SignedCode code;
  const auto split = bytes->end() - static_cast<std::ptrdiff_t>(kSignatureSize);
  code.signed_part.assign(bytes->begin(), split);
  std::copy(split, bytes->end(), code.signature.begin());
  auto ticket = read_signed_bytes(code.signed_part);
  if (!ticket) return std::nullopt;
  code.ticket = *std::move(ticket);
  return code;
}

}  // namespace

std::string clean_scanned_text(std::string_view scanned) {
  if (scanned.size() > kLongestCode) return {};
  std::string text;
  std::copy_if(scanned.begin(), scanned.end(), std::back_inserter(text), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7F;
  });
  return std::string(trimmed(without_channel(without_symbology(trimmed(text)))));
}

ScannedText read_scanned_text(std::string_view cleaned) {
  if (cleaned.empty()) return NotATicket::Empty;
  if (cleaned.starts_with(kSignedPrefix)) {
    auto code = read_signed_code(cleaned.substr(kSignedPrefix.size()));
    if (!code) return NotATicket::Damaged;
    return *std::move(code);
  }
  if (starts_with_ignoring_case(cleaned, kBadgePrefix)) {
    const auto serial = BadgeSerial::parse(cleaned.substr(kBadgePrefix.size()));
    if (!serial) return NotATicket::Damaged;
    return BadgeCode{*serial};
  }
  if (starts_with_any(cleaned, {"wifi:"})) return NotATicket::WifiAccess;
  // docs/protocol.md, Pairing: for staff who set a kiosk up.
  if (starts_with_any(cleaned, {"einlass-pair:"})) return NotATicket::PairingCode;
  if (starts_with_any(cleaned, {"begin:vcard", "mecard:", "bizcard:", "mailto:", "tel:", "smsto:", "matmsg:"})) {
    return NotATicket::Contact;
  }
  if (starts_with_any(cleaned, {"http://", "https://", "www.", "geo:", "begin:vevent", "begin:vcalendar"})) {
    return NotATicket::WebLink;
  }
  return OpaqueCode{std::string(cleaned)};
}

std::string signed_ticket_code(const SignedTicket& ticket, const base::SigningKey& key) {
  std::string bytes = signed_bytes(ticket);
  const base::Signature signature = base::sign(key, std::string(kSignatureContext) + bytes);
  bytes.append(signature.begin(), signature.end());
  return std::string(kSignedPrefix) +
         base::base64url(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

bool is_authentic(const SignedCode& code, const base::VerifyingKey& key) {
  return base::verify(key, std::string(kSignatureContext) + code.signed_part, code.signature);
}

std::string badge_code(BadgeSerial serial) {
  return std::string(kBadgePrefix) + serial.text();
}

CodeHash code_hash(const base::SecretKey& event_code_key, std::string_view code) {
  return base::keyed_hash(event_code_key, code);
}

}  // namespace einlass::rules
