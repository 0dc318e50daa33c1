#include "core/base/sealed_file.h"

#include "core/base/crypto.h"
#include "core/base/staged_folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <unistd.h>

namespace einlass::base {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t sealed_format = 1;
constexpr std::size_t mark_bytes = 16;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t number_bytes = 8;
constexpr std::size_t sealed_key_bytes = 24 + crypto_secretstream_xchacha20poly1305_KEYBYTES + 16;  // nonce, key, tag
constexpr std::size_t checksum_bytes = 32;
constexpr std::size_t piece_bytes = 1U << 20U;
constexpr std::size_t sealed_piece_bytes = piece_bytes + crypto_secretstream_xchacha20poly1305_ABYTES;

using StreamHeader = std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES>;

constexpr std::size_t head_bytes =
    mark_bytes + 3 * number_bytes + salt_bytes + sealed_key_bytes + StreamHeader().size() + checksum_bytes;

std::string number_text(std::uint64_t value) {
  std::string text;
  for (std::size_t i = 0; i < number_bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFFU);
  return text;
}

std::uint64_t number_in(std::string_view text) {
  std::uint64_t value = 0;
  for (std::size_t i = number_bytes; i > 0; --i) value = value << 8U | static_cast<unsigned char>(text[i - 1]);
  return value;
}

std::string mark_of(const SealedKind& kind) {
  auto mark = kind.mark;
  mark.resize(mark_bytes, ' ');
  return mark;
}

struct Head {
  std::uint64_t format = sealed_format;
  PassphraseSealed key;
  StreamHeader stream{};
};

std::string text_of(const SealedKind& kind, const Head& head) {
  auto text = mark_of(kind) + number_text(head.format) + std::string(as_text(head.key.salt)) +
              number_text(head.key.operations) + number_text(head.key.memory_kib) +
              std::string(as_text(head.key.sealed)) + std::string(head.stream.begin(), head.stream.end());
  const auto checksum = blake2b(text);
  return text.append(checksum.begin(), checksum.end());
}

auto damaged(const SealedKind& kind) {
  return fail(ErrorKind::InvalidInput,
              fmt::format("The {} was cut short or changed; use another copy of it.", kind.thing));
}

Result<Head> head_in(const SealedKind& kind, std::string_view text) {
  if (!text.starts_with(mark_of(kind)) || text.size() < mark_bytes + number_bytes) {
    return fail(ErrorKind::InvalidInput, fmt::format("This file is no {}; choose another one.", kind.thing));
  }
  const auto whole = text;
  const auto take = [&](std::size_t bytes) {
    const auto part = text.substr(0, bytes);
    text.remove_prefix(part.size());
    return part;
  };
  take(mark_bytes);
  Head head;
  head.format = number_in(take(number_bytes));
  if (head.format > sealed_format && head.format < UINT16_MAX) {
    return fail(ErrorKind::Incompatible,
                fmt::format("The {} was made by a newer version of Einlass; install that version or a later one here.",
                            kind.thing));
  }
  if (whole.size() != head_bytes) return damaged(kind);
  head.key.salt = to_bytes(take(salt_bytes));
  head.key.operations = number_in(take(number_bytes));
  head.key.memory_kib = number_in(take(number_bytes));
  head.key.sealed = to_bytes(take(sealed_key_bytes));
  const auto stream = take(head.stream.size());
  std::copy(stream.begin(), stream.end(), head.stream.begin());
  if (text_of(kind, head) != whole) return damaged(kind);
  return head;
}

Result<Head> make_head(const SealedKind& kind, std::string_view passphrase,
                       crypto_secretstream_xchacha20poly1305_state& state) {
  require_crypto();
  SecretKey key{};
  crypto_secretstream_xchacha20poly1305_keygen(key.data());
  Head head;
  crypto_secretstream_xchacha20poly1305_init_push(&state, head.stream.data(), key.data());
  auto sealed = seal_with_passphrase(passphrase, std::string(key.begin(), key.end()), kind.mark, kind.cost);
  sodium_memzero(key.data(), key.size());
  if (!sealed) return failed(sealed);
  head.key = *std::move(sealed);
  return head;
}

}  // namespace

