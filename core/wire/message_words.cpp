#include "core/wire/message_words.h"

#include <array>
#include <utility>

namespace einlass::rules {
namespace {

template <typename Enum, std::size_t Size>
using Words = std::array<std::pair<Enum, std::string_view>, Size>;

using base::ErrorKind;
using wire::ByeReason;
using wire::PairRefusal;

constexpr Words<PairRefusal, 4> pair_refusals{{{PairRefusal::Code, "code"},
                                               {PairRefusal::TooMany, "too_many"},
                                               {PairRefusal::Version, "version"},
                                               {PairRefusal::Event, "event"}}};

constexpr Words<ByeReason, 7> bye_reasons{{{ByeReason::Revoked, "revoked"},
                                           {ByeReason::Unknown, "unknown"},
                                           {ByeReason::Proof, "proof"},
                                           {ByeReason::Version, "version"},
                                           {ByeReason::Replaced, "replaced"},
                                           {ByeReason::BadMessage, "bad_message"},
                                           {ByeReason::ShuttingDown, "shutting_down"}}};

constexpr Words<Decider, 3> deciders{
    {{Decider::SelfService, "self_service"}, {Decider::Staff, "staff"}, {Decider::Host, "host"}}};

constexpr Words<ErrorKind, 9> error_kinds{{{ErrorKind::InvalidInput, "invalid_input"},
                                           {ErrorKind::NotFound, "not_found"},
                                           {ErrorKind::AlreadyExists, "already_exists"},
                                           {ErrorKind::Refused, "refused"},
                                           {ErrorKind::Unavailable, "unavailable"},
                                           {ErrorKind::Timeout, "timeout"},
                                           {ErrorKind::Incompatible, "incompatible"},
                                           {ErrorKind::Storage, "storage"},
                                           {ErrorKind::Internal, "internal"}}};

constexpr Words<MergeAnswer, 3> merge_answers{
    {{MergeAnswer::Accepted, "accepted"}, {MergeAnswer::Known, "known"}, {MergeAnswer::Parked, "parked"}}};

constexpr Words<PrinterTrouble, 13> printer_troubles{{{PrinterTrouble::None, "none"},
                                                      {PrinterTrouble::Off, "off"},
                                                      {PrinterTrouble::Media, "media"},
                                                      {PrinterTrouble::Ribbon, "ribbon"},
                                                      {PrinterTrouble::Cover, "cover"},
                                                      {PrinterTrouble::Jam, "jam"},
                                                      {PrinterTrouble::Full, "full"},
                                                      {PrinterTrouble::Paused, "paused"},
                                                      {PrinterTrouble::Settings, "settings"},
                                                      {PrinterTrouble::Stuck, "stuck"},
                                                      {PrinterTrouble::WrongMedia, "wrong_media"},
                                                      {PrinterTrouble::GaveUp, "gave_up"},
                                                      {PrinterTrouble::Other, "other"}}};

template <typename Enum, std::size_t Size>
std::string_view find_word(const Words<Enum, Size>& words, Enum value) {
  for (const auto& [each, text] : words) {
    if (each == value) return text;
  }
  return {};
}

template <typename Enum, std::size_t Size>
std::optional<Enum> find_value(const Words<Enum, Size>& words, std::string_view text) {
  for (const auto& [value, each] : words) {
    if (each == text) return value;
  }
  return std::nullopt;
}

}  // namespace

template <>
std::string_view word(PairRefusal value) {
  return find_word(pair_refusals, value);
}
template <>
std::string_view word(ByeReason value) {
  return find_word(bye_reasons, value);
}
template <>
std::string_view word(Decider value) {
  return find_word(deciders, value);
}
template <>
std::string_view word(ErrorKind value) {
  return find_word(error_kinds, value);
}
template <>
std::string_view word(MergeAnswer value) {
  return find_word(merge_answers, value);
}
template <>
std::string_view word(PrinterTrouble value) {
  return find_word(printer_troubles, value);
}

template <>
std::optional<PairRefusal> word_to(std::string_view text) {
  return find_value(pair_refusals, text);
}
template <>
std::optional<ByeReason> word_to(std::string_view text) {
  return find_value(bye_reasons, text);
}
template <>
std::optional<Decider> word_to(std::string_view text) {
  return find_value(deciders, text);
}
template <>
std::optional<ErrorKind> word_to(std::string_view text) {
  return find_value(error_kinds, text);
}
template <>
std::optional<MergeAnswer> word_to(std::string_view text) {
  return find_value(merge_answers, text);
}
template <>
std::optional<PrinterTrouble> word_to(std::string_view text) {
  return find_value(printer_troubles, text);
}

}  // namespace einlass::rules
