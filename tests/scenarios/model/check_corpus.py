"""Asks python3-jsonschema which documents of the corpus the schema accepts."""
import json
import sys

import jsonschema


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        schema = json.load(file)
    with open(sys.argv[2], encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    wrong = 0
    for case in cases:
        errors = [error.message for error in validator.iter_errors(case["document"])]
        if (not errors) != case["valid"]:
            wrong += 1
            print(f'{case["name"]}: valid is {case["valid"]}, the schema says {errors[:1]}')
    print(f"{len(cases)} documents, {wrong} judged differently")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
