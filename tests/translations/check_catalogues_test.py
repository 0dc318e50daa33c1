#!/usr/bin/env python3
"""Each flaw of a translation is found, and a good translation has none. Argument: the folder of scripts."""
import os
import subprocess
import sys
import tempfile
import unittest

SCRIPTS = sys.argv.pop()
HEADER = ('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
          '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n')


class CheckCatalogues(unittest.TestCase):
    def complaints(self, entry, name="kiosk.po"):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "de", name)
            os.mkdir(os.path.dirname(path))
            with open(path, "w", encoding="utf-8") as catalogue:
                catalogue.write(HEADER + entry)
            done = subprocess.run([os.path.join(SCRIPTS, "check-catalogues"), path], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1 if done.stderr else 0)
        return done.stderr

    def said(self, msgid, msgstr, name="kiosk.po"):
        return self.complaints('msgid "%s"\nmsgstr "%s"\n' % (msgid, msgstr), name)

    def test_takes_what_is_right(self):
        self.assertEqual(self.said("Doors open at {time}.", "Einlass ist ab {time} Uhr."), "")
        self.assertEqual(self.said("Please ask our team.", "Bitte wenden Sie sich an unser Team."), "")
        self.assertEqual(self.said("Please ask our team.", "Bitte wende dich an unser Team.", "kiosk-du.po"), "")
        self.assertEqual(self.said("They are here.", "Sie sind da.", "kiosk.po"), "")
        self.assertEqual(self.complaints('msgid "{count} guest in {hall}"\nmsgid_plural "{count} guests in {hall}"\n'
                                         'msgstr[0] "ein Gast in {hall}"\nmsgstr[1] "{count} Gäste in {hall}"\n'), "")

    def test_finds_other_placeholders(self):
        self.assertIn("other placeholders", self.said("Doors open at {time}.", "Einlass ist ab {zeit} Uhr."))
        self.assertIn("other placeholders", self.said("Doors open at {time}.", "Einlass ist bald."))
        self.assertIn("other placeholders", self.said("Come at {time}.", "Um {time}, ja um {time}."))
        self.assertIn("other placeholders",
                      self.complaints('msgid "{count} guest in {hall}"\nmsgid_plural "{count} guests in {hall}"\n'
                                      'msgstr[0] "ein Gast"\nmsgstr[1] "{count} Gäste in {hall}"\n'))

    def test_finds_missing_forms_of_the_plural(self):
        self.assertIn("forms of the plural", self.complaints(
            'msgid "{count} guest"\nmsgid_plural "{count} guests"\nmsgstr[0] "{count} Gast"\n'))

    def test_finds_what_is_doubtful_or_missing(self):
        self.assertIn("fuzzy", self.complaints('#, fuzzy\nmsgid "Done"\nmsgstr "Fertig"\n'))
        self.assertIn("not translated", self.said("Done", ""))

    def test_finds_other_blanks_and_ends(self):
        self.assertIn("other blanks", self.said("Done", "Fertig "))
        self.assertIn("ends unlike", self.said("Please see our team.", "Bitte an unser Team wenden"))

    def test_finds_the_wrong_form_of_address(self):
        self.assertIn("form of address", self.said("Are you there?", "Bist du da?"))
        self.assertIn("form of address", self.said("Take your badge.", "Bitte nehmen Sie es.", "kiosk-du.po"))
        self.assertIn("form of address", self.said("This is your badge.", "Das ist Ihr Schild.", "kiosk-du.po"))

    def test_finds_words_for_men_only(self):
        self.assertIn("men only", self.said("For participants.", "Für Teilnehmer."))


unittest.main()
