// Members from easyVerein, all of them each time, as it cannot tell what has changed.
#include "core/base/file.h"
#include "core/base/log.h"
#include "server/crm/answer.h"
#include "server/crm/member_rows.h"
#include "server/crm/selection.h"
#include "server/crm/sources.h"
#include "server/crm/sweep.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

namespace einlass::crm {
namespace {

using base::Result;

constexpr int largest_page = 100;

class EasyVereinSource final : public Source {
 public:
  EasyVereinSource(const settings::ConnectorSettings& connector, const settings::Secret& secret, const Turns& turns)
      : client_(connector, {{"Authorization", "Bearer " + secret.reveal()}}, turns) {}

  bool has_delta() const override { return false; }

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
      return base::log_warning("the token of the connector {} ends soon; put a new one into {}", connector.name,
                               connector.key_env);
    }
    if (auto writable = try_to_write(); !writable) {
      return base::log_error(
          "the token of the connector {} ends soon and was not renewed, as a new one could not be kept; let the server "
          "write in the directory of its key file, or put it into the state directory: {}",
          connector.name, writable.error().message);
    }
    const auto token = new_token();
    if (token.empty()) return;
    if (auto kept = base::write_file(connector.key_file, token + "\n", base::FileMode::Private); !kept) {
      base::log_error("the token of the connector {} could not be kept, make a new one: {}", connector.name,
                      kept.error().message);
    }
  }

  // A file is written beside itself first, so that its directory has to be writable, too.
  Result<void> try_to_write() const {
    const auto& file = client_.connector().key_file;
    const auto held = base::read_file(file);
    if (!held) return base::failed(held);
    return base::write_file(file, *held, base::FileMode::Private);
  }

  // Empty: there is none.
  std::string new_token() {
    const auto& name = client_.connector().name;
    const auto reply = client_.send({.path = "/refresh-token", .acts = true});
    json::error_code failed;
    const auto value = reply && reply->ok() ? json::parse(reply->body, failed) : json::value();
    auto token = failed ? std::string() : text_at(object_of(value), "Bearer");
    if (!reply && reply.error().sent == Sent::Unsure) {
      base::log_error(
          "the new token of the connector {} got lost on its way, and the old one may be void; where it is "
          "not taken any more, make a new one",
          name);
    } else if (token.empty()) {
      base::log_warning("the token of the connector {} was not renewed; it is tried again", name);
    }
    return token;
  }

  HttpClient client_;
  bool needs_token_ = false;
};

}  // namespace

std::unique_ptr<Source> easyverein_source(const settings::ConnectorSettings& connector, const settings::Secret& secret,
                                          const Turns& turns) {
  return std::make_unique<EasyVereinSource>(connector, secret, turns);
}

}  // namespace einlass::crm
