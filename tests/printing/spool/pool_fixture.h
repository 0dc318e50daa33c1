// A pool whose printers say what they are told to, with a clock set by hand. Answers come when time passes, unless the
// printer hangs.
#pragma once

#include "printing/spool/print_pool.h"
#include "printing/spool/reasons.h"
#include "tests/printing/spool/fake_printer.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

namespace einlass::spool {

class FakeLine final : public PrinterLine {
 public:
  FakeLine(FakePrinter& printer, std::optional<Question>& question) : printer_(printer), question_(question) {}

  void ask(Question question) override {
    if (question_) throw std::logic_error("a printer was asked two things at once");
    question_ = std::move(question);
  }
  std::optional<Answer> take() {
    if (!question_ || printer_.hangs) return std::nullopt;
    const Question question = *std::exchange(question_, std::nullopt);
    return answer_of(printer_, question);
  }

 private:
  FakePrinter& printer_;
  std::optional<Question>& question_;
};

class PoolFixture : public testing::Test {
 protected:
  static inline const MediaSize card = MediaSize::from_mm(86, 54);
  static inline const MediaSize label = MediaSize::from_mm(62, 100);

  FakePrinter& add(const std::string& name, MediaSize media = card) {
    printers_.push_back(std::make_unique<FakePrinter>(name, media));
    return *printers_.back();
  }
  PrintPool& pool() {
    if (!pool_) make_pool();
    return *pool_;
  }
  // As the spooler's threads do: called again whenever something is due or was answered.
  void pass(base::Milliseconds time) {
    const auto end = clock_.monotonic() + time;
    while (true) {
      const auto next = pool().work();
      if (deliver_answers()) continue;
      if (!next || *next > end) break;
      if (*next > clock_.monotonic()) clock_.advance(*next - clock_.monotonic());
    }
    clock_.advance(end - clock_.monotonic());
  }
  PrintRequest badge(MediaSize media = card) {
    return {.id = rules::PrintJobId::random(),
            .ticket = rules::TicketId::random(),
            .serial = rules::BadgeSerial::random(),
            .pdf = "%PDF",
            .media = media,
            .avoid = {}};
  }
  // A badge whose start is on disk as soon as the pool has chosen a printer.
  rules::PrintJobId start(MediaSize media = card) {
    const PrintRequest request = badge(media);
    pool().print(request);
    pass(base::Milliseconds(1));
    return request.id;
  }
  std::vector<store::PrintState> states_of(rules::PrintJobId id) const {
    std::vector<store::PrintState> seen;
    for (const auto& post : posts_) {
      if (post.id == id) seen.push_back(post.state);
    }
    return seen;
  }
  const BadgeProgress& last_of(rules::PrintJobId id) const {
    static const BadgeProgress none;
    for (auto post = posts_.rbegin(); post != posts_.rend(); ++post) {
      if (post->id == id) return *post;
    }
    return none;
  }

  base::ManualClock clock_{base::Instant{}};
  std::vector<std::unique_ptr<FakePrinter>> printers_;
  std::vector<BadgeProgress> posts_;
  std::vector<std::vector<PrinterCondition>> conditions_;
  bool disk_is_slow_ = false;  // the caller never says that the start is durable
  std::optional<PrintPool> pool_;

 private:
  void make_pool() {
    PrintPool::Setup setup{
        .printers = {}, .lines = {}, .post = {}, .post_conditions = {}, .stock = LabelStock({}), .timing = {}};
    questions_.resize(printers_.size());
    for (std::size_t i = 0; i < printers_.size(); ++i) {
      setup.printers.push_back(printers_[i]->config());
      auto line = std::make_unique<FakeLine>(*printers_[i], questions_[i]);
      lines_.push_back(line.get());
      setup.lines.push_back(std::move(line));
    }
    setup.post = [this](BadgeProgress progress) { note(std::move(progress)); };
    setup.post_conditions = [this](std::vector<PrinterCondition> now) { conditions_.push_back(std::move(now)); };
    pool_.emplace(std::move(setup), clock_);
  }
  void note(BadgeProgress progress) {
    const bool starts = progress.state == store::PrintState::Queued && !progress.printer.empty();
    if (starts && !disk_is_slow_) durable_.push_back(progress.id);
    posts_.push_back(std::move(progress));
  }
  bool deliver_answers() {
    bool any = !durable_.empty();
    for (const auto id : std::exchange(durable_, {})) pool_->started_is_durable(id);
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto answer = lines_[i]->take();
      if (!answer) continue;
      pool_->answer(i, *answer);
      any = true;
    }
    return any;
  }

  std::vector<std::optional<Question>> questions_;
  std::vector<FakeLine*> lines_;
  std::vector<rules::PrintJobId> durable_;
};

}  // namespace einlass::spool
