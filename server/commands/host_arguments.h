// Arguments that the host's handlers have in common. Inner to them.
#pragma once

#include "core/rules/words.h"
#include "server/commands/arguments.h"
#include "server/commands/command.h"
#include "server/venue/desk.h"

#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace einlass::commands {

// Reads ids and words; the first that is none is the error. `done` after all have been read.
class HostArguments {
 public:
  HostArguments(const CommandContext& context, const boost::json::object& object)
      : context_(context), arguments_(object), event_(arguments_.text("event")) {}

  Arguments& plain() { return arguments_; }
  rules::TicketId ticket() { return id<rules::TicketId>("ticket"); }
  rules::ScanStep scan_step() {
    const auto scan = id<rules::ScanId>("scan");
    return {scan, static_cast<std::uint32_t>(number("step"))};
  }
  // 0 where it is not given, and never below.
  int number(std::string_view name) {
    const auto given = arguments_.number_or(name, 0);
    constexpr std::int64_t most = 1'000'000;
    if (given < 0 || given > most) complain(name, "is out of range");
    return static_cast<int>(given < 0 || given > most ? 0 : given);
  }

  template <typename Id>
  Id id(std::string_view name) {
    return id_of<Id>(name, arguments_.text(name));
  }
  template <typename Id>
  std::vector<Id> ids(std::string_view name) {
    std::vector<Id> all;
    for (const auto& text : arguments_.list(name)) all.push_back(id_of<Id>(name, text));
    return all;
  }
  template <typename Id>
  std::optional<Id> optional_id(std::string_view name) {
    const auto text = arguments_.optional_text(name);
    return text ? std::optional(id_of<Id>(name, *text)) : std::nullopt;
  }
  template <typename Enum>
  Enum word(std::string_view name) {
    return word_in<Enum>(name, arguments_.text(name));
  }
  template <typename Enum>
  std::optional<Enum> optional_word(std::string_view name) {
    const auto text = arguments_.optional_text(name);
    return text ? std::optional(word_in<Enum>(name, *text)) : std::nullopt;
  }

  // Whoever asks; also her `door`, where the command takes one.
  venue::HostAsks asks(bool at_a_door = false) {
    return {
        .event = event_, .caller = context_.caller, .door = at_a_door ? arguments_.text_or("door", "") : std::string()};
  }

  base::Result<void> done() {
    if (auto read = arguments_.done(); !read || problem_.empty()) return read;
    return base::fail(base::ErrorKind::InvalidInput, problem_);
  }

 private:
  template <typename Id>
  Id id_of(std::string_view name, const std::string& text) {
    const auto id = Id::parse(text);
    if (!id || id->is_nil()) complain(name, "is no id");
    return id.value_or(Id());
  }
  template <typename Enum>
  Enum word_in(std::string_view name, const std::string& text) {
    const auto value = rules::word_to<Enum>(text);
    if (!value) complain(name, "is none of the words that are known here");
    return value.value_or(Enum());
  }
  void complain(std::string_view name, std::string_view what) {
    if (problem_.empty()) problem_ = fmt::format("The argument \"{}\" {}.", name, what);
  }

  const CommandContext& context_;
  Arguments arguments_;
  std::string event_;
  std::string problem_;
};

}  // namespace einlass::commands
