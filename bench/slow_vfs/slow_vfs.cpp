// A disk on which every commit takes 2 ms longer, as on a small kiosk's flash: preloaded into a program, it becomes
// SQLite's default VFS there and waits in each sync of a write-ahead log. Only scripts/bench uses it.
//
//   LD_PRELOAD=libeinlass-slow-vfs.so einlass-server …
#include <chrono>
#include <cstdint>
#include <cstring>
#include <new>
#include <thread>

#include <sqlite3.h>

namespace {

constexpr std::chrono::milliseconds extra{2};

sqlite3_vfs* real_vfs() {
  return static_cast<sqlite3_vfs*>(sqlite3_vfs_find("unix"));
}

// SQLite reserves szOsFile bytes: our head, then the real file behind it.
struct SlowFile {
  sqlite3_file head;
  bool waits;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

SlowFile* slow(sqlite3_file* file) {
  return reinterpret_cast<SlowFile*>(file);
}

template <auto method, typename... Args>
int forward(sqlite3_file* file, Args... args) {
  sqlite3_file* real = slow(file)->real();
  return (real->pMethods->*method)(real, args...);
}

int sync_slowly(sqlite3_file* file, int flags) {
  if (slow(file)->waits) std::this_thread::sleep_for(extra);
  return forward<&sqlite3_io_methods::xSync>(file, flags);
}

int close_file(sqlite3_file* file) {
  return forward<&sqlite3_io_methods::xClose>(file);
}

const sqlite3_io_methods slow_methods = {
    2,  // shared memory for the WAL, but no memory-mapped reads
    close_file,
    forward<&sqlite3_io_methods::xRead, void*, int, sqlite3_int64>,
    forward<&sqlite3_io_methods::xWrite, const void*, int, sqlite3_int64>,
    forward<&sqlite3_io_methods::xTruncate, sqlite3_int64>,
    sync_slowly,
    forward<&sqlite3_io_methods::xFileSize, sqlite3_int64*>,
    forward<&sqlite3_io_methods::xLock, int>,
    forward<&sqlite3_io_methods::xUnlock, int>,
    forward<&sqlite3_io_methods::xCheckReservedLock, int*>,
    forward<&sqlite3_io_methods::xFileControl, int, void*>,
    forward<&sqlite3_io_methods::xSectorSize>,
    forward<&sqlite3_io_methods::xDeviceCharacteristics>,
    forward<&sqlite3_io_methods::xShmMap, int, int, int, void volatile**>,
    forward<&sqlite3_io_methods::xShmLock, int, int, int>,
    [](sqlite3_file* file) {
      sqlite3_file* real = slow(file)->real();
      real->pMethods->xShmBarrier(real);
    },
    forward<&sqlite3_io_methods::xShmUnmap, int>,
    nullptr,
    nullptr,
};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto* made = new (file) SlowFile{{nullptr}, (flags & SQLITE_OPEN_WAL) != 0};
  std::memset(static_cast<void*>(made->real()), 0, static_cast<std::size_t>(real_vfs()->szOsFile));
  const int result = real_vfs()->xOpen(real_vfs(), name, made->real(), flags, out_flags);
  if (made->real()->pMethods != nullptr) made->head.pMethods = &slow_methods;
  return result;
}

__attribute__((constructor)) void become_default() {
  static sqlite3_vfs slow_vfs = *real_vfs();  // everything but opening is the real one's
  slow_vfs.zName = "slow";
  slow_vfs.szOsFile += static_cast<int>(sizeof(SlowFile));
  slow_vfs.xOpen = open_file;
  slow_vfs.pNext = nullptr;
  sqlite3_vfs_register(&slow_vfs, 1);
}

}  // namespace
