#include "server/web/answer_on_disk.h"

#include "server/report/scratch_file.h"

#include <memory>
#include <utility>

namespace einlass::web {

base::Result<net::BodySource> on_disk(const commands::WrittenAnswer& answer) {
  auto opened = report::ScratchFile::open();
  if (!opened) return base::failed(opened);
  const auto file = std::make_shared<report::ScratchFile>(*std::move(opened));
  return report::write_to(answer.write_answer, [&](std::string_view piece) { return file->append(piece); })
      .and_then([&] { return file->flush(); })
      .map([&] {
        return net::BodySource{.bytes = file->appended(), .read = [file](std::uint64_t offset, std::size_t size) {
                                 return file->read(offset, size).value_or(std::string());
                               }};
      });
}

}  // namespace einlass::web
