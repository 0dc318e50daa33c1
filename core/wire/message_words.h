// The words of enumerations that stand in messages and in answers of the API only (core/rules/words.h has the others).
#pragma once

#include "core/base/error.h"
#include "core/rules/admission.h"
#include "core/rules/printer_trouble.h"
#include "core/rules/words.h"
#include "core/wire/message_parts.h"

#include <optional>
#include <string_view>

namespace einlass::rules {

template <>
std::string_view word(wire::PairRefusal value);
template <>
std::string_view word(wire::ByeReason value);
template <>
std::string_view word(Decider value);
template <>
std::string_view word(base::ErrorKind value);
template <>
std::string_view word(MergeAnswer value);
template <>
std::string_view word(PrinterTrouble value);

template <>
std::optional<wire::PairRefusal> word_to(std::string_view text);
template <>
std::optional<wire::ByeReason> word_to(std::string_view text);
template <>
std::optional<Decider> word_to(std::string_view text);
template <>
std::optional<base::ErrorKind> word_to(std::string_view text);
template <>
std::optional<MergeAnswer> word_to(std::string_view text);
template <>
std::optional<PrinterTrouble> word_to(std::string_view text);

}  // namespace einlass::rules
