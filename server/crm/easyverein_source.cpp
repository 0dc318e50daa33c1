// Members from easyVerein, all of them each time, as it cannot tell what has changed.
#include "core/base/file.h"
#include "core/base/log.h"
#include "server/crm/answer.h"
#include "server/crm/member_rows.h"
#include "server/crm/selection.h"
#include "server/crm/sources.h"
#include "server/crm/sweep.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>

#include <boost/json.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

namespace einlass::crm {
namespace {

using base::Result;

constexpr int largest_page = 100;
constexpr std::chrono::days token_lives(30);

class EasyVereinSource final : public Source {
 public:
  EasyVereinSource(const settings::ConnectorSettings& connector, const settings::Secret& secret, const Turns& turns)
      : client_(connector, {{"Authorization", "Bearer " + secret.reveal()}}, turns) {}

  bool has_delta() const override { return false; }
  std::string warning() const override { return warning_; }

  Result<store::PulledPage> page(const PullScope& /*scope*/, const std::string& position) override {
    auto at = object_in(position);
    const Sweep sweep(at);
    const auto size = std::min(client_.connector().page_size, largest_page);
    const auto reply = client_.ask({.path = fmt::format("/member?limit={}&page={}&ordering=id&query={}", size,
                                                        sweep.page(), percent_encoded(query()))});
    if (!reply) return tl::make_unexpected(reply.error());
    if (reply->header("tokenrefreshneeded") == "True") needs_token_ = true;
    store::PulledPage page;
    auto pages = sweep.page() - 1;  // a page behind the last one is not there any more
    if (reply->status != 404 || sweep.page() == 1) {
      const auto answer = json_of(*reply, client_.connector().name).and_then([&](const json::value& value) {
        return listing_in(value, "results", "next", client_.connector().name);
      });
      if (!answer) return tl::make_unexpected(answer.error());
      page = page_of(*answer);
      pages = sweep.page() + (at_path(*answer, "next") == nullptr ? 0 : 1);
    }
    page.last = !sweep.next(at, pages);
    page.next = page.last ? "{}" : position_text(at);
    if (page.last) renew_token();
    return page;
  }

 private:
  std::string query() const {
    std::vector<std::string> paths = {"id", "_isApplication"};
    for (const auto& field : settings::connector_fields(client_.connector().kind)) {
      paths.push_back(settings::field_of(client_.connector(), field.name));
    }
    return "{" + selection_of(paths, ",") + "}";
  }

  store::PulledPage page_of(const json::object& answer) const {
    store::PulledPage page;
    for (const auto& each : list_at(answer, "results")) {
      page.persons.push_back(person_of_member(object_of(each), client_.connector()));
    }
    return page;
  }

  // A token lives for thirty days. The old one is void as soon as the new one was given, so that it is written first of
  // all, and never asked for where it cannot be.
  void renew_token() {
    const auto& connector = client_.connector();
    if (!needs_token_) return;
    if (connector.key_file.empty()) {
      return warn(
          fmt::format("The token of the connector \"{}\" {} and cannot be renewed in an environment variable; put a "
                      "new one into {}, or into a key file that the server may write.",
                      connector.name, when_void(), connector.key_env));
    }
    if (auto writable = try_to_write(); !writable) {
      base::log_error("{}", writable.error().message);
      return warn(
          fmt::format("The token of the connector \"{}\" {} and was not renewed, as its key file cannot be written; "
                      "let the server write file and directory, or put it into the state directory.",
                      connector.name, when_void()));
    }
    const auto token = new_token();
    if (token.empty()) return;
    if (auto kept = base::write_file(connector.key_file, token + "\n", base::FileMode::Private); !kept) {
      base::log_error("{}", kept.error().message);
      warn(
          fmt::format("The new token of the connector \"{}\" could not be kept, and the old one is void; put a new one "
                      "into its key file.",
                      connector.name));
    }
  }

  void warn(std::string sentence) {
    base::log_warning("{}", sentence);
    warning_ = std::move(sentence);
  }

  // A file is written beside itself first, so that its directory has to be writable, too. Its time stays.
  Result<void> try_to_write() const {
    const auto& file = client_.connector().key_file;
    const auto held = base::read_file(file);
    if (!held) return base::failed(held);
    const auto time = file_time();
    auto written = base::write_file(file, *held, base::FileMode::Private);
    std::error_code none;
    if (written && time) std::filesystem::last_write_time(file, *time, none);
    return written;
  }

  std::optional<std::filesystem::file_time_type> file_time() const {
    std::error_code failed;
    const auto time = std::filesystem::last_write_time(client_.connector().key_file, failed);
    return failed ? std::nullopt : std::optional(time);
  }

  // "is void on 2026-12-24 at the latest": it was there when its file was written. Where it lives all the same, its
  // file was copied, and nobody knows.
  std::string when_void() const {
    const auto written = file_time();
    if (!written) return "ends soon";
    const auto until = *written + token_lives;
    if (until < std::filesystem::file_time_type::clock::now()) return "ends soon";
    const auto seconds = std::chrono::floor<std::chrono::seconds>(std::chrono::file_clock::to_sys(until));
    return fmt::format("is void on {:%Y-%m-%d} at the latest",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)));
  }

  // Empty: there is none.
  std::string new_token() {
    const auto& name = client_.connector().name;
    const auto reply = client_.send({.path = "/refresh-token", .acts = true});
    json::error_code failed;
    const auto value = reply && reply->ok() ? json::parse(reply->body, failed) : json::value();
    auto token = failed ? std::string() : text_at(object_of(value), "Bearer");
    if (!reply && reply.error().sent == Sent::Unsure) {
      warn(fmt::format(
          "The new token of the connector \"{}\" got lost on its way, and the old one may be void; where it is "
          "not taken any more, put a new one into its key file.",
          name));
    } else if (token.empty()) {
      warn(fmt::format(
          "The token of the connector \"{}\" {} and was not renewed when it was asked for; each pull tries it "
          "again, and if that does not help, put a new one into its key file.",
          name, when_void()));
    }
    return token;
  }

  HttpClient client_;
  bool needs_token_ = false;
  std::string warning_;
};

}  // namespace

std::unique_ptr<Source> easyverein_source(const settings::ConnectorSettings& connector, const settings::Secret& secret,
                                          const Turns& turns) {
  return std::make_unique<EasyVereinSource>(connector, secret, turns);
}

}  // namespace einlass::crm
