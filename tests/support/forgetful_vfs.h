// A disk for SQLite that lives in memory and forgets, at a power cut, what was not synced. Used by tests on one thread;
// outlives every store that is opened on it.
//
//   ForgetfulVfs disk("forgetful");
//   options.vfs = "forgetful";      // open a store, write to it
//   disk.fail_from_sync(3);         // the third sync from now fails, and everything after it
//   disk.fill("b.db");              // no room for this file; others go on
//   disk.lose_power(seed);          // once the store is closed; then open it again
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sqlite3.h>

namespace einlass::support {

class ForgetfulVfs {
 public:
  // One that is not synced, and how to take it back.
  struct Write {
    std::uint64_t offset = 0;
    std::size_t size = 0;
    bool truncates = false;  // to `offset`
    std::size_t size_before = 0;
    std::size_t replaced_at = 0;  // in File::replaced
    std::size_t replaced_size = 0;
  };
  struct File {
    std::string path;
    std::string bytes;
    std::vector<Write> unsynced;
    std::string replaced;                                // by these writes, in their order
    std::vector<std::unique_ptr<char[]>> shared_memory;  // of the write-ahead log's index
  };

  explicit ForgetfulVfs(std::string name);
  ForgetfulVfs(const ForgetfulVfs&) = delete;
  ForgetfulVfs& operator=(const ForgetfulVfs&) = delete;
  ~ForgetfulVfs();

  const std::string& name() const { return name_; }
  int syncs() const { return syncs_; }
  // The `count`-th sync from now (from 1; 0: none) does not happen; from then on the disk answers nothing.
  void fail_from_sync(int count) { fails_at_ = syncs_ + count; }
  bool has_failed() const { return failed_; }

  // From now on, files that are opened without naming a VFS are opened here.
  void make_default();
  // The disk answers nothing from now on, like its machine.
  void stop() { failed_ = true; }
  // Only the program had died: what it wrote is there, synced or not.
  void come_back();

  // Back to what was synced. Of later writes, sectors of 512 bytes survive here and there, chosen by `seed`; 0: none.
  void lose_power(std::uint64_t seed);

  // What a copy of the disk would hold: what is synced, of files that are open too. To be put back once every store is
  // closed; what is on it then is gone.
  using Image = std::map<std::string, std::string>;
  Image image() const;
  void put_back(const Image& image);

  // Writes that would need more bytes than this, over all files, find the disk full.
  void set_capacity(std::uint64_t bytes) { capacity_ = bytes; }
  std::uint64_t used() const;
  // No file whose path holds `part` can grow any more. "": none is full.
  void fill(std::string part) { full_ = std::move(part); }

  // For SQLite's callbacks.
  std::shared_ptr<File> open(const std::string& path, bool create);
  bool exists(const std::string& path) const { return files_.contains(path); }
  void remove(const std::string& path) { files_.erase(path); }
  int write(File& file, std::uint64_t offset, std::string_view bytes);
  int truncate(File& file, std::uint64_t size);
  int sync(File& file);

 private:
  std::string name_;
  sqlite3_vfs vfs_{};
  std::map<std::string, std::shared_ptr<File>> files_;
  int syncs_ = 0;
  int fails_at_ = 0;  // 0: never
  bool failed_ = false;
  std::uint64_t capacity_ = UINT64_MAX;
  std::string full_;
};

}  // namespace einlass::support
