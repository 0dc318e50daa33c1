#include "server/web/answer_on_disk.h"

#include <memory>
#include <utility>

namespace einlass::web {
namespace {

constexpr std::size_t at_once = 256U << 10U;

// Writers hand over row by row.
class Collecting {
 public:
  explicit Collecting(report::ScratchFile& file) : file_(file) {}

  void take(std::string_view piece) {
    waiting_ += piece;
    if (waiting_.size() >= at_once) flush();
  }
  base::Result<std::uint64_t> end() {
    flush();
    return written_.map([&] { return bytes_; });
  }

 private:
  void flush() {
    if (written_) written_ = file_.append(waiting_);
    bytes_ += waiting_.size();
    waiting_.clear();
  }

  report::ScratchFile& file_;
  std::string waiting_;
  std::uint64_t bytes_ = 0;
  base::Result<void> written_;
};

}  // namespace

base::Result<net::BodySource> on_disk(const commands::WrittenAnswer& answer) {
  auto opened = report::ScratchFile::open();
  if (!opened) return base::failed(opened);
  const auto file = std::make_shared<report::ScratchFile>(*std::move(opened));
  Collecting collecting(*file);
  if (auto written = answer.write([&](std::string_view piece) { collecting.take(piece); }); !written) {
    return base::failed(written);
  }
  return collecting.end().map([&](std::uint64_t bytes) {
    return net::BodySource{.bytes = bytes, .read = [file](std::uint64_t offset, std::size_t size) {
                             return file->read(offset, size).value_or(std::string());
                           }};
  });
}

}  // namespace einlass::web
