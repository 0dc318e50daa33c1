#include "core/sync/document_fetch.h"

#include "core/base/bytes.h"
#include "core/base/crypto.h"

#include <algorithm>
#include <utility>

namespace einlass::sync {

void DocumentFetch::set_held(const std::vector<base::Hash>& held, const std::string& font_set) {
  held_ = std::set<base::Hash>(held.begin(), held.end());
  font_set_ = font_set;
}

void DocumentFetch::note_held(const base::Hash& hash) {
  held_.insert(hash);
  const auto is_it = [&](const auto& each) { return each.hash == hash; };
  std::erase_if(being_stored_, is_it);
  std::erase_if(missing_, is_it);
}

void DocumentFetch::storing_failed(const base::Hash& hash, base::Milliseconds now) {
  const auto failed =
      std::find_if(being_stored_.begin(), being_stored_.end(), [&](const auto& each) { return each.hash == hash; });
  if (failed == being_stored_.end()) return;
  missing_.push_back(std::move(*failed));
  being_stored_.erase(failed);
  hold_off_until_ = now + answer_time;
}

void DocumentFetch::want(const wire::Assignment& assignment) {
  const auto under_way = missing_.empty() ? base::Hash{} : missing_.front().hash;
  missing_.clear();
  being_stored_.clear();
  const bool same_fonts = !font_set_.empty() && font_set_ == assignment.font_set;
  for (const auto& document : assignment.documents) {
    if (held_.contains(document.hash) || (document.kind == "font" && same_fonts)) continue;
    missing_.push_back(document);
  }
  const auto again =
      std::find_if(missing_.begin(), missing_.end(), [&](const auto& each) { return each.hash == under_way; });
  if (again == missing_.end()) return connection_lost();
  std::rotate(missing_.begin(), again, again + 1);  // go on with it
}

void DocumentFetch::connection_lost() {
  content_.clear();
  asked_until_.reset();
  hold_off_until_.reset();
}

std::optional<wire::DocumentRequest> DocumentFetch::next(base::Milliseconds now) {
  const auto due = next_due();
  if (missing_.empty() || (due && now < *due)) return std::nullopt;
  asked_until_ = now + answer_time;
  return wire::DocumentRequest{.hash = missing_.front().hash, .offset = content_.size()};
}

std::optional<FetchedDocument> DocumentFetch::take(const wire::DocumentPart& part) {
  if (missing_.empty() || part.hash != missing_.front().hash || part.offset != content_.size()) return std::nullopt;
  const auto size = missing_.front().size;
  const bool fits = part.size == size && size <= largest_document && content_.size() + part.content.size() <= size;
  if (!fits || (part.content.empty() && size > 0)) return put_back();
  content_ += base::as_text(part.content);
  if (content_.size() == size && base::sha256(content_) != part.hash) return put_back();
  asked_until_.reset();
  if (content_.size() < size) return std::nullopt;
  FetchedDocument fetched{.document = missing_.front(), .content = std::exchange(content_, {})};
  missing_.pop_front();
  being_stored_.push_back(fetched.document);
  return fetched;
}

// To the end of the line; asked_until_ stays, so that a server which sends something else is not asked in a tight loop.
std::optional<FetchedDocument> DocumentFetch::put_back() {
  content_.clear();
  std::rotate(missing_.begin(), missing_.begin() + 1, missing_.end());
  return std::nullopt;
}

std::optional<base::Milliseconds> DocumentFetch::next_due() const {
  if (missing_.empty()) return std::nullopt;
  const bool begun = asked_until_ || !content_.empty();
  return begun ? asked_until_ : hold_off_until_;
}

}  // namespace einlass::sync
