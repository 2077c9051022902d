"""The runner of examples finds what differs. usage: run_examples_test.py"""

import os
import tempfile
import unittest

import run_examples


def verdict(block, folder=None):
    found = list(run_examples.examples(f"```console\n{block}\n```\n"))
    with tempfile.TemporaryDirectory() as own:
        return [run_examples.problem(command, lines, folder or own, dict(os.environ))
                for _, command, lines in found]


class RunExamples(unittest.TestCase):
    def test_equal_output_passes(self):
        self.assertEqual(verdict("$ printf 'a\\nb\\n'\na\nb"), [None])

    def test_other_output_is_shown_as_a_difference(self):
        self.assertIn("-b", verdict("$ printf 'a\\nc\\n'\na\nb")[0])

    def test_missing_and_surplus_lines_differ(self):
        self.assertIsNotNone(verdict("$ printf 'a\\n'\na\nb")[0])
        self.assertIsNotNone(verdict("$ printf 'a\\nb\\n'\na")[0])

    def test_ellipsis_stands_for_lines_and_for_text(self):
        self.assertEqual(verdict("$ printf 'a\\nx\\ny\\nb 12 c\\n'\na\n[...]\nb [...] c"), [None])

    def test_dots_and_brackets_are_text(self):
        self.assertIsNotNone(verdict("$ printf 'abc\\n'\na.c")[0])

    def test_exit_code_has_to_be_the_stated_one(self):
        self.assertEqual(verdict("$ exit 10  # exit 10"), [None])
        self.assertIn("exit 10 instead of 0", verdict("$ exit 10")[0])
        self.assertIn("exit 0 instead of 3", verdict("$ true  # exit 3")[0])

    def test_commands_of_a_document_share_a_folder(self):
        self.assertEqual(verdict("$ echo a > f\n$ cat f\na"), [None, None])

    def test_other_blocks_are_no_examples(self):
        self.assertEqual(list(run_examples.examples("```sh\n$ false\n```\n$ false\n")), [])


if __name__ == "__main__":
    unittest.main()
