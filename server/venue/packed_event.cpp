#include "server/venue/packed_event.h"

#include "core/base/sealed_file.h"
#include "core/wire/policy_document.h"
#include "db/event_snapshot.h"
#include "db/guest_book.h"

#include <algorithm>
#include <set>
#include <system_error>

#include <fmt/format.h>

namespace einlass::venue {
namespace {

using base::ErrorKind;
using base::Result;
namespace fs = std::filesystem;

const base::SealedKind packed_event{.mark = "EINLASS EVENT", .thing = "packed event"};

constexpr std::size_t length_digits = 12;
constexpr std::size_t largest_head = 64U << 20U;  // of the JSON in front: people and documents by name
constexpr std::uint64_t largest_document = 64U << 20U;
constexpr std::uint64_t largest_shared_list = 512U << 20U;
constexpr std::size_t most_packed_documents = 500;
constexpr const char* copy_name = "event.db";

auto not_whole() {
  return base::fail(ErrorKind::InvalidInput, "The packed event is not whole in itself; pack the event once more.");
}

Result<void> check_passphrase(const std::string& passphrase) {
  if (passphrase.size() >= shortest_pack_passphrase) return {};
  return base::fail(ErrorKind::InvalidInput,
                    "The passphrase is too short: take 12 letters or more, such as four words.");
}

Result<store::EventContents> copy_checked(const PackSources& sources, const fs::path& copy) {
  const auto there = sources.file.contents();
  if (!there) return there;
  if (auto copied = sources.file.copy_to(copy); !copied) return failed(copied);
  const auto here = store::check_event_copy(copy, sources.pack.event);
  if (!here || *here == *there) return here;
  return base::fail(ErrorKind::Storage, "The copy does not hold what the event's file does; check the disk.");
}

Result<void> write_all(base::SealedFileWriter& out, const wire::EventPack& pack, const PackSources& sources,
                       const fs::path& copy) {
  const auto head = wire::event_pack_document(pack);
  if (auto put = out.append(fmt::format("{:0{}}", head.size(), length_digits)); !put) return put;
  if (auto put = out.append(head); !put) return put;
  for (const auto& document : sources.documents) {
    if (auto put = out.append(document); !put) return put;
  }
  if (auto put = out.append(sources.shared_list); !put) return put;
  if (auto put = out.append_file(copy); !put) return put;
  return out.finish();
}

Result<wire::EventPack> read_head(base::SealedFileReader& in) {
  const auto digits = in.read(length_digits);
  if (!digits) return failed(digits);
  const auto length = std::strtoull(digits->c_str(), nullptr, 10);
  if (length == 0 || length > largest_head) return not_whole();
  const auto head = in.read(static_cast<std::size_t>(length));
  if (!head) return failed(head);
  auto pack = wire::read_event_pack(*head);
  if (!pack || pack->documents.size() > most_packed_documents || pack->shared_list_bytes > largest_shared_list) {
    return not_whole();
  }
  return pack;
}

Result<std::vector<std::string>> read_documents(base::SealedFileReader& in, const wire::EventPack& pack) {
  static const std::set<std::string_view> kinds{"event", "policy", "keys", "template", "image", "closing"};
  std::vector<std::string> documents;
  for (const auto& document : pack.documents) {
    if (document.size > largest_document || !kinds.contains(document.kind)) return not_whole();
    auto content = in.read(static_cast<std::size_t>(document.size));
    if (!content) return failed(content);
    if (base::sha256(*content) != document.hash) return not_whole();
    documents.push_back(*std::move(content));
  }
  return documents;
}

// Of the frame and the policies, which a server reads before the event is opened there.
Result<rules::EventFrame> check_documents(const OpenedPack& opened) {
  const auto& refs = opened.pack.documents;
  const auto content_of = [&](const base::Hash& hash, std::string_view kind) -> std::string {
    const auto found =
        std::find_if(refs.begin(), refs.end(), [&](const auto& ref) { return ref.hash == hash && ref.kind == kind; });
    return found == refs.end() ? "" : opened.documents[static_cast<std::size_t>(found - refs.begin())];
  };
  auto event = wire::parse_event(content_of(opened.pack.frame_document, "event"));
  const auto policy = wire::parse_policy(content_of(opened.pack.policy_document, "policy"));
  if (const auto& closing = opened.pack.closing) {
    const bool is_kept = !content_of(closing->closing, "closing").empty();
    if (!is_kept || !wire::parse_policy(content_of(closing->open_policy, "policy"))) return not_whole();
  }
  if (!event || !policy || event->id != opened.pack.event || event->frame.rehearses) return not_whole();
  return std::move(event->frame);
}

Result<SharedList> rows_of(const OpenedPack& opened) {
  const auto copy =
      store::EventSnapshot::open({.file = opened.file, .event = opened.pack.event, .journal = {}, .vfs = {}});
  if (!copy) return failed(copy);
  SharedList rows;
  const auto read = copy->guests().each([&](const store::GuestRow& row) { rows[row.ticket.id] = hash_of_row(row); });
  if (!read) return failed(read);
  return rows;
}

}  // namespace

Result<PackFigures> write_pack(const PackSources& sources, const fs::path& output, const std::string& passphrase) {
  if (auto fits = check_passphrase(passphrase); !fits) return failed(fits);
  const auto folder = base::StagedFolder::make(sources.folder);
  if (!folder) return failed(folder);
  const auto copy = folder->path() / copy_name;
  const auto contents = copy_checked(sources, copy);
  if (!contents) return failed(contents);
  auto pack = sources.pack;
  std::error_code unreadable;
  pack.file_bytes = fs::file_size(copy, unreadable);
  pack.shared_list_bytes = sources.shared_list.size();
  auto kind = packed_event;
  kind.cost = sources.cost;
  auto out = base::SealedFileWriter::create(output, kind, passphrase);
  if (!out) return failed(out);
  if (auto written = write_all(*out, pack, sources, copy); !written) return failed(written);
  return PackFigures{.entries = contents->entries,
                     .guests = contents->guests,
                     .bytes = static_cast<std::uint64_t>(fs::file_size(output, unreadable))};
}

Result<OpenedPack> open_pack(const fs::path& file, const std::string& passphrase, const fs::path& folder) {
  auto in = base::SealedFileReader::open(file, packed_event, passphrase);
  if (!in) return failed(in);
  OpenedPack opened;
  auto pack = read_head(*in);
  if (!pack) return failed(pack);
  opened.pack = *std::move(pack);
  auto documents = read_documents(*in, opened.pack);
  if (!documents) return failed(documents);
  opened.documents = *std::move(documents);
  const auto shared = in->read(static_cast<std::size_t>(opened.pack.shared_list_bytes));
  if (!shared) return failed(shared);
  opened.shared_list = read_shared_list(*shared);
  auto frame = check_documents(opened);
  if (!frame) return failed(frame);
  opened.frame = *std::move(frame);
  auto staged = base::StagedFolder::make(folder);
  if (!staged) return failed(staged);
  opened.file = staged->path() / copy_name;
  opened.folder = std::make_shared<const base::StagedFolder>(*std::move(staged));
  if (auto read = in->read_into(opened.file, opened.pack.file_bytes); !read) return failed(read);
  if (auto end = in->expect_end(); !end) return failed(end);
  const auto contents = store::check_event_copy(opened.file, opened.pack.event);
  if (!contents) return failed(contents);
  opened.contents = *contents;
  if (auto left = store::leave_other_server(opened.file, opened.pack.event); !left) return failed(left);
  auto rows = rows_of(opened);
  if (!rows) return failed(rows);
  opened.rows = *std::move(rows);
  return opened;
}

}  // namespace einlass::venue
