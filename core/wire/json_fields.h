// Reading and writing structs as JSON objects from one list of fields each, in the struct's own namespace:
//   template <typename F> void fields_of(F& f, Thing& thing) { f("name", thing.name); }
// f.unless_empty() in place of f() leaves an empty value out. Where fields must fit each other, a struct has beside it
//   bool fits_together(const Thing& thing);
// FieldWriter turns that list into an object's canonical text, FieldReader fills the struct and names the first field
// that is wrong. Used by the documents and messages of this module, and by
// whoever has a document of its own (server/rehearsal).
#pragma once

#include "core/wire/field_reader.h"
#include "core/wire/json_read.h"
#include "core/wire/json_write.h"
