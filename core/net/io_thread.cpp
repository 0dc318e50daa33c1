#include "core/net/io_thread.h"

#include "core/net/io_loop.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace einlass::net {

IoThread::IoThread() : impl_(std::make_unique<Impl>()) {
  impl_->thread = std::thread([io = &impl_->io] { io->run(); });
}

IoThread::~IoThread() {
  impl_->io.stop();
  impl_->thread.join();
}

void IoThread::post(std::function<void()> work) {
  boost::asio::post(impl_->io, std::move(work));
}

void IoThread::after(base::Milliseconds wait, std::function<void()> work) {
  const auto timer = std::make_shared<boost::asio::steady_timer>(impl_->io, wait);
  timer->async_wait([timer, work = std::move(work)](const boost::system::error_code& cancelled) {
    if (!cancelled) work();
  });
}

bool IoThread::is_this_thread() const {
  return std::this_thread::get_id() == impl_->thread.get_id();
}

}  // namespace einlass::net
