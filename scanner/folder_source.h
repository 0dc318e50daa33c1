// Pictures dropped into a folder, as if each were held before a camera: for rehearsals, the demo and tests. PNG, JPEG
// and WebP; each is taken once, in the order of names, and then removed or moved to a subfolder.
//
// A file that is still being written is left alone until its writer closes or renames it (inotify), or until it has
// not changed for a while (network folders). Hidden names and other endings are never touched.
#pragma once

#include "core/base/clock.h"
#include "scanner/frame_source.h"

#include <filesystem>
#include <memory>

namespace einlass::scan {

enum class AfterTaking { Remove, MoveToDone };

struct FolderConfig {
  std::filesystem::path folder;
  AfterTaking after = AfterTaking::MoveToDone;  // DIR/done; what cannot be read as a picture goes to DIR/unreadable
  base::Milliseconds settled_after{500};        // a file that nobody closed under our eyes
};

class FolderSource final : public FrameSource {
 public:
  // `clock` outlives the source.
  FolderSource(FolderConfig config, const base::Clock& clock);
  ~FolderSource() override;

  void open() override;
  void close() override;
  FramePtr next(base::Milliseconds wait) override;  // Frame::still is set
  SourceStatus status() const override;

 private:
  class Watch;
  std::unique_ptr<Watch> watch_;
};

}  // namespace einlass::scan
