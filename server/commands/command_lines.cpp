#include "server/commands/command_lines.h"

#include "core/wire/messages.h"

#include <algorithm>
#include <string_view>

#include <boost/json.hpp>

namespace einlass::commands {
namespace {

namespace json = boost::json;
using base::ErrorKind;

constexpr std::string_view result_start = R"({"result":)";
constexpr std::string_view error_start = R"({"error":)";

// A line break can stand only between the tokens of JSON (RFC 8259 §7), where a blank does as well.
std::string on_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string wrapped(std::string_view start, std::string_view value) {
  return std::string(start).append(value).append("}");
}

}  // namespace

std::string command_line(const Command& command) {
  return on_one_line("{\"command\":" + json::serialize(json::string(command.name)) +
                     ",\"arguments\":" + command.arguments + "}");
}

base::Result<Command> read_command_line(const std::string& line) {
  boost::system::error_code failed;
  const auto value = json::parse(line, failed);
  const auto* fields = failed ? nullptr : value.if_object();
  const auto* name = fields != nullptr ? fields->if_contains("command") : nullptr;
  const auto* arguments = fields != nullptr ? fields->if_contains("arguments") : nullptr;
  if (name == nullptr || !name->is_string() || arguments == nullptr) {
    return base::fail(ErrorKind::InvalidInput, "This line is not a command; use the einlass program.");
  }
  return Command{.name = std::string(name->get_string()), .arguments = json::serialize(*arguments)};
}

std::string outcome_line(const base::Result<std::string>& outcome) {
  if (outcome) return on_one_line(wrapped(result_start, *outcome));
  const wire::ErrorReport report{.kind = outcome.error().kind, .message = outcome.error().message};
  return wrapped(error_start, wire::encode(report));
}

net::LocalAnswer outcome_line(net::BodySource result) {
  return {std::string(result_start), std::move(result), "}"};
}

base::Result<std::string> read_outcome_line(std::string line) {
  if (line.starts_with(result_start) && line.ends_with('}')) {
    line.pop_back();
    return line.substr(result_start.size());
  }
  if (line.starts_with(error_start) && line.ends_with('}')) {
    line.pop_back();
    const auto message = wire::decode(std::string_view(line).substr(error_start.size()));
    const auto* report = message ? std::get_if<wire::ErrorReport>(&*message) : nullptr;
    if (report != nullptr) return base::fail(report->kind, report->message);
  }
  return base::fail(ErrorKind::Incompatible,
                    "The running server answers in another way; install the same version of server and command line.");
}

base::Result<void> OutcomePieces::take(std::string_view piece) {
  held_ += piece;
  if (!is_result_) {
    is_result_ = held_.starts_with(result_start);
    if (!is_result_) return {};
    held_.erase(0, result_start.size());
  }
  if (held_.size() < 2) return {};
  const auto taken = take_(std::string_view(held_).substr(0, held_.size() - 1));
  held_.erase(0, held_.size() - 1);
  return taken;
}

base::Result<void> OutcomePieces::end() {
  if (is_result_ && held_ == "}") return {};
  return read_outcome_line(std::exchange(held_, {})).map([](const std::string&) {});
}

}  // namespace einlass::commands
