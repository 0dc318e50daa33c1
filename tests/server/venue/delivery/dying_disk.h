// The disk of a program that dies at a step of its own: SQLite's usual files, of which it counts what is written, and
// kills its process there. Made by a test before it forks the program, whose counts it sees.
//
//   DyingDisk disk;
//   disk.die_at(DyingDisk::Step::Commit, 3);
//   if (::fork() == 0) { disk.begin(); … }
#pragma once

namespace einlass::venue {

class DyingDisk {
 public:
  enum class Step {
    Commit,  // what a transaction wrote is there as a whole, and nothing came of it yet
    Write    // of a page, a part of the log; a file that is cut or deleted: before it is there
  };

  DyingDisk();
  DyingDisk(const DyingDisk&) = delete;
  DyingDisk& operator=(const DyingDisk&) = delete;
  ~DyingDisk();

  // The next program does so at the nth of these steps, from 1.
  void die_at(Step step, int nth);
  void live_on();
  int seen(Step step) const;  // by the last program

  // In the program: whatever it opens from now on. Nothing is synced, as only a program dies here, not its machine.
  void begin();

 private:
  struct Shared;
  Shared* shared_;
};

}  // namespace einlass::venue
