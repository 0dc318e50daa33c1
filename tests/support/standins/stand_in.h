// One of the systems that Einlass talks to, played by a process of its own (tests/standins/README.md). Ends with the
// object, and with a test that crashes. For one thread; every call throws std::runtime_error where the stand-in refuses
// it.
#pragma once

#include "tests/server/app/child_process.h"

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace einlass::test {

class StandIn {
 public:
  // "cmf", "datahub", "campaign_monitor", "pretix", "eventbrite", "sewobe", "easyverein"
  explicit StandIn(const std::string& system);

  int port() const { return port_; }
  std::string url() const;  // http://127.0.0.1:PORT, without a slash at the end

  // Rows by table, added or replaced by id: {"customers":[{"id":1,"email":"mara@example.org"}]}
  void load(const boost::json::object& tables);
  // Made-up people, orders or attendees; the same for the same seed.
  void generate(int count, int seed = 1);
  // {"key":…,"options":{…},"generate":{…},"load":{…},"update":{table:[rows with id]},"delete":{table:[ids]}}
  void change(const boost::json::object& changes);
  boost::json::object state();  // every table as an array
  boost::json::array rows(std::string_view table);
  void reset();  // no rows, no faults, no log; key and options as at the start

  // {"kind":"drop","methods":["POST"],"path":"/activities","each_once":true}; the kinds are in the README. Its id.
  std::int64_t fault(const boost::json::object& fault);
  void clear_faults();
  void refuse_row(std::string_view id_or_email);
  void go_away();  // nobody listens until come_back()
  void come_back();

  void set_now(std::int64_t unix_seconds);  // its clock stands still
  void advance(std::int64_t seconds);
  std::int64_t now();

  // {"method","path","query","time","status","acted","faults"} of each request, in order
  boost::json::array log();
  std::size_t calls(std::string_view method, std::string_view part_of_path);
  void clear_log();

 private:
  boost::json::value control(std::string_view method, std::string_view name, const boost::json::object& body = {});

  server::ChildProcess process_;
  int port_;
  int control_port_;
};

}  // namespace einlass::test
