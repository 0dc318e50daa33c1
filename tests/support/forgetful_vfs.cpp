#include "tests/support/forgetful_vfs.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <random>
#include <utility>

namespace einlass::support {
namespace {

using File = ForgetfulVfs::File;
using Write = ForgetfulVfs::Write;

constexpr std::uint64_t kSector = 512;
constexpr std::size_t kUsualSize = 1U << 16U;

// What SQLite holds of an open file (https://www.sqlite.org/vfs.html).
struct OpenFile {
  sqlite3_file base;
  ForgetfulVfs* disk;
  std::shared_ptr<File>* file;
};

OpenFile& of(sqlite3_file* file) {
  return *reinterpret_cast<OpenFile*>(file);
}
File& content(sqlite3_file* file) {
  return **of(file).file;
}
ForgetfulVfs& disk(sqlite3_vfs* vfs) {
  return *static_cast<ForgetfulVfs*>(vfs->pAppData);
}

void put(std::string& into, std::uint64_t offset, std::string_view bytes) {
  if (into.empty()) into.reserve(kUsualSize);
  if (into.size() < offset) into.resize(offset, '\0');
  const auto over = std::min<std::size_t>(into.size() - offset, bytes.size());
  std::memcpy(into.data() + offset, bytes.data(), over);
  into.append(bytes.substr(over));
}

// The file is still as it was before the write.
void note(File& file, Write write) {
  write.size_before = file.bytes.size();
  write.replaced_at = file.replaced.size();
  if (write.offset < file.bytes.size()) {
    const auto replaced = std::string_view(file.bytes).substr(write.offset);
    file.replaced += write.truncates ? replaced : replaced.substr(0, write.size);
  }
  write.replaced_size = file.replaced.size() - write.replaced_at;
  file.unsynced.push_back(write);
}

void take_back(std::string& bytes, const File& file, const Write& write) {
  bytes.resize(write.size_before);
  const auto replaced = std::string_view(file.replaced).substr(write.replaced_at, write.replaced_size);
  if (!replaced.empty()) put(bytes, write.offset, replaced);
}

std::string synced(const File& file) {
  auto bytes = file.bytes;
  for (auto write = file.unsynced.rbegin(); write != file.unsynced.rend(); ++write) take_back(bytes, file, *write);
  return bytes;
}

void forget_writes(File& file) {
  file.unsynced.clear();
  file.replaced.clear();
}

int close_file(sqlite3_file* file) {
  delete of(file).file;
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 from) {
  if (of(file).disk->has_failed()) return SQLITE_IOERR_READ;
  const auto& bytes = content(file).bytes;
  const auto offset = static_cast<std::size_t>(from);
  const auto wanted = static_cast<std::size_t>(size);
  const auto there = offset < bytes.size() ? std::min(wanted, bytes.size() - offset) : 0;
  if (there > 0) std::memcpy(to, bytes.data() + offset, there);
  if (there == wanted) return SQLITE_OK;
  std::memset(static_cast<char*>(to) + there, 0, wanted - there);
  return SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 to) {
  const std::string_view bytes(static_cast<const char*>(from), static_cast<std::size_t>(size));
  return of(file).disk->write(content(file), static_cast<std::uint64_t>(to), bytes);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  return of(file).disk->truncate(content(file), static_cast<std::uint64_t>(size));
}

int sync_file(sqlite3_file* file, int) {
  return of(file).disk->sync(content(file));
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(content(file).bytes.size());
  return SQLITE_OK;
}

// One process, one connection at a time: locks are always free.
int lock(sqlite3_file*, int) {
  return SQLITE_OK;
}
int check_reserved_lock(sqlite3_file*, int* taken) {
  *taken = 0;
  return SQLITE_OK;
}
int file_control(sqlite3_file*, int, void*) {
  return SQLITE_NOTFOUND;
}
int sector_size(sqlite3_file*) {
  return static_cast<int>(kSector);
}
int device_characteristics(sqlite3_file*) {
  return 0;
}

int shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  auto& regions = content(file).shared_memory;
  const auto wanted = static_cast<std::size_t>(region);
  *memory = nullptr;
  if (wanted >= regions.size() && extend == 0) return SQLITE_OK;
  while (regions.size() <= wanted) regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
  *memory = regions[wanted].get();
  return SQLITE_OK;
}
int shm_lock(sqlite3_file*, int, int, int) {
  return SQLITE_OK;
}
void shm_barrier(sqlite3_file*) {}  // one thread only
int shm_unmap(sqlite3_file*, int) {
  return SQLITE_OK;  // it stays until the power goes: another connection may still look at it
}

const sqlite3_io_methods kMethods = {
    2,
    close_file,
    read_file,
    write_file,
    truncate_file,
    sync_file,
    file_size,
    lock,
    lock,
    check_reserved_lock,
    file_control,
    sector_size,
    device_characteristics,
    shm_map,
    shm_lock,
    shm_barrier,
    shm_unmap,
    nullptr,
    nullptr,
};

int open_file(sqlite3_vfs* vfs, sqlite3_filename path, sqlite3_file* file, int flags, int* given) {
  file->pMethods = nullptr;
  auto found = disk(vfs).open(path == nullptr ? "" : path, (flags & SQLITE_OPEN_CREATE) != 0);
  if (!found) return SQLITE_CANTOPEN;
  of(file).disk = &disk(vfs);
  of(file).file = new std::shared_ptr<File>(std::move(found));
  file->pMethods = &kMethods;
  if (given != nullptr) *given = flags;
  return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int) {
  if (disk(vfs).has_failed()) return SQLITE_IOERR_DELETE;
  disk(vfs).remove(path);
  return SQLITE_OK;
}

int access_file(sqlite3_vfs* vfs, const char* path, int, int* answer) {
  *answer = disk(vfs).exists(path) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", path);
  return SQLITE_OK;
}

}  // namespace