struct SealedFileWriter::Impl {
  SealedKind kind;
  fs::path target;
  fs::path beside;
  int file = -1;
  crypto_secretstream_xchacha20poly1305_state state{};
  std::string waiting;  // of the next piece

  ~Impl() {
    sodium_memzero(&state, sizeof state);
    if (file >= 0) ::close(file);
    std::error_code left_over;
    if (!beside.empty()) fs::remove(beside, left_over);
  }

  auto cannot_write() const {
    return fail(ErrorKind::Storage, fmt::format("{} cannot be written: {}; free some space or choose another place.",
                                                target.string(), std::strerror(errno)));
  }

  Result<void> write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(file, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return cannot_write();
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }

  Result<void> push(std::string_view piece, unsigned char tag) {
    std::string sealed(piece.size() + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
    crypto_secretstream_xchacha20poly1305_push(&state, reinterpret_cast<unsigned char*>(sealed.data()), nullptr,
                                               reinterpret_cast<const unsigned char*>(piece.data()), piece.size(),
                                               nullptr, 0, tag);
    return write(sealed);
  }
};

SealedFileWriter::SealedFileWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SealedFileWriter::SealedFileWriter(SealedFileWriter&&) noexcept = default;
SealedFileWriter::~SealedFileWriter() = default;

Result<SealedFileWriter> SealedFileWriter::create(const fs::path& target, const SealedKind& kind,
                                                  std::string_view passphrase) {
  std::error_code unreadable;
  if (fs::exists(fs::symlink_status(target, unreadable))) {
    return fail(ErrorKind::AlreadyExists, fmt::format("{} is there already; choose another name.", target.string()));
  }
  auto impl = std::make_unique<Impl>();
  impl->kind = kind;
  impl->target = target;
  const auto head = make_head(kind, passphrase, impl->state);
  if (!head) return failed(head);
  impl->beside = target.string() + fmt::format(".new-{}", ::getpid());
  impl->file = ::open(impl->beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (impl->file < 0) {
    impl->beside.clear();
    return impl->cannot_write();
  }
  if (auto written = impl->write(text_of(kind, *head)); !written) return failed(written);
  return SealedFileWriter(std::move(impl));
}

// A piece waits until more follows it, as the last one is marked.
Result<void> SealedFileWriter::append(std::string_view bytes) {
  while (!bytes.empty()) {
    if (impl_->waiting.size() == piece_bytes) {
      if (auto pushed = impl_->push(impl_->waiting, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE); !pushed) {
        return pushed;
      }
      impl_->waiting.clear();
    }
    const auto part = bytes.substr(0, piece_bytes - impl_->waiting.size());
    impl_->waiting += part;
    bytes.remove_prefix(part.size());
  }
  return {};
}

Result<void> SealedFileWriter::append_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string piece(piece_bytes, '\0');
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto got = static_cast<std::size_t>(in.gcount());
    if (auto appended = append(std::string_view(piece).substr(0, got)); !appended) return appended;
  }
  if (in.eof()) return {};
  return fail(ErrorKind::Storage, fmt::format("{} cannot be read; check the disk.", file.string()));
}

Result<void> SealedFileWriter::finish() {
  if (auto pushed = impl_->push(impl_->waiting, crypto_secretstream_xchacha20poly1305_TAG_FINAL); !pushed) {
    return pushed;
  }
  if (::fsync(impl_->file) != 0 || ::close(std::exchange(impl_->file, -1)) != 0) return impl_->cannot_write();
  // link() in place of rename(): never over a file that somebody put there meanwhile.
  const bool linked = ::link(impl_->beside.c_str(), impl_->target.c_str()) == 0;
  const bool cannot_link = !linked && errno != EEXIST;  // sticks are often of a file system without links
  if (!linked && (!cannot_link || ::rename(impl_->beside.c_str(), impl_->target.c_str()) != 0)) {
    return impl_->cannot_write();
  }
  if (linked) ::unlink(impl_->beside.c_str());
  impl_->beside.clear();
  sync_to_disk(impl_->target.parent_path());
  return {};
}

struct SealedFileReader::Impl {
  SealedKind kind;
  std::ifstream file;
  crypto_secretstream_xchacha20poly1305_state state{};
  std::string opened;     // of the piece in hand
  std::size_t taken = 0;  // of these
  bool was_last = false;

