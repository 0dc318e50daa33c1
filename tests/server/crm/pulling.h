// A source and its stand-in, with a store of their own.
#pragma once

#include "core/base/file.h"
#include "server/crm/pull.h"
#include "tests/support/standins/connector.h"
#include "tests/support/standins/stand_in.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace einlass::crm {

namespace fs = std::filesystem;
namespace json = boost::json;
using settings::ConnectorKind;

struct System {
  std::string stand_in;
  ConnectorKind kind;
  std::string path;
  std::string remote;  // empty: persons
};

inline const System cmf{"cmf", ConnectorKind::Pimcore, "/__customermanagementframework/webservice", ""};
inline const System datahub{"datahub", ConnectorKind::Datahub, "/pimcore-graphql-webservices/shop", "FAIR-26"};
inline const System eventbrite{"eventbrite", ConnectorKind::Eventbrite, "/v3", "42"};
inline const System pretix{"pretix", ConnectorKind::Pretix, "", "fair"};
inline const System sewobe{"sewobe", ConnectorKind::Sewobe, "", ""};
inline const System easyverein{"easyverein", ConnectorKind::EasyVerein, "/api/v2.0", ""};

// Ends after so many pages, as a process does that is killed.
class EndingSource final : public Source {
 public:
  EndingSource(Source& source, int pages) : source_(source), left_(pages) {}
  base::Result<store::PulledPage> page(const PullScope& scope, const std::string& position) override {
    if (left_-- <= 0) return base::fail(base::ErrorKind::Unavailable, "killed");
    return source_.page(scope, position);
  }
  bool has_delta() const override { return source_.has_delta(); }

 private:
  Source& source_;
  int left_;
};

class Pulling {
 public:
  explicit Pulling(const System& system)
      : system_(system),
        stand_in(system.stand_in),
        waiting(base::Instant::from_unix_ms(1'767'000'000'000)),
        file_(fs::temp_directory_path() / ("einlass-pull-" + std::to_string(::getpid()) + ".db")) {
    fs::remove(file_);
    connector = test::connector_to("source", system.kind, stand_in.url() + system.path);
    connector.page_size = 10;
    connector.user = "einlass";
    connector.reports = {"6"};
  }
  ~Pulling() {
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(file_.string() + end);
  }

  store::CrmStore store() { return *store::CrmStore::open(file_); }
  store::PullKey key() const { return {.connector = "source", .remote = system_.remote}; }
  std::unique_ptr<Source> source() { return make_source(connector, *settings::read_secret(connector), waiting); }

  base::Result<store::PullRecord> pull(bool full) {
    auto one = store();
    return run_pull(*source(), one, key(), full, waiting);
  }
  base::Result<store::PullRecord> pull_and_die(bool full, int pages) {
    auto one = store();
    const auto whole = source();
    EndingSource ending(*whole, pages);
    return run_pull(ending, one, key(), full, waiting);
  }
  void finish() { ASSERT_TRUE(store().finish_pull(key(), waiting.now())); }
  std::set<std::string> persons() {
    std::set<std::string> ids;
    const auto found = *store().persons();
    for (const auto& person : found) ids.insert(person.id);
    return ids;
  }
  std::set<std::string> tickets() {
    std::set<std::string> ids;
    const auto list = *store().pulled(key());
    for (const auto& ticket : list.tickets) ids.insert(ticket.external_id);
    return ids;
  }
  std::string all_bytes() {
    std::string bytes;
    for (const char* end : {"", "-wal"}) {
      if (const auto text = base::read_file(file_.string() + end)) bytes += *text;
    }
    return bytes;
  }

 private:
  System system_;

 public:
  test::StandIn stand_in;
  SettableWaiting waiting;
  settings::ConnectorSettings connector;

 private:
  fs::path file_;
};

inline std::set<std::string> ids_of(const json::array& rows) {
  std::set<std::string> ids;
  for (const auto& row : rows) {
    const auto& id = row.at("id");
    ids.insert(id.is_string() ? std::string(id.get_string()) : json::serialize(id));
  }
  return ids;
}

}  // namespace einlass::crm
