// Which documents of an assignment are missing, and the one that is being fetched, part by part. Pure; one thread.
#pragma once

#include "core/base/instant.h"
#include "core/wire/messages.h"

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace einlass::sync {

struct FetchedDocument {
  wire::DocumentRef document;
  std::string content;
};

class DocumentFetch {
 public:
  static constexpr std::uint64_t largest_document = 64U << 20U;
  static constexpr base::Milliseconds answer_time{5'000};  // then a part is asked for again

  void set_held(const std::vector<base::Hash>& held, const std::string& font_set);
  void note_held(const base::Hash& hash);  // it has been stored
  // It is fetched again; nothing is begun for `answer_time`.
  void storing_failed(const base::Hash& hash, base::Milliseconds now);

  // What is missing of this assignment will be fetched; what was being fetched for an older one is dropped.
  void want(const wire::Assignment& assignment);
  bool complete() const { return missing_.empty() && being_stored_.empty(); }
  void connection_lost();

  // The next request to send, if none is under way or the last one was not answered.
  std::optional<wire::DocumentRequest> next(base::Milliseconds now);
  // The whole document, once its last part is in and its hash is right.
  std::optional<FetchedDocument> take(const wire::DocumentPart& part);
  std::optional<base::Milliseconds> next_due() const;

 private:
  std::optional<FetchedDocument> put_back();

  std::set<base::Hash> held_;
  std::string font_set_;
  std::deque<wire::DocumentRef> missing_;  // the first one is being fetched
  std::vector<wire::DocumentRef> being_stored_;
  std::string content_;
  std::optional<base::Milliseconds> asked_until_;
  std::optional<base::Milliseconds> hold_off_until_;
};

}  // namespace einlass::sync