ForgetfulVfs::ForgetfulVfs(std::string name) : name_(std::move(name)) {
  const sqlite3_vfs* real = sqlite3_vfs_find(nullptr);
  vfs_ = *real;  // time, randomness and sleep are the machine's
  vfs_.iVersion = 1;
  vfs_.szOsFile = sizeof(OpenFile);
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = open_file;
  vfs_.xDelete = delete_file;
  vfs_.xAccess = access_file;
  vfs_.xFullPathname = full_path;
  if (sqlite3_vfs_register(&vfs_, 0) != SQLITE_OK) throw std::bad_alloc();
}

ForgetfulVfs::~ForgetfulVfs() {
  sqlite3_vfs_unregister(&vfs_);
}

std::shared_ptr<File> ForgetfulVfs::open(const std::string& path, bool create) {
  if (failed_) return nullptr;
  if (path.empty()) return std::make_shared<File>();
  const auto found = files_.find(path);
  if (found != files_.end()) return found->second;
  if (!create) return nullptr;
  auto file = std::make_shared<File>();
  file->path = path;
  return files_.emplace(path, std::move(file)).first->second;
}

std::uint64_t ForgetfulVfs::used() const {
  std::uint64_t bytes = 0;
  for (const auto& [path, file] : files_) bytes += file->bytes.size();
  return bytes;
}

int ForgetfulVfs::write(File& file, std::uint64_t offset, std::string_view bytes) {
  if (failed_) return SQLITE_IOERR_WRITE;
  const std::uint64_t end = offset + bytes.size();
  const bool grows = end > file.bytes.size();
  if (grows && used() + end - file.bytes.size() > capacity_) return SQLITE_FULL;
  if (grows && !full_.empty() && file.path.find(full_) != std::string::npos) return SQLITE_FULL;
  note(file, {.offset = offset, .size = bytes.size()});
  put(file.bytes, offset, bytes);
  return SQLITE_OK;
}

int ForgetfulVfs::truncate(File& file, std::uint64_t size) {
  if (failed_) return SQLITE_IOERR_TRUNCATE;
  note(file, {.offset = size, .truncates = true});
  file.bytes.resize(size, '\0');
  return SQLITE_OK;
}

int ForgetfulVfs::sync(File& file) {
  ++syncs_;
  if (syncs_ == fails_at_) failed_ = true;
  if (failed_) return SQLITE_IOERR_FSYNC;
  forget_writes(file);
  return SQLITE_OK;
}

void ForgetfulVfs::make_default() {
  sqlite3_vfs_register(&vfs_, 1);
}

void ForgetfulVfs::come_back() {
  for (auto& [path, file] : files_) file->shared_memory.clear();
  failed_ = false;
  fails_at_ = 0;
}

ForgetfulVfs::Image ForgetfulVfs::image() const {
  Image image;
  for (const auto& [path, file] : files_) image[path] = synced(*file);
  return image;
}

void ForgetfulVfs::put_back(const Image& image) {
  files_.clear();
  for (const auto& [path, bytes] : image) {
    files_[path] = std::make_shared<File>(File{.path = path, .bytes = bytes});
  }
}

void ForgetfulVfs::lose_power(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto survives = [&] { return seed != 0 && (random() & 1U) != 0; };
  for (auto& [path, file] : files_) {
    const auto& writes = file->unsynced;
    std::vector<std::string> written(writes.size());
    auto& bytes = file->bytes;
    for (std::size_t i = writes.size(); i > 0; --i) {
      const auto& write = writes[i - 1];
      if (!write.truncates) written[i - 1] = bytes.substr(write.offset, write.size);
      take_back(bytes, *file, write);
    }
    for (std::size_t i = 0; i < writes.size(); ++i) {
      if (writes[i].truncates && survives()) bytes.resize(writes[i].offset, '\0');
      for (std::uint64_t from = 0; from < written[i].size(); from += kSector) {
        if (survives()) put(bytes, writes[i].offset + from, std::string_view(written[i]).substr(from, kSector));
      }
    }
    forget_writes(*file);
  }
  come_back();
}

}  // namespace einlass::support
