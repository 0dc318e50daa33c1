#include "core/base/never_held.h"

#include <gtest/gtest.h>

namespace einlass::base {
namespace {

TEST(NeverHeld, IsKnownByItsNameWhereverItStands) {
  for (const char* name :
       {"ANREDE", "profile.birth_date", "Geburtsdatum", "GEBURTSDATUM", "profile.age",    "profile.homeAge",
        "AGE",    "Alter (Jahre)",      "Altersgruppe", "sex",          "contact.sex",    "dob",
        "DOB",    "Pronomen",           "pronouns",     "passwordHash", "profile.prefix", "customized.religion",
        "IBAN",   "gender_identity",    "age2"}) {
    EXPECT_TRUE(is_never_held(name)) << name;
  }
}

TEST(NeverHeld, IsNothingThatHoldsItsLettersByChance) {
  for (const char* name :
       {"", "company", "language", "package", "customized.usage", "Essex", "alternate", "E-MAIL", "manager.page",
        "agenda", "Management", "Vortragender", "MITGLIEDSNUMMER", "AUSTRITT(VEREIN)"}) {
    EXPECT_FALSE(is_never_held(name)) << name;
  }
}

}  // namespace
}  // namespace einlass::base
