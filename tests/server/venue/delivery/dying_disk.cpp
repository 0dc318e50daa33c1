#include "tests/server/venue/delivery/dying_disk.h"

#include <array>
#include <csignal>
#include <new>

#include <sqlite3.h>
#include <sys/mman.h>
#include <unistd.h>

namespace einlass::venue {

struct DyingDisk::Shared {
  std::array<int, 2> dies_at;  // by Step; 0: never
  std::array<int, 2> seen;
};

namespace {

using Step = DyingDisk::Step;

std::size_t place_of(Step step) {
  return step == Step::Commit ? 0 : 1;
}

// Set once, in the program.
sqlite3_vfs* usual = nullptr;
std::array<int, 2>* its_deaths = nullptr;
std::array<int, 2>* its_steps = nullptr;

void pass(Step step) {
  const auto place = place_of(step);
  if (++(*its_steps)[place] == (*its_deaths)[place]) ::kill(::getpid(), SIGKILL);
}

// What SQLite holds of an open file, and behind it what the usual disk does (https://www.sqlite.org/vfs.html).
struct OpenFile {
  sqlite3_file base;
};

sqlite3_file* usual_file(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<OpenFile*>(file) + 1);
}

template <auto Method, typename... Arguments>
auto forward(sqlite3_file* file, Arguments... arguments) {
  auto* const behind = usual_file(file);
  return (behind->pMethods->*Method)(behind, arguments...);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 to) {
  pass(Step::Write);
  return forward<&sqlite3_io_methods::xWrite>(file, from, size, to);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  pass(Step::Write);
  return forward<&sqlite3_io_methods::xTruncate>(file, size);
}
int sync_file(sqlite3_file*, int) {
  pass(Step::Commit);
  return SQLITE_OK;
}
int delete_file(sqlite3_vfs*, const char* path, int) {
  pass(Step::Write);
  return usual->xDelete(usual, path, 0);
}

const sqlite3_io_methods counting = {
    3,
    [](sqlite3_file* file) { return forward<&sqlite3_io_methods::xClose>(file); },
    [](sqlite3_file* file, void* to, int size, sqlite3_int64 from) {
      return forward<&sqlite3_io_methods::xRead>(file, to, size, from);
    },
    &write_file,
    &truncate_file,
    &sync_file,
    [](sqlite3_file* file, sqlite3_int64* size) { return forward<&sqlite3_io_methods::xFileSize>(file, size); },
    [](sqlite3_file* file, int lock) { return forward<&sqlite3_io_methods::xLock>(file, lock); },
    [](sqlite3_file* file, int lock) { return forward<&sqlite3_io_methods::xUnlock>(file, lock); },
    [](sqlite3_file* file, int* taken) { return forward<&sqlite3_io_methods::xCheckReservedLock>(file, taken); },
    [](sqlite3_file* file, int what, void* value) {
      return forward<&sqlite3_io_methods::xFileControl>(file, what, value);
    },
    [](sqlite3_file* file) { return forward<&sqlite3_io_methods::xSectorSize>(file); },
    [](sqlite3_file* file) { return forward<&sqlite3_io_methods::xDeviceCharacteristics>(file); },
    [](sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
      return forward<&sqlite3_io_methods::xShmMap>(file, region, size, extend, memory);
    },
    [](sqlite3_file* file, int offset, int count, int flags) {
      return forward<&sqlite3_io_methods::xShmLock>(file, offset, count, flags);
    },
    [](sqlite3_file* file) { forward<&sqlite3_io_methods::xShmBarrier>(file); },
    [](sqlite3_file* file, int deletes) { return forward<&sqlite3_io_methods::xShmUnmap>(file, deletes); },
    [](sqlite3_file* file, sqlite3_int64 offset, int size, void** memory) {
      return forward<&sqlite3_io_methods::xFetch>(file, offset, size, memory);
    },
    [](sqlite3_file* file, sqlite3_int64 offset, void* memory) {
      return forward<&sqlite3_io_methods::xUnfetch>(file, offset, memory);
    },
};

int open_file(sqlite3_vfs*, sqlite3_filename path, sqlite3_file* file, int flags, int* given) {
  file->pMethods = nullptr;
  auto* const behind = usual_file(file);
  const int opened = usual->xOpen(usual, path, behind, flags, given);
  if (behind->pMethods != nullptr) file->pMethods = &counting;
  return opened;
}

}  // namespace

DyingDisk::DyingDisk() {
  void* const memory = ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  shared_ = new (memory) Shared{};
}

DyingDisk::~DyingDisk() {
  ::munmap(shared_, sizeof(Shared));
}

void DyingDisk::die_at(Step step, int nth) {
  live_on();
  shared_->dies_at[place_of(step)] = nth;
}

void DyingDisk::live_on() {
  *shared_ = {};
}

int DyingDisk::seen(Step step) const {
  return shared_->seen[place_of(step)];
}

void DyingDisk::begin() {
  static sqlite3_vfs vfs;
  usual = sqlite3_vfs_find(nullptr);
  its_deaths = &shared_->dies_at;
  its_steps = &shared_->seen;
  vfs = *usual;
  vfs.zName = "dying";
  vfs.szOsFile += static_cast<int>(sizeof(OpenFile));
  vfs.pNext = nullptr;
  vfs.xOpen = &open_file;
  vfs.xDelete = &delete_file;
  if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK) throw std::bad_alloc();
}

}  // namespace einlass::venue