  ~Impl() { sodium_memzero(&state, sizeof state); }

  Result<void> next_piece() {
    if (was_last) return damaged(kind);
    std::string sealed(sealed_piece_bytes, '\0');
    file.read(sealed.data(), static_cast<std::streamsize>(sealed.size()));
    sealed.resize(static_cast<std::size_t>(file.gcount()));
    if (sealed.size() < crypto_secretstream_xchacha20poly1305_ABYTES) return damaged(kind);
    opened.resize(sealed.size() - crypto_secretstream_xchacha20poly1305_ABYTES);
    taken = 0;
    unsigned char tag = 0;
    const bool fits = crypto_secretstream_xchacha20poly1305_pull(
                          &state, reinterpret_cast<unsigned char*>(opened.data()), nullptr, &tag,
                          reinterpret_cast<const unsigned char*>(sealed.data()), sealed.size(), nullptr, 0) == 0;
    if (!fits) return damaged(kind);
    was_last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return {};
  }

  // At least one byte, at most so many.
  Result<std::string_view> some(std::uint64_t most) {
    if (taken == opened.size()) {
      if (auto next = next_piece(); !next) return failed(next);
      if (opened.empty()) return damaged(kind);
    }
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(most, opened.size() - taken));
    return std::string_view(opened).substr(std::exchange(taken, taken + size), size);
  }
};

SealedFileReader::SealedFileReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SealedFileReader::SealedFileReader(SealedFileReader&&) noexcept = default;
SealedFileReader::~SealedFileReader() = default;

Result<SealedFileReader> SealedFileReader::open(const fs::path& path, const SealedKind& kind,
                                                std::string_view passphrase) {
  std::error_code status;
  if (!fs::is_regular_file(path, status)) {
    return fail(ErrorKind::NotFound, fmt::format("There is no file {}; correct its name.", path.string()));
  }
  auto impl = std::make_unique<Impl>();
  impl->kind = kind;
  impl->file.open(path, std::ios::binary);
  std::string text(head_bytes, '\0');
  impl->file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(impl->file.gcount()));
  const auto head = head_in(kind, text);
  if (!head) return failed(head);
  auto key = unseal_with_passphrase(passphrase, head->key, kind.mark);
  if (!key && key.error().kind == ErrorKind::Refused) {
    return fail(ErrorKind::Refused, fmt::format("This is not the passphrase of the {}; try another one.", kind.thing));
  }
  if (!key) return failed(key);
  const auto* bytes = reinterpret_cast<const unsigned char*>(key->data());
  const bool begun = key->size() == crypto_secretstream_xchacha20poly1305_KEYBYTES &&
                     crypto_secretstream_xchacha20poly1305_init_pull(&impl->state, head->stream.data(), bytes) == 0;
  sodium_memzero(key->data(), key->size());
  if (!begun) return damaged(kind);
  return SealedFileReader(std::move(impl));
}

Result<std::string> SealedFileReader::read(std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) {
    const auto part = impl_->some(bytes - text.size());
    if (!part) return failed(part);
    text += *part;
  }
  return text;
}

Result<void> SealedFileReader::read_into(const fs::path& path, std::uint64_t bytes) {
  const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) ::close(made);
  std::ofstream out(path, std::ios::binary);
  for (std::uint64_t left = bytes; out && left > 0;) {
    const auto part = impl_->some(left);
    if (!part) return failed(part);
    out.write(part->data(), static_cast<std::streamsize>(part->size()));
    left -= part->size();
  }
  out.close();
  if (made < 0 || !out) {
    return fail(ErrorKind::Storage, fmt::format("{} cannot be written; free some space and try again.", path.string()));
  }
  sync_to_disk(path);
  return {};
}

Result<void> SealedFileReader::expect_end() {
  if (impl_->taken != impl_->opened.size()) return damaged(impl_->kind);
  if (!impl_->was_last) {
    if (auto next = impl_->next_piece(); !next) return next;
  }
  const bool more = !impl_->opened.empty() && impl_->taken != impl_->opened.size();
  if (more || !impl_->was_last || impl_->file.peek() != std::ifstream::traits_type::eof()) return damaged(impl_->kind);
  return {};
}

}  // namespace einlass::base
