// The loop inside IoThread. Inner to core/net; include it in .cpp files only.
#pragma once

#include "core/net/io_thread.h"

#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

namespace einlass::net {

struct IoThread::Impl {
  boost::asio::io_context io{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stay{io.get_executor()};
  std::thread thread;
};

}  // namespace einlass::net
