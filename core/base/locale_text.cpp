#include "core/base/locale_text.h"

#include "core/base/icu_text.h"

#include <stdexcept>

#include <unicode/brkiter.h>
#include <unicode/coll.h>
#include <unicode/dtptngen.h>
#include <unicode/locid.h>
#include <unicode/numfmt.h>
#include <unicode/smpdtfmt.h>
#include <unicode/unistr.h>

namespace einlass::base {
namespace {

// English alone would be that of the United States, whose dates nobody else reads; 150 is Europe (UN M49).
icu::Locale locale_of(const std::string& language) {
  return icu::Locale::createFromName(language == "en" ? "en_150" : language.c_str());
}

void need(UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no data of languages; reinstall libicu.");
}

// Noon in Greenwich, where the day is the same one.
UDate noon_of(const VenueDay& day) {
  const std::chrono::year_month_day date{std::chrono::year(day.year), std::chrono::month(day.month),
                                         std::chrono::day(day.day)};
  const auto noon = std::chrono::sys_days(date) + std::chrono::hours(12);
  return static_cast<UDate>(std::chrono::duration_cast<Milliseconds>(noon.time_since_epoch()).count());
}

std::string formatted(icu::DateFormat& format, const VenueDay& day) {
  format.setTimeZone(*icu::TimeZone::getGMT());
  icu::UnicodeString text;
  format.format(noon_of(day), text);
  return to_utf8(text);
}

std::strong_ordering order_of(UCollationResult result) {
  return static_cast<int>(result) <=> 0;
}

}  // namespace

std::string language_name(const std::string& language) {
  const icu::Locale locale(language.c_str());
  icu::UnicodeString name;
  locale.getDisplayName(locale, name);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> sentences(icu::BreakIterator::createSentenceInstance(locale, status));
  need(status);
  name.toTitle(sentences.get(), locale, U_TITLECASE_NO_LOWERCASE);
  return to_utf8(name);
}

std::string number_text(std::uint64_t number, const std::string& language) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::NumberFormat> format(icu::NumberFormat::createInstance(locale_of(language), status));
  need(status);
  icu::UnicodeString text;
  format->format(static_cast<int64_t>(number), text);
  return to_utf8(text);
}

std::string date_text(const VenueDay& day, const std::string& language) {
  const std::unique_ptr<icu::DateFormat> format(
      icu::DateFormat::createDateInstance(icu::DateFormat::kMedium, locale_of(language)));
  if (!format) need(U_MISSING_RESOURCE_ERROR);
  return formatted(*format, day);
}

std::string day_and_month_text(const VenueDay& day, const std::string& language) {
  UErrorCode status = U_ZERO_ERROR;
  const auto locale = locale_of(language);
  const std::unique_ptr<icu::DateFormat> format(icu::DateFormat::createInstanceForSkeleton("MMMMd", locale, status));
  need(status);
  return formatted(*format, day);
}

struct Collation::Impl {
  std::unique_ptr<icu::Collator> collator;
};

Collation::Collation(const std::string& language) : impl_(std::make_unique<Impl>()) {
  UErrorCode status = U_ZERO_ERROR;
  impl_->collator.reset(icu::Collator::createInstance(locale_of(language), status));
  need(status);
  impl_->collator->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, status);
  need(status);
}

Collation::~Collation() = default;
Collation::Collation(Collation&&) noexcept = default;
Collation& Collation::operator=(Collation&&) noexcept = default;

bool Collation::before(std::string_view one, std::string_view other) const {
  UErrorCode status = U_ZERO_ERROR;
  const auto piece = [](std::string_view text) {
    return icu::StringPiece(text.data(), static_cast<int32_t>(text.size()));
  };
  return order_of(impl_->collator->compareUTF8(piece(one), piece(other), status)) < 0;
}

std::string Collation::sort_key(std::string_view text) const {
  const auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  std::string key(static_cast<std::size_t>(impl_->collator->getSortKey(unicode, nullptr, 0)), '\0');
  impl_->collator->getSortKey(unicode, reinterpret_cast<std::uint8_t*>(key.data()), static_cast<int32_t>(key.size()));
  key.pop_back();  // ICU's closing zero
  return key;
}

}  // namespace einlass::base
