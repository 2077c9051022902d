"""Reports are valid by `ocssim schema results`. Usage: results_schema_test.py TOOL SAMPLES"""
import copy
import json
import subprocess
import sys

import jsonschema

tool, samples = sys.argv[1:]


def output(*words):
    return json.loads(subprocess.run(words, stdout=subprocess.PIPE).stdout)


def must_be_refused(result, why):
    if validator.is_valid(result):
        sys.exit(why + " is accepted")


schema = output(tool, "schema", "results")
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)


def validate(result, shape):
    # Against its own shape first: the message of `oneOf` says little.
    own = {**schema, "oneOf": [{"$ref": "#/$defs/" + shape}]}
    jsonschema.Draft202012Validator(own).validate(result)
    validator.validate(result)


quick = ["-o", "-", "-q", "--json", "--replications", "2"]
for words in (
    ["run", "mmc-knee", "--duration", "30 min"],
    ["run", "mmc-knee", "--duration", "30 min", "--set", "clients.users=100k"],
    ["run", "enterprise-100k", "--set", "clients.users=2k", "--duration", "1 min"],
    ["run", "front-end-lost", "--set", "clients.users=1k"],
    ["sweep", "mmc-knee", "--vary", "clients.users=60k,80k", "--duration", "20 min"],
    ["capacity", "mmc-knee", "--duration", "20 min"],
    ["size", "mmc-knee", "--duration", "20 min", "--min", "stations[0].servers"],
    ["size", "mmc-knee", "--duration", "20 min", "--min", "stations[0].servers", "--vary",
     "clients.users=30k,60k"],
    ["sensitivity", "enterprise-100k", "--set", "clients.users=500", "--set",
     "front_ends.count=1", "--duration", "1 min", "--inputs", "sql.call_megacycles,clients.contacts"],
    ["sensitivity", "enterprise-100k", "--set", "clients.users=500", "--set",
     "front_ends.count=1", "--duration", "1 min", "--inputs", "sql.call_megacycles,sql.pages_per_call",
     "--method", "morris"],
    ["compare", "mmc-knee", "--b-set", "stations[0].servers=9", "--duration", "20 min"],
):
    validate(output(tool, *words, *quick), words[0])

shapes = ["run", "sweep", "sweep", "capacity", "capacity", "compare", "compare", "calibrate"]
of_samples = output(samples)
if len(of_samples) != len(shapes):
    sys.exit("a sample is missing")
for result, shape in zip(of_samples, shapes):
    validate(result, shape)
    for key in result:
        must_be_refused({k: v for k, v in result.items() if k != key}, shape + " without " + key)
    must_be_refused({**result, "clock": 1}, shape + " with an unknown key")

_, sweep, _, capacity, _, compare, _, calibration = copy.deepcopy(of_samples)
sweep["points"][0]["wall_time"] = 1
must_be_refused(sweep, "an unknown key in a point")
del capacity["probes"][0]["value"]
must_be_refused(capacity, "a probe without its value")
next(iter(compare["differences"].values()))["verdict"] = "faster"
must_be_refused(compare, "an unknown verdict")
calibration["resources"][0]["demands"][0]["state"] = "guessed"
must_be_refused(calibration, "an unknown state of a demand")
must_be_refused({"ocssim": {}}, "an empty result")
